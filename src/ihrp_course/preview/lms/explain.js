// Each call in a sentence that somebody who has never read a standard understands.

/** @import { Model, Outcome, Word } from "./types.js" */

const LONGEST = 60;

/** What a code means here, by standard's group of codes. @type {Readonly<Record<string, string>>} */
const REASONS = {
  "101": "the LMS could not do it",
  "102": "the LMS could not start the session",
  "103": "the session runs already",
  "104": "the session is over",
  "111": "the LMS could not end the session",
  "112": "no session runs yet",
  "113": "the session is over",
  "122": "no session runs yet",
  "123": "the session is over",
  "132": "no session runs yet",
  "133": "the session is over",
  "142": "no session runs yet",
  "143": "the session is over",
  "351": "the LMS could not do it: an index out of order, an id twice, or a failure of its own",
  "391": "the LMS could not save",
  "402": "this is not for writing, or this LMS does not have it",
  "408": "something else must be set before: the id first, then the type",
};

/** Where the standards give one number to different things. @type {Readonly<Record<string, Readonly<Record<string, string>>>>} */
const OWN_REASONS = {
  scorm12: {
    "201": "there is no such element, or an index was left out",
    "202": "it has no children",
    "203": "it is no list",
    "301": "no session runs",
    "401": "this LMS does not have it",
    "402": "its name is not for writing",
    "403": "it may only be read",
    "404": "it may only be written",
    "405": "the value has the wrong form",
  },
  scorm2004: {
    "201": "the argument must be empty",
    "301": "the LMS could not read it",
    "401": "there is no such element",
    "402": "this LMS does not have it",
    "403": "nothing has been set yet",
    "404": "it may only be read",
    "405": "it may only be written",
    "406": "the value has the wrong form",
    "407": "the value is out of range",
  },
};

/** @param {unknown} value */
function told(value) {
  const text = String(value);
  if (text === "") return "nothing";
  return text.length > LONGEST
    ? `“${text.slice(0, LONGEST)}…” (${text.length} characters)`
    : `“${text}”`;
}

/** @param {Model} model @param {string} name */
function about(model, name) {
  const generic = name.replace(/\.\d+(?=\.)/g, ".n");
  if (name.endsWith("._count")) return `how many records ${name.slice(0, -7)} has`;
  return Object.hasOwn(model.elements, generic) ? model.elements[generic]?.about ?? name : name;
}

/** @param {Model} model @param {Outcome} outcome */
function reason(model, { error, by }) {
  const text = OWN_REASONS[model.standard]?.[error] ?? REASONS[error] ?? "an unknown reason";
  return `${text}${by === "moodle" ? " (for Moodle)" : ""}`;
}

/**
 * @param {Model} model
 * @param {Word} word
 * @param {readonly unknown[]} given
 * @param {Outcome} outcome
 * @returns {string}
 */
export function explain(model, word, given, outcome) {
  const name = String(given[0] ?? "");
  const refused = outcome.error === 0 ? "" : `, but ${reason(model, outcome)}`;
  switch (word) {
    case "initialize":
      return refused ? `The page wanted to start the session${refused}.` : "The session started.";
    case "finish":
      return refused ? `The page wanted to end the session${refused}.` : "The session ended.";
    case "commit":
      return refused ? `The page asked to save${refused}.` : "What was set was saved.";
    case "get":
      return refused
        ? `The page asked for ${about(model, name)}${refused}.`
        : `The page asked for ${about(model, name)} and got ${told(outcome.value)}.`;
    case "set":
      return refused
        ? `The page wanted to set ${about(model, name)} to ${told(given[1])}${refused}.`
        : `The page set ${about(model, name)} to ${told(given[1])}.`;
    case "error":
      return `The page asked whether the last call failed: ${outcome.value}.`;
    default:
      return `The page asked what error ${name || "there was"} means.`;
  }
}
