// What choice, multi, truefalse, hotspot and mark share: things to choose from, each with its feedback.

import { asCodes, identity, judged, ordinalsIn } from "./answers.js";
import { choose, chosen, markOptions, shuffle } from "./dom.js";

/** @import { Answer, BlockScript, Payload, QuestionData } from "./types.js" */

/** Values of the controls as an answer made of codes. @param {string[]} values */
export const codesOf = (values) => asCodes(values.map(Number).sort((a, b) => a - b));

/** The controls' values of an answer made of codes. @param {Answer|null} answer */
export const valuesIn = (answer) => ordinalsIn(answer).map(String);

/**
 * A script from what differs: which values are right, and how values and answers turn into each other.
 * @param {Pick<BlockScript, "pack"|"unpack"> & {
 *   keys: (question: QuestionData) => string[],
 *   score: (question: QuestionData, mine: string[]) => number,
 *   answer?: (values: string[]) => Answer,
 *   values?: (answer: Answer|null) => string[],
 * }} kind
 * @returns {BlockScript}
 */
export const optionScript = (
  { keys, score, pack, unpack, answer = codesOf, values = valuesIn },
) => ({
  prepare: (form, _question, order) => shuffle(form, order),
  read(form) {
    const mine = chosen(form);
    return mine.length ? answer(mine) : null;
  },
  write: (form, _question, given) => choose(form, values(given)),
  judge: (question, given) => judged(score(question, values(given))),
  patterns: (question) => [answer(keys(question))],
  pack,
  unpack,
  feedback: (form, question, given, how) => markOptions(form, keys(question), values(given), how),
});
/**
 * What differs where several may be chosen: choices are worth (right − wrong) ÷ keys, or all or nothing.
 * @param {(question: QuestionData) => {n: number, keys: number[], partial: boolean}} keyOf
 */
export const several = (keyOf) => ({
  keys: (/** @type {QuestionData} */ question) => keyOf(question).keys.map(String),
  score(/** @type {QuestionData} */ question, /** @type {string[]} */ mine) {
    const { keys, partial } = keyOf(question);
    const right = mine.filter((each) => keys.includes(Number(each))).length;
    const score = Math.max(0, right - (mine.length - right)) / keys.length;
    return partial || score === 1 ? score : 0;
  },
  pack(/** @type {QuestionData} */ question, /** @type {Answer} */ answer) {
    const mine = ordinalsIn(answer);
    const { n } = keyOf(question);
    return {
      kind: /** @type {const} */ ("multi"),
      n,
      values: identity(n).map((each) => mine.includes(each)),
    };
  },
  unpack: (/** @type {QuestionData} */ question, /** @type {Payload} */ payload) =>
    payload.kind === "multi"
      ? asCodes(identity(keyOf(question).n).filter((each) => payload.values[each]))
      : null,
});
