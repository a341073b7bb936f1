// Private writing: nothing here leaves the device. Gone with the session unless the learner keeps it.

import { all, need, part, say } from "../player/dom.js";
import { startNotes } from "../player/notes.js";

/** @import { DeviceScript } from "../player/types.js" */

/** What was written, as plain text. @param {HTMLElement} form */
function asText(form) {
  const words = (/** @type {HTMLElement} */ each) =>
    each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement
      ? each.value
      : each.innerText.trim();
  const written = "textarea, [type=text], [type=date], :checked + label";
  return [need(form, ".title"), ...all(form, "[data-field]")].map((each) =>
    [need(each, "label, legend") ?? each, ...all(each, written)].map(words).join("\r\n")
  ).join("\r\n\r\n");
}

/** @type {DeviceScript} */
export const script = {
  start(form, api) {
    const fillIn = startNotes(form, api);
    form.addEventListener("click", ({ target }) => {
      const action = /** @type {HTMLElement} */ (target).closest("button")?.dataset.do;
      if (action === "print") api.printAs("print-one", form);
      if (action === "file") api.saveFile(form.id + ".txt", asText(form));
      if (action !== "erase") return;
      api.erase();
      fillIn();
      part(form, "result").textContent = say("erased");
    });
  },
};
