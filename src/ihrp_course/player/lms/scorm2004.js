// SCORM 2004, 3rd and 4th edition: our facts in the words of its data model (RTE §4.2).

/** @import { Answer, Environment, Held, InteractionRecord, Lms, LmsFacts, LmsStart, Pattern, Profile } from "../types.js" */
/** @import { Fields } from "./session.js" */
import { clockParts, oneLine, padded, real, scoreIn } from "./format.js";
import { absent } from "./none.js";
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

const SHORT_TEXT = 250;
const LONG_TEXT = 4000;
const LOCATION = 1000;

/** By first letter. @type {Record<string, Held["completion"]>} */
const COMPLETIONS = { c: "completed", i: "incomplete" };

/** @param {number} seconds */
function duration(seconds) {
  const parts = clockParts(seconds);
  const fraction = parts.hundredths ? `.${padded(parts.hundredths, 2)}` : "";
  return `PT${parts.hours}H${parts.minutes}M${parts.seconds}${fraction}S`;
}

/** With hundredths, since a zone is legal only behind a fraction; "" beyond 1970 to 2038. @param {number} milliseconds */
function timestamp(milliseconds) {
  const isTellable = milliseconds >= 0 && milliseconds < Date.UTC(2038, 0, 1);
  return isTellable ? `${new Date(milliseconds).toISOString().slice(0, 22)}Z` : "";
}

/** Text without what would be read as a delimiter; for these there is no escape. @param {string} text @param {number} limit */
function plain(text, limit) {
  return oneLine(text.replace(/\[([,.:])\]/g, "($1)").replace(/^\s*\{/, "("), limit);
}

/** "" when nothing can be said. @param {Answer | Pattern} answer @param {boolean} isPattern @param {number} limit */
function response2004(answer, isPattern, limit) {
  if ("boolean" in answer) return String(answer.boolean);
  if ("codes" in answer) return answer.codes.join("[,]");
  if ("pairs" in answer) return answer.pairs.map((pair) => pair.join("[.]")).join("[,]");
  if ("texts" in answer) {
    return answer.texts.slice(0, 10).map((text) => plain(text, limit)).join("[,]");
  }
  if ("range" in answer) return answer.range.map(real).join("[:]");
  return isPattern ? `${real(answer.number)}[:]${real(answer.number)}` : real(answer.number);
}

/** Type stands before response and patterns, or both are refused. @param {InteractionRecord} interaction @param {number} now @returns {Fields} */
function fields2004(interaction, now) {
  const { id, type, objective, answer, patterns, correct } = interaction;
  const limit = type === "fill-in" ? SHORT_TEXT : LONG_TEXT;
  /** @type {[string, string | null][]} */
  const fields = [
    ["id", id],
    ["type", type],
    ["timestamp", timestamp(now)],
    ["objectives.0.id", objective],
    ["correct_responses.0.pattern", patterns[0] ? response2004(patterns[0], true, limit) : ""],
    ["learner_response", answer ? response2004(answer, false, limit) : ""],
    ["result", correct === null ? "neutral" : correct ? "correct" : "incorrect"],
    ["weighting", real(interaction.weighting)],
    ["latency", duration(interaction.seconds)],
    ["description", plain(interaction.description, SHORT_TEXT)],
  ];
  return fields.flatMap(([name, value]) => value ? [[name, value]] : []);
}

/**
 * Elements without a value answer with an error, so what a new attempt can't have is not asked for.
 * @param {Session} session
 * @param {Profile} profile
 * @returns {LmsStart}
 */
function read2004(session, profile) {
  const mode = session.get("cmi.mode").toLowerCase();
  const credit = session.get("cmi.credit").toLowerCase();
  const completion = COMPLETIONS[session.get("cmi.completion_status").toLowerCase()[0] ?? ""];
  const word = session.get("cmi.success_status").toLowerCase();
  const success = /^p/.test(word) ? "passed" : /^f/.test(word) ? "failed" : "unknown";
  const isFresh = !completion && success === "unknown" && /^ab/i.test(session.get("cmi.entry"));
  const state = isFresh ? "" : session.get("cmi.suspend_data");
  const score = success === "unknown" ? null : scoreIn(session.get("cmi.score.scaled"), 1);
  if (completion) session.holds("cmi.completion_status", completion);
  if (success !== "unknown") session.holds("cmi.success_status", success);
  if (score !== null) putScore(score, (element, value) => session.holds(element, value));
  const learnerId = session.get("cmi.learner_id");
  // At the start of a resumed session there is room for this call, in an answer's there is not.
  if (isFresh) session.count = 0;
  else if (completion && profile.interactions) session.countInteractions();
  return {
    found: true,
    entry: isFresh ? "fresh" : "resumed",
    state,
    writable: !/^[rb]/.test(mode),
    credit: !/^n/.test(credit),
    held: { completion: completion ?? "not attempted", success, merged: "incomplete", score },
    learnerId,
  };
}

/** @param {number} score @param {(element: string, value: string) => void} put */
function putScore(score, put) {
  put("cmi.score.min", "0");
  put("cmi.score.max", "100");
  put("cmi.score.raw", real(score * 100));
  put("cmi.score.scaled", real(score));
}

/** @param {Session} session @param {LmsFacts} facts */
function write2004(session, { status, state, location, sessionSeconds }) {
  if (status) {
    const { completion, success, score } = status;
    // 1 and completed belong together, and only they.
    const progress = completion === "completed" ? 1 : Math.min(status.progress, 0.9999);
    if (score !== null) putScore(score, (element, value) => session.put(element, value));
    if (progress > 0) session.put("cmi.progress_measure", real(progress));
    if (success !== "unknown") session.put("cmi.success_status", success);
    session.put("cmi.completion_status", completion);
  }
  if (state !== undefined) session.put("cmi.suspend_data", state);
  if (location !== undefined) session.put("cmi.location", location.slice(0, LOCATION));
  if (sessionSeconds !== undefined) session.put("cmi.session_time", duration(sessionSeconds));
}

/** @param {Environment} environment @param {Profile} profile @returns {Lms} */
export function open(environment, profile) {
  const session = new Session(environment, WORDS_2004);
  const fields = { status: "success_status", score: "score.scaled", whole: 1 };
  const objectives = new Objectives(session, fields);
  let isFinal = false;
  return {
    standard: "scorm2004",
    async start() {
      if (!await session.open()) return absent();
      const found = read2004(session, profile);
      if (found.writable) session.set("cmi.exit", "suspend");
      return found;
    },
    write(facts) {
      isFinal = facts.final ?? isFinal;
      write2004(session, facts);
    },
    report(interaction, index) {
      if (!profile.interactions) return index;
      return session.report(fields2004(interaction, environment.clock()), index);
    },
    objective: (objective) => objectives.write(objective),
    commit: () => session.commit(),
    finish() {
      if (isFinal && profile.finalExit === "normal") session.put("cmi.exit", "normal");
      session.finish();
    },
    ended: () => session.isOver,
    learnerName: () => session.get("cmi.learner_name"),
    trace: () => session.lines,
  };
}
