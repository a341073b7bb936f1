// A quiz: what it asks, one question after the other, a look over it, the result, and a second look at what is
// about safety. Which questions, what counts and what is written is the record's business.

import { all, button, find, need, part, percent, say, show, write } from "./dom.js";
import { gradeEntry, isOpen, makeEntry, openAttempt, watch } from "./forms.js";
import { restore, showGraded, tell } from "./questions.js";
import { loadScript } from "./scripts.js";

/** @import { AssessmentData, BankData, GradedAnswer, LearnerRecord, PageData } from "./types.js" */
/** @import { Entry } from "./forms.js" */

/**
 * @param {HTMLElement} section @param {AssessmentData} about @param {PageData} data @param {LearnerRecord} record
 * @param {(id: string) => boolean} isOwed  a lesson of this package that is not done yet
 */
export function startQuiz(section, about, data, record, isOwed) {
  /** @type {BankData["questions"]|null} */
  let questions = null;
  /** @type {Entry[]} */
  let entries = [];
  let index = 0;
  let isWhole = false;
  const lessons = data.modules.flatMap((each) => each.lessons);
  const state = () => record.quizzes.view(about.id);
  const view = (/** @type {string} */ name) => need(section, "[data-view=" + name + "]");
  /** A copy of one of the section's rows. @param {string} name */
  const copy = (name) => {
    const template = /** @type {HTMLTemplateElement} */ (part(section, name + "-row"));
    return /** @type {HTMLElement} */ (document.importNode(template.content, true)
      .firstElementChild);
  };
  const order = (/** @type {number} */ slot, /** @type {number} */ n) =>
    record.quizzes.order(about.id, slot, n);

  /** @param {string} name */
  function turnTo(name) {
    for (const each of all(section, "[data-view]")) show(each, each.dataset.view === name);
    for (const each of all(section, ".slot")) each.replaceChildren();
    find(view(name), "h2")?.focus({ preventScroll: true });
    scrollTo(0, 0);
    return view(name);
  }

  function drawIntro() {
    const { phase, best, draw, answers, attempts } = state();
    const here = view("intro");
    const isOwing = about.requires.some(isOwed);
    const n = phase === "open" ? draw.filter((id) => answers[id]).length : percent(best);
    const open = button(here, "open");
    show(find(here, "[data-part=requires]"), isOwing);
    write(here, "standing", attempts ? say("quiz." + phase, { n, of: draw.length }) : "");
    open.textContent = say("do." + phase);
    show(open, phase !== "spent" && !isOwing);
    show(button(here, "last"), ["passed", "missed", "spent"].includes(phase) && draw.length > 0);
  }

  async function load() {
    try {
      const banks = await Promise.all(
        about.banks.map((id) => loadScript("bank-" + id, "data/bank-" + id + ".js")),
      );
      const found = /** @type {BankData[]} */ (banks).map((bank) => bank.questions);
      questions = Object.assign({}, ...found);
    } catch {
      write(view("intro"), "standing", say("quiz.unloaded"));
    }
    return questions;
  }

  async function begin() {
    const bank = await load();
    if (!bank) return;
    if (state().phase === "remediate") return remedy();
    if (state().phase !== "open") {
      entries = [];
      record.quizzes.begin(about.id);
    }
    if (!entries.length) {
      entries = openAttempt(bank, about, record);
      for (const entry of entries) watch(entry, keep);
      drawList();
    }
    if (!entries.length) return drawIntro();
    ask(Math.max(0, entries.findIndex(isOpen)));
  }

  /** @param {Entry} entry @param {boolean} isTyping  more is to be expected */
  function keep(entry, isTyping) {
    if (!entries.includes(entry)) return; // of an attempt that has been handed in
    const { question, payload } = gradeEntry(entry);
    record.quizzes.answer(about.id, question, payload, isTyping);
    mark();
  }

  /** Shows a question. @param {number} to */
  function ask(to) {
    const entry = entries[to];
    if (!entry) return review();
    index = to;
    const here = turnTo("questions");
    const of = entries.length;
    part(here, "slot").replaceChildren(...(isWhole ? entries : [entry]).map(({ form }) => form));
    write(
      here,
      "count",
      isWhole ? say("questions", { n: of }) : say("questionOf", { n: to + 1, of }),
    );
    here.classList.toggle("whole", isWhole);
    button(here, "all").textContent = say(isWhole ? "do.single" : "do.all");
    button(here, "forth").textContent = say(isWhole || to === of - 1 ? "do.review" : "do.forth");
    show(button(here, "back"), !isWhole && to > 0);
    show(button(here, "flag"), !isWhole);
    here.append(part(section, "list"));
    mark();
    if (isWhole && to) entry.form.scrollIntoView();
  }

  /** The list of questions: numbers beside a question, whole sentences before handing in. */
  function drawList() {
    part(section, "list").replaceChildren(...entries.map(({ question }, i) => {
      const row = copy("entry");
      write(row, "number", String(i + 1));
      write(row, "text", question.text);
      need(row, "button").addEventListener("click", () => ask(i));
      return row;
    }));
  }

  /** Says in the list and on the flag what is so. */
  function mark() {
    all(part(section, "list"), "li").forEach((row, i) => {
      const entry = entries[i];
      if (!entry) return;
      const key = (isOpen(entry) ? "open" : "answered") + (entry.flagged ? "Flagged" : "");
      row.className = key;
      write(row, "state", say("state." + key));
      need(row, "button").setAttribute("aria-current", String(i === index && !isWhole));
    });
    button(section, "flag").setAttribute("aria-pressed", String(entries[index]?.flagged));
  }

  function review() {
    const n = entries.filter(isOpen).length;
    const here = turnTo("review");
    part(here, "list-place").append(part(section, "list"));
    write(here, "sum", n ? say("review.open", { n }) : say("review.full"));
  }

  /** @param {GradedAnswer[]} graded @param {number} scaled */
  function drawResult(graded, scaled) {
    const { phase, open } = state();
    const isPassed = phase === "passed" && scaled >= about.pass;
    const isOver = phase === "remediate" || phase === "spent";
    const verdict = isOver || isPassed ? phase : phase === "passed" ? "kept" : "missed";
    const here = turnTo("result");
    write(here, "score", say("percent", { n: percent(scaled) }));
    write(
      here,
      "verdict",
      say("result." + verdict, { n: phase === "remediate" ? open.length : percent(about.pass) }),
    );
    /** @type {HTMLMeterElement} */ (part(here, "meter")).value = scaled;
    show(button(here, "remedy"), phase === "remediate");
    show(button(here, "retake"), !isOver);
    button(here, "retake").classList.toggle("plain", isPassed);
    /** @type {Map<string, {n: number, of: number}>} */
    const sums = new Map();
    for (const { question, judgement } of graded) {
      const { n, of } = sums.get(question.objective ?? "") ?? { n: 0, of: 0 };
      sums.set(question.objective ?? "", { n: n + Number(judgement.correct), of: of + 1 });
    }
    const rows = byLesson([...sums]);
    part(here, "objectives").replaceChildren(...rows.map(([objective, sum], i) => {
      const row = copy("objective");
      write(row, "name", data.objectives[objective]?.text ?? objective);
      write(row, "about", say("of", sum));
      const isLast = placeOf(objective) !== placeOf(rows[i + 1]?.[0]);
      const isMissed = rows.some(([other, { n, of }]) =>
        n < of && placeOf(other) === placeOf(objective)
      );
      teach(row, isLast && isMissed ? objective : "");
      return row;
    }));
    part(here, "results").replaceChildren(...entries.map(({ form }, i) => {
      showGraded(form, graded[i] ?? null, "key");
      return form;
    }));
    entries = [];
  }

  /** Where an objective is taught. @param {string|undefined} objective */
  function placeOf(objective) {
    const known = data.objectives[objective ?? ""];
    return known && (known.lesson || known.elsewhere);
  }

  /** Objectives of one lesson stand together, so that the way back to it stands once. @template T @param {[string, T][]} sums */
  const byLesson = (sums) =>
    [...new Set(sums.map(([objective]) => placeOf(objective)))].flatMap((place) =>
      sums.filter(([objective]) => placeOf(objective) === place)
    );

  /** The way to the lesson that teaches it, or its name if it is in another package. @param {HTMLElement} root @param {string|null} objective */
  function teach(root, objective) {
    const link = part(root, "lesson");
    const known = data.objectives[objective ?? ""];
    const lesson = lessons.find(({ id }) => id === known?.lesson);
    show(link, lesson !== undefined);
    link.setAttribute("href", "#" + lesson?.id);
    link.textContent = lesson ? say("teach", { title: lesson.title }) : "";
    write(root, "elsewhere", known?.elsewhere ? say("taught", { where: known.elsewhere }) : "");
  }

  async function last() {
    const bank = await load();
    if (!bank) return;
    const { last, best } = state();
    entries = openAttempt(bank, about, record);
    drawResult(entries.map(gradeEntry), last ?? best ?? 0);
  }

  async function remedy() {
    const step = record.quizzes.nextRemediation(about.id);
    const bank = await load();
    if (!step || !bank) return last();
    const here = turnTo("remedy");
    const isSame = step.missed === step.next;
    const missed = makeEntry(bank, step.missed, say("yours"), order);
    const next = makeEntry(bank, step.next, say("question"), order);
    const [check, on] = [button(here, "remedy-check"), button(here, "remedy-next")];
    const since = Date.now();
    restore(missed.form, missed.question, state().answers[step.missed]);
    showGraded(missed.form, gradeEntry(missed), "key");
    part(here, "missed").replaceChildren(...(isSame ? [] : [missed.form]));
    part(here, "next").replaceChildren(next.form);
    teach(here, missed.question.objective);
    write(here, "next-title", say(isSame ? "remedy.same" : "remedy.other"));
    show(check, true);
    show(on, false);
    check.onclick = () => {
      next.seconds = (Date.now() - since) / 1000;
      const graded = gradeEntry(next);
      if (!graded.answer) return tell(next.form, "first." + next.question.kind);
      record.quizzes.remediate(about.id, graded);
      showGraded(next.form, graded, isSame ? "mine" : "key");
      show(check, false);
      show(on, true);
      on.focus();
    };
  }

  /** @type {Record<string, () => void>} */
  const actions = {
    open: begin,
    retake: begin,
    last,
    review,
    remedy,
    "remedy-next": remedy,
    back: () => ask(index - 1),
    forth: () => ask(isWhole ? entries.length : index + 1),
    all() {
      isWhole = !isWhole;
      ask(index);
    },
    flag() {
      const entry = entries[index];
      if (!entry) return;
      entry.flagged = !entry.flagged;
      record.quizzes.flag(about.id, entry.question.id, entry.flagged);
      mark();
    },
    "hand-in"() {
      const graded = entries.map(gradeEntry);
      drawResult(graded, record.quizzes.handIn(about.id, graded).scaled);
    },
  };
  section.addEventListener("click", (event) => {
    const pressed = /** @type {HTMLElement} */ (event.target).closest("button");
    actions[pressed?.dataset.do ?? ""]?.();
  });

  return {
    /** The page is turned to: a running attempt stays where it is, else the intro stands. */
    enter() {
      load();
      if (entries.length && state().phase === "open") return;
      entries = [];
      drawIntro();
      for (const each of all(section, "[data-view]")) show(each, each.dataset.view === "intro");
    },
  };
}
