// What happens in a run through a scenario: gates, meters, endings, worth, and the way back.

/** @import { ScenarioKey } from "../../src/ihrp_course/player/runs.js" */
/** @import { BlockScript, QuestionData } from "../../src/ihrp_course/player/types.js" */

import assert from "node:assert/strict";
import { scripts } from "../../src/ihrp_course/player/kinds.js";
import {
  beforeMissed,
  earns,
  follow,
  next,
  taken,
  worth,
} from "../../src/ihrp_course/player/runs.js";

/** @typedef {ScenarioKey["scenes"][string][number]} Reply */

/** @param {number} o @param {string} to @param {Reply["q"]} [q] @param {number[]} [d] @returns {Reply} */
const reply = (o, to, q = "", d = [0]) => ({ o, to, q, d });

/** A door, two rooms, a gate in either of them, one more behind; what is not told is usual. @param {Partial<ScenarioKey>} [more] @returns {ScenarioKey} */
const play = (more = {}) => ({
  start: "door",
  scenes: {
    door: [reply(0, "left", "best", [2]), reply(1, "right", "costly", [-9])],
    left: [reply(0, "last", "workable", [1]), reply(1, "last", "costly"), reply(2, "away")],
    right: [reply(0, "last", "best"), reply(1, "last", "costly")],
    last: [reply(0, "end", "best", [5]), reply(1, "end", "workable")],
  },
  meters: [[3, 10]],
  floor: 0,
  ceiling: null,
  endings: ["away", "good", "poor"],
  gates: [{ in: ["left", "right"], needs: "workable" }, { in: ["last"], needs: "best" }],
  routes: [
    { to: "poor", missed: true, when: [] },
    { to: "good", missed: false, when: [[0, ">=", 6]] },
    { to: "poor", missed: false, when: [] },
  ],
  credit: ["any-ending"],
  ...more,
});

/** @param {ScenarioKey} key @returns {QuestionData} */
const question = (key) => ({
  id: "s",
  kind: "scenario",
  module: 1,
  slot: 0,
  revision: 1,
  tries: 1,
  points: 1,
  objective: "O-1",
  tags: [],
  shuffle: true,
  text: "",
  interaction: "performance",
  key,
});

const script = /** @type {BlockScript} */ (scripts.scenario);

Deno.test("a run waits in a scene until its reply is given, and is over behind the last one", () => {
  const begun = follow(play(), []);
  const middle = follow(play(), [0, 0]);
  const over = follow(play(), [0, 0, 0]);

  assert.deepEqual([begun.at, begun.ending, begun.steps], ["door", "", []]);
  assert.deepEqual([middle.at, middle.ending], ["last", ""]);
  assert.deepEqual([over.at, over.ending, over.steps.length], ["", "good", 3]);
});

Deno.test("a reply that is gone stops the run where it was given", () => {
  const way = follow(play(), [0, 3, 0]);

  assert.equal(way.at, "left");
  assert.deepEqual(taken(way), [0]);
});

Deno.test("a reply added where another is gone is found by what is kept of it, not by its place", () => {
  const key = play();
  key.scenes.door = [reply(3, "right", "best"), reply(0, "left", "best")];

  assert.equal(follow(key, [3]).at, "right");
  assert.equal(follow(key, [3]).steps[0]?.place, 0);
  assert.deepEqual(next(key, follow(key, []), 1), [0]);
  assert.deepEqual(next(key, follow(key, [3]), 0), [3, 0]);
});

Deno.test("a meter stops at the floor and at the ceiling, and rises from there", () => {
  const low = play();
  const high = play({ ceiling: 4 });

  assert.deepEqual(follow(low, [1]).meters, [0], "3 - 9 is not below nothing");
  assert.deepEqual(follow(low, [1, 0, 0]).meters, [5], "and what follows counts from the floor");
  assert.deepEqual(follow(high, [0]).meters, [4]);
  assert.deepEqual(follow(play({ floor: 2 }), [1]).meters, [2]);
});

Deno.test("a gate is met in any of its scenes, by its quality or a better one", () => {
  assert.deepEqual(follow(play(), [0, 0, 0]).gates, [true, true]);
  assert.deepEqual(follow(play(), [1, 0, 0]).gates, [true, true], "best where workable is enough");
  assert.deepEqual(follow(play(), [0, 1, 1]).gates, [false, false]);
});

Deno.test("the first line that holds decides the ending", () => {
  const above = play({
    routes: [
      { to: "away", missed: false, when: [[0, "<=", 3]] },
      { to: "poor", missed: true, when: [] },
      { to: "good", missed: false, when: [[0, ">=", 6], [0, "<=", 9]] },
      { to: "away", missed: false, when: [] },
    ],
  });

  assert.equal(follow(above, [1, 1, 1]).ending, "away", "an ending above the gates outranks them");
  assert.equal(follow(above, [0, 1, 1]).ending, "poor");
  assert.equal(follow(above, [1, 0, 0]).ending, "away", "neither condition: the last line");
  assert.equal(follow(play(), [0, 0, 0]).ending, "good");
});

Deno.test("a reply that names an ending is final, whatever the gates say", () => {
  const way = follow(play(), [0, 2]);

  assert.deepEqual([way.at, way.ending], ["", "away"]);
});

Deno.test("without any ending a run ends all the same", () => {
  const way = follow(play({ endings: [], routes: [], gates: [] }), [0, 0, 0]);

  assert.deepEqual([way.at, way.ending], ["", ""]);
});

Deno.test("credit holds when all that it names holds, and only at an end", () => {
  const any = play();
  const gates = play({ credit: ["gates"] });
  const not = play({ credit: ["gates", "not good"] });

  assert.equal(earns(any, follow(any, [0, 0])), false);
  assert.equal(earns(any, follow(any, [0, 1, 1])), true);
  assert.equal(earns(gates, follow(gates, [0, 1, 0])), false);
  assert.equal(earns(gates, follow(gates, [0, 0, 0])), true);
  assert.equal(earns(not, follow(not, [0, 0, 0])), false);
  assert.equal(earns(not, follow(not, [1, 0, 0])), true);
});

Deno.test("a run is worth the mean of its replies, and nothing when a gate is missed", () => {
  assert.equal(worth(follow(play(), [0, 0, 0])), 2.5 / 3);
  assert.equal(worth(follow(play(), [0, 1, 0])), 0);
  assert.equal(worth(follow(play({ gates: [] }), [1, 1, 1])), 0.5 / 3);
  assert.equal(worth(follow(play(), [])), 0);
});

Deno.test("the way back leads to the first visited scene of the first missed gate that has one", () => {
  const key = play();

  assert.equal(beforeMissed(key, follow(key, [0, 1, 1])), 1);
  assert.equal(beforeMissed(key, follow(key, [0, 0, 1])), 2);
  assert.equal(beforeMissed(key, follow(key, [0, 0, 0])), -1);
  const unseen = play({
    gates: [{ in: ["right"], needs: "best" }, { in: ["last"], needs: "best" }],
  });
  assert.equal(beforeMissed(unseen, follow(unseen, [0, 0, 1])), 2, "the first one was not visited");
  const none = play({ gates: [{ in: ["right"], needs: "best" }] });
  assert.equal(beforeMissed(none, follow(none, [0, 0, 0])), -1);
});

Deno.test("going back to a missed moment and on from there meets its gate", () => {
  const key = play();
  const missed = [0, 1, 0];
  const kept = missed.slice(0, beforeMissed(key, follow(key, missed)));

  assert.deepEqual(kept, [0]);
  assert.deepEqual(follow(key, [...kept, 0, 0]).gates, [true, true]);
});

Deno.test("in a quiz a finished way is judged by its worth, kept by its replies and read again", () => {
  const each = question(play());
  const answer = { steps: /** @type {[string, string][]} */ ([["result", "83"]]), way: [0, 0, 0] };

  assert.deepEqual(script.judge(each, answer), { score: 0.8333, correct: false });
  assert.deepEqual(script.pack(each, answer), { kind: "path", steps: [0, 0, 0] });
  const back = script.unpack(each, { kind: "path", steps: [0, 0, 0] });
  assert.deepEqual(back && script.judge(each, back), { score: 0.8333, correct: false });
  assert.deepEqual(script.patterns(each), []);
});

Deno.test("a kept way that no longer comes to an end is no answer", () => {
  const each = question(play());

  assert.equal(script.unpack(each, { kind: "path", steps: [0, 3, 0] }), null);
  assert.equal(script.unpack(each, { kind: "path", steps: [] }), null);
  assert.equal(script.unpack(each, { kind: "single", n: 2, value: 0 }), null);
});
