// The browser as the record wants it: everything that may throw or be missing is caught here.

import { painted } from "./dom.js";

/** @import { Channel, DeviceStorage, Environment } from "./types.js" */

/** @returns {DeviceStorage|null} */
function openStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null; // blocked by the browser
  }
}

/** @param {string} name @returns {Channel|null} */
function openChannel(name) {
  try {
    return typeof BroadcastChannel === "function" ? new BroadcastChannel(name) : null;
  } catch {
    return null; // an opaque origin
  }
}

/** @returns {Environment} */
export function browserEnvironment() {
  return {
    storage: openStorage(),
    channel: openChannel,
    clock: () => Date.now(),
    ticks: () => performance.now(),
    later: (run, milliseconds) => setTimeout(run, milliseconds),
    cancel: (timer) => clearTimeout(timer),
    soon: (run) => queueMicrotask(run),
    painted,
    random: () => Math.random(),
    host: globalThis,
  };
}
