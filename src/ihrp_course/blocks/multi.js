// Several keys among options.

import { asCodes, identity, judged, ordinalsIn } from "../player/answers.js";
import { choose, chosen, markOptions, shuffle } from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, keys: number[], partial: boolean}} */ (question.key);

/** @type {BlockScript} */
export const script = {
  prepare: (form, _question, order) => shuffle(form, order),
  read(form) {
    const mine = chosen(form).map(Number).sort((a, b) => a - b);
    return mine.length ? asCodes(mine) : null;
  },
  write: (form, _question, answer) => choose(form, ordinalsIn(answer).map(String)),
  judge(question, answer) {
    const { keys, partial } = keyOf(question);
    const mine = ordinalsIn(answer);
    const right = mine.filter((each) => keys.includes(each)).length;
    const score = Math.max(0, right - (mine.length - right)) / keys.length;
    return judged(partial || score === 1 ? score : 0);
  },
  patterns: (question) => [asCodes(keyOf(question).keys)],
  pack(question, answer) {
    const mine = ordinalsIn(answer);
    const n = keyOf(question).n;
    return { kind: "multi", n, values: identity(n).map((each) => mine.includes(each)) };
  },
  unpack: (question, payload) =>
    payload.kind === "multi"
      ? asCodes(identity(keyOf(question).n).filter((each) => payload.values[each]))
      : null,
  feedback: (form, question, answer, show) =>
    markOptions(form, keyOf(question).keys.map(String), ordinalsIn(answer).map(String), show),
};
