// The API objects that a page finds: `API` (SCORM 1.2 RTE §3.3) and `API_1484_11` (SCORM 2004 4th edition RTE §3.1).
// One session of one learner. It calls nobody but `send` and `clock`, so that the same calls give the same answers.

/** @import { Entry, Faults, Model, Outcome, Phase, Setup, Word } from "./types.js" */
import { Data } from "./data.js";
import { explain } from "./explain.js";
import { MODELS } from "./profiles.js";
import { countDown, Saving } from "./saving.js";
import { begin, derived, ending } from "./session.js";

/** @type {Outcome} */
const DONE = { value: "", error: 0 };
/** Calls that leave the last error as it is. @type {readonly Word[]} */
const ASKING = ["error", "errorString", "diagnostic"];
/** Elements that an LMS may give as numbers. */
const NUMERIC = /\.(raw|min|max|scaled|progress_measure|audio|speed|text|weighting)$/;

/** @param {number} error @returns {Outcome} */
const failed = (error) => ({ value: "", error });

/** Whether an element begins as a fault says; `n` in it stands for any index. @param {string} stem @param {string} name */
function isMeant(stem, name) {
  if (stem === "") return false;
  return name.startsWith(stem) || name.replace(/\.\d+(?=\.)/g, ".n").startsWith(stem);
}

/** A session that has not begun, runs, or is over. */
export class Runtime {
  /** @type {Entry[]} */
  log = [];
  /** Switched at any time. @type {Faults} */
  faults;
  /** The object that pages call. @type {Readonly<Record<string, unknown>>} */
  api;
  /** @type {Phase} */
  phase = "before";
  /** @type {Outcome} */
  #last = DONE;
  #why = "";
  #setup;
  /** @type {Model} */
  #model;
  #data;
  #saving;
  #started;

  /** @param {Setup} setup */
  constructor(setup) {
    this.#setup = setup;
    this.faults = { ...setup.faults };
    this.#model = MODELS[setup.standard];
    const { values, attempt } = begin(this.#model, setup.profile, setup.start, this.faults);
    this.#data = new Data(this.#model, setup.profile, values);
    this.#saving = new Saving(setup, this.#model, this.#data, attempt, this.faults);
    this.#started = setup.clock();
    this.api = this.#makeApi();
  }

  /** What the page has set, and what it was given at the start. @returns {Record<string, string>} */
  get data() {
    return Object.fromEntries(this.#data.values);
  }

  /** What of it the server has. @returns {Record<string, string>} */
  get committed() {
    return Object.fromEntries(this.#saving.committed);
  }

  get unsaved() {
    return [...this.#saving.unsaved];
  }

  get inFlight() {
    return this.#saving.inFlight;
  }

  get grade() {
    return this.#saving.grade;
  }

  #makeApi() {
    const words = /** @type {[Word, string][]} */ (Object.entries(this.#model.calls));
    /** @type {Record<string, unknown>} */
    const api = {};
    for (const [word, name] of words) {
      api[name] = (/** @type {unknown[]} */ ...given) => this.#call(word, name, given);
    }
    // SCORM 2004 §3.1.5: the API tells its version.
    if (this.#model.standard === "scorm2004") api["version"] = "1.0";
    return Object.freeze(api);
  }

  /** @param {Word} word @param {string} name @param {unknown[]} given */
  #call(word, name, given) {
    const { throws } = this.faults;
    const isBroken = Array.isArray(throws) ? throws.includes(word) : throws === true;
    const outcome = isBroken
      ? { ...DONE, thrown: "the LMS's own script failed" }
      : this.#handle(word, given);
    const plain = outcome.thrown
      ? `The page called ${name}, which threw: ${outcome.thrown}.`
      : explain(this.#model, word, given, outcome);
    if (!ASKING.includes(word)) [this.#last, this.#why] = [outcome, plain];
    const result = outcome.thrown ? "threw" : this.#outward(word, given, outcome);
    this.#note({ call: name, args: given, result, error: outcome.error, plain });
    if (outcome.thrown) throw new Error(outcome.thrown);
    return result;
  }

  /** @param {Pick<Entry, "call"|"args"|"result"|"error"|"plain">} entry */
  #note(entry) {
    const number = this.log.length + 1;
    const time = Math.round(this.#setup.clock() - this.#started);
    this.log.push({ number, session: this.#setup.start.session, time, ...entry });
    this.#setup.called?.();
  }

  /** What the caller gets to see. @param {Word} word @param {unknown[]} given @param {Outcome} outcome */
  #outward(word, given, { value, error }) {
    const { profile } = this.#setup;
    const { returns } = this.faults;
    if (returns === "undefined") return undefined;
    if (returns === "empty") return "";
    if (word === "error" && returns === "boolean") return Number(value);
    const isNumber = word === "get" && value !== "" && NUMERIC.test(String(given[0]));
    if (isNumber && profile.numbers) return Number(value);
    if (word === "get" || ASKING.includes(word)) return value;
    const isDone = error === 0 || profile.errors === "hidden";
    return returns === "boolean" ? isDone : String(isDone);
  }

  /** @param {Word} word @param {unknown[]} given @returns {Outcome} */
  #handle(word, given) {
    const { profile } = this.#setup;
    const first = String(given[0] ?? "");
    if (ASKING.includes(word)) return this.#answer(word, first);
    const misuse = profile.model === "checked" ? this.#misuse(word, given) : 0;
    if (misuse) return failed(misuse);
    if (this.faults.sessionEnded) return this.#afterSession(word);
    switch (word) {
      case "initialize":
        return this.#initialize();
      case "finish":
        return this.#finish();
      case "commit":
        return this.#commit();
      case "get":
        return this.#get(first);
      default:
        return this.#set(first, String(given[1]));
    }
  }

  /** @param {Word} word @param {string} code @returns {Outcome} */
  #answer(word, code) {
    const { error } = this.#last;
    if (word === "errorString") return { value: this.#model.errors[code] ?? "", error: 0 };
    if (word === "diagnostic") return { value: error ? this.#why : "", error: 0 };
    return { value: String(this.#setup.profile.errors === "hidden" ? 0 : error), error: 0 };
  }

  /** The error of a call out of order or with a wrong argument, 0 when it is neither. @param {Word} word @param {unknown[]} given */
  #misuse(word, given) {
    const { codes, order, standard } = this.#model;
    if (word !== "get" && word !== "set" && given[0] !== "") return codes.argument;
    const mayReopen = word === "initialize" && this.phase === "after" &&
      this.#setup.profile.reopens[standard];
    return mayReopen ? 0 : order[this.phase][word] ?? 0;
  }

  /** Nothing works; what is to be saved is still sent, and refused by the server. @param {Word} word @returns {Outcome} */
  #afterSession(word) {
    if (word === "commit" || word === "finish") this.#saving.save(false);
    return failed(this.#model.failed[word] ?? 0);
  }

  /** @returns {Outcome} */
  #initialize() {
    const left = Number(this.faults.refuseInitialize === true ? -1 : this.faults.refuseInitialize);
    if (left !== 0) {
      this.faults.refuseInitialize = countDown(left);
      return failed(this.#model.failed.initialize ?? 0);
    }
    this.phase = "running";
    return DONE;
  }

  /** @returns {Outcome} */
  #commit() {
    if (this.#setup.mode === "each" || this.#saving.save(false)) return DONE;
    return failed(this.#setup.profile.commitError[this.#model.standard]);
  }

  /** @returns {Outcome} */
  #finish() {
    const { profile, mode } = this.#setup;
    const { names, standard } = this.#model;
    const request = this.#data.values.get(names.request)?.replace(/^\{.*\}/, "") ?? "";
    const effect = profile.navigation[request];
    const changes = ending(this.#model, profile, this.#data.values, this.faults);
    for (const [name, value] of Object.entries(changes)) {
      this.#data.put(name, value);
      this.#saving.unsaved.add(name);
    }
    const isSaved = mode === "each" || this.#saving.save(true);
    if (effect === "throws") return { ...DONE, thrown: `it does not take ${request}` };
    const isDone = isSaved && !effect;
    // SCORM 1.2 has no word for an end that failed: the session is over all the same.
    if (isDone || standard === "scorm12") this.phase = "after";
    return isDone ? DONE : failed(profile.finishError[standard]);
  }

  /** @param {string} name @returns {Outcome} */
  #get(name) {
    const { profile } = this.#setup;
    const fixed = this.#override(name);
    if (fixed !== undefined) return { value: fixed, error: 0 };
    if (profile.model === "bag") {
      return { value: this.#saving.committed.get(name) ?? "", error: 0 };
    }
    const isDerived = profile.thresholds === "read" && this.#model.standard === "scorm2004";
    const value = isDerived ? derived(name, this.#data.values) : undefined;
    return value === undefined ? this.#data.read(name) : { value, error: 0 };
  }

  /** What an element reads whatever was set. @param {string} name @returns {string|undefined} */
  #override(name) {
    const { names } = this.#model;
    const { mode, credit, entryEmpty, emptySuspend } = this.faults;
    if (this.#setup.profile.empties.some((form) => new RegExp(form).test(name))) return "";
    if (name === names.mode) return mode;
    if (name === names.credit) return credit;
    if (name === names.entry && entryEmpty) return "";
    return name === names.state && emptySuspend ? "" : undefined;
  }

  /** @param {string} name @param {string} value @returns {Outcome} */
  #set(name, value) {
    const { profile, mode } = this.#setup;
    const { refuseElement, refuseCode, cutSuspend } = this.faults;
    if (isMeant(refuseElement, name)) return failed(refuseCode || (this.#model.failed.set ?? 0));
    const outcome = profile.model === "bag" ? DONE : this.#data.write(name, value);
    if (outcome.error !== 0) return outcome;
    const isCut = name === this.#model.names.state && cutSuspend >= 0;
    if (isCut) this.#data.put(name, value.slice(0, cutSuspend));
    else if (profile.model === "bag") this.#data.put(name, value);
    this.#saving.unsaved.add(name);
    if (mode === "each") this.#saving.pump();
    return DONE;
  }
}
