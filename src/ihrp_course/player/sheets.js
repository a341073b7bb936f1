// What opens over the page: contents, pause, settings, and a term or a reference in place.

import { all, need, part, say } from "./dom.js";
import { complete } from "./rest.js";

/** @param {string} name */
export function openSheet(name) {
  const dialog = /** @type {HTMLDialogElement} */ (need(document, "#_" + name));
  for (const other of document.querySelectorAll("dialog")) if (other !== dialog) other.close();
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  need(dialog, "h2").focus();
}

/** The glossary entry or reference that a link leads to, in place; its page where there is none. @param {HTMLAnchorElement} link */
async function openEntry(link) {
  const page = need(document, link.matches(".term") ? "#_glossary" : "#_references");
  await complete(page).catch(() => {});
  const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!entry?.parentElement) return location.assign(link.hash);
  const copy = /** @type {HTMLElement} */ (entry.cloneNode(true));
  const heading = copy.querySelector("h2");
  const n = [...entry.parentElement.children].indexOf(entry) + 1;
  const whole = part(document, "entry-all");
  need(document, "#_entry_title").textContent = heading?.textContent ?? say("reference", { n });
  heading?.remove();
  part(document, "entry-body").replaceChildren(...copy.childNodes);
  whole.setAttribute("href", link.hash);
  whole.textContent = say(heading ? "glossary" : "references");
  openSheet("entry");
}

export function startSheets() {
  const contents = part(document, "contents").cloneNode(true).childNodes;
  part(document, "contents-copy").replaceChildren(...contents);
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = target.closest("a");
    const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey);
    if (link?.matches(".term, .cite") && isPlain) {
      event.preventDefault();
      openEntry(link);
      return;
    }
    if (link?.hash || target.closest("[data-do=close]")) target.closest("dialog")?.close();
    if (!(target instanceof HTMLDialogElement) || !event.detail) return;
    const { left, right, top, bottom } = target.getBoundingClientRect();
    const { clientX: x, clientY: y } = event; // outside: on the veil
    if (x < left || x > right || y < top || y > bottom) target.close();
  });
  for (const pause of all(document, "details[name=pause]")) {
    pause.addEventListener("toggle", () => pause.scrollIntoView({ block: "nearest" }));
  }
}
