// Which questions of the pool an attempt asks. The same seed gives the same draw; the state keeps it.

/** @import { AssessmentData, PoolEntry } from "./types.js" */
import { stream } from "./shuffle.js";

const ROUNDS = 5;
const STEPS_PER_ROUND = 4000;

/**
 * What the search has so far. `closed` counts, per question id, why it can't be taken: it is in the
 * draw, an enemy of one in the draw, or tried in vain.
 * @typedef {object} Search
 * @property {AssessmentData} assessment
 * @property {(entry: PoolEntry) => number} seen
 * @property {Map<string, PoolEntry[]>} enemies
 * @property {Map<number, number>} quota  by module number
 * @property {Map<string, number>} chance
 * @property {PoolEntry[]} chosen
 * @property {Map<string, number>} closed
 * @property {number} steps  left in this round
 * @property {boolean} careful  questions with few enemies first
 */

/**
 * As many questions as the assessment draws, by module and slot. Never two enemies, never less of a tag
 * than `atLeast`, per module what `quota` says; within that one per lesson first, unseen ones, and
 * those of new objectives. A pool that can't fulfil the rules is drawn without them.
 * @param {AssessmentData} assessment
 * @param {Map<number, string>} moduleIds  by number
 * @param {(entry: PoolEntry) => number} seen  0 for a question never seen, more for one to be avoided
 * @param {number} seed
 * @returns {PoolEntry[]}
 */
export function drawQuestions(assessment, moduleIds, seen, seed) {
  const next = stream(seed, assessment.slot);
  const { pool } = assessment;
  const draw = Math.min(assessment.draw, pool.length);
  /** @type {Map<number, number>} */
  const quota = new Map();
  for (const [number, id] of moduleIds) {
    const count = assessment.quota[id];
    if (count !== undefined) quota.set(number, count);
  }
  const enemies = enemiesOf(pool);
  for (let round = 0; round < ROUNDS; round++) {
    const chance = new Map(pool.map((entry) => [entry.id, next()]));
    /** @type {Search} */
    const search = {
      assessment: { ...assessment, draw },
      seen,
      enemies,
      quota,
      chance,
      chosen: [],
      closed: new Map(),
      steps: STEPS_PER_ROUND,
      careful: round > 0,
    };
    if (fill(search)) return inOrder(search.chosen);
  }
  const order = new Map(pool.map((entry) => [entry.id, seen(entry) * 2 ** 32 + next()]));
  return inOrder(sortedBy(pool, (entry) => [order.get(entry.id) ?? 0]).slice(0, draw));
}

/** @param {PoolEntry[]} entries */
function inOrder(entries) {
  return sortedBy(entries, (entry) => [entry.module, entry.slot]);
}

/** @param {PoolEntry[]} entries @param {(entry: PoolEntry) => number[]} key */
function sortedBy(entries, key) {
  return entries.map((entry) => ({ entry, key: key(entry) })).sort((a, b) => {
    const place = a.key.findIndex((value, place) => value !== b.key[place]);
    return place < 0 ? 0 : (a.key[place] ?? 0) - (b.key[place] ?? 0);
  }).map(({ entry }) => entry);
}

/** Enmity holds both ways, whoever names it. @param {PoolEntry[]} pool */
function enemiesOf(pool) {
  const byId = new Map(pool.map((entry) => [entry.id, entry]));
  /** @type {Map<string, PoolEntry[]>} */
  const enemies = new Map(pool.map((entry) => [entry.id, []]));
  for (const entry of pool) {
    for (const id of entry.enemies) {
      const other = byId.get(id);
      if (!other || other === entry) continue;
      enemies.get(entry.id)?.push(other);
      enemies.get(id)?.push(entry);
    }
  }
  return enemies;
}

/**
 * Takes the best question and fills the rest; if that fails, goes on as if it were not in the pool.
 * @param {Search} search
 * @returns {boolean}
 */
function fill(search) {
  if (search.chosen.length === search.assessment.draw) return true;
  /** @type {PoolEntry[]} */
  const vain = [];
  let found = false;
  while (!found && search.steps-- > 0) {
    const open = openEntries(search);
    if (!isPossible(search, open)) break;
    const best = sortedBy(open, (entry) => preference(search, entry))[0];
    if (!best) break;
    take(search, best, 1);
    search.chosen.push(best);
    found = fill(search);
    if (!found) {
      search.chosen.pop();
      take(search, best, -1);
      vain.push(best);
      close(search, best, 1);
    }
  }
  for (const entry of vain) close(search, entry, -1);
  return found;
}

/** @param {Search} search @param {PoolEntry} entry @param {1|-1} change */
function close(search, entry, change) {
  search.closed.set(entry.id, (search.closed.get(entry.id) ?? 0) + change);
}

/** @param {Search} search @param {PoolEntry} entry @param {1|-1} change */
function take(search, entry, change) {
  close(search, entry, change);
  for (const enemy of search.enemies.get(entry.id) ?? []) close(search, enemy, change);
}

/** How many more of a module the quota asks for; undefined: it says nothing of it. @param {Search} search @param {number} module */
function quotaLeft(search, module) {
  const quota = search.quota.get(module);
  return quota === undefined
    ? undefined
    : quota - search.chosen.filter((entry) => entry.module === module).length;
}

/** @param {Search} search */
function unclaimed(search) {
  let left = search.assessment.draw - search.chosen.length;
  for (const module of search.quota.keys()) left -= quotaLeft(search, module) ?? 0;
  return left;
}

/** How many more of each tag the draw needs. @param {Search} search @returns {[string, number][]} */
function tagsNeeded(search) {
  return Object.entries(search.assessment.atLeast).map(([tag, least]) => {
    const held = search.chosen.filter((entry) => entry.tags.includes(tag)).length;
    return /** @type {[string, number]} */ ([tag, least - held]);
  }).filter(([, needed]) => needed > 0);
}

/** Questions that may be taken next. @param {Search} search */
function openEntries(search) {
  const free = unclaimed(search) > 0;
  const left = search.assessment.draw - search.chosen.length;
  const urgent = tagsNeeded(search).filter(([, needed]) => needed >= left).map(([tag]) => tag);
  return search.assessment.pool.filter((entry) =>
    !search.closed.get(entry.id) && (quotaLeft(search, entry.module) ?? (free ? 1 : 0)) > 0 &&
    urgent.every((tag) => entry.tags.includes(tag))
  );
}

/** Whether the open questions can still be enough; may say yes too often. @param {Search} search @param {PoolEntry[]} open */
function isPossible(search, open) {
  const left = search.assessment.draw - search.chosen.length;
  if (open.length === 0 || tagsNeeded(search).some(([, needed]) => needed > left)) return false;
  const usable = search.assessment.pool.filter((entry) => !search.closed.get(entry.id));
  const enough = tagsNeeded(search).every(([tag, needed]) =>
    usable.filter((entry) => entry.tags.includes(tag)).length >= needed
  );
  const others = usable.filter((entry) => !search.quota.has(entry.module)).length;
  return enough && unclaimed(search) <= others &&
    [...search.quota.keys()].every((module) =>
      usable.filter((entry) => entry.module === module).length >= (quotaLeft(search, module) ?? 0)
    );
}

/** Lower is better, first number first. @param {Search} search @param {PoolEntry} entry */
function preference(search, entry) {
  const { assessment, chosen } = search;
  const taught = assessment.stratify.includes("lesson") &&
    (entry.lesson === "" || chosen.some((other) => other.lesson === entry.lesson));
  const covered = assessment.stratify.includes("objective") &&
    chosen.some((other) => other.objective === entry.objective);
  const needed = tagsNeeded(search).some(([tag]) => entry.tags.includes(tag));
  const rivals = (search.enemies.get(entry.id) ?? []).filter((each) => !search.closed.get(each.id));
  return [
    Number(taught),
    Number(!needed && tagsNeeded(search).length > 0),
    search.careful ? rivals.length : 0,
    assessment.unseenFirst ? search.seen(entry) : 0,
    Number(covered),
    search.chance.get(entry.id) ?? 0,
  ];
}
