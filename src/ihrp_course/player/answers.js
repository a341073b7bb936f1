// Answers as values: codes and ordinals, judging, comparing texts. No DOM here.

/** @import { Answer, Judgement } from "./types.js" */

const CODES = "abcdefghijklmnopqrstuvwxyz0123456789";

/** The report code of an ordinal (0 is `a`). @param {number} ordinal */
export const codeOf = (ordinal) => CODES.charAt(ordinal);

/** @param {string} code */
export const ordinalOf = (code) => CODES.indexOf(code);

/** Ordinals of an answer made of codes. @param {Answer|null} answer */
export const ordinalsIn = (answer) =>
  answer && "codes" in answer ? answer.codes.map(ordinalOf) : [];

/** An answer made of codes. @param {number[]} ordinals @returns {Answer} */
export const asCodes = (ordinals) => ({ codes: ordinals.map(codeOf) });

/**
 * For each of n left sides the ordinal of its right side, null when it has none.
 * @param {Answer|null} answer @param {number} n @returns {(number|null)[]}
 */
export function placesIn(answer, n) {
  /** @type {(number|null)[]} */
  const places = new Array(n).fill(null);
  if (answer && "pairs" in answer) {
    for (const [left, right] of answer.pairs) places[ordinalOf(left)] = ordinalOf(right);
  }
  return places;
}

/** @param {(number|null)[]} places @returns {Answer|null} */
export function asPairs(places) {
  /** @type {[string, string][]} */
  const pairs = [];
  places.forEach((right, left) => right !== null && pairs.push([codeOf(left), codeOf(right)]));
  return pairs.length ? { pairs } : null;
}

/** @param {number} score @returns {Judgement} */
export function judged(score) {
  const rounded = Math.round(score * 10000) / 10000;
  return { score: rounded, correct: rounded === 1 };
}

/** The share of n things for which `holds`. @param {number} n @param {(i: number) => boolean} holds */
export function share(n, holds) {
  let right = 0;
  for (let i = 0; i < n; i++) if (holds(i)) right++;
  return n ? right / n : 0;
}

/** Texts are compared without case, hyphens, outer and double blanks, curly quotes. @param {string} text */
export const plain = (text) =>
  text.normalize("NFC").replace(/[\u2018\u2019\u201b]/g, "'").replace(/[\u201c\u201d]/g, '"')
    .replace(/[-\u2010\u2011\u00ad]/g, "").replace(/\s+/g, " ").trim().toLowerCase();

/** A number as people type it, null when it is none. @param {string} text */
export function numberIn(text) {
  const found = /^\s*([-+\u2212]?\d*[.,]?\d+)/.exec(text.replace(/(\d)[\s\u00a0](?=\d)/g, "$1"));
  return found?.[1] ? Number(found[1].replace("\u2212", "-").replace(",", ".")) : null;
}

/** @param {number} n */
export const identity = (n) => Array.from({ length: n }, (_, i) => i);
