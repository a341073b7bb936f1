// Scripts of block types that the first lesson does not use. In a package the linker puts them in this place.

/** @import { Scripts } from "./types.js" */

/** @type {Scripts} */
export const laterScripts = {};
