// Phrases in a text, to be marked or left.

import { find, parts, show } from "../player/dom.js";
import { optionScript, several } from "../player/options.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, keys: number[], partial: boolean}} */ (question.key);

const options = optionScript(several(keyOf));

/** @type {BlockScript} */
export const script = {
  ...options,
  feedback(form, question, answer, how) {
    options.feedback(form, question, answer, how);
    for (const part of parts(form)) {
      const { state = "", code = "" } = part.dataset;
      const isKey = keyOf(question).keys.includes(Number(code));
      const phrase = find(form, "label[data-code='" + code + "']");
      if (phrase) phrase.dataset.state = state === "other" ? "" : state;
      show(part, state !== "" && state !== "other");
      show(find(part, ".better"), isKey);
    }
  },
};
