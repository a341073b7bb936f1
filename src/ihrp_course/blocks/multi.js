// Several keys among options.

import { optionScript, several } from "../player/options.js";

/** @import { QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, keys: number[], partial: boolean}} */ (question.key);

export const script = optionScript(several(keyOf));
