// The device's own store: notes, scales, settings. It never meets the record or the LMS.

/** @import { DeviceApi } from "./types.js" */

/** A store that works, or null: it may be blocked, full, or throw at the first touch. @param {() => Storage} open */
function working(open) {
  try {
    const store = open();
    store.setItem("ihrp?", "1");
    store.removeItem("ihrp?");
    return store;
  } catch {
    return null;
  }
}

/** @param {Storage|null} store @param {string} key @returns {Record<string, string>} */
export function readEntry(store, key) {
  try {
    const found = JSON.parse(store?.getItem(key) ?? "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

/** False when the store did not take it. @param {Storage|null} store @param {string} key @param {Record<string, string>} entry */
export function writeEntry(store, key, entry) {
  try {
    if (Object.keys(entry).length) store?.setItem(key, JSON.stringify(entry));
    else store?.removeItem(key);
    return store !== null;
  } catch {
    return false;
  }
}

export const localStore = () => working(() => localStorage);

/**
 * The store of one learner in one course.
 * @param {string} prefix
 */
export function openDevice(prefix) {
  const local = localStore();
  const session = working(() => sessionStorage);

  /**
   * One block's corner of it.
   * @param {string} block @param {{pair: string|null, isKept: boolean, mark: () => void}} about
   * @returns {Omit<DeviceApi, "print"|"save">}
   */
  function corner(block, about) {
    const key = prefix + block;
    const kept = readEntry(local, key);
    const api = {
      works: (about.isKept ? local : session) !== null,
      kept: about.isKept || Object.keys(kept).length > 0,
      mark: about.mark,
      get: (/** @type {string} */ name) => String(entry[name] ?? ""),
      before: (/** @type {string} */ name) =>
        about.pair ? String(readEntry(local, prefix + about.pair)[name] ?? "") : "",
      set(/** @type {string} */ name, /** @type {string} */ value) {
        if (value) entry[name] = value;
        else delete entry[name];
        api.works = writeEntry(api.kept ? local : session, key, entry);
      },
      erase() {
        entry = {};
        writeEntry(local, key, entry);
        writeEntry(session, key, entry);
        api.kept = about.isKept;
      },
      keep(/** @type {boolean} */ isKept) {
        writeEntry(isKept ? session : local, key, {});
        api.kept = isKept;
        api.works = writeEntry(isKept ? local : session, key, entry);
      },
    };
    let entry = api.kept ? kept : readEntry(session, key);
    return api;
  }

  return { corner, works: local !== null };
}

/** @typedef {ReturnType<typeof openDevice>} Device */
