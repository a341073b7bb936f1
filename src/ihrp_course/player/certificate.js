// What is printed when the package counts as completed and passed. The name never leaves the device.

import { all, find, part, percent, say, show, write } from "./dom.js";

/** @import { DeviceApi, LearnerRecord, PageData } from "./types.js" */

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const MODULUS = 1271; // ISO 7064, MOD 1271-36

/** Every assessment passed, everything that counts done. @param {PageData} data @param {LearnerRecord} record */
export function isEarned(data, record) {
  const { completion, success } = record.status();
  const isAsked = data.modules.some(({ assessment }) => assessment);
  return completion === "completed" && (success === "passed" || !isAsked);
}

/** 32 bits of a text (FNV-1a). @param {string} text */
function digest(text) {
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(text)) {
    hash = Math.imul(hash ^ unit, 0x01000193) >>> 0;
  }
  return hash;
}

/** Remainder of letters and digits, read as one number. @param {string} code */
const remainder = (code) =>
  [...code].reduce((sum, sign) => (sum * 36 + DIGITS.indexOf(sign)) % MODULUS, 0);

/** Letters and digits with two more, in which a typing error shows. @param {string} code */
export function withCheck(code) {
  const check = (MODULUS + 1 - remainder(code + "00")) % MODULUS;
  return code + DIGITS[Math.floor(check / 36)] + DIGITS[check % 36];
}

/** Whether a reference was typed as it was printed. @param {string} reference */
export function isWhole(reference) {
  const code = reference.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return code.length > 2 && remainder(code) === 1;
}

/** A reference in groups of four. @param {string[]} facts */
export function referenceOf(facts) {
  const code = digest(facts.join("\n")).toString(36).toUpperCase().padStart(7, "0");
  const more = digest(facts.toReversed().join("\n")).toString(36).toUpperCase().padStart(7, "0");
  return (withCheck(code + more).match(/.{4}/g) ?? []).join(" ");
}

/**
 * Fills the page in, and shows the way to it once it is earned.
 * @param {PageData} data @param {LearnerRecord} record @param {Pick<DeviceApi, "get"|"set">} corner
 */
export function startCertificate(data, record, corner) {
  const page = /** @type {HTMLElement} */ (document.getElementById("_certificate"));
  const { language, version } = data.course;

  /** The day it was earned, as this device knows it. */
  function day() {
    const kept = new Date(corner.get("earned"));
    const date = Number.isNaN(kept.getTime()) ? new Date() : kept;
    corner.set("earned", date.toISOString());
    return date;
  }

  function enter() {
    const earned = isEarned(data, record);
    show(part(page, "earned"), earned);
    show(part(page, "unearned"), !earned);
    if (!earned) return;
    const date = day();
    const { score } = record.status();
    const name = /** @type {HTMLInputElement} */ (find(page, "input"));
    name.value ||= record.learnerName();
    write(page, "date", date.toLocaleDateString(language, { dateStyle: "long" }));
    write(page, "time", say("certificate.minutes", { n: record.minutes() }));
    write(page, "result", score === null ? "" : say("percent", { n: percent(score) }));
    show(part(page, "score"), score !== null);
    const facts = [data.unit.id, version, record.learnerId, date.toISOString().slice(0, 10)];
    write(page, "code", referenceOf([...facts, String(score)]));
  }

  let isOffered = false;
  function offer() {
    const earned = isEarned(data, record);
    if (earned === isOffered) return;
    isOffered = earned;
    if (earned) day();
    for (const way of all(document, ".to-certificate")) show(way, earned);
  }

  record.onChange(offer);
  offer();
  return enter;
}
