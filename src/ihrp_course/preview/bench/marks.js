// Findings at their place in the learner's page.

/** @import { Finding } from "./types.js" */
import { partsOf } from "./place.js";

const PARAGRAPHS = "p, li, h1, h2, h3, h4, td, th, label, legend, figcaption, dt, dd";
/** Fewer letters could stand anywhere. */
const FEWEST = 6;

/** @param {Document} doc */
export function unmark(doc) {
  for (const each of doc.querySelectorAll(".bench-mark")) each.remove();
}

/** @param {Document} doc @param {readonly Finding[]} findings */
export function mark(doc, findings) {
  unmark(doc);
  dress(doc);
  for (const finding of findings) {
    const about = placeIn(doc, finding);
    if (!about) continue;
    const part = topOf(about);
    part.before(note(doc, finding));
  }
}

/** The element that a finding is about. @param {Document} doc @param {Finding} finding @returns {HTMLElement|null} */
export function placeIn(doc, { place }) {
  if (!place) return null;
  const block = place.block ? doc.getElementById(place.block) : null;
  const page = place.page ? doc.getElementById(place.page) : null;
  const within = block ?? page;
  if (!within) return null;
  const found = place.words.length < FEWEST ? null : paragraph(within, place.words);
  return found ?? block ?? /** @type {HTMLElement|null} */ (page?.querySelector("h1") ?? null);
}

/** @param {HTMLElement} within @param {string} words */
function paragraph(within, words) {
  const all = /** @type {HTMLElement[]} */ ([...within.querySelectorAll(PARAGRAPHS)]);
  const fits = (/** @type {HTMLElement} */ each) => {
    const own = (each.textContent ?? "").replace(/[^\p{L}]+/gu, "").toLowerCase();
    return own.includes(words) || (own.length >= FEWEST && words.startsWith(own));
  };
  return all.findLast(fits) ?? null;
}

/** The part of its page, or the question, in front of which a note does no harm. @param {HTMLElement} element */
function topOf(element) {
  const page = element.closest(".page");
  const part = page && partsOf(page).find((each) => each.contains(element));
  return part ?? element;
}

/** @param {Document} doc @param {Finding} finding */
function note(doc, { severity, message, help, path, line, rule }) {
  const aside = doc.createElement("aside");
  aside.className = "bench-mark";
  aside.dataset.severity = severity;
  aside.setAttribute("aria-label", `Finding: ${rule}`);
  const head = doc.createElement("b");
  head.textContent = `${severity}: ${rule}`;
  const where = doc.createElement("code");
  where.textContent = `${path}:${line}`;
  aside.append(head, help ? `${message}. ${help}` : message, where);
  return aside;
}

/** Sheets of their own, since a link would come late and move the page. @type {WeakSet<Document>} */
const dressed = new WeakSet();
const style = await (await fetch("/_host/marks.css")).text();

/** @param {Document} doc */
function dress(doc) {
  const view = /** @type {(Window & typeof globalThis)|null} */ (doc.defaultView);
  if (dressed.has(doc) || !view) return;
  dressed.add(doc);
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(style);
  doc.adoptedStyleSheets.push(sheet);
}
