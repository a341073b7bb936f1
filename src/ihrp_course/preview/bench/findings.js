// The findings as a list, and a rule's manual page.

/** @import { Finding, State } from "./types.js" */
import { button, make, need, write } from "./dom.js";

/** @param {number} n @param {string} word */
export const count = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;

/** @param {Finding} finding @param {(finding: Finding) => void} go @param {boolean} hasLinks */
function row(finding, go, hasLinks) {
  const { severity, rule, message, help, path, line, source, place } = finding;
  const item = make("li", { "data-severity": severity });
  item.append(
    make("p", { class: "kind" }, `${severity}: ${rule}`),
    make("p", {}, message),
    ...(help ? [make("p", { class: "help" }, help)] : []),
    make("p", { class: "at" }, make("code", {}, `${path}:${line}`)),
    ...(source ? [make("p", { class: "quiet" }, make("code", {}, source.slice(0, 160)))] : []),
  );
  if (!hasLinks) return item;
  const links = make("div", { class: "links" });
  if (place?.page) links.append(button("Show in the page", () => go(finding), "plainly"));
  links.append(button(`About ${rule}`, () => explain(rule), "plainly"));
  item.append(links);
  return item;
}

/** @param {string} rule */
async function explain(rule) {
  const response = await fetch(`/_bench/rule?name=${encodeURIComponent(rule)}`);
  const text = response.ok ? await response.text() : "This rule is the course's own.";
  write(need("manual-title"), rule);
  write(need("manual-text"), text);
  /** @type {HTMLDialogElement} */ (need("manual")).showModal();
}

/** @param {State} state @param {(finding: Finding) => void} go */
export function drawFindings(state, go) {
  const { findings, isChecked, version } = state;
  const list = need("finding-list");
  const sorted = [...findings].sort((a, b) => a.severity.localeCompare(b.severity));
  list.replaceChildren(...sorted.map((each) => row(each, go, true)));
  const none = isChecked ? "Nothing to tell: every rule holds." : "Looking…";
  write(need("no-findings"), findings.length || !version ? "" : none);
  const badge = need("count");
  write(badge, findings.length ? String(findings.length) : "");
  badge.dataset.state = findings.some((each) => each.severity === "error") ? "wrong" : "";
}

/** Errors that keep the page behind the sources stand above it. @param {State} state @param {boolean} hasPage */
export function drawBroken(state, hasPage) {
  const { findings, isStale, defect, version } = state;
  const box = need("broken");
  box.hidden = !isStale || version === 0;
  if (box.hidden) {
    box.replaceChildren();
    return;
  }
  const errors = findings.filter((each) => each.severity === "error");
  const below = hasPage ? " The page below is the last good one." : "";
  const head = defect
    ? `The preview failed; this is a defect of ihrp-course, not of your course.${below}`
    : `${count(errors.length, "error")} in the sources.${below}`;
  const list = make("ol", {}, ...errors.map((each) => row(each, () => {}, false)));
  box.replaceChildren(make("h2", {}, head), defect ? make("pre", {}, defect) : list);
}
