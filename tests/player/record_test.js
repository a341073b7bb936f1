// The record with a real binding in the strict pretend LMS, without a browser: saving, faults, never falling.

import assert from "node:assert/strict";
import { open as open12 } from "../../src/ihrp_course/player/lms/scorm12.js";
import { open as open2004 } from "../../src/ihrp_course/player/lms/scorm2004.js";
import { openRecord } from "../../src/ihrp_course/player/record.js";
import * as sitting from "../../src/ihrp_course/player/sitting.js";
import { session, Store } from "./pretend_session.js";

/** @import { Environment, GradedAnswer, PageData, QuestionData } from "../../src/ihrp_course/player/types.js" */
/** @typedef {"scorm12"|"scorm2004"} Standard */

const BOTH = /** @type {Standard[]} */ (["scorm12", "scorm2004"]);

/** @param {string} id @param {number} slot @param {string[]} tags @returns {QuestionData} */
const question = (id, slot, tags = []) => ({
  id,
  kind: "choice",
  module: 1,
  slot,
  revision: 1,
  tries: 2,
  points: 1,
  objective: "O-1",
  tags,
  shuffle: true,
  text: "What now?",
  interaction: "choice",
  key: { n: 3, key: 0 },
});

const BANK = [0, 1, 2, 3, 4, 5].map((n) => question(`s${n}`, n + 1, n < 3 ? ["critical"] : []));

/** @param {Standard} standard @returns {PageData} */
const pageData = (standard) => ({
  course: { id: "c", title: "C", version: "1.0.0", language: "en", direction: "ltr" },
  unit: { id: "c-m", title: "M", standard, whole: false },
  policy: "view-then-pass",
  profile: { name: "default", finalExit: "suspend", interactions: true },
  reviewed: false,
  modules: [{
    number: 1,
    id: "m",
    title: "M",
    lessons: [
      { id: "l1", slot: 0, title: "L1", minutes: 1, requires: [], required: [] },
      { id: "l2", slot: 1, title: "L2", minutes: 1, requires: [], required: ["p1"] },
    ],
    assessment: {
      id: "quiz",
      slot: 0,
      title: "Quiz",
      requires: [],
      banks: ["b"],
      pool: BANK.map((each) => ({
        id: each.id,
        module: 1,
        slot: each.slot,
        bank: "b",
        objective: "O-1",
        lesson: "l1",
        tags: each.tags,
        enemies: [],
        revision: 1,
      })),
      draw: 3,
      stratify: [],
      atLeast: { critical: 1 },
      quota: {},
      mustPass: "critical",
      pass: 0.6,
      attempts: null,
      unseenFirst: true,
    },
  }],
  objectives: { "O-1": { text: "O", lesson: "l1" } },
  questions: { p1: question("p1", 0) },
  marks: [],
  score: null,
  strings: {},
});

/** A device and an LMS that outlive sessions. */
/** What the second script brings. @param {Promise<import("../../src/ihrp_course/player/types.js").LearnerRecord>} opening */
async function withSitting(opening) {
  const record = await opening;
  record.take(sitting);
  return record;
}

class World {
  store = new Store();
  /** @type {Map<string, string>} */
  device = new Map();
  seed = 1;
  /** @type {ReturnType<typeof session>["runtime"]|null} */
  runtime = null;
  /** @type {{at: number, run: () => void}[]} */
  timers = [];
  now = 0;

  /** @param {Standard} standard */
  constructor(standard) {
    this.standard = standard;
  }

  /** What the LMS holds. */
  get stored() {
    return this.store.stored.values;
  }

  /** @param {Record<string, unknown>} [faults] @returns {Promise<import("../../src/ihrp_course/player/types.js").LearnerRecord>} */
  launch(faults = {}) {
    this.timers = [];
    const { runtime } = session(this.standard, { faults, store: this.store, isStarted: false });
    this.runtime = runtime;
    const name = this.standard === "scorm12" ? "API" : "API_1484_11";
    const host = { [name]: runtime.api };
    /** @type {Environment} */
    const environment = {
      storage: {
        getItem: (key) => this.device.get(key) ?? null,
        setItem: (key, value) => void this.device.set(key, value),
        removeItem: (key) => void this.device.delete(key),
      },
      channel: () => null,
      clock: () => 1764072000000 + this.now,
      ticks: () => this.now,
      later: (run, milliseconds) => this.timers.push({ at: this.now + milliseconds, run }),
      cancel: (timer) => void this.timers.splice(timer - 1, 1, { at: Infinity, run: () => {} }),
      soon: (run) => queueMicrotask(run),
      random: () => (this.seed = (this.seed * 16807) % 2147483647) / 2147483647,
      host,
    };
    const bind = this.standard === "scorm12" ? open12 : open2004;
    const { profile: words } = pageData(this.standard);
    return withSitting(openRecord(pageData(this.standard), bind(environment, words), environment));
  }

  /** Let time pass. @param {number} milliseconds */
  pass(milliseconds) {
    this.now += milliseconds;
    for (const timer of this.timers.filter((each) => each.at <= this.now)) {
      timer.at = Infinity;
      timer.run();
    }
  }

  /** Calls that were refused. */
  get refused() {
    return (this.runtime?.log ?? []).filter((entry) => entry.error).map((entry) =>
      `${entry.call} ${entry.args} ${entry.error}`
    );
  }

  get status() {
    return this
      .stored[this.standard === "scorm12" ? "cmi.core.lesson_status" : "cmi.completion_status"];
  }

  get raw() {
    return this.stored[this.standard === "scorm12" ? "cmi.core.score.raw" : "cmi.score.raw"] ?? "";
  }
}

const turn = () => new Promise((resolve) => setTimeout(() => resolve(0), 0));

/** @param {string} id @param {boolean} isRight @returns {GradedAnswer} */
function graded(id, isRight) {
  const data = /** @type {QuestionData} */ (BANK.find((each) => each.id === id));
  return {
    question: data,
    answer: { codes: [isRight ? "a" : "b"] },
    judgement: { score: isRight ? 1 : 0, correct: isRight },
    patterns: [{ codes: ["a"] }],
    payload: { kind: "single", n: 3, value: isRight ? 0 : 1 },
    seconds: 12,
  };
}

for (const standard of BOTH) {
  Deno.test(`${standard}: a whole run is never refused anything and arrives`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    record.goTo({ page: "l1", section: 0 });
    record.seeLesson("l1");
    record.finishLesson("l1");
    record.finishLesson("l2");
    assert(!record.lesson("l2").done, "a required question is still open");
    const p1 = pageData(standard).questions.p1;
    assert(p1);
    record.answerPractice(
      p1,
      { codes: ["a"] },
      { score: 1, correct: true },
      { kind: "single", n: 3, value: 0 },
      [{ codes: ["a"] }],
      5,
    );
    assert(record.lesson("l2").done);
    const ids = record.beginAttempt("quiz");
    const result = record.handIn("quiz", ids.map((id) => graded(id, true)));
    await turn();

    assert.equal(result.passed, true);
    assert.deepEqual(world.refused, []);
    assert.equal(world.raw, "100");
    assert.equal(world.status, standard === "scorm12" ? "passed" : "completed");
  });

  Deno.test(`${standard}: an answer is committed in the turn in which it was given`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    const p1 = pageData(standard).questions.p1;
    assert(p1);
    record.answerPractice(
      p1,
      { codes: ["b"] },
      { score: 0, correct: false },
      { kind: "single", n: 3, value: 1 },
      [{ codes: ["a"] }],
      5,
    );
    await Promise.resolve();

    const again = await world.launch();

    assert.equal(again.practice("p1").result, "wrong");
  });

  Deno.test(`${standard}: an open must-pass question keeps the quiz ungraded until it is put right`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    const ids = record.beginAttempt("quiz");
    const critical = ids.filter((id) => BANK.find((each) => each.id === id)?.tags.length);
    const first = record.handIn("quiz", ids.map((id) => graded(id, id !== critical[0])));
    await turn();
    assert.equal(first.passed, false);
    assert.equal(world.raw, "", "nothing of the score is told");

    for (let step = record.nextRemediation("quiz"); step; step = record.nextRemediation("quiz")) {
      record.remediate("quiz", graded(step.next, true));
    }
    await turn();

    assert.equal(record.assessment("quiz").phase, "passed");
    assert.equal(Number(world.raw), Math.round(first.scaled * 100));
  });

  Deno.test(`${standard}: a later miss never lowers what was reached`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    for (const id of ["l1", "l2"]) record.finishLesson(id);
    record.handIn("quiz", record.beginAttempt("quiz").map((id) => graded(id, true)));
    await turn();
    const before = world.raw;

    record.handIn("quiz", record.beginAttempt("quiz").map((id) => graded(id, false)));
    await turn();

    assert.equal(world.raw, before);
    assert.equal(record.status().success, "passed");
  });

  Deno.test(`${standard}: commits that fail are tried again, and nothing is lost`, async () => {
    const world = new World(standard);
    const record = await world.launch({ failCommits: 3 });
    record.finishLesson("l1");
    await turn();
    assert.equal(record.saveState().kind, "retrying");

    for (let n = 0; n < 8; n++) world.pass(2000);

    assert.equal(record.saveState().kind, "saved");
    assert.equal((await world.launch()).lesson("l1").done, true);
  });

  Deno.test(`${standard}: what the LMS lost comes back from the device`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    record.goTo({ page: "l1", section: 0 });
    await turn();
    const kept = structuredClone(world.store.stored);
    record.finishLesson("l1");
    await turn();
    world.store.stored = kept; // the last commit never arrived

    const again = await world.launch();

    assert.equal(again.lesson("l1").done, true);
  });

  Deno.test(`${standard}: a learner who begins anew is not given old answers`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    record.finishLesson("l1");
    await turn();
    world.store = new Store();

    const again = await world.launch();

    assert.equal(again.lesson("l1").done, false);
  });

  Deno.test(`${standard}: review mode writes nothing`, async () => {
    const world = new World(standard);
    const record = await world.launch({ mode: "review" });
    record.finishLesson("l1");
    record.handIn("quiz", record.beginAttempt("quiz").map((id) => graded(id, true)));
    await turn();

    const calls = world.runtime?.log.map((entry) => entry.call) ?? [];

    assert.deepEqual(calls.filter((call) => /Set|Commit/.test(call)), []);
  });

  Deno.test(`${standard}: without credit the place is kept and nothing else is told`, async () => {
    const world = new World(standard);
    const record = await world.launch({ credit: "no-credit" });
    record.finishLesson("l1");
    record.handIn("quiz", record.beginAttempt("quiz").map((id) => graded(id, true)));
    await turn();

    const set = world.runtime?.log.filter((entry) =>
      entry.call.endsWith("SetValue")
    ).map((entry) => String(entry.args[0] ?? "")) ?? [];

    assert.deepEqual(
      set.filter((name) =>
        /status|score|interactions|objectives/.test(name)
      ),
      [],
    );
  });

  for (
    const [what, faults] of /** @type {[string, Record<string, unknown>][]} */ ([
      ["throws at every call", { throws: true }],
      ["refuses to initialize", { refuseInitialize: -1 }],
      ["returns nothing", { returns: "undefined" }],
      ["returns booleans", { returns: "boolean" }],
      ["refuses suspend_data", { refuseElement: "cmi.suspend_data" }],
      ["ended the session", { sessionEnded: true }],
    ])
  ) {
    Deno.test(`${standard}: the record works on when the LMS ${what}`, async () => {
      const world = new World(standard);
      const opening = world.launch(faults);
      for (let n = 0; n < 10; n++) {
        await turn();
        world.pass(1000);
      }
      const record = await opening;

      record.finishLesson("l1");
      await turn();

      assert.equal(record.lesson("l1").done, true);
      record.leave(false);
    });
  }

  Deno.test(`${standard}: state that is cut anywhere starts clean and lowers nothing`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    for (const id of ["l1", "l2"]) record.finishLesson(id);
    record.handIn("quiz", record.beginAttempt("quiz").map((id) => graded(id, true)));
    await turn();
    const before = { raw: world.raw, status: world.status };
    world.device.clear();

    const again = await world.launch({ cutSuspend: 20 });
    again.finishLesson("l1");
    await turn();

    assert.deepEqual({ raw: world.raw, status: world.status }, before);
  });
}
