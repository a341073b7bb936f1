// Steps to be put in order, with buttons; a step that moves says where it is now.

import { asCodes, identity, judged, ordinalsIn, share } from "../player/answers.js";
import {
  codeIn,
  find,
  markPart,
  need,
  parts,
  say,
  shuffle,
  tellKey,
  write,
} from "../player/dom.js";

/** @import { BlockScript, QuestionData } from "../player/types.js" */

/** @param {QuestionData} question */
const keyOf = (
  question,
) => /** @type {{n: number, orders: number[][], exact: boolean}} */ (question.key);

/** Share of neighbours that stand together as in `order`. @param {number[]} mine @param {number[]} order */
const neighbours = (mine, order) =>
  share(order.length - 1, (i) => mine[mine.indexOf(order[i] ?? -1) + 1] === order[i + 1]);

/** The accepted order that an answer comes nearest to. @param {QuestionData} question @param {number[]} mine */
function nearest(question, mine) {
  const { orders } = keyOf(question);
  return orders.reduce(
    (a, b) => neighbours(mine, b) > neighbours(mine, a) ? b : a,
    orders[0] ?? [],
  );
}

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
  form.dataset.moved = "";
  const steps = parts(form);
  write(form, "moved", say("moved", { n: steps.indexOf(step) + 1, of: steps.length }));
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

/** @type {BlockScript} */
export const script = {
  prepare(form, question, order) {
    shuffle(form, order);
    const shown = parts(form).map(codeIn);
    const { orders } = keyOf(question);
    if (orders.some((each) => each.join() === shown.join())) arrange(form, shown.reverse());
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-move]") : null;
      if (button instanceof HTMLElement) move(form, button);
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
    const { orders, exact } = keyOf(question);
    const best = Math.max(...orders.map((order) => neighbours(mine, order)));
    const isExact = orders.some((order) => order.join() === mine.join());
    return judged(isExact ? 1 : exact ? 0 : Math.min(best, 0.9999));
  },
  patterns: (question) => keyOf(question).orders.map(asCodes),
  pack: (question, answer) => ({ kind: "order", n: keyOf(question).n, order: ordinalsIn(answer) }),
  unpack: (question, payload) =>
    payload.kind === "order" &&
      payload.order.length === (keyOf(question).orders[0] ?? identity(0)).length
      ? asCodes(payload.order)
      : null,
  feedback(form, question, answer, show) {
    const mine = ordinalsIn(answer);
    const order = nearest(question, mine);
    if (show === "key") arrange(form, order);
    for (const step of parts(form)) {
      const code = codeIn(step);
      const isRight = mine.indexOf(code) === order.indexOf(code);
      markPart(step, show === "none" ? "" : isRight ? "right" : show === "key" ? "other" : "wrong");
      const was = mine.indexOf(code) + 1;
      tellKey(step, show === "key" && !isRight && was ? say("was", { n: was }) : "");
    }
    const why = find(form, ".moves");
    if (why) form.classList.toggle("arranged", show === "key");
  },
};
