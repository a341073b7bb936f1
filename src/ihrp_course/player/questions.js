// A practice question: answer, check, see what is said about it, try again or see the answer.

import { identity } from "./answers.js";
import { button, controls, find, need, part, say, show } from "./dom.js";
import { scripts } from "./kinds.js";

/** @import { BlockScript, GradedAnswer, Judgement, LearnerRecord, QuestionData } from "./types.js" */

/** The script of a judged kind. @param {QuestionData} question */
export const scriptOf = (question) => /** @type {BlockScript} */ (scripts[question.kind]);

/** @param {HTMLElement} form @param {boolean} isLocked */
export function lock(form, isLocked) {
  form.classList.toggle("locked", isLocked);
  for (const control of controls(form)) control.disabled = isLocked;
}

/** @param {HTMLElement} form @param {string} text @param {""|"right"|"wrong"} state */
export function tell(form, text, state) {
  const line = part(form, "result");
  line.textContent = text;
  line.classList.toggle("right", state === "right");
  line.classList.toggle("wrong", state === "wrong");
}

/** @param {HTMLElement} form @param {string[]} names  texts to show; all others of their kind are hidden */
export function explain(form, names) {
  for (const name of ["correct", "incorrect", "rationale", "spoken"]) {
    show(find(form, "[data-part=" + name + "]"), names.includes(name));
  }
}

/** What an answer is worth, ready for the record. @param {QuestionData} question @param {HTMLElement} form @param {number} seconds @returns {GradedAnswer} */
export function grade(question, form, seconds) {
  const script = scriptOf(question);
  const answer = script.read(form, question);
  return {
    question,
    answer,
    judgement: answer ? script.judge(question, answer) : { score: 0, correct: false },
    patterns: script.patterns(question),
    payload: answer ? script.pack(question, answer) : null,
    seconds,
  };
}

/**
 * Shows a graded answer: feedback, the sentence about it, and what explains it.
 * @param {HTMLElement} form @param {GradedAnswer} graded @param {"mine"|"key"} how
 */
export function showGraded(form, graded, how) {
  const { question, answer, judgement } = graded;
  scriptOf(question).feedback(form, question, answer, how);
  tell(form, say(outcome(judgement, answer !== null)), judgement.correct ? "right" : "wrong");
  const isTold = judgement.correct || how === "key";
  explain(form, [
    judgement.correct ? "correct" : "incorrect",
    ...(isTold ? ["rationale", "spoken"] : []),
  ]);
}

/** @param {Judgement} judgement @param {boolean} isAnswered */
function outcome({ correct, score }, isAnswered) {
  return correct ? "right" : !isAnswered ? "unanswered" : score > 0 ? "partly" : "wrong";
}

/**
 * Makes a practice question live.
 * @param {HTMLElement} form @param {QuestionData} question @param {LearnerRecord} record @param {() => void} onAnswer
 */
export function startPractice(form, question, record, onAnswer) {
  const script = scriptOf(question);
  const buttons = {
    check: button(form, "check"),
    again: button(form, "again"),
    reveal: button(form, "show"),
  };
  let since = Date.now();
  let isMarked = false;

  /** @param {HTMLElement[]} shown */
  const offer = (...shown) => {
    const hadFocus = Object.values(buttons).includes(
      /** @type {HTMLElement} */ (document.activeElement),
    );
    for (const each of Object.values(buttons)) show(each, shown.includes(each));
    if (hadFocus && !shown.includes(/** @type {HTMLElement} */ (document.activeElement))) {
      (shown[0] ?? part(form, "result")).focus({ preventScroll: true });
    }
  };
  const edit = () => {
    if (!isMarked) return;
    isMarked = false;
    script.feedback(form, question, null, "none");
    tell(form, "", "");
    explain(form, []);
    offer(buttons.check);
    since = Date.now();
  };
  /** @param {GradedAnswer} graded @param {number} tries */
  const marked = (graded, tries) => {
    const isOver = graded.judgement.correct || tries >= question.tries;
    isMarked = true;
    showGraded(form, graded, isOver && !graded.judgement.correct ? "key" : "mine");
    lock(form, isOver);
    if (isOver) offer();
    else offer(buttons.again, buttons.reveal);
  };

  script.prepare(
    form,
    question,
    (n) => question.shuffle ? record.order(question.slot, n) : identity(n),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.classList.contains("locked") || isMarked) return;
    const graded = grade(question, form, (Date.now() - since) / 1000);
    const { answer, payload, judgement, patterns, seconds } = graded;
    if (!answer || !payload) {
      tell(form, say("answerFirst." + question.kind), "");
      return;
    }
    const tries = record.practice(question.id).tries + 1;
    record.answerPractice(question, answer, judgement, payload, patterns, seconds);
    marked(graded, tries);
    onAnswer();
  });
  form.addEventListener("input", edit);
  form.addEventListener("change", edit);
  buttons.again.addEventListener("click", () => {
    edit();
    need(form, "input, select, textarea, [data-move]").focus();
  });
  buttons.reveal.addEventListener("click", () => {
    showGraded(form, grade(question, form, 0), "key");
    lock(form, true);
    offer();
  });

  const past = record.practice(question.id);
  const answer = past.payload ? script.unpack(question, past.payload) : null;
  if (past.tries && answer) {
    script.write(form, question, answer);
    const graded = grade(question, form, 0);
    graded.judgement = past.result === "right" ? { score: 1, correct: true } : graded.judgement;
    marked(graded, past.tries);
  }
}
