// The shapes that the bench's modules share. Types only.

/** @import { Entry, Faults, Standard } from "../lms/types.js" */
/** @import { Runtime } from "../lms/runtime.js" */

/**
 * @typedef {object} Finding
 * @property {string} rule
 * @property {"error"|"warning"} severity
 * @property {string} message
 * @property {string} help
 * @property {string} path
 * @property {number} line
 * @property {number} column
 * @property {string} source  the line itself
 * @property {{page: string, block: string, words: string}|null} place  in the page; null when it has none there
 */

/**
 * What the preview tells of the course.
 * @typedef {object} State
 * @property {number} version  0 before the course has been read
 * @property {string} title
 * @property {string} folder
 * @property {string} standard  that the command line asked for
 * @property {{id: string, title: string}[]} packages
 * @property {Finding[]} findings
 * @property {boolean} isStale  errors keep the page behind the sources
 * @property {boolean} isChecked  every rule has run
 * @property {string} defect
 * @property {number} saved  when the newest of the changed files was, in milliseconds since 1970; 0: unknown
 * @property {Record<string, string>} files  of the package that is shown; another mark is another content; one more says
 *   what stands around its pages
 */

/**
 * What the host page shows of itself.
 * @typedef {object} Pretend
 * @property {Window|null} opened
 * @property {{content: string, standard: Standard|"web", start: {session: number}}} [launch]
 * @property {Runtime} runtime
 * @property {Entry[]} log
 * @property {Record<string, string>} record
 * @property {string[]} unsaved
 * @property {number|null} grade
 * @property {(changes: Partial<Faults>) => void} setFaults
 */

/** A place in a page that survives a new page. @typedef {{page: string, isTop: boolean, index: number, words: string, top: number}} Place */

export {};
