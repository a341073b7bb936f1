// The bench: the course on a stage beside everything an author wants to know about it.

/** @import { Faults } from "./lms/types.js" */
/** @import { Finding, Place, State } from "./bench/types.js" */
import { CallLog } from "./bench/calls.js";
import { drawData } from "./bench/data.js";
/** @import { Copy } from "./bench/copy.js" */
import { copy, renew, REST } from "./bench/copy.js";
import { checkbox, make, need, select, write } from "./bench/dom.js";
import { count, drawBroken, drawFindings } from "./bench/findings.js";
import { mark, placeIn, unmark } from "./bench/marks.js";
import { asPaper } from "./bench/paper.js";
import { patch } from "./bench/patch.js";
import { goTo, placeOf } from "./bench/place.js";
import { Stage } from "./bench/stage.js";
import { Switches } from "./bench/switches.js";
import { startTabs } from "./bench/tabs.js";

const LOOK_EVERY = 200; // milliseconds
const TURNED = 50; // milliseconds after an address has changed
const KEPT = "ihrp-bench";
/** What no page that is open has loaded besides itself and its lessons. */
const PAPERS = /\.(html|xml|xsd)$/;
/** A file can carry an older stamp than its save. */
const LONGEST = 10_000;

/** @type {State|null} */
let state = null;
/** The page's own files as they were launched or last put in place; null when they are gone. */
let original = /** @type {Promise<Copy|null>} */ (Promise.resolve(null));
/** @type {Document|null} */
let dressed = null;
/** @type {EventSource|null} */
let events = null;
let isChanging = false;
/** The package that the events are of. */
let asked = "";

const stage = new Stage(need("frame"), dress);
const log = new CallLog();
const switches = new Switches(switchFault, () => relaunch());

// --- what is looked at ------------------------------------------------------------------------------

const choice = () => ({ package: select("package").value, standard: select("standard").value });

/** The stream of the course's states, of what is chosen now. */
function follow() {
  events?.close();
  events = new EventSource(`/_bench/events?${new URLSearchParams(choice())}`);
  events.onmessage = ({ data }) => take(JSON.parse(data));
  events.onerror = () => say("The preview has ended. Start it again to go on.", true);
}

/** @param {State} fresh */
async function take(fresh) {
  const isFirst = state === null;
  state = fresh;
  if (isFirst) select("standard").value = kept()["standard"] ?? fresh.standard;
  if (drawPackages(fresh)) follow();
  else await update();
  if (!isChanging) dress(stage.doc);
  draw();
}

/** The packages to choose from; true when another one had to be taken. @param {State} state */
function drawPackages({ packages, title }) {
  write(need("title"), title);
  document.title = `Preview: ${title}`;
  const box = select("package");
  const before = box.value || kept()["package"];
  const options = packages.map(({ id, title }) => make("option", { value: id }, title));
  if (box.innerHTML !== make("select", {}, ...options).innerHTML) {
    box.replaceChildren(...options.map((each) => each.cloneNode(true)));
  }
  if (packages.some(({ id }) => id === before)) box.value = before ?? "";
  const isOther = box.value !== "" && box.value !== asked;
  asked = box.value;
  return isOther;
}

// --- the page ---------------------------------------------------------------------------------------

/** Brings the page up to what the server holds, whatever comes in meanwhile. */
async function update() {
  if (isChanging) return;
  isChanging = true;
  try {
    while (await step()) draw();
  } finally {
    isChanging = false;
  }
}

/** One change of the page; false when there was nothing to do. */
async function step() {
  if (!state || !asked || state.version < stage.version) return false;
  if (!stage.isOpen) return await relaunch(null);
  const { files } = state;
  if (Object.keys(files).length === 0) return false;
  const changed = Object.keys({ ...files, ...stage.files })
    .filter((name) => files[name] !== stage.files[name]);
  if (changed.length === 0) return false;
  const isProse = changed.every((name) => PAPERS.test(name) || REST.test(name));
  if (isProse && await patched(files, changed)) return true;
  need("newer").hidden = !stage.isApart;
  return stage.isApart ? false : await relaunch();
}

/** Whether the change could be put in place. @param {Record<string, string>} files @param {string[]} names  those that changed */
async function patched(files, names) {
  const { doc } = stage;
  const old = await original;
  const fresh = old && await renew(old, names, reader(files));
  if (!doc || !old || !fresh) return false;
  const place = stage.place();
  const parts = patch(doc, old, fresh);
  if (!parts) return false;
  original = Promise.resolve(fresh);
  stage.files = files;
  dress(doc);
  if (place) goTo(doc, place);
  for (const part of parts) shine(part);
  shown();
  return true;
}

/** Reads files of the package, as long as they are those with these marks. @param {Record<string, string>} marks */
function reader(marks) {
  const { package: id, standard } = choice();
  const folder = `${id}-${standard === "none" ? "web" : standard}`;
  return async (/** @type {string} */ name) => {
    const response = await fetch(`/_package/${encodeURIComponent(folder)}/${name}`);
    const bytes = await response.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-1", bytes));
    const hex = [...digest].map((each) => each.toString(16).padStart(2, "0")).join("");
    return hex === marks[name] ? new TextDecoder().decode(bytes) : null;
  };
}

/** Leaves the page, and comes back to where it was, or to another place. @param {Place|null} place */
async function relaunch(place = stage.place()) {
  need("newer").hidden = true;
  original = Promise.resolve(null);
  const launch = {
    ...choice(),
    profile: select("profile").value,
    frame: select("launch").value,
    faults: switches.forLaunch(),
  };
  const isOpen = launch.package !== "" && await stage.open(launch, place);
  draw();
  return isOpen;
}

/** A page has come to life, or other findings have come. @param {Document|null} doc */
function dress(doc) {
  if (!doc || !state) return;
  if (dressed !== doc) {
    dressed = doc;
    doc.defaultView?.addEventListener(
      "turn",
      () => stage.arrived(doc).then(() => dress(doc)),
    );
    shown();
    original = copy(reader(stage.files));
  }
  const place = placeOf(doc);
  asPaper(doc, width() === "print");
  if (checkbox("marks").checked && width() !== "print") mark(doc, state.findings);
  else unmark(doc);
  if (place) goTo(doc, place);
}

/** How long it took from the save to the page, in milliseconds; 0 when nobody knows. */
let took = 0;

function shown() {
  const since = state?.saved ? Date.now() - state.saved : 0;
  took = since > 0 && since < LONGEST ? Math.round(since) : 0;
}

/** Draws the eye to what has changed. @param {Element} part */
function shine(part) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  part.animate([{ backgroundColor: "rgb(255 213 128 / .55)" }, {}], { duration: 1200 });
}

/** @param {Finding} finding */
async function go(finding) {
  const { doc } = stage;
  const { place } = finding;
  const win = doc?.defaultView;
  if (!doc || !win || !place) return;
  win.location.hash = place.page;
  await new Promise((resolve) => setTimeout(resolve, TURNED));
  await stage.arrived(doc);
  const about = placeIn(doc, finding);
  about?.scrollIntoView({ block: "center" });
  if (about) shine(about);
}

// --- the LMS ----------------------------------------------------------------------------------------

/** @param {Partial<Faults>} changes @param {boolean} needsLaunch */
function switchFault(changes, needsLaunch) {
  if (needsLaunch) relaunch();
  else stage.pretend?.setFaults(changes);
}

/** @type {Record<string, () => unknown>} */
const actions = {
  async relaunch() {
    await relaunch();
    write(need("said"), "The learner left, and came back.");
  },
  async kill() {
    const place = stage.place();
    log.cut();
    stage.kill();
    await relaunch(place);
    write(need("said"), "The browser died, and the learner came back.");
  },
  async reset() {
    log.cut();
    stage.kill();
    await fetch(`/_bench/reset?${new URLSearchParams(choice())}`, { method: "POST" });
    forgetDevice();
    await relaunch(null);
    write(need("said"), "A learner who was never here before.");
  },
  clear: () => log.clear(),
  close: () => /** @type {HTMLDialogElement} */ (need("manual")).close(),
};

/** What the course keeps on this device: copies for a crash, and what stays private. */
function forgetDevice() {
  for (const store of [localStorage, sessionStorage]) {
    for (const name of Object.keys(store)) if (name.startsWith("ihrp/")) store.removeItem(name);
  }
}

// --- what is said and drawn -------------------------------------------------------------------------

/** @param {string} words @param {boolean} isWrong */
function say(words, isWrong) {
  const line = need("status");
  line.dataset["state"] = isWrong ? "wrong" : "";
  write(line, words);
}

function draw() {
  if (!state) return;
  drawFindings(state, go);
  drawBroken(state, stage.pretend !== null);
  const { version, isStale, findings, packages } = state;
  const errors = findings.filter((each) => each.severity === "error").length;
  if (version === 0) say("Reading the course…", false);
  else if (isStale) {
    say(`${count(errors, "error")}: the page waits until the sources are right`, true);
  } else if (packages.length === 0) say("This course makes no package.", true);
  else {say(
      took ? `Up to date, ${took} ms after the save` : "Up to date; saves show at once",
      false,
    );}
}

const width = () =>
  /** @type {HTMLInputElement|null} */ (document.querySelector("[name=width]:checked"))?.value ??
    "fill";

function drawWidth() {
  need("frame").dataset["width"] = width();
  dress(stage.doc);
}

function drawTheme() {
  document.documentElement.dataset["theme"] = select("theme").value;
}

/** Looks at the page: what it called, what the record says, whether a window has come to life. */
function look() {
  const { pretend, doc } = stage;
  log.follow(pretend);
  if (!need("data").hidden) drawData(pretend);
  if (doc && doc !== dressed) dress(doc);
}

// --- what is kept from one preview to the next ------------------------------------------------------

/** @returns {Record<string, string>} */
function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

function keep() {
  const { package: id, standard } = choice();
  const values = { package: id, theme: select("theme").value, width: width() };
  const isOther = standard !== state?.standard;
  localStorage.setItem(KEPT, JSON.stringify(isOther ? { ...values, standard } : values));
}

function start() {
  const { theme, width } = kept();
  select("theme").value = theme ?? "system";
  const radio = document.querySelector(`[name=width][value="${width ?? "fill"}"]`);
  if (radio) /** @type {HTMLInputElement} */ (radio).checked = true;
  drawTheme();
  drawWidth();
  startTabs(/** @type {HTMLElement} */ (document.querySelector("[role=tablist]")), look);
  document.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("[data-do]");
    actions[/** @type {HTMLElement|null} */ (pressed)?.dataset["do"] ?? ""]?.();
  });
  document.addEventListener("change", ({ target }) => {
    const { id, name } = /** @type {HTMLInputElement} */ (target);
    if (id === "theme") drawTheme();
    if (name === "width") drawWidth();
    if (id === "marks") dress(stage.doc);
    if (id === "package" || id === "standard") {
      asked = select("package").value;
      stage.files = {};
      relaunch(null).then(follow);
    }
    keep();
  });
  setInterval(look, LOOK_EVERY);
  follow();
}

start();
