// What a learner does with a quiz: begins, answers, hands in, puts right. It knows no DOM; it comes with the second
// script, and the record's quizzes take it in.

/** @import { Aftermath, QuizEntry, Quizzes } from "./quizzes.js" */
/** @import { State } from "./statetypes.js" */
/** @import { AssessmentResult, Environment, GradedAnswer, PageData, Payload, QuestionData, RemediationStep } from "./types.js" */
import { viewAttempt } from "./attempt.js";
import { quizOf } from "./ledger.js";
import { shuffled } from "./shuffle.js";
import {
  beginAttempt,
  handInAttempt,
  keepAnswer,
  keepFlag,
  nextStep,
  remediateAttempt,
} from "./sitting.js";

const SEEDS = 65536;

/**
 * @typedef {object} Taking
 * @property {(id: string) => string[]} begin
 *   draws; gives question ids in the order to show. An attempt not handed in or remediated yet goes on; [] when none is left
 * @property {(id: string, question: QuestionData, payload: Payload|null, isTyping?: boolean) => void} answer
 *   kept at once, judged at hand-in; `isTyping`: more is to be expected
 * @property {(id: string, question: string, flagged: boolean) => void} flag
 * @property {(id: string, slot: number, n: number) => number[]} order  the learner's order of a question's options in this attempt
 * @property {(id: string, graded: GradedAnswer[]) => AssessmentResult} handIn
 * @property {(id: string, graded: GradedAnswer) => AssessmentResult} remediate
 *   an answer to the question that `nextRemediation` gave; `objectives` and `questions` of the result are empty
 * @property {(id: string) => RemediationStep|null} nextRemediation
 */

/**
 * What a learner does with the record's quizzes.
 * @param {Quizzes} quizzes @param {PageData} data @param {State} state @param {Environment} environment @param {Aftermath} after
 * @returns {Taking}
 */
export function takeQuizzes(quizzes, data, state, environment, after) {
  /** The question that was answered last: what is changed in it again is saved a little later. */
  let latest = "";

  /** @param {string} id @returns {QuizEntry} */
  const entryOf = (id) => /** @type {QuizEntry} */ (quizzes.entries.get(id));
  /** @param {string} id */
  const quizAt = (id) => quizOf(state, entryOf(id).spot);

  return {
    begin(id) {
      const about = entryOf(id).data;
      const quiz = quizAt(id);
      const names = new Map(data.modules.map((module) => [module.number, module.id]));
      const elsewhere = [...quizzes.entries.keys()]
        .filter((other) => other !== id)
        .flatMap((other) => quizzes.kept(other)?.seen ?? []);
      const seed = Math.floor(environment.random() * SEEDS);
      if (!beginAttempt(about, quiz, names, elsewhere, seed)) return [];
      after.touch();
      return viewAttempt(about, quiz).draw;
    },

    answer(id, question, payload, isTyping = false) {
      keepAnswer(entryOf(id).data, quizAt(id), question, payload);
      if (isTyping || latest === question.id) after.touchSoon();
      else after.touch();
      latest = question.id;
    },

    flag(id, question, flagged) {
      keepFlag(entryOf(id).data, quizAt(id), question, flagged);
      after.touch();
    },

    order(id, slot, n) {
      return shuffled(quizzes.kept(id)?.attempt?.seed ?? state.seed, slot, n);
    },

    handIn(id, graded) {
      const about = entryOf(id).data;
      const quiz = quizAt(id);
      const isOpen = quiz.attempt?.phase === "open";
      const result = handInAttempt(about, quiz, graded);
      if (isOpen) {
        for (const each of graded) after.report(each);
        for (const { objective, right, of } of result.objectives) {
          const scaled = of > 0 ? right / of : 0;
          after.objective({ id: objective, success: scaled >= about.pass, scaled });
        }
      }
      after.touch();
      return result;
    },

    remediate(id, graded) {
      const { result, isNew } = remediateAttempt(entryOf(id).data, quizAt(id), graded);
      if (isNew) after.report(graded);
      after.touch();
      return result;
    },

    nextRemediation(id) {
      const quiz = quizzes.kept(id);
      return quiz ? nextStep(entryOf(id).data, quiz) : null;
    },
  };
}
