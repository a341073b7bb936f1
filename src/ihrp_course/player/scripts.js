// Scripts that come later: classic ones that hand themselves over, so that it works from file:// too.

/** @type {Map<string, Promise<unknown>>} */
const scripts = new Map();

/** What has come. @type {Map<string, any>} */
export const arrived = new Map();

/** Registers the one function that such scripts call: `ihrp.data(name, data)`. */
export function openScripts() {
  const data = (/** @type {string} */ name, /** @type {unknown} */ detail) =>
    dispatchEvent(new CustomEvent(name, { detail }));
  Object.assign(globalThis, { ihrp: { data } });
}

/** What a script hands over under its name. @param {string} name @param {string} path @returns {Promise<unknown>} */
export function loadScript(name, path) {
  const known = scripts.get(name);
  if (known) return known;
  const loading = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    const take = (/** @type {Event} */ event) => {
      arrived.set(name, /** @type {CustomEvent} */ (event).detail);
      resolve(arrived.get(name));
    };
    addEventListener(name, take, { once: true });
    script.src = path;
    script.onload = script.onerror = () => { // a session that has ended may answer with a page
      if (arrived.has(name)) return;
      scripts.delete(name); // so that the next try asks again
      reject(new Error(name));
    };
    document.head.append(script);
  });
  scripts.set(name, loading);
  return loading;
}
