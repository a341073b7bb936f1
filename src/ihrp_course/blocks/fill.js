// Words typed into gaps.

import { judged, plain, share } from "../player/answers.js";
import { all, markControl, say, show as reveal, tellKey, textsIn } from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{gaps: string[][], wrong: string[][]}} */ (question.key);

/** @param {HTMLElement} form */
const gapsIn = (form) => /** @type {HTMLInputElement[]} */ (all(form, "input.gap"));

/** @param {string[]} accepted @param {string} text */
const placeOf = (accepted, text) => accepted.findIndex((each) => plain(each) === plain(text));

/** @type {BlockScript} */
export const script = {
  prepare() {},
  read(form) {
    const texts = gapsIn(form).map((gap) => gap.value.trim().slice(0, 250));
    return texts.some(Boolean) ? { texts } : null;
  },
  write(form, _question, answer) {
    const texts = textsIn(answer);
    gapsIn(form).forEach((gap, i) => gap.value = texts[i] ?? "");
  },
  judge(question, answer) {
    const { gaps } = keyOf(question);
    const texts = textsIn(answer);
    return judged(share(gaps.length, (i) => placeOf(gaps[i] ?? [], texts[i] ?? "") >= 0));
  },
  patterns(question) {
    const { gaps } = keyOf(question);
    const [only] = gaps;
    if (gaps.length === 1 && only) return only.map((text) => ({ texts: [text] }));
    return [{ texts: gaps.map((accepted) => accepted[0] ?? "") }];
  },
  // The state keeps 24 bytes. First, for each gap, which accepted text it holds: so right stays right when it is read
  // again. Then as much of the other texts as there is room for.
  pack(question, answer) {
    const texts = textsIn(answer);
    const places = keyOf(question).gaps.map((accepted, i) => placeOf(accepted, texts[i] ?? ""));
    const marks = places.map((place) => place < 0 ? "-" : Math.min(place, 35).toString(36));
    const others = texts.filter((_, i) => (places[i] ?? -1) < 0);
    return { kind: "text", text: [marks.join(""), ...others].join("\n") };
  },
  unpack(question, payload) {
    if (payload.kind !== "text") return null;
    const [marks = "", ...others] = payload.text.split("\n");
    const texts = keyOf(question).gaps.map((accepted, i) =>
      accepted[parseInt(marks.charAt(i), 36)] ?? others.shift() ?? ""
    );
    return texts.some(Boolean) ? { texts } : null;
  },
  feedback(form, question, answer, show) {
    const { gaps, wrong } = keyOf(question);
    const texts = textsIn(answer);
    gapsIn(form).forEach((gap, i) => {
      const isRight = placeOf(gaps[i] ?? [], texts[i] ?? "") >= 0;
      markControl(gap, show !== "none", isRight);
    });
    for (const note of all(form, "[data-wrong]")) {
      const expected = wrong[Number(note.dataset.wrong)] ?? [];
      reveal(note, show !== "none" && texts.some((text) => placeOf(expected, text) >= 0));
    }
    const right = gaps.map((accepted) => accepted[0] ?? "");
    tellKey(form, show === "key" ? say("key", { answer: right.join(" · ") }) : "");
  },
};
