// SCORM 2004: its data model as data. Run-Time Environment, 4th edition, §4.2; error codes §3.1.7.
// Lengths there are smallest permitted maximums; the `standard` judge takes no more than they promise.

/** @import { Element, Model } from "./types.js" */
import { patterns, responses, types } from "./types2004.js";

/** Fields of an answer need its id first (§4.2.9). */
const needsId = ["id"];
/** Responses and patterns need its type too. */
const needsType = ["id", "type"];

/** @type {Record<string, Element>} */
const comments = {
  "cmi.comments_from_learner.n.comment": {
    access: "rw",
    type: "localized4000",
    about: "a comment of the learner's",
  },
  "cmi.comments_from_learner.n.location": {
    access: "rw",
    type: "string250",
    about: "the place of a comment",
  },
  "cmi.comments_from_learner.n.timestamp": {
    access: "rw",
    type: "time",
    about: "the time of a comment",
  },
  "cmi.comments_from_lms.n.comment": { access: "r", about: "a comment of the teacher's" },
  "cmi.comments_from_lms.n.location": { access: "r", about: "the place of a comment" },
  "cmi.comments_from_lms.n.timestamp": { access: "r", about: "the time of a comment" },
};

/** @type {Record<string, Element>} */
const interactions = {
  "cmi.interactions.n.id": { access: "rw", type: "longId", about: "an answer's id" },
  "cmi.interactions.n.type": {
    access: "rw",
    type: "kind",
    needs: needsId,
    about: "the kind of question",
  },
  "cmi.interactions.n.objectives.n.id": {
    access: "rw",
    type: "longId",
    needs: needsId,
    unique: true,
    about: "the objective of an answer",
  },
  "cmi.interactions.n.timestamp": {
    access: "rw",
    type: "time",
    needs: needsId,
    about: "when it was answered",
  },
  "cmi.interactions.n.correct_responses.n.pattern": {
    access: "rw",
    type: "pattern",
    needs: needsType,
    about: "a right answer",
  },
  "cmi.interactions.n.weighting": {
    access: "rw",
    type: "real",
    needs: needsId,
    about: "an answer's weight",
  },
  "cmi.interactions.n.learner_response": {
    access: "rw",
    type: "response",
    needs: needsType,
    about: "the answer",
  },
  "cmi.interactions.n.result": {
    access: "rw",
    type: "result",
    needs: needsId,
    about: "whether it was right",
  },
  "cmi.interactions.n.latency": {
    access: "rw",
    type: "span",
    needs: needsId,
    about: "how long answering took",
  },
  "cmi.interactions.n.description": {
    access: "rw",
    type: "localized250",
    needs: needsId,
    about: "the question's text",
  },
};

/** @type {Record<string, Element>} */
const objectives = {
  "cmi.objectives.n.id": {
    access: "rw",
    type: "longId",
    unique: true,
    once: true,
    about: "an objective's id",
  },
  "cmi.objectives.n.score.scaled": {
    access: "rw",
    type: "scaled",
    needs: needsId,
    about: "an objective's score",
  },
  "cmi.objectives.n.score.raw": {
    access: "rw",
    type: "real",
    needs: needsId,
    about: "an objective's points",
  },
  "cmi.objectives.n.score.min": {
    access: "rw",
    type: "real",
    needs: needsId,
    about: "an objective's lowest points",
  },
  "cmi.objectives.n.score.max": {
    access: "rw",
    type: "real",
    needs: needsId,
    about: "an objective's highest points",
  },
  "cmi.objectives.n.success_status": {
    access: "rw",
    type: "success",
    initial: "unknown",
    needs: needsId,
    about: "whether an objective was met",
  },
  "cmi.objectives.n.completion_status": {
    access: "rw",
    type: "completion",
    initial: "unknown",
    needs: needsId,
    about: "whether an objective was worked through",
  },
  "cmi.objectives.n.progress_measure": {
    access: "rw",
    type: "progress",
    needs: needsId,
    about: "how far an objective is",
  },
  "cmi.objectives.n.description": {
    access: "rw",
    type: "localized250",
    needs: needsId,
    about: "an objective's text",
  },
};

/** @type {Record<string, Element>} */
const elements = {
  ...comments,
  "cmi.completion_status": {
    access: "rw",
    type: "completion",
    initial: "unknown",
    about: "the completion",
  },
  "cmi.completion_threshold": { access: "r", about: "the progress that completes" },
  "cmi.credit": { access: "r", about: "whether this counts" },
  "cmi.entry": { access: "r", about: "whether this is a return" },
  "cmi.exit": { access: "w", type: "exit", about: "how the learner leaves" },
  ...interactions,
  "cmi.launch_data": { access: "r", about: "the manifest's launch data" },
  "cmi.learner_id": { access: "r", about: "the learner's id" },
  "cmi.learner_name": { access: "r", about: "the learner's name" },
  "cmi.learner_preference.audio_level": {
    access: "rw",
    type: "fromZero",
    initial: "1",
    about: "the loudness wanted",
  },
  "cmi.learner_preference.language": {
    access: "rw",
    type: "language",
    initial: "",
    about: "the language wanted",
  },
  "cmi.learner_preference.delivery_speed": {
    access: "rw",
    type: "fromZero",
    initial: "1",
    about: "the speed wanted",
  },
  "cmi.learner_preference.audio_captioning": {
    access: "rw",
    type: "captions",
    initial: "0",
    about: "whether captions are wanted",
  },
  "cmi.location": { access: "rw", type: "string1000", about: "the place" },
  "cmi.max_time_allowed": { access: "r", about: "the time allowed" },
  "cmi.mode": { access: "r", about: "the mode" },
  ...objectives,
  "cmi.progress_measure": { access: "rw", type: "progress", about: "the progress" },
  "cmi.scaled_passing_score": { access: "r", about: "the manifest's pass mark" },
  "cmi.score.scaled": { access: "rw", type: "scaled", about: "the score" },
  "cmi.score.raw": { access: "rw", type: "real", about: "the points" },
  "cmi.score.min": { access: "rw", type: "real", about: "the lowest points" },
  "cmi.score.max": { access: "rw", type: "real", about: "the highest points" },
  "cmi.session_time": { access: "w", type: "span", about: "the time of this session" },
  "cmi.success_status": { access: "rw", type: "success", initial: "unknown", about: "the success" },
  "cmi.suspend_data": { access: "rw", type: "string64000", about: "the saved state" },
  "cmi.time_limit_action": {
    access: "r",
    initial: "continue,no message",
    about: "what happens when time is up",
  },
  "cmi.total_time": { access: "r", about: "the time of all earlier sessions" },
  "adl.nav.request": {
    access: "rw",
    type: "request",
    initial: "_none_",
    about: "where to go next",
  },
  "adl.nav.request_valid.continue": {
    access: "r",
    initial: "unknown",
    about: "whether going on is possible",
  },
  "adl.nav.request_valid.previous": {
    access: "r",
    initial: "unknown",
    about: "whether going back is possible",
  },
};

/** @type {Model} */
export const MODEL_2004 = {
  standard: "scorm2004",
  apiName: "API_1484_11",
  calls: {
    initialize: "Initialize",
    finish: "Terminate",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    error: "GetLastError",
    errorString: "GetErrorString",
    diagnostic: "GetDiagnostic",
  },
  elements,
  types,
  responses,
  patterns,
  parents: [
    ...["cmi.comments_from_learner", "cmi.comments_from_lms", "cmi.interactions", "cmi.score"],
    ...["cmi.learner_preference", "cmi.objectives", "cmi.objectives.n.score"],
  ],
  collections: [
    ...["cmi.comments_from_learner", "cmi.comments_from_lms", "cmi.interactions", "cmi.objectives"],
    ...["cmi.interactions.n.objectives", "cmi.interactions.n.correct_responses"],
  ],
  keywords: { "cmi._version": "1.0" },
  codes: {
    argument: 201,
    emptyGet: 301,
    emptySet: 351,
    unknown: 401,
    unimplemented: 402,
    noChildren: 301,
    noCount: 301,
    keyword: 404,
    readOnly: 404,
    writeOnly: 405,
    unset: 403,
    type: 406,
    range: 407,
    gap: 351,
    beyond: 301,
    dependency: 408,
    duplicate: 351,
  },
  onlyStandard: ["unset"],
  order: {
    before: { finish: 112, get: 122, set: 132, commit: 142 },
    running: { initialize: 103 },
    after: { initialize: 104, finish: 113, get: 123, set: 133, commit: 143 },
  },
  failed: { initialize: 102, finish: 111, get: 301, set: 351, commit: 391 },
  errors: {
    "0": "No Error",
    "101": "General Exception",
    "102": "General Initialization Failure",
    "103": "Already Initialized",
    "104": "Content Instance Terminated",
    "111": "General Termination Failure",
    "112": "Termination Before Initialization",
    "113": "Termination After Termination",
    "122": "Retrieve Data Before Initialization",
    "123": "Retrieve Data After Termination",
    "132": "Store Data Before Initialization",
    "133": "Store Data After Termination",
    "142": "Commit Before Initialization",
    "143": "Commit After Termination",
    "201": "General Argument Error",
    "301": "General Get Failure",
    "351": "General Set Failure",
    "391": "General Commit Failure",
    "401": "Undefined Data Model Element",
    "402": "Unimplemented Data Model Element",
    "403": "Data Model Element Value Not Initialized",
    "404": "Data Model Element Is Read Only",
    "405": "Data Model Element Is Write Only",
    "406": "Data Model Element Type Mismatch",
    "407": "Data Model Element Value Out Of Range",
    "408": "Data Model Dependency Not Established",
  },
  names: {
    learnerId: "cmi.learner_id",
    learnerName: "cmi.learner_name",
    credit: "cmi.credit",
    mode: "cmi.mode",
    entry: "cmi.entry",
    exit: "cmi.exit",
    raw: "cmi.score.raw",
    scaled: "cmi.score.scaled",
    state: "cmi.suspend_data",
    sessionTime: "cmi.session_time",
    totalTime: "cmi.total_time",
    request: "adl.nav.request",
    facts: {
      "cmi.launch_data": "launchData",
      "cmi.max_time_allowed": "maxTimeAllowed",
      "cmi.time_limit_action": "timeLimitAction",
      "cmi.completion_threshold": "completionThreshold",
      "cmi.scaled_passing_score": "scaledPassingScore",
    },
    held: {
      passed: { "cmi.completion_status": "completed", "cmi.success_status": "passed" },
      failed: { "cmi.completion_status": "completed", "cmi.success_status": "failed" },
      completed: { "cmi.completion_status": "completed" },
      incomplete: { "cmi.completion_status": "incomplete" },
    },
  },
};
