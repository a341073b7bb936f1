// True or false.

import { optionScript } from "../player/options.js";

/** @import { QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => String(/** @type {{answer: boolean}} */ (question.key).answer);

export const script = optionScript({
  keys: (question) => [keyOf(question)],
  score: (question, [mine]) => mine === keyOf(question) ? 1 : 0,
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
