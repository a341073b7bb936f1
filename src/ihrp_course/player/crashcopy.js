// What the device keeps of the state, in case that the LMS did not get the last of it (player: saving, 5).
// No word that a learner typed in a worksheet is in it: it is the suspended state and a counter.

/** @import { State } from "./statetypes.js" */
/** @import { Environment } from "./types.js" */
import { decodeState } from "./state.js";

/** A learner's copy of one package's state. */
export class CrashCopy {
  /** False: this browser keeps nothing. */
  works = true;
  #key;
  #environment;

  /** @param {Environment} environment @param {string} key  of learner and package */
  constructor(environment, key) {
    this.#environment = environment;
    this.#key = `ihrp/state/${key}`;
  }

  /** @returns {{state: State, acknowledged: number}|null}  `acknowledged`: the last counter that the LMS took */
  read() {
    try {
      const [head, text] = (this.#environment.storage?.getItem(this.#key) ?? "").split(".");
      const state = decodeState(text ?? "");
      return typeof state === "object" ? { state, acknowledged: Number(head) || 0 } : null;
    } catch {
      return null;
    }
  }

  /** @param {string} text  the encoded state @param {number} acknowledged */
  write(text, acknowledged) {
    try {
      const { storage } = this.#environment;
      storage?.setItem(this.#key, `${acknowledged}.${text}`);
      this.works = storage !== null;
    } catch {
      this.works = false; // blocked, full, or private
    }
    return this.works;
  }
}
