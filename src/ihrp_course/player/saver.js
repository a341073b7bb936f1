// When what is written where: in the same turn as each change, again after a failure, quietly while open
// (player: saving, 1–6).

/** @import { Environment, Lms, SaveState } from "./types.js" */

const TIME_AGAIN = 60; // seconds between two session times
const ALIVE = 240_000;
const SOON = 1500; // for more of the same: on the device at once, at the LMS when it is quiet
const FIRST_RETRY = 500;
const LONGEST_RETRY = 60_000;

/** Whether the device alone holds it, for good. @param {SaveState["kind"]|null} kind */
export const isOfDevice = (kind) => kind === "device" || kind === "silent";

/**
 * What the saver asks of the record.
 * @typedef {object} Source
 * @property {() => void} write  hands the current facts to the binding, counts the write
 * @property {() => boolean} keep  puts a copy on the device, where one is due; false: the device does not take it
 * @property {() => void} acknowledged  the LMS took it
 * @property {() => void} changed  the save state is another
 * @property {() => boolean} waits  another tab may still say that it writes: a page turn is not written yet
 * @property {() => SaveState["kind"]|null} fixed  a state in which nothing is sent: review, readonly, device, silent, unsaved
 */

export class Saver {
  #lms;
  #environment;
  #source;
  /** @type {SaveState} */
  state = { kind: "saved", at: null };
  #isDue = false;
  #isTurned = false;
  #retry = 0;
  #timer = 0;
  #later = 0;
  #isFinished = false;
  #started;
  #timeTold = 0;

  /** @param {Lms} lms @param {Environment} environment @param {Source} source */
  constructor(lms, environment, source) {
    this.#lms = lms;
    this.#environment = environment;
    this.#source = source;
    this.#started = environment.ticks();
  }

  /** Something changed: save before this turn ends, or when it says. @param {Environment["soon"]} [when] */
  touch(when = this.#environment.soon) {
    this.#isDue = true;
    when(() => this.catchUp());
  }

  /** Saves what is due. */
  catchUp() {
    if (this.#isDue) this.flush(false);
  }

  /** A page was turned to: the device has it before this turn ends, the LMS, which may be slow, when the page is painted. */
  touchPainted() {
    if (this.#isTurned) return;
    if (this.#source.waits()) { // an answer would not: nobody gives one in a second tab so soon
      this.#isDue = true;
      return;
    }
    this.#isTurned = true;
    this.#environment.soon(() => {
      if (this.#isTurned) this.touch(this.#source.keep() ? this.#environment.painted : undefined);
      this.#isTurned = false;
    });
  }

  /** More of what has just been saved: the device has it now, the LMS when nothing follows, or at the end. */
  touchSoon() {
    if (!this.#source.keep()) return this.touch(); // a device that stores nothing
    this.#environment.cancel(this.#later);
    this.#later = this.#environment.later(() => this.touch(), SOON);
  }

  /** Seconds since this session began. */
  #seconds() {
    return (this.#environment.ticks() - this.#started) / 1000;
  }

  /** The session's time, when it is due: at the end, else once a minute at most. @param {boolean} isEnd */
  #tellTime(isEnd) {
    const seconds = this.#seconds();
    if (!isEnd && seconds - this.#timeTold < TIME_AGAIN) return;
    this.#timeTold = seconds;
    this.#lms.write({ sessionSeconds: seconds });
  }

  /** Saves now. True: the LMS took it. @param {boolean} isEnd @returns {boolean} */
  flush(isEnd) {
    this.#isDue = this.#isTurned = false;
    this.#environment.cancel(this.#later);
    if (this.#isFinished) return true;
    const fixed = this.#source.fixed();
    if (fixed) {
      if (isOfDevice(fixed)) this.#source.write(); // queued, and counted
      this.#source.keep();
      this.#tell(this.#source.fixed() ?? fixed);
      return false;
    }
    this.#source.write();
    this.#source.keep();
    this.#tellTime(isEnd);
    return this.#commit();
  }

  #commit() {
    const isTaken = this.#lms.commit();
    this.#environment.cancel(this.#timer);
    if (isTaken) {
      this.#retry = 0;
      this.#source.acknowledged();
      this.#tell("saved");
      this.#timer = this.#environment.later(() => this.#stayAlive(), ALIVE);
    } else {
      this.#retry = Math.min(this.#retry ? this.#retry * 2 : FIRST_RETRY, LONGEST_RETRY);
      this.#tell(this.#lms.ended() ? "ended" : "retrying");
      this.#timer = this.#environment.later(() => this.again(), this.#retry);
    }
    return isTaken;
  }

  /** Tries a failed commit again. */
  again() {
    if (this.state.kind !== "retrying" && this.state.kind !== "ended") return;
    this.#source.write(); // a state with another counter: some hosts send only what differs
    this.#commit();
  }

  /** A quiet sign of life, so that the LMS's session does not run out. */
  #stayAlive() {
    if (this.#isFinished || this.#source.fixed()) return;
    this.#tellTime(true);
    this.#commit();
  }

  /** @param {SaveState["kind"]} kind */
  #tell(kind) {
    const isWritten = kind === "saved" || isOfDevice(kind);
    this.state = { kind, at: isWritten ? new Date(this.#environment.clock()) : this.state.at };
    this.#source.changed();
  }

  /** Saves, then ends the session with the LMS. */
  finish() {
    if (this.#isFinished) return true;
    const isSaved = this.flush(true);
    this.#environment.cancel(this.#timer);
    if (!this.#source.fixed()) this.#lms.finish();
    this.#isFinished = true;
    return isSaved;
  }
}
