// What a profile makes the binding say, to a strict pretend LMS.

import assert from "node:assert/strict";
import { turn, World } from "./world.js";

/** @import { PageData, Profile } from "../../src/ihrp_course/player/types.js" */

/** One lesson, no quiz. @param {PageData["unit"]["standard"]} standard @param {Profile} profile @returns {PageData} */
const pageData = (standard, profile) => ({
  course: { id: "c", title: "C", version: "1.0.0", language: "en", direction: "ltr" },
  unit: { id: "c-m", title: "M", standard, whole: false },
  policy: "view-then-pass",
  profile,
  reviewed: false,
  modules: [{
    number: 1,
    id: "m",
    title: "M",
    lessons: [{ id: "l1", slot: 0, title: "L1", minutes: 1, requires: [], required: [] }],
    assessment: null,
  }],
  objectives: {},
  questions: {},
  marks: [],
  score: null,
  strings: {},
});

/** @type {Profile} */
const PLAIN = { name: "p", finalExit: "suspend", interactions: true };

/** Everything done, and left. @param {World} world */
async function finish(world) {
  const record = await world.launch();
  record.finishLesson("l1");
  await turn();
  await record.exit();
  return world;
}

Deno.test("a word of SCORM 1.2 is replaced, and not written again at the next visit", async () => {
  const profile = { ...PLAIN, statuses: { completed: /** @type {const} */ ("passed") } };
  const world = await finish(new World(pageData("scorm12", profile)));

  assert.equal(world.status, "passed");
  const record = await world.launch();
  record.save();
  assert.equal(world.status, "passed");
  assert.deepEqual(world.refused, []);
});

Deno.test("SCORM 2004 keeps its own words whatever a profile replaces", async () => {
  const profile = { ...PLAIN, statuses: { completed: /** @type {const} */ ("passed") } };
  const world = await finish(new World(pageData("scorm2004", profile)));

  assert.equal(world.status, "completed");
  assert.deepEqual(world.refused, []);
});

for (const finalExit of /** @type {const} */ (["suspend", "normal"])) {
  Deno.test(`the last exit is the profile's: ${finalExit}`, async () => {
    const old = await finish(new World(pageData("scorm12", { ...PLAIN, finalExit })));
    const world = await finish(new World(pageData("scorm2004", { ...PLAIN, finalExit })));

    assert.equal(old.stored["cmi.core.exit"], finalExit === "normal" ? "" : "suspend");
    assert.equal(world.stored["cmi.exit"], finalExit);
  });
}
