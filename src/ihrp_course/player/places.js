// What match and sort share: things that each get a place.

import { asPairs, identity, judged, placesIn, share } from "./answers.js";
import { codeIn, markPart, parts, say, shuffle, tellKey } from "./dom.js";

/** @import { BlockScript, QuestionData } from "./types.js" */

/** @typedef {number|null|undefined} Place */

const GONE = -1; // the place of a part that was removed

/**
 * A script from what differs: the sizes and right places of a question, how a place is read from a part and
 * written to it, what a place is called there.
 * @param {{
 *   sizes: (question: QuestionData) => [number, number],
 *   right: (question: QuestionData) => (number|null)[],
 *   fits: (mine: Place, right: Place) => boolean,
 *   read: (part: HTMLElement) => string,
 *   write: (part: HTMLElement, value: string) => void,
 *   name: (part: HTMLElement, value: string) => string,
 * }} kind
 * @returns {BlockScript}
 */
export const placeScript = ({ sizes, right, fits, read, write, name }) => ({
  prepare: (form, _question, order) => shuffle(form, order),
  read(form, question) {
    const places = placesIn(null, sizes(question)[0]);
    for (const part of parts(form)) {
      const value = read(part);
      if (value) places[codeIn(part)] = Number(value);
    }
    return asPairs(places);
  },
  write(form, question, answer) {
    const places = placesIn(answer, sizes(question)[0]);
    for (const part of parts(form)) write(part, String(places[codeIn(part)] ?? ""));
  },
  judge(question, answer) {
    const places = right(question);
    const mine = placesIn(answer, places.length);
    const asked = identity(places.length).filter((i) => places[i] !== GONE);
    return judged(share(asked.length, (i) => fits(mine[asked[i] ?? 0], places[asked[i] ?? 0])));
  },
  patterns(question) {
    const pattern = asPairs(right(question).map((place) => place === GONE ? null : place));
    return pattern ? [pattern] : [];
  },
  pack(question, answer) {
    const [n, m] = sizes(question);
    return { kind: "match", n, m, pairs: placesIn(answer, n) };
  },
  unpack: (question, payload) =>
    payload.kind === "match" && payload.n <= sizes(question)[0] ? asPairs(payload.pairs) : null,
  feedback(form, question, answer, how) {
    const places = right(question);
    const mine = placesIn(answer, places.length);
    for (const part of parts(form)) {
      const code = codeIn(part);
      const isRight = fits(mine[code], places[code]);
      markPart(part, how === "none" ? "" : isRight ? "right" : "wrong");
      const key = how === "key" && !isRight ? name(part, String(places[code] ?? "")) : "";
      tellKey(part, key && say("key", { answer: key }));
    }
  },
});
