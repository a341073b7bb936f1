// The suspended state: all that an LMS keeps for a learner. The layout is told in state/codec.py, whose
// twin this is; tests compare the two on random states.

/** @import { Attempt, AnswerState, Drawn, ModuleState, QuizState, Spot, State } from "./statetypes.js" */
import { BitReader, BitWriter, crc16, fromBase64url, toBase64url } from "./bits.js";
import { readPayload, writePayload } from "./payload.js";

const FORMAT = 1;
const NO_BEST = 127;
const SUCCESSES = /** @type {const} */ (["unknown", "failed", "passed"]);
const MERGED_WORDS = /** @type {const} */ (["incomplete", "failed", "completed", "passed"]);
const PLACE_KINDS = /** @type {const} */ (["lesson", "assessment"]);
const RESULT_WORDS = /** @type {const} */ (["none", "wrong", "partial", "right"]);
export const PHASES = /** @type {const} */ (["open", "remediate", "graded"]);

/** What a learner has at the first start. @param {number} seed @returns {State} */
export function freshState(seed) {
  const reached = {
    completed: false,
    success: SUCCESSES[0],
    merged: MERGED_WORDS[0],
    score: null,
  };
  return { seed, reached, place: null, modules: [], interactions: 0, counter: 0 };
}

// --- writing -------------------------------------------------------------------------------------------

/** @param {State} state @returns {string} */
export function encodeState(state) {
  const writer = new BitWriter();
  writer.write(FORMAT, 8);
  writer.write(state.seed, 16);
  writeReached(writer, state.reached);
  writer.write(state.place ? PLACE_KINDS.indexOf(state.place.kind) + 1 : 0, 2);
  if (state.place) {
    writer.golomb(state.place.module, 0);
    writer.golomb(state.place.slot, 4);
    writer.golomb(state.place.section, 1);
  }
  writeList(writer, 1, sorted(state.modules, "number"), (each) => each.number, writeModule);
  writer.golomb(state.interactions, 7);
  writer.golomb(state.counter, 7);
  const bytes = writer.bytes();
  const crc = crc16(bytes);
  return toBase64url(Uint8Array.from([...bytes, crc >> 8, crc & 255]));
}

/** @template T @param {T[]} list @param {keyof T} key */
function sorted(list, key) {
  return [...list].sort((a, b) => Number(a[key]) - Number(b[key]));
}

/**
 * A count, then each record behind the gap of its number to the last.
 * @template T
 * @param {BitWriter} writer
 * @param {number} order
 * @param {T[]} list
 * @param {(each: T) => number} numberOf
 * @param {(writer: BitWriter, each: T) => void} [write]
 */
function writeList(writer, order, list, numberOf, write) {
  writer.golomb(list.length, order);
  let last = -1;
  for (const each of list) {
    writer.golomb(numberOf(each) - last - 1, 0);
    last = numberOf(each);
    write?.(writer, each);
  }
}

/** @param {BitWriter} writer @param {boolean} flag */
function writeFlag(writer, flag) {
  writer.write(flag ? 1 : 0, 1);
}

/** @param {BitWriter} writer @param {State["reached"]} reached */
function writeReached(writer, reached) {
  writeFlag(writer, reached.completed);
  writer.write(SUCCESSES.indexOf(reached.success), 2);
  writer.write(MERGED_WORDS.indexOf(reached.merged), 2);
  writeFlag(writer, reached.score !== null);
  if (reached.score !== null) writer.write(reached.score, 14);
}

/** @param {{slot: number}} each */
function slotOf(each) {
  return each.slot;
}

/** @param {BitWriter} writer @param {ModuleState} module */
function writeModule(writer, module) {
  const lessons = sorted(module.lessons, "slot");
  writeList(writer, 5, lessons, slotOf, (_, lesson) => {
    writeFlag(writer, lesson.seen);
    writeFlag(writer, lesson.done);
  });
  writeList(writer, 7, sorted(module.answers, "slot"), slotOf, (_, answer) => {
    writer.golomb(answer.tries - 1, 0);
    writer.write(RESULT_WORDS.indexOf(answer.result), 2);
    writeGiven(writer, answer);
  });
  writeList(writer, 0, sorted(module.assessments, "slot"), slotOf, writeQuiz);
  const length = Math.max(-1, ...module.marks) + 1;
  writer.golomb(length, 2);
  for (let slot = 0; slot < length; slot++) writeFlag(writer, module.marks.includes(slot));
  for (const lesson of lessons) writer.golomb(lesson.minutes, 3);
}

/** @param {BitWriter} writer @param {NonNullable<Drawn["answer"]>} given */
function writeGiven(writer, given) {
  writer.golomb(given.revision - 1, 0);
  writePayload(writer, given.payload);
}

/** @param {BitWriter} writer @param {QuizState} quiz */
function writeQuiz(writer, quiz) {
  writer.golomb(quiz.attempts, 2);
  writeFlag(writer, quiz.passed);
  writer.write(quiz.best ?? NO_BEST, 7);
  writer.golomb(quiz.minutes, 3);
  writeList(writer, 0, byModule(quiz.seen), (group) => group.module, (_, { slots }) => {
    const first = Math.min(...slots);
    const length = Math.max(...slots) - first + 1;
    writer.golomb(first, 0);
    writer.golomb(length, 4);
    for (let slot = first; slot < first + length; slot++) writeFlag(writer, slots.includes(slot));
  });
  writeFlag(writer, quiz.attempt !== null);
  if (quiz.attempt) writeAttempt(writer, quiz.attempt);
}

/** @param {BitWriter} writer @param {Attempt} attempt */
function writeAttempt(writer, attempt) {
  writer.write(attempt.seed, 16);
  writer.write(PHASES.indexOf(attempt.phase), 2);
  writer.write(attempt.percent, 7);
  writeSpots(writer, attempt.draw);
  for (const drawn of attempt.draw) {
    writeFlag(writer, drawn.flagged);
    writeFlag(writer, drawn.open);
    writeFlag(writer, drawn.answer !== null);
    if (drawn.answer) writeGiven(writer, drawn.answer);
  }
  writeSpots(writer, attempt.joined);
}

/** @param {Spot[]} spots */
function byModule(spots) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (const { module, slot } of spots) groups.set(module, [...groups.get(module) ?? [], slot]);
  return sorted([...groups].map(([module, slots]) => ({ module, slots })), "module");
}

/** @param {BitWriter} writer @param {Spot[]} spots */
function writeSpots(writer, spots) {
  writeList(writer, 0, byModule(spots), (group) => group.module, (_, { slots }) => {
    writeList(writer, 2, slots.sort((a, b) => a - b), Number);
  });
}

// --- reading -------------------------------------------------------------------------------------------

/**
 * The state that a text holds, or why there is none: nothing there, damaged or cut off, or written by a
 * newer version, which may then never be written over.
 * @param {string} text
 * @returns {State | "empty" | "damaged" | "newer"}
 */
export function decodeState(text) {
  if (!text) return "empty";
  try {
    const bytes = fromBase64url(text);
    const body = bytes.subarray(0, -2);
    const [high = 0, low = 0] = bytes.subarray(-2);
    if (bytes.length < 3 || crc16(body) !== (high << 8 | low)) return "damaged";
    const reader = new BitReader(body);
    const version = reader.read(8);
    if (version !== FORMAT) return version > FORMAT ? "newer" : "damaged";
    /** @type {State} */
    const state = {
      seed: reader.read(16),
      reached: readReached(reader),
      place: readPlace(reader),
      modules: readList(reader, 1, (number) => readModule(reader, number)),
      interactions: reader.golomb(7),
      counter: reader.golomb(7),
    };
    reader.finish();
    return state;
  } catch {
    return "damaged";
  }
}

/**
 * @template T
 * @param {BitReader} reader
 * @param {number} order
 * @param {(number: number) => T} read
 * @returns {T[]}
 */
function readList(reader, order, read) {
  /** @type {T[]} */
  const found = [];
  let last = -1;
  for (let left = reader.golomb(order); left > 0; left--) {
    last += reader.golomb(0) + 1;
    found.push(read(last));
  }
  return found;
}

/** @template T @param {readonly T[]} words @param {number} code @returns {T} */
function wordOf(words, code) {
  const word = words[code];
  if (word === undefined) throw new RangeError("no such word");
  return word;
}

/** @param {BitReader} reader */
function readFlag(reader) {
  return reader.bit() === 1;
}

/** @param {BitReader} reader @returns {State["reached"]} */
function readReached(reader) {
  return {
    completed: readFlag(reader),
    success: wordOf(SUCCESSES, reader.read(2)),
    merged: wordOf(MERGED_WORDS, reader.read(2)),
    score: readFlag(reader) ? reader.read(14) : null,
  };
}

/** @param {BitReader} reader @returns {State["place"]} */
function readPlace(reader) {
  const kind = reader.read(2);
  if (!kind) return null;
  return {
    kind: wordOf(PLACE_KINDS, kind - 1),
    module: reader.golomb(0),
    slot: reader.golomb(4),
    section: reader.golomb(1),
  };
}

/** @param {BitReader} reader @param {number} number @returns {ModuleState} */
function readModule(reader, number) {
  const lessons = readList(reader, 5, (slot) => {
    return { slot, seen: readFlag(reader), done: readFlag(reader), minutes: 0 };
  });
  const answers = readList(reader, 7, (slot) => readAnswer(reader, slot));
  const assessments = readList(reader, 0, (slot) => readQuiz(reader, slot));
  /** @type {number[]} */
  const marks = [];
  for (let slot = 0, length = reader.golomb(2); slot < length; slot++) {
    if (readFlag(reader)) marks.push(slot);
  }
  for (const lesson of lessons) lesson.minutes = reader.golomb(3);
  return { number, lessons, answers, assessments, marks };
}

/** @param {BitReader} reader @param {number} slot @returns {AnswerState} */
function readAnswer(reader, slot) {
  const tries = reader.golomb(0) + 1;
  return { slot, tries, result: wordOf(RESULT_WORDS, reader.read(2)), ...readGiven(reader) };
}

/** @param {BitReader} reader @returns {NonNullable<Drawn["answer"]>} */
function readGiven(reader) {
  return { revision: reader.golomb(0) + 1, payload: readPayload(reader) };
}

/** @param {BitReader} reader @param {number} slot @returns {QuizState} */
function readQuiz(reader, slot) {
  const attempts = reader.golomb(2);
  const passed = readFlag(reader);
  const best = reader.read(7);
  const minutes = reader.golomb(3);
  const seen = readList(reader, 0, (module) => {
    /** @type {Spot[]} */
    const spots = [];
    const first = reader.golomb(0);
    for (let place = 0, length = reader.golomb(4); place < length; place++) {
      if (readFlag(reader)) spots.push({ module, slot: first + place });
    }
    return spots;
  }).flat();
  const attempt = readFlag(reader) ? readAttempt(reader) : null;
  return { slot, attempts, passed, best: best === NO_BEST ? null : best, minutes, seen, attempt };
}

/** @param {BitReader} reader @returns {Attempt} */
function readAttempt(reader) {
  const seed = reader.read(16);
  const phase = wordOf(PHASES, reader.read(2));
  const percent = reader.read(7);
  const draw = readSpots(reader).map((spot) => {
    const flagged = readFlag(reader);
    const open = readFlag(reader);
    return { ...spot, flagged, open, answer: readFlag(reader) ? readGiven(reader) : null };
  });
  return { seed, phase, percent, draw, joined: readSpots(reader) };
}

/** @param {BitReader} reader @returns {Spot[]} */
function readSpots(reader) {
  return readList(
    reader,
    0,
    (module) => readList(reader, 2, (slot) => ({ module, slot })),
  ).flat();
}
