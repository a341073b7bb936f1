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
  const { texts, language } = words;
  const entry = texts["live." + key] ?? key;
  const text = typeof entry === "string"
    ? entry
    : entry[new Intl.PluralRules(language).select(Number(values.n))] ?? entry.other ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => (values[name] ?? "").toLocaleString(language));
}

/** @type {Intl.DateTimeFormat|undefined} dear to make */
let times;

/** A time of day as people write it. @param {Date} date */
export function clock(date) {
  times ??= new Intl.DateTimeFormat(words.language, { timeStyle: "short" });
  return times.format(date);
}

const FRAME = 20; // milliseconds, in which other threads bring a paint to the screen

/** Whether a link is simply followed: nobody else takes it, and it opens no window. @param {MouseEvent} click */
export const isPlain = (click) =>
  !(click.defaultPrevented || click.ctrlKey || click.metaKey || click.shiftKey);

/** Does it when what has been changed so far can be seen. @param {() => void} run */
export const painted = (run) => requestAnimationFrame(() => setTimeout(run, FRAME));

/** @param {ParentNode} root @param {string} selector */
export const all = (
  root,
  selector,
) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);

/** @param {ParentNode} root @param {string} selector @returns {HTMLElement|null} */
export const find = (root, selector) => root.querySelector(selector);

/** Questions and figures of a page: what is dear to lay out. @param {ParentNode} page */
export const blocks = (page) => all(page, "form, figure");

/** What the templates promise to be there. @param {ParentNode} root @param {string} selector */
export const need = (root, selector) => /** @type {HTMLElement} */ (find(root, selector));

/** @param {ParentNode} root @param {string} name */
export const part = (root, name) => need(root, "[data-part=" + name + "]");

/** @param {ParentNode} root @param {string} name */
export const button = (root, name) => need(root, "[data-do=" + name + "]");

/** @param {ParentNode} root @param {string} name @param {string} text */
export function write(root, name, text) {
  const place = part(root, name);
  if (place.textContent !== text) place.textContent = text;
}

/** @param {HTMLElement|null} element @param {boolean} isShown */
export function show(element, isShown) {
  if (element) element.hidden = !isShown;
}

/** Controls that hold an answer. @param {ParentNode} root */
export const controls = (
  root,
) => /** @type {(HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement)[]} */ (
  all(root, "input, select, textarea")
);

/** Values of the radios and boxes that are chosen. @param {ParentNode} root */
export const chosen = (root) =>
  controls(root).filter((each) => "checked" in each && each.checked).map((each) => each.value);

/** @param {ParentNode} root @param {string[]} values */
export function choose(root, values) {
  for (const each of controls(root)) {
    if ("checked" in each) each.checked = values.includes(each.value);
  }
}

/** The parts of a question: options, left sides, cards, steps. @param {ParentNode} form */
export const parts = (form) => all(form, ".part");

/** @param {HTMLElement} element */
export const codeIn = (element) => Number(element.dataset.code);

/** Puts the parts into the learner's order. @param {ParentNode} form @param {(n: number) => number[]} order */
export function shuffle(form, order) {
  const list = find(form, "[data-shuffle]");
  const items = parts(form);
  list?.append(...order(items.length).map((i) => items[i] ?? ""));
}

/**
 * Marks one part: its colour, the word that says it, its feedback. "other" shows the feedback alone, "" clears it.
 * @param {HTMLElement} element @param {""|"right"|"wrong"|"missed"|"other"} state
 */
export function markPart(element, state) {
  const feedback = need(element, ".feedback");
  const verdict = need(feedback, ".verdict");
  const isBare = state === "other";
  element.dataset.state = state;
  show(feedback, state !== "" && !(isBare && feedback.children.length === 1));
  show(verdict, !isBare);
  find(verdict, "use")?.setAttribute("href", state === "wrong" ? "#i-wrong" : "#i-right");
  need(verdict, "span").textContent = state && !isBare ? say("verdict." + state) : "";
  find(element, "fieldset, input, select")?.setAttribute(
    "aria-describedby",
    feedback.hidden ? "" : feedback.id,
  );
}

/** Marks a control that is an answer by itself. @param {HTMLElement} control @param {boolean} isMarked @param {boolean} isRight */
export function markControl(control, isMarked, isRight) {
  control.dataset.state = isMarked ? (isRight ? "right" : "wrong") : "";
  control.setAttribute("aria-invalid", String(isMarked && !isRight));
}

/**
 * Marks options: the chosen ones ("mine"), or all of them ("key").
 * @param {HTMLElement} form @param {string[]} keys @param {string[]} mine @param {"mine"|"key"|"none"} how
 */
export function markOptions(form, keys, mine, how) {
  for (const option of parts(form)) {
    const code = option.dataset.code ?? "";
    const isKey = keys.includes(code);
    if (how !== "none" && mine.includes(code)) markPart(option, isKey ? "right" : "wrong");
    else markPart(option, how === "key" ? (isKey ? "missed" : "other") : "");
  }
}

/** The line that tells the right answer. @param {ParentNode} root @param {string} text  "" hides it */
export function tellKey(root, text) {
  const line = need(root, ".key");
  line.textContent = text;
  show(line, text !== "");
}

/** @param {Answer|null} answer */
export const textsIn = (answer) => answer && "texts" in answer ? answer.texts : [];

/** A score as people read it. @param {number|null} scaled */
export const percent = (scaled) => Math.round((scaled ?? 0) * 100);
