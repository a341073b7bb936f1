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

/**
 * Which of two states goes on: the LMS's, unless the device holds a later one of the same learner.
 * A fresh record beside an old copy means that somebody began the course anew: then the copy is left
 * alone, unless the LMS never took any of it.
 * @param {State|null} held  the LMS's
 * @param {ReturnType<CrashCopy["read"]>} copy
 * @param {boolean} isFresh  the LMS knows nothing of this learner
 * @returns {State|null}
 */
export function laterState(held, copy, isFresh) {
  if (!copy) return held;
  if (held) {
    return copy.state.seed === held.seed && copy.state.counter > held.counter ? copy.state : held;
  }
  return isFresh && copy.acknowledged > 0 ? null : copy.state;
}
