// A number, right within a tolerance.

import { judged, numberIn } from "../player/answers.js";
import { controls, find, markControl, say, show, tellKey } from "../player/dom.js";

/** @import { Answer, BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{answer: number, tolerance: number}} */ (question.key);

/** @param {Answer|null} answer */
const valueOf = (answer) => answer && "number" in answer ? answer.number : null;

/** @param {QuestionData} question @param {Answer|null} answer */
function isNear(question, answer) {
  const { answer: right, tolerance } = keyOf(question);
  const value = valueOf(answer);
  return value !== null && Math.abs(value - right) <= tolerance + 1e-9;
}

/** @param {number} value */
const tidy = (value) => Number(value.toPrecision(12));

/** @type {BlockScript} */
export const script = {
  prepare() {},
  read(form) {
    const value = numberIn(controls(form)[0]?.value ?? "");
    return value === null || !Number.isFinite(value) ? null : { number: value };
  },
  write(form, _question, answer) {
    const [input] = controls(form);
    if (input) input.value = String(valueOf(answer) ?? "");
  },
  judge: (question, answer) => judged(isNear(question, answer) ? 1 : 0),
  patterns(question) {
    const { answer, tolerance } = keyOf(question);
    return [{ range: [tidy(answer - tolerance), tidy(answer + tolerance)] }];
  },
  pack: (_question, answer) => ({ kind: "number", text: String(valueOf(answer) ?? "") }),
  unpack(_question, payload) {
    const value = payload.kind === "number" ? numberIn(payload.text) : null;
    return value === null ? null : { number: value };
  },
  feedback(form, question, answer, how) {
    const { answer: right, tolerance } = keyOf(question);
    const value = valueOf(answer);
    const isWrong = how !== "none" && !isNear(question, answer);
    const [input] = controls(form);
    if (input) markControl(input, how !== "none", !isWrong);
    show(find(form, "[data-part=low]"), isWrong && value !== null && value < right);
    show(find(form, "[data-part=high]"), isWrong && value !== null && value > right);
    const unit = find(form, "[id$=_u]")?.textContent ?? "";
    const words = tolerance
      ? say("between", { low: tidy(right - tolerance), high: tidy(right + tolerance), unit })
      : say("number", { n: right, unit });
    tellKey(form, how === "key" ? say("key", { answer: words }) : "");
  },
};
