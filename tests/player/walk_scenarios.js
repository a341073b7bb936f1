// Plays scenarios by the player's own rules, as far as they go: called by tests/unit/test_roleplays.py.

import { beforeMissed, earns, follow, taken } from "../../src/ihrp_course/player/runs.js";

/** @import { ScenarioKey } from "../../src/ihrp_course/player/runs.js" */

const MOST = 40_000; // ways that are followed; ways that stand alike are followed once

/** The best reply in each scene, to the end. @param {ScenarioKey} key @param {number[]} replies */
function finish(key, replies) {
  let way = follow(key, replies);
  while (way.at) {
    const scene = key.scenes[way.at] ?? [];
    const best = scene.find(({ q }) => q === "best") ?? scene[0];
    way = follow(key, [...taken(way), best?.o ?? 0]);
  }
  return way;
}

/** A way for each reply, then the best ones. @param {ScenarioKey} key */
function everyReply(key) {
  /** @type {Map<string, number[]>} */
  const found = new Map();
  /** @type {number[][]} */
  const waiting = [[]];
  for (const replies of waiting) {
    const { at } = follow(key, replies);
    for (const { o } of key.scenes[at] ?? []) {
      if (found.has(at + " " + o)) continue;
      found.set(at + " " + o, [...replies, o]);
      waiting.push([...replies, o]);
    }
  }
  return found;
}

/** Ends of runs that differ. @param {ScenarioKey} key */
function ends(key) {
  const seen = new Set();
  const over = [];
  /** @type {number[][]} */
  const waiting = [[]];
  for (let n = 0; waiting.length && n < MOST; n++) {
    // From both sides in turn: deep ways come to their ends early, and wide ones are not forgotten.
    const replies = (n % 4 ? waiting.pop() : waiting.shift()) ?? [];
    const way = follow(key, replies);
    const standing = JSON.stringify([way.at, way.ending, way.meters, way.gates]);
    if (seen.has(standing)) continue;
    seen.add(standing);
    if (!way.at) over.push(way);
    for (const { o } of key.scenes[way.at] ?? []) waiting.push([...replies, o]);
  }
  return over;
}

/** What happens when a gate is missed, and played on from where the player leads back to. @param {ScenarioKey} key @param {ReturnType<typeof ends>} over */
function reopened(key, over) {
  return key.gates.map((gate, n) => {
    const missed = over.find((way) => {
      const back = beforeMissed(key, way);
      return !way.gates[n] && back >= 0 && gate.in.includes(way.steps[back]?.scene ?? "");
    });
    if (!missed) return { isMissed: false, isMet: false };
    const kept = taken(missed).slice(0, beforeMissed(key, missed));
    return { isMissed: true, isMet: finish(key, kept).gates[n] };
  });
}

const keys = JSON.parse(Deno.readTextFileSync(Deno.args[0] ?? ""));
const report = keys.map((/** @type {ScenarioKey} */ key) => {
  const over = ends(key);
  const replies = [...everyReply(key)];
  const best = finish(key, []);
  return {
    replies: replies.map(([reply]) => reply),
    open: replies.filter(([, way]) => finish(key, way).at !== "").map(([reply]) => reply),
    endings: [...new Set(over.map(({ ending }) => ending))],
    unearned: over.filter((way) => !earns(key, way)).length,
    best: { ending: best.ending, isEarned: earns(key, best), length: best.steps.length },
    gates: reopened(key, over),
  };
});
console.log(JSON.stringify(report));
