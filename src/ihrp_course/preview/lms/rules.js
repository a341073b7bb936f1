// Judging one value by the rules of the judges that a profile names. Pure; knows no element.

/** @import { Judge, Rule, Shape, Type, Verdict } from "./types.js" */

const LANGUAGE_PREFIX = /^\{lang=([A-Za-z]+)[A-Za-z0-9-]*\}/;
const TRUTH_PREFIX = /^\{(\w+)=(\w+)\}/;

/** Whether this is a language that exists, as ADL's suite and Moodle both ask. @param {string} code */
function isLanguage(code) {
  try {
    const names = new Intl.DisplayNames(["en"], { type: "language", fallback: "none" });
    return names.of(code.toLowerCase()) !== undefined;
  } catch {
    return code === "x" || code === "i";
  }
}

/** What is wrong with the value by this rule. @param {Rule} rule @param {string} value @returns {"type"|"range"|null} */
function breaks(rule, value) {
  if (rule.words?.includes(value)) return null;
  if (rule.words && !rule.form) return "type";
  if (rule.most !== undefined && value.length > rule.most) return "type";
  if (rule.form && !rule.form.test(value)) return "type";
  if (rule.language) {
    const code = LANGUAGE_PREFIX.exec(value)?.[1];
    if (code !== undefined && !isLanguage(code)) return "type";
  }
  if (rule.range && !(Number(value) >= rule.range[0] && Number(value) <= rule.range[1])) {
    return "range";
  }
  return null;
}

/**
 * The first judge's complaint, null when none has one.
 * @param {Type} type
 * @param {string} value
 * @param {readonly Judge[]} judges
 * @returns {Verdict|null}
 */
export function judge(type, value, judges) {
  for (const by of judges) {
    const kind = breaks(type[by], value);
    if (kind) return { kind, by };
  }
  return null;
}

/** A member without its `{name=true}` prefixes; null when one of them is not well formed. @param {Shape} shape @param {string} member */
function bare(shape, member) {
  for (let found = TRUTH_PREFIX.exec(member); found; found = TRUTH_PREFIX.exec(member)) {
    const [whole, name = "", value = ""] = found;
    if (!shape.prefixes?.includes(name)) return member;
    if (value !== "true" && value !== "false") return null;
    member = member.slice(whole.length);
  }
  return member;
}

/**
 * @param {Shape} shape
 * @param {string} member
 * @param {Readonly<Record<string, Type>>} types
 * @param {Judge} by
 */
function isMember(shape, member, types, by) {
  const text = bare(shape, member);
  if (text === null) return false;
  const parts = shape.within ? text.split(shape.within) : [text];
  const isAlone = parts.length === 1 && shape.bare?.includes(by);
  if (parts.length !== shape.parts.length && !isAlone) return false;
  if (shape.ascending && parts[0] && parts[1] && Number(parts[0]) > Number(parts[1])) return false;
  return parts.every((part, index) => {
    const type = types[shape.parts[index] ?? ""];
    return type !== undefined && breaks(type[by], part) === null;
  });
}

/**
 * The same for a response, or a pattern, of an interaction whose type is known.
 * @param {Shape} shape
 * @param {string} value
 * @param {Readonly<Record<string, Type>>} types
 * @param {readonly Judge[]} judges
 * @returns {Verdict|null}
 */
export function judgeShape(shape, value, types, judges) {
  const inner = shape.braces ? value.replace(/^\{(.*)\}$/, "$1") : value;
  const members = shape.between ? inner.split(shape.between) : [inner];
  for (const by of judges.filter((each) => shape.judges.includes(each))) {
    if (value === "" && shape.notBlank?.includes(by)) return { kind: "type", by };
    if (value === "") continue;
    // The standard's number of members is a smallest permitted maximum; Moodle takes no more.
    if (by === "moodle" && shape.most !== undefined && members.length > shape.most) {
      return { kind: "many", by };
    }
    const isDoubled = shape.distinct && new Set(members).size < members.length;
    if (isDoubled || !members.every((member) => isMember(shape, member, types, by))) {
      return { kind: "type", by };
    }
  }
  return null;
}
