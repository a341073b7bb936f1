// What happened in a run through a scenario: the way taken, the meters, the gates, the end. No DOM here.

/** @import { QuestionData } from "./types.js" */

/** @typedef {{o: number, to: string, q: ""|"best"|"workable"|"costly", d: number[]}} Reply  o: what the state keeps of it */

/**
 * @typedef {object} ScenarioKey
 * @property {string} start
 * @property {Record<string, Reply[]>} scenes  replies of each, in source order
 * @property {[number, number][]} meters  start and highest value of each
 * @property {number} floor
 * @property {number|null} ceiling
 * @property {string[]} endings
 * @property {{in: string[], needs: "best"|"workable"}[]} gates
 * @property {{to: string, missed: boolean, when: [number, string, number][]}[]} routes
 * @property {string[]} credit
 */

/** @typedef {{scene: string, place: number, reply: Reply}} Step  place: of the reply in its scene */

/**
 * @typedef {object} Way
 * @property {Step[]} steps
 * @property {string} at  the scene that waits for a reply, "" when the run is over
 * @property {string} ending  where it ended, "" while it runs or when no ending is written
 * @property {number[]} meters
 * @property {boolean[]} gates  whether each is met
 */

const WORTH = { best: 1, workable: 0.5, costly: 0, "": 1 };

/** @param {QuestionData} question */
export const keyOf = (question) => /** @type {ScenarioKey} */ (question.key);

/** The way that replies lead, by their ordinals; stops at one that is not there. @param {ScenarioKey} key @param {number[]} replies @returns {Way} */
export function follow(key, replies) {
  /** @type {Step[]} */
  const steps = [];
  const meters = key.meters.map(([start]) => start);
  let at = key.start;
  for (const ordinal of replies) {
    const place = key.scenes[at]?.findIndex((each) => each.o === ordinal) ?? -1;
    const reply = key.scenes[at]?.[place];
    if (!reply) break;
    steps.push({ scene: at, place, reply });
    reply.d.forEach((change, i) => {
      const value = Math.max(key.floor, (meters[i] ?? 0) + change);
      meters[i] = key.ceiling === null ? value : Math.min(key.ceiling, value);
    });
    at = reply.to;
  }
  const gates = key.gates.map((gate) =>
    steps.some(({ scene, reply }) => gate.in.includes(scene) && WORTH[reply.q] >= WORTH[gate.needs])
  );
  const isOver = !(at in key.scenes);
  const ending = !isOver ? "" : at === "end" ? decide(key, meters, gates) : at;
  return { steps, at: isOver ? "" : at, ending, meters, gates };
}

/** What the state keeps of a way. @param {Way} way */
export const taken = ({ steps }) => steps.map(({ reply }) => reply.o);

/** The same, when the reply at this place of the waiting scene is added. @param {ScenarioKey} key @param {Way} way @param {number} place */
export const next = (key, way, place) => [...taken(way), key.scenes[way.at]?.[place]?.o ?? 0];

/** The first line that holds. @param {ScenarioKey} key @param {number[]} meters @param {boolean[]} gates */
function decide(key, meters, gates) {
  const holds = (/** @type {[number, string, number]} */ [meter, sign, value]) =>
    sign === ">=" ? (meters[meter] ?? 0) >= value : (meters[meter] ?? 0) <= value;
  const route = key.routes.find(({ missed, when }) =>
    missed ? gates.includes(false) : when.every(holds)
  );
  return route?.to ?? "";
}

/** Whether a finished run earns what the block asks for. @param {ScenarioKey} key @param {Way} way */
export const earns = (key, way) =>
  way.at === "" &&
  key.credit.every((word) =>
    word === "any-ending" ||
    (word === "gates" ? !way.gates.includes(false) : way.ending !== word.slice(4))
  );

/** Mean worth of the replies; nothing when a gate is missed. @param {Way} way */
export const worth = ({ steps, gates }) =>
  gates.includes(false) || !steps.length
    ? 0
    : steps.reduce((sum, { reply }) => sum + WORTH[reply.q], 0) / steps.length;

/** Steps up to the first missed gate's first scene that was visited: from there one may go on. @param {ScenarioKey} key @param {Way} way */
export function beforeMissed(key, way) {
  for (const [i, gate] of key.gates.entries()) {
    const place = way.steps.findIndex(({ scene }) => gate.in.includes(scene));
    if (!way.gates[i] && place >= 0) return place;
  }
  return -1;
}
