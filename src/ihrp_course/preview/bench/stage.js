// The package on the stage: launched, left, killed, and found again where it was.

/** @import { Faults } from "../lms/types.js" */
/** @import { Place, Pretend } from "./types.js" */
import { goTo, isWhole, placeOf } from "./place.js";

const LOOK_EVERY = 15; // milliseconds
const PATIENCE = 15_000;
const PATIENCE_FOR_WINDOWS = 1000;
/** Milliseconds after a launch, when nobody waits for a page any more. */
const CALM = 600;
const HOST = "/_host/stage.html";

const moment = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));

/**
 * @typedef {object} Launch
 * @property {string} package
 * @property {string} standard
 * @property {string} profile
 * @property {string} frame
 * @property {Partial<Faults>} faults
 */

export class Stage {
  /** Marks of the files as they were launched. @type {Record<string, string>} */
  files = {};
  /** Of the sources that they were made of. */
  version = 0;
  #box;
  #ready;
  #launches = 0;
  /** @type {HTMLIFrameElement|null} */
  #frame = null;
  /** A host page that has loaded all it needs, unseen, and has launched nothing yet. @type {HTMLIFrameElement|null} */
  #spare = null;

  /** @param {HTMLElement} box @param {(doc: Document) => void} ready  a page has come to life */
  constructor(box, ready) {
    this.#box = box;
    this.#ready = ready;
  }

  get isOpen() {
    return this.#frame !== null;
  }

  /** What the host page shows of itself, once a session has begun. @returns {Pretend|null} */
  get pretend() {
    const shown = /** @type {{pretend?: Pretend}|undefined} */
      (/** @type {unknown} */ (this.#frame?.contentWindow ?? undefined));
    return shown?.pretend?.launch ? shown.pretend : null;
  }

  /** The window that holds the package. @returns {Window|null} */
  get window() {
    const opened = this.pretend?.opened;
    if (opened) return opened.closed ? null : opened;
    let inner = this.#frame?.contentWindow ?? null;
    for (let next = inner; next; next = within(next)) inner = next;
    return inner === this.#frame?.contentWindow ? null : inner;
  }

  /** The package's page, once it has come to life. @returns {Document|null} */
  get doc() {
    try {
      const doc = this.window?.document ?? null;
      return doc?.documentElement?.classList.contains("ready") ? doc : null;
    } catch {
      return null;
    }
  }

  /** Whether the package stands in a window of its own. */
  get isApart() {
    return Boolean(this.pretend?.opened);
  }

  /** Launches; false when there is no such package. @param {Launch} launch @param {Place|null} place */
  async open(launch, place) {
    const number = ++this.#launches;
    const body = JSON.stringify({ ...launch, place: place?.page ?? "" });
    const asked = fetch("/_bench/launch", { method: "POST", body });
    await this.#leave();
    const response = await asked;
    if (!response.ok || number !== this.#launches) return false;
    const { address, files, version } = await response.json();
    Object.assign(this, { files, version });
    this.#frame?.remove();
    this.#frame = this.#host(address);
    setTimeout(() => this.#warm(), CALM);
    const doc = await this.#life(number);
    if (!doc) return true;
    await this.arrived(doc);
    this.#ready(doc);
    if (place) goTo(doc, place);
    return true;
  }

  /** Waits until all of the page that is shown is there. @param {Document} doc */
  async arrived(doc) {
    const end = performance.now() + PATIENCE;
    while (doc === this.doc && !isWhole(doc) && performance.now() < end) await moment();
  }

  /** The host page that launches this, in its place. @param {string} address */
  #host(address) {
    const { pathname, search } = new URL(address);
    const ready = /** @type {{launch?: (search: string) => void}|undefined} */
      (/** @type {unknown} */ (this.#spare?.contentWindow ?? undefined));
    if (this.#spare && ready?.launch && pathname === HOST) {
      const frame = this.#spare;
      this.#spare = null;
      frame.hidden = false;
      ready.launch(search);
      return frame;
    }
    this.#spare?.remove();
    this.#spare = null;
    return this.#add(address);
  }

  /** Readies a host page for the next launch. */
  #warm() {
    if (this.#spare || !this.#frame) return;
    this.#spare = this.#add(`${HOST}?spare`);
    this.#spare.hidden = true;
  }

  /** @param {string} address */
  #add(address) {
    const frame = document.createElement("iframe");
    frame.title = "The course, as an LMS shows it";
    frame.src = address;
    this.#box.append(frame);
    return frame;
  }

  /** Where the author is. */
  place() {
    const { doc } = this;
    return doc ? placeOf(doc) : null;
  }

  /** As when a browser dies: the page gets to do nothing more, not even to say that it goes. */
  kill() {
    const doc = this.window?.document;
    doc?.open(); // takes every listener away, those for leaving too
    doc?.close();
    this.#closeWindow();
    this.#box.replaceChildren();
    this.#frame = this.#spare = null;
  }

  /** Lets the page go while the LMS still answers, as when a learner presses an LMS's own way out. */
  async #leave() {
    const opened = this.pretend?.opened;
    this.#frame?.contentDocument?.getElementById("scorm_object")?.remove();
    this.#closeWindow();
    const end = performance.now() + PATIENCE_FOR_WINDOWS;
    while (opened && !opened.closed && performance.now() < end) await moment();
  }

  #closeWindow() {
    this.pretend?.opened?.close();
  }

  /** The page, once it lives; null when another launch came first, or in vain. @param {number} number @returns {Promise<Document|null>} */
  async #life(number) {
    const end = performance.now() + PATIENCE;
    while (number === this.#launches && performance.now() < end) {
      if (this.doc) return this.doc;
      await moment();
    }
    return null;
  }
}

/** The window of the frame in a window. @param {Window} outer @returns {Window|null} */
function within(outer) {
  const frame =
    /** @type {HTMLIFrameElement|null} */ (outer.document.getElementById("scorm_object"));
  return frame?.contentWindow ?? null;
}
