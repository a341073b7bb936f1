// The shapes that the pretend LMS's modules share. Types only.

/** @typedef {"scorm12"|"scorm2004"} Standard */

/** Whose rules a value must keep: the published data model's, Moodle's. @typedef {"standard"|"moodle"} Judge */

/**
 * What one judge asks of a value; nothing asked of it when empty.
 * @typedef {object} Rule
 * @property {readonly string[]} [words]  the vocabulary; with `form`, either will do
 * @property {RegExp} [form]
 * @property {number} [most]  UTF-16 units
 * @property {readonly [number, number]} [range]
 * @property {true} [language]  a leading {lang=xx} must name a language
 */

/** @typedef {Readonly<Record<Judge, Rule>>} Type */

/**
 * One element of a data model, under its generic name (`n` for every index).
 * @typedef {object} Element
 * @property {"r"|"w"|"rw"} access
 * @property {string} [type]  key of the model's types; `response` and `pattern` depend on the interaction
 * @property {string} [initial]  value before anything was set; without one the element is unset
 * @property {readonly string[]} [needs]  fields of the same record that must have been set (408)
 * @property {true} [unique]  no two records of the list may have the same
 * @property {true} [once]  it may not be changed
 * @property {true} [appends]  a new value is put behind the old one
 * @property {string} about  what it is, in plain words
 */

/**
 * How a response, or a pattern of one, is put together.
 * @typedef {object} Shape
 * @property {readonly Judge[]} judges  who looks at it
 * @property {readonly string[]} [prefixes]  `{name=true}` that may stand before each member
 * @property {true} [braces]  the whole may stand in braces
 * @property {string} [between]  separator of members; without it there is one member
 * @property {number} [most]  members
 * @property {true} [distinct]  no member twice
 * @property {string} [within]  separator of a member's parts
 * @property {readonly string[]} parts  the type of each part
 * @property {readonly Judge[]} [bare]  judges who take a member of one part as well
 * @property {true} [ascending]  the first part may not be greater than the second
 * @property {readonly Judge[]} [notBlank]  judges who refuse ""
 * @property {number} [patterns]  patterns that one interaction may have
 * @property {true} [differing]  no pattern twice
 */

/** The eight calls of both standards, by one name. @typedef {"initialize"|"finish"|"get"|"set"|"commit"|"error"|"errorString"|"diagnostic"} Word */

/** @typedef {"before"|"running"|"after"} Phase */

/**
 * The error codes in which the standards differ; 0 where a standard has nothing against it.
 * @typedef {object} Codes
 * @property {number} argument  Initialize, Commit, Finish with an argument
 * @property {number} emptyGet
 * @property {number} emptySet
 * @property {number} unknown
 * @property {number} unimplemented
 * @property {number} noChildren
 * @property {number} noCount
 * @property {number} keyword
 * @property {number} readOnly
 * @property {number} writeOnly
 * @property {number} unset
 * @property {number} type
 * @property {number} range
 * @property {number} gap  an index that is not the next one
 * @property {number} beyond  a read behind the last index
 * @property {number} dependency
 * @property {number} duplicate
 */

/**
 * @typedef {object} Model
 * @property {Standard} standard
 * @property {string} apiName
 * @property {Readonly<Record<Word, string>>} calls
 * @property {Readonly<Record<string, Element>>} elements
 * @property {Readonly<Record<string, Type>>} types
 * @property {Readonly<Record<string, Shape>>} responses  by type of interaction
 * @property {Readonly<Record<string, Shape>>} patterns
 * @property {readonly string[]} parents  generic names that have `_children`
 * @property {readonly string[]} collections  generic names that have `_count`
 * @property {Readonly<Record<string, string>>} keywords  read-only names of the model itself
 * @property {Codes} codes
 * @property {readonly (keyof Codes)[]} onlyStandard  codes that Moodle does not give
 * @property {Readonly<Record<Phase, Partial<Record<Word, number>>>>} order  codes of calls out of order
 * @property {Readonly<Partial<Record<Word, number>>>} failed  codes of calls that failed for no fault of the caller
 * @property {Readonly<Record<string, string>>} errors  texts by code
 * @property {Names} names
 */

/**
 * Elements that the LMS itself knows about.
 * @typedef {object} Names
 * @property {string} learnerId
 * @property {string} learnerName
 * @property {string} credit
 * @property {string} mode
 * @property {string} entry
 * @property {string} exit
 * @property {string} raw
 * @property {string} scaled  "" where there is none
 * @property {string} state
 * @property {string} sessionTime
 * @property {string} totalTime
 * @property {string} request  of navigation; "" where nobody acts on it
 * @property {Readonly<Record<string, string>>} facts  of the manifest, by element
 * @property {Readonly<Record<string, Readonly<Record<string, string>>>>} held  elements of somebody who
 *   has this status already
 */

/**
 * How one LMS behaves.
 * @typedef {object} Profile
 * @property {string} about
 * @property {"checked"|"bag"} model  "bag": any element takes any value
 * @property {readonly Judge[]} judges
 * @property {"told"|"hidden"} errors  "hidden": every call answers "true" and error 0
 * @property {readonly string[]} empties  patterns of elements that always read ""
 * @property {readonly string[]} unimplemented  generic names that this LMS does not have
 * @property {"own"|"committed"} reads  "committed": what is under way to the server is not seen yet
 * @property {"xhr"|"beacon"|"fetch"|"each"} mode  of sending, unless the launch says otherwise
 * @property {"text"|"number"} learnerId
 * @property {boolean} numbers  numbers are read as numbers, not as strings
 * @property {Readonly<Record<Standard, boolean>>} reopens  Initialize works again after the end
 * @property {Readonly<Record<Standard, number>>} commitError  when saving fails
 * @property {Readonly<Record<Standard, number>>} finishError
 * @property {Readonly<Record<Standard, "suspend"|"always">>} restores  after which exit data come back
 * @property {Readonly<Record<Standard, "resume"|"exit"|"none">>} entry  "exit": resume only after
 *   suspend, else ""; "none": always ""
 * @property {"finish"|"commit"|"never"} totalTime  when session time is added
 * @property {boolean} centsAsWritten  ".5" is added as five hundredths
 * @property {boolean} silentIsCompleted  1.2: `not attempted` becomes `completed` at the end
 * @property {boolean} mastery  1.2: mastery score and raw score decide the status at the end
 * @property {"never"|"read"|"finish"} thresholds  2004: when they replace what was written
 * @property {boolean} reviewStores  writes in review, or without credit, reach the record
 * @property {Readonly<Record<string, "throws"|"false">>} navigation  how Finish ends for a request
 * @property {Grade} grade
 */

/**
 * @typedef {object} Grade
 * @property {"raw"|"scaled"} from  in SCORM 2004
 * @property {"always"|"status"} when  "status": not before a status of completed, passed or failed
 * @property {boolean} failedIsZero
 * @property {boolean} negativeDrops  a negative score drops the rest of what was sent with it
 */

/**
 * What goes wrong; faults.json says what each means.
 * @typedef {object} Faults
 * @property {number} failCommits
 * @property {boolean} forgetCommits
 * @property {number|"never"} slowCommit
 * @property {boolean} loseCommits
 * @property {string} refuseElement
 * @property {number} refuseCode
 * @property {number|boolean} refuseInitialize
 * @property {boolean|readonly Word[]} throws
 * @property {"strings"|"boolean"|"undefined"|"empty"} returns
 * @property {number} cutSuspend
 * @property {boolean} emptySuspend
 * @property {boolean} entryEmpty
 * @property {string} mode
 * @property {string} credit
 * @property {string} status
 * @property {string} mastery
 * @property {boolean} sessionEnded
 * @property {boolean} sessionGone
 * @property {number} apiLate
 * @property {boolean} apiAbsent
 */

/**
 * What the manifest says to the run-time.
 * @typedef {Record<string, string>} Facts  keys: launchData, masteryScore, maxTimeAllowed, timeLimitAction,
 *   completionThreshold, scaledPassingScore
 */

/**
 * One learner in one activity, as the server keeps it.
 * @typedef {object} Stored
 * @property {Record<string, string>} values
 * @property {number} attempt  session in which the attempt of these values began, 0 for none
 * @property {number|null} grade
 */

/**
 * What a session starts with.
 * @typedef {object} Start
 * @property {number} session  counted from 1 per learner and activity
 * @property {{id: string, name: string, number: number}} learner
 * @property {Facts} facts
 * @property {Stored} stored
 */

/**
 * What goes to the server.
 * @typedef {object} Payload
 * @property {number} session
 * @property {number} attempt
 * @property {number} number  of this sending in its session
 * @property {boolean} finished
 * @property {Record<string, string>} values  those that changed
 * @property {number|null} grade
 */

/** Sends it. True or false when that is known at once; null, and then `done`, when it is not. @typedef {(payload: Payload, done: (isStored: boolean) => void) => boolean|null} Send */

/**
 * One call as it was seen.
 * @typedef {object} Entry
 * @property {number} number
 * @property {number} session
 * @property {number} time  milliseconds
 * @property {string} call
 * @property {unknown[]} args
 * @property {unknown} result  what the page was given; "threw" when the call threw
 * @property {number} error
 * @property {string} plain  the same in a sentence
 */

/**
 * Everything that a session is made of.
 * @typedef {object} Setup
 * @property {Standard} standard
 * @property {Profile} profile
 * @property {Profile["mode"]} mode
 * @property {Faults} faults
 * @property {Start} start
 * @property {Send} send
 * @property {() => number} clock  milliseconds
 * @property {() => void} [called]  after each call
 */

/** What was decided of a value. @typedef {{kind: "type"|"range"|"many", by: Judge}} Verdict */

/** @typedef {{value: string, error: number, by?: Judge, thrown?: string}} Outcome */

export {};
