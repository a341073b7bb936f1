// Cards and the place of each; a card without a place of its own fits anywhere.

import { choose, chosen, find } from "../player/dom.js";
import { placeScript } from "../player/places.js";

/** @import { QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{cards: number, categories: number, places: (number|null)[]}} */ (question.key);

export const script = placeScript({
  sizes: (question) => [keyOf(question).cards, keyOf(question).categories],
  right: (question) => keyOf(question).places,
  fits: (mine, right) => typeof mine === "number" && (typeof right !== "number" || mine === right),
  read: (part) => chosen(part)[0] ?? "",
  write: (part, value) => choose(part, [value]),
  name: (part, value) => find(part, "[value='" + value + "'] + label")?.textContent ?? "",
});
