// The pretend LMS against what the standards and measured hosts say: one row a fact.

import assert from "node:assert/strict";
import { openRecord, secondsOf } from "../../src/ihrp_course/preview/lms/learner.js";
import { PROFILES } from "../../src/ihrp_course/preview/lms/profiles.js";
import { Runtime } from "../../src/ihrp_course/preview/lms/runtime.js";

/** @typedef {[element: string, value: string, error: number]} Row */
/** @typedef {"scorm12"|"scorm2004"} Standard */

/** @param {Standard} standard @param {string} profile @param {Record<string, string>} stored @param {object} more */
function begin(standard, profile = "strict", stored = {}, more = {}) {
  const host = PROFILES[profile];
  assert(host);
  const kept = /** @type {Record<string, string>[]} */ ([]);
  const data = openRecord(stored, { standard, profile: host, learner: "jo", ...more });
  const runtime = new Runtime({
    standard,
    profile: host,
    data,
    store: (now) => kept.push({ ...now }) > 0,
  });
  const api = /** @type {Record<string, (...args: unknown[]) => string>} */ (runtime.api);
  const old = standard === "scorm12";
  /** @param {string} name @param {...unknown} args */
  const call = (name, ...args) => {
    const run = api[(old ? "LMS" : "") + (old && name === "Terminate" ? "Finish" : name)];
    assert(run, name);
    return run(...args);
  };
  call("Initialize", "");
  return { runtime, api, call, kept, error: () => Number(call("GetLastError")) };
}

/** Rows that prepare the element of a row. @type {Record<Standard, [string, string][]>} */
const BEFORE = {
  scorm12: [["cmi.interactions.0.id", "q1"], ["cmi.objectives.0.id", "o1"]],
  scorm2004: [
    ["cmi.interactions.0.id", "q1"],
    ["cmi.objectives.0.id", "o1"],
  ],
};

/** @param {Standard} standard @param {string} profile @param {Row[]} rows @param {string} [type] */
function judge(standard, profile, rows, type) {
  for (const [element, value, expected] of rows) {
    const session = begin(standard, profile);
    for (const [name, id] of BEFORE[standard]) {
      if (!/^cmi\.\w+\.\d+\.id$/.test(element)) session.call("SetValue", name, id);
    }
    if (type) session.call("SetValue", "cmi.interactions.0.type", type);
    const result = session.call("SetValue", element, value);
    assert.equal(
      session.error(),
      expected,
      `${standard} ${profile} ${type ?? ""} ${element} = ${value}`,
    );
    assert.equal(result, String(expected === 0), `${element} = ${value}`);
  }
}

/** @type {Row[]} */
const ROWS12 = [
  ["cmi.core.lesson_status", "passed", 0],
  ["cmi.core.lesson_status", "completed", 0],
  ["cmi.core.lesson_status", "failed", 0],
  ["cmi.core.lesson_status", "incomplete", 0],
  ["cmi.core.lesson_status", "browsed", 0],
  ["cmi.core.lesson_status", "not attempted", 405],
  ["cmi.core.lesson_status", "unknown", 405],
  ["cmi.core.lesson_status", "Passed", 405],
  ["cmi.core.score.raw", "80", 0],
  ["cmi.core.score.raw", "80.5", 0],
  ["cmi.core.score.raw", "", 0],
  ["cmi.core.score.raw", "0", 0],
  ["cmi.core.score.raw", "100", 0],
  ["cmi.core.score.raw", "101", 405],
  ["cmi.core.score.raw", "-1", 405],
  ["cmi.core.score.raw", "80%", 405],
  ["cmi.core.score.raw", ".5", 405],
  ["cmi.core.score.max", "100", 0],
  ["cmi.core.score.min", "0", 0],
  ["cmi.core.score.scaled", "0.8", 201],
  ["cmi.core.lesson_location", "x".repeat(255), 0],
  ["cmi.core.lesson_location", "x".repeat(256), 405],
  ["cmi.suspend_data", "x".repeat(4096), 0],
  ["cmi.suspend_data", "x".repeat(4097), 405],
  ["cmi.core.session_time", "0000:12:07.50", 0],
  ["cmi.core.session_time", "00:00:05", 0],
  ["cmi.core.session_time", "00:00:05.1", 0],
  ["cmi.core.session_time", "00:00:05.123", 405],
  ["cmi.core.session_time", "PT5S", 405],
  ["cmi.core.session_time", "0:00:05", 405],
  ["cmi.core.exit", "suspend", 0],
  ["cmi.core.exit", "logout", 0],
  ["cmi.core.exit", "time-out", 0],
  ["cmi.core.exit", "", 0],
  ["cmi.core.exit", "normal", 405],
  ["cmi.core.student_id", "x", 403],
  ["cmi.core.student_name", "x", 403],
  ["cmi.core.credit", "credit", 403],
  ["cmi.core.entry", "resume", 403],
  ["cmi.core.lesson_mode", "normal", 403],
  ["cmi.core.total_time", "00:00:01", 403],
  ["cmi.launch_data", "x", 403],
  ["cmi.student_data.mastery_score", "80", 403],
  ["cmi.core._children", "x", 402],
  ["cmi.interactions._count", "1", 402],
  ["cmi.comments", "x".repeat(4096), 0],
  ["cmi.interactions.0.id", "Q01", 0],
  ["cmi.interactions.0.id", "frage-ü", 405],
  ["cmi.interactions.0.id", "q 1", 405],
  ["cmi.interactions.0.id", "x".repeat(256), 405],
  ["cmi.interactions.1.id", "q2", 201],
  ["cmi.interactions.0.type", "choice", 0],
  ["cmi.interactions.0.type", "performance", 0],
  ["cmi.interactions.0.type", "likert", 0],
  ["cmi.interactions.0.type", "long-fill-in", 405],
  ["cmi.interactions.0.type", "other", 405],
  ["cmi.interactions.0.time", "10:11:12", 0],
  ["cmi.interactions.0.time", "10:11:12.50", 0],
  ["cmi.interactions.0.time", "25:00:00", 405],
  ["cmi.interactions.0.time", "2026-11-25T10:11:12", 405],
  ["cmi.interactions.0.result", "correct", 0],
  ["cmi.interactions.0.result", "wrong", 0],
  ["cmi.interactions.0.result", "neutral", 0],
  ["cmi.interactions.0.result", "0.5", 0],
  ["cmi.interactions.0.result", "incorrect", 405],
  ["cmi.interactions.0.weighting", "1", 0],
  ["cmi.interactions.0.weighting", "-100", 0],
  ["cmi.interactions.0.weighting", "101", 405],
  ["cmi.interactions.0.latency", "00:00:12.50", 0],
  ["cmi.interactions.0.latency", "PT12S", 405],
  ["cmi.interactions.0.student_response", "x".repeat(256), 405],
  ["cmi.interactions.0.correct_responses.0.pattern", "a", 0],
  ["cmi.interactions.0.correct_responses.1.pattern", "a", 201],
  ["cmi.interactions.0.objectives.0.id", "o1", 0],
  ["cmi.interactions.0.objectives.1.id", "o1", 201],
  ["cmi.interactions.0.learner_response", "a", 201],
  ["cmi.interactions.0.description", "text", 201],
  ["cmi.objectives.0.id", "HR-1.1", 0],
  ["cmi.objectives.0.id", "HR 1.1", 405],
  ["cmi.objectives.1.id", "x", 201],
  ["cmi.objectives.0.status", "passed", 0],
  ["cmi.objectives.0.status", "satisfied", 405],
  ["cmi.objectives.0.score.raw", "50", 0],
  ["cmi.objectives.0.score.raw", "500", 405],
  ["cmi.completion_status", "completed", 401],
  ["cmi.exit", "suspend", 401],
];

/** @type {Record<string, Row[]>} */
const RESPONSES12 = {
  choice: [
    ["cmi.interactions.0.student_response", "a", 0],
    ["cmi.interactions.0.student_response", "a,c", 0],
    ["cmi.interactions.0.student_response", "{a,c}", 0],
    ["cmi.interactions.0.student_response", "a[,]c", 405],
    ["cmi.interactions.0.student_response", "o1,o2", 405],
  ],
  matching: [
    ["cmi.interactions.0.student_response", "a.1,b.2", 0],
    ["cmi.interactions.0.student_response", "a[.]b", 405],
  ],
  sequencing: [["cmi.interactions.0.student_response", "b,a,c", 0]],
  numeric: [
    ["cmi.interactions.0.student_response", "2.5", 0],
    ["cmi.interactions.0.student_response", "two", 405],
  ],
  "true-false": [["cmi.interactions.0.student_response", "t", 0]],
};

/** @type {Row[]} */
const ROWS2004 = [
  ["cmi.completion_status", "completed", 0],
  ["cmi.completion_status", "incomplete", 0],
  ["cmi.completion_status", "not attempted", 0],
  ["cmi.completion_status", "unknown", 0],
  ["cmi.completion_status", "passed", 406],
  ["cmi.success_status", "passed", 0],
  ["cmi.success_status", "failed", 0],
  ["cmi.success_status", "unknown", 0],
  ["cmi.success_status", "completed", 406],
  ["cmi.score.scaled", "0.9", 0],
  ["cmi.score.scaled", "-1", 0],
  ["cmi.score.scaled", "90", 407],
  ["cmi.score.scaled", ".5", 406],
  ["cmi.score.scaled", "1e-7", 406],
  ["cmi.score.raw", "80", 0],
  ["cmi.score.raw", "", 406],
  ["cmi.score.raw", "123456", 406],
  ["cmi.score.min", "0", 0],
  ["cmi.score.max", "100", 0],
  ["cmi.progress_measure", "0.5", 0],
  ["cmi.progress_measure", "1", 0],
  ["cmi.progress_measure", "1.5", 407],
  ["cmi.session_time", "PT12M7.5S", 0],
  ["cmi.session_time", "PT90000S", 0],
  ["cmi.session_time", "P1DT2H", 0],
  ["cmi.session_time", "PT3.123S", 406],
  ["cmi.session_time", "P", 406],
  ["cmi.session_time", "PT", 406],
  ["cmi.session_time", "00:00:03", 406],
  ["cmi.exit", "suspend", 0],
  ["cmi.exit", "normal", 0],
  ["cmi.exit", "logout", 0],
  ["cmi.exit", "", 0],
  ["cmi.exit", "finished", 406],
  ["cmi.location", "x".repeat(1000), 0],
  ["cmi.location", "x".repeat(1001), 406],
  ["cmi.suspend_data", "x".repeat(64000), 0],
  ["cmi.suspend_data", "x".repeat(64001), 406],
  ["cmi.learner_id", "x", 404],
  ["cmi.learner_name", "x", 404],
  ["cmi.mode", "normal", 404],
  ["cmi.credit", "credit", 404],
  ["cmi.entry", "resume", 404],
  ["cmi.total_time", "PT1S", 404],
  ["cmi.launch_data", "x", 404],
  ["cmi.completion_threshold", "0.9", 404],
  ["cmi.scaled_passing_score", "0.8", 404],
  ["cmi.interactions._count", "3", 404],
  ["cmi.interactions._children", "x", 404],
  ["cmi.nothing", "x", 401],
  ["cmi.core.lesson_status", "passed", 401],
  ["cmi.interactions.0.id", "q1", 0],
  ["cmi.interactions.0.id", "urn:ihrp:q1", 0],
  ["cmi.interactions.0.id", "https://example.org/q#1", 0],
  ["cmi.interactions.0.id", "q two", 406],
  ["cmi.interactions.0.id", "q[1]", 406],
  ["cmi.interactions.0.id", "q{1}", 406],
  ["cmi.interactions.1.id", "q2", 351],
  ["cmi.interactions.0.type", "long-fill-in", 0],
  ["cmi.interactions.0.type", "other", 0],
  ["cmi.interactions.0.type", "essay", 406],
  ["cmi.interactions.0.learner_response", "a", 408],
  ["cmi.interactions.0.correct_responses.0.pattern", "a", 408],
  ["cmi.interactions.0.timestamp", "2026-11-25T10:11:12", 0],
  ["cmi.interactions.0.timestamp", "2026-11-25T10:11:12.0Z", 0],
  ["cmi.interactions.0.timestamp", "2026-11-25T10:11:12.12Z", 0],
  ["cmi.interactions.0.timestamp", "2026-11-25T10:11:12.12+01:00", 0],
  ["cmi.interactions.0.timestamp", "2026-11-25T10:11:12Z", 406],
  ["cmi.interactions.0.timestamp", "2026-11-25T10:11:12.123Z", 406],
  ["cmi.interactions.0.timestamp", "2039-01-01T00:00:00", 406],
  ["cmi.interactions.0.timestamp", "1969-01-01T00:00:00", 406],
  ["cmi.interactions.0.result", "correct", 0],
  ["cmi.interactions.0.result", "incorrect", 0],
  ["cmi.interactions.0.result", "0.5", 0],
  ["cmi.interactions.0.result", "wrong", 406],
  ["cmi.interactions.0.latency", "PT12.5S", 0],
  ["cmi.interactions.0.latency", "PT12.123S", 406],
  ["cmi.interactions.0.weighting", "2", 0],
  ["cmi.interactions.0.weighting", "two", 406],
  ["cmi.interactions.0.description", "What is your first move?", 0],
  ["cmi.interactions.0.description", "one\ntwo", 406],
  ["cmi.interactions.0.description", "{x", 406],
  ["cmi.interactions.0.description", "x".repeat(251), 406],
  ["cmi.interactions.0.objectives.0.id", "HR-1.1", 0],
  ["cmi.interactions.0.objectives.2.id", "HR-1.1", 351],
  ["cmi.objectives.0.id", "HR-1.1", 0],
  ["cmi.objectives.2.id", "HR-1.1", 351],
  ["cmi.objectives.0.id", "HR 1.1", 406],
  ["cmi.objectives.0.success_status", "passed", 0],
  ["cmi.objectives.0.success_status", "completed", 406],
  ["cmi.objectives.0.score.scaled", "0.75", 0],
  ["cmi.objectives.0.score.scaled", "75", 407],
  ["cmi.objectives.0.description", "a sentence", 0],
  ["cmi.comments_from_learner.0.comment", "x", 0],
  ["cmi.learner_preference.audio_captioning", "2", 406],
  ["adl.nav.request", "suspendAll", 0],
  ["adl.nav.request", "leave", 406],
];

const RESPONSE = "cmi.interactions.0.learner_response";
const PATTERN = "cmi.interactions.0.correct_responses.0.pattern";
/** @type {Record<string, Row[]>} */
const RESPONSES2004 = {
  choice: [
    [RESPONSE, "a", 0],
    [RESPONSE, "a[,]c", 0],
    [RESPONSE, "", 0],
    [RESPONSE, "a[,]a", 406],
    [RESPONSE, "a-b", 406],
    [RESPONSE, "urn:x:y", 406],
    [RESPONSE, "a b", 406],
    [RESPONSE, "ü", 406],
    [PATTERN, "a[,]b", 0],
  ],
  "true-false": [[RESPONSE, "true", 0], [RESPONSE, "t", 406], [PATTERN, "false", 0]],
  "fill-in": [[RESPONSE, "acceptance", 0], [RESPONSE, "a\nb", 406], [
    RESPONSE,
    "x".repeat(251),
    406,
  ], [
    PATTERN,
    "{case_matters=false}acceptance",
    0,
  ]],
  matching: [[RESPONSE, "a[.]b[,]c[.]d", 0], [RESPONSE, "a.b", 406]],
  sequencing: [[RESPONSE, "b[,]a[,]c", 0], [RESPONSE, "b,a,c", 406]],
  numeric: [[RESPONSE, "2.5", 0], [RESPONSE, "two", 406], [PATTERN, "2.4[:]2.6", 0], [
    PATTERN,
    "5",
    406,
  ], [
    PATTERN,
    "[:]5",
    0,
  ]],
  likert: [[RESPONSE, "a", 0], [RESPONSE, "a b", 406]],
};

Deno.test("every row of the SCORM 1.2 table gets the error that it names", () => {
  judge("scorm12", "strict", ROWS12);
  for (const [type, rows] of Object.entries(RESPONSES12)) judge("scorm12", "strict", rows, type);
});

Deno.test("every row of the SCORM 2004 table gets the error that it names", () => {
  judge("scorm2004", "strict", ROWS2004);
  for (const [type, rows] of Object.entries(RESPONSES2004)) {
    judge("scorm2004", "strict", rows, type);
  }
});

Deno.test("the tables hold at least 180 facts", () => {
  const lists = [ROWS12, ROWS2004, ...Object.values(RESPONSES12), ...Object.values(RESPONSES2004)];

  const count = lists.reduce((sum, rows) => sum + rows.length, 0);

  assert(count >= 180, String(count));
});

Deno.test("a second Initialize, and calls before and after the session, have the standard's errors", () => {
  const old = begin("scorm12");
  assert.equal(old.call("Initialize", ""), "false");
  assert.equal(old.error(), 101);
  assert.equal(old.call("Terminate", ""), "true");
  assert.equal(old.call("SetValue", "cmi.suspend_data", "x"), "false");
  assert.equal(old.error(), 301);

  const session = begin("scorm2004");
  for (
    const [name, args, during]
      of /** @type {[string, string[], number][]} */ ([["Initialize", [""], 103]])
  ) {
    session.call(name, ...args);
    assert.equal(session.error(), during);
  }
  assert.equal(session.call("Terminate", ""), "true");
  for (
    const [name, args, code] of /** @type {[string, string[], number][]} */ ([
      ["Initialize", [""], 104],
      ["Terminate", [""], 113],
      ["GetValue", ["cmi.mode"], 123],
      ["SetValue", ["cmi.exit", ""], 133],
      ["Commit", [""], 143],
    ])
  ) {
    session.call(name, ...args);
    assert.equal(session.error(), code, name);
  }
});

Deno.test("an argument that is not the empty string is refused", () => {
  const session = begin("scorm2004");

  const result = session.call("Commit", "now");

  assert.equal(result, "false");
  assert.equal(session.error(), 201);
});

Deno.test("interactions of SCORM 1.2 can be written and counted, never read", () => {
  const session = begin("scorm12");
  session.call("SetValue", "cmi.interactions.0.id", "q1");

  assert.equal(session.call("GetValue", "cmi.interactions.0.id"), "");
  assert.equal(session.error(), 404);
  assert.equal(session.call("GetValue", "cmi.interactions._count"), "1");
});

Deno.test("what was never written reads as error 403 in SCORM 2004", () => {
  const session = begin("scorm2004");

  assert.equal(session.call("GetValue", "cmi.location"), "");
  assert.equal(session.error(), 403);
});

Deno.test("an objective's id may not change nor be used twice", () => {
  const session = begin("scorm2004");
  session.call("SetValue", "cmi.objectives.0.id", "a");

  session.call("SetValue", "cmi.objectives.0.id", "b");
  assert.equal(session.error(), 351);
  session.call("SetValue", "cmi.objectives.1.id", "a");
  assert.equal(session.error(), 351);
});

Deno.test("data comes back after exit=suspend, and entry says so", () => {
  const first = begin("scorm2004");
  first.call("SetValue", "cmi.exit", "suspend");
  first.call("SetValue", "cmi.suspend_data", "abc");
  first.call("SetValue", "cmi.session_time", "PT1M");
  first.call("Terminate", "");

  const second = begin("scorm2004", "strict", first.kept.at(-1));

  assert.equal(second.call("GetValue", "cmi.entry"), "resume");
  assert.equal(second.call("GetValue", "cmi.suspend_data"), "abc");
  assert.equal(second.call("GetValue", "cmi.total_time"), "PT60S");
});

Deno.test("without exit=suspend SCORM 2004 begins a clean attempt", () => {
  const first = begin("scorm2004");
  first.call("SetValue", "cmi.suspend_data", "abc");
  first.call("Terminate", "");

  const second = begin("scorm2004", "strict", first.kept.at(-1));

  assert.equal(second.call("GetValue", "cmi.entry"), "ab-initio");
  assert.equal(second.call("GetValue", "cmi.suspend_data"), "");
});

Deno.test("Moodle's override turns an incomplete attempt with a raw score into failed", () => {
  const session = begin("scorm12", "moodle", {}, { mastery: "80" });
  session.call("SetValue", "cmi.core.lesson_status", "incomplete");
  session.call("SetValue", "cmi.core.score.raw", "40");

  session.call("Terminate", "");

  assert.equal(session.kept.at(-1)?.["cmi.core.lesson_status"], "failed");
});

Deno.test("finishing without a status stores completed", () => {
  const session = begin("scorm12");

  session.call("Terminate", "");

  assert.equal(session.kept.at(-1)?.["cmi.core.lesson_status"], "completed");
});

Deno.test("Open edX reads back nothing of status and counts, and says true to everything", () => {
  const session = begin("scorm12", "openedx");

  assert.equal(session.call("SetValue", "cmi.core.lesson_status", "anything"), "true");
  assert.equal(session.error(), 0);
  for (
    const element of [
      "cmi.core.lesson_status",
      "cmi.core.score.raw",
      "cmi.core.lesson_mode",
      "cmi.core.entry",
      "cmi.interactions._count",
    ]
  ) {
    assert.equal(session.call("GetValue", element), "", element);
  }
  assert.equal(session.call("GetValue", "cmi.core.student_id"), "17");
});

Deno.test("each fault does what it says", () => {
  const session = begin("scorm12");
  session.runtime.faults = { failCommits: 2 };
  assert.equal(session.call("Commit", ""), "false");
  assert.equal(session.call("Commit", ""), "false");
  assert.equal(session.call("Commit", ""), "true");

  session.runtime.faults = { refuseElement: "cmi.suspend" };
  assert.equal(session.call("SetValue", "cmi.suspend_data", "x"), "false");
  assert.equal(session.call("SetValue", "cmi.core.exit", "suspend"), "true");

  session.runtime.faults = {};
  session.call("SetValue", "cmi.suspend_data", "abcdef");
  session.runtime.faults = { cutSuspend: 3 };
  assert.equal(session.call("GetValue", "cmi.suspend_data"), "abc");

  session.runtime.faults = { returns: "boolean" };
  assert.equal(session.call("Commit", ""), true);
  session.runtime.faults = { returns: "undefined" };
  assert.equal(session.call("Commit", ""), undefined);
  session.runtime.faults = { sessionEnded: true };
  assert.equal(session.call("Commit", ""), "false");
  session.runtime.faults = { throws: true };
  assert.throws(() => session.call("Commit", ""));
});

Deno.test("a refused Initialize leaves the session unbegun", () => {
  const host = PROFILES.strict;
  assert(host);
  const runtime = new Runtime({ standard: "scorm12", profile: host, data: {}, store: () => true });
  runtime.faults = { refuseInitialize: true };

  assert.equal(runtime.api.LMSInitialize?.(""), "false");
  assert.equal(runtime.api.LMSGetLastError?.(), "101");
});

Deno.test("every call is logged with its error and a sentence", () => {
  const session = begin("scorm12");
  session.call("SetValue", "cmi.core.exit", "normal");

  const entry = session.runtime.log.at(-1);

  assert.equal(entry?.call, "LMSSetValue");
  assert.equal(entry?.error, 405);
  assert.match(entry?.plain ?? "", /form/);
});

Deno.test("times of both standards are read alike", () => {
  assert.equal(secondsOf("0001:02:03.50"), 3723.5);
  assert.equal(secondsOf("PT1H2M3.5S"), 3723.5);
  assert.equal(secondsOf("P1DT1S"), 86401);
});
