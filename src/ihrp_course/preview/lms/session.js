// What an LMS does around the calls: what a session starts with, what the end makes of it, and the grade.
// SCORM 1.2 RTE §3.4.4 (entry, exit, mastery score); SCORM 2004 4th edition RTE §4.2.4, §4.2.8, §4.2.22.

/** @import { Facts, Faults, Model, Profile, Start } from "./types.js" */

const SPAN_12 = /^(\d+):(\d+):(\d+)(?:\.(\d+))?$/;
const SPAN_2004 = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/;
/** In seconds: years, months, days, hours, minutes, seconds. */
const LENGTHS = [31536000, 2592000, 86400, 3600, 60, 1];
const NO_TIME = { scorm12: "0000:00:00.00", scorm2004: "PT0H0M0S" };

/** Hundredths of a second. @param {string} span @param {boolean} centsAsWritten */
function hundredths(span, centsAsWritten) {
  const parts = SPAN_12.exec(span);
  if (parts) {
    const [, hours, minutes, seconds, fraction = "0"] = parts;
    const cents = centsAsWritten ? Number(fraction) : Number(fraction.padEnd(2, "0"));
    return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 100 + cents;
  }
  const [, ...numbers] = SPAN_2004.exec(span) ?? [];
  const seconds = numbers.map((number, index) => Number(number ?? 0) * (LENGTHS[index] ?? 0));
  return Math.round(seconds.reduce((sum, each) => sum + each, 0) * 100);
}

/**
 * Both times together, in the standard's own form.
 * @param {Model} model
 * @param {string} total
 * @param {string} session  "" for none
 * @param {boolean} centsAsWritten  Moodle adds ".5" as five hundredths
 */
export function addTime(model, total, session, centsAsWritten = false) {
  const sum = hundredths(total, false) + (session ? hundredths(session, centsAsWritten) : 0);
  const hours = Math.floor(sum / 360000);
  const minutes = Math.floor(sum / 6000) % 60;
  const seconds = (sum % 6000) / 100;
  if (model.standard === "scorm2004") return `PT${hours}H${minutes}M${seconds}S`;
  const clock = [String(hours).padStart(4, "0"), String(minutes).padStart(2, "0")];
  return `${clock.join(":")}:${seconds.toFixed(2).padStart(5, "0")}`;
}

/**
 * Values of a new session, and the session in which their attempt began.
 * @param {Model} model
 * @param {Profile} profile
 * @param {Start} start
 * @param {Faults} faults
 */
export function begin(model, profile, { session, learner, facts, stored }, faults) {
  const { names, standard } = model;
  const isSuspended = stored.values[names.exit] === "suspend";
  const isBack = stored.attempt > 0 && (profile.restores[standard] === "always" || isSuspended);
  const { [names.exit]: _exit, [names.sessionTime]: _time, ...kept } = stored.values;
  /** @type {Record<string, string>} */
  const values = {
    [names.totalTime]: NO_TIME[standard],
    ...factsFor(model, facts),
    ...(isBack ? kept : {}),
    ...(faults.mastery ? factsFor(model, { masteryScore: faults.mastery }) : {}),
    ...names.held[faults.status],
    [names.learnerId]: profile.learnerId === "number" ? String(learner.number) : learner.id,
    [names.learnerName]: learner.name,
    [names.entry]: entry(profile.entry[standard], isBack, isSuspended),
  };
  return { values, attempt: isBack ? stored.attempt : session };
}

/** @param {"resume"|"exit"|"none"} rule @param {boolean} isBack @param {boolean} isSuspended */
function entry(rule, isBack, isSuspended) {
  if (rule === "none") return "";
  if (!isBack) return "ab-initio";
  return rule === "resume" || isSuspended ? "resume" : "";
}

/** @param {Model} model @param {Facts} facts */
function factsFor(model, facts) {
  const pairs = Object.entries(model.names.facts).map(([name, fact]) => [name, facts[fact]]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/**
 * What thresholds of the manifest make of an element; undefined when they say nothing of it. With a pass mark, only
 * the scaled score decides the success; with a completion threshold, only the progress decides the completion.
 * @param {string} name
 * @param {ReadonlyMap<string, string>} values
 * @returns {string|undefined}
 */
export function derived(name, values) {
  const [mark, measure, above, below] = name === "cmi.success_status"
    ? ["cmi.scaled_passing_score", "cmi.score.scaled", "passed", "failed"]
    : ["cmi.completion_threshold", "cmi.progress_measure", "completed", "incomplete"];
  const least = values.get(mark ?? "");
  if (!/^cmi\.(success|completion)_status$/.test(name) || least === undefined) return undefined;
  const reached = values.get(measure ?? "");
  if (reached === undefined) return "unknown";
  return Number(reached) >= Number(least) ? above : below;
}

/**
 * What the LMS itself writes when the session ends.
 * @param {Model} model
 * @param {Profile} profile
 * @param {ReadonlyMap<string, string>} values
 * @param {Faults} faults
 * @returns {Record<string, string>}
 */
export function ending(model, profile, values, faults) {
  const doesCount = faults.mode === "normal" && faults.credit === "credit";
  if (model.standard === "scorm2004") return endingOf2004(profile, values, doesCount);
  const status = values.get("cmi.core.lesson_status") ?? "not attempted";
  const mark = values.get("cmi.student_data.mastery_score") ?? "";
  const raw = values.get("cmi.core.score.raw") ?? "";
  if (profile.mastery && doesCount && mark !== "" && raw !== "") {
    return { "cmi.core.lesson_status": Number(raw) >= Number(mark) ? "passed" : "failed" };
  }
  const isSilent = profile.silentIsCompleted && status === "not attempted";
  return isSilent ? { "cmi.core.lesson_status": "completed" } : {};
}

/** @param {Profile} profile @param {ReadonlyMap<string, string>} values @param {boolean} doesCount @returns {Record<string, string>} */
function endingOf2004({ thresholds }, values, doesCount) {
  const names = thresholds === "read" ? ["cmi.success_status", "cmi.completion_status"] : [];
  // Moodle replaces the completion only, and only when there is some progress.
  const isMoodles = thresholds === "finish" && doesCount && values.has("cmi.progress_measure");
  if (isMoodles) names.push("cmi.completion_status");
  const pairs = names.map((name) => [name, derived(name, values)]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/**
 * What stands in the gradebook, 0 to 1; null: nothing.
 * @param {Model} model
 * @param {Profile} profile
 * @param {ReadonlyMap<string, string>} values
 * @returns {number|null}
 */
export function gradeOf(model, { grade }, values) {
  const { raw, scaled } = model.names;
  const name = grade.from === "scaled" && scaled ? scaled : raw;
  const score = values.get(name) ?? "";
  const statuses = [...values].filter(([each]) => /^cmi\.[a-z_.]*status$/.test(each));
  const isFailed = statuses.some(([, value]) => value === "failed");
  const isSettled = statuses.some(([, value]) => /^(completed|passed|failed)$/.test(value));
  if (grade.when === "status" && !isSettled) return null;
  if (grade.failedIsZero && isFailed) return 0;
  if (score === "") return null;
  return name === scaled ? Number(score) : Number(score) / 100;
}
