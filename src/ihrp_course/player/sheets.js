// What opens over the page: contents, pause, settings, and what `entry.js` finds.

import { isPlain, need, part } from "./dom.js";

/** @param {string} name */
export function openSheet(name) {
  const dialog = /** @type {HTMLDialogElement} */ (need(document, "#_" + name));
  for (const other of document.querySelectorAll("dialog")) if (other !== dialog) other.close();
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  need(dialog, "h2").focus();
}

/** @param {(link: HTMLAnchorElement) => void} openEntry  of a term or a reference, in place */
export function startSheets(openEntry) {
  const contents = part(document, "contents").cloneNode(true).childNodes;
  part(document, "contents-copy").replaceChildren(...contents);
  document.addEventListener("click", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const link = target.closest("a");
    if (link?.matches(".term, .cite") && isPlain(event)) {
      event.preventDefault();
      openEntry(link);
      return;
    }
    if (link?.hash || target.closest("[data-do=close]")) target.closest("dialog")?.close();
  });
}
