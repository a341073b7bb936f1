// The data models of SCORM 1.2 and SCORM 2004 as tables: element, access, and what a value may be.
// `n` stands for an index. Access: r read only, w write only, rw both.

import {
  decimal,
  description,
  identifier,
  identifier12,
  interval,
  ranged,
  real,
  result,
  result12,
  score12,
  span12,
  text,
  time12,
  timestamp,
  weight12,
  word,
} from "./values.js";

/** @import { Check } from "./values.js" */

/** @typedef {{access: "r"|"w"|"rw", check: Check, needs?: string[]}} Element */

const STATUS12 = word("passed completed failed incomplete browsed");

/** @type {Check} a value that nobody writes */
const none = () => "";

/** SCORM 1.2 RTE, section 3.4. @type {Record<string, Element>} */
export const MODEL12 = {
  "cmi.core.student_id": { access: "r", check: none },
  "cmi.core.student_name": { access: "r", check: none },
  "cmi.core.lesson_location": { access: "rw", check: text(255) },
  "cmi.core.credit": { access: "r", check: none },
  "cmi.core.lesson_status": { access: "rw", check: STATUS12 },
  "cmi.core.entry": { access: "r", check: none },
  "cmi.core.score.raw": { access: "rw", check: score12 },
  "cmi.core.score.max": { access: "rw", check: score12 },
  "cmi.core.score.min": { access: "rw", check: score12 },
  "cmi.core.total_time": { access: "r", check: none },
  "cmi.core.lesson_mode": { access: "r", check: none },
  "cmi.core.exit": {
    access: "w",
    check: (value) => (/^(suspend|logout|time-out|)$/.test(value) ? "" : "type"),
  },
  "cmi.core.session_time": { access: "w", check: span12 },
  "cmi.suspend_data": { access: "rw", check: text(4096) },
  "cmi.launch_data": { access: "r", check: none },
  "cmi.comments": { access: "rw", check: text(4096) },
  "cmi.comments_from_lms": { access: "r", check: none },
  "cmi.objectives.n.id": { access: "rw", check: identifier12 },
  "cmi.objectives.n.score.raw": { access: "rw", check: score12 },
  "cmi.objectives.n.score.max": { access: "rw", check: score12 },
  "cmi.objectives.n.score.min": { access: "rw", check: score12 },
  "cmi.objectives.n.status": {
    access: "rw",
    check: (
      value,
    ) => (value === "not attempted" ? "" : STATUS12(value, { official: true, moodle: true })),
  },
  "cmi.student_data.mastery_score": { access: "r", check: none },
  "cmi.student_data.max_time_allowed": { access: "r", check: none },
  "cmi.student_data.time_limit_action": { access: "r", check: none },
  "cmi.student_preference.audio": { access: "rw", check: decimal },
  "cmi.student_preference.language": { access: "rw", check: text(255) },
  "cmi.student_preference.speed": { access: "rw", check: decimal },
  "cmi.student_preference.text": { access: "rw", check: decimal },
  "cmi.interactions.n.id": { access: "w", check: identifier12 },
  "cmi.interactions.n.objectives.n.id": { access: "w", check: identifier12 },
  "cmi.interactions.n.time": { access: "w", check: time12 },
  "cmi.interactions.n.type": {
    access: "w",
    check: word("true-false choice fill-in matching performance sequencing likert numeric"),
  },
  "cmi.interactions.n.correct_responses.n.pattern": { access: "w", check: text(255) },
  "cmi.interactions.n.weighting": { access: "w", check: weight12 },
  "cmi.interactions.n.student_response": { access: "w", check: text(255) },
  "cmi.interactions.n.result": { access: "w", check: result12 },
  "cmi.interactions.n.latency": { access: "w", check: span12 },
};

/** SCORM 1.2: what `_children` tells. @type {Record<string, string>} */
export const CHILDREN12 = {
  "cmi.core":
    "student_id,student_name,lesson_location,credit,lesson_status,entry,score,total_time,lesson_mode,exit,session_time",
  "cmi.core.score": "raw,min,max",
  "cmi.objectives": "id,score,status",
  "cmi.objectives.n.score": "raw,min,max",
  "cmi.interactions":
    "id,objectives,time,type,correct_responses,weighting,student_response,result,latency",
  "cmi.student_data": "mastery_score,max_time_allowed,time_limit_action",
  "cmi.student_preference": "audio,language,speed,text",
};

/** @type {Check} */
const COMPLETION = (
  value,
) => (/^(completed|incomplete|not attempted|unknown)$/.test(value) ? "" : "type");

const SCORES = {
  scaled: { access: "rw", check: ranged(-1, 1) },
  raw: { access: "rw", check: real },
  min: { access: "rw", check: real },
  max: { access: "rw", check: real },
};

/** @param {string} stem @param {string[]} needs */
function scores(stem, needs) {
  return Object.fromEntries(
    Object.entries(SCORES).map(([name, row]) => [`${stem}.score.${name}`, { ...row, needs }]),
  );
}

/** SCORM 2004 RTE, section 4.2. @type {Record<string, Element>} */
export const MODEL2004 = /** @type {Record<string, Element>} */ ({
  "cmi._version": { access: "r", check: none },
  "cmi.completion_status": { access: "rw", check: COMPLETION },
  "cmi.completion_threshold": { access: "r", check: none },
  "cmi.credit": { access: "r", check: none },
  "cmi.entry": { access: "r", check: none },
  "cmi.exit": {
    access: "w",
    check: (
      /** @type {string} */ value,
    ) => (/^(time-out|suspend|logout|normal|)$/.test(value) ? "" : "type"),
  },
  "cmi.launch_data": { access: "r", check: none },
  "cmi.learner_id": { access: "r", check: none },
  "cmi.learner_name": { access: "r", check: none },
  "cmi.learner_preference.audio_level": { access: "rw", check: ranged(0, 99999) },
  "cmi.learner_preference.language": { access: "rw", check: text(250) },
  "cmi.learner_preference.delivery_speed": { access: "rw", check: ranged(0, 99999) },
  "cmi.learner_preference.audio_captioning": { access: "rw", check: word("-1 0 1") },
  "cmi.location": { access: "rw", check: text(1000) },
  "cmi.max_time_allowed": { access: "r", check: none },
  "cmi.mode": { access: "r", check: none },
  "cmi.progress_measure": { access: "rw", check: ranged(0, 1) },
  "cmi.scaled_passing_score": { access: "r", check: none },
  ...scores("cmi", []),
  "cmi.session_time": { access: "w", check: interval },
  "cmi.success_status": { access: "rw", check: word("passed failed unknown") },
  "cmi.suspend_data": { access: "rw", check: text(64000) },
  "cmi.time_limit_action": { access: "r", check: none },
  "cmi.total_time": { access: "r", check: none },
  "cmi.comments_from_learner.n.comment": { access: "rw", check: text(4000) },
  "cmi.comments_from_learner.n.location": { access: "rw", check: text(250) },
  "cmi.comments_from_learner.n.timestamp": { access: "rw", check: timestamp },
  "cmi.objectives.n.id": { access: "rw", check: identifier },
  ...scores("cmi.objectives.n", ["id"]),
  "cmi.objectives.n.success_status": {
    access: "rw",
    check: word("passed failed unknown"),
    needs: ["id"],
  },
  "cmi.objectives.n.completion_status": {
    access: "rw",
    check: COMPLETION,
    needs: ["id"],
  },
  "cmi.objectives.n.progress_measure": { access: "rw", check: ranged(0, 1), needs: ["id"] },
  "cmi.objectives.n.description": { access: "rw", check: description, needs: ["id"] },
  "cmi.interactions.n.id": { access: "rw", check: identifier },
  "cmi.interactions.n.type": {
    access: "rw",
    check: word(
      "true-false choice fill-in long-fill-in matching performance sequencing likert numeric other",
    ),
    needs: ["id"],
  },
  "cmi.interactions.n.objectives.n.id": { access: "rw", check: identifier, needs: ["id"] },
  "cmi.interactions.n.timestamp": { access: "rw", check: timestamp, needs: ["id"] },
  "cmi.interactions.n.correct_responses.n.pattern": {
    access: "rw",
    check: none,
    needs: ["id", "type"],
  },
  "cmi.interactions.n.weighting": { access: "rw", check: real, needs: ["id"] },
  "cmi.interactions.n.learner_response": { access: "rw", check: none, needs: ["id", "type"] },
  "cmi.interactions.n.result": { access: "rw", check: result, needs: ["id"] },
  "cmi.interactions.n.latency": { access: "rw", check: interval, needs: ["id"] },
  "cmi.interactions.n.description": { access: "rw", check: description, needs: ["id"] },
  "adl.nav.request": {
    access: "rw",
    check: (/** @type {string} */ value) =>
      /^(continue|previous|exit|exitAll|suspendAll|abandon|abandonAll|_none_|\{target=[\w.-]+\}(choice|jump))$/
          .test(value)
        ? ""
        : "type",
  },
});

/** SCORM 2004: what `_children` tells. @type {Record<string, string>} */
export const CHILDREN2004 = {
  "cmi.score": "scaled,raw,min,max",
  "cmi.objectives": "id,score,success_status,completion_status,progress_measure,description",
  "cmi.objectives.n.score": "scaled,raw,min,max",
  "cmi.interactions":
    "id,type,objectives,timestamp,correct_responses,weighting,learner_response,result,latency,description",
  "cmi.learner_preference": "audio_level,language,delivery_speed,audio_captioning",
  "cmi.comments_from_learner": "comment,location,timestamp",
};
