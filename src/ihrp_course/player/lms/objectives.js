// Status and score of objectives in an LMS: found by id, never lowered.

/** @import { Session } from "./session.js" */
import { numberIn, real, scoreIn } from "./format.js";

export class Objectives {
  /** Index by id, once the LMS was asked. @type {Map<string, number>|null} */
  #indexes = null;
  #session;
  #fields;

  /** @param {Session} session @param {{status: string, score: string, whole: number}} fields  whole: a full score */
  constructor(session, fields) {
    this.#session = session;
    this.#fields = fields;
  }

  /** An LMS may have filled the list from the manifest, in any order. */
  #read() {
    if (this.#indexes) return this.#indexes;
    const count = numberIn(this.#session.get("cmi.objectives._count")) ?? 0;
    this.#indexes = new Map();
    for (let index = 0; index < count; index++) {
      this.#indexes.set(this.#session.get(`cmi.objectives.${index}.id`), index);
    }
    return this.#indexes;
  }

  /** @param {{id: string, success: boolean, scaled: number}} objective */
  write({ id, success, scaled }) {
    const indexes = this.#read();
    const { status, score, whole } = this.#fields;
    const known = indexes.get(id);
    const index = known ?? indexes.size;
    const place = `cmi.objectives.${index}.`;
    if (known === undefined) {
      if (this.#session.set(`${place}id`, id) !== "done") return;
      indexes.set(id, index);
    }
    const held = known === undefined ? "" : this.#session.get(place + status).toLowerCase();
    const isJudged = held === "passed" || held === "failed";
    const best = isJudged ? scoreIn(this.#session.get(place + score), whole) ?? 0 : 0;
    if (!isJudged || scaled > best) this.#session.put(place + score, real(scaled * whole));
    if (held !== "passed") this.#session.put(place + status, success ? "passed" : "failed");
  }
}
