// What a start looks like when no LMS was found.

/** @import { LmsStart } from "../types.js" */

/** @returns {LmsStart} */
export function absent() {
  return {
    found: false,
    entry: "fresh",
    state: "",
    writable: true,
    credit: true,
    held: { completion: "not attempted", success: "unknown", merged: "incomplete", score: null },
    learnerId: "",
    silent: false,
  };
}
