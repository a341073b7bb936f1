// The record with a real binding in the strict pretend LMS, without a browser: saving, faults, never falling.

import assert from "node:assert/strict";
import { answerPractice } from "../../src/ihrp_course/player/practice.js";
import { BOTH, turn, World as AnyWorld } from "./world.js";

/** @import { GradedAnswer, LearnerRecord, PageData, QuestionData } from "../../src/ihrp_course/player/types.js" */
/** @import { Standard } from "./world.js" */

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

/** A channel to other tabs, and what was asked by it. @param {World} world */
function tabs(world) {
  /** @type {string[]} */
  const asked = [];
  /** @type {import("../../src/ihrp_course/player/types.js").Channel} */
  const channel = {
    onmessage: null,
    postMessage: (message) => void asked.push(/** @type {{ask: string}} */ (message).ask),
    close: () => {},
  };
  world.channel = () => channel;
  return { asked, channel };
}

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
  objectives: { "O-1": { text: "O", lesson: "l1", elsewhere: "" } },
  questions: { p1: question("p1", 0) },
  marks: [],
  score: null,
  strings: {},
});

class World extends AnyWorld {
  /** @param {Standard} standard */
  constructor(standard) {
    super(pageData(standard));
  }
}

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

/** The practice question is answered. @param {Standard} standard @param {LearnerRecord} record @param {boolean} isRight */
function answer(standard, record, isRight) {
  const { p1 } = pageData(standard).questions;
  assert(p1);
  answerPractice(record, {
    question: p1,
    answer: { codes: [isRight ? "a" : "b"] },
    judgement: { score: Number(isRight), correct: isRight },
    payload: { kind: "single", n: 3, value: isRight ? 0 : 1 },
    patterns: [{ codes: ["a"] }],
    seconds: 5,
  });
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
    answer(standard, record, true);
    assert(record.lesson("l2").done);
    const ids = record.quizzes.begin("quiz");
    const result = record.quizzes.handIn("quiz", ids.map((id) => graded(id, true)));
    await turn();

    assert.equal(result.passed, true);
    assert.deepEqual(world.refused, []);
    assert.equal(world.raw, "100");
    assert.equal(world.status, standard === "scorm12" ? "passed" : "completed");
  });

  Deno.test(`${standard}: an answer is committed in the turn in which it was given`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    answer(standard, record, false);
    await Promise.resolve();

    const again = await world.launch();

    assert.equal(again.practice("p1").result, "wrong");
  });

  Deno.test(`${standard}: an open must-pass question keeps the quiz ungraded until it is put right`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    const ids = record.quizzes.begin("quiz");
    const critical = ids.filter((id) => BANK.find((each) => each.id === id)?.tags.length);
    const first = record.quizzes.handIn("quiz", ids.map((id) => graded(id, id !== critical[0])));
    await turn();
    assert.equal(first.passed, false);
    assert.equal(world.raw, "", "nothing of the score is told");

    for (
      let step = record.quizzes.nextRemediation("quiz");
      step;
      step = record.quizzes.nextRemediation("quiz")
    ) {
      record.quizzes.remediate("quiz", graded(step.next, true));
    }
    await turn();

    assert.equal(record.quizzes.view("quiz").phase, "passed");
    assert.equal(Number(world.raw), Math.round(first.scaled * 100));
  });

  Deno.test(`${standard}: a later miss never lowers what was reached`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    for (const id of ["l1", "l2"]) record.finishLesson(id);
    record.quizzes.handIn("quiz", record.quizzes.begin("quiz").map((id) => graded(id, true)));
    await turn();
    const before = world.raw;

    record.quizzes.handIn("quiz", record.quizzes.begin("quiz").map((id) => graded(id, false)));
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
    world.forget();

    const again = await world.launch();

    assert.equal(again.lesson("l1").done, false);
  });

  Deno.test(`${standard}: review mode writes nothing`, async () => {
    const world = new World(standard);
    const record = await world.launch({ mode: "review" });
    record.finishLesson("l1");
    record.quizzes.handIn("quiz", record.quizzes.begin("quiz").map((id) => graded(id, true)));
    await turn();

    const calls = world.runtime?.log.map((entry) => entry.call) ?? [];

    assert.deepEqual(calls.filter((call) => /Set|Commit/.test(call)), []);
  });

  Deno.test(`${standard}: without credit the place is kept and nothing else is told`, async () => {
    const world = new World(standard);
    const record = await world.launch({ credit: "no-credit" });
    record.finishLesson("l1");
    record.quizzes.handIn("quiz", record.quizzes.begin("quiz").map((id) => graded(id, true)));
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

  Deno.test(`${standard}: an LMS that gives nothing back is told what nothing can be above, and that alone`, async () => {
    const world = new World(standard);
    const record = await world.launch({ returns: "undefined" });
    const told = () => world.runtime?.log.some((entry) => entry.call.endsWith("Commit"));
    record.finishLesson("l1");
    await turn();
    assert.equal(record.saveState().kind, "silent");
    assert.equal(told(), false);

    answer(standard, record, false);
    record.finishLesson("l2");
    record.quizzes.handIn("quiz", record.quizzes.begin("quiz").map((id) => graded(id, true)));
    await turn();

    assert.equal(record.saveState().kind, "saved");
    assert.equal(world.status, standard === "scorm12" ? "passed" : "completed");
    assert.equal(world.raw, "100");
  });

  Deno.test(`${standard}: an LMS that holds no defaults is told all from the beginning`, async () => {
    const world = new World(standard);
    /** @type {Map<string, string>} */
    const held = new Map();
    const [prefix, exit] = standard === "scorm12" ? ["LMS", "Finish"] : ["", "Terminate"];
    const api = {
      [`${prefix}Initialize`]: () => "true",
      [`${prefix}${exit}`]: () => "true",
      [`${prefix}GetValue`]: (/** @type {string} */ name) => held.get(name) ?? "",
      [`${prefix}SetValue`]: (/** @type {string} */ name, /** @type {string} */ value) =>
        String(Boolean(held.set(name, value))),
      [`${prefix}Commit`]: () => "true",
      [`${prefix}GetLastError`]: () => "0",
    };
    const record = await world.launch({}, api);
    record.finishLesson("l1");
    await turn();
    assert.equal(record.saveState().kind, "saved");
    world.device.clear();

    const again = await world.launch({}, api);

    assert.equal(again.lesson("l1").done, true);
  });

  Deno.test(`${standard}: a page writes as soon as no other tab has said that it does`, async () => {
    const world = new World(standard);
    const { asked } = tabs(world);
    const record = await world.launch();
    record.seeLesson("l1");
    record.goTo({ page: "l1", section: 0 });
    await turn();
    assert.equal(asked.length, 1);
    assert.equal(world.stored["cmi.suspend_data"], undefined);
    assert.equal(world.device.size, 0);

    world.pass(60);
    await turn();

    assert.equal(record.saveState().kind, "saved");
    assert.notEqual(world.stored["cmi.suspend_data"], undefined);
    assert.equal((await world.launch()).lesson("l1").seen, true);
  });

  Deno.test(`${standard}: a page that is told that another tab writes has written nothing, and writes nothing`, async () => {
    const world = new World(standard);
    const { asked, channel } = tabs(world);
    const record = await world.launch();
    record.seeLesson("l1");
    await turn();
    channel.onmessage?.(/** @type {MessageEvent} */ ({ data: { held: asked[0] } }));
    world.pass(60);
    record.finishLesson("l1");
    await turn();
    record.leave(false);

    assert.equal(record.readOnly, true);
    assert.equal(record.saveState().kind, "readonly");
    assert.equal(world.stored["cmi.suspend_data"], undefined);
    assert.equal(world.device.size, 0);
  });

  Deno.test(`${standard}: an answer waits for no other tab`, async () => {
    const world = new World(standard);
    tabs(world);
    const record = await world.launch();
    const [id = ""] = record.quizzes.begin("quiz");
    record.quizzes.answer("quiz", graded(id, true).question, { kind: "single", n: 3, value: 1 });
    await turn();

    const again = await world.launch();

    assert.deepEqual(again.quizzes.view("quiz").answers[id], { kind: "single", n: 3, value: 1 });
  });

  Deno.test(`${standard}: a page that goes before another tab could have said anything saves`, async () => {
    const world = new World(standard);
    tabs(world);
    const record = await world.launch();
    record.seeLesson("l1");
    record.leave(false);
    assert.notEqual(world.stored["cmi.suspend_data"], undefined);
    assert.notEqual(world.device.size, 0);

    assert.equal((await world.launch()).lesson("l1").seen, true);
  });

  Deno.test(`${standard}: an answer that was changed at once is what a tab that died is found with`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    const [id = ""] = record.quizzes.begin("quiz");
    const { question } = graded(id, true);
    for (const value of [1, 2, 0]) {
      record.quizzes.answer("quiz", question, { kind: "single", n: 3, value });
      await turn();
    }

    const again = await world.launch();

    assert.deepEqual(again.quizzes.view("quiz").answers[id], { kind: "single", n: 3, value: 0 });
  });

  Deno.test(`${standard}: on a device that stores nothing each change of an answer is at the LMS at once`, async () => {
    const world = new World(standard);
    world.device.set = () => {
      throw new Error("full");
    };
    const record = await world.launch();
    const [id = ""] = record.quizzes.begin("quiz");
    const { question } = graded(id, true);
    for (const value of [1, 2, 0]) {
      record.quizzes.answer("quiz", question, { kind: "single", n: 3, value }, true);
      await turn();
    }

    const again = await world.launch();

    assert.deepEqual(again.quizzes.view("quiz").answers[id], { kind: "single", n: 3, value: 0 });
  });

  Deno.test(`${standard}: a page turn is on the device at once, at the LMS when it is painted`, async () => {
    /** @type {(() => void)[]} */
    const unpainted = [];
    const world = new World(standard);
    world.paint = (run) => void unpainted.push(run);
    const record = await world.launch();
    const before = world.stored["cmi.suspend_data"];
    record.finishLesson("l1");
    record.goTo({ page: "l2", section: 0 });
    await turn();

    assert.equal(world.stored["cmi.suspend_data"], before);
    assert.equal(
      (await world.launch()).lesson("l1").done,
      true,
      "a tab that died is found with it",
    );

    for (const run of unpainted.splice(0)) run();
    world.device.clear();
    assert.equal((await world.launch()).lesson("l1").done, true);
  });

  Deno.test(`${standard}: an answer that moves the place is one commit`, async () => {
    /** @type {(() => void)[]} */
    const unpainted = [];
    const world = new World(standard);
    const record = await world.launch();
    const commits = () =>
      (world.runtime?.log ?? []).filter((entry) => entry.call.endsWith("Commit")).length;
    await turn();
    const before = commits();
    world.paint = (run) => void unpainted.push(run);
    answer(standard, record, false);
    record.goTo({ page: "l1", section: 2 });
    await turn();
    for (const run of unpainted.splice(0)) run();
    await turn();

    assert.equal(commits() - before, 1);
  });

  Deno.test(`${standard}: on a device that stores nothing a page turn is at the LMS at once`, async () => {
    const world = new World(standard);
    world.paint = () => {};
    world.device.set = () => {
      throw new Error("full");
    };
    const record = await world.launch();
    record.finishLesson("l1");
    await turn();

    assert.equal((await world.launch()).lesson("l1").done, true);
  });

  Deno.test(`${standard}: who leaves before a page turn is painted loses nothing`, async () => {
    const world = new World(standard);
    world.paint = () => {};
    const record = await world.launch();
    record.finishLesson("l1");
    record.leave(false);
    world.device.clear();

    assert.equal((await world.launch()).lesson("l1").done, true);
  });

  Deno.test(`${standard}: what two devices did apart, one without its LMS, comes together`, async () => {
    const world = new World(standard);
    const desk = world.device;
    const atDesk = await world.launch();
    atDesk.goTo({ page: "l1", section: 0 });
    await turn();
    Object.assign(world.runtime?.faults ?? {}, { failCommits: 99 });
    answer(standard, atDesk, true);
    await turn();
    for (let n = 0; n < 30; n++) world.pass(5000); // each try counts, and makes the device's copy look later

    world.device = new Map();
    const onPhone = await world.launch();
    onPhone.seeLesson("l1");
    onPhone.finishLesson("l1");
    const ids = onPhone.quizzes.begin("quiz");
    onPhone.quizzes.handIn("quiz", ids.map((id) => graded(id, true)));
    await turn();
    world.device = desk;
    const again = await world.launch();
    await turn();

    assert.equal(again.practice("p1").result, "right", "of the desk");
    assert.equal(again.lesson("l1").done, true, "of the phone");
    assert.equal(again.quizzes.view("quiz").phase, "passed", "of the phone");
    world.device = new Map();
    const elsewhere = await world.launch();
    assert.equal(elsewhere.practice("p1").result, "right", "the LMS holds all of it");
    assert.equal(elsewhere.lesson("l1").done, true);
  });

  Deno.test(`${standard}: a quiz that was gone on with on two devices holds the answers of both`, async () => {
    const world = new World(standard);
    const desk = world.device;
    const atDesk = await world.launch();
    const [one = "", two = "", three = ""] = atDesk.quizzes.begin("quiz");
    await turn();
    Object.assign(world.runtime?.faults ?? {}, { failCommits: 99 });
    const given = (/** @type {string} */ id) => graded(id, true).payload;
    atDesk.quizzes.answer("quiz", graded(one, true).question, given(one));
    await turn();

    world.device = new Map();
    const onPhone = await world.launch();
    onPhone.quizzes.answer("quiz", graded(two, true).question, given(two));
    await turn();
    world.device = desk;
    const again = await world.launch();
    await turn();

    const { answers, phase } = again.quizzes.view("quiz");
    assert.equal(phase, "open");
    assert.deepEqual(answers, { [one]: given(one), [two]: given(two), [three]: null });
  });

  Deno.test(`${standard}: a quiz that was handed in elsewhere is not open again`, async () => {
    const world = new World(standard);
    const desk = world.device;
    const atDesk = await world.launch();
    const ids = atDesk.quizzes.begin("quiz");
    await turn();
    Object.assign(world.runtime?.faults ?? {}, { failCommits: 99 });
    for (let n = 0; n < 30; n++) {
      atDesk.quizzes.flag("quiz", ids[0] ?? "", n % 2 === 0);
      await turn();
    }

    world.device = new Map();
    const onPhone = await world.launch();
    onPhone.quizzes.handIn("quiz", ids.map((id) => graded(id, true)));
    await turn();
    world.device = desk;

    assert.equal((await world.launch()).quizzes.view("quiz").phase, "passed");
  });

  Deno.test(`${standard}: a session that was left open elsewhere takes nothing away for good`, async () => {
    const world = new World(standard);
    const desk = world.device;
    const atDesk = await world.launch();
    atDesk.goTo({ page: "l1", section: 0 });
    await turn();
    const phone = world.device = new Map();
    const onPhone = await world.launch();
    onPhone.finishLesson("l1");
    await turn();
    world.device = desk;
    for (let n = 0; n < 9; n++) {
      atDesk.goTo({ page: "l2", section: n });
      await turn();
    }
    assert.equal((await world.launch()).lesson("l1").done, false, "the desk has written over it");
    await turn();

    world.device = phone;
    const again = await world.launch();
    await turn();

    assert.equal(again.lesson("l1").done, true);
    world.device = desk;
    assert.equal((await world.launch()).lesson("l1").done, true);
  });

  Deno.test(`${standard}: state that is cut anywhere starts clean and lowers nothing`, async () => {
    const world = new World(standard);
    const record = await world.launch();
    for (const id of ["l1", "l2"]) record.finishLesson(id);
    record.quizzes.handIn("quiz", record.quizzes.begin("quiz").map((id) => graded(id, true)));
    await turn();
    const before = { raw: world.raw, status: world.status };
    world.device.clear();

    const again = await world.launch({ cutSuspend: 20 });
    again.finishLesson("l1");
    await turn();

    assert.deepEqual({ raw: world.raw, status: world.status }, before);
  });
}
