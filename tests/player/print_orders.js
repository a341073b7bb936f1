// The order of n things for each (seed, slot, n): called by tests/property/test_state.py.

import { shuffled } from "../../src/ihrp_course/player/shuffle.js";

/** @type {[number, number, number][]} */
const cases = JSON.parse(Deno.args[0] ?? "[]");
console.log(JSON.stringify(cases.map(([seed, slot, n]) => shuffled(seed, slot, n))));
