// Does it work here? For whoever helps. No name, no answer, nothing written by the learner.

import { all, need, part, say, write } from "./dom.js";
import { isOfDevice } from "./saver.js";

/** @import { LearnerRecord, PageData } from "./types.js" */

/** Lines of the trace that tell of trouble. */
const TROUBLE = /error|refused|failed|threw|missing|not found|given up|not reported/;
const MOST_TROUBLES = 20;

/** Windows above this one, and whether all of them can be looked into. */
function frames() {
  let [depth, isOpen] = [0, true];
  /** @type {Window} */
  let window = globalThis.window;
  while (window.parent !== window && depth < 20) {
    window = window.parent;
    depth++;
    try {
      isOpen &&= window.location.href !== "";
    } catch {
      isOpen = false;
    }
  }
  return `${depth} frames deep, ${isOpen ? "one origin" : "another origin above"}`;
}

/** What support asks for first: circumstances, never contents. @param {LearnerRecord} record @param {string[]} trace */
function summary(record, trace) {
  const { completion, success, merged, score, progress } = record.status();
  const troubles = trace.filter((line) => TROUBLE.test(line));
  const now = new Date();
  return [
    `${now.toISOString()}, ${-now
      .getTimezoneOffset()} minutes from UTC, online ${navigator.onLine}`,
    `completion ${completion}, success ${success}, in one word ${merged}, score ${
      score ?? "none"
    }, progress ${progress}`,
    `learner ${
      record.learnerId ? "known" : "unknown"
    }, writable ${record.writable}, read only ${record.readOnly}, ${record.minutes()} minutes`,
    `${frames()}, ${innerWidth} × ${innerHeight} at ${devicePixelRatio}, ${navigator.language}`,
    `${troubles.length} troubles in ${trace.length} lines`,
    ...troubles.slice(-MOST_TROUBLES).map((line) => "! " + line),
    "",
  ];
}

/** @param {HTMLElement} page @param {PageData} data @param {LearnerRecord} record @param {boolean} isStoring */
export function runSelfTest(page, { unit, course, policy, profile }, record, isStoring) {
  record.save();
  const { kind, at } = record.saveState();
  const isFramed = globalThis.top !== globalThis.self;
  const yes = (/** @type {boolean} */ is) => say(is ? "yes" : "no");
  const facts = [
    yes(record.found),
    [yes(kind === "saved" || isOfDevice(kind)), kind, at?.toISOString()],
    yes(isStoring),
    [say(isFramed ? "framed" : globalThis.opener ? "popup" : "window"), location.protocol],
    [unit.id, course.version],
    [unit.standard, policy, profile.name],
    record.exportState().length,
    navigator.userAgent,
  ];
  all(page, "dd").forEach((place, i) => place.textContent = [facts[i]].flat().join(" "));
  const trace = record.trace();
  part(page, "trace").textContent = [...summary(record, trace), ...trace].join("\n");
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
