// One key among options.

import { asCodes, judged, ordinalsIn } from "../player/answers.js";
import { choose, chosen, markOptions, shuffle } from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{n: number, key: number}} */ (question.key);

/** @type {BlockScript} */
export const script = {
  prepare: (form, _question, order) => shuffle(form, order),
  read(form) {
    const mine = chosen(form);
    return mine.length ? asCodes(mine.map(Number)) : null;
  },
  write: (form, _question, answer) => choose(form, ordinalsIn(answer).map(String)),
  judge: (question, answer) => judged(ordinalsIn(answer)[0] === keyOf(question).key ? 1 : 0),
  patterns: (question) => [asCodes([keyOf(question).key])],
  pack: (question, answer) => ({
    kind: "single",
    n: keyOf(question).n,
    value: ordinalsIn(answer)[0] ?? 0,
  }),
  unpack: (question, payload) =>
    payload.kind === "single" && payload.value < keyOf(question).n
      ? asCodes([payload.value])
      : null,
  feedback: (form, question, answer, show) =>
    markOptions(form, [String(keyOf(question).key)], ordinalsIn(answer).map(String), show),
};
