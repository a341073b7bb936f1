// SCORM 1.2: its data model as data. Run-Time Environment 1.2, §3.4; error codes §3.3.6.
// Two judges: `standard`, the published types, and `moodle`, Moodle 5's expressions where they are
// narrower or wider (its "SCORM 1.2 standard mode" off, as it is by default). Profiles choose judges.

/** @import { Element, Model, Shape, Type } from "./types.js" */

const DECIMAL = /^-?(\d+(\.\d*)?|\.\d+)$/;
/** Moodle: at most three digits before the point, and "" is a number. */
const MOODLE_DECIMAL = /^-?\d{0,3}(\.\d*)?$/;
const SPAN = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
const PRINTABLE = /^[\x21-\x7e]{1,255}$/;
const STATUS = ["passed", "completed", "failed", "incomplete", "browsed"];
const KINDS = [
  ...["true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert"],
  "numeric",
];
const RESULTS = ["correct", "wrong", "unanticipated", "neutral"];

/** @type {Record<string, Type>} */
const types = {
  any: { standard: {}, moodle: {} },
  string255: { standard: { most: 255 }, moodle: { most: 64000 } },
  string4096: { standard: { most: 4096 }, moodle: { most: 64000 } },
  // `not attempted` is in the vocabulary; Moodle lets no content write it.
  lessonStatus: { standard: { words: [...STATUS, "not attempted"] }, moodle: { words: STATUS } },
  status: {
    standard: { words: [...STATUS, "not attempted"] },
    moodle: { words: [...STATUS, "not attempted"] },
  },
  score: {
    standard: { words: [""], form: DECIMAL, range: [0, 100] },
    moodle: { form: MOODLE_DECIMAL, range: [0, 100] },
  },
  weighting: { standard: { form: DECIMAL }, moodle: { form: MOODLE_DECIMAL, range: [-100, 100] } },
  exit: {
    standard: { words: ["time-out", "suspend", "logout", ""] },
    moodle: { words: ["time-out", "suspend", "logout", ""] },
  },
  span: { standard: { form: SPAN }, moodle: { form: SPAN } },
  clock: {
    standard: { form: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/ },
    moodle: { form: /^[0-2]\d:[0-5]\d:[0-5]\d(\.\d{1,2})?$/ },
  },
  identifier: { standard: { form: PRINTABLE }, moodle: { form: /^[\x21-\x7e]{0,255}$/ } },
  kind: { standard: { words: KINDS }, moodle: { words: KINDS } },
  result: {
    standard: { words: RESULTS, form: DECIMAL },
    moodle: { words: RESULTS, form: /^\d{0,3}(\.\d*)?$/ },
  },
  audio: {
    standard: { form: /^-?\d+$/, range: [-1, 100] },
    moodle: { form: /^-?\d+$/, range: [-1, 100] },
  },
  speed: {
    standard: { form: /^-?\d+$/, range: [-100, 100] },
    moodle: { form: /^-?\d+$/, range: [-100, 100] },
  },
  text: {
    standard: { form: /^-?\d+$/, range: [-1, 1] },
    moodle: { form: /^-?\d+$/, range: [-1, 1] },
  },
  // Parts of CMIFeedback.
  truth: { standard: { words: ["t", "f", "1", "0"] }, moodle: {} },
  character: { standard: { form: /^[0-9a-z]$/ }, moodle: {} },
  decimal: { standard: { form: DECIMAL }, moodle: {} },
};

/** @type {Record<string, Element>} */
const elements = {
  "cmi.core.student_id": { access: "r", about: "the learner's id" },
  "cmi.core.student_name": { access: "r", about: "the learner's name" },
  "cmi.core.lesson_location": { access: "rw", type: "string255", initial: "", about: "the place" },
  "cmi.core.credit": { access: "r", about: "whether this counts" },
  "cmi.core.lesson_status": {
    access: "rw",
    type: "lessonStatus",
    initial: "not attempted",
    about: "the status",
  },
  "cmi.core.entry": { access: "r", about: "whether this is a return" },
  "cmi.core.score.raw": { access: "rw", type: "score", initial: "", about: "the score" },
  "cmi.core.score.max": { access: "rw", type: "score", initial: "", about: "the highest score" },
  "cmi.core.score.min": { access: "rw", type: "score", initial: "", about: "the lowest score" },
  "cmi.core.total_time": { access: "r", about: "the time of all earlier sessions" },
  "cmi.core.lesson_mode": { access: "r", about: "the mode" },
  "cmi.core.exit": { access: "w", type: "exit", about: "how the learner leaves" },
  "cmi.core.session_time": { access: "w", type: "span", about: "the time of this session" },
  "cmi.suspend_data": { access: "rw", type: "string4096", initial: "", about: "the saved state" },
  "cmi.launch_data": { access: "r", initial: "", about: "the manifest's launch data" },
  "cmi.comments": {
    access: "rw",
    type: "string4096",
    initial: "",
    appends: true,
    about: "the learner's comments",
  },
  "cmi.comments_from_lms": { access: "r", initial: "", about: "the teacher's comments" },
  "cmi.objectives.n.id": {
    access: "rw",
    type: "identifier",
    initial: "",
    about: "an objective's id",
  },
  "cmi.objectives.n.score.raw": {
    access: "rw",
    type: "score",
    initial: "",
    about: "an objective's score",
  },
  "cmi.objectives.n.score.min": {
    access: "rw",
    type: "score",
    initial: "",
    about: "an objective's lowest score",
  },
  "cmi.objectives.n.score.max": {
    access: "rw",
    type: "score",
    initial: "",
    about: "an objective's highest score",
  },
  "cmi.objectives.n.status": {
    access: "rw",
    type: "status",
    initial: "not attempted",
    about: "an objective's status",
  },
  "cmi.student_data.mastery_score": { access: "r", initial: "", about: "the manifest's pass mark" },
  "cmi.student_data.max_time_allowed": { access: "r", initial: "", about: "the time allowed" },
  "cmi.student_data.time_limit_action": {
    access: "r",
    initial: "",
    about: "what happens when time is up",
  },
  "cmi.student_preference.audio": {
    access: "rw",
    type: "audio",
    initial: "0",
    about: "the loudness wanted",
  },
  "cmi.student_preference.language": {
    access: "rw",
    type: "string255",
    initial: "",
    about: "the language wanted",
  },
  "cmi.student_preference.speed": {
    access: "rw",
    type: "speed",
    initial: "0",
    about: "the speed wanted",
  },
  "cmi.student_preference.text": {
    access: "rw",
    type: "text",
    initial: "0",
    about: "whether text is wanted",
  },
  "cmi.interactions.n.id": { access: "w", type: "identifier", about: "an answer's id" },
  "cmi.interactions.n.objectives.n.id": {
    access: "w",
    type: "identifier",
    about: "the objective of an answer",
  },
  "cmi.interactions.n.time": { access: "w", type: "clock", about: "when it was answered" },
  "cmi.interactions.n.type": { access: "w", type: "kind", about: "the kind of question" },
  "cmi.interactions.n.correct_responses.n.pattern": {
    access: "w",
    type: "pattern",
    about: "the right answer",
  },
  "cmi.interactions.n.weighting": { access: "w", type: "weighting", about: "an answer's weight" },
  "cmi.interactions.n.student_response": { access: "w", type: "response", about: "the answer" },
  "cmi.interactions.n.result": { access: "w", type: "result", about: "whether it was right" },
  "cmi.interactions.n.latency": { access: "w", type: "span", about: "how long answering took" },
};

/** @type {readonly ["standard"]} */
const judges = ["standard"];

/** CMIFeedback, §3.4.7. Nobody but the standard looks at it. @type {Record<string, Shape>} */
const feedback = {
  "true-false": { judges, parts: ["truth"] },
  choice: { judges, braces: true, between: ",", parts: ["character"] },
  "fill-in": { judges, parts: ["string255"] },
  matching: { judges, braces: true, between: ",", within: ".", parts: ["character", "character"] },
  performance: { judges, parts: ["string255"] },
  sequencing: { judges, braces: true, between: ",", parts: ["character"] },
  likert: { judges, parts: ["character"] },
  numeric: { judges, parts: ["decimal"] },
};

/** @type {Model} */
export const MODEL_12 = {
  standard: "scorm12",
  apiName: "API",
  calls: {
    initialize: "LMSInitialize",
    finish: "LMSFinish",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    error: "LMSGetLastError",
    errorString: "LMSGetErrorString",
    diagnostic: "LMSGetDiagnostic",
  },
  elements,
  types,
  responses: feedback,
  patterns: feedback,
  parents: [
    ...["cmi", "cmi.core", "cmi.core.score", "cmi.objectives", "cmi.objectives.n.score"],
    ...["cmi.student_data", "cmi.student_preference", "cmi.interactions"],
  ],
  collections: [
    ...["cmi.objectives", "cmi.interactions", "cmi.interactions.n.objectives"],
    "cmi.interactions.n.correct_responses",
  ],
  keywords: { "cmi._version": "3.4" },
  codes: {
    argument: 201,
    emptyGet: 201,
    emptySet: 201,
    unknown: 201,
    unimplemented: 401,
    noChildren: 202,
    noCount: 203,
    keyword: 402,
    readOnly: 403,
    writeOnly: 404,
    unset: 0,
    type: 405,
    range: 405,
    gap: 201,
    beyond: 201,
    dependency: 0,
    duplicate: 0,
  },
  onlyStandard: ["beyond"],
  order: {
    before: { finish: 301, get: 301, set: 301, commit: 301 },
    running: { initialize: 101 },
    after: { initialize: 101, finish: 301, get: 301, set: 301, commit: 301 },
  },
  failed: { initialize: 101, finish: 101, get: 101, set: 101, commit: 101 },
  errors: {
    "0": "No error",
    "101": "General exception",
    "201": "Invalid argument error",
    "202": "Element cannot have children",
    "203": "Element not an array - cannot have count",
    "301": "Not initialized",
    "401": "Not implemented error",
    "402": "Invalid set value, element is a keyword",
    "403": "Element is read only",
    "404": "Element is write only",
    "405": "Incorrect data type",
  },
  names: {
    learnerId: "cmi.core.student_id",
    learnerName: "cmi.core.student_name",
    credit: "cmi.core.credit",
    mode: "cmi.core.lesson_mode",
    entry: "cmi.core.entry",
    exit: "cmi.core.exit",
    raw: "cmi.core.score.raw",
    scaled: "",
    state: "cmi.suspend_data",
    sessionTime: "cmi.core.session_time",
    totalTime: "cmi.core.total_time",
    request: "",
    facts: {
      "cmi.launch_data": "launchData",
      "cmi.student_data.mastery_score": "masteryScore",
      "cmi.student_data.max_time_allowed": "maxTimeAllowed",
      "cmi.student_data.time_limit_action": "timeLimitAction",
    },
    held: {
      passed: { "cmi.core.lesson_status": "passed" },
      failed: { "cmi.core.lesson_status": "failed" },
      completed: { "cmi.core.lesson_status": "completed" },
      incomplete: { "cmi.core.lesson_status": "incomplete" },
    },
  },
};
