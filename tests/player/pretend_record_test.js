// The pretend LMS: what stays between sessions, and what each LMS makes of it.

import assert from "node:assert/strict";
import { MODELS } from "../../src/ihrp_course/preview/lms/profiles.js";
import { addTime } from "../../src/ihrp_course/preview/lms/session.js";
import { BOTH, ENTRY, EXIT, session, STATE, Store } from "./pretend_session.js";

/** @import { Standard } from "../../src/ihrp_course/preview/lms/types.js" */

for (const standard of BOTH) {
  Deno.test(`${standard}: after suspend everything is back, counts too`, () => {
    const first = session(standard);
    first.set(EXIT[standard], "suspend");
    first.set(STATE, "here");
    first.set("cmi.interactions.0.id", "Q01");
    first.call("Commit", "");

    const { get } = session(standard, { store: first.store });

    assert.equal(get(ENTRY[standard]), "resume");
    assert.equal(get(STATE), "here");
    assert.equal(get("cmi.interactions._count"), "1");
  });

  Deno.test(`${standard}: without suspend a clean attempt begins`, () => {
    const first = session(standard);
    first.set(STATE, "here");
    first.call("Terminate", "");

    const { get, set, call, store } = session(standard, { store: first.store });
    assert.equal(get(ENTRY[standard]), "ab-initio");
    assert.equal(get(STATE), "");
    set("cmi.interactions.0.id", "Q01");
    call("Commit", "");

    assert.deepEqual(Object.keys(store.stored.values), ["cmi.interactions.0.id"]);
  });

  Deno.test(`${standard}: what was set and not committed is gone`, () => {
    const first = session(standard);
    first.set(EXIT[standard], "suspend");
    first.call("Commit", "");
    first.set(STATE, "lost");

    assert.equal(session(standard, { store: first.store }).get(STATE), "");
  });

  Deno.test(`${standard}: only what changed is sent`, () => {
    const { set, call, store } = session(standard);
    set(STATE, "one");
    call("Commit", "");
    set(EXIT[standard], "suspend");
    call("Commit", "");

    assert.deepEqual(store.payloads.map(({ values }) => Object.keys(values)), [[STATE], [
      EXIT[standard],
    ]]);
  });
}

Deno.test("Moodle restores SCORM 1.2 always, with an empty entry, and SCORM 2004 only after suspend", () => {
  const old = session("scorm12", { profile: "moodle" });
  old.set(STATE, "here");
  old.call("Terminate", "");
  const back = session("scorm12", { profile: "moodle", store: old.store });
  assert.equal(back.get("cmi.core.entry"), "");
  assert.equal(back.get(STATE), "here");

  const now = session("scorm2004", { profile: "moodle" });
  now.set(STATE, "here");
  now.call("Terminate", "");
  const clean = session("scorm2004", { profile: "moodle", store: now.store });
  assert.equal(clean.get("cmi.entry"), "ab-initio");
  assert.equal(clean.get(STATE), "");
});

Deno.test("session times add up at the end, and only then", () => {
  const first = session("scorm12");
  first.set("cmi.core.exit", "suspend");
  first.set("cmi.core.session_time", "0000:01:30.50");
  first.call("Commit", "");
  const second = session("scorm12", { store: first.store });
  assert.equal(second.get("cmi.core.total_time"), "0000:00:00.00");
  second.set("cmi.core.exit", "suspend");
  second.set("cmi.core.session_time", "0000:01:30.50");
  second.call("Terminate", "");
  const third = session("scorm12", { store: first.store });
  assert.equal(third.get("cmi.core.total_time"), "0000:01:30.50");
  third.set("cmi.core.session_time", "01:00:00");
  third.call("Terminate", "");
  assert.equal(first.store.stored.values["cmi.core.total_time"], "0001:01:30.50");
});

Deno.test("times are added in each standard's form; Moodle reads .5 as five hundredths", () => {
  assert.equal(addTime(MODELS.scorm12, "0000:59:59.50", "00:00:00.50"), "0001:00:00.00");
  assert.equal(addTime(MODELS.scorm12, "0000:00:00", "00:01:30.5", true), "0000:01:30.05");
  assert.equal(addTime(MODELS.scorm12, "0000:00:00", "00:01:30.5"), "0000:01:30.50");
  assert.equal(addTime(MODELS.scorm2004, "PT59M59.5S", "PT0.5S"), "PT1H0M0S");
  assert.equal(addTime(MODELS.scorm2004, "P1DT1H", "PT90000S"), "PT50H0M0S");
});

/** Status and raw written, mastery score, mode, status stored: SCORM 1.2. @type {[string, string, string, string, string][]} */
const ENDS = [
  ["incomplete", "40", "80", "normal", "failed"],
  ["incomplete", "90", "80", "normal", "passed"],
  ["passed", "40", "80", "normal", "failed"],
  ["incomplete", "", "80", "normal", "incomplete"],
  ["incomplete", "40", "", "normal", "incomplete"],
  ["incomplete", "40", "80", "review", "incomplete"],
  ["", "", "", "normal", "completed"],
];

Deno.test("the mastery score decides the status at the end, whatever it was; silence is completed", () => {
  for (const [status, raw, masteryScore, mode, expected] of ENDS) {
    for (const profile of ["strict", "moodle"]) {
      const { set, call, store } = session("scorm12", {
        profile,
        faults: { mode },
        facts: masteryScore ? { masteryScore } : {},
      });
      if (status) set("cmi.core.lesson_status", status);
      if (raw) set("cmi.core.score.raw", raw);
      call("Terminate", "");
      const told = `${profile}: ${status} ${raw} of ${masteryScore} in ${mode}`;
      assert.equal(store.stored.values["cmi.core.lesson_status"], expected, told);
    }
  }
});

Deno.test("thresholds of a SCORM 2004 manifest decide, whatever was written", () => {
  const facts = { scaledPassingScore: "0.8", completionThreshold: "0.9" };
  const { set, get, call, store } = session("scorm2004", { facts });
  set("cmi.success_status", "passed");
  set("cmi.completion_status", "completed");
  assert.deepEqual([get("cmi.success_status"), get("cmi.completion_status")], [
    "unknown",
    "unknown",
  ]);
  set("cmi.score.scaled", "0.5");
  set("cmi.progress_measure", "1");
  assert.deepEqual([get("cmi.success_status"), get("cmi.completion_status")], [
    "failed",
    "completed",
  ]);
  call("Terminate", "");
  assert.equal(store.stored.values["cmi.success_status"], "failed");
});

Deno.test("at Moodle progress overrides completion at the end, the pass mark nothing", () => {
  const facts = { scaledPassingScore: "0.8", completionThreshold: "0.9" };
  const { set, get, call, store } = session("scorm2004", { profile: "moodle", facts });
  set("cmi.success_status", "passed");
  set("cmi.completion_status", "completed");
  set("cmi.score.scaled", "0.5");
  set("cmi.progress_measure", "0.5");
  assert.equal(get("cmi.completion_status"), "completed");
  call("Terminate", "");
  assert.equal(store.stored.values["cmi.completion_status"], "incomplete");
  assert.equal(store.stored.values["cmi.success_status"], "passed");
});

Deno.test("requests that Moodle cannot take: Terminate fails or throws, what was set is stored", () => {
  for (
    const [request, effect] of [
      ["continue", "true"],
      ["suspendAll", "true"],
      ["exit", "false"],
      ["{target=item-2}choice", "false"],
      ["exitAll", "throws"],
      ["abandonAll", "throws"],
    ]
  ) {
    const { set, call, store } = session("scorm2004", { profile: "moodle" });
    set("adl.nav.request", request ?? "");
    set(STATE, "here");
    if (effect === "throws") assert.throws(() => call("Terminate", ""));
    else assert.equal(call("Terminate", ""), effect);
    assert.equal(store.stored.values[STATE], "here");
  }
});

/** Profile, standard, what is set, grade. @type {[string, Standard, Record<string, string>, number|null][]} */
const GRADES = [
  ["moodle", "scorm12", { "cmi.core.score.raw": "90" }, 0.9],
  ["moodle", "scorm2004", {
    "cmi.score.raw": "9",
    "cmi.score.max": "10",
    "cmi.score.scaled": "0.9",
  }, 0.09],
  ["strict", "scorm2004", {
    "cmi.score.raw": "9",
    "cmi.score.max": "10",
    "cmi.score.scaled": "0.9",
  }, 0.9],
  ["openedx", "scorm12", { "cmi.core.score.raw": "80" }, null],
  ["openedx", "scorm12", { "cmi.core.score.raw": "80", "cmi.core.lesson_status": "passed" }, 0.8],
  ["openedx", "scorm12", { "cmi.core.score.raw": "80", "cmi.core.lesson_status": "failed" }, 0],
  ["openedx", "scorm2004", { "cmi.score.raw": "8", "cmi.success_status": "passed" }, 0.08],
  ["strict", "scorm12", { "cmi.core.lesson_status": "completed" }, null],
];

Deno.test("the grade is what each LMS makes of the score", () => {
  for (const [profile, standard, values, expected] of GRADES) {
    const { set, call, store } = session(standard, { profile });
    for (const [element, value] of Object.entries(values)) set(element, value);
    call("Commit", "");
    assert.equal(store.stored.grade, expected, `${profile} ${JSON.stringify(values)}`);
  }
});

Deno.test("writes in review reach the record at Moodle, not at a lenient LMS", () => {
  for (
    const [profile, expected] of [["moodle", "seen"], ["strict", "seen"], ["lenient", undefined]]
  ) {
    const { set, call, store } = session("scorm12", {
      profile: profile ?? "",
      faults: { mode: "review" },
    });
    set(STATE, "seen");
    assert.equal(call("Commit", ""), "true");
    assert.equal(store.stored.values[STATE], expected);
  }
});

Deno.test("Open edX says true and 0 to everything, before and after", () => {
  const { call, set, error } = session("scorm12", { profile: "openedx", isStarted: false });
  assert.equal(set("no.such.element", "x"), "true");
  assert.equal(call("Terminate", ""), "true");
  assert.equal(call("Commit", "x"), "true");
  assert.equal(error(), 0);
});

Deno.test("Open edX: reads are stale while a request is in flight, and the rest goes in one batch", () => {
  const store = new Store();
  store.waiting = [];
  const { set, get, runtime } = session("scorm12", { profile: "openedx", store });
  set(STATE, "one");
  set("cmi.core.lesson_location", "two");
  set("cmi.core.lesson_status", "incomplete");

  assert.equal(get(STATE), "");
  assert.equal(store.waiting.length, 1);
  store.waiting.shift()?.();
  assert.equal(get(STATE), "one");
  assert.equal(get("cmi.core.lesson_location"), "");
  store.waiting.shift()?.();
  assert.equal(get("cmi.core.lesson_location"), "two");
  assert.equal(runtime.inFlight, 0);
  assert.deepEqual(store.payloads.map(({ values }) => Object.keys(values).length), [1, 2]);
});

Deno.test("Open edX: when the page goes away only the first value arrives, and no grade", () => {
  const store = new Store();
  store.waiting = [];
  const { set } = session("scorm12", { profile: "openedx", store });
  set("cmi.core.score.raw", "80");
  set("cmi.core.lesson_status", "passed");
  store.waiting[0]?.();

  assert.deepEqual(store.stored.values, { "cmi.core.score.raw": "80" });
  assert.equal(store.stored.grade, null);
});

Deno.test("Open edX: a negative score drops the rest of its batch", () => {
  const store = new Store();
  store.waiting = [];
  const { set } = session("scorm12", { profile: "openedx", store });
  set(STATE, "one");
  set("cmi.core.score.raw", "-1");
  set("cmi.core.lesson_status", "passed");
  store.waiting.shift()?.();
  store.waiting.shift()?.();

  assert.deepEqual(store.stored.values, { [STATE]: "one" });
});
