// The list of objectives: found by id where the LMS lets us read it, else appended.

/** @import { Session } from "./session.js" */
import { numberIn, real } from "./format.js";

/**
 * @typedef {object} ObjectiveWords
 * @property {(isPassed: boolean) => [string, string][]} status  element behind `cmi.objectives.n.` and value
 * @property {boolean} hasScaled
 */

export class Objectives {
  #session;
  #words;
  /** Index by id. @type {Map<string, number>} */
  #known = new Map();
  #count = -1;

  /** @param {Session} session @param {ObjectiveWords} words */
  constructor(session, words) {
    this.#session = session;
    this.#words = words;
  }

  /** Reads the list once. */
  #read() {
    if (this.#count >= 0) return;
    this.#count = numberIn(this.#session.get("cmi.objectives._count")) ?? 0;
    for (let index = 0; index < this.#count; index++) {
      const id = this.#session.get(`cmi.objectives.${index}.id`);
      if (id) this.#known.set(id, index);
    }
  }

  /** @param {{id: string, success: boolean, scaled: number}} objective */
  write({ id, success, scaled }) {
    this.#read();
    let index = this.#known.get(id);
    if (index === undefined) {
      index = this.#count++;
      this.#known.set(id, index);
      this.#session.put(`cmi.objectives.${index}.id`, id);
    }
    const stem = `cmi.objectives.${index}.`;
    this.#session.put(`${stem}score.min`, "0");
    this.#session.put(`${stem}score.max`, "100");
    this.#session.put(`${stem}score.raw`, real(scaled * 100));
    if (this.#words.hasScaled) this.#session.put(`${stem}score.scaled`, real(scaled));
    for (const [name, value] of this.#words.status(success)) this.#session.put(stem + name, value);
  }
}
