// SCORM 2004: our facts in the words of its data model (SCORM Run-Time Environment 2004, §4.2).

/** @import { Answer, Environment, Held, InteractionRecord, Lms, LmsFacts, LmsStart, Pattern, Profile } from "../types.js" */
/** @import { Fields } from "./session.js" */
import { absent } from "./absent.js";
import { clockParts, oneLine, padded, real, scoreIn } from "./format.js";
import { Objectives } from "./objectives.js";
import { Session } from "./session.js";

const WORDS_2004 = {
  api: "API_1484_11",
  initialize: "Initialize",
  finish: "Terminate",
  get: "GetValue",
  set: "SetValue",
  commit: "Commit",
  error: "GetLastError",
  probe: "cmi.credit",
  refused: [401, 402, 404, 406, 407, 408],
  gap: 351,
  over: [112, 113, 122, 123, 132, 133, 142, 143],
};

const DESCRIPTION = 250;
const FILL_IN = 250;
const LOCATION = 1000;
/** The three brackets that divide a response may not stand in a learner's text. */
const DELIMITER = /\[([,.:])\]/g;

/** A time interval with at most two decimals. @param {number} seconds */
function interval(seconds) {
  const parts = clockParts(seconds);
  const whole = parts.hours * 3600 + parts.minutes * 60 + parts.seconds;
  return `PT${whole}${parts.hundredths ? `.${padded(parts.hundredths, 2)}` : ""}S`;
}

/** Local time without a zone: one is legal only behind a fraction, and not everywhere. @param {number} milliseconds since 1970 */
function timestamp(milliseconds) {
  const time = new Date(milliseconds);
  const day = [time.getFullYear(), padded(time.getMonth() + 1, 2), padded(time.getDate(), 2)].join(
    "-",
  );
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) =>
    padded(part, 2)
  );
  return `${day}T${clock.join(":")}`;
}

/** @param {string} text */
function fillIn(text) {
  return oneLine(text.replace(DELIMITER, "($1)").replace(/^\{/, "("), FILL_IN);
}

/** @param {Answer|Pattern} answer @param {boolean} isPattern */
function response2004(answer, isPattern) {
  if ("boolean" in answer) return String(answer.boolean);
  if ("codes" in answer) return answer.codes.join("[,]");
  if ("pairs" in answer) return answer.pairs.map((pair) => pair.join("[.]")).join("[,]");
  if ("steps" in answer) return answer.steps.map((step) => step.join("[.]")).join("[,]");
  if ("texts" in answer) return answer.texts.map(fillIn).join("[,]");
  if ("range" in answer) return answer.range.map(real).join("[:]");
  return isPattern ? `${real(answer.number)}[:]${real(answer.number)}` : real(answer.number);
}

/** @param {InteractionRecord} interaction @param {number} now @returns {Fields} */
function fields2004(interaction, now) {
  const { id, type, objective, answer, patterns, correct } = interaction;
  const description = oneLine(interaction.description, DESCRIPTION);
  /** @type {[string, string | null][]} */
  const fields = [
    ["id", id],
    ["type", type],
    ["timestamp", timestamp(now)],
    ["objectives.0.id", objective],
    ["correct_responses.0.pattern", patterns[0] ? response2004(patterns[0], true) : null],
    ["learner_response", answer ? response2004(answer, false) : null],
    ["result", correct === null ? "neutral" : correct ? "correct" : "incorrect"],
    ["weighting", real(interaction.weighting)],
    ["latency", interval(interaction.seconds)],
    ["description", description.startsWith("{") ? null : description],
  ];
  return fields.flatMap(([name, value]) => value ? [[name, value]] : []);
}

/** @param {string} completion @param {string} success @returns {Held["merged"]} */
function mergedOf(completion, success) {
  if (success === "passed" || success === "failed") return success;
  return completion === "completed" ? "completed" : "incomplete";
}

/** @param {Session} session @returns {LmsStart} */
function read2004(session) {
  const mode = session.get("cmi.mode").toLowerCase();
  const credit = session.get("cmi.credit").toLowerCase();
  const completed = session.get("cmi.completion_status").toLowerCase();
  const succeeded = session.get("cmi.success_status").toLowerCase();
  const entry = session.get("cmi.entry").toLowerCase();
  // A first entry holds nothing, and reading what was never written is an error (403).
  const isFirst = /^ab/.test(entry) && /^(unknown|not attempted)$/.test(completed);
  const state = isFirst ? "" : session.get("cmi.suspend_data");
  const completion = completed === "completed" || completed === "incomplete"
    ? completed
    : "not attempted";
  const success = succeeded === "passed" || succeeded === "failed" ? succeeded : "unknown";
  const score = success === "unknown" ? null : scoreIn(session.get("cmi.score.scaled"), 1);
  const isFresh = isFirst && !state;
  const learnerId = session.get("cmi.learner_id");
  const saysNothing = !(mode + credit + completed + succeeded + entry + state + learnerId);
  if (completion !== "not attempted") session.holds("cmi.completion_status", completion);
  if (success !== "unknown") session.holds("cmi.success_status", success);
  return {
    found: true,
    entry: isFresh ? "fresh" : "resumed",
    state,
    writable: !/^[rb]/.test(mode),
    credit: !/^n/.test(credit),
    held: { completion, success, merged: mergedOf(completion, success), score },
    learnerId,
    silent: saysNothing && !session.echoes("cmi.location", "_start"),
  };
}

/** @param {Session} session @param {LmsFacts} facts */
function write2004(session, { status, state, location, sessionSeconds }) {
  if (status) {
    if (status.score !== null) {
      session.put("cmi.score.min", "0");
      session.put("cmi.score.max", "100");
      session.put("cmi.score.raw", real(status.score * 100));
      session.put("cmi.score.scaled", real(status.score));
    }
    session.put(
      "cmi.progress_measure",
      real(status.completion === "completed" ? 1 : Math.min(status.progress, 0.9999)),
    );
    if (status.success !== "unknown") session.put("cmi.success_status", status.success);
    session.put("cmi.completion_status", status.completion);
  }
  if (state !== undefined) session.put("cmi.suspend_data", state);
  if (location !== undefined) session.put("cmi.location", location.slice(0, LOCATION));
  if (sessionSeconds !== undefined) session.put("cmi.session_time", interval(sessionSeconds));
}

/** @param {Environment} environment @param {Profile} profile @returns {Lms} */
export function open(environment, profile) {
  const session = new Session(environment, WORDS_2004);
  const objectives = new Objectives(session, {
    status: (isPassed) => [["success_status", isPassed ? "passed" : "failed"]],
    hasScaled: true,
  });
  let isFinal = false;
  return {
    standard: "scorm2004",
    async start() {
      if (!await session.open()) return absent();
      const found = read2004(session);
      if (found.writable) session.set("cmi.exit", "suspend");
      return found;
    },
    write(facts) {
      isFinal = facts.final ?? isFinal;
      write2004(session, facts);
    },
    report: (interaction, index) =>
      profile.interactions
        ? session.report(fields2004(interaction, environment.clock()), index)
        : index,
    objective: (objective) => objectives.write(objective),
    commit: () => session.commit(),
    finish() {
      if (isFinal && profile.finalExit === "normal") session.put("cmi.exit", "normal");
      session.commit();
      session.finish();
    },
    ended: () => session.isOver,
    learnerName: () => session.get("cmi.learner_name"),
    trace: () => session.lines,
  };
}
