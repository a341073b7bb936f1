// How hosts differ, as data. Adding a host is adding an entry.

/**
 * @typedef {object} HostProfile
 * @property {boolean} official  refuse what the published data model refuses
 * @property {boolean} moodle  refuse what Moodle refuses
 * @property {boolean} alwaysTrue  SetValue says true and GetLastError 0, whatever came
 * @property {boolean} sendsEach  every SetValue is its own request; reads are stale until it is back
 * @property {RegExp|null} emptyReads  elements that always read as ""
 * @property {boolean} numericId  learner_id is a number
 * @property {boolean} override  mastery score and raw score decide the status at finish (SCORM 1.2)
 * @property {boolean} completesUntouched  "not attempted" becomes "completed" at finish (SCORM 1.2)
 * @property {"always"|"suspend"} restores12
 * @property {number} suspend12  characters of suspend_data that are kept
 * @property {number} beacon  bytes that still arrive while the page goes away
 */

/** @type {HostProfile} */
const STRICT = {
  official: true,
  moodle: true,
  alwaysTrue: false,
  sendsEach: false,
  emptyReads: null,
  numericId: false,
  override: true,
  completesUntouched: true,
  restores12: "suspend",
  suspend12: 4096,
  beacon: 65536,
};

/** @type {Record<string, HostProfile>} */
export const PROFILES = {
  strict: STRICT,
  moodle: { ...STRICT, official: false, restores12: "always", suspend12: 64000 },
  openedx: {
    ...STRICT,
    official: false,
    moodle: false,
    alwaysTrue: true,
    sendsEach: true,
    emptyReads: /(status|score|mode|entry|_count)/,
    numericId: true,
    override: false,
    completesUntouched: false,
    restores12: "always",
    suspend12: 64000,
  },
  lenient: {
    ...STRICT,
    official: false,
    moodle: false,
    override: false,
    completesUntouched: false,
    restores12: "always",
    suspend12: 64000,
  },
};
