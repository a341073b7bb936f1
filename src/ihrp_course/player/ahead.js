// Lessons that nobody has turned to yet are fetched ahead: a turn is instant, and they are there when the line is gone.

import { find } from "./dom.js";
import { fill, load, unfinished } from "./rest.js";

const SEEN = 1000; // milliseconds on a page; then the next one is put in its place, unseen

/** Fetches what is still to come, one after the other, from this page on. @param {HTMLElement} page */
export async function fetchAhead(page) {
  addEventListener("hashchange", () => setTimeout(fillNext, SEEN));
  const waiting = unfinished();
  const isAfter = (/** @type {HTMLElement} */ each) =>
    page.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = waiting.filter((each) => !isAfter(each));
  for (const each of [...waiting.filter(isAfter), ...before]) {
    try {
      await load(each);
    } catch {
      continue; // the line may be back for the next one
    }
    fillNext();
  }
}

/** The page after the one that is shown, if it has come. */
function fillNext() {
  const next = find(document, ".page:not([hidden])")?.nextElementSibling;
  if (next) fill(/** @type {HTMLElement} */ (next));
}
