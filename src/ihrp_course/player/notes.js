// What a learner writes for herself: in memory and in the device's store, nowhere else.

import { controls, find, part, say } from "./dom.js";

/** @import { DeviceApi } from "./types.js" */

/**
 * Keeps the fields of a form on the device. Gives a function that puts what is stored into them again.
 * @param {HTMLElement} form @param {DeviceApi} api
 */
export function startNotes(form, api) {
  const keep = /** @type {HTMLInputElement|null} */ (find(form, "[data-do=keep]"));
  const fields = /** @type {HTMLInputElement[]} */ (controls(form)).filter((each) => each !== keep);
  const isTicked = (/** @type {HTMLInputElement} */ field) => /radio|checkbox/.test(field.type);
  const tell = (/** @type {string} */ key) => part(form, "result").textContent = say(key);

  /** Lets a text field grow with its text; on paper an empty date is a blank line. @param {HTMLInputElement} field */
  const grow = (field) => {
    const box = /** @type {HTMLElement|null} */ (field.closest(".grow"));
    if (box) box.dataset.text = field.value;
    if (field.type === "date") field.classList.toggle("empty", !field.value);
  };
  const fillIn = () => {
    for (const field of fields) {
      const value = api.get(field.name);
      if (isTicked(field)) field.checked = value.split("\n").includes(field.value);
      else field.value = value;
      grow(field);
    }
    if (keep) keep.checked = api.kept;
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    const field = /** @type {HTMLInputElement} */ (target);
    if (field === keep) {
      api.keep(keep.checked);
      tell(keep.checked ? "kept" : "notKept");
      return;
    }
    grow(field);
    if (!keep) return; // not even kept
    const same = fields.filter((each) =>
      each.name === field.name && (!isTicked(each) || each.checked)
    );
    api.set(field.name, same.map((each) => each.value).join("\n"));
    if (!api.works) tell("ownPage");
  });
  fillIn();
  return fillIn;
}
