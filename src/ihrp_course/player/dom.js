// The page's small tools: finding, saying, showing. Block scripts share them.

/** @import { Answer } from "./types.js" */

/** @type {{texts: Record<string, string|Record<string, string>>, language: string}} */
const words = { texts: {}, language: "en" };

/** Takes the interface's words. @param {Record<string, unknown>} texts @param {string} language */
export function speak(texts, language) {
  words.texts = /** @type {typeof words.texts} */ (texts);
  words.language = language;
}

/**
 * An interface word of strings/<language>.json (`live.` left off); `n` chooses the plural form.
 * @param {string} key @param {Record<string, string|number>} [values] @returns {string}
 */
export function say(key, values = {}) {
  const entry = words.texts["live." + key] ?? key;
  const text = typeof entry === "string"
    ? entry
    : entry[new Intl.PluralRules(words.language).select(Number(values.n))] ?? entry.other ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? "";
    return typeof value === "number" ? value.toLocaleString(words.language) : value;
  });
}

/** A time of day as people write it. @param {Date} date */
export const clock = (date) =>
  date.toLocaleTimeString(words.language, { hour: "numeric", minute: "2-digit" });

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement[]} */
export const all = (root, selector) =>
  [...root.querySelectorAll(selector)].filter((each) => each instanceof HTMLElement);

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement|null} */
export const find = (root, selector) => root.querySelector(selector);

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement} */
export function need(root, selector) {
  const found = find(root, selector);
  if (!found) throw new Error("missing: " + selector);
  return found;
}

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export const part = (root, name) => need(root, "[data-part=" + name + "]");

/** @param {ParentNode} root @param {string} name @returns {HTMLElement} */
export const button = (root, name) => need(root, "[data-do=" + name + "]");

/** @param {ParentNode} root @param {string} name @param {string} text */
export function write(root, name, text) {
  const place = part(root, name);
  if (place.textContent !== text) place.textContent = text;
}

/** @param {Element|null} element @param {boolean} shown */
export function show(element, shown) {
  if (element instanceof HTMLElement) element.hidden = !shown;
}

/** Controls that hold an answer. @param {ParentNode} root */
export const controls = (
  root,
) => /** @type {(HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement)[]} */ (
  all(root, "input, select, textarea")
);

/** Values of what is chosen among radios and boxes, as ordinals. @param {ParentNode} root */
export const chosen = (root) =>
  controls(root).filter((c) => "checked" in c && c.checked).map((c) => c.value);

/** @param {ParentNode} root @param {string[]} values */
export function choose(root, values) {
  for (const control of controls(root)) {
    if ("checked" in control) control.checked = values.includes(control.value);
  }
}

/** The parts of a question: options, left sides, cards, steps. @param {ParentNode} form */
export const parts = (form) => all(form, ".part");

/** @param {HTMLElement} element */
export const codeIn = (element) => Number(element.dataset.code);

/**
 * Puts the parts into the learner's order.
 * @param {ParentNode} form @param {(n: number) => number[]} order
 */
export function shuffle(form, order) {
  const list = find(form, "[data-shuffle]");
  if (!list) return;
  const items = [...list.children];
  list.append(...order(items.length).map((i) => items[i] ?? ""));
}

/**
 * Marks one part: its colour, the word that says it, its feedback. An empty state clears it.
 * @param {HTMLElement} element @param {""|"right"|"wrong"|"missed"|"other"} state
 */
export function markPart(element, state) {
  for (const name of ["right", "wrong", "missed"]) element.classList.toggle(name, name === state);
  const feedback = find(element, ".feedback");
  const verdict = feedback && find(feedback, ".verdict");
  if (!feedback || !verdict) return;
  const control = find(element, "input, select");
  const isSaid = state !== "" && (state !== "other" || feedback.children.length > 1);
  feedback.hidden = !isSaid;
  verdict.hidden = state === "other";
  if (!verdict.hidden && state) {
    find(verdict, "use")?.setAttribute("href", state === "wrong" ? "#i-wrong" : "#i-right");
    need(verdict, "span").textContent = say("verdict." + state);
  }
  if (!control) return;
  feedback.id ||= control.id + "_said";
  if (isSaid) control.setAttribute("aria-describedby", feedback.id);
  else control.removeAttribute("aria-describedby");
}

/** Marks a control that is an answer by itself. @param {Element} control @param {boolean} isMarked @param {boolean} isRight */
export function markControl(control, isMarked, isRight) {
  control.classList.toggle("right", isMarked && isRight);
  control.classList.toggle("wrong", isMarked && !isRight);
  if (isMarked && !isRight) control.setAttribute("aria-invalid", "true");
  else control.removeAttribute("aria-invalid");
}

/**
 * Marks options: the chosen ones ("mine"), or all of them ("key").
 * @param {HTMLElement} form @param {string[]} keys @param {string[]} mine @param {"mine"|"key"|"none"} show
 */
export function markOptions(form, keys, mine, show) {
  for (const option of parts(form)) {
    const code = option.dataset.code ?? "";
    const isKey = keys.includes(code);
    const isMine = mine.includes(code);
    if (show === "none" || (show === "mine" && !isMine)) markPart(option, "");
    else if (isMine) markPart(option, isKey ? "right" : "wrong");
    else markPart(option, isKey ? "missed" : "other");
  }
}

/** The line that tells the right answer. @param {ParentNode} root @param {string} text  "" hides it */
export function tellKey(root, text) {
  const line = find(root, ".key");
  if (!line) return;
  line.textContent = text;
  line.hidden = !text;
}

/** @param {Answer|null} answer */
export const textsIn = (answer) => answer && "texts" in answer ? answer.texts : [];
