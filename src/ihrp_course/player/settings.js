// How the page looks, as the learner wants it; remembered on the device for every package.

import { chosen, controls } from "./dom.js";
import { localStore, readEntry, writeEntry } from "./device.js";

const KEY = "ihrp.settings";

/** @param {HTMLElement} form */
export function startSettings(form) {
  const store = localStore();
  const settings = readEntry(store, KEY);
  const apply = () => {
    for (const value of chosen(form)) {
      const [name = "", choice = ""] = value.split(".");
      settings[name] = value;
      document.documentElement.dataset[name] = choice;
    }
  };
  const kept = Object.values(settings);
  for (const input of controls(form)) {
    if ("checked" in input && kept.includes(input.value)) input.checked = true;
  }
  apply();
  form.addEventListener("change", () => {
    apply();
    writeEntry(store, KEY, settings);
  });
}
