// The status engine: what happened → what an LMS is told. Pure functions; statuses only rise.

/** @import { Held, Policy, Status } from "./types.js" */

/**
 * What happened so far, of what counts in this package.
 * @typedef {object} Facts
 * @property {Policy} policy
 * @property {number} lessons
 * @property {number} done  lessons
 * @property {QuizFacts[]} quizzes
 */

/**
 * @typedef {object} QuizFacts
 * @property {boolean} passed  graded, at or over the mark, nothing left to put right
 * @property {boolean} spent  missed, and no attempt is left
 * @property {number|null} best  scaled, of graded attempts
 * @property {number} weight  in the package's score: number of questions drawn
 * @property {boolean} named  it alone gives the package's score
 */

/** @typedef {"going"|"viewed"|"passed early"|"passed"|"spent early"|"spent"} Situation */

/**
 * The one word of SCORM 1.2, for packages with an assessment. Early: with lessons still to do.
 * @type {Record<Policy, Record<Situation, Status["merged"]>>}
 */
const POLICY_TABLE = {
  "view-only": {
    going: "incomplete",
    viewed: "completed",
    "passed early": "incomplete",
    passed: "completed",
    "spent early": "incomplete",
    spent: "completed",
  },
  "view-then-pass": {
    going: "incomplete",
    viewed: "incomplete",
    "passed early": "incomplete",
    passed: "passed",
    "spent early": "failed",
    spent: "failed",
  },
  "pass-required": {
    going: "incomplete",
    viewed: "incomplete",
    "passed early": "passed",
    passed: "passed",
    "spent early": "failed",
    spent: "failed",
  },
};

const COMPLETION_RANK = ["not attempted", "incomplete", "completed"];
const SUCCESS_RANK = ["unknown", "failed", "passed"];
const MERGED_RANK = ["incomplete", "failed", "completed", "passed"];

/** @param {Facts} facts @returns {Status} */
export function statusOf(facts) {
  const { quizzes, lessons, done } = facts;
  const viewed = isViewed(facts);
  const passed = quizzes.length > 0 && quizzes.every((quiz) => quiz.passed);
  const spent = quizzes.some((quiz) => quiz.spent);
  const steps = lessons + quizzes.length;
  const taken = done + quizzes.filter((quiz) => quiz.passed).length;
  return {
    completion: viewed ? "completed" : "incomplete",
    success: passed ? "passed" : spent || isGraded(quizzes) ? "failed" : "unknown",
    merged: quizzes.length > 0
      ? POLICY_TABLE[facts.policy][situationOf(viewed, passed, spent)]
      : viewed
      ? "completed"
      : "incomplete",
    score: scoreOf(quizzes),
    progress: steps > 0 ? Math.floor(taken / steps * 10000) / 10000 : 1,
  };
}

/** All lessons done; without lessons, all assessments settled. @param {Facts} facts */
function isViewed({ lessons, done, quizzes }) {
  return lessons > 0 ? done >= lessons : quizzes.every((quiz) => quiz.passed || quiz.spent);
}

/** @param {QuizFacts[]} quizzes */
function isGraded(quizzes) {
  return quizzes.length > 0 && quizzes.every((quiz) => quiz.best !== null);
}

/** @param {boolean} viewed @param {boolean} passed @param {boolean} spent @returns {Situation} */
function situationOf(viewed, passed, spent) {
  if (passed) return viewed ? "passed" : "passed early";
  if (spent) return viewed ? "spent" : "spent early";
  return viewed ? "viewed" : "going";
}

/** @param {QuizFacts[]} quizzes */
function scoreOf(quizzes) {
  const named = quizzes.filter((quiz) => quiz.named);
  const counted = named.length > 0 ? named : quizzes;
  if (!isGraded(counted)) return null;
  const weight = counted.reduce((sum, quiz) => sum + quiz.weight, 0);
  const sum = counted.reduce((sum, quiz) => sum + (quiz.best ?? 0) * quiz.weight, 0);
  return weight > 0 ? Math.round(sum / weight * 10000) / 10000 : 0;
}

/**
 * The higher of two in every part: nothing that was reached is taken back.
 * @param {Held & {progress?: number}} reached
 * @param {Status} next
 * @returns {Status}
 */
export function rise(reached, next) {
  const completion = higher(COMPLETION_RANK, reached.completion, next.completion);
  return {
    completion,
    success: higher(SUCCESS_RANK, reached.success, next.success),
    merged: higher(MERGED_RANK, reached.merged, next.merged),
    score: reached.score === null
      ? next.score
      : Math.max(reached.score, next.score ?? reached.score),
    progress: Math.max(reached.progress ?? 0, next.progress),
  };
}

/** @template {string} T @param {string[]} rank @param {T} a @param {T} b @returns {T} */
function higher(rank, a, b) {
  return rank.indexOf(a) > rank.indexOf(b) ? a : b;
}
