// Finding words in texts: no DOM here.

/**
 * A piece of the package that a hit leads to.
 * @typedef {object} Passage
 * @property {string} target  id in the document
 * @property {string} title
 * @property {string} place  the page it stands on
 * @property {string} text  on one line
 */

/** @typedef {{passage: Passage, snippet: {text: string, isHit: boolean}[]}} Hit */

const BEFORE = 40; // characters of a snippet before the first word found
const LENGTH = 150;

/** Without capitals and accents, each character in its place. @param {string} text */
export function fold(text) {
  let folded = "";
  for (const character of text) {
    const bare = character.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
    folded += bare.length === character.length ? bare : character;
  }
  return folded;
}

/** Composed, on one line: as passages and questions are compared. @param {string} text */
export const tidy = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/** Whether a word begins at this place. @param {string} text @param {number} at */
const begins = (text, at) => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** 3 when a word of the text begins so, 1 when it stands inside one, 0 when it is not there. @param {string} text @param {string} word */
function weigh(text, word) {
  let best = 0;
  for (let at = text.indexOf(word); at >= 0 && best < 3; at = text.indexOf(word, at + 1)) {
    best = begins(text, at) ? 3 : 1;
  }
  return best;
}

/**
 * The passages that hold every word of the question, the best first.
 * @param {Passage[]} passages @param {string} question @returns {Hit[]}
 */
export function seek(passages, question) {
  const words = fold(tidy(question)).split(" ").filter(Boolean);
  if (!words.length) return [];
  /** @type {{passage: Passage, worth: number}[]} */
  const found = [];
  for (const passage of passages) {
    const title = fold(passage.title);
    const text = fold(passage.text);
    const worths = words.map((word) => 3 * weigh(title, word) + weigh(text, word));
    if (!worths.includes(0)) found.push({ passage, worth: worths.reduce((sum, n) => sum + n) });
  }
  found.sort((a, b) => b.worth - a.worth); // equal ones stay in the order of the course
  return found.map(({ passage }) => ({ passage, snippet: cut(passage.text, words) }));
}

/** Some words around what was found. @param {string} text @param {string[]} words @returns {Hit["snippet"]} */
export function cut(text, words) {
  const folded = fold(text);
  const first = Math.min(...words.map((word) => folded.indexOf(word)).filter((at) => at >= 0));
  const from = Number.isFinite(first) && first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  const whole = text.length <= from + LENGTH;
  const end = whole ? text.length : Math.max(text.lastIndexOf(" ", from + LENGTH), from + 1);
  /** @type {Hit["snippet"]} */
  const pieces = [];
  let at = from;
  while (at < end) {
    const next = words
      .map((word) => ({ start: folded.indexOf(word, at), length: word.length }))
      .filter(({ start, length }) => start >= 0 && start + length <= end)
      .sort((a, b) => a.start - b.start || b.length - a.length)[0];
    const stop = next?.start ?? end;
    if (stop > at) pieces.push({ text: text.slice(at, stop), isHit: false });
    if (!next) break;
    at = stop + next.length;
    pieces.push({ text: text.slice(stop, at), isHit: true });
  }
  if (from > 0) pieces.unshift({ text: "… ", isHit: false });
  if (!whole) pieces.push({ text: " …", isHit: false });
  return pieces;
}
