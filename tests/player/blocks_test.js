// Judging, packing and reporting of each block type, without a page.

/** @import { Answer, BlockScript, QuestionData } from "../../src/ihrp_course/player/types.js" */

import assert from "node:assert/strict";
import { numberIn, plain } from "../../src/ihrp_course/player/answers.js";
import { scripts } from "../../src/ihrp_course/player/kinds.js";

/** @param {string} kind @param {unknown} key @returns {{script: BlockScript, question: QuestionData}} */
function make(kind, key) {
  /** @type {QuestionData} */
  const question = {
    id: "q",
    kind,
    module: 1,
    slot: 0,
    revision: 1,
    tries: 2,
    points: 1,
    objective: "O-1",
    tags: [],
    shuffle: true,
    text: "",
    interaction: "choice",
    key,
  };
  return { script: /** @type {BlockScript} */ (scripts[kind]), question };
}

/** @param {string} kind @param {unknown} key @param {Answer} answer */
function scoreOf(kind, key, answer) {
  const { script, question } = make(kind, key);
  return script.judge(question, answer).score;
}

/** What comes back when an answer was kept and read again. @param {string} kind @param {unknown} key @param {Answer} answer */
function keptOf(kind, key, answer) {
  const { script, question } = make(kind, key);
  return script.unpack(question, script.pack(question, answer));
}

/** @type {[string, unknown, Answer][]} */
const right = [
  ["choice", { n: 3, key: 1 }, { codes: ["b"] }],
  ["multi", { n: 4, keys: [0, 2], partial: true }, { codes: ["a", "c"] }],
  ["truefalse", { answer: false }, { boolean: false }],
  ["match", { lefts: 2, rights: 3, pairs: [2, 0] }, { pairs: [["a", "c"], ["b", "a"]] }],
  ["sort", { cards: 2, categories: 2, places: [1, 0] }, { pairs: [["a", "b"], ["b", "a"]] }],
  ["order", { n: 3, orders: [[0, 1, 2]], exact: false }, { codes: ["a", "b", "c"] }],
  ["fill", { gaps: [["set"], ["setting"]], wrong: [] }, { texts: ["set", "setting"] }],
  ["select", { gaps: [{ n: 3, key: 2 }] }, { codes: ["c"] }],
  ["select", { gaps: [{ n: 3, key: 2 }, { n: 2, key: 0 }] }, { pairs: [["a", "c"], ["b", "a"]] }],
  ["numeric", { answer: 2.5, tolerance: 0.5 }, { number: 3 }],
  ["truefalse", { answer: true, confidence: true }, { boolean: true, sure: 3 }],
  ["hotspot", { n: 3, keys: [2], partial: true }, { codes: ["c"] }],
  ["hotspot", { n: 3, keys: [0, 2], partial: true }, { codes: ["a", "c"] }],
  ["mark", { n: 5, keys: [1, 2], partial: true }, { codes: ["b", "c"] }],
  ["matrix", { rows: 2, columns: 3, places: [2, 0] }, { pairs: [["a", "c"], ["b", "a"]] }],
];

Deno.test("a right answer scores one in every kind", () => {
  for (const [kind, key, answer] of right) {
    const { script, question } = make(kind, key);

    assert.deepEqual(script.judge(question, answer), { score: 1, correct: true }, kind);
  }
});

Deno.test("a right answer that was kept is read again as it was, in every kind", () => {
  for (const [kind, key, answer] of right) {
    assert.deepEqual(keptOf(kind, key, answer), answer, kind);
  }
});

Deno.test("the pattern of every kind is its right answer, a range for a number", () => {
  for (const [kind, key, answer] of right) {
    const { script, question } = make(kind, key);
    const shown = "sure" in answer ? { boolean: answer.boolean } : answer;
    const expected = kind === "numeric" ? { range: [2, 3] } : shown;

    assert.deepEqual(script.patterns(question)[0], expected, kind);
  }
});

Deno.test("a payload of another kind is no answer", () => {
  for (const [kind, key] of right) {
    const { script, question } = make(kind, key);

    assert.equal(script.unpack(question, { kind: "path", steps: [] }), null, kind);
  }
});

Deno.test("multi counts right less wrong over the keys, not below nothing", () => {
  const key = { n: 5, keys: [0, 1, 2, 3], partial: true };

  assert.equal(scoreOf("multi", key, { codes: ["a", "b", "c"] }), 0.75);
  assert.equal(scoreOf("multi", key, { codes: ["a", "b", "e"] }), 0.25);
  assert.equal(scoreOf("multi", key, { codes: ["e"] }), 0);
});

Deno.test("multi with exact scoring is all or nothing", () => {
  const key = { n: 3, keys: [0, 1], partial: false };

  assert.equal(scoreOf("multi", key, { codes: ["a"] }), 0);
  assert.equal(scoreOf("multi", key, { codes: ["a", "b"] }), 1);
});

Deno.test("multi keeps its options by ordinal, with room for those that are gone", () => {
  const { script, question } = make("multi", { n: 4, keys: [3], partial: true });

  assert.deepEqual(script.pack(question, { codes: ["d"] }), {
    kind: "multi",
    n: 4,
    values: [false, false, false, true],
  });
});

Deno.test("match scores the share of left sides, one without a partner included", () => {
  const key = { lefts: 3, rights: 2, pairs: [0, 1, null] };

  assert.equal(scoreOf("match", key, { pairs: [["a", "a"], ["b", "b"]] }), 1);
  assert.equal(scoreOf("match", key, { pairs: [["a", "a"], ["b", "a"], ["c", "b"]] }), 0.3333);
});

Deno.test("a card that fits anywhere is right anywhere, and wrong nowhere", () => {
  const key = { cards: 2, categories: 2, places: [0, null] };

  assert.equal(scoreOf("sort", key, { pairs: [["a", "a"], ["b", "b"]] }), 1);
  assert.equal(scoreOf("sort", key, { pairs: [["a", "a"], ["b", "a"]] }), 1);
  assert.equal(scoreOf("sort", key, { pairs: [["a", "a"]] }), 0.5);
});

Deno.test("order gives credit for neighbours, in the accepted order that is nearest", () => {
  const key = { n: 4, orders: [[0, 1, 2, 3], [1, 0, 2, 3]], exact: false };

  assert.equal(scoreOf("order", key, { codes: ["b", "a", "c", "d"] }), 1);
  assert.equal(scoreOf("order", key, { codes: ["a", "b", "d", "c"] }), 0.3333);
  assert.equal(scoreOf("order", key, { codes: ["d", "c", "b", "a"] }), 0.3333);
});

Deno.test("order with exact scoring is all or nothing", () => {
  const key = { n: 3, orders: [[0, 1, 2]], exact: true };

  assert.equal(scoreOf("order", key, { codes: ["a", "c", "b"] }), 0);
  assert.equal(scoreOf("order", key, { codes: ["a", "b", "c"] }), 1);
});

Deno.test("an order with a step that is gone is kept as an order of all, and read as one of those left", () => {
  const key = { n: 4, orders: [[0, 1, 3]], exact: false };
  const { script, question } = make("order", key);

  assert.deepEqual(script.pack(question, { codes: ["d", "a", "b"] }), {
    kind: "order",
    n: 4,
    order: [3, 0, 1, 2],
  });
  assert.deepEqual(keptOf("order", key, { codes: ["d", "a", "b"] }), { codes: ["d", "a", "b"] });
});

Deno.test("fill compares without case, hyphens, blanks around and between, and curly quotes", () => {
  const key = { gaps: [["Don't know"], ["well-being"]], wrong: [] };

  assert.equal(scoreOf("fill", key, { texts: ["  don\u2019t   KNOW ", "wellbeing"] }), 1);
  assert.equal(scoreOf("fill", key, { texts: ["dont know", "well being"] }), 0);
  assert.equal(plain("E\u0301tude"), plain("\u00c9tude"));
});

Deno.test("fill scores the share of gaps", () => {
  const key = { gaps: [["set"], ["setting"]], wrong: [] };

  assert.equal(scoreOf("fill", key, { texts: ["set", ""] }), 0.5);
});

Deno.test("a right text in a gap stays right through 24 kept bytes, whatever stands in the others", () => {
  const long = "precipitated withdrawal of the worst kind";
  const key = { gaps: [["x"], [long, "short"], ["z"]], wrong: [] };
  const { script, question } = make("fill", key);
  const payload = script.pack(question, { texts: ["\u00fc".repeat(90), long, "Z"] });
  assert.equal(payload.kind, "text");
  const text = payload.kind === "text" ? payload.text : "";
  const cut = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, 24));

  const back = script.unpack(question, { kind: "text", text: cut });

  assert.ok(back && "texts" in back);
  assert.deepEqual(back.texts.slice(1), [long, "z"]);
  assert.equal(script.judge(question, back).score, 0.6667);
});

Deno.test("fill with one gap accepts each variant in the report, with several the first of each", () => {
  const one = make("fill", { gaps: [["set", "mindset"]], wrong: [] });
  const two = make("fill", { gaps: [["set", "mindset"], ["setting"]], wrong: [] });

  assert.deepEqual(one.script.patterns(one.question), [{ texts: ["set"] }, { texts: ["mindset"] }]);
  assert.deepEqual(two.script.patterns(two.question), [{ texts: ["set", "setting"] }]);
});

Deno.test("numeric takes a number within its tolerance, and not beyond", () => {
  const key = { answer: 0.3, tolerance: 0.1 };

  assert.equal(scoreOf("numeric", key, { number: 0.1 + 0.3 }), 1);
  assert.equal(scoreOf("numeric", key, { number: 0.41 }), 0);
  assert.equal(scoreOf("numeric", { answer: 5, tolerance: 0 }, { number: 5 }), 1);
});

Deno.test("numbers are read as people type them", () => {
  assert.equal(numberIn(" 2,5 minutes"), 2.5);
  assert.equal(numberIn("1 000"), 1000);
  assert.equal(numberIn("\u22123"), -3);
  assert.equal(numberIn(".5"), 0.5);
  assert.equal(numberIn("about two"), null);
});

Deno.test("a hotspot with several places counts right less wrong, and exact is all or nothing", () => {
  const key = { n: 4, keys: [0, 1], partial: true };

  assert.equal(scoreOf("hotspot", key, { codes: ["a"] }), 0.5);
  assert.equal(scoreOf("hotspot", key, { codes: ["a", "c"] }), 0);
  assert.equal(scoreOf("hotspot", { ...key, partial: false }, { codes: ["a"] }), 0);
});

Deno.test("a place that is gone keeps its ordinal: the others are kept and read under their own", () => {
  const key = { n: 4, keys: [3], partial: true }; // the ordinals 1 and 2 are gone
  const { script, question } = make("hotspot", key);

  assert.deepEqual(script.pack(question, { codes: ["d"] }), { kind: "single", n: 4, value: 3 });
  assert.deepEqual(keptOf("hotspot", key, { codes: ["d"] }), { codes: ["d"] });
  assert.equal(script.unpack(question, { kind: "single", n: 6, value: 5 }), null);
});

Deno.test("a hotspot that was answered with one place is read when it asks for several now, and back", () => {
  const several = make("hotspot", { n: 3, keys: [0, 1], partial: true });

  assert.deepEqual(
    several.script.unpack(several.question, { kind: "single", n: 3, value: 1 }),
    { codes: ["b"] },
  );
  const one = make("hotspot", { n: 3, keys: [0], partial: true });
  const payload = { kind: /** @type {const} */ ("multi"), n: 3, values: [false, true, false] };
  assert.deepEqual(one.script.unpack(one.question, payload), { codes: ["b"] });
});

Deno.test("mark counts right less wrong over the phrases to be marked", () => {
  const key = { n: 5, keys: [1, 2], partial: true };

  assert.equal(scoreOf("mark", key, { codes: ["b"] }), 0.5);
  assert.equal(scoreOf("mark", key, { codes: ["b", "c", "e"] }), 0.5);
  assert.equal(scoreOf("mark", key, { codes: ["a", "e"] }), 0);
  assert.equal(scoreOf("mark", { ...key, partial: false }, { codes: ["b", "c", "e"] }), 0);
});

Deno.test("a phrase or option that was added since is not chosen", () => {
  const { script, question } = make("mark", { n: 5, keys: [1], partial: true });
  const payload = { kind: /** @type {const} */ ("multi"), n: 3, values: [false, true, true] };

  assert.deepEqual(script.unpack(question, payload), { codes: ["b", "c"] });
});

Deno.test("matrix scores the share of its rows; a row that is gone is not asked", () => {
  const key = { rows: 4, columns: 2, places: [0, -1, 1, 1] };
  const { script, question } = make("matrix", key);

  assert.equal(scoreOf("matrix", key, { pairs: [["a", "a"], ["c", "b"], ["d", "b"]] }), 1);
  assert.equal(scoreOf("matrix", key, { pairs: [["a", "a"], ["b", "a"]] }), 0.3333);
  assert.deepEqual(script.patterns(question), [{ pairs: [["a", "a"], ["c", "b"], ["d", "b"]] }]);
  assert.deepEqual(script.pack(question, { pairs: [["a", "a"], ["d", "b"]] }), {
    kind: "match",
    n: 4,
    m: 2,
    pairs: [0, null, null, 1],
  });
});

Deno.test("how sure one was is kept, and never judged", () => {
  const key = { answer: false, confidence: true };
  const { script, question } = make("truefalse", key);

  assert.equal(scoreOf("truefalse", key, { boolean: false, sure: 1 }), 1);
  assert.equal(scoreOf("truefalse", key, { boolean: true, sure: 3 }), 0);
  assert.deepEqual(script.pack(question, { boolean: true, sure: 2 }), {
    kind: "sure",
    value: true,
    confidence: 2,
  });
});
