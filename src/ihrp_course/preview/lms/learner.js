// What an LMS does with a record between two launches: entry, times, what is kept, what is shown.

/** @import { HostProfile } from "./profiles.js" */

/**
 * What a launch is told beside the record.
 * @typedef {object} Launch
 * @property {"scorm12"|"scorm2004"} standard
 * @property {HostProfile} profile
 * @property {string} learner
 * @property {string} [mode]  normal, browse, review or ""
 * @property {string} [credit]  credit, no-credit or ""
 * @property {string} [status]  a status that the LMS holds already
 * @property {boolean} [entryEmpty]
 * @property {boolean} [emptySuspend]
 * @property {string} [mastery]  mastery score of the manifest (SCORM 1.2)
 */

/** Seconds of a SCORM 1.2 time span or a SCORM 2004 interval. @param {string} text */
export function secondsOf(text) {
  const old = /^(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (old) return Number(old[1]) * 3600 + Number(old[2]) * 60 + Number(old[3]);
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!found) return 0;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * 86400 + (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
}

/** @param {number} seconds @param {"scorm12"|"scorm2004"} standard */
function spell(seconds, standard) {
  if (standard === "scorm2004") return `PT${Math.round(seconds * 100) / 100}S`;
  const whole = Math.floor(seconds);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const cents = two(Math.round((seconds - whole) * 100) % 100);
  return `${String(Math.floor(whole / 3600)).padStart(4, "0")}:${
    two(Math.floor(whole / 60) % 60)
  }:${two(whole % 60)}.${cents}`;
}

/**
 * The data model as a package finds it at launch, from what was stored last.
 * @param {Record<string, string>} stored
 * @param {Launch} launch
 * @returns {Record<string, string>}
 */
export function openRecord(stored, launch) {
  const isNew = launch.standard === "scorm2004";
  const exit = stored[isNew ? "cmi.exit" : "cmi.core.exit"] ?? "";
  const isFirst = Object.keys(stored).length === 0;
  const isKept = exit === "suspend" || (!isNew && launch.profile.restores12 === "always");
  const spent = secondsOf(stored[isNew ? "cmi.total_time" : "cmi.core.total_time"] ?? "") +
    secondsOf(stored[isNew ? "cmi.session_time" : "cmi.core.session_time"] ?? "");
  const data = isKept ? { ...stored } : isNew ? {} : lasting(stored);
  delete data["cmi.exit"];
  delete data["cmi.core.exit"];
  delete data["cmi.session_time"];
  delete data["cmi.core.session_time"];
  const entry = launch.entryEmpty
    ? ""
    : isFirst
    ? "ab-initio"
    : exit === "suspend"
    ? "resume"
    : isNew
    ? "ab-initio"
    : "";
  if (launch.emptySuspend) data["cmi.suspend_data"] = "";
  return {
    ...data,
    ...(isNew ? newFacts(data, launch, entry, spent) : oldFacts(data, launch, entry, spent)),
  };
}

/** What SCORM 1.2 hosts keep even when the attempt was not suspended. @param {Record<string, string>} stored */
function lasting(stored) {
  const names = /^cmi\.(core\.(lesson_status|score\.)|interactions\.|objectives\.)/;
  return Object.fromEntries(Object.entries(stored).filter(([name]) => names.test(name)));
}

/** @param {Record<string, string>} data @param {Launch} launch @param {string} entry @param {number} spent */
function oldFacts(data, launch, entry, spent) {
  return {
    "cmi.core.student_id": launch.profile.numericId ? "17" : launch.learner,
    "cmi.core.student_name": "Doe, Jo",
    "cmi.core.credit": launch.credit ?? "credit",
    "cmi.core.lesson_mode": launch.mode ?? "normal",
    "cmi.core.entry": entry,
    "cmi.core.total_time": spell(spent, "scorm12"),
    "cmi.core.lesson_status": data["cmi.core.lesson_status"] ?? launch.status ?? "not attempted",
    "cmi.core.lesson_location": data["cmi.core.lesson_location"] ?? "",
    "cmi.core.score.raw": data["cmi.core.score.raw"] ?? "",
    "cmi.suspend_data": data["cmi.suspend_data"] ?? "",
    "cmi.launch_data": "",
    ...(launch.mastery ? { "cmi.student_data.mastery_score": launch.mastery } : {}),
  };
}

/** @param {Record<string, string>} data @param {Launch} launch @param {string} entry @param {number} spent */
function newFacts(data, launch, entry, spent) {
  const status = launch.status ?? "";
  const isSuccess = status === "passed" || status === "failed";
  return {
    "cmi._version": "1.0",
    "cmi.learner_id": launch.profile.numericId ? "17" : launch.learner,
    "cmi.learner_name": "Doe, Jo",
    "cmi.credit": launch.credit ?? "credit",
    "cmi.mode": launch.mode ?? "normal",
    "cmi.entry": entry,
    "cmi.total_time": spell(spent, "scorm2004"),
    "cmi.completion_status": data["cmi.completion_status"] ?? (status ? "completed" : "unknown"),
    "cmi.success_status": data["cmi.success_status"] ?? (isSuccess ? status : "unknown"),
    "cmi.launch_data": "",
  };
}
