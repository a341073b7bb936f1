// The forms of one run through a quiz, what stands in them, and the rows that tell about them.

import { identity } from "./answers.js";
import { all, part, say, show } from "./dom.js";
import { grade, lock, scriptOf, showGraded } from "./questions.js";

/** @import { AssessmentData, BankData, GradedAnswer, LearnerRecord, QuestionData } from "./types.js" */

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
  const question = source.data;
  part(form, "number").textContent = name;
  scriptOf(question).prepare(
    form,
    question,
    (n) => question.shuffle ? order(question.slot, n) : identity(n),
  );
  form.addEventListener("submit", (event) => event.preventDefault());
  return { question, form, seconds: 0, flagged: false };
}

/** Puts a kept answer into the form. @param {Entry} entry @param {import("./types.js").Payload|null|undefined} payload */
export function restore({ question, form }, payload) {
  const script = scriptOf(question);
  if (payload) script.write(form, question, script.unpack(question, payload));
}

/** @param {Entry} entry */
export const gradeEntry = ({ question, form, seconds }) => grade(question, form, seconds);

/** @param {Entry} entry */
export const isAnswered = ({ question, form }) => scriptOf(question).read(form, question) !== null;

/**
 * The draw of the running or the last attempt, with what was answered so far.
 * @param {BankData["questions"]} questions @param {AssessmentData} about @param {LearnerRecord} record @returns {Entry[]}
 */
export function openAttempt(questions, about, record) {
  const { draw, answers, flags } = record.assessment(about.id);
  return draw.filter((id) => questions[id]).map((id, i) => {
    const name = say("questionOf", { n: i + 1, of: draw.length });
    const entry = makeEntry(
      questions,
      id,
      name,
      (slot, n) => record.attemptOrder(about.id, slot, n),
    );
    restore(entry, answers[id]);
    entry.flagged = flags.includes(id);
    return entry;
  });
}

/** Keeps an answer at each change; a text while it is being typed, too. @param {Entry} entry @param {(entry: Entry) => void} keep */
export function watch(entry, keep) {
  /** @type {number|undefined} */
  let timer;
  let since = Date.now();
  const read = () => JSON.stringify(scriptOf(entry.question).read(entry.form, entry.question));
  let last = read();
  const now = () => {
    clearTimeout(timer);
    const answer = read();
    if (answer === last) return;
    last = answer;
    entry.seconds += Math.min((Date.now() - since) / 1000, 600);
    since = Date.now();
    keep(entry);
  };
  entry.form.addEventListener("change", now);
  entry.form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(now, 500);
  });
  document.addEventListener("visibilitychange", () => document.hidden && now());
}

/** @param {Entry} entry @param {GradedAnswer} graded @param {"mine"|"key"} how */
export function reveal(entry, graded, how) {
  showGraded(entry.form, graded, how);
  lock(entry.form, true);
}

/**
 * How it went by objective, in the order of the draw.
 * @param {GradedAnswer[]} graded @returns {{objective: string, right: number, of: number}[]}
 */
export function byObjective(graded) {
  /** @type {Map<string, {objective: string, right: number, of: number}>} */
  const sums = new Map();
  for (const { question, judgement } of graded) {
    const objective = question.objective ?? "";
    const sum = sums.get(objective) ?? { objective, right: 0, of: 0 };
    sum.of++;
    if (judgement.correct) sum.right++;
    sums.set(objective, sum);
  }
  return [...sums.values()];
}

/** A copy of one of the section's row templates. @param {ParentNode} section @param {string} name */
export function copyOf(section, name) {
  const template = /** @type {HTMLTemplateElement} */ (part(section, name + "-row"));
  return /** @type {HTMLElement} */ (document.importNode(template.content, true).firstElementChild);
}

/** One of the section's views, the others hidden. @param {ParentNode} section @param {string} name */
export function showView(section, name) {
  for (const view of all(section, "[data-view]")) show(view, view.dataset.view === name);
}
