// SCORM 2004: types of values, and how responses are put together. Run-Time Environment, 4th edition, §4.1.1 and
// §4.2.9.1–2. `standard` is the published type as ADL's test suite applies it, `moodle` what Moodle 5 takes.

/** @import { Shape, Type } from "./types.js" */

const REAL = /^-?(\d+(\.\d*)?|\.\d+)$/;
/** Moodle: five digits before the point, no `.5`, no exponent. */
const MOODLE_REAL = /^-?\d{1,5}(\.\d{1,18})?$/;
const NO_SPACE = /^(?!urn:)[^\s[\]{}]+$|^urn:[A-Za-z0-9-]{1,31}:[^\s[\]{}]+$/;
const MOODLE_LONG = /^(?!urn:)\S{1,4000}$|^urn:[A-Za-z0-9-]{1,31}:\S{1,4000}$/;
const SHORT = /^[^\s[\]{}]{1,250}$/;
const MOODLE_SHORT = /^[A-Za-z0-9_.]{1,250}$/;
const MOODLE_ANSWER = /^(-?\d{1,5}(\.\d{1,18})?|[A-Za-z0-9_.]{1,250})$/;
/** A zone stands only behind a fraction of a second. */
const TIME =
  /^(19[7-9]\d|20[0-2]\d|203[0-8])(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[+-]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?)?)?)?$/;
/** Something must stand behind P, and behind T. */
const SPAN = /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/;
const MOODLE_SPAN =
  /^P(\d+Y)?(\d+M)?(\d+D)?(T(\d+H(\d+M)?(\d+(\.\d{1,2})?S)?|\d+M(\d+(\.\d{1,2})?S)?|\d+(\.\d{1,2})?S))?$/;
/** The published limits are what must be taken at least; a strict LMS takes no more. */
const LOCALIZED_250 = /^(\{lang=[A-Za-z]{1,8}(-[A-Za-z0-9-]{1,8})*\}|(?!\{lang=))[^]{0,250}$/;
const LOCALIZED_4000 = /^(\{lang=[A-Za-z]{1,8}(-[A-Za-z0-9-]{1,8})*\}|(?!\{lang=))[^]{0,4000}$/;
/** Moodle: one line, which does not begin with a brace. `.` is no line break. */
const MOODLE_250 = /^(\{lang=[A-Za-z]{1,3}(-[A-Za-z0-9-]{2,8})?\})?(?!\{).{0,251}$/;
const MOODLE_4000 = /^(\{lang=[A-Za-z]{1,3}(-[A-Za-z0-9-]{2,8})?\})?(?!\{).{0,4001}$/;
const REQUESTS = /^(continue|previous|exit|exitAll|suspendAll|abandon|abandonAll)$/;
const TARGETED = /^\{target=[^\s{}]+\}(choice|jump)$/;
const COMPLETIONS = ["completed", "incomplete", "not attempted", "unknown"];
const SUCCESSES = ["passed", "failed", "unknown"];
const EXITS = ["time-out", "suspend", "logout", "normal", ""];
const KINDS = [
  ...["true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing"],
  ...["likert", "numeric", "other"],
];
const RESULTS = ["correct", "incorrect", "unanticipated", "neutral"];
const REQUEST = new RegExp(`${REQUESTS.source}|${TARGETED.source}`);
const LANGUAGE = /^([A-Za-z]{2,3}|[ix])(-[A-Za-z0-9-]{2,8})?$|^$/;

/** Both judges ask the same. @param {Type["standard"]} rule @returns {Type} */
const both = (rule) => ({ standard: rule, moodle: rule });

/** @type {Record<string, Type>} */
export const types = {
  string250: both({ most: 250 }),
  string1000: both({ most: 1000 }),
  string4000: both({ most: 4000 }),
  string64000: both({ most: 64000 }),
  localized250: { standard: { form: LOCALIZED_250, language: true }, moodle: { form: MOODLE_250 } },
  localized4000: {
    standard: { form: LOCALIZED_4000, language: true },
    moodle: { form: MOODLE_4000 },
  },
  completion: both({ words: COMPLETIONS }),
  success: both({ words: SUCCESSES }),
  exit: both({ words: EXITS }),
  kind: both({ words: KINDS }),
  result: {
    standard: { words: RESULTS, form: REAL },
    moodle: { words: RESULTS, form: /^-?\d{1,4}(\.\d{1,18})?$/ },
  },
  real: { standard: { form: REAL }, moodle: { form: MOODLE_REAL } },
  scaled: {
    standard: { form: REAL, range: [-1, 1] },
    moodle: { form: MOODLE_REAL, range: [-1, 1] },
  },
  progress: {
    standard: { form: REAL, range: [0, 1] },
    moodle: { form: MOODLE_REAL, range: [0, 1] },
  },
  fromZero: {
    standard: { form: REAL, range: [0, Infinity] },
    moodle: { form: MOODLE_REAL, range: [0, Infinity] },
  },
  captions: {
    standard: { words: ["-1", "0", "1"] },
    moodle: { form: /^-?\d+$/, range: [-1, 1] },
  },
  language: both({ form: LANGUAGE }),
  time: both({ form: TIME }),
  span: { standard: { form: SPAN }, moodle: { form: MOODLE_SPAN } },
  longId: { standard: { form: NO_SPACE }, moodle: { form: MOODLE_LONG } },
  // Moodle does not know `_none_`, and its other expression takes any text with `jump` at the end.
  request: { standard: { words: ["_none_"], form: REQUEST }, moodle: { form: REQUEST } },
  // Parts of responses.
  truth: both({ words: ["true", "false"] }),
  shortId: { standard: { form: SHORT }, moodle: { form: MOODLE_SHORT } },
  step: { standard: { words: [""], form: SHORT }, moodle: { words: [""], form: MOODLE_SHORT } },
  stepAnswer: {
    standard: { words: [""], form: /^[^[\]{}]{1,250}$/ },
    moodle: { words: [""], form: MOODLE_ANSWER },
  },
  stepPattern: {
    standard: { words: [""], form: /^([^[\]{}]{1,250}|-?[\d.]*\[:\]-?[\d.]*)$/ },
    moodle: { words: [""], form: MOODLE_ANSWER },
  },
  line250: { standard: { form: LOCALIZED_250, language: true }, moodle: { form: /^.*$/ } },
  line4000: { standard: { form: LOCALIZED_4000, language: true }, moodle: { form: /^.*$/ } },
  line: { standard: { most: 4000 }, moodle: { form: /^.*$/, most: 4000 } },
  bound: { standard: { words: [""], form: REAL }, moodle: { form: MOODLE_REAL } },
};

/** @type {Shape["judges"]} */
const judges = ["standard", "moodle"];
/** @type {Shape["judges"]} */
const moodle = ["moodle"];

/** §4.2.9.1 @type {Record<string, Shape>} */
export const responses = {
  "true-false": { judges, parts: ["truth"], notBlank: judges },
  choice: {
    judges,
    between: "[,]",
    most: 36,
    distinct: true,
    parts: ["shortId"],
    notBlank: moodle,
  },
  "fill-in": { judges, between: "[,]", most: 10, parts: ["line250"] },
  "long-fill-in": { judges, parts: ["line4000"] },
  matching: {
    judges,
    between: "[,]",
    most: 36,
    within: "[.]",
    parts: ["shortId", "shortId"],
    notBlank: moodle,
  },
  performance: {
    judges,
    between: "[,]",
    most: 250,
    within: "[.]",
    parts: ["step", "stepAnswer"],
    notBlank: moodle,
  },
  sequencing: { judges, between: "[,]", most: 36, parts: ["shortId"], notBlank: moodle },
  likert: { judges, parts: ["shortId"], notBlank: judges },
  numeric: { judges, parts: ["real"], notBlank: judges },
  other: { judges, parts: ["line"] },
};

/** §4.2.9.2 @type {Record<string, Shape>} */
export const patterns = {
  "true-false": { judges, parts: ["truth"], notBlank: judges, patterns: 1 },
  choice: {
    judges,
    between: "[,]",
    most: 36,
    distinct: true,
    parts: ["shortId"],
    patterns: 10,
    differing: true,
  },
  "fill-in": {
    judges,
    prefixes: ["case_matters", "order_matters"],
    between: "[,]",
    most: 10,
    parts: ["line250"],
  },
  "long-fill-in": { judges, prefixes: ["case_matters"], parts: ["line4000"], differing: true },
  matching: {
    judges,
    between: "[,]",
    most: 36,
    within: "[.]",
    parts: ["shortId", "shortId"],
    notBlank: moodle,
  },
  performance: {
    judges,
    prefixes: ["order_matters"],
    between: "[,]",
    most: 250,
    within: "[.]",
    parts: ["step", "stepPattern"],
    notBlank: moodle,
  },
  sequencing: { judges, between: "[,]", most: 36, parts: ["shortId"] },
  likert: { judges, parts: ["shortId"], patterns: 1 },
  numeric: {
    judges,
    between: "[,]",
    most: 1,
    within: "[:]",
    parts: ["bound", "bound"],
    bare: moodle,
    ascending: true,
    notBlank: judges,
    patterns: 1,
  },
  other: { judges, parts: ["line"], patterns: 1 },
};
