// The draw: strata, quotas, minimum per tag, enemies, unseen first; always as many as asked for.

import assert from "node:assert/strict";
import { drawQuestions } from "../../src/ihrp_course/player/draw.js";

/** @import { AssessmentData, PoolEntry } from "../../src/ihrp_course/player/types.js" */

/** Thirty questions of three lessons and ten objectives; every third is critical; two pairs of enemies. @returns {PoolEntry[]} */
function pool() {
  return Array.from({ length: 30 }, (_, slot) => ({
    id: `q${slot}`,
    module: slot % 2,
    slot: Math.floor(slot / 2),
    bank: "b",
    objective: `o${slot % 10}`,
    lesson: `l${slot % 3}`,
    tags: slot % 3 === 0 ? ["critical"] : [],
    enemies: slot === 4 ? ["q5"] : slot === 10 ? ["q11", "q12"] : [],
  }));
}

/** @param {Partial<AssessmentData>} more @returns {AssessmentData} */
const quiz = (more = {}) => ({
  id: "quiz",
  slot: 0,
  title: "Quiz",
  requires: [],
  banks: ["b"],
  pool: pool(),
  draw: 12,
  stratify: ["lesson", "objective"],
  atLeast: { critical: 4 },
  quota: {},
  mustPass: null,
  pass: 0.8,
  attempts: null,
  unseenFirst: true,
  ...more,
});

const NAMES = new Map([[0, "even"], [1, "odd"]]);
const SEEDS = Array.from({ length: 2000 }, (_, n) => (n * 7919) % 65536);

/** @param {PoolEntry[]} drawn */
function enemies(drawn) {
  const ids = drawn.map((entry) => entry.id);
  return drawn.some((entry) => entry.enemies.some((enemy) => ids.includes(enemy)));
}

Deno.test("every seed draws as many as asked, each once, with no enemies among them", () => {
  for (const seed of SEEDS) {
    const drawn = drawQuestions(quiz(), NAMES, () => 0, seed);

    assert.equal(drawn.length, 12);
    assert.equal(new Set(drawn.map((entry) => entry.id)).size, 12);
    assert(!enemies(drawn), `seed ${seed}`);
  }
});

Deno.test("every seed holds the minimum of a tag and takes every lesson", () => {
  for (const seed of SEEDS) {
    const drawn = drawQuestions(quiz(), NAMES, () => 0, seed);

    assert(drawn.filter((entry) => entry.tags.includes("critical")).length >= 4);
    assert.equal(new Set(drawn.map((entry) => entry.lesson)).size, 3);
    assert(new Set(drawn.map((entry) => entry.objective)).size >= 8, "new objectives come first");
  }
});

Deno.test("a quota is kept to the question", () => {
  for (const seed of SEEDS.slice(0, 500)) {
    const drawn = drawQuestions(quiz({ quota: { even: 5, odd: 7 } }), NAMES, () => 0, seed);

    assert.equal(drawn.filter((entry) => entry.module === 0).length, 5);
    assert.equal(drawn.length, 12);
  }
});

Deno.test("unseen questions come before seen ones", () => {
  const first = drawQuestions(quiz({ atLeast: {} }), NAMES, () => 0, 1).map((entry) => entry.id);
  const seen = (/** @type {PoolEntry} */ entry) => (first.includes(entry.id) ? 2 : 0);

  const second = drawQuestions(quiz({ atLeast: {} }), NAMES, seen, 2);

  assert.equal(second.filter((entry) => first.includes(entry.id)).length, 0);
});

Deno.test("the same seed draws the same", () => {
  const once = drawQuestions(quiz(), NAMES, () => 0, 4711).map((entry) => entry.id);
  const again = drawQuestions(quiz(), NAMES, () => 0, 4711).map((entry) => entry.id);

  assert.deepEqual(once, again);
});
