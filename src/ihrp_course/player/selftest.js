// Does it work here? For whoever helps. No name, no answer, nothing written by the learner.

import { button, need, part, say, write } from "./dom.js";

/** @import { LearnerRecord, PageData } from "./types.js" */

/** @param {HTMLElement} page @param {PageData} data @param {LearnerRecord} record @param {boolean} isStoring */
export function runSelfTest(page, data, record, isStoring) {
  record.save();
  const { kind, at } = record.saveState();
  const isFramed = globalThis.top !== globalThis.self;
  /** @type {Record<string, string>} */
  const facts = {
    api: say(record.found ? "yes" : "no"),
    saving: (kind === "saved" || kind === "device" ? say("yes") : say("no")) + " (" + kind +
      (at ? ", " + at.toISOString() : "") + ")",
    storage: say(isStoring ? "yes" : "no"),
    frame: say(isFramed ? "framed" : globalThis.opener ? "popup" : "window") + ", " +
      location.protocol.replace(":", ""),
    package: data.unit.id + " " + data.course.version,
    standard: data.unit.standard + ", " + data.policy + ", " + data.profile.name,
    state: String(record.exportState().length),
    browser: navigator.userAgent,
  };
  for (const [name, value] of Object.entries(facts)) {
    need(page, "[data-test=" + name + "]").textContent = value;
  }
  const list = part(page, "trace");
  list.replaceChildren(
    ...record.trace().slice(-200).map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }),
  );
}

/** Everything on the page as text. @param {HTMLElement} page */
function report(page) {
  const facts = [...page.querySelectorAll("dl > div")].map((row) =>
    [...row.children].map((each) => each.textContent).join(": ")
  );
  const trace = [...part(page, "trace").children].map((each) => each.textContent);
  return [...facts, "", ...trace].join("\n");
}

/** @param {HTMLElement} page @param {() => void} run */
export function startSelfTest(page, run) {
  button(page, "test-again").addEventListener("click", run);
  button(page, "copy").addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(report(page));
      write(page, "copied", say("copied"));
    } catch {
      getSelection()?.selectAllChildren(page);
      write(page, "copied", say("copySelected"));
    }
  });
}
