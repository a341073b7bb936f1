// A quiz: what it asks, one question after the other, a look over it, the result, and a second look at what is
// about safety. Which questions, what counts and what is written is the record's business.

import { loadBank } from "./banks.js";
import { all, button, find, need, part, say, show, write } from "./dom.js";
import { byObjective, copyOf, gradeEntry, isAnswered, makeEntry, openAttempt } from "./forms.js";
import { restore, reveal, showView, watch } from "./forms.js";
import { explain, tell } from "./questions.js";

/** @import { AssessmentData, BankData, GradedAnswer, LearnerRecord, PageData } from "./types.js" */
/** @import { Entry } from "./forms.js" */

/** @param {number|null} scaled */
const percent = (scaled) => Math.round((scaled ?? 0) * 100);

/**
 * @param {HTMLElement} section @param {AssessmentData} about @param {PageData} data @param {LearnerRecord} record
 */
export function startQuiz(section, about, data, record) {
  /** @type {BankData["questions"]} */
  let questions = {};
  /** @type {Entry[]} */
  let entries = [];
  let index = 0;
  let isAll = false;
  const view = (/** @type {string} */ name) => need(section, "[data-view=" + name + "]");
  const state = () => record.assessment(about.id);
  const does = (/** @type {string} */ name, /** @type {() => void} */ act) => {
    for (const each of all(section, "[data-do=" + name + "]")) each.addEventListener("click", act);
  };
  /** @param {string} name @param {boolean} hasFocus */
  const turnTo = (name, hasFocus = true) => {
    showView(section, name);
    if (!hasFocus) return;
    const heading = find(view(name), "h2[tabindex]");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: "nearest" });
    if (name !== "questions") scrollTo(0, 0);
  };

  function intro() {
    const { phase, best, draw, answers, attempts } = state();
    const count = draw.filter((id) => answers[id]).length;
    const isOpen = phase === "open";
    const waits = about.requires.some((id) => isHere(id) && !record.lesson(id).done);
    show(find(section, "[data-part=requires]"), waits);
    const n = percent(best);
    write(
      view("intro"),
      "standing",
      isOpen
        ? say("quiz.open", { n: count, of: draw.length })
        : attempts
        ? say("quiz." + phase, { n })
        : "",
    );
    const open = button(view("intro"), "open");
    open.textContent = say("do." + (attempts ? phase : "ready"));
    show(open, phase !== "spent" && !waits && !(record.readOnly && !isOpen));
    show(
      button(view("intro"), "last"),
      ["passed", "missed", "spent"].includes(phase) && draw.length > 0,
    );
  }

  /** @param {string} id */
  const isHere = (id) =>
    data.modules.some((module) => module.lessons.some((lesson) => lesson.id === id));

  async function load() {
    if (Object.keys(questions).length) return true;
    try {
      const banks = await Promise.all(about.banks.map(loadBank));
      questions = Object.assign({}, ...banks.map((bank) => bank.questions));
      return true;
    } catch {
      write(view("intro"), "standing", say("quiz.unloaded"));
      return false;
    }
  }

  async function go() {
    if (!await load()) return;
    const { phase } = state();
    if (phase === "remediate") return remedy();
    if (phase !== "open") {
      if (!record.beginAttempt(about.id).length) return intro();
      entries = [];
    }
    if (!entries.length) {
      entries = openAttempt(questions, about, record);
      for (const entry of entries) watch(entry, keep);
      index = Math.max(0, entries.findIndex((entry) => !isAnswered(entry)));
    }
    turnTo("questions", false);
    drawQuestions();
  }

  /** @param {Entry} entry */
  function keep(entry) {
    const { question, payload } = gradeEntry(entry);
    record.setAnswer(about.id, question, payload);
    drawNumbers();
  }

  /** @param {boolean} hasFocus */
  function drawQuestions(hasFocus = true) {
    const here = view("questions");
    const entry = entries[index];
    if (!entry) return;
    part(here, "slot").replaceChildren(
      ...(isAll ? entries.map((each) => each.form) : [entry.form]),
    );
    write(
      here,
      "count",
      isAll
        ? say("questionsAll", { n: entries.length })
        : say("questionOf", { n: index + 1, of: entries.length }),
    );
    const isLast = index === entries.length - 1;
    button(here, "forth").textContent = say(isLast || isAll ? "do.review" : "do.forth");
    show(button(here, "back"), !isAll && index > 0);
    show(button(here, "flag"), !isAll);
    button(here, "flag").setAttribute("aria-pressed", String(entry.flagged));
    const whole = button(here, "all");
    whole.textContent = say(isAll ? "do.single" : "do.all");
    drawNumbers();
    if (!hasFocus) return;
    const target = isAll ? entry.form : part(here, "count");
    if (isAll) entry.form.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: isAll ? "start" : "nearest" });
  }

  function drawNumbers() {
    const list = part(view("questions"), "numbers");
    if (list.children.length !== entries.length) {
      list.replaceChildren(...entries.map((_, i) => {
        const item = copyOf(section, "number");
        const each = need(item, "button");
        each.textContent = String(i + 1);
        each.addEventListener("click", () => jump(i));
        return item;
      }));
    }
    entries.forEach((entry, i) => {
      const each = need(/** @type {HTMLElement} */ (list.children[i]), "button");
      const answered = isAnswered(entry);
      each.classList.toggle("answered", answered);
      each.classList.toggle("flagged", entry.flagged);
      each.setAttribute(
        "aria-label",
        say(
          entry.flagged
            ? (answered ? "number.both" : "number.flagged")
            : answered
            ? "number.answered"
            : "number.open",
          { n: i + 1 },
        ),
      );
      if (i === index && !isAll) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    });
  }

  /** @param {number} to */
  function jump(to) {
    index = to;
    showView(section, "questions");
    drawQuestions();
  }

  function review() {
    const open = entries.filter((entry) => !isAnswered(entry)).length;
    part(view("review"), "review-list").replaceChildren(...entries.map((entry, i) => {
      const item = copyOf(section, "entry");
      const isOpen = !isAnswered(entry);
      item.classList.toggle("todo", isOpen);
      const link = need(item, "button");
      link.textContent = entry.question.text;
      link.addEventListener("click", () => jump(i));
      need(item, ".state").textContent = say(
        entry.flagged
          ? (isOpen ? "state.openFlagged" : "state.flagged")
          : isOpen
          ? "state.open"
          : "state.answered",
      );
      return item;
    }));
    turnTo("review");
    write(
      view("review"),
      "review-sum",
      open ? say("review.open", { n: open }) : say("review.full"),
    );
  }

  /** @param {GradedAnswer[]} graded @param {number} scaled */
  function result(graded, scaled) {
    const here = view("result");
    const { phase, open } = state();
    const isPassed = phase === "passed" && scaled >= about.pass;
    const verdict = phase === "remediate"
      ? "remediate"
      : isPassed
      ? "passed"
      : phase === "spent"
      ? "spent"
      : "missed";
    write(here, "score", say("result.score", { n: percent(scaled) }));
    write(
      here,
      "verdict",
      say("result." + verdict, { n: phase === "remediate" ? open.length : percent(about.pass) }),
    );
    /** @type {HTMLMeterElement} */ (part(here, "meter")).value = scaled;
    show(button(here, "remedy"), phase === "remediate");
    show(button(here, "retake"), phase === "missed" || phase === "passed");
    button(here, "retake").classList.toggle("plain", phase === "passed");
    part(here, "objectives").replaceChildren(
      ...byObjective(graded).map(({ objective, right, of }) => {
        const item = copyOf(section, "objective");
        const known = data.objectives[objective];
        need(item, ".name").textContent = known?.text ?? objective;
        need(item, ".about").textContent = say("result.of", { n: right, of });
        teach(
          /** @type {HTMLAnchorElement} */ (need(item, "a")),
          right < of ? known?.lesson ?? "" : "",
        );
        return item;
      }),
    );
    const how = isPassed || phase === "spent" ? "key" : "mine";
    graded.forEach((each, i) => {
      const entry = entries[i];
      if (entry) reveal(entry, each, how);
    });
    part(here, "results").replaceChildren(...entries.map((entry) => entry.form));
    turnTo("result");
  }

  /** @param {HTMLAnchorElement} link @param {string} lesson */
  function teach(link, lesson) {
    const found = data.modules.flatMap((module) => module.lessons).find((each) =>
      each.id === lesson
    );
    show(link, found !== undefined);
    link.href = "#" + lesson;
    link.textContent = found ? say("result.teach", { title: found.title }) : "";
  }

  async function last() {
    if (!await load()) return;
    entries = openAttempt(questions, about, record);
    const { last: scaled, best } = state();
    result(entries.map(gradeEntry), scaled ?? best ?? 0);
    entries = [];
  }

  function remedy() {
    const step = record.nextRemediation(about.id);
    if (!step) return void last();
    const here = view("remedy");
    const order = (/** @type {number} */ slot, /** @type {number} */ n) =>
      record.attemptOrder(about.id, slot, n);
    const isSame = step.missed === step.next;
    const missed = makeEntry(questions, step.missed, say("remedy.missed"), order);
    restore(missed, state().answers[step.missed]);
    reveal(missed, gradeEntry(missed), "mine");
    part(here, "missed").replaceChildren(...(isSame ? [] : [missed.form]));
    const link = /** @type {HTMLAnchorElement} */ (part(here, "lesson"));
    teach(link, step.lesson);
    show(part(here, "teach"), !link.hidden);
    write(here, "next-title", say(isSame ? "remedy.same" : "remedy.other"));
    const next = makeEntry(questions, step.next, say("remedy.question"), order);
    part(here, "next").replaceChildren(next.form);
    const check = button(here, "remedy-check");
    const since = Date.now();
    show(check, true);
    show(button(here, "remedy-next"), false);
    check.onclick = () => {
      next.seconds = (Date.now() - since) / 1000;
      const graded = gradeEntry(next);
      if (!graded.answer) return tell(next.form, say("answerFirst." + next.question.kind), "");
      record.remediate(about.id, graded);
      reveal(next, graded, "mine");
      explain(next.form, [
        graded.judgement.correct ? "correct" : "incorrect",
        "rationale",
        "spoken",
      ]);
      show(check, false);
      show(button(here, "remedy-next"), true);
      button(here, "remedy-next").focus();
    };
    turnTo("remedy");
  }

  does("open", go);
  does("last", last);
  does("review", review);
  does("retake", () => {
    entries = [];
    go();
  });
  does("remedy", remedy);
  does("remedy-next", () => state().phase === "remediate" ? remedy() : void last());
  does("back", () => jump(Math.max(0, index - 1)));
  does("forth", () => isAll || index === entries.length - 1 ? review() : jump(index + 1));
  does("all", () => {
    isAll = !isAll;
    drawQuestions(false);
  });
  does("flag", () => {
    const entry = entries[index];
    if (!entry) return;
    entry.flagged = !entry.flagged;
    record.flag(about.id, entry.question.id, entry.flagged);
    button(section, "flag").setAttribute("aria-pressed", String(entry.flagged));
    drawNumbers();
  });
  does("hand-in", () => {
    const graded = entries.map(gradeEntry);
    const { scaled } = record.handIn(about.id, graded);
    result(graded, scaled);
    entries = [];
  });

  return {
    /** The page is turned to: a running attempt stays where it is, else the intro stands. */
    enter() {
      load();
      if (entries.length && state().phase === "open") return;
      entries = [];
      intro();
      showView(section, "intro");
    },
  };
}
