// Places in a picture. The list below it holds the controls; a place in the picture is a label of one.

import { asCodes, ordinalsIn } from "../player/answers.js";
import { all, chosen, find, parts } from "../player/dom.js";
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

/** Puts each place where it belongs: styles written into the page would not pass a strict policy. @param {HTMLElement} form */
function place(form) {
  for (const spot of all(form, ".spot")) {
    const [left, top, width, height] = (spot.dataset.box ?? "").split(" ").map((each) =>
      each + "%"
    );
    Object.assign(spot.style, { left, top, width, height });
  }
}

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
    place(form);
    form.addEventListener("change", () => draw(form));
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
