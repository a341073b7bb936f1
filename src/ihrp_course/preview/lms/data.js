// A learner's data in one session, read and written by the rules of a data model.
// SCORM 1.2 RTE §3.4; SCORM 2004 4th edition RTE §3.1.7 and §4.1.

/** @import { Codes, Element, Judge, Model, Outcome, Verdict } from "./types.js" */
import { judge, judgeShape } from "./rules.js";

const INDEX = /\.(\d+)(?=\.)/g;
const KEYWORD = /^(.*)\.(_children|_count)$/;
const RECORD = /^(.*?\.\d+)\./;

/** `cmi.interactions.3.id` → `cmi.interactions.n.id`. @param {string} name */
function genericName(name) {
  return name.replace(INDEX, ".n");
}

/** The lists that a name passes through, outermost first. @param {string} name */
function listsOf(name) {
  return [...name.matchAll(INDEX)].map((found) => ({
    list: name.slice(0, found.index),
    digits: found[1] ?? "",
    index: Number(found[1]),
  }));
}

/** What a table says of a name that a page made up. @template T @param {Readonly<Record<string, T>>} table @param {string} name */
function own(table, name) {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Values by element, with what the model says of them. */
export class Data {
  /** @type {Map<string, string>} */
  values = new Map();
  /** @type {Map<string, number>} */
  #counts = new Map();
  #model;
  #judges;
  #unimplemented;

  /**
   * @param {Model} model
   * @param {{judges: readonly Judge[], unimplemented: readonly string[]}} profile
   * @param {Readonly<Record<string, string>>} values  to begin with
   */
  constructor(model, { judges, unimplemented }, values) {
    this.#model = model;
    this.#judges = judges;
    this.#unimplemented = unimplemented;
    for (const [name, value] of Object.entries(values)) this.put(name, value);
  }

  /** Puts a value without asking anybody. @param {string} name @param {string} value */
  put(name, value) {
    this.values.set(name, value);
    for (const { list, index } of listsOf(name)) {
      this.#counts.set(list, Math.max(this.#counts.get(list) ?? 0, index + 1));
    }
  }

  /** @param {string} name @returns {Outcome} */
  read(name) {
    if (name === "") return this.#refuse("emptyGet");
    const keyword = own(this.#model.keywords, name);
    if (keyword !== undefined) return { value: keyword, error: 0 };
    const generic = genericName(name);
    const [, parent = "", word] = KEYWORD.exec(name) ?? [];
    if (word) return this.#readKeyword(parent, word);
    const element = own(this.#model.elements, generic);
    if (!element) return this.#refuse("unknown");
    if (this.#unimplemented.includes(generic)) return this.#refuse("unimplemented");
    if (element.access === "w") return this.#refuse("writeOnly");
    if (this.#isBeyond(name)) return this.#refuse("beyond");
    const value = this.values.get(name) ?? element.initial;
    return value === undefined ? this.#refuse("unset") : { value, error: 0 };
  }

  /** @param {string} name @param {string} value @returns {Outcome} */
  write(name, value) {
    if (name === "") return this.#refuse("emptySet");
    if (Object.hasOwn(this.#model.keywords, name)) return this.#refuse("keyword");
    const generic = genericName(name);
    const [, parent = "", word] = KEYWORD.exec(generic) ?? [];
    if (word) return this.#refuse(this.#isKnown(parent) ? "keyword" : "unknown");
    const element = own(this.#model.elements, generic);
    if (!element) return this.#refuse("unknown");
    if (this.#unimplemented.includes(generic)) return this.#refuse("unimplemented");
    if (element.access === "r") return this.#refuse("readOnly");
    return this.#place(name, element) ?? this.#judge(name, element, value) ??
      this.#store(name, element, value);
  }

  /** Whether a name passes through a record that is not there. @param {string} name */
  #isBeyond(name) {
    return listsOf(name).some(({ list, index }) => index >= this.count(list));
  }

  /** Records of a list. @param {string} list */
  count(list) {
    return this.#counts.get(list) ?? 0;
  }

  /** @param {keyof Codes} reason @returns {Outcome} */
  #refuse(reason) {
    const isFree = this.#model.onlyStandard.includes(reason) && !this.#judges.includes("standard");
    return { value: "", error: isFree ? 0 : this.#model.codes[reason] };
  }

  /** @param {string} generic */
  #isKnown(generic) {
    const { elements, parents, collections } = this.#model;
    return Object.hasOwn(elements, generic) || parents.includes(generic) ||
      collections.includes(generic);
  }

  /** @param {string} parent @param {string} word @returns {Outcome} */
  #readKeyword(parent, word) {
    const { parents, collections } = this.#model;
    const generic = genericName(`${parent}.`).slice(0, -1);
    if (!this.#isKnown(generic)) return this.#refuse("unknown");
    if (word === "_children" && !parents.includes(generic)) return this.#refuse("noChildren");
    if (word === "_count" && !collections.includes(generic)) return this.#refuse("noCount");
    if (this.#isBeyond(`${parent}.`)) return this.#refuse("beyond");
    const value = word === "_count" ? String(this.count(parent)) : this.#children(generic);
    return { value, error: 0 };
  }

  /** The names below a parent, as the tables have them. @param {string} generic */
  #children(generic) {
    const within = this.#model.collections.includes(generic) ? `${generic}.n.` : `${generic}.`;
    const below = Object.keys(this.#model.elements).filter((name) => name.startsWith(within));
    return [...new Set(below.map((name) => name.slice(within.length).split(".")[0]))].join(",");
  }

  /** Whether the record may be written now: indexes without gaps, and what must stand before. @param {string} name @param {Element} element */
  #place(name, element) {
    const lists = listsOf(name);
    const isGap = lists.some(({ list, digits, index }) =>
      index > this.count(list) || digits !== String(index)
    );
    if (isGap) return this.#refuse("gap");
    const record = RECORD.exec(name)?.[1];
    const isLacking = element.needs?.some((field) => !this.values.has(`${record}.${field}`));
    return isLacking ? this.#refuse("dependency") : null;
  }

  /** @param {string} name @param {Element} element @param {string} value */
  #judge(name, element, value) {
    const verdict = this.#verdict(name, element, value);
    if (!verdict) return this.#siblings(name, element, value);
    const { codes } = this.#model;
    const error = verdict.kind === "many" ? codes.gap : codes[verdict.kind];
    return { value: "", error, by: verdict.by };
  }

  /** @param {string} name @param {Element} element @param {string} value @returns {Verdict|null} */
  #verdict(name, { type = "" }, value) {
    const { types, responses, patterns } = this.#model;
    const plain = types[type];
    if (plain) return judge(plain, value, this.#judges);
    const record = RECORD.exec(name)?.[1];
    const shapes = type === "pattern" ? patterns : responses;
    const shape = own(shapes, this.values.get(`${record}.type`) ?? "");
    // SCORM 1.2 has no order of fields: an answer of a kind not told yet is any string.
    if (shape) return judgeShape(shape, value, types, this.#judges);
    const any = types["string255"];
    return any ? judge(any, value, this.#judges) : null;
  }

  /** What other records of the same list forbid. @param {string} name @param {Element} element @param {string} value */
  #siblings(name, element, value) {
    const own = this.values.get(name);
    if (element.once && own !== undefined && own !== value) return this.#refuse("duplicate");
    const last = listsOf(name).at(-1);
    if (!last) return null;
    const field = name.slice(name.lastIndexOf("."));
    const others = Array.from({ length: this.count(last.list) }, (_, index) => index)
      .filter((index) => index !== last.index)
      .map((index) => this.values.get(`${last.list}.${index}${field}`));
    if (element.unique && others.includes(value)) return this.#refuse("duplicate");
    if (element.type !== "pattern") return null;
    const shape = this.#model.patterns[this.values.get(`${RECORD.exec(name)?.[1]}.type`) ?? ""];
    const isOver = last.index >= (shape?.patterns ?? Infinity);
    return isOver || (shape?.differing && others.includes(value))
      ? this.#refuse("duplicate")
      : null;
  }

  /** @param {string} name @param {Element} element @param {string} value @returns {Outcome} */
  #store(name, element, value) {
    this.put(name, element.appends ? (this.values.get(name) ?? "") + value : value);
    return { value: "true", error: 0 };
  }
}
