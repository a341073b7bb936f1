// A conversation with branches: a role-play in a lesson, one short question in a quiz.

import { judged } from "../player/answers.js";
import { all, button, find, need, part, say, show } from "../player/dom.js";
import { beforeMissed, earns, follow, keyOf, next, taken, worth } from "../player/runs.js";

/** @import { Way } from "../player/runs.js" */
/** @import { Answer, BlockScript, Payload } from "../player/types.js" */

/** A copy of what a template holds. @param {HTMLElement} form @param {string} selector */
const copyOf = (form, selector) => /** @type {DocumentFragment} */ (document.importNode(
  /** @type {HTMLTemplateElement} */ (need(form, "template" + selector)).content,
  true,
));

/** What has been said in a scene and answered, with what is said about it. @param {HTMLElement} form @param {Way["steps"][number]} step @param {boolean} isTold */
function turn(form, { scene, place, reply }, isTold) {
  const copy = copyOf(form, "[data-scene=" + scene + "]");
  const mine = need(copy, "[data-reply='" + place + "']");
  const row = document.createElement("li");
  const said = document.createElement("div");
  said.className = "said mine";
  const who = document.createElement("p");
  who.className = "who";
  who.textContent = say("scenario.you");
  said.append(who, ...need(mine, "button").childNodes);
  row.append(need(copy, ".talk"), said);
  const why = find(mine, ".why");
  if (isTold && (why || reply.q)) {
    const told = document.createElement("div");
    told.className = "process";
    told.dataset.quality = reply.q;
    if (reply.q) {
      const word = document.createElement("p");
      word.className = "quality";
      word.textContent = say("quality." + reply.q);
      told.append(word);
    }
    if (why) told.append(...why.childNodes);
    row.append(told);
  }
  return row;
}

/** The scene that waits, with its replies in the learner's order. @param {HTMLElement} form @param {string} scene @param {(n: number) => number[]} order @param {(place: number) => void} choose */
function drawScene(form, scene, order, choose) {
  const place = part(form, "scene");
  place.replaceChildren(...scene ? [copyOf(form, "[data-scene=" + scene + "]")] : []);
  const list = find(place, ".replies");
  const items = all(place, "[data-reply]");
  list?.append(...order(items.length).map((i) => items[i] ?? ""));
  for (const item of items) {
    need(item, "button").addEventListener("click", () => choose(Number(item.dataset.reply)));
  }
}

/** The run of a quiz question, kept with its form: a form holds one. @type {WeakMap<HTMLElement, {replies: number[], draw: () => void}>} */
const runs = new WeakMap();

/** @param {Payload|null|undefined} payload */
const pathOf = (payload) => payload?.kind === "path" ? payload.steps : [];

/** @type {BlockScript} */
export const script = {
  prepare(form, question, order) {
    const key = keyOf(question);
    const run = {
      /** @type {number[]} */
      replies: [],
      draw() {
        const way = follow(key, run.replies);
        part(form, "log").replaceChildren(...way.steps.map((step) => turn(form, step, false)));
        drawScene(form, way.at, order, (place) => {
          run.replies = next(key, way, place);
          run.draw();
          form.dispatchEvent(new Event("change", { bubbles: true }));
          part(form, "scene").focus({ preventScroll: true });
        });
        if (!way.at) part(form, "scene").textContent = say("scenario.over");
      },
    };
    runs.set(form, run);
    run.draw();
  },
  read(form, question) {
    const way = follow(keyOf(question), runs.get(form)?.replies ?? []);
    if (way.at) return null;
    return { steps: [["result", String(Math.round(worth(way) * 100))]], way: taken(way) };
  },
  write(form, _question, answer) {
    const run = runs.get(form);
    if (!run) return;
    run.replies = wayIn(answer);
    run.draw();
  },
  judge: (question, answer) => judged(worth(follow(keyOf(question), wayIn(answer)))),
  patterns: () => [],
  pack: (_question, answer) => ({ kind: "path", steps: wayIn(answer) }),
  partial(form) {
    const replies = runs.get(form)?.replies ?? [];
    return replies.length ? { kind: "path", steps: replies } : null;
  },
  unpack(question, payload) {
    const way = pathOf(payload);
    const { steps } = follow(keyOf(question), way);
    return way.length && steps.length === way.length ? { steps: [["result", ""]], way } : null;
  },
  feedback(form, question, answer, how) {
    const way = follow(keyOf(question), wayIn(answer));
    if (how === "none" || way.at) return;
    part(form, "log").replaceChildren(...way.steps.map((step) => turn(form, step, true)));
  },
  play,
};

/** @param {Answer|null} answer */
const wayIn = (answer) => answer && "steps" in answer ? answer.way ?? [] : [];

/** A role-play: endings seen and gates met are kept for ever, the way only while it runs. @type {NonNullable<BlockScript["play"]>} */
function play(form, question, run, order) {
  const key = keyOf(question);
  const [begin, back, reopen, anew] = ["play", "back", "reopen", "anew"].map((name) =>
    button(form, name)
  );
  const { payload } = run.kept();
  const kept = pathOf(payload);
  const seen = key.endings.map((_, i) => kept[i] ?? 0);
  const met = key.gates.map((_, i) => kept[seen.length + i] ?? 0);
  /** @type {number[]} */
  let replies = kept.slice(seen.length + met.length);
  let isOn = replies.length > 0;
  let since = 0; // when the run began, or was gone on with

  /** @param {number[]} way @returns {Payload} */
  const pack = (way) => ({ kind: "path", steps: [...seen, ...met, ...way] });

  /** @param {Way} way */
  function drawMeters({ meters }) {
    all(form, "[data-meter]").forEach((row, i) => {
      const top = Math.max(1, key.meters[i]?.[1] ?? 1);
      const share = Math.min(1, Math.max(0, (meters[i] ?? 0) / top));
      /** @type {HTMLMeterElement} */ (need(row, "meter")).value = share;
      need(row, "span").textContent = say(
        "meter." + (share < 1 / 3 ? "low" : share < 2 / 3 ? "middle" : "high"),
      );
    });
  }

  /** @param {boolean} hasFocus */
  function draw(hasFocus) {
    const way = follow(key, isOn ? replies : []);
    const isOver = isOn && !way.at;
    part(form, "log").replaceChildren(...way.steps.map((step) => turn(form, step, true)));
    if (isOn) drawScene(form, way.at, order, choose);
    else part(form, "scene").replaceChildren();
    drawMeters(way);
    show(begin ?? null, !isOn);
    show(back ?? null, isOn && way.steps.length > 0);
    show(anew ?? null, isOver);
    show(reopen ?? null, isOver && beforeMissed(key, way) >= 0);
    show(part(form, "after"), isOver);
    for (const name of ["rationale", "spoken"]) {
      show(find(form, "[data-part=" + name + "]"), isOver);
    }
    if (isOver) drawEnd(way);
    else tellSeen();
    if (hasFocus) {
      const target = find(form, ".log > :last-child > :last-child") ?? part(form, "scene");
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "start" });
    }
  }

  /** @param {Way} way */
  function drawEnd(way) {
    if (way.ending) {
      part(form, "scene").replaceChildren(copyOf(form, "[data-ending=" + way.ending + "]"));
    }
    const isEarned = earns(key, way);
    const missed = way.gates.filter((each) => !each).length;
    part(form, "result").textContent = missed && beforeMissed(key, way) >= 0
      ? say("scenario.missed", { n: missed })
      : say(isEarned ? "scenario.ended" : "scenario.open");
  }

  function tellSeen() {
    const n = seen.filter(Boolean).length;
    part(form, "result").textContent = n && !isOn
      ? say("scenario.seen", { n, of: key.endings.length })
      : "";
  }

  /** @param {number} place */
  function choose(place) {
    since ||= Date.now();
    replies = next(key, follow(key, replies), place);
    const way = follow(key, replies);
    if (way.at) run.keep(pack(replies));
    else finish(way);
    draw(true);
  }

  /** @param {Way} way */
  function finish(way) {
    const place = key.endings.indexOf(way.ending);
    if (place >= 0) seen[place] = 1;
    way.gates.forEach((isMet, i) => met[i] = isMet ? 1 : met[i] ?? 0);
    const isEarned = earns(key, way);
    /** @type {[string, string][]} */
    const steps = [["ending", way.ending || "end"]];
    if (key.gates.length) steps.push(["gates", String(way.gates.filter(Boolean).length)]);
    run.end(
      { steps },
      { score: isEarned ? 1 : 0, correct: isEarned },
      pack([]),
      (Date.now() - since) / 1000,
    );
  }

  /** @param {number} length  of the way that is kept */
  function goBack(length) {
    replies = replies.slice(0, length);
    run.keep(pack(replies));
    draw(true);
  }

  function start() {
    isOn = true;
    since = Date.now();
    replies = [];
    draw(true);
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  begin?.addEventListener("click", start);
  anew?.addEventListener("click", start);
  back?.addEventListener("click", () => goBack(follow(key, replies).steps.length - 1));
  reopen?.addEventListener("click", () => goBack(beforeMissed(key, follow(key, replies))));
  draw(false);
}
