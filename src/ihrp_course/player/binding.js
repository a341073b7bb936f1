// The LMS binding of a package. The linker puts the one that the package's standard needs in this place.

import { open } from "./lms/scorm12.js";

/** @import { Environment, Lms, Profile } from "./types.js" */

/** @param {Environment} environment @param {Profile} profile @returns {Lms} */
export function openLms(environment, profile) {
  return open(environment, profile);
}
