// One writer: a second tab of the same package and learner reads along and says so (player: saving, 7).

/** @import { Channel, Environment } from "./types.js" */

const ANSWER = 60; // milliseconds that another tab has to answer in

/** Holds the pen, or not. Tabs talk by a channel; where that is blocked, nothing is stored that they could share. */
export class Pen {
  isMine = true;
  /** Another tab may still say that it writes. */
  isAsking = false;
  #id;
  /** @type {Channel|null} */
  #channel = null;
  #environment;
  #key;
  #onLost;

  /** @param {Environment} environment @param {string} key @param {() => void} onLost */
  constructor(environment, key, onLost) {
    this.#environment = environment;
    this.#key = `ihrp/pen/${key}`;
    this.#onLost = onLost;
    this.#id = String(environment.random());
  }

  /** Asks whether another tab writes already. @param {() => void} then  called when there has been time to say so */
  take(then) {
    this.#channel = this.#environment.channel(this.#key);
    if (!this.#channel) return;
    this.isAsking = true;
    this.#channel.onmessage = (event) => this.#hear(event.data);
    this.#channel.postMessage({ ask: this.#id });
    this.#environment.later(() => {
      this.isAsking = false;
      then();
    }, ANSWER);
  }

  /** @param {unknown} message */
  #hear(message) {
    const { ask, held } = /** @type {{ask?: string, held?: string}} */ (message ?? {});
    if (ask && this.isMine) this.#channel?.postMessage({ held: ask });
    if (held === this.#id && this.isMine) this.#lose();
  }

  #lose() {
    this.isMine = false;
    this.#onLost();
  }

  /** The page goes: the next one may write. */
  drop() {
    this.#channel?.close();
  }
}
