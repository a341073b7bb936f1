// One key among options.

import { asCodes, ordinalsIn } from "../player/answers.js";
import { optionScript } from "../player/options.js";

/** @import { QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{n: number, key: number}} */ (question.key);

export const script = optionScript({
  keys: (question) => [String(keyOf(question).key)],
  score: (question, [mine]) => mine === String(keyOf(question).key) ? 1 : 0,
  pack(question, answer) {
    const [value = 0] = ordinalsIn(answer);
    return { kind: "single", n: keyOf(question).n, value };
  },
  unpack: (question, payload) =>
    payload.kind === "single" && payload.value < keyOf(question).n
      ? asCodes([payload.value])
      : null,
});
