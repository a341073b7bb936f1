// No LMS: nothing is told to anybody, and the record keeps itself on the device.

/** @import { Environment, Lms, LmsStart, Profile } from "../types.js" */

/** What the record hears when no LMS is there. @returns {LmsStart} */
export function absent() {
  return {
    found: false,
    entry: "fresh",
    state: "",
    writable: true,
    credit: true,
    held: { completion: "not attempted", success: "unknown", merged: "incomplete", score: null },
    learnerId: "",
  };
}

/** @param {Environment} _environment @param {Profile} _profile @returns {Lms} */
export function open(_environment, _profile) {
  return {
    standard: "none",
    start: () => Promise.resolve(absent()),
    write() {},
    report: (_interaction, index) => index,
    objective() {},
    commit: () => false,
    finish() {},
    ended: () => false,
    learnerName: () => "",
    trace: () => ["opened without an LMS"],
  };
}
