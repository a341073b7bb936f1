// The page that launches a package: makes the API, opens the frame or window, keeps the record on the server.

import { openRecord } from "./lms/learner.js";
import { PROFILES } from "./lms/profiles.js";
import { Runtime } from "./lms/runtime.js";

/** @import { Faults } from "./lms/runtime.js" */
/** @import { HostProfile } from "./lms/profiles.js" */

/**
 * What the server says of one launch.
 * @typedef {object} LaunchData
 * @property {string} id
 * @property {"scorm12"|"scorm2004"|"web"} standard
 * @property {string} profile
 * @property {string} learner
 * @property {string} content  address of the package's launch file
 * @property {"frame"|"nested"|"popup"|"popup-parent"|"foreign"} frame
 * @property {"xhr"|"beacon"} transport
 * @property {number} slowCommit  milliseconds that the server waits
 * @property {boolean} loseCommits  commits are answered and never kept
 * @property {number} apiLate  milliseconds until the API is there
 * @property {boolean} apiAbsent
 * @property {Record<string, string>} record
 * @property {Faults} faults
 * @property {string|undefined} mode
 * @property {string|undefined} credit
 * @property {string|undefined} status
 * @property {boolean|undefined} entryEmpty
 * @property {boolean|undefined} emptySuspend
 * @property {string|undefined} mastery
 */

const launch = /** @type {LaunchData} */ (
  await (await fetch(`/_api/launch${location.search}`)).json()
);
const profile = /** @type {HostProfile} */ (PROFILES[launch.profile] ?? PROFILES.strict);
let isLeaving = false;
let inFlight = 0;

/** Sends something that has to be kept. @param {unknown} body @param {boolean} isFinal @returns {boolean} whether it got through */
function send(body, isFinal) {
  const text = JSON.stringify(body);
  const address = `/_api/store?id=${launch.id}&final=${isFinal ? 1 : 0}`;
  if (launch.transport === "beacon" && isLeaving) {
    if (new TextEncoder().encode(text).length > profile.beacon) return false;
    return navigator.sendBeacon(address, text);
  }
  try {
    const request = new XMLHttpRequest();
    request.open("POST", address, false);
    request.send(text);
    return request.status === 200;
  } catch {
    return false; // a synchronous request while the page goes away
  }
}

/** One value by itself, as Open edX's block does. While the page goes away only the first arrives. */
let leftOver = 1;
/** @param {string} element @param {string} value */
function sendOne(element, value) {
  if (isLeaving && leftOver-- <= 0) return;
  inFlight += 1;
  fetch(`/_api/one?id=${launch.id}`, {
    method: "POST",
    body: JSON.stringify({ element, value }),
    keepalive: true,
  }).then(() => {
    runtime.seen[element] = value;
  }).catch(() => {}).finally(() => {
    inFlight -= 1;
  });
}

const standard = launch.standard === "scorm2004" ? "scorm2004" : "scorm12";
const data = openRecord(launch.record, {
  standard,
  profile,
  learner: launch.learner,
  ...(launch.mode === undefined ? {} : { mode: launch.mode }),
  ...(launch.credit === undefined ? {} : { credit: launch.credit }),
  ...(launch.status === undefined ? {} : { status: launch.status }),
  ...(launch.mastery === undefined ? {} : { mastery: launch.mastery }),
  entryEmpty: Boolean(launch.entryEmpty),
  emptySuspend: Boolean(launch.emptySuspend),
});
/** @type {Runtime} */
const runtime = new Runtime({
  standard,
  profile,
  data,
  store: (kept, isFinal) => send({ data: kept, log: runtime.log.length }, isFinal),
  sendOne,
  now: () => Math.round(performance.now()),
});
runtime.faults = launch.faults;

/** @type {unknown} */
let opened = null;
const pretend = {
  launch,
  runtime,
  get log() {
    return runtime.log;
  },
  get record() {
    return runtime.data;
  },
  get faults() {
    return runtime.faults;
  },
  get inFlight() {
    return inFlight;
  },
  get opened() {
    return opened;
  },
};
Object.assign(window, { pretend });
addEventListener("pagehide", () => {
  isLeaving = true;
});

function giveApi() {
  if (launch.apiAbsent || launch.standard === "web") return;
  Object.assign(window, { [standard === "scorm2004" ? "API_1484_11" : "API"]: runtime.api });
}

/** @param {string} address */
function frame(address) {
  const element = document.createElement("iframe");
  element.id = "scorm_object";
  element.title = "Package";
  element.src = address;
  document.getElementById("stage")?.append(element);
  element.contentWindow?.addEventListener("pagehide", () => {
    isLeaving = true;
  });
}

function stage() {
  const address = launch.content;
  if (launch.frame === "frame" || launch.frame === "foreign") return frame(address);
  if (launch.frame === "nested") return frame(`/_host/nested.html#${encodeURIComponent(address)}`);
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("open"));
  button.hidden = false;
  button.onclick = () => {
    const target = launch.frame === "popup"
      ? address
      : `/_host/nested.html#${encodeURIComponent(address)}`;
    opened = window.open(target, "package", "width=941,height=666");
  };
}

if (launch.apiLate) setTimeout(giveApi, launch.apiLate);
else giveApi();
stage();
