// What the suspended state keeps of one answer. The twin of state/payload.py.

/** @import { Payload } from "./types.js" */
/** @import { BitReader, BitWriter } from "./bits.js" */

/** UTF-8 bytes kept of a text or number answer; the whole of it is in the LMS's interaction. */
const TEXT_LIMIT = 24;
const MOST_OPTIONS = 255;
const PAYLOAD_KINDS = ["single", "multi", "order", "match", "text", "number", "path", "sure"];

/** Bits that tell `count` different things apart. @param {number | bigint} count */
function widthFor(count) {
  return count > 1 ? (BigInt(count) - 1n).toString(2).length : 0;
}

/** @param {number} n */
function factorial(n) {
  let result = 1n;
  for (let factor = 2; factor <= n; factor++) result *= BigInt(factor);
  return result;
}

/** Place of a permutation among all of its length, in lexicographic order. @param {number[]} order */
function rankOf(order) {
  const left = order.map((_, place) => place);
  let rank = 0n;
  for (const item of order) {
    const place = left.indexOf(item);
    rank = rank * BigInt(left.length) + BigInt(place);
    left.splice(place, 1);
  }
  return rank;
}

/** @param {number} n @param {bigint} rank */
function permutationAt(n, rank) {
  /** @type {number[]} */
  const places = [];
  for (let size = 1n; size <= BigInt(n); size++) {
    places.unshift(Number(rank % size));
    rank /= size;
  }
  const left = places.map((_, place) => place);
  return places.flatMap((place) => left.splice(place, 1));
}

/** As much of `text` as the state keeps, ending between two characters. @param {string} text */
function cutText(text) {
  const encoder = new TextEncoder();
  let kept = "";
  let size = 0;
  for (const character of text) {
    size += encoder.encode(character).length;
    if (size > TEXT_LIMIT) break;
    kept += character;
  }
  // A lone surrogate comes back from UTF-8 as another character: keep what will be read.
  return new TextDecoder().decode(encoder.encode(kept));
}

/** @param {unknown} value @param {number} below a whole number from 0 to one less than `below` */
function within(value, below) {
  const whole = Math.trunc(Number(value)) || 0;
  return Math.min(Math.max(whole, 0), below - 1);
}

/** @param {number} n */
function sizeOf(n) {
  return within(n, MOST_OPTIONS + 1) < 2 ? 2 : within(n, MOST_OPTIONS + 1);
}

/**
 * The same payload for a question that now has `n` options (and `m` partners), and in a form that the
 * codec can write. New options are not chosen, or come last.
 * @param {Payload} payload
 * @param {number} [n]
 * @param {number} [m]
 * @returns {Payload}
 */
export function widen(payload, n, m) {
  switch (payload.kind) {
    case "text":
    case "number":
      return { kind: payload.kind, text: cutText(payload.text) };
    case "path":
      return { kind: "path", steps: payload.steps.map((each) => within(each, 4)) };
    case "sure":
      return { kind: "sure", value: payload.value, confidence: within(payload.confidence, 4) };
  }
  const size = Math.max(sizeOf(payload.n), n ?? 0);
  const all = Array.from({ length: size }, (_, place) => place);
  switch (payload.kind) {
    case "single":
      return { kind: "single", n: size, value: within(payload.value, size) };
    case "multi":
      return { kind: "multi", n: size, values: all.map((place) => Boolean(payload.values[place])) };
    case "order": {
      const known = payload.order.filter((item, place, list) =>
        item in all && list.indexOf(item) === place
      );
      return { kind: "order", n: size, order: [...new Set([...known, ...all])] };
    }
    case "match": {
      const partners = Math.max(sizeOf(payload.m), m ?? 0);
      const pairs = all.map((place) => payload.pairs[place] ?? null);
      return {
        kind: "match",
        n: size,
        m: partners,
        pairs: pairs.map((partner) => partner === null ? null : within(partner, partners)),
      };
    }
  }
}

/** @param {BitWriter} writer @param {Payload} payload one that `widen` gave */
export function writePayload(writer, payload) {
  writer.write(PAYLOAD_KINDS.indexOf(payload.kind), 3);
  switch (payload.kind) {
    case "single":
      writer.golomb(payload.n - 2, 1);
      writer.write(payload.value, widthFor(payload.n));
      break;
    case "multi":
      writer.golomb(payload.n - 2, 1);
      for (const chosen of payload.values) writer.write(chosen ? 1 : 0, 1);
      break;
    case "order":
      writer.golomb(payload.n - 2, 1);
      writer.write(rankOf(payload.order), widthFor(factorial(payload.n)));
      break;
    case "match":
      writer.golomb(payload.n - 2, 1);
      writer.golomb(payload.m - 2, 1);
      for (const partner of payload.pairs) {
        writer.write(partner === null ? 0 : partner + 1, widthFor(payload.m + 1));
      }
      break;
    case "path":
      writer.golomb(payload.steps.length, 1);
      for (const step of payload.steps) writer.write(step, 2);
      break;
    case "sure":
      writer.write(payload.value ? 1 : 0, 1);
      writer.write(payload.confidence, 2);
      break;
    default: {
      const bytes = new TextEncoder().encode(payload.text);
      writer.golomb(bytes.length, 4);
      for (const byte of bytes) writer.write(byte, 8);
    }
  }
}

/** @template T @param {number} length @param {() => T} read @returns {T[]} */
function several(length, read) {
  /** @type {T[]} */
  const found = [];
  while (found.length < length) found.push(read());
  return found;
}

/** @template {number | bigint} T @param {T} value @param {T} below @returns {T} */
function checked(value, below) {
  if (value >= below) throw new RangeError("an ordinal is too large");
  return value;
}

/** @param {BitReader} reader @returns {Payload} */
export function readPayload(reader) {
  const kind = PAYLOAD_KINDS[reader.read(3)];
  if (kind === "text" || kind === "number") {
    const bytes = Uint8Array.from(several(reader.golomb(4), () => reader.read(8)));
    return { kind, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  }
  if (kind === "path") {
    return { kind, steps: several(reader.golomb(1), () => reader.read(2)) };
  }
  if (kind === "sure") return { kind, value: Boolean(reader.bit()), confidence: reader.read(2) };
  const n = reader.golomb(1) + 2;
  checked(n, MOST_OPTIONS + 1);
  if (kind === "multi") return { kind, n, values: several(n, () => Boolean(reader.bit())) };
  if (kind === "match") {
    const m = reader.golomb(1) + 2;
    const bits = widthFor(m + 1);
    const partner = () => checked(reader.read(bits), m + 1) - 1;
    return { kind, n, m, pairs: several(n, partner).map((each) => each < 0 ? null : each) };
  }
  if (kind === "single") return { kind, n, value: checked(reader.read(widthFor(n)), n) };
  const places = factorial(n);
  let rank = 0n;
  for (const bit of several(widthFor(places), () => reader.bit())) rank = rank * 2n + BigInt(bit);
  return { kind: "order", n, order: permutationAt(n, checked(rank, places)) };
}
