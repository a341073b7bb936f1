// What a learner writes for herself: in memory and in the device's store, nowhere else.

import { controls, find, need, say } from "./dom.js";

/** @import { DeviceApi } from "./types.js" */

/** Lets a text field grow with its text, on paper too. @param {Element} field */
function grow(field) {
  if (field instanceof HTMLTextAreaElement && field.parentElement) {
    field.parentElement.dataset.text = field.value;
  }
}

/**
 * Keeps the fields of a form on the device. Gives a function that puts what is stored into them.
 * @param {HTMLElement} form @param {DeviceApi} api
 */
export function startNotes(form, api) {
  const isKept = form.dataset.kept !== undefined;
  const keep = find(form, "[data-do=keep]");
  const box = keep instanceof HTMLInputElement ? keep : null;
  const fields = controls(form).filter((field) => field.dataset.do === undefined);
  const fillIn = () => {
    for (const field of fields) {
      const value = api.get(field.name);
      if ("checked" in field && (field.type === "radio" || field.type === "checkbox")) {
        field.checked = value.split("\n").includes(field.value);
      } else field.value = value;
      grow(field);
    }
    if (box) box.checked = api.kept;
  };
  const tell = (/** @type {string} */ key) =>
    need(form, "[data-part=result]").textContent = key && say(key);
  const store = (/** @type {string} */ name) => {
    const values = fields.filter((field) => field.name === name).flatMap((field) =>
      "checked" in field && (field.type === "radio" || field.type === "checkbox") && !field.checked
        ? []
        : [field.value]
    );
    if (isKept) api.set(name, values.join("\n"));
  };
  if (isKept) fillIn();
  if (box && !api.works) box.disabled = true;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const field = /** @type {HTMLInputElement} */ (event.target);
    if (field === box) {
      api.keep(box.checked);
      tell(box.checked ? "kept" : "notKept");
      return;
    }
    grow(field);
    store(field.name);
    if (!api.works) tell("ownPage");
  });
  return () => {
    for (const field of fields) {
      if ("checked" in field && (field.type === "radio" || field.type === "checkbox")) {
        field.checked = false;
      } else field.value = "";
      grow(field);
    }
    if (box) box.checked = api.kept;
  };
}
