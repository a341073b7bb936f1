// Banks come when a quiz is opened: a classic script that hands itself over, so that it works from file:// too.

/** @import { BankData } from "./types.js" */

/** @type {Map<string, Promise<BankData>>} */
const banks = new Map();

/** Registers the one function that data scripts call: `ihrp.data(name, data)`. */
export function openBanks() {
  const data = (/** @type {string} */ name, /** @type {BankData} */ detail) =>
    dispatchEvent(new CustomEvent(name, { detail }));
  Object.assign(globalThis, { ihrp: { data } });
}

/** @param {string} id @returns {Promise<BankData>} */
export function loadBank(id) {
  const known = banks.get(id);
  if (known) return known;
  const loading = new Promise((resolve, reject) => {
    const name = "bank-" + id;
    const script = document.createElement("script");
    const take = (/** @type {Event} */ event) =>
      resolve(/** @type {CustomEvent<BankData>} */ (event).detail);
    addEventListener(name, take, { once: true });
    script.src = "data/" + name + ".js";
    script.onerror = () => {
      banks.delete(id); // so that the next try asks again
      reject(new Error(name));
    };
    document.head.append(script);
  });
  banks.set(id, loading);
  return loading;
}
