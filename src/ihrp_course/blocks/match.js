// Left sides and the right side of each; a left side may have none.

import { placesIn } from "../player/answers.js";
import { all, find, need, parts, show } from "../player/dom.js";
import { placeScript } from "../player/places.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{lefts: number, rights: number, pairs: (number|null)[]}} */ (question.key);

/** @param {HTMLElement} part */
const selectIn = (part) => /** @type {HTMLSelectElement} */ (find(part, "select"));

/** On a narrow page a closed list cuts a long text off: it stands below once more. @param {HTMLElement} part */
function echo(part) {
  const { value, selectedOptions } = selectIn(part);
  need(part, ".chosen").textContent = value && (selectedOptions[0]?.text ?? "");
}

const places = placeScript({
  sizes: (question) => [keyOf(question).lefts, keyOf(question).rights],
  right: (question) => keyOf(question).pairs,
  fits: (mine, right) => mine === right,
  read: (part) => selectIn(part).value,
  write(part, value) {
    selectIn(part).value = value;
    echo(part);
  },
  name: (part, value) =>
    [...selectIn(part).options].find((option) => option.value === value)?.text ?? "",
});

/** @type {BlockScript} */
export const script = {
  ...places,
  prepare(form, question, order) {
    places.prepare?.(form, question, order);
    form.addEventListener("change", () => parts(form).forEach(echo));
  },
  feedback(form, question, answer, how) {
    places.feedback(form, question, answer, how);
    const mine = placesIn(answer, keyOf(question).lefts);
    for (const aside of all(form, "[data-right]")) {
      show(aside, how !== "none" && mine.includes(Number(aside.dataset.right)));
    }
  },
};
