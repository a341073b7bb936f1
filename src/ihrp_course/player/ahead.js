// What makes the next turn instant: lessons that nobody has turned to yet are fetched, so that they are there when the
// line is gone, and the next one is laid out.

import { all, blocks, need } from "./dom.js";
import { fill, load, unfinished } from "./rest.js";

const SEEN = 1000; // milliseconds on a page; then the rest of it is laid out, and the next one
const STEP = 50; // milliseconds between two blocks, so that nothing waits long

const shown = () => need(document, ".page:not([hidden])");

/** When the browser has nothing else to do; some never find that they have. @param {() => void} run */
const whenIdle = (run) =>
  "requestIdleCallback" in globalThis ? requestIdleCallback(run, { timeout: SEEN }) : run();

/**
 * Fetches what is still to come, one after the other, from the page that is shown on, and makes ready what is next.
 * @param {(page: HTMLElement) => void} begin  a page of which all is there
 */
export async function goAhead(begin) {
  const settle = () => {
    layOut(shown());
    whenIdle(() => prepareNext(begin));
  };
  forgetWaiting();
  markHere();
  settle();
  addEventListener("turn", () => {
    markHere();
    setTimeout(settle, SEEN);
  });
  const page = shown();
  const waiting = unfinished();
  const isAfter = (/** @type {HTMLElement} */ each) =>
    page.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  const before = waiting.filter((each) => !isAfter(each));
  for (const each of [...waiting.filter(isAfter), ...before]) {
    try {
      await load(each);
    } catch {
      continue; // the line may be back for the next one
    }
    whenIdle(() => prepareNext(begin));
  }
}

/** Takes away the style that chose the page until the script ran: its `:has(:target)` makes every turn dear. */
function forgetWaiting() {
  for (const sheet of document.styleSheets) {
    try {
      const rules = [...sheet.cssRules];
      sheet.deleteRule(rules.findIndex((rule) => rule.cssText.includes(":not(.ready)")));
    } catch {
      // It is not in this sheet, or a page from file:// may not look into it.
    }
  }
}

/** The contents say where one is. */
function markHere() {
  const here = "#" + shown().id;
  for (const link of all(document, ".contents a")) {
    link.setAttribute("aria-current", link.getAttribute("href") === here ? "page" : "false");
  }
}

/** What is far below is laid out block by block. @param {HTMLElement} page */
function layOut(page) {
  blocks(page).forEach((each, i) => setTimeout(() => each.classList.remove("far"), i * STEP));
}

/** The page after the one that is shown, if it has come, gets its place, unseen. @param {(page: HTMLElement) => void} begin */
function prepareNext(begin) {
  const page = shown();
  const next = /** @type {HTMLElement|null} */ (page.nextElementSibling);
  if (!next || next.matches(".ahead") || !fill(next)) return;
  begin(next);
  const near = [page.previousElementSibling, page, next];
  for (const each of all(document, ".page")) each.classList.toggle("ahead", near.includes(each));
  next.ariaHidden = "true";
  const far = blocks(next);
  const heights = far.map((each) => each.offsetHeight); // whoever asks for one has everything laid out
  far.forEach((each, i) => {
    if (heights[i]) each.style.containIntrinsicBlockSize = `auto ${heights[i]}px`;
    each.classList.add("far");
  });
  void next.offsetHeight; // with that, too
}
