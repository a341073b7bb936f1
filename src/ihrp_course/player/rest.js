// What stands under a page's title, where it comes by a script of its own: when the page is turned to, or before.

import { all, button, find, say, show, write } from "./dom.js";
import { arrived, loadScript } from "./scripts.js";

const PATIENCE = 400; // milliseconds; then it is said that something is being waited for

/** Pages of which something is still to come. */
export const unfinished = () =>
  all(document, "[data-rest]").flatMap((each) =>
    /** @type {HTMLElement|null} */ (each.closest(".page")) ?? []
  );

/** Fetches what is still to come of a page. @param {HTMLElement} page */
export function load(page) {
  const name = find(page, "[data-rest]")?.dataset.rest;
  return name ? loadScript(name, "data/" + name + ".js") : null;
}

/** Puts the rest of a page in its place, if it has come. True: all of the page is there. @param {HTMLElement} page */
export function fill(page) {
  const rest = find(page, "[data-rest]");
  const html = arrived.get(rest?.dataset.rest ?? "");
  if (rest && html) {
    rest.outerHTML = html;
    dispatchEvent(new Event("whole"));
  }
  return !rest || html !== undefined;
}

/** Fetches the rest of a page, and puts it in its place; rejects when it cannot be had now, and the page says so. @param {HTMLElement} page */
export async function complete(page) {
  const rest = find(page, "[data-rest]");
  if (!rest) return;
  const again = button(rest, "fetch");
  show(again, false);
  const timer = setTimeout(() => write(rest, "waiting", say("rest.waiting")), PATIENCE);
  try {
    await load(page);
    fill(page);
  } catch (error) {
    write(rest, "waiting", say("rest.failed"));
    show(again, true);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** The whole document, as far as it can be had now. True: all of it is there. */
export const completeAll = () =>
  Promise.allSettled(unfinished().map(complete)).then(() => !unfinished().length);
