// Where an LMS hides its API: in a parent, in the opener, or in one of the opener's parents.

/** @import { Environment } from "../types.js" */

/** @typedef {Record<string, unknown>} Api */

const MOST_PARENTS = 500;
const POLL_MILLISECONDS = 100;
/** Some hosts add the API after our script has run. */
const WAIT_FRAMED = 4000;
const WAIT_ALONE = 300;

/** A property of a window, which another origin's window throws at. @param {unknown} window @param {string} name @returns {unknown} */
function look(window, name) {
  try {
    return /** @type {Record<string, unknown>} */ (window)[name] ?? null;
  } catch {
    return null;
  }
}

/** A window and its parents, nearest first. @param {unknown} window */
function chain(window) {
  /** @type {unknown[]} */
  const found = [];
  while (window && !found.includes(window) && found.length < MOST_PARENTS) {
    found.push(window);
    window = look(window, "parent");
  }
  return found;
}

/**
 * The API of this name, nearest first; only its own name is looked for, since some hosts give one
 * object for both standards.
 * @param {unknown} host  our window
 * @param {string} name
 * @returns {Api|null}
 */
export function findApi(host, name) {
  const parents = chain(host);
  const openers = parents.flatMap((window) => chain(look(window, "opener")));
  for (const window of [...parents, ...openers]) {
    const api = look(window, name);
    if (api && (typeof api === "object" || typeof api === "function")) {
      return /** @type {Api} */ (api);
    }
  }
  return null;
}

/**
 * The same, waiting a little for an API that comes late.
 * @param {Environment} environment
 * @param {string} name
 * @returns {Promise<Api|null>}
 */
export function waitForApi(environment, name) {
  const { host, ticks, later } = environment;
  const isAlone = chain(host).length < 2 && !look(host, "opener");
  const end = ticks() + (isAlone ? WAIT_ALONE : WAIT_FRAMED);
  return new Promise((resolve) => {
    const poll = () => {
      const api = findApi(host, name);
      if (api || ticks() >= end) resolve(api);
      else later(poll, POLL_MILLISECONDS);
    };
    poll();
  });
}
