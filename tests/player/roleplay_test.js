// What the record keeps and tells of a role-play: the way while it runs, endings and gates for ever, never a reply.

import assert from "node:assert/strict";
import { endRun, keepRun } from "../../src/ihrp_course/player/plays.js";
import { BOTH, turn, World } from "./world.js";

/** @import { Answer, LearnerRecord, PageData, Payload, QuestionData } from "../../src/ihrp_course/player/types.js" */
/** @import { Standard } from "./world.js" */

/** @type {QuestionData} */
const RP = {
  id: "rp",
  kind: "scenario",
  module: 1,
  slot: 0,
  revision: 1,
  tries: 1,
  points: 1,
  objective: "O-1",
  tags: [],
  shuffle: true,
  text: "A first talk",
  interaction: "performance",
  key: {},
};

/** @param {Standard} standard @param {QuestionData} [question] @returns {PageData} */
const pageData = (standard, question = RP) => ({
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
      { id: "l", slot: 0, title: "L", minutes: 1, requires: [], required: ["rp"] },
      { id: "p", slot: 1, title: "P", minutes: 1, requires: [], required: ["poll"] },
    ],
    assessment: null,
  }],
  objectives: { "O-1": { text: "O", lesson: "l", elsewhere: "" } },
  questions: { rp: question },
  marks: [{ id: "poll", lesson: "p", module: 1, slot: 0, pair: null }],
  score: null,
  strings: {},
});

/** Two endings, one gate, then the way. @param {number[]} seen @param {number[]} met @param {number[]} way @returns {Payload} */
const path = (seen, met, way = []) => ({ kind: "path", steps: [...seen, ...met, ...way] });

/** @param {LearnerRecord} record @param {string} ending @param {boolean} isEarned @param {Payload} payload */
function end(record, ending, isEarned, payload) {
  /** @type {Answer} */
  const answer = { steps: [["ending", ending], ["gates", isEarned ? "1" : "0"]] };
  endRun(record, RP, answer, { score: isEarned ? 1 : 0, correct: isEarned }, payload, 60);
}

/** What the LMS was told of interactions. @param {World} world */
const told = (world) =>
  Object.entries(world.stored).filter(([name]) =>
    /interactions\.\d+\.(student|learner)_response$/.test(name)
  ).map(([, value]) => value);

/** @param {string} standard @param {string} ending @param {number} gates */
const words = (standard, ending, gates) =>
  standard === "scorm12"
    ? `ending.${ending},gates.${gates}`
    : `ending[.]${ending}[,]gates[.]${gates}`;

for (const standard of BOTH) {
  Deno.test(`${standard}: a role-play that was left in the middle goes on there`, async () => {
    const world = new World(pageData(standard));
    const before = await world.launch();
    keepRun(before, RP, path([0, 0], [0], [2, 1]));
    await turn();

    const record = await world.launch();

    assert.deepEqual(record.practice("rp"), {
      tries: 1,
      result: "none",
      payload: path([0, 0], [0], [2, 1]),
    });
    assert.deepEqual(told(world), [], "and nothing of it was told");
    assert.deepEqual(world.refused, []);
  });

  Deno.test(`${standard}: the way is wiped at the end, endings and gates stay`, async () => {
    const world = new World(pageData(standard));
    const before = await world.launch();
    keepRun(before, RP, path([0, 0], [0], [2, 1]));
    end(before, "left", false, path([0, 1], [0]));
    await turn();

    const record = await world.launch();

    assert.deepEqual(record.practice("rp"), {
      tries: 1,
      result: "partial",
      payload: path([0, 1], [0]),
    });
  });

  Deno.test(`${standard}: an end is told once, and once more when its credit first holds`, async () => {
    const world = new World(pageData(standard));
    const record = await world.launch();
    end(record, "left", false, path([0, 1], [0]));
    end(record, "left", false, path([0, 1], [0]));
    await turn();
    const first = told(world);
    end(record, "met", true, path([1, 1], [1]));
    end(record, "met", true, path([1, 1], [1]));
    end(record, "left", false, path([1, 1], [1]));
    await turn();

    assert.deepEqual(first, [words(standard, "left", 0)]);
    assert.deepEqual(told(world), [words(standard, "left", 0), words(standard, "met", 1)]);
    assert.deepEqual(world.refused, []);
  });

  Deno.test(`${standard}: what was earned is never lost, in no later run and no later session`, async () => {
    const world = new World(pageData(standard));
    const before = await world.launch();
    end(before, "met", true, path([1, 0], [1]));
    keepRun(before, RP, path([1, 0], [1], [0]));
    end(before, "left", false, path([1, 1], [1]));
    await turn();

    const record = await world.launch();

    assert.equal(record.practice("rp").result, "right");
    assert.equal(record.practice("rp").tries, 2);
    assert.deepEqual(record.missing("l"), []);
  });

  Deno.test(`${standard}: a required role-play holds its lesson open until its credit holds`, async () => {
    const world = new World(pageData(standard));
    const record = await world.launch();
    record.finishLesson("l");
    keepRun(record, RP, path([0, 0], [0], [1]));
    const running = record.lesson("l").done;
    end(record, "left", false, path([0, 1], [0]));
    const missed = record.lesson("l").done;
    end(record, "met", true, path([1, 1], [1]));

    assert.deepEqual([running, missed, record.lesson("l").done], [false, false, true]);
  });

  Deno.test(`${standard}: another revision begins anew, and a lesson that was done stays done`, async () => {
    const world = new World(pageData(standard));
    const before = await world.launch();
    before.finishLesson("l");
    end(before, "met", true, path([1, 0], [1]));
    await turn();
    const raised = { ...RP, revision: 2 };
    world.data = pageData(standard, raised);

    const record = await world.launch();

    assert.equal(record.practice("rp").payload, null);
    assert.equal(record.practice("rp").result, "none");
    assert.ok(record.lesson("l").done);
    keepRun(record, raised, path([0, 0], [0], [1]));
    assert.deepEqual(record.practice("rp").payload, path([0, 0], [0], [1]));
  });

  Deno.test(`${standard}: without an LMS's credit nothing is told, and all is kept`, async () => {
    const world = new World(pageData(standard));
    const record = await world.launch({ credit: "no-credit" });
    end(record, "met", true, path([1, 0], [1]));
    await turn();

    assert.equal(record.practice("rp").result, "right");
    assert.deepEqual(told(world), []);
  });

  Deno.test(`${standard}: a poll is one bit: the lesson that requires it is done, and nothing is told`, async () => {
    const world = new World(pageData(standard));
    const before = await world.launch();
    before.finishLesson("p");
    const open = before.lesson("p").done;
    before.mark("poll");
    await turn();

    const record = await world.launch();

    assert.deepEqual([open, record.lesson("p").done, record.isMarked("poll")], [false, true, true]);
    assert.deepEqual(told(world), []);
  });
}
