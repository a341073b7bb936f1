// The page comes to life: reads its data, opens the record, and lets each part begin when its page is turned to.

import { asCodes, identity } from "./answers.js";
import { startQuiz } from "./assessment.js";
import { openBanks } from "./banks.js";
import { openLms } from "./binding.js";
import { openDevice } from "./device.js";
import { all, clock, find, need, say, show, speak, write } from "./dom.js";
import { browserEnvironment } from "./environment.js";
import { scripts } from "./kinds.js";
import { startPages } from "./pages.js";
import { printAs, saveFile } from "./paper.js";
import { startPractice } from "./questions.js";
import { openRecord } from "./record.js";
import { copySelfTest, runSelfTest } from "./selftest.js";
import { startSettings } from "./settings.js";
import { openSheet, startSheets } from "./sheets.js";

/** @import { AssessmentData, LearnerRecord, PageData, QuestionData } from "./types.js" */

/** Says how saving stands; what changes the work here stands in a line of its own. @param {LearnerRecord} record */
function drawSaved(record) {
  const { kind, at } = record.saveState();
  const isNotice = ["readonly", "review", "ended", "unsaved"].includes(kind);
  write(document, "saved", say("saved." + kind, { time: at ? clock(at) : "" }));
  write(document, "notices", isNotice ? say("notice." + kind) : "");
}

/** A scale that says that it reports. @param {LearnerRecord} record @param {QuestionData} question @param {number} value */
function reportStep(record, question, value) {
  const { n } = /** @type {{n: number}} */ (question.key);
  const judgement = { score: 0, correct: null };
  const payload = { kind: /** @type {const} */ ("single"), n, value };
  record.answerPractice(question, asCodes([value]), judgement, payload, [], 0);
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

  /** @param {HTMLElement} form */
  function beginBlock(form) {
    const script = scripts[form.dataset.kind ?? ""];
    const question = data.questions[form.id];
    if (script && "start" in script) {
      const mark = data.marks.find((each) => each.id === form.id);
      const corner = device.corner(form.id, mark?.pair ?? "", mark !== undefined);
      script.start(
        form,
        Object.assign(corner, {
          mark: (/** @type {number} */ step) =>
            question ? reportStep(record, question, step) : record.mark(form.id),
          printAs,
          saveFile,
        }),
      );
    } else if (question && script && "play" in script) {
      script.play?.(
        form,
        question,
        {
          kept: () => record.practice(question.id),
          keep: (payload) => record.keepRun(question, payload),
          end(...ended) {
            record.endRun(question, ...ended);
            pages.keepPlace();
            pages.drawEnd();
          },
        },
        (n) => question.shuffle ? record.order(question.slot, n) : identity(n),
      );
    } else if (question) {
      startPractice(form, question, record, () => {
        pages.keepPlace();
        pages.drawEnd();
      });
    }
  }

  /** @param {HTMLElement} page */
  function begin(page) {
    all(page, "form[data-kind]").forEach(beginBlock);
    const quiz = quizzes.get(page.id);
    const isOwed = (/** @type {string} */ id) => lessons.has(id) && !isDone(id);
    return quiz && startQuiz(page, quiz, data, record, isOwed).enter;
  }

  /** @param {HTMLElement} page */
  function enter(page) {
    if (!begun.has(page)) begun.set(page, begin(page));
    begun.get(page)?.();
    const lesson = lessons.get(page.id);
    if (lesson) show(find(page, "[data-part=requires]"), !lesson.requires.every(isDone));
    if (page.id === "_self-test") actions["test-again"]?.(page);
  }

  /** @type {Record<string, (page: HTMLElement) => unknown>} */
  const actions = {
    contents: () => openSheet("contents"),
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
    copy: copySelfTest,
    "test-again": (page) => runSelfTest(page, data, record, device.works),
    "print-page": () => printAs("print-page"),
    "print-all": () => printAs("print-all"),
  };
  document.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("button");
    actions[pressed?.dataset.do ?? ""]?.(pages.current());
  });

  startSheets();
  const pages = startPages(data, record, lessons, quizzes, enter);
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
    record.hide();
  });
  addEventListener("pageshow", () => record.show());
  addEventListener("pagehide", (event) => record.leave(event.persisted));
}

async function run() {
  const data = /** @type {PageData} */ (JSON.parse(need(document, "#ihrp-data").textContent ?? ""));
  speak(data.strings, data.course.language);
  startSettings(need(document, ".settings"));
  openBanks();
  const environment = browserEnvironment();
  start(data, await openRecord(data, openLms(environment, data.profile), environment));
}

run();
