// Pages of the one document: which one is shown, where the learner is in it, when its end has been seen.

import {
  all,
  blocks,
  find,
  isPlain,
  need,
  painted,
  part,
  percent,
  say,
  show,
  write,
} from "./dom.js";
import { complete, completeAll, fill } from "./rest.js";

/** @import { AssessmentData, LearnerRecord, LessonData, PageData } from "./types.js" */

const IDLE = 120; // seconds without a sign of life that still count as reading

/**
 * @param {PageData} data @param {LearnerRecord} record
 * @param {Map<string, LessonData>} lessons @param {Map<string, AssessmentData>} quizzes
 * @param {(page: HTMLElement) => void} begin  called when all of a page is there, before it is shown if it can be
 * @param {(page: HTMLElement) => void} enter  called whenever a page is turned to
 */
export function startPages(data, record, lessons, quizzes, begin, enter) {
  const rows = all(document, "[data-entry]");
  const start = need(document, "#_start");
  let current = start;
  let sought = ""; // the id that was turned to
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

  /** Keeps where the learner is: at this block, else as far as the page is scrolled. @param {HTMLElement|null} [block] */
  function keepPlace(block) {
    const isPassed = (/** @type {HTMLElement} */ each) =>
      block
        ? !(each.compareDocumentPosition(block) & 2) // the block does not stand before it
        : each.getBoundingClientRect().top < innerHeight / 3;
    const section = headings(current).filter(isPassed).length;
    if (isThere && isKept()) record.goTo({ page: current.id, section });
  }

  function finish() {
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
    getSelection()?.empty(); // in what is hidden now a browser would look for its place for long
    show(current, false);
    current.ariaHidden = "true"; // it keeps its layout, and so would be an empty region
    current = page;
    show(page, true);
    page.ariaHidden = null;
    for (const each of blocks(page)) each.classList.add("far");
    scrollTo(0, 0);
    if (hasFocus) painted(() => need(page, "h1").focus({ preventScroll: true }));
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

  /** The id that an address ends in. @param {string} hash */
  function aim(hash) {
    try {
      return decodeURIComponent(hash.slice(1));
    } catch {
      return "";
    }
  }

  /** @param {string} [hash]  of the address that is turned to @param {boolean} [isFirst]  the document has just been opened */
  function turn(hash = location.hash, isFirst = false) {
    const id = sought = aim(hash);
    const known = id ? pageOf(id) : start;
    const isMissing = !known && !document.getElementById(id); // not only on no page, as where the skip link leads
    if (isMissing) completeAll().then(() => document.getElementById(id) && turn());
    const page = known ?? (isFirst ? start : isThere ? null : current);
    if (!page || isOver) return;
    const isWhole = fill(page);
    if (isWhole) begin(page); // all at once is laid out once
    const isTurn = page !== current || isFirst || !isThere;
    if (isTurn) {
      count();
      ends.disconnect();
      const unit = data.unit.title;
      const title = page === start ? "" : page.dataset.title ?? "";
      write(document, "where", title || unit);
      open(page, !isFirst || hash !== "");
      isThere = false;
      painted(() => {
        document.title = title ? say("page.title", { page: title, unit }) : unit;
        dispatchEvent(new Event("turn"));
      });
    }
    if (isWhole) arrive(isTurn);
    else complete(page).catch(() => {});
  }

  /** All of the page is there. @param {boolean} isTurn */
  function arrive(isTurn) {
    isThere = true;
    if (isTurn) {
      record.seeLesson(current.id);
      enter(current);
      drawEnd();
    }
    const target = document.getElementById(sought);
    const isWithin = target && target !== current && current.contains(target);
    if (isWithin) {
      target.scrollIntoView();
      painted(() => target.focus({ preventScroll: true }));
    }
    if (!isTurn) return;
    keepPlace(isWithin ? target : null);
    const end = find(current, "[data-part=end]");
    if (end) ends.observe(end);
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
    addEventListener(name, () => {
      if (Date.now() - lastSign > IDLE * 1000) count(); // before this sign: what was asleep did not read
      lastSign = Date.now();
    }, { passive: true });
  }
  setInterval(count, 60_000);
  addEventListener("hashchange", () => {
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
    turn();
  });
  addEventListener("whole", () => {
    if (isThere || find(current, "[data-rest]")) return;
    begin(current);
    arrive(true);
  });
  document.addEventListener("click", (event) => {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link?.dataset.do === "next") record.finishLesson(current.id);
    const hash = link?.getAttribute("href") ?? "";
    if (hash === location.hash) return turn();
    const page = hash[0] === "#" && isPlain(event) && pageOf(aim(hash));
    if (!page || page === current) return;
    event.preventDefault(); // the address follows when the page has been painted
    painted(() => sought === aim(hash) && history.pushState(null, "", hash));
    turn(hash);
  });
  for (const each of all(document, ".page")) show(each, false);
  document.documentElement.classList.add("ready");
  turn(location.hash, true);

  return { count, current: () => current, drawEnd, drawProgress, end, keepPlace, turn };
}
