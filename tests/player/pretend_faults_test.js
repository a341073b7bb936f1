// The pretend LMS: each fault does what it says.

import assert from "node:assert/strict";
import { faultsWith, profileNamed, PROFILES } from "../../src/ihrp_course/preview/lms/profiles.js";
import { BOTH, ENTRY, EXIT, session, STATE, Store } from "./pretend_session.js";
/** @import { Name } from "./pretend_session.js" */

Deno.test("a profile or a fault that does not exist is an error", () => {
  assert.throws(() => profileNamed("strickt"), /strict, moodle, openedx, lenient/);
  assert.throws(() => faultsWith(/** @type {any} */ ({ failCommit: 1 })), /no fault failCommit;/);
});

Deno.test("the profiles have the same settings", () => {
  const names = (/** @type {object} */ profile) => Object.keys(profile).sort();
  for (const profile of Object.values(PROFILES)) {
    assert.deepEqual(names(profile), names(profileNamed("strict")));
  }
});

for (const standard of BOTH) {
  const commitError = { scorm12: 101, scorm2004: 391 }[standard];

  Deno.test(`${standard}: fault failCommits, so many and all`, () => {
    const { set, call, error, store, runtime } = session(standard, { faults: { failCommits: 2 } });
    set(STATE, "here");
    assert.equal(call("Commit", ""), "false");
    assert.equal(error(), commitError);
    assert.equal(call("Commit", ""), "false");
    assert.deepEqual(store.payloads, []);
    assert.equal(call("Commit", ""), "true");
    assert.equal(store.stored.values[STATE], "here");
    runtime.faults.failCommits = -1;
    for (let n = 0; n < 5; n++) assert.equal(call("Commit", ""), "false");
  });

  Deno.test(`${standard}: fault forgetCommits: what a failed commit held is not sent again`, () => {
    const faults = { failCommits: 1, forgetCommits: true };
    const { set, call, store } = session(standard, { faults });
    set(STATE, "here");
    call("Commit", "");
    assert.equal(call("Commit", ""), "true");
    assert.equal(store.stored.values[STATE], undefined);
  });

  Deno.test(`${standard}: a commit that the server refuses is sent again with the next`, () => {
    const { set, call, store, runtime } = session(standard);
    store.isGone = true;
    set(STATE, "here");
    assert.equal(call("Commit", ""), "false");
    assert.deepEqual(runtime.unsaved, [STATE]);
    store.isGone = false;
    assert.equal(call("Commit", ""), "true");
    assert.equal(store.stored.values[STATE], "here");
  });

  Deno.test(`${standard}: fault refuseElement, by its beginning, for any index, with any code`, () => {
    const { set, error, runtime } = session(standard, { faults: { refuseElement: STATE } });
    assert.equal(set(STATE, "x"), "false");
    assert.equal(error(), standard === "scorm12" ? 101 : 351);
    assert.equal(set(EXIT[standard], "suspend"), "true");
    runtime.faults.refuseElement = "cmi.interactions.n.type";
    runtime.faults.refuseCode = 406;
    assert.equal(set("cmi.interactions.0.id", "Q01"), "true");
    assert.equal(set("cmi.interactions.0.type", "choice"), "false");
    assert.equal(error(), 406);
  });

  Deno.test(`${standard}: fault refuseInitialize, so many and all`, () => {
    const { call, error } = session(standard, {
      faults: { refuseInitialize: 1 },
      isStarted: false,
    });
    assert.equal(call("Initialize", ""), "false");
    assert.equal(error(), standard === "scorm12" ? 101 : 102);
    call("GetValue", "cmi._version");
    assert.equal(error(), standard === "scorm12" ? 301 : 122);
    assert.equal(call("Initialize", ""), "true");
    const never = session(standard, { faults: { refuseInitialize: true }, isStarted: false });
    for (let n = 0; n < 5; n++) assert.equal(never.call("Initialize", ""), "false");
  });

  Deno.test(`${standard}: fault throws, every call or some`, () => {
    const { call, get, runtime } = session(standard);
    runtime.faults.throws = ["commit"];
    assert.throws(() => call("Commit", ""), /script failed/);
    assert.equal(get("cmi._version"), standard === "scorm12" ? "3.4" : "1.0");
    runtime.faults.throws = true;
    for (const name of /** @type {Name[]} */ (["GetValue", "Commit", "GetLastError"])) {
      assert.throws(() => call(name, ""));
    }
    assert.equal(runtime.log.at(-1)?.result, "threw");
  });

  Deno.test(`${standard}: fault returns: booleans, undefined, empty`, () => {
    const { call, set, get, runtime } = session(standard);
    runtime.faults.returns = "boolean";
    assert.strictEqual(set(STATE, "x"), true);
    assert.strictEqual(set("cmi.nonsense", "x"), false);
    assert.strictEqual(call("GetLastError"), standard === "scorm12" ? 201 : 401);
    assert.strictEqual(get(STATE), "x");
    runtime.faults.returns = "undefined";
    assert.strictEqual(call("Commit", ""), undefined);
    assert.strictEqual(get(STATE), undefined);
    runtime.faults.returns = "empty";
    assert.strictEqual(call("Commit", ""), "");
  });

  Deno.test(`${standard}: faults cutSuspend and emptySuspend`, () => {
    const { set, get, call, runtime, store } = session(standard, { faults: { cutSuspend: 3 } });
    assert.equal(set(STATE, "abcdef"), "true");
    assert.equal(get(STATE), "abc");
    call("Commit", "");
    assert.equal(store.stored.values[STATE], "abc");
    runtime.faults.emptySuspend = true;
    assert.equal(get(STATE), "");
  });

  Deno.test(`${standard}: fault entryEmpty, data or not`, () => {
    const first = session(standard);
    first.set(EXIT[standard], "suspend");
    first.set(STATE, "here");
    first.call("Commit", "");
    const { get, error } = session(standard, { store: first.store, faults: { entryEmpty: true } });
    assert.equal(get(ENTRY[standard]), "");
    assert.equal(error(), 0);
    assert.equal(get(STATE), "here");
  });

  Deno.test(`${standard}: faults mode, credit and status`, () => {
    const [mode, credit, status] = standard === "scorm12"
      ? ["cmi.core.lesson_mode", "cmi.core.credit", "cmi.core.lesson_status"]
      : ["cmi.mode", "cmi.credit", "cmi.success_status"];
    const faults = { mode: "review", credit: "no-credit", status: "passed" };
    const { get, runtime } = session(standard, { faults });
    assert.deepEqual([get(mode ?? ""), get(credit ?? ""), get(status ?? "")], [
      "review",
      "no-credit",
      "passed",
    ]);
    runtime.faults.mode = "";
    assert.equal(get(mode ?? ""), "");
  });

  Deno.test(`${standard}: fault sessionEnded: every call fails, commits are sent, and it can come back`, () => {
    const { call, set, get, error, runtime, store } = session(standard);
    set(STATE, "before");
    runtime.faults.sessionEnded = true;
    store.isGone = true;
    assert.equal(get(STATE), "");
    assert.notEqual(error(), 0);
    assert.equal(set(STATE, "during"), "false");
    assert.equal(call("Commit", ""), "false");
    assert.equal(error(), commitError);
    assert.equal(store.payloads.length, 1);
    runtime.faults.sessionEnded = false;
    store.isGone = false;
    assert.equal(call("Commit", ""), "true");
    assert.equal(store.stored.values[STATE], "before");
  });
}

Deno.test("fault mastery is a mastery score as if the manifest had one", () => {
  const { get } = session("scorm12", { faults: { mastery: "80" } });
  assert.equal(get("cmi.student_data.mastery_score"), "80");
});

Deno.test("a Terminate that cannot save leaves SCORM 2004 running, and SCORM 1.2 over", () => {
  const now = session("scorm2004", { faults: { failCommits: 1 } });
  assert.equal(now.call("Terminate", ""), "false");
  assert.equal(now.error(), 111);
  assert.equal(now.call("Terminate", ""), "true");
  const old = session("scorm12", { faults: { failCommits: 1 } });
  assert.equal(old.call("Terminate", ""), "false");
  assert.equal(old.error(), 101);
  assert.equal(old.call("Terminate", ""), "false");
  assert.equal(old.error(), 301);
});

Deno.test("without waiting, a commit says true and a failure is sent with the next", () => {
  const store = new Store();
  store.waiting = [];
  const { set, call, runtime } = session("scorm12", { profile: "lenient", store });
  set(STATE, "here");
  assert.equal(call("Commit", ""), "true");
  assert.equal(runtime.inFlight, 1);
  store.isGone = true;
  store.waiting.shift()?.();
  assert(runtime.unsaved.includes(STATE));
  store.isGone = false;
  call("Commit", "");
  store.waiting.shift()?.();
  assert.equal(store.stored.values[STATE], "here");
});
