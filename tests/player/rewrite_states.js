// Reads states that Python wrote and writes them again: called by tests/property/test_state.py.

import { decodeState, encodeState } from "../../src/ihrp_course/player/state.js";

const texts = JSON.parse(Deno.readTextFileSync(Deno.args[0] ?? ""));
const again = texts.map((/** @type {string} */ text) => {
  const state = decodeState(text);
  return typeof state === "string" ? state : encodeState(state);
});
console.log(JSON.stringify(again));
