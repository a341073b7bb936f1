// The status engine: the policy table row by row, and that nothing ever falls.

import assert from "node:assert/strict";
import { rise, statusOf } from "../../src/ihrp_course/player/status.js";

/** @import { Policy, Status } from "../../src/ihrp_course/player/types.js" */
/** @import { QuizFacts } from "../../src/ihrp_course/player/status.js" */

/** @param {Partial<QuizFacts>} more @returns {QuizFacts} */
const quiz = (more = {}) => ({
  passed: false,
  spent: false,
  best: null,
  weight: 12,
  named: false,
  ...more,
});

const RANK = {
  completion: ["not attempted", "incomplete", "completed"],
  success: ["unknown", "failed", "passed"],
  merged: ["incomplete", "failed", "completed", "passed"],
};

/** going, all done and quiz open, passed with lessons open, all done and passed, tries used up @type {[Policy, Status["merged"][]][]} */
const TABLE = [
  ["view-only", ["incomplete", "completed", "incomplete", "completed", "completed"]],
  ["view-then-pass", ["incomplete", "incomplete", "incomplete", "passed", "failed"]],
  ["pass-required", ["incomplete", "incomplete", "passed", "passed", "failed"]],
];

Deno.test("every cell of the policy table holds", () => {
  const passed = quiz({ passed: true, best: 0.9 });
  const spent = quiz({ spent: true, best: 0.4 });
  for (const [policy, row] of TABLE) {
    const cells = [
      statusOf({ policy, lessons: 3, done: 1, quizzes: [quiz()] }),
      statusOf({ policy, lessons: 3, done: 3, quizzes: [quiz({ best: 0.4 })] }),
      statusOf({ policy, lessons: 3, done: 2, quizzes: [passed] }),
      statusOf({ policy, lessons: 3, done: 3, quizzes: [passed] }),
      statusOf({ policy, lessons: 3, done: 3, quizzes: [spent] }),
    ];

    assert.deepEqual(cells.map((status) => status.merged), row, policy);
  }
});

Deno.test("completion and success are facts of their own", () => {
  const status = statusOf({
    policy: "view-then-pass",
    lessons: 2,
    done: 2,
    quizzes: [quiz({ best: 0.4 })],
  });

  assert.equal(status.completion, "completed");
  assert.equal(status.success, "failed");
  assert.equal(status.score, 0.4);
});

Deno.test("success is unknown and there is no score until every quiz was graded", () => {
  const status = statusOf({
    policy: "view-then-pass",
    lessons: 2,
    done: 2,
    quizzes: [quiz({ best: 0.9, passed: true }), quiz()],
  });

  assert.equal(status.success, "unknown");
  assert.equal(status.score, null);
});

Deno.test("without a quiz a package goes from incomplete to completed under every policy", () => {
  for (const [policy] of TABLE) {
    assert.equal(statusOf({ policy, lessons: 2, done: 1, quizzes: [] }).merged, "incomplete");
    const done = statusOf({ policy, lessons: 2, done: 2, quizzes: [] });
    assert.equal(done.merged, "completed");
    assert.equal(done.success, "unknown");
  }
});

Deno.test("the named quiz alone gives the score, else the mean by weight", () => {
  const quizzes = [quiz({ best: 1, weight: 10 }), quiz({ best: 0.5, weight: 30 })];
  assert.equal(statusOf({ policy: "view-only", lessons: 1, done: 0, quizzes }).score, 0.625);

  const named = [quiz({ best: 1, weight: 10 }), quiz({ best: 0.5, weight: 30, named: true })];
  assert.equal(statusOf({ policy: "view-only", lessons: 1, done: 0, quizzes: named }).score, 0.5);
});

Deno.test("no order of events ever lowers a status", () => {
  let seed = 7;
  const next = (/** @type {number} */ n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let run = 0; run < 500; run++) {
    const policy = /** @type {Policy} */ (TABLE[next(3)]?.[0]);
    let held = /** @type {Status} */ ({
      completion: "not attempted",
      success: "unknown",
      merged: "incomplete",
      score: null,
      progress: 0,
    });
    for (let step = 0; step < 12; step++) {
      const best = next(2) ? null : next(101) / 100;
      const facts = {
        policy,
        lessons: 4,
        done: next(5),
        quizzes: [
          quiz({ best, passed: (best ?? 0) >= 0.8, spent: next(5) === 0 && (best ?? 1) < 0.8 }),
        ],
      };
      const now = rise(held, statusOf(facts));
      for (
        const name of /** @type {("completion"|"success"|"merged")[]} */ ([
          "completion",
          "success",
          "merged",
        ])
      ) {
        const rank = RANK[name];
        assert(rank.indexOf(now[name]) >= rank.indexOf(held[name]), `${name} fell in run ${run}`);
      }
      assert((now.score ?? -1) >= (held.score ?? -1));
      assert(now.progress >= held.progress);
      held = now;
    }
  }
});
