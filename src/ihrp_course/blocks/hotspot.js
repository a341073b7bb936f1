// Places in a picture. The list below it holds the controls; a place in the picture presses one.

import { asCodes, ordinalsIn } from "../player/answers.js";
import { chosen, find, need, parts } from "../player/dom.js";
import { optionScript, several } from "../player/options.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, keys: number[], partial: boolean}} */ (question.key);

const many = several(keyOf);

const options = optionScript({
  ...many,
  pack(question, answer) {
    const [value = 0] = ordinalsIn(answer);
    const { n, keys } = keyOf(question);
    return keys.length === 1 ? { kind: "single", n, value } : many.pack(question, answer);
  },
  unpack: (question, payload) =>
    payload.kind === "single" && payload.value < keyOf(question).n
      ? asCodes([payload.value])
      : many.unpack(question, payload),
});

/** Says in the picture what the list says. @param {HTMLElement} form */
function draw(form) {
  const mine = chosen(form);
  for (const part of parts(form)) {
    const { code = "", state = "" } = part.dataset;
    const spot = find(form, ".spot[data-code='" + code + "']");
    if (!spot) continue;
    spot.dataset.state = state === "other" ? "" : state;
    spot.classList.toggle("chosen", mine.includes(code));
  }
}

/** @type {BlockScript} */
export const script = {
  ...options,
  prepare(form) {
    form.addEventListener("change", () => draw(form));
    for (const part of parts(form)) {
      const input = need(part, "input");
      const spot = find(form, ".spot[data-code='" + part.dataset.code + "']");
      spot?.addEventListener("click", () => input.click());
    }
  },
  write(form, question, answer) {
    options.write(form, question, answer);
    draw(form);
  },
  feedback(form, question, answer, how) {
    options.feedback(form, question, answer, how);
    draw(form);
  },
};
