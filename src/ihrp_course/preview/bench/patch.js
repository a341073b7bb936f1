// A page brought up to date where it stands, when its words have changed; data, scripts, and questions with other
// parts need a new page. Nothing that a learner could have touched is replaced.

/** @import { Copy } from "./copy.js" */
import { partsOf } from "./place.js";

const TOUCHED =
  "form, input, select, option, textarea, button, audio, video, details, [data-part], [data-do], [data-code]";

/** @param {Element} element */
const isTouched = (element) => element.matches(TOUCHED) || element.querySelector(TOUCHED) !== null;

/** @param {Node|undefined} node @returns {node is Element} */
const isElement = (node) => node?.nodeType === Node.ELEMENT_NODE;

/** Templates and all, which `isEqualNode` passes over. @param {Node|undefined} a @param {Node|undefined} b */
const isSame = (a, b) =>
  isElement(a) && isElement(b) ? a.outerHTML === b.outerHTML : a?.isEqualNode(b ?? null) === true;

/**
 * Nodes that take the place of others. Without any of either, nothing happens.
 * @typedef {object} Change
 * @property {ChildNode[]} there  in the page that is shown
 * @property {ChildNode|null} next  before which the others stand; null: at the end
 * @property {Element} parent
 * @property {Node[]} fresh
 */

/** What differs between two versions of one page; null when that cannot be put in place. @param {Element} shown @param {Element} old @param {Element} fresh @returns {Change[]|null} */
function compare(shown, old, fresh) {
  const live = partsOf(shown);
  const [before, after] = [[...old.children], [...fresh.children]];
  if (live.length !== before.length || !old.cloneNode().isEqualNode(fresh.cloneNode())) return null;
  let from = 0;
  while (isSame(before[from], after[from])) from++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - from;
  while (tail < most && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
  const to = before.length - tail;
  const [gone, come] = [before.slice(from, to), after.slice(from, after.length - tail)];
  if (![...gone, ...come].some(isTouched)) {
    const there = live.slice(from, to);
    return [{ parent: shown, there, next: live[to] ?? null, fresh: come }];
  }
  if (gone.length !== come.length) return null;
  /** @type {Change[]} */
  const changes = [];
  const isDone = gone.every((each, at) => reword(live[from + at], each, come[at], changes));
  return isDone ? changes : null;
}

/**
 * Gathers what differs between two versions of a part, down to what nobody touches; false when more than words does,
 * or when what is shown is not what was written.
 * @param {ChildNode|undefined} shown @param {Node} old @param {Node|undefined} fresh @param {Change[]} changes
 * @returns {boolean}
 */
function reword(shown, old, fresh, changes) {
  if (!shown || !fresh) return false;
  if (isSame(old, fresh)) return true;
  if (!isElement(old) || !isElement(fresh) || !(isTouched(old) || isTouched(fresh))) {
    const parent = shown.parentElement;
    const isTemplate = isElement(old) && old.matches("template, :has(template)");
    if (!parent || isTemplate || !isSame(shown, old)) return false;
    changes.push({ parent, there: [shown], next: shown.nextSibling, fresh: [fresh] });
    return true;
  }
  const isQuestion = old.localName !== "form" || old.classList.contains("question");
  const hasSameTag = old.cloneNode().isEqualNode(fresh.cloneNode());
  if (!isQuestion || !hasSameTag || old.childNodes.length !== fresh.childNodes.length) return false;
  return [...old.childNodes].every((each, at) =>
    reword(counterpart(shown, each, at), each, fresh.childNodes[at], changes)
  );
}

/** The child of what is shown that was this one: options may stand in the learner's order. @param {ChildNode} shown @param {Node} old @param {number} at @returns {ChildNode|undefined} */
function counterpart(shown, old, at) {
  const code = isElement(old) && old.getAttribute("data-code");
  const isIt = (/** @type {ChildNode} */ each) =>
    isElement(each) && each.getAttribute("data-code") === code;
  return code ? [...shown.childNodes].find(isIt) : shown.childNodes[at];
}

/**
 * The elements that were put in place; null when the page has to be opened anew, and then nothing was done.
 * @param {Document} live  as it is shown, marks and all
 * @param {Copy} old  as its files were
 * @param {Copy} fresh  as its files are
 * @returns {Element[]|null}
 */
export function patch(live, old, fresh) {
  /** @type {Change[]} */
  const changes = [];
  for (const [id, page] of old.pages) {
    const [shown, other] = [live.getElementById(id), fresh.pages.get(id)];
    if (page === other || isSame(page, other)) continue;
    const found = shown && other && compare(shown, page, other);
    if (!found) return null;
    changes.push(...found);
  }
  return changes.flatMap((change) => put(live, change));
}

/** @param {Document} live @param {Change} change */
function put(live, { parent, there, next, fresh }) {
  const come = fresh.map((each) => live.importNode(each, true));
  for (const each of there) each.remove();
  for (const each of come) parent.insertBefore(each, next);
  return come.map((each) => isElement(each) ? each : parent);
}
