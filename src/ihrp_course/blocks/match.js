// Left sides and the right side of each.

import { asPairs, judged, placesIn, share } from "../player/answers.js";
import {
  all,
  codeIn,
  find,
  markPart,
  parts,
  say,
  show as reveal,
  shuffle,
  tellKey,
} from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{lefts: number, rights: number, pairs: (number|null)[]}} */ (question.key);

/** @param {HTMLElement} part */
const selectIn = (part) => /** @type {HTMLSelectElement} */ (find(part, "select"));

/** @type {BlockScript} */
export const script = {
  prepare: (form, _question, order) => shuffle(form, order),
  read(form, question) {
    const places = placesIn(null, keyOf(question).lefts);
    for (const part of parts(form)) {
      const value = selectIn(part).value;
      if (value) places[codeIn(part)] = Number(value);
    }
    return asPairs(places);
  },
  write(form, question, answer) {
    const places = placesIn(answer, keyOf(question).lefts);
    for (const part of parts(form)) selectIn(part).value = String(places[codeIn(part)] ?? "");
  },
  judge(question, answer) {
    const { lefts, pairs } = keyOf(question);
    const places = placesIn(answer, lefts);
    return judged(share(pairs.length, (i) => places[i] === pairs[i]));
  },
  patterns(question) {
    const right = asPairs(keyOf(question).pairs);
    return right ? [right] : [];
  },
  pack(question, answer) {
    const { lefts, rights } = keyOf(question);
    return { kind: "match", n: lefts, m: rights, pairs: placesIn(answer, lefts) };
  },
  unpack: (question, payload) =>
    payload.kind === "match" && payload.n <= keyOf(question).lefts ? asPairs(payload.pairs) : null,
  feedback(form, question, answer, show) {
    const { lefts, pairs } = keyOf(question);
    const places = placesIn(answer, lefts);
    for (const part of parts(form)) {
      const code = codeIn(part);
      const isRight = places[code] === pairs[code];
      markPart(part, show === "none" ? "" : isRight ? "right" : "wrong");
      const right = [...selectIn(part).options].find((each) =>
        each.value === String(pairs[code] ?? "")
      );
      tellKey(part, show === "key" && !isRight && right ? say("key", { answer: right.text }) : "");
    }
    for (const aside of all(form, "[data-right]")) {
      reveal(aside, show !== "none" && places.includes(Number(aside.dataset.right)));
    }
  },
};
