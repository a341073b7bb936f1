// A page brought up to date where it stands, when prose alone has changed; questions, data and scripts need a new
// page. Nothing that a learner could have touched is replaced.

import { partsOf } from "./place.js";

const TOUCHED =
  "form, input, select, textarea, button, audio, video, details, [data-part], [data-do]";

/** @param {Element} element */
const isTouched = (element) => element.matches(TOUCHED) || element.querySelector(TOUCHED) !== null;

/**
 * A package's pages as its files hold them.
 * @typedef {object} Copy
 * @property {Document} page  the one document, in which most lessons wait for their script
 * @property {Document} reading  all lessons
 */

/** Every page, whole. @param {Copy} copy */
const pagesOf = ({ page, reading }) =>
  [...page.querySelectorAll("main > .page")].map((each) =>
    each.querySelector("[data-rest]") ? reading.getElementById(each.id) ?? each : each
  );

/** Whether two copies differ in their pages alone. @param {Copy} old @param {Copy} fresh */
function hasSameShell(old, fresh) {
  const [before, after] = [old, fresh].map(({ page }) =>
    [page.head, ...page.body.children].filter((each) => each.localName !== "main")
  );
  return before?.length === after?.length &&
    before?.every((each, index) => each.isEqualNode(after?.[index] ?? null)) === true &&
    pagesOf(old).map((each) => each.id).join() === pagesOf(fresh).map((each) => each.id).join();
}

/**
 * @typedef {object} Change
 * @property {Element} page  as it was
 * @property {number} from  its first part that changed
 * @property {number} to  behind the last
 * @property {Element[]} parts  in their place
 */

/** What differs between two versions of one page; null when that cannot be put in place. @param {Element} old @param {Element} fresh @returns {Change|null} */
function compare(old, fresh) {
  const [before, after] = [[...old.children], [...fresh.children]];
  const isSame = (/** @type {Element|undefined} */ a, /** @type {Element|undefined} */ b) =>
    a !== undefined && b !== undefined && a.isEqualNode(b);
  let from = 0;
  while (isSame(before[from], after[from])) from++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - from;
  while (tail < most && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const to = before.length - tail;
  const parts = after.slice(from, after.length - tail);
  const isSafe = ![...before.slice(from, to), ...parts].some(isTouched);
  return isSafe ? { page: old, from, to, parts } : null;
}

/** A page's file as a document that nobody touches. @param {string} text */
export const read = (text) => new DOMParser().parseFromString(text, "text/html");

/**
 * The elements that were put in place; null when the page has to be opened anew, and then nothing was done.
 * @param {Document} live  as it is shown, marks and all
 * @param {Copy} old  as its files were
 * @param {Copy} fresh  as its files are
 * @returns {Element[]|null}
 */
export function patch(live, old, fresh) {
  if (!hasSameShell(old, fresh)) return null;
  const freshPages = pagesOf(fresh);
  /** @type {Change[]} */
  const changes = [];
  for (const [index, page] of pagesOf(old).entries()) {
    const other = freshPages[index];
    if (!other) return null;
    if (page.isEqualNode(other)) continue;
    const change = compare(page, other);
    const shown = live.getElementById(page.id);
    if (!change || !shown || partsOf(shown).length !== page.children.length) return null;
    changes.push(change);
  }
  return changes.flatMap((change) => put(live, change));
}

/** @param {Document} live @param {Change} change */
function put(live, { page, from, to, parts }) {
  const shown = /** @type {Element} */ (live.getElementById(page.id));
  const there = partsOf(shown);
  const fresh = parts.map((each) => live.importNode(each, true));
  const next = there[to] ?? null;
  for (const each of there.slice(from, to)) each.remove();
  for (const each of fresh) shown.insertBefore(each, next);
  return fresh;
}
