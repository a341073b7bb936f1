// The second script of a package: what the first lesson can do without. It comes when the page has settled,
// or when something on it is needed.

import { goAhead } from "./ahead.js";
import { asCodes } from "./answers.js";
import { startQuiz } from "./assessment.js";
import { startCertificate } from "./certificate.js";
import { startConfidence } from "./confidence.js";
import { need } from "./dom.js";
import { openEntry } from "./entry.js";
import { laterScripts } from "./laterkinds.js";
import { printAs, saveFile } from "./paper.js";
import { startPlay } from "./plays.js";
import { answerPractice } from "./practice.js";
import { startSearch } from "./search.js";
import { copySelfTest, runSelfTest } from "./selftest.js";
import { takeQuizzes } from "./taking.js";
import { easeSheets } from "./veil.js";

/** @import { LearnerRecord, PageData, QuestionData } from "./types.js" */

const SETTLED = 1000; // milliseconds after the launch; then nothing stands in the first page's way

/**
 * Begins what comes with this script. Gives what its buttons do, and what turning to a page of its own does.
 * @param {PageData} data @param {LearnerRecord} record @param {ReturnType<typeof import("./device.js").openDevice>} device
 * @param {(page: HTMLElement) => void} beginPage  of which all is there
 * @returns {Record<string, (page: HTMLElement) => unknown>}
 */
function begin(data, record, device, beginPage) {
  const corner = (/** @type {string} */ id) => device.corner(id, "", true);
  const test = (/** @type {HTMLElement} */ page) => runSelfTest(page, data, record, device.works);
  startSearch(need(document, "#_contents"));
  easeSheets();
  setTimeout(goAhead, SETTLED - performance.now(), beginPage);
  const confidence = document.getElementById("_confidence") && startConfidence(data, corner);
  return {
    copy: copySelfTest,
    "test-again": test,
    "_self-test": test,
    _certificate: startCertificate(data, record, corner("_certificate")),
    ...(confidence && { _confidence: confidence.enter, "erase-pairs": confidence.erase }),
  };
}

/** A scale that says that it reports. @param {LearnerRecord} record @param {QuestionData} question @param {number} value */
function reportStep(record, question, value) {
  const { n } = /** @type {{n: number}} */ (question.key);
  answerPractice(record, {
    question,
    answer: asCodes([value]),
    judgement: { score: 0, correct: null },
    patterns: [],
    payload: { kind: "single", n, value },
    seconds: 0,
  });
}

const later = {
  begin,
  openEntry,
  printAs,
  reportStep,
  saveFile,
  scripts: laterScripts,
  startPlay,
  startQuiz,
  takeQuizzes,
};

/** @typedef {typeof later} Later */

/** @type {{ihrp: {data: (name: string, data: Later) => void}}} */ (/** @type {unknown} */ (globalThis))
  .ihrp.data("later", later);
