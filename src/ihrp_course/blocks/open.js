// One's own words: they stay on the device, and so does what one ticks about them.

import { startNotes } from "../player/notes.js";

/** @import { DeviceScript } from "../player/types.js" */

/** @type {DeviceScript} */
export const script = {
  start: (form, api) => void startNotes(form, api),
};
