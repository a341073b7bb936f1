// An attempt as it is taken: draw, answers, hand-in, remediation. Changes a QuizState, touches nothing else.

/** @import { QuizState, Spot } from "./statetypes.js" */
/** @import { AssessmentData, AssessmentResult, GradedAnswer, Payload, RemediationStep } from "./types.js" */
import { isUsedUp, settleAttempt, shownDraw, TINY, viewAttempt } from "./attempt.js";
import { drawQuestions } from "./draw.js";
import { isSameSpot } from "./ledger.js";
import { widen } from "./payload.js";
import { stream } from "./shuffle.js";

const MOST_ATTEMPTS = 255;

/** @param {AssessmentData} assessment @param {string} id */
function entryOf(assessment, id) {
  return assessment.pool.find((entry) => entry.id === id);
}

/** @param {AssessmentData} assessment @param {QuizState} quiz @param {string} id */
function drawnOf(assessment, quiz, id) {
  const entry = entryOf(assessment, id);
  return entry && quiz.attempt?.draw.find((drawn) => isSameSpot(drawn, entry));
}

/**
 * Draws, unless an attempt is under way or none is left. True: there is an attempt.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 * @param {Map<number, string>} moduleIds  by number
 * @param {Spot[]} seenElsewhere  by other assessments of the package
 * @param {number} seed
 */
export function beginAttempt(assessment, quiz, moduleIds, seenElsewhere, seed) {
  if (quiz.attempt && quiz.attempt.phase !== "graded") return true;
  if (isUsedUp(assessment, quiz)) return false;
  const seen = (/** @type {Spot} */ entry) =>
    (quiz.seen.some((spot) => isSameSpot(spot, entry)) ? 2 : 0) +
    (seenElsewhere.some((spot) => isSameSpot(spot, entry)) ? 1 : 0);
  const draw = drawQuestions(assessment, moduleIds, seen, seed);
  const spots = draw.map(({ module, slot }) => ({ module, slot }));
  const isFresh = draw.every((entry) => seen(entry) < 2);
  // All have been seen: begin a new round, in which the questions of this draw are the last to return.
  quiz.seen = isFresh ? [...quiz.seen, ...spots] : spots;
  quiz.seen.sort((a, b) => a.module - b.module || a.slot - b.slot);
  quiz.attempts = Math.min(quiz.attempts + 1, MOST_ATTEMPTS);
  const fresh = spots.map((spot) => ({ ...spot, flagged: false, open: false, answer: null }));
  quiz.attempt = { seed, phase: "open", percent: 0, draw: fresh, joined: [] };
  return true;
}

/**
 * Keeps an answer of the open attempt.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 * @param {{id: string, revision: number}} question
 * @param {Payload|null} payload
 */
export function keepAnswer(assessment, quiz, question, payload) {
  const drawn = drawnOf(assessment, quiz, question.id);
  if (!drawn || quiz.attempt?.phase !== "open") return;
  drawn.answer = payload && { revision: question.revision, payload: widen(payload) };
}

/** @param {AssessmentData} assessment @param {QuizState} quiz @param {string} id @param {boolean} flagged */
export function keepFlag(assessment, quiz, id, flagged) {
  const drawn = drawnOf(assessment, quiz, id);
  if (drawn) drawn.flagged = flagged;
}

/**
 * Judges the open attempt. At or over the mark with a must-pass question missed, it is not graded yet.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 * @param {GradedAnswer[]} graded
 * @returns {AssessmentResult}
 */
export function handInAttempt(assessment, quiz, graded) {
  const { attempt } = quiz;
  if (!attempt) return resultOf(assessment, quiz, graded);
  for (const { question, payload } of graded) keepAnswer(assessment, quiz, question, payload);
  const result = resultOf(assessment, quiz, graded);
  const isOver = result.scaled + TINY >= assessment.pass;
  attempt.percent = percentOf(result.scaled, assessment.pass);
  const right = graded.filter((each) => each.judgement.correct).map((each) => each.question.id);
  for (const { entry, drawn } of shownDraw(assessment, attempt)) {
    const mustPass = assessment.mustPass !== null && entry.tags.includes(assessment.mustPass);
    drawn.open = isOver && mustPass && !right.includes(entry.id);
  }
  attempt.phase = "remediate";
  settleAttempt(assessment, quiz);
  return finished(assessment, quiz, result);
}

/** @param {AssessmentData} assessment @param {QuizState} quiz @param {AssessmentResult} result @returns {AssessmentResult} */
function finished(assessment, quiz, result) {
  const percent = quiz.attempt?.percent ?? 0;
  const isOver = percent / 100 + TINY >= assessment.pass;
  const passed = quiz.attempt?.phase === "graded" && isOver;
  return { ...result, scaled: percent / 100, passed, open: viewAttempt(assessment, quiz).open };
}

/**
 * A score in whole percents, on the same side of the mark as the score itself.
 * @param {number} scaled
 * @param {number} pass
 */
export function percentOf(scaled, pass) {
  const percent = Math.round(scaled * 100 + TINY);
  const mark = Math.ceil(pass * 100 - TINY);
  return scaled + TINY >= pass ? Math.max(percent, mark) : Math.max(0, Math.min(percent, mark - 1));
}

/** @param {AssessmentData} assessment @param {QuizState} quiz @param {GradedAnswer[]} graded @returns {AssessmentResult} */
function resultOf(assessment, quiz, graded) {
  let sum = 0;
  let points = 0;
  /** @type {Map<string, {objective: string, right: number, of: number}>} */
  const objectives = new Map();
  const questions = shownDraw(assessment, quiz.attempt).map(({ entry }) => {
    const given = graded.find((each) => each.question.id === entry.id);
    const score = given?.judgement.score ?? 0;
    sum += score * (given?.question.points ?? 1);
    points += given?.question.points ?? 1;
    const row = objectives.get(entry.objective) ?? { objective: entry.objective, right: 0, of: 0 };
    row.right += given?.judgement.correct ? 1 : 0;
    row.of += 1;
    objectives.set(entry.objective, row);
    return { question: entry.id, score };
  });
  const scaled = points > 0 ? sum / points : 0;
  return { scaled, passed: false, objectives: [...objectives.values()], questions, open: [] };
}

/**
 * The next question of the remediation: another of the same objective and tag, unseen before seen;
 * none left: the missed one again. It joins the draw when it is answered.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 * @returns {RemediationStep|null}
 */
export function nextStep(assessment, quiz) {
  const { attempt } = quiz;
  const missed = entryOf(assessment, viewAttempt(assessment, quiz).open[0] ?? "");
  if (!attempt || !missed) return null;
  const next = stream(attempt.seed, missed.slot);
  const taken = [...attempt.draw, ...attempt.joined];
  const others = assessment.pool.filter((entry) =>
    entry.objective === missed.objective && entry.tags.includes(assessment.mustPass ?? "") &&
    !taken.some((spot) => isSameSpot(spot, entry))
  );
  const unseen = others.filter((entry) => !quiz.seen.some((spot) => isSameSpot(spot, entry)));
  const choice = unseen.length > 0 ? unseen : others;
  const chosen = choice[next() % (choice.length || 1)] ?? missed;
  const { objective, lesson } = missed;
  return { missed: missed.id, next: chosen.id, objective, lesson };
}

/**
 * Takes an answer to the question that `nextStep` gave; right closes the missed one.
 * @param {AssessmentData} assessment
 * @param {QuizState} quiz
 * @param {GradedAnswer} graded
 * @returns {{result: AssessmentResult, isNew: boolean}}  isNew: the question was not part of this attempt before
 */
export function remediateAttempt(assessment, quiz, graded) {
  const step = nextStep(assessment, quiz);
  const entry = step && entryOf(assessment, step.next);
  const isNew = Boolean(entry) && step?.next !== step?.missed;
  if (quiz.attempt && entry && graded.question.id === entry.id) {
    if (isNew) quiz.attempt.joined.push({ module: entry.module, slot: entry.slot });
    const drawn = drawnOf(assessment, quiz, step.missed);
    if (drawn && graded.judgement.correct) drawn.open = false;
    settleAttempt(assessment, quiz);
  }
  const blank = { scaled: 0, passed: false, objectives: [], questions: [], open: [] };
  return { result: finished(assessment, quiz, blank), isNew };
}
