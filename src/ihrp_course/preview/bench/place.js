// Where the author reads, told so that it is found again in a page that has changed.

/** @import { Place } from "./types.js" */

const LETTERS = /[^\p{L}]+/gu;
const LONGEST = 60;

/** The letters of a text alone, as the server gives them of a source line. @param {string|null} text */
export const letters = (text) => (text ?? "").replace(LETTERS, "").toLowerCase().slice(0, LONGEST);

/** The page that is shown. @param {Document} doc @returns {HTMLElement|null} */
export function pageOf(doc) {
  const pages = /** @type {HTMLElement[]} */ ([...doc.querySelectorAll("main > .page")]);
  return pages.find((each) => !each.hidden) ?? null;
}

/** Whether all of the page that is shown is there: most lessons come by scripts of their own. @param {Document} doc */
export const isWhole = (doc) => !pageOf(doc)?.querySelector("[data-rest]");

/** Parts of a page, without the marks of the bench. @param {Element} page */
export const partsOf = (page) =>
  [...page.children].filter((each) => !each.classList.contains("bench-mark"));

/** The part that is being read: a third down the window. @param {Document} doc @returns {Place|null} */
export function placeOf(doc) {
  const page = pageOf(doc);
  const view = doc.defaultView;
  if (!page || !view) return null;
  if (view.scrollY < 1) return { page: page.id, isTop: true, index: 0, words: "", top: 0 };
  const parts = partsOf(page);
  const line = view.innerHeight / 3;
  const index = parts.findIndex((each) => each.getBoundingClientRect().bottom > line);
  const part = parts[index];
  return {
    page: page.id,
    isTop: false,
    index,
    words: letters(part?.textContent ?? ""),
    top: part?.getBoundingClientRect().top ?? 0,
  };
}

/** Scrolls so that this part stands where it stood. @param {Document} doc @param {Place} place */
export function goTo(doc, place) {
  const page = doc.getElementById(place.page);
  if (!page || page !== pageOf(doc) || place.isTop) return;
  const parts = partsOf(page);
  const same = parts
    .map((each, index) => ({ index, isSame: letters(each.textContent) === place.words }))
    .filter((each) => each.isSame)
    .sort((a, b) => Math.abs(a.index - place.index) - Math.abs(b.index - place.index))[0];
  const part = parts[same?.index ?? place.index];
  if (part) doc.defaultView?.scrollBy(0, part.getBoundingClientRect().top - place.top);
}
