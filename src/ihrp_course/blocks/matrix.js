// Rows and the column of each.

import { choose, chosen, find } from "../player/dom.js";
import { placeScript } from "../player/places.js";

/** @import { QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{rows: number, columns: number, places: (number|null)[]}} */ (question.key);

export const script = placeScript({
  sizes: (question) => [keyOf(question).rows, keyOf(question).columns],
  right: (question) => keyOf(question).places,
  fits: (mine, right) => mine === right,
  read: (part) => chosen(part)[0] ?? "",
  write: (part, value) => choose(part, [value]),
  name: (part, value) => find(part, "[value='" + value + "'] + span")?.textContent ?? "",
});
