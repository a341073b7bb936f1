// The page that launches a package: puts the API where the package finds it, opens the frame or window, and
// answers the server. `window.pretend` is what a test, or a view, sees of it.

/** @import { Entry, Faults, Profile, Standard, Start } from "./lms/types.js" */
import { MODELS, profileNamed } from "./lms/profiles.js";
import { Runtime } from "./lms/runtime.js";
import { postNow, sender } from "./lms/transport.js";

/**
 * What the server says of one launch.
 * @typedef {object} LaunchData
 * @property {string} id
 * @property {Standard|"web"} standard
 * @property {string} profile
 * @property {"frame"|"nested"|"popup"|"popup-parent"|"foreign"} frame
 * @property {Profile["mode"]|null} transport
 * @property {string} content  address of the package's launch file
 * @property {Faults} faults
 * @property {Start} start
 */

/** Longer values are cut in what is told of calls while the page goes away: it must stay small. */
const LONGEST = 200;

if (location.search === "?spare") await told();
const query = new URLSearchParams(location.search);
const stage = /** @type {HTMLElement} */ (document.getElementById("stage"));

/** Resolved when somebody has said, by `window.launch`, what this page is to launch. */
function told() {
  return new Promise((resolve) => {
    const launch = (/** @type {string} */ search) => {
      history.replaceState(null, "", search);
      resolve(null);
    };
    Object.assign(window, { launch });
  });
}

/** @param {string} name */
const api = (name) => `/_api/${name}?id=${query.get("id")}`;

/** @param {string} address */
function frame(address) {
  const element = document.createElement("iframe");
  element.id = "scorm_object";
  element.title = "Package";
  element.src = address;
  stage.append(element);
}

/** @param {string} address @param {string} [features] */
function offerWindow(address, features = "") {
  const button = /** @type {HTMLButtonElement} */ (document.getElementById("open"));
  button.hidden = false;
  button.onclick = () => {
    const name = features ? "_blank" : "package";
    pretend.opened = window.open(address, name, `width=941,height=666${features}`);
  };
}

/** This page once more, as something else. @param {Record<string, string>} more */
function again(more) {
  const words = new URLSearchParams({ id: query.get("id") ?? "", ...more });
  return `${location.pathname}?${words}`;
}

/** After each call; set while this page goes away, whose frames go after it. */
let called = () => {};

/** @type {{opened: Window|null} & Record<string, unknown>} */
const pretend = { opened: null };

/** @param {LaunchData} launch */
async function start(launch) {
  const standard = launch.standard === "scorm2004" ? "scorm2004" : "scorm12";
  const profile = profileNamed(launch.profile);
  const mode = launch.transport ?? profile.mode;
  const runtime = new Runtime({
    standard,
    profile,
    mode,
    faults: launch.faults,
    start: launch.start,
    send: sender(mode, api("commit")),
    clock: () => performance.now(),
    called: () => called(),
  });
  if (launch.standard !== "web") giveApi(runtime, MODELS[standard].apiName);
  expose(launch, runtime);
  await answerServer(launch.start.session, runtime);
}

/** The API stands in this window while no fault says otherwise. @param {Runtime} runtime @param {string} name */
function giveApi(runtime, name) {
  const start = performance.now();
  Object.defineProperty(window, name, {
    configurable: true,
    get() {
      const { apiAbsent, apiLate } = runtime.faults;
      return apiAbsent || performance.now() - start < apiLate ? undefined : runtime.api;
    },
  });
}

/** @param {LaunchData} launch @param {Runtime} runtime */
function expose(launch, runtime) {
  Object.defineProperties(pretend, {
    launch: { value: launch },
    runtime: { value: runtime },
    log: { get: () => runtime.log },
    record: { get: () => runtime.data },
    committed: { get: () => runtime.committed },
    unsaved: { get: () => runtime.unsaved },
    grade: { get: () => runtime.grade },
    inFlight: { get: () => runtime.inFlight },
    faults: { get: () => runtime.faults },
  });
  pretend["setFaults"] = (/** @type {Partial<Faults>} */ changes) => {
    Object.assign(runtime.faults, changes);
    postNow(api("faults"), JSON.stringify(changes));
  };
}

/** Answers what the server asks; resolved once it can ask. @param {number} session @param {Runtime} runtime */
function answerServer(session, runtime) {
  let told = 0;
  /** @param {number} question @param {boolean} isLeaving */
  const tell = (question, isLeaving) => {
    const log = runtime.log.slice(told).map(isLeaving ? short : (entry) => entry);
    told = runtime.log.length;
    const body = JSON.stringify({ session, question, log });
    fetch(api("hear"), { method: "POST", body, keepalive: isLeaving }).catch(() => {});
  };
  const source = new EventSource(`${api("events")}&session=${session}`);
  source.onmessage = ({ data }) => {
    const { question, faults } = JSON.parse(data);
    Object.assign(runtime.faults, faults ?? {});
    tell(question, false);
  };
  addEventListener("pagehide", () => {
    tell(0, true);
    called = () => tell(0, true);
  });
  addEventListener("pageshow", () => called = () => {});
  return new Promise((resolve) => source.onopen = resolve);
}

/** @param {Entry} entry @returns {Entry} */
function short(entry) {
  const cut = (/** @type {unknown} */ value) =>
    typeof value === "string" && value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  return { ...entry, args: entry.args.map(cut), result: cut(entry.result) };
}

/** @param {LaunchData} launch */
function show({ frame: kind, content }) {
  if (kind === "nested") return frame(again({ within: content }));
  if (kind === "popup") return offerWindow(content);
  return frame(content);
}

async function launch() {
  const response = await fetch(api("session"), { method: "POST" });
  const data = /** @type {LaunchData} */ (await response.json());
  await start(data);
  show(data);
}

Object.assign(window, { pretend });
const within = new URL(query.get("within") ?? "about:blank", location.href);
// One frame more between the host and the package, as some LMSs have it.
if (within.origin === location.origin) frame(within.href);
else if (query.has("window")) offerWindow(again({}), ",noopener");
else await launch();
