// Banks come when a quiz is opened: a classic script that hands itself over, so that it works from file:// too.

/** @import { BankData } from "./types.js" */

/** @type {Map<string, Promise<BankData>>} */
const banks = new Map();

/** @type {Map<string, (data: BankData) => void>} */
const waiting = new Map();

/** Registers the one function that data scripts call: `ihrp.data(name, data)`. */
export function openBanks() {
  Object.assign(globalThis, {
    ihrp: {
      data: (/** @type {string} */ name, /** @type {BankData} */ data) => waiting.get(name)?.(data),
    },
  });
}

/** @param {string} id @returns {Promise<BankData>} */
export function loadBank(id) {
  const known = banks.get(id);
  if (known) return known;
  const name = "bank-" + id;
  const loading = new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(name, resolve);
    script.src = "data/" + name + ".js";
    script.addEventListener("error", () => {
      banks.delete(id);
      script.remove();
      reject(new Error(name));
    });
    document.head.append(script);
  });
  banks.set(id, loading);
  return loading;
}
