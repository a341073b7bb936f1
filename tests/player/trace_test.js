// The trace that a learner sends to support: every call, and no word of the learner's.

import assert from "node:assert/strict";
import { open as open12 } from "../../src/ihrp_course/player/lms/scorm12.js";
import { open as open2004 } from "../../src/ihrp_course/player/lms/scorm2004.js";
import { Session } from "../../src/ihrp_course/player/lms/session.js";

/** @import { Environment, InteractionRecord } from "../../src/ihrp_course/player/types.js" */

const SECRETS = ["Doe, Jo", "jo@example.org", "my own words", "the right words", "What is felt?"];

/** An LMS that gives a learner's data whatever is asked. @param {string} prefix @returns {Record<string, unknown>} */
const api = (prefix) => ({
  [`${prefix}Initialize`]: () => "true",
  [`${prefix}GetValue`]: (/** @type {string} */ element) =>
    /name/.test(element) ? SECRETS[0] : /_id$/.test(element) ? SECRETS[1] : "",
  [`${prefix}SetValue`]: () => "true",
  [`${prefix}Commit`]: () => "true",
  [`${prefix}GetLastError`]: () => "0",
});

/** @param {object} host @returns {Environment} */
const environment = (host) => ({
  storage: null,
  channel: () => null,
  clock: () => 1764072000000,
  ticks: () => 0,
  later: (run) => (run(), 0),
  cancel: () => {},
  soon: (run) => run(),
  painted: (run) => run(),
  random: () => 0,
  host,
});

/** @type {InteractionRecord} */
const TYPED = {
  id: "q1",
  type: "fill-in",
  description: "What is felt?",
  objective: "O-1",
  answer: { texts: ["my own words"] },
  patterns: [{ texts: ["the right words"] }],
  correct: false,
  weighting: 1,
  seconds: 3,
};

for (
  const [name, open, prefix, word] of /** @type {const} */ ([
    ["SCORM 1.2", open12, "LMS", "API"],
    ["SCORM 2004", open2004, "", "API_1484_11"],
  ])
) {
  Deno.test(`${name}: nothing of the learner's stands in the trace, every element does`, async () => {
    const profile = { name: "p", finalExit: /** @type {const} */ ("suspend"), interactions: true };
    const lms = open(environment({ [word]: api(prefix) }), profile);
    await lms.start();
    lms.learnerName();
    lms.report(TYPED, 0);
    lms.write({ state: "my own words" });
    lms.commit();

    const told = lms.trace().join("\n");

    for (const secret of SECRETS) assert.ok(!told.includes(secret), secret);
    for (const element of ["suspend_data", "interactions.0.id set to q1", "_response"]) {
      assert.ok(told.includes(element), element);
    }
  });
}

Deno.test("of a long session the beginning and the latest are kept", () => {
  const session = new Session(environment({}), {
    ...{ api: "API", initialize: "", finish: "", get: "", set: "", commit: "", error: "" },
    ...{ probe: "", refused: [], gap: 0, over: [] },
  });
  for (let line = 0; line < 1000; line++) session.say(`line ${line}`);

  assert.equal(session.lines.length, 400);
  assert.equal(session.lines[0], "line 0");
  assert.equal(session.lines.at(-1), "line 999");
});
