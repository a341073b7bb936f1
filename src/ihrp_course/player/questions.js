// A practice question: answer, check, see what is said about it, try again or see the answer.

import { identity } from "./answers.js";
import { button, controls, find, need, part, say, show } from "./dom.js";
import { scripts } from "./kinds.js";
import { answerPractice } from "./practice.js";

/** @import { BlockScript, GradedAnswer, LearnerRecord, QuestionData } from "./types.js" */

/** The script of a judged kind. @param {QuestionData} question */
export const scriptOf = (question) => /** @type {BlockScript} */ (scripts[question.kind]);

/**
 * Makes a question's controls live, in the learner's order.
 * @param {HTMLElement} form @param {QuestionData} question @param {(slot: number, n: number) => number[]} order
 */
export function prepare(form, question, order) {
  const orderOf = (/** @type {number} */ n) =>
    question.shuffle ? order(question.slot, n) : identity(n);
  scriptOf(question).prepare(form, question, orderOf);
  form.addEventListener("submit", (event) => event.preventDefault());
}

/** Puts a kept answer into the controls. @param {HTMLElement} form @param {QuestionData} question @param {GradedAnswer["payload"]|undefined} payload */
export function restore(form, question, payload) {
  const script = scriptOf(question);
  if (payload) script.write(form, question, script.unpack(question, payload));
}

/** @param {HTMLElement} form @param {boolean} isLocked */
function lock(form, isLocked) {
  form.classList.toggle("locked", isLocked);
  for (const control of controls(form)) control.disabled = isLocked;
}

/** The live line of a question. @param {HTMLElement} form @param {string} state @param {string} [words]  other than the state's own */
export function tell(form, state, words = state) {
  const line = part(form, "result");
  line.textContent = words && say(words);
  line.dataset.state = state;
}

/** What an answer is worth, ready for the record. @param {HTMLElement} form @param {QuestionData} question @param {number} seconds @returns {GradedAnswer} */
export function grade(form, question, seconds) {
  const script = scriptOf(question);
  const answer = script.read(form, question);
  return {
    question,
    answer,
    judgement: answer ? script.judge(question, answer) : { score: 0, correct: false },
    patterns: script.patterns(question),
    payload: answer ? script.pack(question, answer) : script.partial?.(form, question) ?? null,
    seconds,
  };
}

/** What explains an answer, where it is shown. */
const NOTES = ".feedback:not([hidden]) .why, .aside:not([hidden]), .after:not([hidden])";

/**
 * Shows a graded answer: feedback, the sentence about it, and what explains it. `again`: it may be tried again.
 * @param {HTMLElement} form @param {GradedAnswer|null} graded  null clears it
 * @param {"again"|"mine"|"key"} [how]
 */
export function showGraded(form, graded, how = "mine") {
  const isRight = graded?.judgement.correct ?? false;
  const isTold = isRight || how === "key";
  const outcome = isRight
    ? "right"
    : (graded?.answer ? (graded.judgement.score ? "partly." : "wrong.") : "unanswered.") + how;
  for (const name of ["correct", "incorrect", "rationale", "spoken"]) {
    const isShown = name === "correct" ? isRight : name === "incorrect" ? !isRight : isTold;
    show(find(form, "[data-part=" + name + "]"), graded !== null && isShown);
  }
  lock(form, graded !== null && (isRight || how !== "again"));
  if (!graded) return tell(form, "");
  const { question, answer } = graded;
  scriptOf(question).feedback(form, question, answer, how === "key" && !isRight ? "key" : "mine");
  const isBare = how === "again" && !isRight && !find(form, NOTES);
  tell(form, outcome, isBare ? outcome.replace("again", "bare") : outcome);
}

/**
 * A practice question comes to life.
 * @param {HTMLElement} form @param {QuestionData} question @param {LearnerRecord} record @param {() => void} onAnswer
 */
export function startPractice(form, question, record, onAnswer) {
  const buttons = ["check", "again", "show"].map((name) => button(form, name));
  const [check, again, reveal] = buttons;
  let since = Date.now();
  let isMarked = false;

  /** Shows these buttons, and leaves a focus that stands on what is hidden or locked on what is there. @param {(HTMLElement|undefined)[]} shown */
  const offer = (...shown) => {
    for (const each of buttons) show(each, shown.includes(each));
    const focused = document.activeElement;
    if (focused && form.contains(focused) && focused.matches(":disabled, [hidden]")) {
      (shown[0] ?? part(form, "result")).focus({ preventScroll: true });
    }
  };
  const edit = () => {
    if (!isMarked) return;
    isMarked = false;
    since = Date.now();
    scriptOf(question).feedback(form, question, null, "none");
    showGraded(form, null);
    offer(check);
  };
  /** @param {GradedAnswer} graded @param {number} tries */
  const mark = (graded, tries) => {
    const isOver = graded.judgement.correct || tries >= question.tries;
    isMarked = true;
    showGraded(form, graded, isOver ? "key" : "again");
    if (isOver) offer();
    else offer(again, reveal);
  };

  prepare(form, question, (slot, n) => record.order(slot, n));
  form.addEventListener("submit", () => {
    if (isMarked) return;
    const graded = grade(form, question, (Date.now() - since) / 1000);
    const { answer, payload } = graded;
    if (!answer || !payload) {
      return tell(form, "first." + (find(form, ".sure") ? "sure" : question.kind));
    }
    const tries = record.practice(question.id).tries + 1;
    answerPractice(record, { ...graded, payload });
    mark(graded, tries);
    onAnswer();
  });
  addEventListener("turn", () => since = Date.now()); // its page is turned to
  form.addEventListener("input", edit); // a change is told late, when a field is left: after the verdict
  again?.addEventListener("click", () => {
    edit();
    need(form, "input, select, [data-move]").focus();
  });
  reveal?.addEventListener("click", () => mark(grade(form, question, 0), Infinity));

  const { tries, payload, result } = record.practice(question.id);
  restore(form, question, payload);
  const graded = grade(form, question, 0);
  if (result === "right") graded.judgement = { score: 1, correct: true };
  if (tries && graded.answer) mark(graded, tries);
}
