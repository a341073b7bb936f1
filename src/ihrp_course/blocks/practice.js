// A guided practice: cues in time or one by one, a bell, a pacer, a voice. Nothing is kept of it.

import { all, button, find, part, say, show } from "../player/dom.js";

/** @import { DeviceScript } from "../player/types.js" */

/** @param {number} seconds */
const asTime = (seconds) =>
  Math.floor(seconds / 60) + ":" + String(Math.floor(seconds % 60)).padStart(2, "0");

/** One soft stroke. @param {AudioContext} sound */
function ring(sound) {
  const start = sound.currentTime;
  [528, 1320].forEach((pitch, i) => {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.18 / (i * 3 + 1), start);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + 3.2 - i);
    tone.connect(volume).connect(sound.destination);
    tone.start(start);
    tone.stop(start + 3.5);
  });
}

/** @type {DeviceScript} */
export const script = {
  start(form) {
    const cues = all(form, "[data-at]");
    const length = Number(form.dataset.seconds);
    const stage = part(form, "stage");
    const pacer = part(form, "pacer");
    const transcript = /** @type {HTMLDetailsElement} */ (find(form, ".transcript"));
    const film = /** @type {HTMLAudioElement|null} */ (find(form, "audio"));
    const [play, hold, step, skip] = ["play", "hold", "step", "skip"].map((name) =>
      button(form, name)
    );
    const voices = globalThis.speechSynthesis;
    /** @type {AudioContext|null} */
    let sound = null;
    let passed = 0; // seconds
    let shown = -1; // the cue that stands on the stage
    let since = 0; // when time began to run, 0 while it stands
    /** @type {ReturnType<typeof setInterval>|undefined} */
    let timer;

    const at = (/** @type {number} */ i) => Number(cues[i]?.dataset.at ?? length);
    const isOn = (/** @type {string} */ name) =>
      /** @type {HTMLInputElement} */ (find(form, "[data-switch=" + name + "]")).checked;
    const isCalm = () =>
      matchMedia("(prefers-reduced-motion: reduce)").matches ||
      document.documentElement.dataset.motion === "less";
    const movesNot = () => isCalm() || !isOn("motion");

    /** Puts a cue on the stage. @param {number} i */
    function cue(i) {
      shown = i;
      const row = cues[i];
      if (!row) return;
      const text = find(row, "div");
      part(form, "cue").replaceChildren(...text ? text.cloneNode(true).childNodes : []);
      for (const each of cues) each.setAttribute("aria-current", String(each === row));
      if (row.hasAttribute("data-bell") && isOn("bell") && sound) ring(sound);
      if (row.dataset.pacer) pacer.dataset.pacer = row.dataset.pacer;
      show(pacer, pacer.dataset.pacer !== undefined && pacer.dataset.pacer !== "none");
      pacer.classList.toggle("still", movesNot());
      voices?.cancel();
      if (voices && isOn("voice") && text && !text.classList.contains("quietly")) {
        const words = new SpeechSynthesisUtterance(text.textContent ?? "");
        words.lang = document.documentElement.lang;
        words.rate = 0.85;
        voices.speak(words);
      }
    }

    function draw() {
      part(form, "time").textContent = asTime(passed) + " / " + asTime(length);
      /** @type {HTMLProgressElement} */ (part(form, "passed")).value = passed;
    }

    function tick() {
      const now = performance.now();
      passed = Math.min(length, passed + (now - since) / 1000);
      since = now;
      let due = shown;
      while (due + 1 < cues.length && at(due + 1) <= passed) due++;
      if (due !== shown) cue(due);
      draw();
      if (passed >= length) end("practice.over");
    }

    /** @param {boolean} isRunning */
    function run(isRunning) {
      clearInterval(timer);
      since = isRunning ? performance.now() : 0;
      if (isRunning) timer = setInterval(tick, 250);
      else voices?.cancel();
      if (film) isRunning ? film.play().catch(() => {}) : film.pause();
      pacer.classList.toggle("held", !isRunning);
      if (hold) hold.textContent = say(isRunning ? "practice.hold" : "practice.on");
    }

    /** @param {boolean} isTimed  else cue by cue */
    function begin(isTimed) {
      const Sound = globalThis.AudioContext;
      if (!sound && Sound) sound = new Sound();
      passed = 0;
      shown = -1;
      delete pacer.dataset.pacer;
      form.classList.toggle("stepping", !isTimed);
      show(stage, true);
      show(play ?? null, false);
      show(hold ?? null, isTimed);
      show(skip ?? null, true);
      transcript.open = false;
      part(form, "result").textContent = "";
      if (isTimed) {
        show(step ?? null, false);
        if (film) film.currentTime = 0;
        run(true);
        tick();
      } else if (step) step.textContent = say("practice.next");
      part(form, "cue").focus({ preventScroll: true });
    }

    /** @param {string} key */
    function end(key) {
      run(false);
      show(stage, false);
      for (const each of [hold, skip]) show(each ?? null, false);
      for (const each of [play, step]) show(each ?? null, true);
      if (step) step.textContent = say("practice.step");
      if (play) play.textContent = say("practice.anew");
      form.classList.remove("stepping");
      transcript.open = true;
      for (const each of cues) each.removeAttribute("aria-current");
      const line = part(form, "result");
      line.textContent = say(key);
      line.focus({ preventScroll: true });
    }

    show(part(form, "voice"), voices !== undefined);
    show(part(form, "motion"), !isCalm());
    const paper = matchMedia("print");
    transcript.open = paper.matches;
    paper.addEventListener("change", () => transcript.open = paper.matches);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", () => {
      pacer.classList.toggle("still", movesNot());
      if (!isOn("voice")) voices?.cancel();
    });
    play?.addEventListener("click", () => begin(true));
    hold?.addEventListener("click", () => run(since === 0));
    skip?.addEventListener("click", () => end("practice.skipped"));
    step?.addEventListener("click", () => {
      if (!form.classList.contains("stepping")) begin(false);
      if (shown + 1 >= cues.length) return end("practice.over");
      cue(shown + 1);
      part(form, "time").textContent = say("practice.of", { n: shown + 1, of: cues.length });
      /** @type {HTMLProgressElement} */ (part(form, "passed")).value = at(shown);
    });
    document.addEventListener("visibilitychange", () => {
      if (document.hidden && since && !film) run(false);
    });
    addEventListener("turn", () => since && run(false));
  },
};
