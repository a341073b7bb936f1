// Pages of the one document: which one is shown, where the learner is in it, when its end has been seen.

import { all, find, need, part, percent, say, show, write } from "./dom.js";
import { complete, completeAll, fill } from "./rest.js";

/** @import { AssessmentData, LearnerRecord, LessonData, PageData } from "./types.js" */

const IDLE = 120; // seconds without a sign of life that still count as reading
const AHEAD = 1000; // milliseconds on a page; then the next one is put in its place, unseen, if it has come

/** Takes away the style that chose the page until now: its `:has(:target)` would make every turn dear. */
function forgetWaiting() {
  try {
    for (const sheet of document.styleSheets) {
      const rules = [...sheet.cssRules];
      sheet.deleteRule(rules.findIndex((rule) => rule.cssText.includes(":not(.ready)")));
    }
  } catch {
    // A page from file:// may not look into its styles.
  }
}

/**
 * @param {PageData} data @param {LearnerRecord} record
 * @param {Map<string, LessonData>} lessons @param {Map<string, AssessmentData>} quizzes
 * @param {(page: HTMLElement) => void} begin  called when all of a page is there, before it is shown if it can be
 * @param {(page: HTMLElement) => void} enter  called whenever a page is turned to
 */
export function startPages(data, record, lessons, quizzes, begin, enter) {
  const pages = all(document, ".page");
  const rows = all(document, "[data-entry]");
  const links = all(document, ".contents a");
  const start = need(document, "#_start");
  let current = start;
  let isThere = false; // all of the page
  let isOver = false;
  let lastSign = Date.now();
  let lastCount = lastSign;
  const ends = new IntersectionObserver(([entry]) => entry?.isIntersecting && finish());

  /** The headings that a place is told by: 0 is above the first. @param {HTMLElement} page */
  const headings = (page) => all(page, "h2[id]").filter((each) => each.parentElement === page);
  const isKept = () => lessons.has(current.id) || quizzes.has(current.id);

  /** Time of reading since the last count goes to the page that was read. */
  function count() {
    const now = Date.now();
    const seconds = (Math.min(now, lastSign + IDLE * 1000) - lastCount) / 1000;
    lastCount = now;
    if (seconds >= 1 && isKept()) record.spend(current.id, seconds);
  }

  /** Keeps where the learner is: at this block, else as far as the page is scrolled. @param {HTMLElement} [block] */
  function keepPlace(block) {
    const isPassed = (/** @type {HTMLElement} */ each) =>
      block
        ? each.compareDocumentPosition(block) & 4 // it follows
        : each.getBoundingClientRect().top < innerHeight / 3;
    const section = headings(current).filter(isPassed).length;
    if (isKept()) record.goTo({ page: current.id, section });
  }

  function finish() {
    if (!lessons.has(current.id)) return;
    record.finishLesson(current.id);
    drawEnd();
  }

  function drawEnd() {
    if (!lessons.has(current.id)) return;
    const n = record.missing(current.id).length;
    const done = record.lesson(current.id).done;
    write(current, "done", done ? say("lesson.done") : n ? say("lesson.missing", { n }) : "");
  }

  /** @param {HTMLElement} page @param {boolean} hasFocus */
  function open(page, hasFocus) {
    current = page;
    for (const each of pages) show(each, each === page);
    scrollTo(0, 0);
    if (hasFocus) need(page, "h1").focus({ preventScroll: true });
  }

  /** The last page: from there nothing else opens, for the LMS has been told that it is over. */
  function end() {
    isOver = true;
    open(need(document, "#_goodbye"), true);
  }

  /** The page that an id stands on, fetched or not; null when only what is not fetched can tell. @param {string} id */
  function pageOf(id) {
    const owner = id.split("_")[0] ?? "";
    const place = document.getElementById(id) ??
      document.getElementById({ term: "_glossary", ref: "_references" }[owner] ?? owner);
    return /** @type {HTMLElement|null} */ (place?.closest(".page") ?? null);
  }

  /** @param {boolean} [isFirst]  the document has just been opened */
  function turn(isFirst = false) {
    const id = decodeURIComponent(location.hash.slice(1));
    const known = id ? pageOf(id) : start;
    const isMissing = !known && !document.getElementById(id); // not only on no page, as where the skip link leads
    if (isMissing) completeAll().then(() => document.getElementById(id) && turn(), () => {});
    const page = known ?? (isFirst ? start : null);
    if (!page || isOver) return;
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
    const isTurn = page !== current || isFirst || !isThere;
    const isWhole = fill(page);
    if (isWhole) begin(page); // all at once is laid out once
    if (isTurn) {
      count();
      ends.disconnect();
      const title = page.dataset.title ?? "";
      const unit = data.unit.title;
      document.title = page === start ? unit : say("page.title", { page: title, unit });
      write(document, "where", page === start ? unit : title);
      for (const link of links) {
        const isHere = link.getAttribute("href") === "#" + page.id;
        link.setAttribute("aria-current", isHere ? "page" : "false");
      }
      open(page, !isFirst || location.hash !== "");
      isThere = false;
    }
    if (isWhole) arrive(page, id, isTurn);
    else {
      complete(page).then(() => {
        if (page !== current || isThere) return;
        begin(page);
        arrive(page, id, true);
      }, () => {});
    }
  }

  /** All of the page is there. @param {HTMLElement} page @param {string} id @param {boolean} isTurn */
  function arrive(page, id, isTurn) {
    isThere = true;
    if (isTurn) {
      if (lessons.has(page.id)) record.seeLesson(page.id);
      enter(page);
      drawEnd();
    }
    const target = document.getElementById(id) ?? page;
    if (target !== page && page.contains(target)) {
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
    if (!isTurn) return;
    keepPlace();
    const end = find(page, "[data-part=end]");
    if (end) ends.observe(end);
    const next = pages[pages.indexOf(page) + 1];
    if (next) setTimeout(() => fill(next), AHEAD);
  }

  /** Progress in words, in the contents and on the front page. */
  function drawProgress() {
    let n = 0;
    for (const row of rows) {
      const id = row.dataset.entry ?? "";
      const quiz = quizzes.has(id) ? record.quizzes.view(id) : null;
      const { seen, done } = record.lesson(id);
      const isDone = quiz ? quiz.phase === "passed" : done;
      const key = quiz ? (quiz.attempts ? quiz.phase : "") : done ? "done" : seen ? "seen" : "";
      row.classList.toggle("done", isDone);
      write(row, "state", key && say("entry." + key, { n: percent(quiz?.best ?? 0) }));
      if (isDone && start.contains(row)) n++;
    }
    const { progress, completion } = record.status();
    const words = say("progress", { n, of: lessons.size + quizzes.size });
    const minutes = record.minutes();
    /** @type {HTMLProgressElement} */ (part(document, "progress")).value = progress;
    write(
      document,
      "progress-words",
      minutes ? say("progress.time", { words, n: minutes }) : words,
    );
    const place = record.place();
    const page = place && document.getElementById(place.page);
    const begin = find(start, "[data-do=begin]");
    if (!begin || !page) return;
    begin.setAttribute("href", "#" + (headings(page)[place.section - 1] ?? page).id);
    begin.textContent = say(completion === "completed" ? "do.again" : "do.continue");
    write(start, "standing", say("standing", { words, title: page.dataset.title ?? "" }));
  }

  for (const name of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(name, () => lastSign = Date.now(), { passive: true });
  }
  setInterval(count, 60_000);
  addEventListener("hashchange", () => turn());
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link?.dataset.do === "next") finish();
    if (link?.getAttribute("href") === location.hash) turn();
  });
  document.documentElement.classList.add("ready");
  forgetWaiting();
  turn(true);

  return { count, current: () => current, drawEnd, drawProgress, end, keepPlace, turn };
}
