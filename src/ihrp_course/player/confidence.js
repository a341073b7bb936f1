// Scales that were asked twice, side by side. All of it stands on the device and stays there.

import { all, find, need, part, say, show, write } from "./dom.js";
import { complete } from "./rest.js";

/** @import { DeviceApi, PageData } from "./types.js" */

/** @typedef {(id: string) => Pick<DeviceApi, "get"|"erase">} Open  a block's corner of the device */

/** One step among its scale, as a mark on a line. @param {HTMLElement} line @param {number} steps @param {number} then @param {number} now */
function draw(line, steps, then, now) {
  for (let step = 0; step < steps; step++) {
    const dot = document.createElement("i");
    dot.classList.toggle("then", step === then);
    dot.classList.toggle("now", step === now);
    line.append(dot);
  }
}

/** @param {PageData} data @param {Open} open */
export function startConfidence(data, open) {
  const page = /** @type {HTMLElement} */ (document.getElementById("_confidence"));
  const pairs = data.marks.filter(({ pair }) => pair);

  /** A copy of one of the page's rows. @param {string} name */
  function copyOf(name) {
    const template = /** @type {HTMLTemplateElement} */ (part(page, name));
    const row = /** @type {Element} */ (template.content.firstElementChild);
    return /** @type {HTMLElement} */ (row.cloneNode(true));
  }

  /** What all statements of a scale go on from. @param {HTMLElement} form */
  function about(form) {
    const row = copyOf("about");
    need(row, "th").textContent = find(form, ".stem")?.textContent?.trim() ?? "";
    return row;
  }

  /** @param {HTMLElement} form @param {HTMLElement} set  a statement and its steps @param {string} then @param {string} now */
  function row(form, set, then, now) {
    const row = copyOf("row");
    const picks = all(set, "input");
    const place = (/** @type {string} */ value) =>
      picks.findIndex((each) => each.getAttribute("value") === value);
    const label = (/** @type {string} */ value) =>
      picks[place(value)]?.parentElement?.textContent?.trim();
    write(row, "statement", (find(set, "legend") ?? form).textContent?.trim() ?? "");
    write(row, "then", label(then) ?? say("confidence.recall"));
    write(row, "now", label(now) ?? say("confidence.open"));
    draw(part(row, "line"), picks.length, place(then), place(now));
    return row;
  }

  async function enter() {
    const lessons = [...new Set(pairs.map(({ lesson }) => lesson))].flatMap((id) =>
      document.getElementById(id) ?? []
    );
    await Promise.all(lessons.map(complete)).catch(() => {}); // then without them
    const body = part(page, "rows");
    body.replaceChildren();
    for (const { id, pair } of pairs) {
      const form = document.getElementById(id);
      const [then, now] = [open(pair ?? ""), open(id)];
      if (!form) continue;
      const sets = all(form, "[data-statement]");
      const rows = sets.flatMap((set) => {
        const name = set.dataset.statement ?? "";
        return then.get(name) || now.get(name) ? row(form, set, then.get(name), now.get(name)) : [];
      });
      if (sets.length > 1 && rows.length) body.append(about(form));
      body.append(...rows);
    }
    const isEmpty = !body.children.length;
    show(part(page, "kept"), !isEmpty);
    show(part(page, "empty"), isEmpty);
  }

  function erase() {
    for (const id of pairs.flatMap(({ id, pair }) => [id, pair ?? ""])) {
      open(id).erase();
      const form = /** @type {HTMLFormElement|null} */ (document.getElementById(id));
      if (!form) continue;
      form.reset();
      for (const line of all(form, ".key")) show(line, false);
      write(form, "result", "");
    }
    enter();
    write(page, "erased", say("erased"));
  }

  return { enter, erase };
}
