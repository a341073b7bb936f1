// What a value of the data models may look like. Each check gives an error code's name, or "" when it fits.

/** @typedef {""|"type"|"range"} Verdict */
/** @typedef {(value: string, rules: Rules) => Verdict} Check */

/**
 * Where hosts differ on values, as data (profiles.js).
 * @typedef {object} Rules
 * @property {boolean} official  the published data model holds
 * @property {boolean} moodle  Moodle's narrower patterns hold too
 */

/** @param {boolean} fits @returns {Verdict} */
const typed = (fits) => (fits ? "" : "type");

/** At most so many characters. @param {number} most @returns {Check} */
export const text = (most) => (value) => typed(value.length <= most);

/** One of some words. @param {string} words @returns {Check} */
export const word = (words) => (value) => typed(words.split(" ").includes(value));

/** SCORM 1.2 CMIIdentifier: printable ASCII without blanks, 255 at most. @type {Check} */
export const identifier12 = (value) => typed(/^[\x21-\x7e]{1,255}$/.test(value));

/** SCORM 1.2 CMIDecimal. @type {Check} */
export const decimal = (value) => typed(/^-?\d+(\.\d+)?$/.test(value));

/** SCORM 1.2 score: blank, or a decimal from 0 to 100. @type {Check} */
export const score12 = (value) =>
  typed(value === "" || (/^\d+(\.\d+)?$/.test(value) && Number(value) <= 100));

/** SCORM 1.2 CMITimespan: HHHH:MM:SS.SS, two to four digits of hours. @type {Check} */
export const span12 = (value) => typed(/^\d{2,4}:[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value));

/** SCORM 1.2 CMITime: clock time. @type {Check} */
export const time12 = (value) => typed(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,2})?$/.test(value));

/** SCORM 1.2 interaction result: a word or a decimal; `wrong`, never `incorrect`. @type {Check} */
export const result12 = (value) =>
  /^(correct|wrong|unanticipated|neutral)$/.test(value) ? "" : decimal(value, ANY);

/** SCORM 1.2 weighting; Moodle keeps it between −100 and 100. @type {Check} */
export const weight12 = (value, rules) =>
  decimal(value, rules) || typed(!rules.moodle || Math.abs(Number(value)) <= 100);

/**
 * SCORM 2004 real. Moodle: at most five digits before the point, eighteen behind, no exponent, no
 * leading point.
 * @type {Check}
 */
export const real = (value, rules) =>
  typed(
    rules.moodle
      ? /^-?\d{1,5}(\.\d{1,18})?$/.test(value)
      : /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value),
  );

/** A real within bounds. @param {number} low @param {number} high @returns {Check} */
export const ranged = (low, high) => (value, rules) =>
  real(value, rules) || (Number(value) >= low && Number(value) <= high ? "" : "range");

/** SCORM 2004 long identifier: a URI's characters, no blanks, no brackets; Moodle lets more through. @type {Check} */
export const identifier = (value) =>
  typed(/^[^\s[\]{}]{1,4000}$/u.test(value) && !/^urn:[^:]*$/i.test(value));

/** SCORM 2004 timeinterval, at most two decimals of a second. @type {Check} */
export const interval = (value) =>
  typed(
    /^P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?$/.test(value) &&
      !/T$/.test(value),
  );

/** SCORM 2004 time: a zone is legal only behind a fraction of one or two digits. Years 1970–2038. @type {Check} */
export const timestamp = (value) => {
  const shape =
    /^(\d{4})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3])(:[0-5]\d(:[0-5]\d(\.\d{1,2}(Z|[-+]([01]\d|2[0-3])(:[0-5]\d)?)?)?)?)?)?)?)?$/;
  const found = shape.exec(value);
  return typed(found !== null && Number(found[1]) >= 1970 && Number(found[1]) <= 2038);
};

/** SCORM 2004 interaction result. @type {Check} */
export const result = (value, rules) =>
  /^(correct|incorrect|unanticipated|neutral)$/.test(value) ? "" : real(value, rules);

/** A description: one line for Moodle, `{lang=xx}` in front allowed. @type {Check} */
export const description = (value, rules) =>
  typed(
    value.length <= 250 && !(rules.moodle && (/[\r\n]/.test(value) || /^\{(?!lang=)/.test(value))),
  );

const ANY = { official: true, moodle: false };

// --- responses and patterns, by type of interaction -------------------------------------------------

/** @param {string} id @param {Rules} rules */
const isShort = (id, rules) =>
  rules.moodle ? /^[\w.]{1,250}$/.test(id) : /^[^\s[\]]{1,250}$/u.test(id);

/** @param {string} value @param {Rules} rules @param {number} most */
function ids(value, rules, most) {
  if (value === "") return true;
  const parts = value.split("[,]");
  return parts.length <= most && parts.every((id) => isShort(id, rules));
}

/** @param {string} value @param {Rules} rules */
function distinct(value, rules) {
  const parts = value.split("[,]");
  return ids(value, rules, 36) && new Set(parts).size === parts.length;
}

/** @param {string} value @param {Rules} rules */
function pairs(value, rules) {
  if (value === "") return true;
  const parts = value.split("[,]").map((pair) => pair.split("[.]"));
  return parts.length <= 36 &&
    parts.every((pair) => pair.length === 2 && pair.every((id) => isShort(id, rules)));
}

/** @param {string} value @param {Rules} rules @param {number} most */
const lines = (value, rules, most) =>
  value.length <= most && !(rules.moodle && /[\r\n]/.test(value));

/** @param {string} value */
const bare = (value) => value.replace(/^(\{[a-z_]+=[\w-]+\})+/, "");

/** @type {Record<string, (value: string, rules: Rules, isPattern: boolean) => boolean>} */
const RESPONSES = {
  "true-false": (value) => value === "true" || value === "false",
  choice: distinct,
  "fill-in": (value, rules) =>
    bare(value).split("[,]").length <= 10 &&
    bare(value).split("[,]").every((part) => lines(part, rules, 250)),
  "long-fill-in": (value, rules) => lines(value, rules, 4000),
  likert: (value, rules) => isShort(value, rules),
  matching: (value, rules) => pairs(value, rules),
  performance: (value, rules) =>
    value.length <= 250 * 251 &&
    bare(value).split("[,]").every((step) =>
      step.split("[.]").length === 2 && lines(step, rules, 501)
    ),
  sequencing: (value, rules) => ids(value, rules, 36),
  numeric: (value, rules, isPattern) => {
    if (!isPattern) return real(value, rules) === "";
    const sides = value.split("[:]");
    return sides.length === 2 && sides.every((side) => side === "" || real(side, rules) === "");
  },
  other: (value, rules) => lines(value, rules, 4000),
};

/**
 * A learner's response or a correct pattern of SCORM 2004.
 * @param {string} value @param {Rules} rules @param {string} type @param {boolean} isPattern @returns {Verdict}
 */
export function response(value, rules, type, isPattern) {
  const check = RESPONSES[type];
  return typed(check !== undefined && check(value, rules, isPattern));
}

/** @type {Record<string, RegExp>} */
const FEEDBACK = {
  "true-false": /^[01tf]/,
  choice: /^(\{?[0-9a-z](,[0-9a-z])*\}?)?$/,
  matching: /^(\{?[0-9a-z]\.[0-9a-z](,[0-9a-z]\.[0-9a-z])*\}?)?$/,
  sequencing: /^([0-9a-z](,[0-9a-z])*)?$/,
  numeric: /^-?\d+(\.\d+)?$/,
  likert: /^[0-9a-z]?$/,
};

/** SCORM 1.2 CMIFeedback, at most 255. @param {string} value @param {string} type @returns {Verdict} */
export function feedback12(value, type) {
  const shape = FEEDBACK[type];
  return typed(value.length <= 255 && (shape === undefined || shape.test(value)));
}
