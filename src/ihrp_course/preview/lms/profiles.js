// The profiles and the fault switches, both data: profiles.json, faults.json. A new profile is a new entry there.

/** @import { Faults, Model, Profile, Standard } from "./types.js" */
import faults from "./faults.json" with { type: "json" };
import profiles from "./profiles.json" with { type: "json" };
import { MODEL_12 } from "./datamodel12.js";
import { MODEL_2004 } from "./datamodel2004.js";

/** @type {Readonly<Record<Standard, Model>>} */
export const MODELS = { scorm12: MODEL_12, scorm2004: MODEL_2004 };

/** @type {Readonly<Record<string, Profile>>} */
export const PROFILES = /** @type {any} */ (profiles);

/** @param {string} name @returns {Profile} */
export function profileNamed(name) {
  const profile = PROFILES[name];
  if (profile) return profile;
  throw new Error(`no profile ${name}; there are ${Object.keys(PROFILES).join(", ")}`);
}

/** Everything in order, but for these. @param {Partial<Faults>} changes @returns {Faults} */
export function faultsWith(changes) {
  for (const name of Object.keys(changes)) {
    if (!Object.hasOwn(faults, name)) {
      throw new Error(`no fault ${name}; there are ${Object.keys(faults).join(", ")}`);
    }
  }
  const defaults = Object.entries(faults).map(([name, fault]) => [name, fault.default]);
  return /** @type {any} */ ({ ...Object.fromEntries(defaults), ...changes });
}
