// Pages of the one document: which one is shown, where the learner is in it, when its end has been seen.

import { all, find, need, part, say, show, write } from "./dom.js";

/** @import { LearnerRecord, PageData } from "./types.js" */

const IDLE = 120; // seconds without a sign of life that still count as reading

/**
 * @param {PageData} data @param {LearnerRecord} record
 * @param {(page: HTMLElement) => void} enter  called whenever a page is turned to
 */
export function startPages(data, record, enter) {
  const pages = all(document, ".page");
  const lessons = new Map(
    data.modules.flatMap((module) => module.lessons.map((lesson) => [lesson.id, lesson])),
  );
  const quizzes = new Map(
    data.modules.flatMap(({ assessment }) => assessment ? [[assessment.id, assessment]] : []),
  );
  const start = need(document, "#_start");
  let current = start;
  let isLeaving = false;
  let lastSign = Date.now();
  let lastCount = Date.now();
  const ends = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && lessons.has(current.id)) finish();
  });

  /** The headings that a place is told by: 0 is above the first. @param {HTMLElement} page */
  const headings = (page) => all(page, "h2[id]").filter((each) => each.parentElement === page);
  const section = () =>
    headings(current).filter((each) => each.getBoundingClientRect().top < innerHeight / 3).length;

  /** Time of reading since the last count goes to the page that was read. */
  function count() {
    const now = Date.now();
    const seconds = Math.max(0, Math.min(now, lastSign + IDLE * 1000) - lastCount) / 1000;
    lastCount = now;
    if (seconds >= 1 && (lessons.has(current.id) || quizzes.has(current.id))) {
      record.spend(current.id, seconds);
    }
  }

  function finish() {
    record.finishLesson(current.id);
    drawEnd();
  }

  function drawEnd() {
    if (!lessons.has(current.id)) return;
    const missing = record.missing(current.id).length;
    const done = record.lesson(current.id).done;
    write(
      current,
      "done",
      done ? say("lesson.done") : missing ? say("lesson.missing", { n: missing }) : "",
    );
  }

  /** Keeps where the learner is on the page. */
  function keepPlace() {
    if (lessons.has(current.id) || quizzes.has(current.id)) {
      record.goTo({ page: current.id, section: section() });
    }
  }

  /** @param {boolean} isFirst  the document has just been opened */
  function turn(isFirst) {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id) ?? start;
    const page = target.closest(".page");
    if (!(page instanceof HTMLElement)) return;
    for (const dialog of document.querySelectorAll("dialog")) if (dialog.open) dialog.close();
    const isTurn = page !== current || isFirst;
    if (isTurn) {
      count();
      ends.disconnect();
      current = page;
      for (const each of pages) show(each, each === page);
      if (lessons.has(page.id)) record.seeLesson(page.id);
      enter(page);
      drawPlace();
    }
    if (target === page) {
      if (isTurn) scrollTo(0, 0);
      if (!isFirst || id) need(page, "h1").focus({ preventScroll: true });
    } else {
      target.scrollIntoView();
      target.focus({ preventScroll: true });
    }
    if (!isTurn) return;
    keepPlace();
    const end = find(page, "[data-part=end]");
    if (end) ends.observe(end);
    drawEnd();
  }

  function drawPlace() {
    const title = current.dataset.title ?? "";
    document.title = current === start
      ? data.unit.title
      : say("page.title", { page: title, unit: data.unit.title });
    write(document, "where", current === start ? data.unit.title : title);
    for (const link of all(document, ".contents a")) {
      if (link.getAttribute("href") === "#" + current.id) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  /** Progress in words, in the contents and on the front page. */
  function drawProgress() {
    for (const row of all(document, "[data-entry]")) {
      const id = row.dataset.entry ?? "";
      const quiz = quizzes.get(id);
      const { seen, done } = quiz ? { seen: false, done: false } : record.lesson(id);
      const about = quiz ? record.assessment(id) : null;
      const isDone = about ? about.phase === "passed" : done;
      row.classList.toggle("done", isDone);
      const words = about
        ? about.attempts
          ? say("entry." + about.phase, { n: Math.round((about.best ?? 0) * 100) })
          : ""
        : done
        ? say("entry.done")
        : seen
        ? say("entry.seen")
        : "";
      write(row, "state", words);
    }
    const doneLessons = [...lessons.keys()].filter((id) => record.lesson(id).done).length;
    const passed =
      [...quizzes.keys()].filter((id) => record.assessment(id).phase === "passed").length;
    const of = lessons.size + quizzes.size;
    const { progress, completion } = record.status();
    /** @type {HTMLProgressElement} */ (part(document, "progress")).value = progress;
    const words = say("progress", { n: doneLessons + passed, of });
    const minutes = record.minutes();
    write(
      need(document, "#_contents"),
      "progress-words",
      minutes ? say("progress.time", { words, n: minutes }) : words,
    );
    const place = record.place();
    const page = place && document.getElementById(place.page);
    const begin = find(start, "[data-do=begin]");
    if (!begin || !(page instanceof HTMLElement)) return;
    const heading = headings(page)[(place?.section ?? 0) - 1];
    begin.setAttribute("href", "#" + (heading ? heading.id : page.id));
    begin.textContent = say(completion === "completed" ? "do.again" : "do.continue");
    write(start, "standing", say("standing", { words, title: page.dataset.title ?? "" }));
  }

  for (const name of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(name, () => lastSign = Date.now(), { passive: true });
  }
  setInterval(count, 60_000);
  addEventListener("hashchange", () => isLeaving || turn(false));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link) return;
    if (link.dataset.do === "next" && lessons.has(current.id)) finish();
    if (link.hash && link.hash === location.hash && link.getAttribute("href")?.startsWith("#")) {
      turn(false);
    }
  });
  for (const page of pages) page.hidden = page !== start;
  document.documentElement.classList.add("ready");
  turn(true);
  drawProgress();

  return {
    drawProgress,
    drawEnd,
    keepPlace,
    count,
    current: () => current,
    /** The last page: nothing else opens any more. */
    end() {
      isLeaving = true;
      const page = need(document, "#_goodbye");
      for (const each of pages) show(each, each === page);
      current = page;
      scrollTo(0, 0);
      need(page, "h1").focus({ preventScroll: true });
    },
  };
}
