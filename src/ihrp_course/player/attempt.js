// How one assessment's attempts stand. What begins, answers and ends them is in sitting.js, which comes later.

/** @import { Attempt, Drawn, QuizState, Spot } from "./statetypes.js" */
/** @import { AssessmentData, AssessmentState, Payload, PoolEntry } from "./types.js" */
import { isSameSpot } from "./ledger.js";
import { shuffled } from "./shuffle.js";

/** Room for sums of fractions such as 0.1 + 0.2. */
export const TINY = 1e-9;

/** @param {AssessmentData} assessment @param {Spot} spot */
function entryAt(assessment, spot) {
  return assessment.pool.find((entry) => isSameSpot(entry, spot));
}

/**
 * The draw in the order of the page, without questions that this release no longer has.
 * @param {AssessmentData} assessment
 * @param {Attempt|null} attempt
 * @returns {{entry: PoolEntry, drawn: Drawn}[]}
 */
export function shownDraw(assessment, attempt) {
  if (!attempt) return [];
  const { draw } = attempt;
  return shuffled(attempt.seed, assessment.slot, draw.length).flatMap((place) => {
    const drawn = /** @type {Drawn} */ (draw[place]);
    const entry = entryAt(assessment, drawn);
    return entry ? [{ entry, drawn }] : [];
  });
}

/** @param {AssessmentData} assessment @param {QuizState} quiz @returns {AssessmentState["phase"]} */
function phaseOf(assessment, quiz) {
  const phase = quiz.attempt?.phase;
  if (phase === "open" || phase === "remediate") return phase;
  if (quiz.passed) return "passed";
  if (isSpent(assessment, quiz)) return "spent";
  return quiz.best === null ? "ready" : "missed";
}

/** No attempt is left. @param {AssessmentData} assessment @param {QuizState} quiz */
export function isUsedUp(assessment, quiz) {
  return assessment.attempts !== null && quiz.attempts >= assessment.attempts;
}

/** Missed for good. @param {AssessmentData} assessment @param {QuizState} quiz */
export function isSpent(assessment, quiz) {
  const underWay = quiz.attempt !== null && quiz.attempt.phase !== "graded";
  return !quiz.passed && !underWay && isUsedUp(assessment, quiz);
}

/**
 * Mends what a new release may have left: an attempt of which no question exists any more is given
 * back, and one whose open questions are gone is graded.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 */
export function settleAttempt(assessment, quiz) {
  const { attempt } = quiz;
  if (!attempt || attempt.phase === "graded") return;
  const shown = shownDraw(assessment, attempt);
  if (attempt.phase === "remediate") {
    if (!shown.some(({ drawn }) => drawn.open)) gradeAttempt(assessment, quiz, attempt);
  } else if (shown.length === 0) {
    quiz.attempt = null;
    quiz.attempts = Math.max(0, quiz.attempts - 1);
  }
}

/**
 * What the page shows of an assessment.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 * @returns {AssessmentState}
 */
export function viewAttempt(assessment, quiz) {
  const { attempt } = quiz;
  const shown = shownDraw(assessment, attempt);
  /** @type {Record<string, Payload|null>} */
  const answers = {};
  for (const { entry, drawn } of shown) {
    const isCurrent = drawn.answer?.revision === (entry.revision ?? drawn.answer?.revision);
    answers[entry.id] = isCurrent ? drawn.answer?.payload ?? null : null;
  }
  const ids = shown.map(({ entry }) => entry.id);
  return {
    attempts: quiz.attempts,
    best: quiz.best === null ? null : quiz.best / 100,
    last: attempt && attempt.phase !== "open" ? attempt.percent / 100 : null,
    phase: phaseOf(assessment, quiz),
    draw: ids,
    answers,
    flags: ids.filter((_, place) => shown[place]?.drawn.flagged),
    open: attempt?.phase === "remediate" ? ids.filter((_, place) => shown[place]?.drawn.open) : [],
  };
}

/** @param {AssessmentData} assessment @param {QuizState} quiz @param {Attempt} attempt */
function gradeAttempt(assessment, quiz, attempt) {
  attempt.phase = "graded";
  quiz.best = Math.max(quiz.best ?? 0, attempt.percent);
  if (attempt.percent / 100 + TINY >= assessment.pass) quiz.passed = true;
}
