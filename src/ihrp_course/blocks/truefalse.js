// True or false.

import { judged } from "../player/answers.js";
import { choose, chosen, markOptions } from "../player/dom.js";

/** @import { Answer, BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{answer: boolean}} */ (question.key).answer;

/** @param {Answer|null} answer */
const valueOf = (answer) => answer && "boolean" in answer ? answer.boolean : null;

/** @param {Answer|null} answer */
const mineOf = (answer) => valueOf(answer) === null ? [] : [String(valueOf(answer))];

/** @type {BlockScript} */
export const script = {
  prepare() {},
  read(form) {
    const [mine] = chosen(form);
    return mine ? { boolean: mine === "true" } : null;
  },
  write: (form, _question, answer) => choose(form, mineOf(answer)),
  judge: (question, answer) => judged(valueOf(answer) === keyOf(question) ? 1 : 0),
  patterns: (question) => [{ boolean: keyOf(question) }],
  pack: (_question, answer) => ({ kind: "single", n: 2, value: valueOf(answer) ? 1 : 0 }),
  unpack: (_question, payload) =>
    payload.kind === "single" ? { boolean: payload.value === 1 } : null,
  feedback: (form, question, answer, show) =>
    markOptions(form, [String(keyOf(question))], mineOf(answer), show),
};
