// Lessons that nobody has turned to yet are fetched ahead: a turn is instant, and they are there when the line is gone.

import { load, unfinished } from "./rest.js";

/** Fetches what is still to come, one after the other, from this page on. @param {HTMLElement} page */
export async function fetchAhead(page) {
  const waiting = unfinished();
  const isAfter = (/** @type {HTMLElement} */ each) =>
    page.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = waiting.filter((each) => !isAfter(each));
  for (const each of [...waiting.filter(isAfter), ...before]) await load(each);
}
