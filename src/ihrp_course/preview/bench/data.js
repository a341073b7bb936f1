// The learner's record as it is at this moment.

/** @import { Element } from "../lms/types.js" */
/** @import { Pretend } from "./types.js" */
import { MODELS } from "../lms/profiles.js";
import { make, need, write } from "./dom.js";

const LONGEST = 120;
const LIST = /^cmi\.(interactions|objectives)\.(\d+)\./;
/** What SCORM allows for the suspended state. */
const ROOM = { scorm12: 4096, scorm2004: 64000 };

let shown = "";

/** @param {Pretend|null} pretend */
export function drawData(pretend) {
  const standard = pretend?.launch?.standard ?? "web";
  write(
    need("no-data"),
    standard === "web" && pretend ? "There is no LMS: the record stays in this browser." : "",
  );
  if (!pretend || standard === "web") {
    need("elements").replaceChildren();
    shown = "";
    return;
  }
  const { record, unsaved, grade } = pretend;
  const now = JSON.stringify([standard, record, unsaved, grade]);
  if (now === shown) return;
  shown = now;
  const open = new Set(
    [...need("elements").querySelectorAll("details[open]")].map((each) => each.id),
  );
  const { elements, names } = MODELS[standard];
  const length = (record[names.state] ?? "").length;
  const facts = make(
    "dl",
    { class: "facts" },
    ...fact("Gradebook", grade === null ? "nothing yet" : `${Math.round(grade * 100)} %`),
    ...fact("suspend_data", `${length} of ${ROOM[standard]} characters`),
    ...fact("Not saved yet", unsaved.length ? String(unsaved.length) : "nothing"),
  );
  const groups = Map.groupBy(Object.entries(record), ([name]) => LIST.exec(name)?.[0] ?? "");
  const parts = [...groups].map(([group, entries]) => {
    const rows = table(entries, elements, new Set(unsaved));
    if (!group) return rows;
    const title = `${group.slice(4, -1).replace(".", " ")}: ${record[`${group}id`] ?? ""}`;
    const details = make("details", { id: `data-${group}` }, make("summary", {}, title), rows);
    if (open.has(details.id)) details.setAttribute("open", "");
    return details;
  });
  need("elements").replaceChildren(facts, ...parts);
}

/** @param {string} name @param {string} value */
const fact = (name, value) => [make("dt", {}, name), make("dd", {}, value)];

/** @param {[string, string][]} entries @param {Readonly<Record<string, Element>>} elements @param {Set<string>} unsaved */
function table(entries, elements, unsaved) {
  const head = make(
    "thead",
    {},
    make("tr", {}, make("th", { scope: "col" }, "Element"), make("th", { scope: "col" }, "Value")),
  );
  const rows = entries.sort(([a], [b]) => a.localeCompare(b)).map(([name, value]) => {
    const about = elements[name.replace(/\.\d+(?=\.)/g, ".n")]?.about ?? "";
    const cell = make("td", {}, make("code", {}, short(value)));
    if (unsaved.has(name)) cell.append(make("span", { class: "unsaved" }, "not saved yet"));
    const head = make("th", { scope: "row" }, make("code", {}, name), make("small", {}, about));
    return make("tr", {}, head, cell);
  });
  return make("table", {}, head, make("tbody", {}, ...rows));
}

/** @param {string} value */
function short(value) {
  if (value === "") return "(empty)";
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}… (${value.length})` : value;
}
