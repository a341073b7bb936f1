// The learner's quizzes: each with its place in the state, and how it stands. It knows no DOM.
// What is done with them is in taking.js, which comes with the second script.

/** @import { QuizState, Spot, State } from "./statetypes.js" */
/** @import { AssessmentData, AssessmentState, Environment, GradedAnswer, PageData } from "./types.js" */
import { isSpent, settleAttempt, viewAttempt } from "./attempt.js";

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

  /** What the page shows. @param {string} id @returns {AssessmentState} */
  view(id) {
    const { data, spot } = this.#entry(id);
    return viewAttempt(data, this.kept(id) ?? blankQuiz(spot.slot));
  }

  /** Takes in what a learner does with a quiz, before one begins. @param {typeof import("./taking.js").takeQuizzes} take */
  take(take) {
    Object.assign(this, take(this, this.#data, this.#state, this.#environment, this.#after));
  }
}
