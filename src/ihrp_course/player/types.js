// The shapes that the player's modules share. Types only: nothing here reaches a package.

/** @import { Quizzes } from "./quizzes.js" */
/** @import { Taking } from "./taking.js" */

/**
 * What the compiler tells the page, in `<script type="application/json" id="ihrp-data">`.
 * @typedef {object} PageData
 * @property {{id: string, title: string, version: string, language: string, direction: "ltr"|"rtl"}} course
 * @property {{id: string, title: string, standard: "scorm12"|"scorm2004"|"web", whole: boolean}} unit
 *   the package; `whole` for the package of the whole course
 * @property {Policy} policy
 * @property {Profile} profile
 * @property {boolean} reviewed  false: the first page calls it a draft
 * @property {ModuleData[]} modules  those in this package, in course order
 * @property {Record<string, ObjectiveData>} objectives  by objective id
 * @property {Record<string, QuestionData>} questions  practice questions in lessons, by id; bank questions come with their data script
 * @property {MarkData[]} marks  blocks of which the state knows only that they were answered (scale)
 * @property {string|null} score  id of the assessment whose score is the package's, null: weighted mean
 * @property {Record<string, string>} strings  interface words by key
 */

/** @typedef {"view-only"|"view-then-pass"|"pass-required"} Policy */

/**
 * LMS differences as data (profiles/*.yaml).
 * @typedef {object} Profile
 * @property {string} name
 * @property {"suspend"|"normal"} finalExit  cmi.exit once the package is completed
 * @property {boolean} interactions  whether answers are reported one by one
 * @property {Partial<Record<Status["merged"], Status["merged"]>>} [statuses]  words of SCORM 1.2 that are replaced
 */

/**
 * @typedef {object} ModuleData
 * @property {number} number  of ids.lock; state is kept per module number
 * @property {string} id
 * @property {string} title
 * @property {LessonData[]} lessons
 * @property {AssessmentData|null} assessment
 */

/**
 * @typedef {object} LessonData
 * @property {string} id  also the id of its `<section>`
 * @property {number} slot
 * @property {string} title
 * @property {number} minutes
 * @property {string[]} requires  lesson ids to be done first
 * @property {string[]} required  ids of blocks that must be answered before the lesson counts as done
 * @property {boolean} [optional]  true: not counted for completion and progress
 */

/**
 * @typedef {object} AssessmentData
 * @property {string} id  also the id of its `<section>`
 * @property {number} slot
 * @property {string} title
 * @property {string[]} requires  lesson ids
 * @property {string[]} banks  bank ids; each is `data/bank-<id>.js`
 * @property {PoolEntry[]} pool  every question that can be drawn, ordered by module number and slot
 * @property {number} draw
 * @property {("lesson"|"objective")[]} stratify
 * @property {Record<string, number>} atLeast  least number drawn per tag
 * @property {Record<string, number>} quota  number drawn per module id; empty: none
 * @property {string|null} mustPass  tag whose drawn questions must all be right or remediated
 * @property {number} pass  0–1
 * @property {number|null} attempts  null: unlimited
 * @property {boolean} unseenFirst
 */

/**
 * What the draw needs to know of a bank question before its text is loaded.
 * @typedef {object} PoolEntry
 * @property {string} id
 * @property {number} module  number
 * @property {number} slot
 * @property {string} bank
 * @property {string} objective
 * @property {string} lesson  id of the teaching lesson, "" when none teaches it
 * @property {string[]} tags
 * @property {string[]} enemies
 * @property {number} [revision]  1 when left out; an answer to another revision is shown as unanswered
 */

/**
 * @typedef {object} ObjectiveData
 * @property {string} text
 * @property {string} lesson  id of the lesson that teaches it, "" when it lies outside this package
 * @property {string} elsewhere  then: the names of that lesson and its module
 */

/**
 * @typedef {object} QuestionData
 * @property {string} id  also the id of its form
 * @property {string} kind  block type
 * @property {number} module  number
 * @property {number} slot
 * @property {number} revision
 * @property {number} tries  how often it may be checked in a lesson
 * @property {number} points
 * @property {string|null} objective
 * @property {string[]} tags
 * @property {boolean} shuffle
 * @property {string} text  plain stem, at most 250 characters, for the LMS's description
 * @property {InteractionType|null} interaction  null: never reported
 * @property {unknown} key  what the block type's script needs to judge; its own shape
 */

/**
 * A block whose answer stays on the device; the state keeps one bit.
 * @typedef {object} MarkData
 * @property {string} id
 * @property {string} lesson
 * @property {number} module
 * @property {number} slot  in the series of marks
 * @property {string|null} pair  id of the block it is compared with
 */

/** @typedef {"true-false"|"choice"|"fill-in"|"long-fill-in"|"matching"|"performance"|"sequencing"|"likert"|"numeric"|"other"} InteractionType */

/**
 * An answer in neutral form, one form per interaction type. Codes are `a b c …` by ordinal.
 * boolean: true-false, `sure` (1 to 3) where it is asked for and never reported · codes: choice, sequencing (in order), likert (one) · pairs: matching ·
 * texts: fill-in · number: numeric · steps: performance, each with its result; the `way` there is never reported
 * @typedef {{boolean: boolean, sure?: number}|{codes: string[]}|{pairs: [string, string][]}|{texts: string[]}|{number: number}|{steps: [string, string][], way?: number[]}} Answer
 */

/** The right answer; `range` for numeric. @typedef {Answer|{range: [number, number]}} Pattern */

/**
 * What a block type's script makes of an answer.
 * @typedef {object} Judgement
 * @property {number} score  0–1
 * @property {boolean|null} correct  score is 1; null: neither right nor wrong
 */

/**
 * How the suspended state keeps an answer (player state, codec).
 * @typedef {{kind: "single", n: number, value: number}
 *   | {kind: "multi", n: number, values: boolean[]}
 *   | {kind: "order", n: number, order: number[]}
 *   | {kind: "match", n: number, m: number, pairs: (number|null)[]}
 *   | {kind: "text", text: string}
 *   | {kind: "number", text: string}
 *   | {kind: "path", steps: number[]}
 *   | {kind: "sure", value: boolean, confidence: number}} Payload
 */

/**
 * One block type in the page. Each blocks/<kind>.js exports one as `script`; the linker registers it by kind.
 * Numbers in a Payload are ordinals, so that they survive a change of order.
 * @typedef {object} BlockScript
 * @property {(form: HTMLElement, question: QuestionData, order: (n: number) => number[]) => void} prepare
 *   makes the controls live and shuffles: `order(n)` is the learner's order of n things, identity when shuffle is off
 * @property {(form: HTMLElement, question: QuestionData) => Answer|null} read  null: not answered yet
 * @property {(form: HTMLElement, question: QuestionData, answer: Answer|null) => void} write  puts an answer (or none) into the controls
 * @property {(question: QuestionData, answer: Answer) => Judgement} judge
 * @property {(question: QuestionData) => Pattern[]} patterns  right answers for the report
 * @property {(question: QuestionData, answer: Answer) => Payload} pack
 * @property {(form: HTMLElement, question: QuestionData) => Payload|null} [partial]  what is kept of an answer that is not whole yet
 * @property {(question: QuestionData, payload: Payload) => Answer|null} unpack  null when it no longer fits
 * @property {(form: HTMLElement, question: QuestionData, answer: Answer|null, show: "mine"|"key"|"none") => void} feedback
 *   shows feedback and marks for the chosen ("mine") or for all ("key"), or clears it ("none")
 * @property {(form: HTMLElement, question: QuestionData, run: Run, order: (n: number) => number[]) => void} [play]
 *   in a lesson: goes on by itself, without Check
 */

/**
 * What a block that is played in a lesson is handed: its own corner of the record.
 * @typedef {object} Run
 * @property {() => PracticeState} kept
 * @property {(payload: Payload) => void} keep  where it stands, kept while it runs
 * @property {(answer: Answer, judgement: Judgement, payload: Payload, seconds: number) => void} end
 */

/**
 * One LMS binding (lms/none.js, lms/scorm12.js, lms/scorm2004.js): turns neutral facts into calls.
 * Nothing here throws; a value refused for its form is dropped and logged, never sent again.
 * Each of these modules exports `open(environment, profile): Lms`.
 * @typedef {object} Lms
 * @property {"none"|"scorm12"|"scorm2004"} standard
 * @property {() => Promise<LmsStart>} start  finds the API (polling for a late one), initializes, reads
 * @property {(facts: LmsFacts) => void} write  queues what changed; calls SetValue only for changed elements
 * @property {(interaction: InteractionRecord, index: number) => number} report
 *   writes it at `index` or later, where the LMS has more already; gives the index for the next one
 * @property {(objective: {id: string, success: boolean, scaled: number}) => void} objective
 * @property {() => boolean} commit  true: the LMS took it
 * @property {() => void} finish
 * @property {() => boolean} ended  the LMS says that its session is over, or its API is gone
 * @property {() => string} learnerName  read when first needed
 * @property {() => string[]} trace  what was called and refused, in words, without learner text
 */

/**
 * @typedef {object} LmsStart
 * @property {boolean} found
 * @property {"fresh"|"resumed"} entry
 * @property {string} state  the suspended state, "" when none
 * @property {boolean} writable  false in review and browse mode: nothing at all is written
 * @property {boolean} credit  false: no status, score, objective or interaction is written, the state is
 * @property {Held} held  what the LMS holds already; nothing below it is ever written
 * @property {string} learnerId
 * @property {boolean} silent  it gives nothing back, not even what it was told just now: what it holds is not known
 */

/**
 * Statuses as an LMS holds them, in our words.
 * @typedef {object} Held
 * @property {Status["completion"]} completion
 * @property {Status["success"]} success
 * @property {Status["merged"]} merged
 * @property {number|null} score  scaled
 */

/**
 * @typedef {object} LmsFacts
 * @property {Status} [status]
 * @property {string} [state]
 * @property {string} [location]
 * @property {number} [sessionSeconds]
 * @property {boolean} [final]  completed: profile decides the exit mode
 */

/**
 * What the status engine says; each binding maps it to its own words.
 * @typedef {object} Status
 * @property {"not attempted"|"incomplete"|"completed"} completion
 * @property {"unknown"|"failed"|"passed"} success
 * @property {"incomplete"|"completed"|"passed"|"failed"} merged  the one word of SCORM 1.2, by policy
 * @property {number|null} score  scaled 0–1, null until every scored assessment was graded
 * @property {number} progress  0–1
 */

/**
 * @typedef {object} InteractionRecord
 * @property {string} id
 * @property {InteractionType} type
 * @property {string} description
 * @property {string|null} objective
 * @property {Answer|null} answer  null: left unanswered
 * @property {Pattern[]} patterns
 * @property {boolean|null} correct  null: neutral
 * @property {number} weighting
 * @property {number} seconds  latency
 */

/**
 * The learner's record: the one object that the pages talk to (player/record.js). It holds the state,
 * tells the status engine what happened, saves, and reports. It knows no DOM. main.js makes it:
 *
 *     const environment = browserEnvironment();               // environment.js
 *     const lms = openLms(environment, data.profile);         // binding.js, made by the linker
 *     const record = await openRecord(data, lms, environment); // record.js
 *
 * and calls `save()` on visibilitychange to hidden, `show()` on visibilitychange to visible and on
 * pageshow, `leave(event.persisted)` on pagehide.
 * @typedef {object} LearnerRecord
 * @property {() => Place|null} place  where the learner was, null at the first start
 * @property {(place: Place) => void} goTo
 *   a page turn: kept and committed. Fixed pages (front, glossary …) are not kept: the place stays what it was
 * @property {(lessonId: string) => {seen: boolean, done: boolean}} lesson
 * @property {(lessonId: string) => void} seeLesson
 * @property {(lessonId: string) => void} finishLesson
 *   its end was in view or Next was used; with unanswered required blocks it waits for them, in this session
 * @property {(lessonId: string) => string[]} missing  ids of required blocks not answered yet
 * @property {(questionId: string) => PracticeState} practice
 * @property {(question: QuestionData, kept: {tries: number, result: PracticeState["result"], payload: Payload}, news: GradedAnswer|null) => void} keepAnswer
 *   in its place in the state, instead of what stood there; `news` is reported to the LMS
 * @property {(markId: string) => boolean} isMarked
 * @property {(markId: string) => void} mark
 * @property {Quizzes & Taking} quizzes
 * @property {(slot: number, n: number) => number[]} order  the learner's order of a question's options in lessons
 * @property {() => Status} status
 * @property {() => SaveState} saveState
 * @property {(listener: () => void) => void} onChange  save state, status or progress changed
 * @property {(pageId: string, seconds: number) => void} spend  active time in a lesson or assessment
 * @property {() => number} minutes  learning time in all
 * @property {boolean} writable
 * @property {boolean} found  an LMS is there
 * @property {boolean} readOnly  another tab holds the pen; may become true after the start
 * @property {() => string} learnerName
 * @property {string} learnerId  "" when unknown; names the device's own store, so that two learners on one machine
 *   do not see each other's notes
 * @property {() => string} exportState
 * @property {() => string[]} trace
 * @property {() => void} save  all that is not saved yet goes at once, as when the page is hidden
 * @property {() => void} show  the page is back: a failed commit is tried again
 * @property {(kept: boolean) => void} leave  the page goes; `kept`: it may come back (pagehide's `persisted`)
 * @property {() => Promise<boolean>} exit  saves, then finishes
 */

/** @typedef {{page: string, section: number}} Place  page: id of a lesson, assessment or fixed page */

/**
 * `result` "none" with tries: answered in an older revision, to be shown as unanswered and free to check.
 * @typedef {{tries: number, result: "none"|"wrong"|"partial"|"right", payload: Payload|null}} PracticeState
 */

/** @typedef {{question: QuestionData, answer: Answer|null, judgement: Judgement, patterns: Pattern[], payload: Payload|null, seconds: number}} GradedAnswer */

/**
 * @typedef {object} AssessmentState
 * @property {number} attempts  begun so far
 * @property {number|null} best  scaled
 * @property {number|null} last  scaled, of the attempt last handed in; null while one is being answered
 * @property {"ready"|"open"|"remediate"|"passed"|"missed"|"spent"} phase  spent: no attempts left
 * @property {string[]} draw  question ids of the current or last attempt, in the order shown
 * @property {Record<string, Payload|null>} answers  of the current or last attempt
 * @property {string[]} flags
 * @property {string[]} open  must-pass questions not yet right
 */

/**
 * @typedef {object} AssessmentResult
 * @property {number} scaled  whole percents, as it is reported
 * @property {boolean} passed  graded and passed; false while must-pass questions are open
 * @property {{objective: string, right: number, of: number}[]} objectives
 * @property {{question: string, score: number}[]} questions
 * @property {string[]} open  must-pass questions to put right
 */

/** @typedef {{missed: string, next: string, objective: string, lesson: string}} RemediationStep  `next`: the question to answer */

/**
 * device: no LMS, kept on this device · unsaved: no LMS and no storage, kept until the page closes ·
 * readonly: another tab holds the pen · review: nothing is recorded in this mode · ended: the LMS session
 * is over or does not answer, work goes on and is kept on the device.
 * @typedef {{kind: "saved"|"saving"|"retrying"|"device"|"silent"|"unsaved"|"readonly"|"review"|"ended", at: Date|null}} SaveState
 */

/**
 * A block type whose content never leaves the device (scale, worksheet, open). Each such blocks/<kind>.js exports one
 * as `script`. It is handed a `DeviceApi` and nothing else: no record, no LMS, so there is no way out by construction.
 * @typedef {object} DeviceScript
 * @property {(form: HTMLElement, api: DeviceApi) => void} start
 */

/**
 * One block's own corner of the device.
 * @typedef {object} DeviceApi
 * @property {(name: string) => string} get  "" when there is nothing
 * @property {(name: string, value: string) => void} set
 * @property {() => void} erase  everything of this block
 * @property {boolean} kept  what is set outlives the session; else it is gone when the tab closes
 * @property {(kept: boolean) => void} keep  moves what is there
 * @property {boolean} works  false: this browser stores nothing, texts last as long as the page
 * @property {(step: number) => void} mark  the state learns that the block was answered, nothing more; the LMS learns the step of a scale that says so
 * @property {(name: string) => string} before  what the block that this one is compared with holds, "" when none
 * @property {(look: string, root?: Element) => void} printAs  with a class on the page, and this part marked
 * @property {(name: string, text: string) => void} saveFile
 */

/** @typedef {Record<string, BlockScript|DeviceScript>} Scripts  by block type */

/** What a data script hands over. @typedef {{questions: Record<string, {data: QuestionData, html: string}>}} BankData */

/**
 * All that the record needs of the world, so that tests can make one (environment.js makes the browser's).
 * @typedef {object} Environment
 * @property {DeviceStorage|null} storage  may throw at every call
 * @property {(name: string) => Channel|null} channel  to the other tabs
 * @property {() => number} clock  milliseconds since 1970; may be set back
 * @property {() => number} ticks  milliseconds, never back
 * @property {(run: () => void, milliseconds: number) => number} later
 * @property {(timer: number) => void} cancel
 * @property {(run: () => void) => void} soon  before the turn ends
 * @property {(run: () => void) => void} painted  when what has been changed so far can be seen
 * @property {() => number} random  0 to 1
 * @property {object} host  the window from which the LMS's API is looked for
 */

/** @typedef {{getItem: (key: string) => string|null, setItem: (key: string, value: string) => void, removeItem: (key: string) => void}} DeviceStorage */

/** @typedef {{postMessage: (message: unknown) => void, onmessage: ((event: MessageEvent) => void)|null, close: () => void}} Channel */

export {};
