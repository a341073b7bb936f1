// What goes wrong at the LMS, as switches.

/** @import { Faults } from "../lms/types.js" */
import explanations from "../explain.json" with { type: "json" };
import { make, need } from "./dom.js";

/**
 * @typedef {object} Fault
 * @property {string} id
 * @property {string} title
 * @property {string} about
 * @property {boolean} [launch]  it takes hold with a new launch
 * @property {boolean} [once]  a new launch ends it
 * @property {Partial<Faults>} [on]
 * @property {Partial<Faults>} [off]
 * @property {{title: string, set: Partial<Faults>}[]} [choices]
 */

const groups = /** @type {{group: string, faults: Fault[]}[]} */
  (/** @type {unknown} */ (explanations.faults));

/** @typedef {(changes: Partial<Faults>, needsLaunch: boolean) => void} Switched */

export class Switches {
  /** @type {Map<Fault, HTMLInputElement|HTMLSelectElement>} */
  #controls = new Map();

  /** @param {Switched} switched @param {() => void} relaunch  as another LMS, or in another frame */
  constructor(switched, relaunch) {
    const box = need("switches");
    box.append(
      pick("profile", "Which LMS", "How real ones differ.", explanations.profiles, relaunch),
      pick(
        "launch",
        "Launch",
        "Windows are opened from the button on the stage.",
        explanations.frames,
        relaunch,
      ),
    );
    for (const { group, faults } of groups) {
      const set = make("fieldset", { class: "switches" }, make("legend", {}, group));
      set.append(...faults.map((fault) => this.#row(fault, switched)));
      box.append(set);
    }
  }

  /** All that is switched, for a new launch; what a launch ends is switched off. @returns {Partial<Faults>} */
  forLaunch() {
    /** @type {Partial<Faults>} */
    const all = {};
    for (const [fault, control] of this.#controls) {
      if (fault.once) /** @type {HTMLInputElement} */ (control).checked = false;
      Object.assign(all, chosen(fault, control));
    }
    return all;
  }

  /** @param {Fault} fault @param {Switched} switched */
  #row(fault, switched) {
    const { id, title, about, choices, launch = false } = fault;
    const control = choices
      ? make(
        "select",
        { id: `fault-${id}` },
        ...choices.map((each) => make("option", {}, each.title)),
      )
      : make("input", { id: `fault-${id}`, type: "checkbox" });
    const typed = /** @type {HTMLInputElement|HTMLSelectElement} */ (control);
    this.#controls.set(fault, typed);
    typed.addEventListener("change", () => switched(chosen(fault, typed), launch));
    const words = make("small", { id: `about-${id}` }, about);
    control.setAttribute("aria-describedby", words.id);
    if (choices) {
      return make(
        "div",
        { class: "pick" },
        make("label", { for: control.id }, title),
        words,
        control,
      );
    }
    const label = make("label", { for: control.id }, title);
    return make("div", { class: "switch" }, control, make("div", {}, label, words));
  }
}

/** @param {Fault} fault @param {HTMLInputElement|HTMLSelectElement} control @returns {Partial<Faults>} */
function chosen({ on, off, choices }, control) {
  if (choices) return choices[/** @type {HTMLSelectElement} */ (control).selectedIndex]?.set ?? {};
  return (/** @type {HTMLInputElement} */ (control).checked ? on : off) ?? {};
}

/**
 * @param {string} id @param {string} title @param {string} about @param {Record<string, string>} choices
 * @param {() => void} changed
 */
function pick(id, title, about, choices, changed) {
  const options = Object.entries(choices).map(([value, text]) => make("option", { value }, text));
  const control = make("select", { id, "aria-describedby": `about-${id}` }, ...options);
  control.addEventListener("change", changed);
  const words = make("small", { id: `about-${id}` }, about);
  return make("div", { class: "pick" }, make("label", { for: id }, title), words, control);
}
