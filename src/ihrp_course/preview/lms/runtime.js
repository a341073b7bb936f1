// The API object that a package talks to: call order, access, values, indexes, and the record behind it.
// SCORM 1.2 RTE section 3.2; SCORM 2004 RTE section 3.1. Every call is logged with a sentence that explains it.

import { CHILDREN12, CHILDREN2004, MODEL12, MODEL2004 } from "./models.js";
import { feedback12, response } from "./values.js";

/** @import { HostProfile } from "./profiles.js" */

/** @typedef {{call: string, args: string[], result: unknown, error: number, at: number, plain: string}} LogEntry */

/**
 * Faults that can be switched on at any time.
 * @typedef {object} Faults
 * @property {boolean} [refuseInitialize]
 * @property {boolean} [throws]
 * @property {"undefined"|"boolean"|"empty"} [returns]
 * @property {number} [failCommits]  how many commits fail from now on
 * @property {string} [refuseElement]  SetValue of elements that begin so fails
 * @property {number} [cutSuspend]  suspend_data reads back cut to so many characters
 * @property {boolean} [sessionEnded]  every call fails
 */

/**
 * @typedef {object} Options
 * @property {"scorm12"|"scorm2004"} standard
 * @property {HostProfile} profile
 * @property {Record<string, string>} data  the record: elements and values
 * @property {(data: Record<string, string>, isFinal: boolean) => boolean} store  keeps the record; false: it was lost
 * @property {(element: string, value: string) => void} [sendOne]  for hosts that send each value
 * @property {() => number} [now]
 */

const NAMES = {
  scorm12: [
    "LMSInitialize",
    "LMSFinish",
    "LMSGetValue",
    "LMSSetValue",
    "LMSCommit",
    "LMSGetLastError",
    "LMSGetErrorString",
    "LMSGetDiagnostic",
  ],
  scorm2004: [
    "Initialize",
    "Terminate",
    "GetValue",
    "SetValue",
    "Commit",
    "GetLastError",
    "GetErrorString",
    "GetDiagnostic",
  ],
};

/** Error codes by what went wrong. */
const CODES = {
  scorm12: {
    ok: 0,
    general: 101,
    argument: 201,
    twice: 101,
    before: 301,
    after: 301,
    notImplemented: 401,
    undefinedElement: 201,
    keyword: 402,
    readOnly: 403,
    writeOnly: 404,
    type: 405,
    range: 405,
    dependency: 201,
    index: 201,
    repeated: 201,
    unset: 0,
    children: 202,
    count: 203,
  },
  scorm2004: {
    ok: 0,
    general: 101,
    argument: 201,
    twice: 103,
    before: 132,
    after: 133,
    notImplemented: 402,
    undefinedElement: 401,
    keyword: 404,
    readOnly: 404,
    writeOnly: 405,
    type: 406,
    range: 407,
    dependency: 408,
    index: 351,
    repeated: 351,
    unset: 403,
    children: 301,
    count: 301,
  },
};

/** @typedef {keyof typeof CODES.scorm12} Reason */

/** @type {Partial<Record<Reason, string>>} */
const PLAIN = {
  ok: "taken",
  general: "the host failed",
  argument: "an argument is wrong",
  twice: "the session runs already",
  before: "the session has not begun",
  after: "the session is over",
  notImplemented: "this host does not keep that element",
  undefinedElement: "there is no such element",
  keyword: "this word only tells about elements; it cannot be written",
  readOnly: "this element can only be read",
  writeOnly: "this element can only be written",
  type: "the value has not the form of this element",
  range: "the value is outside the range of this element",
  dependency: "another element has to be written first",
  index: "indexes may not skip",
  repeated: "an id may not be changed or used twice",
  unset: "nothing was written there yet",
  children: "this element has no children",
  count: "this element is no list",
};

/** One session of one learner with one package. */
export class Runtime {
  /** @type {LogEntry[]} */
  log = [];
  /** @type {Faults} */
  faults = {};
  /** @type {"before"|"running"|"after"} */
  phase = "before";
  /** @type {Record<string, string>} */
  data;
  /** What reads see; runs behind `data` on hosts that send each value. @type {Record<string, string>} */
  seen;
  #error = 0;
  #isNew;
  /** @type {Options} */
  #options;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
    this.data = { ...options.data };
    this.seen = { ...options.data };
    this.#isNew = options.standard === "scorm2004";
  }

  /** The object that a package finds as `API` or `API_1484_11`. @returns {Record<string, (...args: unknown[]) => unknown>} */
  get api() {
    const [begin, end, get, set, commit, error, text, diagnostic] =
      /** @type {[string, string, string, string, string, string, string, string]} */ (
        NAMES[this.#options.standard]
      );
    return {
      [begin]: (...args) => this.#run(begin, args, () => this.#begin(args)),
      [end]: (...args) => this.#run(end, args, () => this.#end(args)),
      [get]: (...args) => this.#run(get, args, () => this.#get(args)),
      [set]: (...args) => this.#run(set, args, () => this.#set(args)),
      [commit]: (...args) => this.#run(commit, args, () => this.#commit(args)),
      [error]: () => (this.#options.profile.alwaysTrue ? "0" : String(this.#error)),
      [text]: (code) => (String(code) === "0" ? "No error" : `Error ${code}`),
      [diagnostic]: (code) => `Diagnostic of ${code}`,
    };
  }

  /** @param {string} call @param {unknown[]} args @param {() => [Reason, string]} action */
  #run(call, args, action) {
    if (this.faults.throws) {
      this.#note(call, args, "thrown", 101, "the host threw");
      throw new Error("the host is broken");
    }
    const [reason, value] = this.faults.sessionEnded
      ? /** @type {[Reason, string]} */ (["general", ""])
      : action();
    const codes = CODES[this.#options.standard];
    this.#error = this.#codeOf(call, reason, codes);
    const isGet = call.endsWith("GetValue");
    let result = isGet ? value : String(reason === "ok");
    if (this.#options.profile.alwaysTrue && call.endsWith("SetValue")) result = "true";
    const shown = this.#disguise(result, isGet);
    this.#note(call, args, shown, this.#error, PLAIN[reason] ?? reason);
    return shown;
  }

  /** SCORM 2004 tells apart which call came too early or too late. @param {string} call @param {Reason} reason @param {Record<Reason, number>} codes */
  #codeOf(call, reason, codes) {
    if (!this.#isNew || (reason !== "before" && reason !== "after")) return codes[reason];
    const base = { Terminate: 112, GetValue: 122, SetValue: 132, Commit: 142 }[call] ?? 0;
    if (call === "Initialize") return reason === "after" ? 104 : 103;
    return reason === "before" ? base : base + 1;
  }

  /** @param {string} result @param {boolean} isGet */
  #disguise(result, isGet) {
    if (this.faults.returns === "undefined" && !isGet) return undefined;
    if (this.faults.returns === "boolean" && !isGet) return result === "true";
    if (this.faults.returns === "empty") return "";
    return result;
  }

  /** @param {string} call @param {unknown[]} args @param {unknown} result @param {number} error @param {string} plain */
  #note(call, args, result, error, plain) {
    const at = this.#options.now ? this.#options.now() : 0;
    this.log.push({ call, args: args.map(String), result, error, at, plain });
  }

  /** @param {unknown[]} args @returns {[Reason, string]} */
  #begin(args) {
    if (args.length !== 1 || args[0] !== "") return ["argument", ""];
    if (this.phase !== "before") {
      return [this.phase === "running" ? "twice" : this.#isNew ? "after" : "twice", ""];
    }
    if (this.faults.refuseInitialize) return ["general", ""];
    this.phase = "running";
    return ["ok", ""];
  }

  /** @param {unknown[]} args @returns {[Reason, string]} */
  #end(args) {
    if (args.length !== 1 || args[0] !== "") return ["argument", ""];
    if (this.phase !== "running") return [this.phase, ""];
    this.#settle();
    this.phase = "after";
    return this.#options.store(this.data, true) ? ["ok", ""] : ["general", ""];
  }

  /** What Moodle does at LMSFinish: mastery decides the status; what was never begun counts as completed. */
  #settle() {
    if (this.#isNew) return;
    const { profile } = this.#options;
    const mastery = this.data["cmi.student_data.mastery_score"] ?? "";
    const raw = this.data["cmi.core.score.raw"] ?? "";
    const status = this.data["cmi.core.lesson_status"] ?? "not attempted";
    if (profile.completesUntouched && status === "not attempted") {
      this.data["cmi.core.lesson_status"] = "completed";
    }
    if (profile.override && mastery && raw && this.data["cmi.core.credit"] !== "no-credit") {
      this.data["cmi.core.lesson_status"] = Number(raw) >= Number(mastery) ? "passed" : "failed";
    }
  }

  /** @param {unknown[]} args @returns {[Reason, string]} */
  #commit(args) {
    if (args.length !== 1 || args[0] !== "") return ["argument", ""];
    if (this.phase !== "running") return [this.phase, ""];
    if (this.faults.failCommits) {
      this.faults.failCommits -= 1;
      return ["general", ""];
    }
    return this.#options.store(this.data, false) ? ["ok", ""] : ["general", ""];
  }

  // --- reading and writing ------------------------------------------------------------------------

  /** @param {string} element @returns {{pattern: string, indexes: number[]}} */
  #place(element) {
    /** @type {number[]} */
    const indexes = [];
    const pattern = element.replace(/\.(\d+)(?=\.|$)/g, (_, index) => {
      indexes.push(Number(index));
      return ".n";
    });
    return { pattern, indexes };
  }

  /** How many entries a list has. @param {string} stem */
  #count(stem) {
    const start = `${stem}.`;
    let count = 0;
    for (const element of Object.keys(this.data)) {
      if (!element.startsWith(start)) continue;
      const index = Number(element.slice(start.length).split(".")[0]);
      if (index >= count) count = index + 1;
    }
    return count;
  }

  /** @param {unknown[]} args @returns {[Reason, string]} */
  #get(args) {
    if (this.phase !== "running") return [this.phase, ""];
    const element = String(args[0] ?? "");
    if (args.length !== 1 || !element) return [this.#isNew ? "count" : "argument", ""];
    const { profile } = this.#options;
    if (profile.emptyReads?.test(element)) return ["ok", ""];
    const { pattern, indexes } = this.#place(element);
    const special = this.#special(pattern, element);
    if (special) return special;
    const row = (this.#isNew ? MODEL2004 : MODEL12)[pattern];
    if (!row) return [profile.alwaysTrue ? "ok" : this.#unknown(element), ""];
    if (row.access === "w" && !profile.alwaysTrue) return ["writeOnly", ""];
    if (indexes.length && this.#isBeyond(element, indexes)) {
      return [this.#isNew ? "count" : "index", ""];
    }
    const value = this.seen[element];
    if (value === undefined) {
      return this.#isNew && !this.#isQuiet(pattern) ? ["unset", ""] : ["ok", ""];
    }
    if (pattern === "cmi.suspend_data" && this.faults.cutSuspend !== undefined) {
      return ["ok", value.slice(0, this.faults.cutSuspend)];
    }
    return ["ok", value];
  }

  /** Elements of SCORM 2004 that read as empty, or have a first value, before anything was written. @param {string} pattern */
  #isQuiet(pattern) {
    return this.#options.profile.alwaysTrue || /^adl\.|entry$|mode$|credit$/.test(pattern);
  }

  /** @param {string} pattern @param {string} element @returns {[Reason, string]|null} */
  #special(pattern, element) {
    const stem = pattern.replace(/\._(children|count)$/, "");
    if (pattern.endsWith("._children")) {
      const children = (this.#isNew ? CHILDREN2004 : CHILDREN12)[stem];
      return children ? ["ok", children] : ["children", ""];
    }
    if (pattern.endsWith("._count")) {
      const model = this.#isNew ? MODEL2004 : MODEL12;
      const isList = Object.keys(model).some((name) => name.startsWith(`${stem}.n.`));
      return isList ? ["ok", String(this.#count(element.replace(/\._count$/, "")))] : ["count", ""];
    }
    return null;
  }

  /** @param {string} element @returns {Reason} */
  #unknown(element) {
    if (this.#isNew) return "undefinedElement";
    return /^cmi\.(core|objectives|interactions|student_data|student_preference|suspend_data)\b/
        .test(element)
      ? "undefinedElement"
      : "notImplemented";
  }

  /** Whether an index lies behind the entries there are. @param {string} element @param {number[]} indexes */
  #isBeyond(element, indexes) {
    let stem = "";
    let at = 0;
    for (const part of element.split(".")) {
      if (/^\d+$/.test(part)) {
        if ((indexes[at++] ?? 0) >= this.#count(stem)) return true;
      }
      stem = stem ? `${stem}.${part}` : part;
    }
    return false;
  }

  /** @param {unknown[]} args @returns {[Reason, string]} */
  #set(args) {
    if (this.phase !== "running") return [this.phase, ""];
    const element = String(args[0] ?? "");
    if (args.length !== 2 || !element) return [this.#isNew ? "index" : "argument", ""];
    if (this.faults.refuseElement && element.startsWith(this.faults.refuseElement)) {
      return ["general", ""];
    }
    const value = String(args[1]);
    const reason = this.#judge(element, value, typeof args[1] === "string");
    if (reason !== "ok" && !this.#options.profile.alwaysTrue) return [reason, ""];
    if (reason === "ok" || !["undefinedElement", "readOnly"].includes(reason)) {
      this.#keep(element, value);
    }
    return [reason, ""];
  }

  /** @param {string} element @param {string} value @param {boolean} isText @returns {Reason} */
  #judge(element, value, isText) {
    const { profile, standard } = this.#options;
    const { pattern, indexes } = this.#place(element);
    if (/\._(children|count|version)$/.test(pattern)) return "keyword";
    const row = (this.#isNew ? MODEL2004 : MODEL12)[pattern];
    if (!row) return this.#unknown(element);
    if (row.access === "r") return "readOnly";
    if (this.#skips(element, indexes)) return "index";
    if (this.#isNew && (row.needs ?? []).some((name) => !this.#has(element, name))) {
      return "dependency";
    }
    if (this.#isNew && pattern.endsWith(".n.id") && this.#repeats(element, value)) {
      return "repeated";
    }
    if (!isText && profile.official) return "type";
    if (!profile.official && !profile.moodle) return "ok";
    const verdict = row.check(value, profile) || this.#checkResponse(element, pattern, value);
    if (
      verdict === "" && pattern === "cmi.suspend_data" && standard === "scorm12" &&
      value.length > profile.suspend12
    ) return "type";
    return verdict === "" ? "ok" : verdict;
  }

  /** A response has the form of its interaction's type. @param {string} element @param {string} pattern @param {string} value */
  #checkResponse(element, pattern, value) {
    const stem = element.split(".").slice(0, 3).join(".");
    const type = this.data[`${stem}.type`] ?? "";
    const isPattern = pattern.endsWith(".pattern");
    if (!isPattern && !/\.(learner|student)_response$/.test(pattern)) return "";
    if (this.#isNew) return response(value, this.#options.profile, type, isPattern);
    return type ? feedback12(value, type) : "";
  }

  /** @param {string} element @param {string} name */
  #has(element, name) {
    return this.data[`${element.split(".").slice(0, 3).join(".")}.${name}`] !== undefined;
  }

  /** An id may not change, nor be used by two objectives. @param {string} element @param {string} value */
  #repeats(element, value) {
    const held = this.data[element];
    if (held !== undefined && held !== value) return element.startsWith("cmi.objectives.");
    if (!/^cmi\.objectives\.\d+\.id$/.test(element)) return false;
    return Object.entries(this.data).some(([other, id]) =>
      other !== element && /^cmi\.objectives\.\d+\.id$/.test(other) && id === value
    );
  }

  /** @param {string} element @param {number[]} indexes */
  #skips(element, indexes) {
    let stem = "";
    let at = 0;
    for (const part of element.split(".")) {
      if (/^\d+$/.test(part) && (indexes[at++] ?? 0) > this.#count(stem)) return true;
      stem = stem ? `${stem}.${part}` : part;
    }
    return false;
  }

  /** @param {string} element @param {string} value */
  #keep(element, value) {
    this.data[element] = element === "cmi.comments" ? (this.data[element] ?? "") + value : value;
    if (this.#options.sendOne && this.#options.profile.sendsEach) {
      this.#options.sendOne(element, value);
    } else this.seen[element] = this.data[element];
  }
}
