// The learner's quizzes: each with its place in the state, and what an attempt does to it. It knows no DOM.
// What draws and judges is sitting.js, which comes with the second script.

/** @import { QuizState, Spot, State } from "./statetypes.js" */
/** @import { AssessmentData, AssessmentResult, Environment, GradedAnswer, PageData, Payload, QuestionData, RemediationStep } from "./types.js" */
import { isSpent, settleAttempt, viewAttempt } from "./attempt.js";
import { quizOf } from "./ledger.js";
import { shuffled } from "./shuffle.js";

const SEEDS = 65536;

/** @typedef {typeof import("./sitting.js")} Sitting */
/** @typedef {{data: AssessmentData, spot: Spot}} QuizEntry */

/**
 * What the record does when something has happened here.
 * @typedef {object} Aftermath
 * @property {() => void} touch  save in this turn
 * @property {() => void} touchSoon  more of what has just been saved
 * @property {(graded: GradedAnswer) => void} report
 * @property {(objective: {id: string, success: boolean, scaled: number}) => void} objective
 */

/** @param {number} slot @returns {QuizState} */
function blankQuiz(slot) {
  return { slot, attempts: 0, passed: false, best: null, minutes: 0, seen: [], attempt: null };
}

export class Quizzes {
  /** @type {Map<string, QuizEntry>} by id of the assessment, in course order */
  entries = new Map();
  #data;
  #state;
  #environment;
  #after;
  /** @type {Sitting|null} */
  #taken = null;
  /** The question that was answered last: what is changed in it again is saved a little later. */
  #latest = "";

  /** @param {PageData} data @param {State} state @param {Environment} environment @param {Aftermath} after */
  constructor(data, state, environment, after) {
    this.#data = data;
    this.#state = state;
    this.#environment = environment;
    this.#after = after;
  }

  /** Takes a quiz of this package in, mended for this release; gives the minutes spent in it. @param {number} module @param {AssessmentData} data */
  know(module, data) {
    this.entries.set(data.id, { data, spot: { module, slot: data.slot } });
    const quiz = this.kept(data.id);
    if (quiz) settleAttempt(data, quiz);
    return quiz?.minutes ?? 0;
  }

  /** @param {string} id @returns {QuizEntry} */
  #entry(id) {
    return /** @type {QuizEntry} */ (this.entries.get(id));
  }

  /** What the state holds of a quiz that was begun. @param {string} id @returns {QuizState|undefined} */
  kept(id) {
    const { module, slot } = this.#entry(id).spot;
    const found = this.#state.modules.find((each) => each.number === module);
    return found?.assessments.find((each) => each.slot === slot);
  }

  /** @param {string} id @returns {QuizState} */
  #quiz(id) {
    return quizOf(this.#state, this.#entry(id).spot);
  }

  /** What the status engine asks. @param {string|null} named  the one whose score is the package's */
  standings(named) {
    return [...this.entries.values()].map(({ data, spot }) => {
      const quiz = this.kept(data.id) ?? blankQuiz(spot.slot);
      return {
        passed: quiz.passed,
        spent: isSpent(data, quiz),
        best: quiz.best === null ? null : quiz.best / 100,
        weight: data.draw,
        named: data.id === named,
      };
    });
  }

  /** What the page shows. @param {string} id */
  view(id) {
    const { data, spot } = this.#entry(id);
    return viewAttempt(data, this.kept(id) ?? blankQuiz(spot.slot));
  }

  /** Takes what an attempt needs, before one begins. @param {Sitting} sitting */
  take(sitting) {
    this.#taken = sitting;
  }

  #sitting() {
    if (!this.#taken) throw new Error("the quizzes are not there yet");
    return this.#taken;
  }

  /**
   * Draws; gives question ids in the order to show. An attempt not handed in or remediated yet goes on; [] when none is left.
   * @param {string} id
   */
  begin(id) {
    const { data } = this.#entry(id);
    const quiz = this.#quiz(id);
    const names = new Map(this.#data.modules.map((module) => [module.number, module.id]));
    const elsewhere = [...this.entries.keys()]
      .filter((other) => other !== id)
      .flatMap((other) => this.kept(other)?.seen ?? []);
    const seed = Math.floor(this.#environment.random() * SEEDS);
    if (!this.#sitting().beginAttempt(data, quiz, names, elsewhere, seed)) return [];
    this.#after.touch();
    return viewAttempt(data, quiz).draw;
  }

  /** Kept at once, judged at hand-in. @param {string} id @param {QuestionData} question @param {Payload|null} payload @param {boolean} [isTyping]  more is to be expected */
  answer(id, question, payload, isTyping = false) {
    this.#sitting().keepAnswer(this.#entry(id).data, this.#quiz(id), question, payload);
    if (isTyping || this.#latest === question.id) this.#after.touchSoon();
    else this.#after.touch();
    this.#latest = question.id;
  }

  /** @param {string} id @param {string} question @param {boolean} flagged */
  flag(id, question, flagged) {
    this.#sitting().keepFlag(this.#entry(id).data, this.#quiz(id), question, flagged);
    this.#after.touch();
  }

  /** The learner's order of a question's options in this attempt. @param {string} id @param {number} slot @param {number} n */
  order(id, slot, n) {
    return shuffled(this.kept(id)?.attempt?.seed ?? this.#state.seed, slot, n);
  }

  /** @param {string} id @param {GradedAnswer[]} graded @returns {AssessmentResult} */
  handIn(id, graded) {
    const { data } = this.#entry(id);
    const quiz = this.#quiz(id);
    const isOpen = quiz.attempt?.phase === "open";
    const result = this.#sitting().handInAttempt(data, quiz, graded);
    if (isOpen) {
      for (const each of graded) this.#after.report(each);
      for (const { objective, right, of } of result.objectives) {
        const scaled = of > 0 ? right / of : 0;
        this.#after.objective({ id: objective, success: scaled >= data.pass, scaled });
      }
    }
    this.#after.touch();
    return result;
  }

  /**
   * An answer to the question that `nextRemediation` gave; `objectives` and `questions` of the result are empty.
   * @param {string} id @param {GradedAnswer} graded @returns {AssessmentResult}
   */
  remediate(id, graded) {
    const { data } = this.#entry(id);
    const { result, isNew } = this.#sitting().remediateAttempt(data, this.#quiz(id), graded);
    if (isNew) this.#after.report(graded);
    this.#after.touch();
    return result;
  }

  /** @param {string} id @returns {RemediationStep|null} */
  nextRemediation(id) {
    const quiz = this.kept(id);
    return quiz ? this.#sitting().nextStep(this.#entry(id).data, quiz) : null;
  }
}
