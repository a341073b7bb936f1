// The state to go on with: what the LMS holds, and what this device knows besides. Two sessions may have gone on apart,
// one of them without its LMS; nothing of either is lost (player: saving, 5).

/** @import { CrashCopy } from "./crashcopy.js" */
/** @import { AnswerState, QuizState, State } from "./statetypes.js" */
import { isSameSpot, lessonOf, moduleOf, quizOf, reachedBy, statusReached } from "./ledger.js";
import { encodeState, PHASES } from "./state.js";
import { rise } from "./status.js";

const MOST_TRIES = 1000;

/**
 * What goes on; `held` itself when the device knows nothing that it lacks. A copy with another seed is of another
 * beginning, and so is one beside a fresh record, unless the LMS never took any of it: both are left alone.
 * @param {State|null} held  the LMS's
 * @param {ReturnType<CrashCopy["read"]>} copy
 * @param {boolean} isFresh  the LMS knows nothing of this learner
 * @returns {State|null}
 */
export function stateToResume(held, copy, isFresh) {
  if (!copy) return held;
  const { state, acknowledged } = copy;
  if (!held) return isFresh && acknowledged > 0 ? null : state;
  if (state.seed !== held.seed) return held;
  const before = encodeState(held);
  const isLater = state.counter > held.counter;
  const [later, other] = isLater ? [state, held] : [held, state];
  merge(later, other);
  return encodeState(later) === before ? held : { ...later };
}

/** Puts into a state what the other one has besides; of what both have, the further one stays. @param {State} state @param {State} other */
function merge(state, other) {
  state.reached = reachedBy(rise(statusReached(other.reached), statusReached(state.reached)));
  state.place ??= other.place;
  state.interactions = Math.max(state.interactions, other.interactions);
  for (const { number, lessons, answers, assessments, marks } of other.modules) {
    const module = moduleOf(state, number);
    for (const lesson of lessons) {
      const kept = lessonOf(state, { module: number, slot: lesson.slot });
      kept.seen ||= lesson.seen;
      kept.done ||= lesson.done;
      kept.minutes = Math.max(kept.minutes, lesson.minutes);
    }
    for (const answer of answers) {
      const kept = module.answers.find(({ slot }) => slot === answer.slot);
      if (!kept) module.answers.push(answer);
      else if (worth(answer) > worth(kept)) Object.assign(kept, answer);
    }
    for (const quiz of assessments) {
      mergeQuiz(quizOf(state, { module: number, slot: quiz.slot }), quiz);
    }
    module.marks = [...new Set([...module.marks, ...marks])];
  }
}

/** An answer to the newer question, then the right one, then the last one. @param {AnswerState} answer */
const worth = ({ revision, result, tries }) =>
  (revision * 2 + Number(result === "right")) * MOST_TRIES + Math.min(tries, MOST_TRIES - 1);

/** @param {QuizState} kept @param {QuizState} other */
function mergeQuiz(kept, other) {
  const [own, attempt] = [kept.attempt, other.attempt];
  const isSame = own?.seed === attempt?.seed;
  const phase = (/** @type {typeof own} */ each) => each ? PHASES.indexOf(each.phase) : -1;
  const isFurther = isSame ? phase(attempt) > phase(own) : other.attempts > kept.attempts;
  const [chosen, rest] = attempt && (!own || isFurther) ? [attempt, own] : [own, attempt];
  if (chosen && isSame && !phase(chosen)) {
    for (const drawn of chosen.draw) {
      drawn.answer ??= rest?.draw.find((each) => isSameSpot(each, drawn))?.answer ?? null;
    }
  }
  kept.attempt = chosen;
  kept.attempts = Math.max(kept.attempts, other.attempts);
  kept.passed ||= other.passed;
  kept.best = kept.best === null ? other.best : Math.max(kept.best, other.best ?? 0);
  kept.minutes = Math.max(kept.minutes, other.minutes);
  const isNew = (/** @type {typeof other.seen[0]} */ spot) =>
    !kept.seen.some((each) => isSameSpot(each, spot));
  kept.seen.push(...other.seen.filter(isNew));
}
