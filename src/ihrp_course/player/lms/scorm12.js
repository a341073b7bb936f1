// SCORM 1.2: our facts in the words of its data model (SCORM Run-Time Environment 1.2, §3.4).

/** @import { Answer, Environment, Held, InteractionRecord, Lms, LmsFacts, LmsStart, Pattern, Profile } from "../types.js" */
/** @import { Fields } from "./session.js" */
import { absent } from "./absent.js";
import { clockParts, oneLine, padded, real, scoreIn } from "./format.js";
import { Objectives } from "./objectives.js";
import { Session } from "./session.js";

const WORDS_12 = {
  api: "API",
  initialize: "LMSInitialize",
  finish: "LMSFinish",
  get: "LMSGetValue",
  set: "LMSSetValue",
  commit: "LMSCommit",
  error: "LMSGetLastError",
  probe: "cmi.core.credit",
  refused: [201, 401, 402, 403, 405],
  gap: 201,
  over: [301],
};

const CMI_STRING = 255;

/** By first letter, since some LMSs still send AICC's short forms. @type {Record<string, Held["merged"]>} */
const STATUS_WORDS = { p: "passed", c: "completed", f: "failed", i: "incomplete" };

/** Types that SCORM 1.2 does not know. @type {Record<string, string>} */
const TYPES_12 = { "long-fill-in": "fill-in", other: "fill-in" };

/** @param {number} seconds @param {number} digits of the hours */
function timespan(seconds, digits) {
  const parts = clockParts(seconds);
  const hours = padded(Math.min(parts.hours, 9999), digits);
  const rest = [parts.minutes, parts.seconds].map((part) => padded(part, 2)).join(":");
  return `${hours}:${rest}.${padded(parts.hundredths, 2)}`;
}

/** @param {number} milliseconds since 1970 */
function clockTime(milliseconds) {
  const time = new Date(milliseconds);
  return timespan(time.getHours() * 3600 + time.getMinutes() * 60 + time.getSeconds(), 2);
}

/** Single characters, comma-joined; "" when nothing can be said. @param {Answer | Pattern} answer */
function feedback12(answer) {
  if ("boolean" in answer) return answer.boolean ? "t" : "f";
  if ("codes" in answer) return answer.codes.join(",");
  if ("pairs" in answer) return answer.pairs.map((pair) => pair.join(".")).join(",");
  if ("texts" in answer) return oneLine(answer.texts.join(", "), CMI_STRING);
  if ("steps" in answer) return answer.steps.map((step) => step.join(".")).join(",");
  // A decimal can't say a range: its middle.
  return real("range" in answer ? (answer.range[0] + answer.range[1]) / 2 : answer.number);
}

/** @param {InteractionRecord} interaction @param {number} now @returns {Fields} */
function fields12(interaction, now) {
  const { id, type, objective, answer, patterns, correct } = interaction;
  const pattern = patterns[0] ? feedback12(patterns[0]) : "";
  const response = answer ? feedback12(answer) : "";
  /** @type {[string, string | null][]} */
  const fields = [
    ["id", id.slice(0, CMI_STRING)],
    ["type", TYPES_12[type] ?? type],
    ["time", clockTime(now)],
    ["objectives.0.id", objective],
    ["correct_responses.0.pattern", pattern.length > CMI_STRING ? null : pattern],
    ["student_response", response.length > CMI_STRING ? null : response],
    ["result", correct === null ? "neutral" : correct ? "correct" : "wrong"],
    ["weighting", real(interaction.weighting)],
    ["latency", timespan(interaction.seconds, 2)],
  ];
  return fields.flatMap(([name, value]) => value ? [[name, value]] : []);
}

/** @param {Session} session @returns {LmsStart} */
function read12(session) {
  const mode = session.get("cmi.core.lesson_mode").toLowerCase();
  const credit = session.get("cmi.core.credit").toLowerCase();
  const word = session.get("cmi.core.lesson_status").toLowerCase();
  const merged = STATUS_WORDS[word[0] ?? ""];
  const state = session.get("cmi.suspend_data");
  const isGraded = merged === "passed" || merged === "failed" || merged === "completed";
  const score = isGraded ? scoreIn(session.get("cmi.core.score.raw"), 100) : null;
  const entry = merged || state ? "" : session.get("cmi.core.entry");
  const learnerId = session.get("cmi.core.student_id");
  const saysNothing = !(mode + credit + word + state + entry + learnerId);
  if (merged) session.holds("cmi.core.lesson_status", merged);
  if (score !== null) session.holds("cmi.core.score.raw", real(score * 100));
  return {
    found: true,
    entry: /^ab/i.test(entry) ? "fresh" : "resumed",
    state,
    writable: !/^[rb]/.test(mode),
    credit: !/^n/.test(credit),
    held: {
      completion: merged === "completed" ? "completed" : merged ? "incomplete" : "not attempted",
      success: merged === "passed" || merged === "failed" ? merged : "unknown",
      merged: merged ?? "incomplete",
      score,
    },
    learnerId,
    silent: saysNothing && !session.echoes("cmi.core.lesson_location", "_start"),
  };
}

/** @param {Session} session @param {LmsFacts} facts @param {Profile["statuses"]} words */
function write12(session, { status, state, location, sessionSeconds }, words) {
  if (status) {
    if (status.score !== null) {
      session.put("cmi.core.score.min", "0");
      session.put("cmi.core.score.max", "100");
      session.put("cmi.core.score.raw", real(status.score * 100));
    }
    session.put("cmi.core.lesson_status", words?.[status.merged] ?? status.merged);
  }
  if (state !== undefined) session.put("cmi.suspend_data", state);
  if (location !== undefined) {
    session.put("cmi.core.lesson_location", location.slice(0, CMI_STRING));
  }
  if (sessionSeconds !== undefined) {
    session.put("cmi.core.session_time", timespan(sessionSeconds, 4));
  }
}

/** @param {Environment} environment @param {Profile} profile @returns {Lms} */
export function open(environment, profile) {
  const session = new Session(environment, WORDS_12);
  const objectives = new Objectives(session, {
    status: (isPassed) => [["status", isPassed ? "passed" : "failed"]],
    hasScaled: false,
  });
  let isFinal = false;
  return {
    standard: "scorm12",
    async start() {
      if (!await session.open()) return absent();
      const found = read12(session);
      if (found.writable) session.set("cmi.core.exit", "suspend");
      return found;
    },
    write(facts) {
      isFinal = facts.final ?? isFinal;
      write12(session, facts, profile.statuses);
    },
    report: (interaction, index) =>
      profile.interactions
        ? session.report(fields12(interaction, environment.clock()), index)
        : index,
    objective: (objective) => objectives.write(objective),
    commit: () => session.commit(),
    finish() {
      // SCORM 1.2 has no word for a normal end: it is empty.
      if (isFinal && profile.finalExit === "normal") session.put("cmi.core.exit", "");
      session.commit();
      session.finish();
    },
    ended: () => session.isOver,
    learnerName: () => session.get("cmi.core.student_name"),
    trace: () => session.lines,
  };
}
