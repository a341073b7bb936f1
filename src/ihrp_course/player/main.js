// The page comes to life: reads its data, opens the record, and lets each part begin when its page is turned to.

import { startQuiz } from "./assessment.js";
import { openBanks } from "./banks.js";
import { openLms } from "./binding.js";
import { openDevice } from "./device.js";
import { all, clock, find, need, part, say, show, speak, write } from "./dom.js";
import { browserEnvironment } from "./environment.js";
import { scripts } from "./kinds.js";
import { startPages } from "./pages.js";
import { printAs, saveFile } from "./paper.js";
import { startPractice } from "./questions.js";
import { openRecord } from "./record.js";
import { runSelfTest, startSelfTest } from "./selftest.js";
import { startSettings } from "./settings.js";
import { openPanel, openSheet, startSheets } from "./sheets.js";

/** @import { DeviceScript, LearnerRecord, PageData } from "./types.js" */

/** @param {LearnerRecord} record */
function drawSaved(record) {
  const { kind, at } = record.saveState();
  write(document, "saved", say("saved." + kind, { time: at ? clock(at) : "" }));
  const notice = ["readonly", "review", "ended"].includes(kind) ? say("notice." + kind) : "";
  const place = part(document, "notices");
  if (place.textContent === notice) return;
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = notice;
  place.replaceChildren(...(notice ? [line] : []));
}

/** @param {PageData} data @param {LearnerRecord} record */
function start(data, record) {
  const device = openDevice("ihrp/" + data.course.id + "/" + record.learnerId + "/");
  const marks = new Map(data.marks.map((mark) => [mark.id, mark]));
  /** @type {Map<string, {enter: () => void}>} */
  const quizzes = new Map();
  const begun = new Set();

  /** What stays on the device. @param {HTMLElement} form @param {DeviceScript} script */
  function startOwn(form, script) {
    const mark = marks.get(form.id);
    const api = device.corner(form.id, {
      pair: mark?.pair ?? null,
      isKept: mark !== undefined,
      mark: () => mark && record.mark(form.id),
    });
    script.start(
      form,
      Object.assign(api, {
        print: (/** @type {Element} */ root) => printAs("print-one", root),
        save: saveFile,
      }),
    );
  }

  /** @param {HTMLElement} page */
  function begin(page) {
    for (const form of all(page, "form[data-kind]:not([data-bank])")) {
      const script = scripts[form.dataset.kind ?? ""];
      const question = data.questions[form.id];
      if (!script) continue;
      if ("start" in script) startOwn(form, script);
      else if (question) {
        startPractice(form, question, record, () => {
          pages.keepPlace();
          pages.drawEnd();
        });
      }
    }
    const about = data.modules.find((module) => module.assessment?.id === page.id)?.assessment;
    if (about) quizzes.set(page.id, startQuiz(page, about, data, record));
  }

  /** @param {HTMLElement} page */
  function enter(page) {
    if (!begun.has(page)) begin(page);
    begun.add(page);
    quizzes.get(page.id)?.enter();
    const requires = find(page, "[data-part=requires]");
    const lesson = data.modules.flatMap((module) => module.lessons).find((each) =>
      each.id === page.id
    );
    if (lesson) {
      show(
        requires,
        lesson.requires.some((id) =>
          !data.modules.some((m) => m.lessons.some((l) => l.id === id)) || !record.lesson(id).done
        ),
      );
    }
    if (page.id === "_self-test") selfTest();
  }

  const selfTest = () => runSelfTest(need(document, "#_self-test"), data, record, device.works);

  async function exit() {
    pages.count();
    pages.keepPlace();
    write(document, "leaving", say("leaving"));
    const isSaved = await record.exit();
    for (const dialog of document.querySelectorAll("dialog")) if (dialog.open) dialog.close();
    show(find(document, ".bar"), false);
    pages.end();
    write(document, "left", say(isSaved ? "left" : "leftUnsaved"));
    if (globalThis.opener) globalThis.close();
  }

  /** @type {Record<string, (page: HTMLElement) => void>} */
  const actions = {
    contents: () => openSheet("contents"),
    pause() {
      pages.keepPlace();
      openPanel("");
      openSheet("pause");
    },
    settings: () => openSheet("settings"),
    exit,
    reload: () => location.reload(),
    "print-page": () => printAs("print-page"),
    "print-all": () => printAs("print-all"),
  };
  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element
      ? event.target.closest("button[data-do]")
      : null;
    if (pressed instanceof HTMLElement) actions[pressed.dataset.do ?? ""]?.(pages.current());
  });

  startSheets();
  startSelfTest(need(document, "#_self-test"), selfTest);
  const pages = startPages(data, record, enter);
  if (!record.found && data.unit.standard !== "web" && !record.place()) {
    write(need(document, "#_start"), "standing", say("alone"));
  }
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

/** @returns {Promise<void>} */
async function run() {
  const data = /** @type {PageData} */ (JSON.parse(need(document, "#ihrp-data").textContent ?? ""));
  speak(data.strings, data.course.language);
  startSettings(need(document, ".settings"));
  openBanks();
  const environment = browserEnvironment();
  const record = await openRecord(data, openLms(environment, data.profile), environment);
  start(data, record);
}

run();
