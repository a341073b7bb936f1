// What both SCORM bindings share: calling the API, whatever it does, and what is still to be sent.

/** @import { Environment } from "../types.js" */
/** @import { Api } from "./api.js" */
import { waitForApi } from "./api.js";
import { numberIn } from "./format.js";

/**
 * The words of one standard.
 * @typedef {object} Words
 * @property {string} api
 * @property {string} initialize
 * @property {string} finish
 * @property {string} get
 * @property {string} set
 * @property {string} commit
 * @property {string} error
 * @property {string} probe  an element that can always be read
 * @property {number[]} refused  error codes after which the same value is never sent again
 * @property {number} gap  error code of an index that may not be used yet
 * @property {number[]} over  error codes of a session that does not run
 */

/** @typedef {"done"|"refused"|"failed"} Outcome */

/** Fields of an interaction behind `cmi.interactions.n.`, id first. @typedef {[string, string][]} Fields */

/** What a call gives that never came back. */
const LOST = Symbol("lost");
const MOST_TRIES = 5;
/** Of a long session the beginning and the latest are kept. */
const MOST_LINES = 400;
const FIRST_LINES = 100;
const INIT_TRIES = 3;
const INIT_PAUSE = 300;
/** Elements whose values stay out of the trace. */
const SECRET = /suspend|student|learner|response|pattern|description/;

/** @param {unknown} result */
function isTrue(result) {
  return result === true || result === 1 || /^(true|1)$/i.test(String(result));
}

/** @param {unknown} result */
function isSilent(result) {
  return result === undefined || result === null || result === "";
}

/** A session with an LMS. It never throws. */
export class Session {
  /** @type {string[]} */
  lines = [];
  isOver = false;
  isFinished = false;
  /** Next index of an interaction. */
  next = 0;
  /** The LMS's count of interactions, once it was asked. @type {number|null|undefined} */
  count = undefined;
  /** @type {Api|null} */
  #api = null;
  /** Last value that the LMS took or refused, by element. @type {Map<string, string>} */
  #sent = new Map();
  /** @type {Map<string, {value: string, tries: number}>} */
  #pending = new Map();
  /** Values set since the last commit that was taken: a failed one may have lost them. @type {Map<string, string>} */
  #unsure = new Map();
  /** @type {{fields: Fields, tries: number}[]} */
  #backlog = [];
  #code = 0;
  #environment;
  #words;

  /** @param {Environment} environment @param {Words} words */
  constructor(environment, words) {
    this.#environment = environment;
    this.#words = words;
  }

  /** Finds the API and initializes. @returns {Promise<boolean>} */
  async open() {
    this.#api = await waitForApi(this.#environment, this.#words.api);
    if (!this.#api) {
      this.say(`${this.#words.api} not found`);
      return false;
    }
    for (let tries = 1; !this.#initialize(); tries++) {
      if (tries === INIT_TRIES) return false;
      await new Promise((resolve) => this.#environment.later(() => resolve(0), INIT_PAUSE));
    }
    return true;
  }

  #initialize() {
    if (this.#isTaken(this.#call(this.#words.initialize, ""))) return true;
    this.say(`${this.#words.initialize} refused, error ${this.#code}`);
    // 101 and 103 may mean that the session runs already: then a read works.
    if (this.#code !== 101 && this.#code !== 103) return false;
    this.#call(this.#words.get, this.#words.probe);
    return this.#error() === 0;
  }

  /** @param {string} line */
  say(line) {
    this.lines.push(line);
    if (this.lines.length > MOST_LINES) this.lines.splice(FIRST_LINES, 1);
  }

  /** @param {unknown} result of a call; if it is no plain yes, the error code decides, and is kept */
  #isTaken(result) {
    this.#code = isTrue(result) ? 0 : this.#error();
    return isTrue(result) || (isSilent(result) && !(this.#code > 0));
  }

  /** @param {string} name @param {string[]} given @returns {unknown} LOST when it throws or is missing */
  #call(name, ...given) {
    try {
      const run = this.#api?.[name];
      if (typeof run === "function") return run.apply(this.#api, given);
      this.say(`${name} is missing`);
    } catch {
      this.say(`${name} threw`);
    }
    return LOST;
  }

  /** The last error's code; NaN when the LMS can't tell. */
  #error() {
    const code = parseInt(String(this.#call(this.#words.error)), 10);
    if (this.#words.over.includes(code)) this.isOver = true;
    return code;
  }

  /** What the LMS says of an element, "" for all kinds of nothing. @param {string} element */
  get(element) {
    const result = this.#call(this.#words.get, element);
    const text = isSilent(result) || result === LOST ? "" : String(result).trim();
    const told = SECRET.test(element) ? `${text.length} characters` : text.slice(0, 40);
    this.say(`${element} is ${told || "empty"}`);
    return text;
  }

  /** Whether it gives back what it is told: else nobody knows what it holds. @param {string} element @param {string} value */
  echoes(element, value) {
    return this.set(element, value) === "done" && this.get(element) === value;
  }

  /** @param {string} element @param {string} value @returns {Outcome} */
  set(element, value) {
    const isDone = this.#isTaken(this.#call(this.#words.set, element, value));
    const told = SECRET.test(element) ? `${value.length} characters` : value.slice(0, 40);
    this.say(`${element} set to ${told}${isDone ? "" : `: error ${this.#code}`}`);
    if (isDone) return "done";
    return this.#words.refused.includes(this.#code) ? "refused" : "failed";
  }

  /** Notes what the LMS holds, so that it is not written again. @param {string} element @param {string} value */
  holds(element, value) {
    this.#sent.set(element, value);
  }

  /** Queues a value if it differs from the last one. @param {string} element @param {string} value */
  put(element, value) {
    const current = this.#pending.get(element)?.value ?? this.#sent.get(element);
    if (current === value) return;
    this.#pending.delete(element);
    this.#pending.set(element, { value, tries: 0 });
  }

  /** Sends what is queued, in order. True: nothing is left, and nothing was refused now. */
  #flush() {
    let isClean = true;
    for (const [element, entry] of [...this.#pending]) {
      const outcome = this.set(element, entry.value);
      const isDropped = outcome === "refused" || ++entry.tries >= MOST_TRIES;
      if (outcome === "done") this.#unsure.set(element, entry.value);
      if (outcome === "done" || isDropped) {
        this.#sent.set(element, entry.value);
        this.#pending.delete(element);
      }
      if (outcome !== "done") isClean = false;
      if (outcome !== "done" && isDropped) this.say(`${element} given up`);
    }
    return this.#flushBacklog() && isClean;
  }

  #flushBacklog() {
    for (let first = this.#backlog[0]; first; first = this.#backlog[0]) {
      if (this.#write(first.fields) === "failed" && ++first.tries < MOST_TRIES) return false;
      this.#backlog.shift();
    }
    return true;
  }

  /** Sends all, then commits. True: the LMS took it. */
  commit() {
    if (this.isFinished || !this.#api) return false;
    if (this.isOver && this.#initialize()) this.isOver = false;
    const isClean = this.#flush();
    const isTaken = this.#isTaken(this.#call(this.#words.commit, ""));
    this.say(`${this.#words.commit} ${isTaken ? "taken" : `failed, error ${this.#code}`}`);
    this.#settle(isTaken);
    return isTaken && isClean && !this.isOver;
  }

  /** After a commit that failed all it should have kept is set again with the next one. @param {boolean} isTaken */
  #settle(isTaken) {
    if (!isTaken) {
      for (const [element, value] of this.#unsure) {
        if (!this.#pending.has(element)) this.#pending.set(element, { value, tries: 0 });
      }
    }
    this.#unsure.clear();
  }

  /** Sends what is queued without a commit. */
  send() {
    this.#flush();
  }

  finish() {
    if (this.isFinished || !this.#api) return;
    this.say(`${this.#words.finish}: ${String(this.#call(this.#words.finish, ""))}`);
    this.isFinished = true;
  }

  /** Asks once how many interactions the LMS holds. */
  countInteractions() {
    if (this.count === undefined) this.count = numberIn(this.get("cmi.interactions._count"));
    this.next = Math.max(this.next, this.count ?? 0);
  }

  /** Writes an interaction now, or later if the LMS does not take it now. @param {Fields} fields @param {number} index */
  report(fields, index) {
    this.countInteractions();
    this.next = Math.max(this.next, index);
    this.#backlog.push({ fields, tries: 0 });
    this.#flushBacklog();
    return this.next;
  }

  /** @param {Fields} fields @returns {Outcome} */
  #write(fields) {
    const [[, id] = ["", ""], ...others] = fields;
    let outcome = this.set(`cmi.interactions.${this.next}.id`, id);
    if (this.#code === this.#words.gap && (this.count ?? this.next) < this.next) {
      // Our count ran ahead of the LMS's, as after a session that it lost.
      this.next = this.count ?? this.next;
      outcome = this.set(`cmi.interactions.${this.next}.id`, id);
    }
    if (outcome !== "done") return outcome;
    for (const [field, value] of others) {
      const element = `cmi.interactions.${this.next}.${field}`;
      if (this.set(element, value) === "failed") this.#pending.set(element, { value, tries: 1 });
    }
    this.next++;
    if (typeof this.count === "number") this.count = Math.max(this.count, this.next);
    return "done";
  }
}
