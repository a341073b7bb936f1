// A word chosen in each gap. One gap is a choice, several are pairs of gap and option.

import { asCodes, asPairs, judged, ordinalsIn, placesIn, share } from "../player/answers.js";
import { all, markControl, say, tellKey } from "../player/dom.js";

/** @import { Answer, BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const gapsOf = (question) => /** @type {{gaps: {n: number, key: number}[]}} */ (question.key).gaps;

/** @param {HTMLElement} form */
const selectsIn = (form) => /** @type {HTMLSelectElement[]} */ (all(form, "select.gap"));

/** @param {QuestionData} question @param {Answer|null} answer @returns {(number|null)[]} */
function placesOf(question, answer) {
  const { length } = gapsOf(question);
  return length === 1 ? [ordinalsIn(answer)[0] ?? null] : placesIn(answer, length);
}

/** @param {(number|null)[]} places @returns {Answer|null} */
function asAnswer(places) {
  const [only] = places;
  if (places.length > 1) return asPairs(places);
  return typeof only === "number" ? asCodes([only]) : null;
}

/** @type {BlockScript} */
export const script = {
  prepare() {},
  read: (form) =>
    asAnswer(selectsIn(form).map((select) => select.value ? Number(select.value) : null)),
  write(form, question, answer) {
    const places = placesOf(question, answer);
    selectsIn(form).forEach((select, i) => select.value = String(places[i] ?? ""));
  },
  judge(question, answer) {
    const gaps = gapsOf(question);
    const places = placesOf(question, answer);
    return judged(share(gaps.length, (i) => places[i] === gaps[i]?.key));
  },
  patterns(question) {
    const right = asAnswer(gapsOf(question).map((gap) => gap.key));
    return right ? [right] : [];
  },
  pack(question, answer) {
    const gaps = gapsOf(question);
    const places = placesOf(question, answer);
    const [only] = gaps;
    if (gaps.length === 1 && only) return { kind: "single", n: only.n, value: places[0] ?? 0 };
    return {
      kind: "match",
      n: gaps.length,
      m: Math.max(...gaps.map((gap) => gap.n)),
      pairs: places,
    };
  },
  unpack(question, payload) {
    const gaps = gapsOf(question);
    if (payload.kind === "single" && gaps.length === 1) return asCodes([payload.value]);
    return payload.kind === "match" && payload.n === gaps.length ? asPairs(payload.pairs) : null;
  },
  feedback(form, question, answer, show) {
    const gaps = gapsOf(question);
    const places = placesOf(question, answer);
    const selects = selectsIn(form);
    selects.forEach((select, i) => {
      markControl(select, show !== "none", places[i] === gaps[i]?.key);
    });
    const right = selects.map((select, i) =>
      [...select.options].find((each) => each.value === String(gaps[i]?.key))?.text ?? ""
    );
    tellKey(form, show === "key" ? say("key", { answer: right.join(" · ") }) : "");
  },
};
