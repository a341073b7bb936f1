// Steps to be put in order, with buttons; a step that moves says where it is now.

import { asCodes, identity, judged, ordinalsIn, share } from "../player/answers.js";
import { codeIn, markPart, need, parts, say, shuffle, tellKey, write } from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, orders: number[][], exact: boolean}} */ (question.key);

/** Share of neighbours that stand together as in `order`. @param {number[]} mine @param {number[]} order */
const nearness = (mine, order) =>
  share(order.length - 1, (i) => mine[mine.indexOf(order[i] ?? -1) + 1] === order[i + 1]);

/** The accepted order that an answer comes nearest to. @param {QuestionData} question @param {number[]} mine */
const nearest = (question, mine) =>
  keyOf(question).orders.reduce((a, b) => nearness(mine, b) > nearness(mine, a) ? b : a);

/** @param {HTMLElement} form @param {number[]} order */
function arrange(form, order) {
  const steps = parts(form);
  const list = need(form, ".steps");
  list.append(...order.flatMap((code) => steps.filter((step) => codeIn(step) === code)));
}

/** @param {HTMLElement} form @param {HTMLElement} button */
function move(form, button) {
  const step = /** @type {HTMLElement} */ (button.closest(".step"));
  const isUp = button.dataset.move === "-1";
  const other = isUp ? step.previousElementSibling : step.nextElementSibling;
  if (!other) return;
  if (isUp) other.before(step);
  else other.after(step);
  button.focus();
  if (document.activeElement !== button) { // at an end there is one way only
    need(step, "[data-move]:not([data-move='" + button.dataset.move + "'])").focus();
  }
  form.dataset.moved = "";
  const steps = parts(form);
  write(form, "moved", say("moved", { n: steps.indexOf(step) + 1, of: steps.length }));
  for (const kind of ["input", "change"]) form.dispatchEvent(new Event(kind)); // as a field would
}

/** @type {BlockScript} */
export const script = {
  prepare(form, question, order) {
    shuffle(form, order);
    const shown = parts(form).map(codeIn);
    if (nearness(shown, nearest(question, shown)) === 1) arrange(form, shown.reverse());
    form.addEventListener("click", ({ target }) => {
      const button = /** @type {HTMLElement} */ (target).closest("[data-move]");
      if (button) move(form, /** @type {HTMLElement} */ (button));
    });
  },
  read: (form) => form.dataset.moved === undefined ? null : asCodes(parts(form).map(codeIn)),
  write(form, _question, answer) {
    if (!answer) return;
    arrange(form, ordinalsIn(answer));
    form.dataset.moved = "";
  },
  judge(question, answer) {
    const mine = ordinalsIn(answer);
    const near = nearness(mine, nearest(question, mine));
    return judged(near < 1 && keyOf(question).exact ? 0 : near);
  },
  patterns: (question) => keyOf(question).orders.map(asCodes),
  // The state keeps an order of all ordinals ever given; those of steps that are gone stand at its end.
  pack(question, answer) {
    const { n } = keyOf(question);
    const mine = ordinalsIn(answer);
    const gone = identity(n).filter((code) => !mine.includes(code));
    return { kind: "order", n, order: [...mine, ...gone] };
  },
  unpack(question, payload) {
    const [codes = []] = keyOf(question).orders;
    const order = payload.kind === "order"
      ? payload.order.filter((code) => codes.includes(code))
      : [];
    return order.length === codes.length ? asCodes(order) : null;
  },
  feedback(form, question, answer, how) {
    const mine = ordinalsIn(answer);
    const order = nearest(question, mine);
    if (how === "key") arrange(form, order);
    for (const step of parts(form)) {
      const code = codeIn(step);
      const was = mine.indexOf(code);
      const isRight = was === order.indexOf(code);
      const state = isRight ? "right" : how === "key" ? "other" : "wrong";
      markPart(step, how === "none" ? "" : state);
      tellKey(step, how === "key" && !isRight && was >= 0 ? say("was", { n: was + 1 }) : "");
    }
  },
};
