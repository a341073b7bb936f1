// Search and certificate, as far as they need no page.

import assert from "node:assert/strict";
import { isWhole, referenceOf, withCheck } from "../../src/ihrp_course/player/certificate.js";
import { cut, fold, seek, tidy } from "../../src/ihrp_course/player/seek.js";

const passage = (/** @type {string} */ title, /** @type {string} */ text) => ({
  target: title,
  title,
  place: "",
  text,
});
const PASSAGES = [
  passage("Between", "In a café, a pause is small."),
  passage("Pause", "Nothing has to happen."),
  passage("Menopause", "Another word."),
];

Deno.test("what is sought is found whatever its capitals, accents and order", () => {
  assert.deepEqual(seek(PASSAGES, "SMALL Cafe").map((hit) => hit.passage.title), ["Between"]);
  assert.deepEqual(seek(PASSAGES, "cafe\u0301").map((hit) => hit.passage.title), ["Between"]);
});

Deno.test("a title counts more than a text, the beginning of a word more than its inside", () => {
  const titles = seek(PASSAGES, "pause").map((hit) => hit.passage.title);

  assert.deepEqual(titles, ["Pause", "Between", "Menopause"]);
});

Deno.test("every word must be there; no words find nothing", () => {
  assert.deepEqual(seek(PASSAGES, "pause kettle"), []);
  assert.deepEqual(seek(PASSAGES, "  "), []);
});

Deno.test("a snippet shows the words as they stand, marked, with some around them", () => {
  const text = "word ".repeat(40) + "a Café and " + "word ".repeat(40);

  const pieces = cut(tidy(text), [fold("cafe")]);

  assert.deepEqual(pieces.filter((each) => each.isHit).map((each) => each.text), ["Café"]);
  assert.deepEqual(pieces[0]?.text, "… ");
  assert.deepEqual(pieces.at(-1)?.text, " …");
  assert(pieces.map((each) => each.text).join("").length < 200);
});

Deno.test("folding keeps every character in its place", () => {
  for (const text of ["İstanbul", "straße", "ﬁne", "👍🏽 ok", "कि", "Ａ"]) {
    assert.deepEqual(fold(text).length, text.length, text);
  }
});

Deno.test("a reference is the same for the same facts, and another for others", () => {
  const facts = ["ihrp", "1.0.0", "jo", "2027-01-01", "0.9"];

  assert.deepEqual(referenceOf(facts), referenceOf([...facts]));
  assert(referenceOf(facts) !== referenceOf([...facts.slice(0, 4), "0.8"]));
  assert(/^([0-9A-Z]{4} ){3}[0-9A-Z]{4}$/.test(referenceOf(facts)), referenceOf(facts));
});

Deno.test("the check characters find every single typing error and every swap of neighbours", () => {
  const code = withCheck("K7Q0ZX31");
  assert(isWhole(code) && isWhole(code.toLowerCase().replace(/(.{4})/g, "$1 ")));
  for (let i = 0; i < code.length; i++) {
    for (const sign of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
      const typed = code.slice(0, i) + sign + code.slice(i + 1);
      assert.deepEqual(isWhole(typed), typed === code, typed);
    }
    const swapped = code.slice(0, i) + (code[i + 1] ?? "") + code[i] + code.slice(i + 2);
    assert.deepEqual(isWhole(swapped), swapped === code, swapped);
  }
});
