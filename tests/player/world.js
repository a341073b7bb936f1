// A learner's device and a strict pretend LMS that outlive sessions, for tests of the record without a browser.

import { open as open12 } from "../../src/ihrp_course/player/lms/scorm12.js";
import { open as open2004 } from "../../src/ihrp_course/player/lms/scorm2004.js";
import { openRecord } from "../../src/ihrp_course/player/record.js";
import { takeQuizzes } from "../../src/ihrp_course/player/taking.js";
import { session, Store } from "./pretend_session.js";

/** @import { Environment, LearnerRecord, PageData } from "../../src/ihrp_course/player/types.js" */
/** @typedef {"scorm12"|"scorm2004"} Standard */

export const BOTH = /** @type {Standard[]} */ (["scorm12", "scorm2004"]);

/** What the second script brings. @param {Promise<LearnerRecord>} opening */
async function withSitting(opening) {
  const record = await opening;
  record.quizzes.take(takeQuizzes);
  return record;
}

/** A device and an LMS that outlive sessions. */
export class World {
  store = new Store();
  /** @type {Map<string, string>} */
  device = new Map();
  seed = 1;
  /** @type {ReturnType<typeof session>["runtime"]|null} */
  runtime = null;
  /** @type {{at: number, run: () => void}[]} */
  timers = [];
  now = 0;
  paint = queueMicrotask;
  /** By which tabs talk. @type {Environment["channel"]} */
  channel = () => null;

  /** @param {PageData} data  of a package; another one is another release */
  constructor(data) {
    this.data = data;
    this.standard = /** @type {Standard} */ (data.unit.standard);
  }

  /** What the LMS holds. */
  get stored() {
    return this.store.stored.values;
  }

  /** @param {Record<string, unknown>} [faults] @param {unknown} [other]  an API in the pretend LMS's place @returns {Promise<LearnerRecord>} */
  launch(faults = {}, other) {
    this.timers = [];
    const { runtime } = session(this.standard, { faults, store: this.store, isStarted: false });
    this.runtime = runtime;
    const name = this.standard === "scorm12" ? "API" : "API_1484_11";
    const host = { [name]: other ?? runtime.api };
    /** @type {Environment} */
    const environment = {
      storage: {
        getItem: (key) => this.device.get(key) ?? null,
        setItem: (key, value) => void this.device.set(key, value),
        removeItem: (key) => void this.device.delete(key),
      },
      channel: (name) => this.channel(name),
      clock: () => 1764072000000 + this.now,
      ticks: () => this.now,
      later: (run, milliseconds) => this.timers.push({ at: this.now + milliseconds, run }),
      cancel: (timer) => void this.timers.splice(timer - 1, 1, { at: Infinity, run: () => {} }),
      soon: (run) => queueMicrotask(run),
      painted: (run) => this.paint(run),
      random: () => (this.seed = (this.seed * 16807) % 2147483647) / 2147483647,
      host,
    };
    const bind = this.standard === "scorm12" ? open12 : open2004;
    const data = structuredClone(this.data);
    return withSitting(openRecord(data, bind(environment, data.profile), environment));
  }

  /** The LMS begins anew with this learner. */
  forget() {
    this.store = new Store();
  }

  /** Let time pass. @param {number} milliseconds */
  pass(milliseconds) {
    this.now += milliseconds;
    for (const timer of this.timers.filter((each) => each.at <= this.now)) {
      timer.at = Infinity;
      timer.run();
    }
  }

  /** Calls that were refused. */
  get refused() {
    return (this.runtime?.log ?? []).filter((entry) => entry.error).map((entry) =>
      `${entry.call} ${entry.args} ${entry.error}`
    );
  }

  get status() {
    return this
      .stored[this.standard === "scorm12" ? "cmi.core.lesson_status" : "cmi.completion_status"];
  }

  get raw() {
    return this.stored[this.standard === "scorm12" ? "cmi.core.score.raw" : "cmi.score.raw"] ?? "";
  }
}

export const turn = () => new Promise((resolve) => setTimeout(() => resolve(0), 0));
