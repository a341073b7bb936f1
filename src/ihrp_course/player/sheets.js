// What opens over the page: contents, pause, settings, and a term or a reference in place.

import { all, button, need, part, say, show } from "./dom.js";

/** @param {string} name */
const sheet = (name) => /** @type {HTMLDialogElement} */ (need(document, "#_" + name));

/** @param {string} name */
export function openSheet(name) {
  const dialog = sheet(name);
  for (const other of document.querySelectorAll("dialog")) {
    if (other.open && other !== dialog) other.close();
  }
  if (!dialog.open) dialog.showModal();
  need(dialog, "h2").focus();
  dialog.scrollTop = 0;
}

/** One panel of the pause, or none. @param {string} name */
export function openPanel(name) {
  for (const panel of all(document, ".panel")) show(panel, panel.dataset.panel === name);
  for (const choice of all(document, ".choice")) {
    choice.setAttribute("aria-expanded", String(choice.dataset.panel === name));
  }
  if (name) need(document, ".panel[data-panel=" + name + "] h3").focus();
}

/** The entry that a link leads to, in place. @param {HTMLAnchorElement} link @returns {boolean} false: there is none */
function openEntry(link) {
  const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!entry) return false;
  const page = entry.closest(".page");
  const copy = /** @type {HTMLElement} */ (entry.cloneNode(true));
  const heading = copy.querySelector("h2");
  const number = [...(entry.parentElement?.children ?? [])].indexOf(entry) + 1;
  need(document, "#_entry_title").textContent = heading?.textContent ??
    say("reference", { n: number });
  heading?.remove();
  part(document, "entry-body").replaceChildren(...copy.childNodes);
  const whole = part(document, "entry-all");
  whole.setAttribute("href", link.hash);
  whole.textContent = say(page?.id === "_glossary" ? "glossary" : "references");
  openSheet("entry");
  return true;
}

export function startSheets() {
  part(document, "contents-copy").replaceChildren(
    ...part(document, "contents").cloneNode(true).childNodes,
  );
  for (const choice of all(document, ".choice")) {
    choice.addEventListener(
      "click",
      () =>
        openPanel(
          choice.getAttribute("aria-expanded") === "true" ? "" : choice.dataset.panel ?? "",
        ),
    );
  }
  openPanel("");
  for (const dialog of document.querySelectorAll("dialog")) {
    button(dialog, "close");
    dialog.addEventListener("click", (event) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      const { clientX: x, clientY: y } = event;
      const isOutside = event.target === dialog && (x < left || x > right || y < top || y > bottom);
      if (isOutside && event.detail) dialog.close();
    });
  }
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a");
    if (
      link?.matches(".term, .cite") && !event.ctrlKey && !event.metaKey && !event.shiftKey &&
      openEntry(link)
    ) {
      event.preventDefault();
      return;
    }
    const dialog = target?.closest("dialog");
    if (dialog && link?.getAttribute("href")?.startsWith("#")) dialog.close();
    if (dialog && target?.closest("[data-do=close]")) dialog.close();
  });
}
