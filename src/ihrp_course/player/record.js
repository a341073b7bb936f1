// The learner's record: what the pages tell it goes into the state, from there to the LMS.

/** @import { Spot, State } from "./statetypes.js" */
/** @import { Environment, GradedAnswer, InteractionRecord, LearnerRecord, LessonData, Lms, LmsStart, ModuleData, PageData, Place, SaveState, Status } from "./types.js" */
import { CrashCopy } from "./crashcopy.js";
import {
  answerOf,
  isMarked,
  lessonOf,
  minutesOf,
  moduleOf,
  practiceOf,
  reachedBy,
  statusReached,
  wholeMinutes,
} from "./ledger.js";
import { stateToResume } from "./merge.js";
import { Pen } from "./pen.js";
import { Quizzes } from "./quizzes.js";
import { isOfDevice, Saver } from "./saver.js";
import { shuffled } from "./shuffle.js";
import { decodeState, encodeState, freshState } from "./state.js";
import { rise, statusOf } from "./status.js";

const SEEDS = 65536;
/** SCORM 2004 promises room for so many interactions. */
const MOST_INTERACTIONS = 250;

/** @typedef {{data: LessonData, spot: Spot}} LessonEntry */

/** @implements {LearnerRecord} */
class Learner {
  found;
  writable;
  readOnly = false;
  learnerId;
  /** @type {LearnerRecord["quizzes"]} */
  quizzes;
  #lms;
  #environment;
  #start;
  #data;
  #copy;
  #pen;
  #saver;
  /** @type {State} */
  #state;
  #isNewer;
  #acknowledged = 0;
  /** @type {Map<string, LessonEntry>} */
  #lessons = new Map();
  /** @type {Map<string, number>} */
  #seconds = new Map();
  /** @type {Set<string>} lessons whose end was seen before their required blocks were answered */
  #waiting = new Set();
  /** @type {(() => void)[]} */
  #listeners = [];
  #isTelling = false;
  /** @type {string[]} */
  #notes = [];

  /** @param {PageData} data @param {Lms} lms @param {Environment} environment @param {LmsStart} start */
  constructor(data, lms, environment, start) {
    this.#data = data;
    this.#lms = lms;
    this.#environment = environment;
    this.#start = start;
    const key = keyOf(data, start.learnerId);
    const pen = this.#pen = new Pen(environment, key, () => this.#becomeReader());
    this.found = start.found;
    this.writable = start.writable;
    this.learnerId = start.learnerId;
    this.#copy = new CrashCopy(environment, key);
    const held = decodeState(start.state);
    this.#isNewer = held === "newer";
    if (typeof held === "string" && held !== "empty") this.#notes.push(`suspended state: ${held}`);
    const copy = this.#copy.read();
    const isFresh = start.found && start.entry === "fresh";
    const state = stateToResume(typeof held === "object" ? held : null, copy, isFresh);
    this.#state = state ?? freshState(Math.floor(environment.random() * SEEDS));
    this.#acknowledged = copy?.acknowledged ?? 0;
    const quizzes = new Quizzes(data, this.#state, environment, {
      touch: () => this.#touch(),
      touchSoon: () => {
        this.#state.counter += 1; // or the device's copy would not be later than what the LMS has
        this.#saver.touchSoon();
      },
      report: (graded) => this.#report(graded),
      objective: (objective) => {
        if (start.credit && !this.#fixed()) lms.objective(objective);
      },
    });
    this.quizzes = /** @type {LearnerRecord["quizzes"]} */ (quizzes); // taken before they are used
    for (const module of data.modules) this.#know(module);
    this.#saver = new Saver(lms, environment, {
      write: () => this.#write(),
      keep: () => this.#keep(),
      acknowledged: () => {
        this.#acknowledged = this.#state.counter;
        this.#keep();
      },
      changed: () => this.#tell(),
      fixed: () => this.#fixed(),
      waits: () => pen.isAsking,
    });
    pen.take(() => this.#saver.catchUp());
    if (state && state !== held) this.#saver.touchPainted();
  }

  /** @param {ModuleData} module */
  #know(module) {
    for (const lesson of module.lessons) {
      const spot = { module: module.number, slot: lesson.slot };
      this.#lessons.set(lesson.id, { data: lesson, spot });
      this.#seconds.set(lesson.id, (this.#find(spot)?.minutes ?? 0) * 60);
    }
    if (!module.assessment) return;
    const minutes = this.quizzes.know(module.number, module.assessment);
    this.#seconds.set(module.assessment.id, minutes * 60);
  }

  /** @param {Spot} spot */
  #find(spot) {
    const module = this.#state.modules.find((each) => each.number === spot.module);
    return module?.lessons.find((each) => each.slot === spot.slot);
  }

  // --- saving -------------------------------------------------------------------------------------

  /** Why nothing is sent to an LMS, if nothing is. @returns {SaveState["kind"]|null} */
  #fixed() {
    if (this.readOnly) return "readonly";
    if (this.found && (!this.writable || this.#isNewer)) return "review";
    if (this.found && !this.#isWithheld()) return null;
    if (!this.#copy.works) return "unsaved";
    return this.found ? "silent" : "device";
  }

  /** An LMS that does not say what it holds is told what nothing can be above: completed, and passed if there is a quiz. */
  #isWithheld() {
    if (!this.#start.silent) return false;
    const { completion, merged } = this.status();
    return completion !== "completed" ||
      merged !== (this.quizzes.entries.size ? "passed" : "completed");
  }

  #write() {
    const status = this.status();
    // What an LMS has been told is never taken back, not even by another release.
    if (this.#start.credit) this.#state.reached = reachedBy(status);
    this.#spendMinutes();
    this.#state.counter += 1;
    const facts = this.#start.credit ? { status, final: isFinal(status) } : {};
    const place = this.place();
    this.#lms.write({
      ...facts,
      state: encodeState(this.#state),
      ...(place ? { location: place.page } : {}),
    });
  }

  #spendMinutes() {
    for (const [id, seconds] of this.#seconds) {
      const lesson = this.#lessons.get(id);
      const kept = lesson ? this.#find(lesson.spot) : this.quizzes.kept(id);
      if (kept) kept.minutes = Math.max(kept.minutes, wholeMinutes(seconds));
    }
  }

  #keep() {
    if (this.readOnly || !this.writable || this.#isNewer) return true;
    return this.#copy.write(encodeState(this.#state), this.#acknowledged);
  }

  /** One change brings others: all are told once, when the page has been painted. */
  #tell() {
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.#environment.painted(() => {
      this.#isTelling = false;
      for (const listener of this.#listeners) listener();
    });
  }

  #touch() {
    this.#saver.touch();
    this.#tell();
  }

  /** A page was turned to, or its end was seen. */
  #turned() {
    this.#state.counter += 1; // or the device's copy would not be later than what the LMS has
    this.#saver.touchPainted();
    this.#tell();
  }

  /** The second tab learnt that another one writes. */
  #becomeReader() {
    this.readOnly = true;
    this.#tell();
  }

  // --- place and lessons --------------------------------------------------------------------------

  /** @returns {Place|null} */
  place() {
    const { place } = this.#state;
    if (!place) return null;
    const entries = place.kind === "lesson" ? this.#lessons : this.quizzes.entries;
    for (const [page, { spot }] of entries) {
      if (spot.module === place.module && spot.slot === place.slot) {
        return { page, section: place.section };
      }
    }
    return null;
  }

  /** @param {Place} place */
  goTo({ page, section }) {
    const lesson = this.#lessons.get(page);
    const entry = lesson ?? this.quizzes.entries.get(page);
    if (!entry) return;
    const now = this.#state.place;
    const next = {
      kind: lesson ? /** @type {const} */ ("lesson") : /** @type {const} */ ("assessment"),
      ...entry.spot,
      section,
    };
    if (
      now && now.kind === next.kind && now.module === next.module && now.slot === next.slot &&
      now.section === section
    ) return;
    this.#state.place = next;
    this.#turned();
  }

  /** @param {string} id */
  lesson(id) {
    const entry = this.#lessons.get(id);
    const kept = entry && this.#find(entry.spot);
    return { seen: kept?.seen ?? false, done: kept?.done ?? false };
  }

  /** @param {string} id */
  seeLesson(id) {
    const entry = this.#lessons.get(id);
    if (!entry || this.lesson(id).seen) return;
    lessonOf(this.#state, entry.spot).seen = true;
    this.#turned();
  }

  /** @param {string} id */
  missing(id) {
    const required = this.#lessons.get(id)?.data.required ?? [];
    return required.filter((block) => {
      const question = this.#data.questions[block];
      const kept = question && answerOf(this.#state, question);
      if (question?.kind === "scenario" && kept?.result !== "right") return true; // its credit must hold
      if (question) return kept?.revision !== question.revision;
      return !this.isMarked(block);
    });
  }

  /** @param {string} id */
  finishLesson(id) {
    const entry = this.#lessons.get(id);
    if (!entry || this.lesson(id).done) return;
    if (this.missing(id).length > 0) {
      this.#waiting.add(id);
      return;
    }
    this.#waiting.delete(id);
    Object.assign(lessonOf(this.#state, entry.spot), { seen: true, done: true });
    this.#turned();
  }

  #finishWaiting() {
    for (const id of [...this.#waiting]) this.finishLesson(id);
  }

  /** @param {string} id @param {number} seconds */
  spend(id, seconds) {
    this.#seconds.set(id, (this.#seconds.get(id) ?? 0) + seconds);
  }

  minutes() {
    this.#spendMinutes();
    return minutesOf(this.#state);
  }

  // --- practice and marks -------------------------------------------------------------------------

  /** @param {string} id */
  practice(id) {
    const question = this.#data.questions[id];
    return question
      ? practiceOf(this.#state, question)
      : { tries: 0, result: /** @type {const} */ ("none"), payload: null };
  }

  /** @type {LearnerRecord["keepAnswer"]} */
  keepAnswer(question, kept, news) {
    const { slot, revision } = question;
    const before = answerOf(this.#state, question);
    const { answers } = moduleOf(this.#state, question.module);
    if (before) answers.splice(answers.indexOf(before), 1);
    answers.push({ slot, revision, ...kept });
    if (news) this.#report(news);
    this.#finishWaiting();
    this.#touch();
  }

  /** @param {GradedAnswer} graded */
  #report({ question, answer, judgement, patterns, seconds }) {
    if (!question.interaction || this.#fixed() || !this.#start.credit) return;
    if (this.#start.silent) return; // it would stand in another one's place
    if (this.#state.interactions >= MOST_INTERACTIONS) {
      this.#notes.push(
        `${question.id} not reported: the LMS keeps ${MOST_INTERACTIONS} interactions`,
      );
      return;
    }
    /** @type {InteractionRecord} */
    const interaction = {
      id: question.id,
      type: question.interaction,
      description: question.text,
      objective: question.objective,
      answer,
      patterns,
      correct: judgement.correct,
      weighting: question.points,
      seconds,
    };
    this.#state.interactions = this.#lms.report(interaction, this.#state.interactions);
  }

  /** @param {string} id */
  #markOf(id) {
    return this.#data.marks.find((mark) => mark.id === id);
  }

  /** @param {string} id */
  isMarked(id) {
    const mark = this.#markOf(id);
    return mark !== undefined && isMarked(this.#state, mark);
  }

  /** @param {string} id */
  mark(id) {
    const mark = this.#markOf(id);
    if (!mark || this.isMarked(id)) return;
    moduleOf(this.#state, mark.module).marks.push(mark.slot);
    this.#finishWaiting();
    this.#touch();
  }

  /** @param {number} slot @param {number} n */
  order(slot, n) {
    return shuffled(this.#state.seed, slot, n);
  }

  // --- what is told -------------------------------------------------------------------------------

  /** @returns {Status} */
  status() {
    const counted = [...this.#lessons].filter(([, { data }]) => !data.optional);
    const now = statusOf({
      policy: this.#data.policy,
      lessons: counted.length,
      done: counted.filter(([id]) => this.lesson(id).done).length,
      quizzes: this.quizzes.standings(this.#data.score),
    });
    const before = rise(this.#start.held, statusReached(this.#state.reached));
    return rise(before, now);
  }

  /** @returns {SaveState} */
  saveState() {
    const fixed = this.#fixed();
    return fixed ? { kind: fixed, at: this.#saver.state.at } : this.#saver.state;
  }

  /** @param {() => void} listener */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  learnerName() {
    return this.#lms.learnerName();
  }

  exportState() {
    return encodeState(this.#state);
  }

  trace() {
    return [...this.#notes, ...this.#lms.trace()];
  }

  save() {
    this.#saver.flush(true);
  }

  show() {
    this.#saver.again();
  }

  /** @param {boolean} kept */
  leave(kept) {
    if (kept) {
      this.#saver.flush(true);
      return;
    }
    this.#saver.finish();
    this.#pen.drop();
  }

  exit() {
    const isSaved = this.#saver.finish();
    this.#pen.drop();
    return Promise.resolve(isSaved || isOfDevice(this.#fixed()));
  }
}

/** @param {PageData} data @param {string} learnerId */
function keyOf(data, learnerId) {
  return `${data.unit.id}/${learnerId}`;
}

/** Nothing is left to be told. @param {Status} status */
function isFinal(status) {
  return status.completion === "completed" && status.merged !== "incomplete";
}

/**
 * Finds the LMS, reads what it holds, and gives the record.
 * @param {PageData} data @param {Lms} lms @param {Environment} environment
 * @returns {Promise<LearnerRecord>}
 */
export async function openRecord(data, lms, environment) {
  return new Learner(data, lms, environment, await lms.start());
}
