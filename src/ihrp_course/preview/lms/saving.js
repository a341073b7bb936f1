// What a session has set, and what of it the server has: sendings, their failures, and reads that run behind.

/** @import { Faults, Model, Payload, Setup } from "./types.js" */
/** @import { Data } from "./data.js" */
import { addTime, gradeOf } from "./session.js";

/** A number that counts down to 0; a negative one stays. @param {number} left */
export function countDown(left) {
  return left > 0 ? left - 1 : left;
}

/** Between a session's data and the server. */
export class Saving {
  /** Values that the server has. @type {Map<string, string>} */
  committed;
  /** Values that it does not have yet. @type {Set<string>} */
  unsaved = new Set();
  /** Sendings of which nobody knows yet what became of them. */
  inFlight = 0;
  #sendings = 0;
  #setup;
  #model;
  #data;
  #attempt;
  #faults;

  /** @param {Setup} setup @param {Model} model @param {Data} data @param {number} attempt @param {Faults} faults */
  constructor(setup, model, data, attempt, faults) {
    this.#setup = setup;
    this.#model = model;
    this.#data = data;
    this.#attempt = attempt;
    this.#faults = faults;
    this.committed = new Map(data.values);
  }

  /** What the gradebook shows. */
  get grade() {
    return gradeOf(this.#model, this.#setup.profile, this.committed);
  }

  /** Sends what was set since the last sending, one sending at a time. */
  pump() {
    if (this.inFlight === 0 && this.unsaved.size > 0) this.save(false);
  }

  /** Sends what is unsaved. True: it is saved, or nobody knows yet. @param {boolean} isFinished */
  save(isFinished) {
    const { profile, send } = this.#setup;
    const { failCommits, forgetCommits, mode, credit } = this.#faults;
    const isForShow = mode === "review" || mode === "browse" || credit === "no-credit";
    if (isForShow && !profile.reviewStores) return true;
    if (failCommits !== 0) {
      this.#faults.failCommits = countDown(failCommits);
      if (forgetCommits) this.unsaved.clear();
      return false;
    }
    const payload = this.#payload(isFinished);
    this.unsaved.clear();
    this.inFlight++;
    const isKnown = send(payload, (isStored) => this.#settle(payload, isStored));
    if (isKnown !== null) this.#settle(payload, isKnown);
    return isKnown ?? true;
  }

  /** @param {boolean} isFinished @returns {Payload} */
  #payload(isFinished) {
    const { profile, start } = this.#setup;
    const { totalTime } = profile;
    if (totalTime === "commit" || (totalTime === "finish" && isFinished)) this.#addTime();
    const values = this.#values();
    return {
      session: start.session,
      attempt: this.#attempt,
      number: ++this.#sendings,
      finished: isFinished,
      values,
      grade: gradeOf(
        this.#model,
        profile,
        new Map([...this.committed, ...Object.entries(values)]),
      ),
    };
  }

  #addTime() {
    const { profile, start } = this.#setup;
    const { totalTime, sessionTime } = this.#model.names;
    const isGoingOn = start.stored.attempt === this.#attempt;
    const before = isGoingOn ? start.stored.values[totalTime] ?? "" : "";
    const now = this.#data.values.get(sessionTime) ?? "";
    this.#data.put(totalTime, addTime(this.#model, before, now, profile.centsAsWritten));
    this.unsaved.add(totalTime);
  }

  #values() {
    const { raw, scaled } = this.#model.names;
    /** @type {Record<string, string>} */
    const values = {};
    for (const name of this.unsaved) {
      const value = this.#data.values.get(name) ?? "";
      const isScore = name === raw || name === scaled;
      // The server answers 500 to a negative score: it and what follows are lost.
      if (this.#setup.profile.grade.negativeDrops && isScore && Number(value) < 0) break;
      values[name] = value;
    }
    return values;
  }

  /** @param {Payload} payload @param {boolean} isStored */
  #settle({ values }, isStored) {
    this.inFlight--;
    for (const [name, value] of Object.entries(values)) {
      if (isStored) this.committed.set(name, value);
      else if (!this.#faults.forgetCommits) this.unsaved.add(name);
    }
    if (this.#setup.mode === "each" && isStored) this.pump();
  }
}
