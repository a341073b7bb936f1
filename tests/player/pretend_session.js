// A session with the pretend LMS's run-time, and a server's memory behind it: what the tests of it stand on.

import assert from "node:assert/strict";
import { faultsWith, profileNamed } from "../../src/ihrp_course/preview/lms/profiles.js";
import { Runtime } from "../../src/ihrp_course/preview/lms/runtime.js";

/** @import { Faults, Payload, Profile, Standard, Start } from "../../src/ihrp_course/preview/lms/types.js" */

/** @typedef {"Initialize"|"Terminate"|"GetValue"|"SetValue"|"Commit"|"GetLastError"|"GetErrorString"|"GetDiagnostic"} Name */

/** What a server keeps, in memory: one learner in one activity. */
export class Store {
  /** @type {Start["stored"]} */
  stored = { values: {}, attempt: 0, grade: null };
  sessions = 0;
  /** @type {Payload[]} */
  payloads = [];
  isGone = false;
  /** Sendings that wait for their answer, when it is not given at once. @type {(() => void)[]|null} */
  waiting = null;

  /** @param {Payload} payload */
  keep(payload) {
    this.payloads.push(payload);
    if (this.isGone) return false;
    const { values, attempt, grade } = payload;
    const old = attempt === this.stored.attempt ? this.stored.values : {};
    this.stored = { values: { ...old, ...values }, attempt, grade };
    return true;
  }

  /** @param {Payload} payload @param {(isStored: boolean) => void} done */
  send = (payload, done) => {
    if (!this.waiting) return this.keep(payload);
    this.waiting.push(() => done(this.keep(payload)));
    return null;
  };
}

const OLD_NAMES = { Terminate: "LMSFinish" };

/**
 * A session; started unless told otherwise.
 * @param {Standard} standard
 * @param {{profile?: string|Profile, faults?: Partial<Faults>, store?: Store, facts?: Record<string, string>,
 *   mode?: Profile["mode"], isStarted?: boolean}} [more]
 */
export function session(
  standard,
  { profile = "strict", faults = {}, store = new Store(), ...more } = {},
) {
  const host = typeof profile === "string" ? profileNamed(profile) : profile;
  let time = 0;
  const runtime = new Runtime({
    standard,
    profile: host,
    mode: more.mode ?? host.mode,
    faults: faultsWith(faults),
    start: {
      session: ++store.sessions,
      learner: { id: "jo", name: "Doe, Jo", number: 17 },
      facts: more.facts ?? {},
      stored: store.stored,
    },
    send: store.send,
    clock: () => time++,
  });
  /** @param {Name} name @param {...unknown} given */
  const call = (name, ...given) => {
    const old = name === "Terminate" ? OLD_NAMES[name] : `LMS${name}`;
    const run = runtime.api[standard === "scorm12" ? old : name];
    assert(typeof run === "function", name);
    return run(...given);
  };
  const error = () => Number(call("GetLastError"));
  /** @param {string} element @param {string} value */
  const set = (element, value) => call("SetValue", element, value);
  /** @param {string} element */
  const get = (element) => call("GetValue", element);
  if (more.isStarted !== false) call("Initialize", "");
  return { runtime, call, set, get, error, store };
}

export const BOTH = /** @type {Standard[]} */ (["scorm12", "scorm2004"]);
export const STATE = "cmi.suspend_data";
export const EXIT = { scorm12: "cmi.core.exit", scorm2004: "cmi.exit" };
export const ENTRY = { scorm12: "cmi.core.entry", scorm2004: "cmi.entry" };
