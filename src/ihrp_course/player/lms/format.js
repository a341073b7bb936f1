// How values are spelled so that every LMS takes them: SCORM 1.2 §3.4, SCORM 2004 RTE §4.1.1, and narrower.

/** Integers of more than five digits are refused by Moodle. */
const LARGEST = 99999;

/** A real without exponent, with a leading digit and at most four decimals. @param {number} value */
export function real(value) {
  const within = Math.min(Math.max(value || 0, -LARGEST), LARGEST);
  return String(Number(within.toFixed(4)) || 0);
}

/** One line without control characters, of at most `limit` UTF-16 units. @param {string} text @param {number} limit */
export function oneLine(text, limit) {
  const line = text.slice(0, limit * 4).replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ").trim();
  // A pair that the limit would split is dropped whole.
  return line.slice(0, limit).replace(/[\uD800-\uDBFF]$/, "").trim();
}

/** @param {number} value @param {number} digits */
export function padded(value, digits) {
  return String(value).padStart(digits, "0");
}

/** Whole hours, whole minutes, and seconds in hundredths. @param {number} seconds */
export function clockParts(seconds) {
  const hundredths = Math.round(Math.max(seconds || 0, 0) * 100);
  return {
    hours: Math.floor(hundredths / 360000),
    minutes: Math.floor(hundredths / 6000) % 60,
    seconds: Math.floor(hundredths / 100) % 60,
    hundredths: hundredths % 100,
  };
}

/** A number out of what an LMS says, null when it says none. @param {string} text */
export function numberIn(text) {
  return text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

/** A scaled score out of what an LMS says. @param {string} text @param {number} whole */
export function scoreIn(text, whole) {
  const value = numberIn(text);
  return value === null ? null : Math.min(Math.max(value / whole, 0), 1);
}
