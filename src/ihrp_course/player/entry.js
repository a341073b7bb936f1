// A term or a reference in place: its entry is copied over the page that mentions it.

import { need, part, say } from "./dom.js";
import { complete } from "./rest.js";
import { openSheet } from "./sheets.js";

/** The glossary entry or reference that a link leads to, in place; its page where there is none. @param {HTMLAnchorElement} link */
export async function openEntry(link) {
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
