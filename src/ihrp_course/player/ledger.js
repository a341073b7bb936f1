// Finding things in a suspended state by module number and slot, and making room for new ones.

/** @import { LessonState, ModuleState, QuizState, Spot, State } from "./statetypes.js" */
/** @import { PracticeState, Status } from "./types.js" */

const MOST_MINUTES = 255;

/** @param {State} state @param {number} number @returns {ModuleState} */
export function moduleOf(state, number) {
  let found = state.modules.find((module) => module.number === number);
  if (!found) {
    found = { number, lessons: [], answers: [], assessments: [], marks: [] };
    state.modules.push(found);
  }
  return found;
}

/** @param {State} state @param {Spot} spot @returns {LessonState} */
export function lessonOf(state, { module, slot }) {
  const { lessons } = moduleOf(state, module);
  let found = lessons.find((lesson) => lesson.slot === slot);
  if (!found) {
    found = { slot, seen: false, done: false, minutes: 0 };
    lessons.push(found);
  }
  return found;
}

/** @param {State} state @param {Spot} spot @returns {QuizState} */
export function quizOf(state, { module, slot }) {
  const { assessments } = moduleOf(state, module);
  let found = assessments.find((quiz) => quiz.slot === slot);
  if (!found) {
    found = { slot, attempts: 0, passed: false, best: null, minutes: 0, seen: [], attempt: null };
    assessments.push(found);
  }
  return found;
}

/** The answer to a practice question, if there is one. @param {State} state @param {Spot} spot */
export function answerOf(state, { module, slot }) {
  return state.modules.find((each) => each.number === module)?.answers
    .find((answer) => answer.slot === slot);
}

/**
 * What a page shows of a practice question: an answer to an older revision counts as none.
 * @param {State} state
 * @param {Spot & {revision: number}} question
 * @returns {PracticeState}
 */
export function practiceOf(state, question) {
  const answer = answerOf(state, question);
  if (!answer) return { tries: 0, result: "none", payload: null };
  return answer.revision === question.revision
    ? { tries: answer.tries, result: answer.result, payload: answer.payload }
    : { tries: answer.tries, result: "none", payload: null };
}

/** @param {State} state @param {Spot} spot */
export function isMarked(state, { module, slot }) {
  return state.modules.some((each) => each.number === module && each.marks.includes(slot));
}

/** Minutes of learning in all, known lessons or not. @param {State} state */
export function minutesOf(state) {
  let minutes = 0;
  for (const { lessons, assessments } of state.modules) {
    for (const each of [...lessons, ...assessments]) minutes += each.minutes;
  }
  return minutes;
}

/** @param {number} seconds */
export function wholeMinutes(seconds) {
  return Math.min(Math.round(seconds / 60), MOST_MINUTES);
}

/** @param {Spot} a @param {Spot} b */
export function isSameSpot(a, b) {
  return a.module === b.module && a.slot === b.slot;
}

/** A status as the state keeps it. @param {Status} status @returns {State["reached"]} */
export const reachedBy = ({ completion, success, merged, score }) => ({
  completed: completion === "completed",
  success,
  merged,
  score: score === null ? null : Math.round(score * 10000),
});

/** The same as a status. @param {State["reached"]} reached @returns {Status} */
export const statusReached = ({ completed, success, merged, score }) => ({
  completion: completed ? "completed" : "incomplete",
  success,
  merged,
  score: score === null ? null : score / 10000,
  progress: 0,
});
