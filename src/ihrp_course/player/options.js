// What choice, multi and truefalse share: options to choose from, each with its feedback.

import { asCodes, judged, ordinalsIn } from "./answers.js";
import { choose, chosen, markOptions, shuffle } from "./dom.js";

/** @import { Answer, BlockScript, QuestionData } from "./types.js" */

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
