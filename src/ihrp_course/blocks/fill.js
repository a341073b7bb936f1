// Words typed into gaps.

import { judged, plain, share } from "../player/answers.js";
import { all, say, show as reveal, tellKey, textsIn } from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (question) => /** @type {{gaps: string[][], wrong: string[][]}} */ (question.key);

/** @param {HTMLElement} form */
const gapsIn = (form) => /** @type {HTMLInputElement[]} */ (all(form, "input.gap"));

/** @param {string[]} accepted @param {string} text */
const placeOf = (accepted, text) => accepted.findIndex((each) => plain(each) === plain(text));

/** At most `limit` UTF-8 bytes. @param {string} text @param {number} limit */
function short(text, limit) {
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > limit) break;
    kept += character;
  }
  return kept;
}

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
  // The state keeps 24 bytes: an accepted text is its number after a tab, so that it stays right when it is read again.
  pack(question, answer) {
    const { gaps } = keyOf(question);
    const limit = Math.floor((25 - gaps.length) / gaps.length);
    const kept = gaps.map((accepted, i) => {
      const text = textsIn(answer)[i] ?? "";
      const place = placeOf(accepted, text);
      return place >= 0 ? "\t" + place.toString(36) : short(text.replace(/[\t\n]/g, " "), limit);
    });
    return { kind: "text", text: kept.join("\n") };
  },
  unpack(question, payload) {
    if (payload.kind !== "text") return null;
    const kept = payload.text.split("\n");
    const texts = keyOf(question).gaps.map((accepted, i) => {
      const text = kept[i] ?? "";
      return text.startsWith("\t") ? accepted[parseInt(text.slice(1), 36)] ?? "" : text;
    });
    return texts.some(Boolean) ? { texts } : null;
  },
  feedback(form, question, answer, show) {
    const { gaps, wrong } = keyOf(question);
    const texts = textsIn(answer);
    gapsIn(form).forEach((gap, i) => {
      const isRight = placeOf(gaps[i] ?? [], texts[i] ?? "") >= 0;
      gap.classList.toggle("right", show !== "none" && isRight);
      gap.classList.toggle("wrong", show !== "none" && !isRight);
      if (show === "none" || isRight) gap.removeAttribute("aria-invalid");
      else gap.setAttribute("aria-invalid", "true");
    });
    for (const note of all(form, "[data-wrong]")) {
      const expected = wrong[Number(note.dataset.wrong)] ?? [];
      reveal(note, show !== "none" && texts.some((text) => placeOf(expected, text) >= 0));
    }
    const right = gaps.map((accepted) => accepted[0] ?? "");
    tellKey(form, show === "key" ? say("key", { answer: right.join(" · ") }) : "");
  },
};
