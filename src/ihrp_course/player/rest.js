// What stands under a page's title, where it comes by a script of its own: when the page is turned to, or before.

import { all, button, find, say, show, write } from "./dom.js";
import { loadScript } from "./scripts.js";

const PATIENCE = 400; // milliseconds; then it is said that something is being waited for

/** Pages of which something is still to come. */
export const unfinished = () =>
  all(document, "[data-rest]").flatMap((each) =>
    /** @type {HTMLElement|null} */ (each.closest(".page")) ?? []
  );

/** @param {HTMLElement} page */
export const isWhole = (page) => !find(page, "[data-rest]");

/** @param {HTMLElement} page @returns {Promise<unknown>} */
export function load(page) {
  const name = find(page, "[data-rest]")?.dataset.rest ?? "";
  return loadScript(name, "data/" + name + ".js");
}

/** Puts the rest of a page in its place; rejects when it cannot be had now, and the page says so. @param {HTMLElement} page */
export async function complete(page) {
  const rest = find(page, "[data-rest]");
  if (!rest) return;
  const again = button(rest, "fetch");
  show(again, false);
  const timer = setTimeout(() => write(rest, "waiting", say("rest.waiting")), PATIENCE);
  try {
    const template = document.createElement("template");
    template.innerHTML = String(await load(page));
    if (rest.isConnected) rest.replaceWith(template.content);
  } catch (error) {
    write(rest, "waiting", say("rest.failed"));
    show(again, true);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The whole document; rejects when a part of it cannot be had now. */
export const completeAll = () => Promise.all(unfinished().map(complete));
