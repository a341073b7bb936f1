// The second script of a package: what the first lesson can do without. It comes when the page has settled,
// or when something on it is needed.

import { startQuiz } from "./assessment.js";
import { laterScripts } from "./laterkinds.js";
import { copySelfTest, runSelfTest } from "./selftest.js";
import {
  beginAttempt,
  handInAttempt,
  keepAnswer,
  keepFlag,
  nextStep,
  percentOf,
  remediateAttempt,
} from "./sitting.js";

const sitting = {
  beginAttempt,
  handInAttempt,
  keepAnswer,
  keepFlag,
  nextStep,
  percentOf,
  remediateAttempt,
};

const later = { copySelfTest, runSelfTest, scripts: laterScripts, sitting, startQuiz };

/** @typedef {typeof later} Later */

/** @type {{ihrp: {data: (name: string, data: Later) => void}}} */ (/** @type {unknown} */ (globalThis))
  .ihrp.data("later", later);
