// Sessions that went on apart, put together: what either holds is there, and nothing else.

import assert from "node:assert/strict";
import { stateToResume } from "../../src/ihrp_course/player/merge.js";
import { decodeState, encodeState, freshState } from "../../src/ihrp_course/player/state.js";

/** @import { Attempt, ModuleState, QuizState, State } from "../../src/ihrp_course/player/statetypes.js" */

const SEED = 4711;
const SLOTS = [0, 1, 2, 5];

/** Numbers below a limit, the same ones for the same seed. @param {number} seed */
function dice(seed) {
  let now = seed * 7919 + 13;
  return (/** @type {number} */ n) => {
    now = (now * 16807) % 2147483647;
    return now % n;
  };
}

/** @param {(n: number) => number} roll @returns {Attempt|null} */
function anyAttempt(roll) {
  if (roll(3) === 0) return null;
  const answer = () => ({
    revision: 1,
    payload: { kind: /** @type {const} */ ("single"), n: 3, value: roll(3) },
  });
  return {
    seed: roll(2), // often the same attempt
    phase: (/** @type {const} */ (["open", "remediate", "graded"]))[roll(3)] ?? "open",
    percent: roll(101),
    draw: [0, 1].map((slot) => ({
      module: 1,
      slot,
      flagged: roll(2) === 0,
      open: roll(2) === 0,
      answer: roll(2) ? answer() : null,
    })),
    joined: [],
  };
}

/** @param {(n: number) => number} roll @param {number} slot @returns {QuizState} */
const anyQuiz = (roll, slot) => ({
  slot,
  attempts: roll(4),
  passed: roll(2) === 0,
  best: roll(3) ? roll(101) : null,
  minutes: roll(9),
  seen: SLOTS.filter(() => roll(2)).map((each) => ({ module: 1, slot: each })),
  attempt: anyAttempt(roll),
});

/** @param {(n: number) => number} roll @param {number} number @returns {ModuleState} */
const anyModule = (roll, number) => ({
  number,
  lessons: SLOTS.filter(() => roll(2)).map((slot) => ({
    slot,
    seen: true,
    done: roll(2) === 0,
    minutes: roll(9),
  })),
  answers: SLOTS.filter(() => roll(2)).map((slot) => ({
    slot,
    tries: 1 + roll(3),
    result: (/** @type {const} */ (["none", "wrong", "partial", "right"]))[roll(4)] ?? "none",
    revision: 1 + roll(2),
    payload: { kind: /** @type {const} */ ("single"), n: 3, value: roll(3) },
  })),
  assessments: [0, 3].filter(() => roll(2)).map((slot) => anyQuiz(roll, slot)),
  marks: SLOTS.filter(() => roll(2)),
});

/** @param {number} seed @returns {State} */
function anyState(seed) {
  const roll = dice(seed);
  return {
    ...freshState(SEED),
    reached: {
      completed: roll(2) === 0,
      success: (/** @type {const} */ (["unknown", "failed", "passed"]))[roll(3)] ?? "unknown",
      merged: (/** @type {const} */ (["incomplete", "failed", "completed", "passed"]))[roll(4)] ??
        "incomplete",
      score: roll(2) ? roll(10001) : null,
    },
    modules: [1, 2].filter(() => roll(4)).map((number) => anyModule(roll, number)),
    interactions: roll(20),
    counter: roll(40),
  };
}

/** @param {State} state @returns {State} */
const again = (state) => /** @type {State} */ (decodeState(encodeState(state)));

/** @param {State} held @param {State} known @returns {State} */
function together(held, known) {
  const copy = { state: again(known), acknowledged: 0 };
  const found = stateToResume(again(held), copy, false);
  assert(found);
  return again(found); // it can be kept
}

/** What a learner has done, as sentences; all of them are still true of a state that holds more. @param {State} state */
function* done(state) {
  for (const { number, lessons, answers, assessments, marks } of state.modules) {
    for (const { slot, seen, done } of lessons) {
      if (seen) yield `lesson ${number}.${slot} seen`;
      if (done) yield `lesson ${number}.${slot} done`;
    }
    for (const { slot } of answers) yield `question ${number}.${slot} answered`;
    for (const slot of marks) yield `mark ${number}.${slot}`;
    for (const { slot, passed, seen, best, attempt } of assessments) {
      if (passed) yield `quiz ${number}.${slot} passed`;
      if (best !== null) yield `quiz ${number}.${slot} graded`;
      if (attempt) yield `quiz ${number}.${slot} begun`;
      for (const each of seen) yield `quiz ${number}.${slot} has shown ${each.module}.${each.slot}`;
    }
  }
  if (state.reached.completed) yield "completed";
  if (state.reached.score !== null) yield "a score";
}

Deno.test("what either holds is there, and nothing besides", () => {
  for (let n = 0; n < 2000; n++) {
    const [held, known] = [anyState(2 * n), anyState(2 * n + 1)];

    const found = new Set(done(together(held, known)));

    const expected = new Set([...done(held), ...done(known)]);
    assert.deepEqual([...found].sort(), [...expected].sort(), `states ${2 * n} and ${2 * n + 1}`);
  }
});

Deno.test("the best of two quizzes stays, and whichever device it is told on, both know the same", () => {
  for (let n = 0; n < 500; n++) {
    const [one, two] = [anyState(2 * n), anyState(2 * n + 1)];
    const merged = together(one, two);
    for (const state of [one, two]) {
      for (const { number, assessments } of state.modules) {
        const module = merged.modules.find((each) => each.number === number);
        for (const quiz of assessments) {
          const now = module?.assessments.find((each) => each.slot === quiz.slot);
          assert(now);
          assert(now.attempts >= quiz.attempts);
          assert((now.best ?? -1) >= (quiz.best ?? -1));
        }
      }
    }
    assert.deepEqual(new Set(done(together(two, one))), new Set(done(merged)));
    assert.deepEqual(together(merged, one), merged, "what is known already changes nothing");
  }
});

Deno.test("an LMS that holds all that the device knows is told nothing", () => {
  for (let n = 0; n < 100; n++) {
    const held = anyState(n);
    const copy = { state: again(held), acknowledged: 7 };

    assert.equal(stateToResume(held, copy, false), held);
  }
});

Deno.test("a copy of another beginning is left alone", () => {
  const held = anyState(1);
  const copy = { state: { ...anyState(2), seed: SEED + 1, counter: 99 }, acknowledged: 0 };

  assert.equal(stateToResume(held, copy, false), held);
});

Deno.test("a right answer is not given up for a later wrong one, and an old question not for a new one", () => {
  const answered = (
    /** @type {number} */ counter,
    /** @type {Partial<ModuleState["answers"][0]>} */ more,
  ) => {
    const payload = { kind: /** @type {const} */ ("single"), n: 3, value: 0 };
    const answer = {
      slot: 0,
      tries: 1,
      result: /** @type {const} */ ("wrong"),
      revision: 1,
      payload,
    };
    const module = { number: 1, lessons: [], assessments: [], marks: [] };
    const modules = [{ ...module, answers: [{ ...answer, ...more }] }];
    return { ...freshState(SEED), counter, modules };
  };
  const result = (/** @type {State} */ one, /** @type {State} */ two) =>
    together(one, two).modules[0]?.answers[0];
  const right = answered(1, { result: "right" });
  const wrong = answered(9, { tries: 3 });
  const revised = answered(2, { revision: 2 });

  assert.equal(result(right, wrong)?.result, "right");
  assert.equal(result(wrong, right)?.result, "right");
  assert.equal(result(answered(1, { tries: 2 }), answered(9, { tries: 1 }))?.tries, 2);
  assert.equal(result(right, revised)?.revision, 2);
});
