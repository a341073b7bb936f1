// The pretend LMS: which values and calls it refuses, and how it tells of them.

import assert from "node:assert/strict";
import { profileNamed } from "../../src/ihrp_course/preview/lms/profiles.js";
import { FACTS } from "./lms_facts.js";
import { BOTH, session, STATE } from "./pretend_session.js";

/** @import { Standard } from "../../src/ihrp_course/preview/lms/types.js" */
/** @import { Name } from "./pretend_session.js" */

Deno.test("there are at least 150 facts", () => {
  assert(FACTS.flatMap(({ facts }) => facts).length >= 150);
});

for (const { standard, profile = "strict", before = [], facts } of FACTS) {
  const kind = before[1]?.[0].endsWith("type") ? ` to a ${before[1][1]}` : "";
  Deno.test(`${standard}${kind}, ${profile}: ${facts.length} facts of SetValue`, () => {
    for (const [element, value, code, because] of facts) {
      const { set, error, call } = session(standard, { profile });
      for (const [name, first] of before) assert.equal(set(name, first), "true", name);
      const result = set(element, value);
      const told = `${element} = ${value.slice(0, 40)} (${because})`;
      assert.equal(error(), code, told);
      assert.equal(result, String(code === 0), told);
      assert.equal(call("GetDiagnostic", "") === "", code === 0, told);
    }
  });
}

/** Element, answer, error, profile. @type {Record<Standard, [string, unknown, number, string?][]>} */
const READS = {
  scorm12: [
    ["cmi.core.lesson_status", "not attempted", 0],
    ["cmi.core.entry", "ab-initio", 0],
    ["cmi.core.credit", "credit", 0],
    ["cmi.core.lesson_mode", "normal", 0],
    ["cmi.core.student_id", "jo", 0],
    ["cmi.core.student_name", "Doe, Jo", 0],
    ["cmi.core.total_time", "0000:00:00.00", 0],
    ["cmi.core.score.raw", "", 0],
    ["cmi.suspend_data", "", 0],
    ["cmi._version", "3.4", 0],
    ["cmi.core.score._children", "raw,max,min", 0],
    ["cmi.interactions._count", "0", 0],
    ["cmi.core.exit", "", 404],
    ["cmi.core.session_time", "", 404],
    ["cmi.core.student_id._children", "", 202],
    ["cmi.core._count", "", 203],
    ["cmi.core.lesson_status._count", "", 203],
    ["cmi.nonsense", "", 201],
    ["cmi.nonsense._children", "", 201],
    ["constructor", "", 201],
    ["", "", 201],
    ["cmi.objectives.0.id", "", 201],
    ["cmi.objectives.0.id", "", 0, "moodle"],
    ["cmi.core.lesson_status", "", 0, "openedx"],
    ["cmi.core.entry", "", 0, "openedx"],
    ["cmi.core.lesson_mode", "", 0, "openedx"],
    ["cmi.core.score.raw", "", 0, "openedx"],
    ["cmi.interactions._count", "", 0, "openedx"],
    ["cmi.core.student_id", "17", 0, "openedx"],
  ],
  scorm2004: [
    ["cmi.completion_status", "unknown", 0],
    ["cmi.success_status", "unknown", 0],
    ["cmi.entry", "ab-initio", 0],
    ["cmi.mode", "normal", 0],
    ["cmi.learner_id", "jo", 0],
    ["cmi.total_time", "PT0H0M0S", 0],
    ["cmi._version", "1.0", 0],
    ["cmi.score._children", "scaled,raw,min,max", 0],
    ["cmi.objectives._count", "0", 0],
    ["adl.nav.request", "_none_", 0],
    ["adl.nav.request_valid.continue", "unknown", 0],
    ["cmi.location", "", 403],
    ["cmi.suspend_data", "", 403],
    ["cmi.score.scaled", "", 403],
    ["cmi.launch_data", "", 403],
    ["cmi.exit", "", 405],
    ["cmi.session_time", "", 405],
    ["cmi.objectives.0.id", "", 301],
    ["cmi.interactions.0.objectives._count", "", 301],
    ["cmi.location._children", "", 301],
    ["cmi.score._count", "", 301],
    ["cmi.core.entry", "", 401],
    ["__proto__", "", 401],
    ["", "", 301],
    ["cmi.location", "", 0, "moodle"],
    ["cmi.completion_status", "", 0, "openedx"],
    ["cmi.learner_id", "17", 0, "openedx"],
  ],
};

for (const standard of BOTH) {
  Deno.test(`${standard}: ${READS[standard].length} facts of GetValue`, () => {
    for (const [element, value, code, profile = "strict"] of READS[standard]) {
      const { get, error } = session(standard, { profile });
      assert.equal(get(element), value, `${element} (${profile})`);
      assert.equal(error(), code, `${element} (${profile})`);
    }
  });
}

Deno.test("interactions of SCORM 1.2 are counted, never read", () => {
  const { set, get, error } = session("scorm12");
  set("cmi.interactions.0.id", "Q01");
  set("cmi.interactions.0.objectives.0.id", "HR-1.1");

  assert.equal(get("cmi.interactions.0.id"), "");
  assert.equal(error(), 404);
  assert.equal(get("cmi.interactions._count"), "1");
  assert.equal(get("cmi.interactions.0.objectives._count"), "1");
});

Deno.test("after a refused id its fields lack it, and the next index is a gap", () => {
  const { set, error } = session("scorm2004");
  set("cmi.interactions.0.id", "q two");
  set("cmi.interactions.0.type", "choice");
  assert.equal(error(), 408);
  set("cmi.interactions.1.id", "Q02");
  assert.equal(error(), 351);
});

Deno.test("patterns: a choice has ten at most and none twice, a number one", () => {
  const choice = session("scorm2004");
  choice.set("cmi.interactions.0.id", "Q01");
  choice.set("cmi.interactions.0.type", "choice");
  for (let n = 0; n < 10; n++) {
    const pattern = `cmi.interactions.0.correct_responses.${n}.pattern`;
    assert.equal(choice.set(pattern, `a${n}`), "true");
  }
  assert.equal(choice.set("cmi.interactions.0.correct_responses.10.pattern", "b"), "false");
  assert.equal(choice.error(), 351);
  assert.equal(choice.set("cmi.interactions.0.correct_responses.1.pattern", "a0"), "false");
  assert.equal(choice.error(), 351);
});

Deno.test("comments of SCORM 1.2 are put behind each other", () => {
  const { set, get } = session("scorm12");
  set("cmi.comments", "one ");
  set("cmi.comments", "two");
  assert.equal(get("cmi.comments"), "one two");
});

Deno.test("an element that a profile does not have is 401 in SCORM 1.2, 402 in SCORM 2004", () => {
  const poor = { ...profileNamed("strict"), unimplemented: ["cmi.suspend_data"] };
  for (const standard of BOTH) {
    const { get, set, error } = session(standard, { profile: poor });
    get(STATE);
    assert.equal(error(), standard === "scorm12" ? 401 : 402);
    assert.equal(set(STATE, "x"), "false");
  }
});

Deno.test("Moodle gives numbers as numbers", () => {
  const { set, get } = session("scorm12", { profile: "moodle" });
  set("cmi.core.score.raw", "80");
  assert.strictEqual(get("cmi.core.score.raw"), 80);
});

/** Calls in order, the last one's error. @type {Record<Standard, [Name[], number][]>} */
const ORDERS = {
  scorm12: [
    [["Initialize"], 0],
    [["Initialize", "Initialize"], 101],
    [["Terminate"], 301],
    [["GetValue"], 301],
    [["SetValue"], 301],
    [["Commit"], 301],
    [["Initialize", "Commit"], 0],
    [["Initialize", "Terminate"], 0],
    [["Initialize", "Terminate", "Initialize"], 101],
    [["Initialize", "Terminate", "Terminate"], 301],
    [["Initialize", "Terminate", "GetValue"], 301],
    [["Initialize", "Terminate", "SetValue"], 301],
    [["Initialize", "Terminate", "Commit"], 301],
  ],
  scorm2004: [
    [["Initialize"], 0],
    [["Initialize", "Initialize"], 103],
    [["Terminate"], 112],
    [["GetValue"], 122],
    [["SetValue"], 132],
    [["Commit"], 142],
    [["Initialize", "Commit"], 0],
    [["Initialize", "Terminate"], 0],
    [["Initialize", "Terminate", "Initialize"], 104],
    [["Initialize", "Terminate", "Terminate"], 113],
    [["Initialize", "Terminate", "GetValue"], 123],
    [["Initialize", "Terminate", "SetValue"], 133],
    [["Initialize", "Terminate", "Commit"], 143],
  ],
};

for (const standard of BOTH) {
  Deno.test(`${standard}: calls out of order have the standard's errors`, () => {
    for (const [names, code] of ORDERS[standard]) {
      const { call, error } = session(standard, { isStarted: false });
      for (const name of names) {
        if (name === "SetValue") call(name, STATE, "x");
        else call(name, name === "GetValue" ? "cmi._version" : "");
      }
      assert.equal(error(), code, names.join(", "));
    }
  });

  Deno.test(`${standard}: Initialize, Commit and Terminate want an empty string`, () => {
    for (const given of ["x", undefined, null, 0, false]) {
      const { call, error } = session(standard, { isStarted: false });
      assert.equal(call("Initialize", given), "false");
      assert.equal(error(), 201);
      call("Initialize", "");
      for (const name of /** @type {Name[]} */ (["Commit", "Terminate"])) {
        assert.equal(call(name, given), "false");
        assert.equal(error(), 201, name);
      }
    }
  });

  Deno.test(`${standard}: a call that works clears the error, one that asks keeps it`, () => {
    const { call, set, error } = session(standard);
    set("cmi.nonsense", "x");
    assert.notEqual(error(), 0);
    assert.notEqual(error(), 0);
    assert.notEqual(call("GetErrorString", String(error())), "");
    assert.equal(call("GetErrorString", "999"), "");
    set(STATE, "x");
    assert.equal(error(), 0);
  });
}

Deno.test("a session of a lenient LMS opens again, one of Moodle's in SCORM 1.2 only", () => {
  for (
    const [profile, standard, expected] of /** @type {[string, Standard, string][]} */ ([
      ["lenient", "scorm12", "true"],
      ["lenient", "scorm2004", "true"],
      ["moodle", "scorm12", "true"],
      ["moodle", "scorm2004", "false"],
    ])
  ) {
    const { call } = session(standard, { profile });
    call("Terminate", "");
    assert.equal(call("Initialize", ""), expected, `${profile} ${standard}`);
  }
});

Deno.test("the API of SCORM 2004 tells its version", () => {
  assert.equal(session("scorm2004").runtime.api["version"], "1.0");
});

Deno.test("every call stands in the log, in order, with a sentence", () => {
  const { set, get, call, runtime } = session("scorm12");
  set("cmi.core.lesson_status", "incomplete");
  set("cmi.core.score.raw", "101");
  set("cmi.core.lesson_status", "not attempted");
  get("cmi.interactions._count");
  call("Commit", "");
  call("Terminate", "");

  assert.deepEqual(runtime.log.map(({ plain }) => plain), [
    "The session started.",
    "The page set the status to “incomplete”.",
    "The page wanted to set the score to “101”, but the value has the wrong form.",
    "The page wanted to set the status to “not attempted”, but the value has the wrong form (for Moodle).",
    "The page asked for how many records cmi.interactions has and got “0”.",
    "What was set was saved.",
    "The session ended.",
  ]);
  const { number, call: name, args, result, error } = runtime.log[2] ?? assert.fail();
  assert.deepEqual({ number, name, args, result, error }, {
    number: 3,
    name: "LMSSetValue",
    args: ["cmi.core.score.raw", "101"],
    result: "false",
    error: 405,
  });
});

Deno.test("every error that a fact has is explained in words", () => {
  for (const { standard, profile = "strict", before = [], facts } of FACTS) {
    for (const [element, value, code] of facts.filter((fact) => fact[2] !== 0)) {
      const { set, call, runtime } = session(standard, { profile });
      for (const [name, first] of before) set(name, first);
      set(element, value);
      assert.notEqual(call("GetErrorString", String(code)), "");
      assert.doesNotMatch(runtime.log.at(-2)?.plain ?? "", /unknown reason|undefined/);
    }
  }
});

Deno.test("the same calls give the same log", () => {
  const run = () => {
    const { set, call, runtime } = session("scorm2004");
    set(STATE, "here");
    call("Commit", "");
    return runtime.log;
  };
  assert.deepEqual(run(), run());
});
