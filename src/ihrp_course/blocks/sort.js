// Cards and the place of each; a card without a place of its own fits anywhere.

import { asPairs, judged, placesIn, share } from "../player/answers.js";
import {
  choose,
  chosen,
  codeIn,
  find,
  markPart,
  parts,
  say,
  shuffle,
  tellKey,
} from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{cards: number, categories: number, places: (number|null)[]}} */ (question.key);

/** @param {number|null|undefined} mine @param {number|null|undefined} right */
const fits = (mine, right) =>
  typeof mine === "number" && (typeof right !== "number" || mine === right);

/** @type {BlockScript} */
export const script = {
  prepare: (form, _question, order) => shuffle(form, order),
  read(form, question) {
    const places = placesIn(null, keyOf(question).cards);
    for (const part of parts(form)) {
      const [value] = chosen(part);
      if (value) places[codeIn(part)] = Number(value);
    }
    return asPairs(places);
  },
  write(form, question, answer) {
    const places = placesIn(answer, keyOf(question).cards);
    for (const part of parts(form)) choose(part, [String(places[codeIn(part)] ?? "")]);
  },
  judge(question, answer) {
    const { cards, places } = keyOf(question);
    const mine = placesIn(answer, cards);
    return judged(share(places.length, (i) => fits(mine[i], places[i])));
  },
  patterns(question) {
    const right = asPairs(keyOf(question).places);
    return right ? [right] : [];
  },
  pack(question, answer) {
    const { cards, categories } = keyOf(question);
    return { kind: "match", n: cards, m: categories, pairs: placesIn(answer, cards) };
  },
  unpack: (question, payload) =>
    payload.kind === "match" && payload.n <= keyOf(question).cards ? asPairs(payload.pairs) : null,
  feedback(form, question, answer, show) {
    const { cards, places } = keyOf(question);
    const mine = placesIn(answer, cards);
    for (const part of parts(form)) {
      const code = codeIn(part);
      const isRight = fits(mine[code], places[code]);
      markPart(part, show === "none" ? "" : isRight ? "right" : "wrong");
      const name = find(part, "input[value='" + places[code] + "'] + label")?.textContent;
      tellKey(part, show === "key" && !isRight && name ? say("key", { answer: name }) : "");
    }
  },
};
