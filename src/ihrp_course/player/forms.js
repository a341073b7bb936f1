// The forms of one run through a quiz, and what stands in them.

import { part, say } from "./dom.js";
import { grade, prepare, restore } from "./questions.js";

/** @import { AssessmentData, BankData, LearnerRecord, QuestionData } from "./types.js" */

/** @typedef {{question: QuestionData, form: HTMLElement, seconds: number, flagged: boolean}} Entry */

/**
 * A bank question's form, live, with the learner's order of options.
 * @param {BankData["questions"]} questions @param {string} id @param {string} name  "Question 3 of 12"
 * @param {(slot: number, n: number) => number[]} order @returns {Entry}
 */
export function makeEntry(questions, id, name, order) {
  const source = questions[id];
  if (!source) throw new Error("no question " + id);
  const template = document.createElement("template");
  template.innerHTML = source.html; // our own package's, escaped when it was built
  const form = /** @type {HTMLElement} */ (template.content.firstElementChild);
  part(form, "number").textContent = name;
  prepare(form, source.data, order);
  return { question: source.data, form, seconds: 0, flagged: false };
}

/** @param {Entry} entry */
export const gradeEntry = ({ form, question, seconds }) => grade(form, question, seconds);

/** @param {Entry} entry */
export const isOpen = (entry) => gradeEntry(entry).answer === null;

/**
 * The draw of the running or the last attempt, with what was answered so far.
 * @param {BankData["questions"]} questions @param {AssessmentData} about @param {LearnerRecord} record @returns {Entry[]}
 */
export function openAttempt(questions, about, record) {
  const { draw, answers, flags } = record.quizzes.view(about.id);
  return draw.filter((id) => questions[id]).map((id, i) => {
    const name = say("questionOf", { n: i + 1, of: draw.length });
    const entry = makeEntry(
      questions,
      id,
      name,
      (slot, n) => record.quizzes.order(about.id, slot, n),
    );
    restore(entry.form, entry.question, answers[id]);
    entry.flagged = flags.includes(id);
    return entry;
  });
}

/** Keeps an answer at each change, and a text with each letter. @param {Entry} entry @param {(entry: Entry, isTyping: boolean) => void} keep */
export function watch(entry, keep) {
  const read = () => {
    const { answer, payload } = gradeEntry(entry);
    return JSON.stringify([answer, payload]);
  };
  let last = read();
  let since = Date.now();
  const check = (/** @type {Event} */ { target }) => {
    const answer = read();
    if (answer === last) return;
    last = answer;
    entry.seconds += Math.min((Date.now() - since) / 1000, 600);
    since = Date.now();
    keep(entry, /** @type {Element} */ (target).matches("[type=text]"));
  };
  entry.form.addEventListener("change", check);
  entry.form.addEventListener("input", check);
}
