// True or false, and perhaps how sure one is.

import { chosen, say, tellKey } from "../player/dom.js";
import { optionScript } from "../player/options.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** What an answer is worth to oneself, by how sure one was: right, wrong. */
const WORTH = [[1, 0], [2, -2], [3, -6]];

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{answer: boolean, confidence: boolean}} */ (question.key);

const plain = optionScript({
  keys: (question) => [String(keyOf(question).answer)],
  score: (question, [mine]) => mine === String(keyOf(question).answer) ? 1 : 0,
  answer: ([value]) => ({ boolean: value === "true" }),
  values: (answer) => answer && "boolean" in answer ? [String(answer.boolean)] : [],
  pack: (_question, answer) => ({
    kind: "single",
    n: 2,
    value: "boolean" in answer && answer.boolean ? 1 : 0,
  }),
  unpack: (_question, payload) =>
    payload.kind === "single" ? { boolean: payload.value === 1 } : null,
});

/** @type {BlockScript} */
export const script = {
  ...plain,
  read(form, question) {
    const values = chosen(form);
    const value = values.find((each) => /^[tf]/.test(each));
    const sure = Number(values.find((each) => /^\d$/.test(each)) ?? 0);
    if (!value || (keyOf(question).confidence && !sure)) return null;
    return sure ? { boolean: value === "true", sure } : { boolean: value === "true" };
  },
  write(form, question, answer) {
    const values = answer && "boolean" in answer
      ? [String(answer.boolean), String(answer.sure ?? "")]
      : [];
    plain.write(form, question, null);
    for (const each of form.querySelectorAll("input")) each.checked = values.includes(each.value);
  },
  pack: (question, answer) =>
    "boolean" in answer && answer.sure
      ? { kind: "sure", value: answer.boolean, confidence: answer.sure }
      : plain.pack(question, answer),
  unpack: (question, payload) =>
    payload.kind === "sure"
      ? { boolean: payload.value, sure: payload.confidence }
      : plain.unpack(question, payload),
  feedback(form, question, answer, how) {
    plain.feedback(form, question, answer, how);
    if (!keyOf(question).confidence) return;
    const sure = answer && "boolean" in answer ? answer.sure ?? 0 : 0;
    const isRight = answer && "boolean" in answer && answer.boolean === keyOf(question).answer;
    const n = WORTH[sure - 1]?.[isRight ? 0 : 1] ?? 0;
    const key = "sure." + (isRight ? "right" : "wrong") + sure;
    tellKey(form, how === "none" || !sure ? "" : say(key, { n }));
  },
};
