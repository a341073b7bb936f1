// The suspended state as data: what state.js reads and writes, in the names of state/records.py. Types only: nothing
// here reaches a package.

/** @import { Payload, PracticeState, Status } from "./types.js" */

/**
 * @typedef {object} State
 * @property {number} seed  the learner's, 16 bits
 * @property {{completed: boolean, success: Status["success"], merged: Status["merged"], score: number|null}} reached
 *   the highest status told to an LMS so far; score in hundredths of a percent
 * @property {{kind: "lesson"|"assessment", module: number, slot: number, section: number}|null} place
 * @property {ModuleState[]} modules
 * @property {number} interactions  written so far
 * @property {number} counter  of writes
 */

/**
 * @typedef {object} ModuleState
 * @property {number} number
 * @property {LessonState[]} lessons
 * @property {AnswerState[]} answers
 * @property {QuizState[]} assessments
 * @property {number[]} marks  slots
 */

/** @typedef {{slot: number, seen: boolean, done: boolean, minutes: number}} LessonState */

/** @typedef {{slot: number, tries: number, result: PracticeState["result"], revision: number, payload: Payload}} AnswerState */

/**
 * An assessment in the state.
 * @typedef {object} QuizState
 * @property {number} slot
 * @property {number} attempts
 * @property {boolean} passed
 * @property {number|null} best  percent, of graded attempts
 * @property {number} minutes
 * @property {Spot[]} seen
 * @property {Attempt|null} attempt
 */

/** @typedef {{module: number, slot: number}} Spot */

/**
 * @typedef {object} Attempt
 * @property {number} seed
 * @property {"open"|"remediate"|"graded"} phase
 * @property {number} percent
 * @property {Drawn[]} draw  by module and slot; the order on the page follows from the seed
 * @property {Spot[]} joined  asked for remediation
 */

/** @typedef {{module: number, slot: number, flagged: boolean, open: boolean, answer: {revision: number, payload: Payload}|null}} Drawn */

export {};
