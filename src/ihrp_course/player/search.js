// Search in this package: what it reads is the document itself, fetched whole when it is first asked.

import { all, find, need, part, say, show, write } from "./dom.js";
import { completeAll } from "./rest.js";
import { seek, tidy } from "./seek.js";

/** @import { Passage } from "./seek.js" */

const MOST = 30; // hits shown
const PAUSE = 150; // milliseconds without a key before an answer is read out
const WAITING =
  "[hidden], template, button, select, option, svg, .feedback, .after, .cites, .pick, .tag, .ways, .live, .eyebrow, .meta, .end, .kind";

/** What an element says now, without what waits to be asked for. @param {Element} element */
function textOf(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const each of all(copy, WAITING)) each.remove();
  for (const each of all(copy, "p, li, dt, dd, th, td, legend, label, div")) each.append(" ");
  return tidy(copy.textContent ?? "");
}

/** A lesson in pieces: one under each of its headings. @param {HTMLElement} page @returns {Passage[]} */
function passagesOf(page) {
  const place = page.dataset.title ?? "";
  /** @type {Passage[]} */
  const passages = [{ target: page.id, title: place, place: "", text: "" }];
  for (const child of page.children) {
    if (child.matches("h1, " + WAITING)) continue;
    const title = child.textContent ?? "";
    if (child.matches("h2[id]")) passages.push({ target: child.id, title, place, text: "" });
    else {
      const last = /** @type {Passage} */ (passages.at(-1));
      last.text += (last.text && " ") + textOf(child);
    }
  }
  return passages;
}

/** A term or a source. @param {Element} entry @returns {Passage} */
function entryOf(entry) {
  const text = textOf(entry);
  const title = tidy(find(entry, "h2")?.textContent ?? "");
  const place = /** @type {HTMLElement|null} */ (entry.closest(".page"))?.dataset.title ?? "";
  return {
    target: entry.id,
    title: title || place,
    place: title ? place : "",
    text: text.slice(text.startsWith(title) ? title.length : 0).trim(),
  };
}

/** @param {HTMLElement} sheet  the contents */
export function startSearch(sheet) {
  const form = need(sheet, ".search");
  const field = /** @type {HTMLInputElement} */ (need(form, "input"));
  const list = part(sheet, "hits");
  /** @type {Passage[]|null} */
  let passages = null;
  let timer = 0;

  /** What is there is searched; what could not be fetched is asked for again the next time. */
  async function index() {
    const isAll = await completeAll();
    const found = [
      ...all(document, ".page.lesson").flatMap(passagesOf),
      ...all(document, ".entries > .entry").map(entryOf),
    ];
    if (isAll) passages = found;
    return found;
  }

  /** @param {Passage} passage @param {import("./seek.js").Hit["snippet"]} snippet */
  function row({ target, title, place }, snippet) {
    const row = document.createElement("li");
    const template = /** @type {HTMLTemplateElement} */ (part(sheet, "hit"));
    row.append(template.content.cloneNode(true));
    need(row, "a").setAttribute("href", "#" + target);
    write(row, "title", title);
    write(row, "place", place);
    part(row, "snippet").append(...snippet.map(({ text, isHit }) => {
      if (!isHit) return text;
      const mark = document.createElement("mark");
      mark.textContent = text;
      return mark;
    }));
    return row;
  }

  async function answer() {
    clearTimeout(timer);
    const asked = tidy(field.value);
    const places = asked ? passages ?? await index() : [];
    const question = tidy(field.value);
    if (question !== asked) return; // a later answer is under way
    const hits = seek(places, question);
    const key = hits.length > MOST ? "more" : hits.length ? "found" : "none";
    list.replaceChildren(
      ...hits.slice(0, MOST).map(({ passage, snippet }) => row(passage, snippet)),
    );
    const found = say("search." + key, { n: hits.length, of: MOST });
    write(sheet, "found", question && (passages ? found : say("search.partly", { found })));
    show(list, hits.length > 0);
    for (const each of all(sheet, ".contents, .places, .overview, .standing")) {
      show(each, !question);
    }
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answer, PAUSE);
  });
  form.addEventListener("submit", async () => {
    await answer();
    find(list, "a")?.focus();
  });
  if (field.value) answer();
}
