// The page comes to life: reads its data, opens the record, and lets each part begin when its page is turned to.

import { openLms } from "./binding.js";
import { openDevice } from "./device.js";
import { all, clock, find, need, say, show, speak, write } from "./dom.js";
import { browserEnvironment } from "./environment.js";
import { scripts } from "./kinds.js";
import { startPages } from "./pages.js";
import { startPractice } from "./questions.js";
import { openRecord } from "./record.js";
import { complete, completeAll } from "./rest.js";
import { startSettings } from "./settings.js";
import { arrived, loadScript, openScripts } from "./scripts.js";
import { openSheet, startSheets } from "./sheets.js";

/** @import { Later } from "./later.js" */
/** @import { AssessmentData, LearnerRecord, PageData } from "./types.js" */

const SETTLED = 1000; // milliseconds; then the rest is fetched, so that it is there when the line is gone

/** Says how saving stands; what changes the work here stands in a line of its own. @param {LearnerRecord} record */
function drawSaved(record) {
  const { kind, at } = record.saveState();
  const isNotice = ["readonly", "review", "ended", "silent", "unsaved"].includes(kind);
  write(document, "saved", say("saved." + kind, { time: at ? clock(at) : "" }));
  write(document, "notices", isNotice ? say("notice." + kind) : "");
}

/** @param {PageData} data @param {LearnerRecord} record */
function start(data, record) {
  const device = openDevice("ihrp/" + data.course.id + "/" + record.learnerId + "/");
  const lessons = new Map(
    data.modules.flatMap((each) => each.lessons).map((each) => [each.id, each]),
  );
  const quizzes = new Map(
    data.modules.map((each) => /** @type {AssessmentData} */ (each.assessment)).filter(Boolean)
      .map((each) => [each.id, each]),
  );
  /** @type {Map<HTMLElement, (() => void)|undefined>} pages that have begun, and what each turn to them does */
  const begun = new Map();
  const isDone = (/** @type {string} */ id) => record.lesson(id).done;
  /** @type {(() => void)[]} blocks whose script has not come */
  const waiting = [];

  /** @param {HTMLElement} form */
  function beginBlock(form) {
    const script = scripts[form.dataset.kind ?? ""];
    const question = data.questions[form.id];
    const answered = () => {
      pages.keepPlace(form);
      pages.drawEnd();
    };
    if (!script || ("start" in script && question && !actions["_self-test"])) { // or what it reports has no way yet
      const held = /** @type {HTMLInputElement[]} */ (all(form, ":enabled"));
      for (const each of held) each.disabled = true; // what is typed before the script comes would be lost
      waiting.push(() => {
        for (const each of held) each.disabled = false;
        if (scripts[form.dataset.kind ?? ""]) beginBlock(form);
      });
      loadLater().catch(() => {});
    } else if ("start" in script) {
      const mark = data.marks.find((each) => each.id === form.id);
      const corner = device.corner(form.id, mark?.pair ?? "", Boolean(mark ?? question));
      script.start(
        form,
        Object.assign(corner, {
          mark: (/** @type {number} */ step) =>
            question
              ? loadLater().then((later) => later.reportStep(record, question, step))
              : record.mark(form.id),
          printAs,
          saveFile,
        }),
      );
    } else if (question && "play" in script) {
      const later = /** @type {Later} */ (arrived.get("later")); // which has brought the script
      later.startPlay(form, script, question, record, answered);
    } else if (question) {
      startPractice(form, question, record, answered);
    }
  }

  /** The second script comes once, and brings the other block types and pages. */
  async function loadLater() {
    const later = /** @type {Later} */ (await loadScript("later", "later.js"));
    Object.assign(scripts, later.scripts);
    if (!actions["_self-test"]) Object.assign(actions, later.begin(data, record, device, begin));
    for (const go of waiting.splice(0)) go();
    return later;
  }

  /** @param {string} look @param {Element} [root] */
  const printAs = (look, root) => loadLater().then((later) => later.printAs(look, root), () => {});
  /** @param {string} name @param {string} text */
  const saveFile = (name, text) =>
    loadLater().then((later) => later.saveFile(name, text), () => {});

  /** @param {HTMLElement} page @param {AssessmentData} quiz */
  async function openQuiz(page, quiz) {
    const isOwed = (/** @type {string} */ id) => lessons.has(id) && !isDone(id);
    begun.set(page, undefined); // once is enough
    try {
      const { startQuiz, takeQuizzes } = await loadLater();
      record.quizzes.take(takeQuizzes);
      const { enter } = startQuiz(page, quiz, data, record, isOwed);
      begun.set(page, enter);
      enter();
    } catch {
      begun.set(page, () => openQuiz(page, quiz));
      write(page, "standing", say("quiz.unloaded"));
    }
  }

  /** @param {HTMLElement} page */
  function begin(page) {
    if (begun.has(page)) return;
    const quiz = quizzes.get(page.id);
    begun.set(page, quiz && (() => openQuiz(page, quiz)));
    all(page, "form[data-kind]").forEach(beginBlock);
  }

  /** @param {HTMLElement} page */
  function enter(page) {
    begun.get(page)?.();
    const lesson = lessons.get(page.id);
    if (lesson) show(find(page, "[data-part=requires]"), !lesson.requires.every(isDone));
    if (page.matches(".extra")) loadLater().then(() => actions[page.id]?.(page), () => {});
  }

  /** @type {Record<string, (page: HTMLElement) => unknown>} */
  const actions = {
    contents() {
      openSheet("contents");
      loadLater().catch(() => {}); // the search
    },
    settings: () => openSheet("settings"),
    pause() {
      pages.keepPlace();
      openSheet("pause");
    },
    async exit() {
      pages.count();
      pages.keepPlace();
      write(document, "leaving", say("saved.saving"));
      const isSaved = await record.exit();
      for (const dialog of document.querySelectorAll("dialog")) dialog.close();
      show(find(document, ".bar"), false);
      show(find(document, "[data-do=reload]"), !record.found); // an LMS that was told the end takes no more
      pages.end();
      write(document, "left", say(isSaved ? "left" : "leftUnsaved"));
      if (globalThis.opener) globalThis.close();
    },
    reload() {
      location.hash = "";
      location.reload();
    },
    fetch: () => pages.turn(),
    "print-page": () => printAs("print-page"),
    "print-all": () => completeAll().then(() => printAs("print-all")),
  };
  document.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("button");
    actions[pressed?.dataset.do ?? ""]?.(pages.current());
  });

  startSheets((link) => {
    loadLater().then((later) => later.openEntry(link), () => location.assign(link.hash));
  });
  const pages = startPages(data, record, lessons, quizzes, begin, enter);
  const isAlone = !record.found && data.unit.standard !== "web" && !record.place();
  if (isAlone) write(need(document, "#_start"), "standing", say("alone"));
  const draw = () => {
    drawSaved(record);
    pages.drawProgress();
  };
  record.onChange(draw);
  draw();
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return record.show();
    pages.count();
    pages.keepPlace();
    record.save();
  });
  document.addEventListener("submit", (event) => event.preventDefault());
  const last = document.getElementById(record.place()?.page ?? "");
  if (last) complete(last).then(pages.drawProgress, () => {}); // so that it is known where in it
  setTimeout(() => loadLater().catch(() => {}), SETTLED);
  addEventListener("pageshow", () => record.show());
  addEventListener("pagehide", (event) => record.leave(event.persisted));
}

async function run() {
  const data = /** @type {PageData} */ (JSON.parse(need(document, "#ihrp-data").textContent ?? ""));
  speak(data.strings, data.course.language);
  startSettings(need(document, ".settings"));
  openScripts();
  const environment = browserEnvironment();
  start(data, await openRecord(data, openLms(environment, data.profile), environment));
}

run();
