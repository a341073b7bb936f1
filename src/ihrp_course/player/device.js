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

export const localStore = () => working(() => localStorage);

/** @param {Storage|null} store @param {string} key @returns {Record<string, string>} */
export function readEntry(store, key) {
  try {
    return Object(JSON.parse(store?.getItem(key) ?? "{}"));
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

/** The store of one learner in one course. @param {string} prefix */
export function openDevice(prefix) {
  const local = localStore();
  const session = working(() => sessionStorage);

  /**
   * One block's corner of it.
   * @param {string} block @param {string} pair  block that it is compared with @param {boolean} isKept  beyond the session, always
   * @returns {Pick<DeviceApi, "get"|"set"|"erase"|"kept"|"keep"|"works"|"before">}
   */
  function corner(block, pair, isKept) {
    const key = prefix + block;
    let entry = readEntry(local, key);
    const store = () => api.kept ? local : session;
    const save = () => api.works = writeEntry(store(), key, entry);
    const api = {
      works: true,
      kept: isKept || Object.keys(entry).length > 0,
      get: (/** @type {string} */ name) => String(entry[name] ?? ""),
      before: (/** @type {string} */ name) => String(readEntry(local, prefix + pair)[name] ?? ""),
      set(/** @type {string} */ name, /** @type {string} */ value) {
        if (value) entry[name] = value;
        else delete entry[name];
        save();
      },
      erase() {
        entry = {};
        writeEntry(local, key, entry);
        writeEntry(session, key, entry);
        api.kept = isKept;
      },
      keep(/** @type {boolean} */ isNow) {
        writeEntry(store(), key, {});
        api.kept = isNow;
        save();
      },
    };
    if (!api.kept) entry = readEntry(session, key);
    api.works = store() !== null;
    return api;
  }

  return { corner, works: local !== null };
}
