// The call log: what the page asked the LMS, in plain words, and what became of it.

/** @import { Entry, Standard } from "../lms/types.js" */
/** @import { Pretend } from "./types.js" */
import explanations from "../explain.json" with { type: "json" };
import { checkbox, make, need, write } from "./dom.js";

/** Older calls are dropped. */
const MOST = 1000;
const calls = /** @type {Record<string, string>} */ (explanations.calls);
const errors = /** @type {Record<string, Record<string, string>>} */ (explanations.errors);

/** The calls of one session after another. */
export class CallLog {
  /** @type {Pretend|null} */
  #pretend = null;
  #told = 0;
  #refused = 0;
  #list = need("call-list");

  constructor() {
    checkbox("only-refused").addEventListener("change", () => this.#filter());
  }

  /** Reads on where it stopped; what an earlier page called while it went away comes first. @param {Pretend|null} pretend */
  follow(pretend) {
    this.#read();
    if (pretend === this.#pretend || !pretend) return;
    this.#pretend = pretend;
    this.#told = 0;
    const session = pretend.launch?.start.session ?? 0;
    this.#list.append(make("li", { class: "session" }, `Session ${session}`));
    this.#read();
  }

  /** What a killed page still calls is no call of anybody's. */
  cut() {
    this.#read();
    this.#pretend = null;
  }

  clear() {
    this.#list.replaceChildren();
    this.#refused = 0;
    this.#count();
  }

  #read() {
    const log = this.#pretend?.log ?? [];
    if (log.length === this.#told) return;
    const standard = this.#pretend?.launch?.standard ?? "scorm12";
    const fresh = log.slice(this.#told);
    this.#told = log.length;
    this.#refused += fresh.filter(isRefused).length;
    this.#list.append(...fresh.map((entry) => row(entry, standard)));
    while (this.#list.childElementCount > MOST) this.#list.firstElementChild?.remove();
    this.#filter();
    this.#count();
  }

  #count() {
    const badge = need("refused");
    write(badge, this.#refused ? String(this.#refused) : "");
    badge.dataset.state = "wrong";
    write(need("no-calls"), this.#list.childElementCount ? "" : "No call yet.");
  }

  #filter() {
    const isOnly = checkbox("only-refused").checked;
    for (const each of this.#list.querySelectorAll(".called")) {
      /** @type {HTMLElement} */ (each).hidden = isOnly && !each.classList.contains("refused");
    }
  }
}

/** @param {Entry} entry */
const isRefused = ({ error, result }) => error !== 0 || result === "threw";

/** @param {Entry} entry @param {Standard|"web"} standard */
function row(entry, standard) {
  const { call, args, result, error, plain, time } = entry;
  const given = args.map((each) => JSON.stringify(each)).join(", ");
  const meaning = errors[standard]?.[String(error)] ?? "";
  const isThrown = result === "threw";
  return make(
    "li",
    { class: isRefused(entry) ? "called refused" : "called" },
    make(
      "details",
      {},
      make(
        "summary",
        {},
        make("span", {}, plain),
        make("time", {}, `${(time / 1000).toFixed(2)} s`),
      ),
      make(
        "div",
        {},
        make("code", {}, `${call}(${given}) → ${JSON.stringify(result) ?? "undefined"}`),
        make("p", { class: "quiet" }, calls[call] ?? ""),
        ...(error ? [make("p", {}, `Error ${error}: ${meaning}`)] : []),
        ...(isThrown ? [make("p", {}, "The LMS's script broke off instead of answering.")] : []),
      ),
    ),
  );
}
