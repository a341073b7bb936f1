// Several keys among options.

import { asCodes, identity, ordinalsIn } from "../player/answers.js";
import { optionScript } from "../player/options.js";

/** @import { QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, keys: number[], partial: boolean}} */ (question.key);

export const script = optionScript({
  keys: (question) => keyOf(question).keys.map(String),
  score(question, mine) {
    const { keys, partial } = keyOf(question);
    const right = mine.filter((each) => keys.includes(Number(each))).length;
    const score = Math.max(0, right - (mine.length - right)) / keys.length;
    return partial || score === 1 ? score : 0;
  },
  pack(question, answer) {
    const mine = ordinalsIn(answer);
    const { n } = keyOf(question);
    return { kind: "multi", n, values: identity(n).map((each) => mine.includes(each)) };
  },
  unpack: (question, payload) =>
    payload.kind === "multi"
      ? asCodes(identity(keyOf(question).n).filter((each) => payload.values[each]))
      : null,
});
