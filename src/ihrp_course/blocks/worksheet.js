// Private writing: nothing here leaves the device. Gone with the session unless the learner keeps it.

import { all, find, need, say } from "../player/dom.js";
import { startNotes } from "../player/notes.js";

/** @import { DeviceScript } from "../player/types.js" */

/** What was written, as plain text. @param {HTMLElement} form */
function asText(form) {
  const lines = [need(form, ".title").textContent ?? ""];
  for (const field of all(form, "[data-field]")) {
    lines.push("", (need(field, "label, legend").textContent ?? "").trim());
    const written = find(field, "textarea, input[type=text], input[type=date]");
    const picked = all(field, "input:checked + label").map((label) => label.textContent ?? "");
    lines.push(
      written instanceof HTMLInputElement || written instanceof HTMLTextAreaElement
        ? written.value
        : picked.join(", "),
    );
  }
  return lines.join("\r\n") + "\r\n";
}

/** @type {DeviceScript} */
export const script = {
  start(form, api) {
    const tell = startNotes(form, api);
    form.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("button") : null;
      const action = button?.dataset.do;
      if (action === "print") api.print(form);
      if (action === "file") api.save(form.id + ".txt", asText(form));
      if (action === "erase") {
        api.erase();
        tell();
        need(form, "[data-part=result]").textContent = say("erased");
      }
    });
  },
};
