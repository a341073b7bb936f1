// Does it work here? For whoever helps. No name, no answer, nothing written by the learner.

import { all, need, part, say, write } from "./dom.js";

/** @import { LearnerRecord, PageData } from "./types.js" */

/** @param {HTMLElement} page @param {PageData} data @param {LearnerRecord} record @param {boolean} isStoring */
export function runSelfTest(page, { unit, course, policy, profile }, record, isStoring) {
  record.save();
  const { kind, at } = record.saveState();
  const isFramed = globalThis.top !== globalThis.self;
  const yes = (/** @type {boolean} */ is) => say(is ? "yes" : "no");
  const facts = [
    yes(record.found),
    [yes(kind === "saved" || kind === "device"), kind, at?.toISOString()],
    yes(isStoring),
    [say(isFramed ? "framed" : globalThis.opener ? "popup" : "window"), location.protocol],
    [unit.id, course.version],
    [unit.standard, policy, profile.name],
    record.exportState().length,
    navigator.userAgent,
  ];
  all(page, "dd").forEach((place, i) => place.textContent = [facts[i]].flat().join(" "));
  part(page, "trace").textContent = record.trace().slice(-200).join("\n");
}

/** Everything on the page as text, for a mail. @param {HTMLElement} page */
export async function copySelfTest(page) {
  try {
    const rows = all(page, "dl > div").map((row) => row.innerText.replace("\n", ": "));
    const text = [...rows, part(page, "trace").textContent].join("\n");
    await navigator.clipboard.writeText(text);
    write(page, "copied", say("copied"));
  } catch {
    getSelection()?.selectAllChildren(need(page, "dl"));
    write(page, "copied", say("copySelected"));
  }
}
