// How the page looks, as the learner wants it; remembered on the device for every package.

import { choose, chosen } from "./dom.js";
import { localStore, readEntry, writeEntry } from "./device.js";

const KEY = "ihrp.settings";

/** Sets the page's attributes; a default value leaves none. @param {Record<string, string>} settings */
function apply(settings) {
  const { dataset } = document.documentElement;
  for (const name of ["size", "spacing", "theme", "motion"]) {
    const value = settings[name];
    if (value && /^[a-z]+$/.test(value) && value !== "normal" && value !== "system") {
      dataset[name] = value;
    } else delete dataset[name];
  }
}

/** @param {HTMLElement} form */
export function startSettings(form) {
  const store = localStore();
  const settings = readEntry(store, KEY);
  apply(settings);
  for (const set of form.querySelectorAll("fieldset")) {
    const input = set.querySelector("input");
    if (input) choose(set, [settings[input.name] ?? input.value]);
  }
  form.addEventListener("change", () => {
    for (const set of form.querySelectorAll("fieldset")) {
      const name = set.querySelector("input")?.name;
      if (name) settings[name] = chosen(set)[0] ?? "";
    }
    apply(settings);
    writeEntry(store, KEY, settings);
  });
}
