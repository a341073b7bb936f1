"""What a random walk may meet, an LMS and a browser that fail in all their ways; and how it looks into the page."""

from __future__ import annotations

from typing import Any

from ihrp_course.preview.launch import Frame as FrameKind

CANARY = "canary-7d1f"
QUIZ = "quiz-gallery"
DEVICE_ONLY = ("own",)
STATUS_ORDER = {
    "cmi.core.lesson_status": ["not attempted", "incomplete", "failed", "completed", "passed"],
    "cmi.completion_status": ["not attempted", "unknown", "incomplete", "completed"],
    "cmi.success_status": ["unknown", "failed", "passed"],
}
SCORES = ("cmi.core.score.raw", "cmi.score.raw", "cmi.score.scaled")

# What goes wrong while a page is open.
FAULTS: list[dict[str, Any]] = [
    {"failCommits": 2},
    {"failCommits": -1},
    {"failCommits": 2, "forgetCommits": True},
    {"slowCommit": 300},
    {"loseCommits": True},
    {"refuseElement": "cmi.interactions"},
    {"refuseElement": "cmi.suspend_data"},
    {"refuseElement": "cmi.core.score"},
    {"throws": True},
    {"throws": ["commit"]},
    {"throws": ["set"]},
    {"returns": "boolean"},
    {"returns": "undefined"},
    {"returns": "empty"},
    {"cutSuspend": 20},
    {"sessionEnded": True},
    {"sessionGone": True},
]
FRAMES: list[FrameKind] = ["frame", "frame", "frame", "nested", "popup"]
# What is wrong from the start of a launch.
STARTS: list[dict[str, Any]] = [
    {"apiLate": 400},
    {"apiAbsent": True},
    {"refuseInitialize": 1},
    {"refuseInitialize": -1},
    {"emptySuspend": True},
    {"entryEmpty": True},
    {"mode": ""},
    {"credit": ""},
    {"mode": "review"},
    {"mode": "browse"},
    {"credit": "no-credit"},
    {"throws": True},
    {"throws": ["get"]},
    {"returns": "undefined"},
    {"returns": "boolean"},
    {"slowCommit": 300},
    {"failCommits": 1},
]
# Under these the LMS may not have later what it is told now.
UNSAFE = (
    "failCommits",
    "loseCommits",
    "throws",
    "cutSuspend",
    "sessionEnded",
    "sessionGone",
    "apiAbsent",
)


def is_unreadable(faults: dict[str, Any]) -> bool:
    """Whether an LMS with these faults gives nothing back of what it holds."""
    throws = faults.get("throws")
    return bool(
        faults.get("emptySuspend")
        or throws is True
        or (throws and "get" in throws)
        or faults.get("returns") in ("undefined", "empty")
    )


SCRIPT = """(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const is = (element) => element.checkVisibility({checkVisibilityCSS: true, checkOpacity: false});
  const values = (form) => {
    if (form.querySelector('[data-move]')) return all('.part', form).map((e) => e.dataset.code).join();
    if (form.dataset.kind === 'scenario') return String(all('.log > li', form).length);
    return all('input:not([data-do], [data-switch]), select, textarea', form)
      .filter((e) => /radio|checkbox/.test(e.type) ? e.checked : e.value !== '')
      .map((e) => [e.closest('.part')?.dataset.code, e.dataset.gap, e.name, e.value].join(':'))
      .sort().join(' ');
  };
  const asked = (view) => {
    const rows = all('.list > li', view);
    const now = rows.findIndex((e) => e.querySelector('[aria-current=true]'));
    return all('.slot form', view).map((form, i) => {
      const row = rows[now < 0 ? i : now]?.className ?? '';
      return {id: form.id, values: values(form), answered: row.startsWith('answered'), flagged: row.endsWith('Flagged')};
    });
  };
  const said = (form) => form.querySelector('[data-part=result]')?.dataset.state ?? '';
  const copyOf = () => {
    try { return Object.entries({...localStorage}).find(([key]) => key.startsWith('ihrp/state/'))?.[1] ?? ''; }
    catch { return ''; }
  };
  const stores = () => ['localStorage', 'sessionStorage'].flatMap((name) => {
    try { return Object.entries({...globalThis[name]}); } catch { return []; }
  });
  globalThis.walk = {
    settled: () => { // what comes a second after a turn comes now: a walk is the same at any speed
      for (const each of document.querySelectorAll('.far')) each.classList.remove('far');
      return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 40))); // after `painted` in dom.js
    },
    look() {
      const pages = all('.page').filter((e) => !e.hidden);
      const page = pages[0];
      const view = page && all('[data-view]', page).find((e) => !e.hidden);
      const dialogs = all('dialog[open]');
      const begin = document.querySelector('#_start [data-do=begin]');
      return {
        pages: pages.map((e) => e.id),
        heading: Boolean(page && is(page.querySelector('h1'))),
        kind: page?.classList.contains('lesson') ? 'lesson' : page?.classList.contains('quiz') ? 'quiz' : '',
        dialogs: dialogs.map((e) => e.id),
        view: view?.dataset.view ?? '',
        asked: view?.dataset.view === 'questions' ? asked(view) : [],
        forms: page ? all('form[data-kind]', page).filter((e) => !e.closest('[data-view]')).map((e) => ({
          id: e.id, kind: e.dataset.kind, values: values(e), state: said(e),
          text: e.querySelector('[data-part=result]')?.textContent ?? '',
          own: e.classList.contains('own'), kept: Boolean(e.querySelector('[data-do=keep]:checked')),
        })) : [],
        saved: document.querySelector('[data-part=saved]').textContent,
        done: all('#_start .contents .done').map((e) => e.dataset.entry),
        states: Object.fromEntries(all('#_start .contents [data-entry]').map((e) => [
          e.dataset.entry, e.querySelector('[data-part=state]').textContent])),
        begin: begin?.getAttribute('href') ?? '',
        copy: copyOf(),
        leaks: stores().filter(([key, value]) => value.includes('canary') && !/quietly-(sheet|open)$/.test(key)),
        offers: all('a[href], button, summary, input, select, textarea', dialogs.at(-1) ?? page ?? document)
          .filter((e) => is(e) && !e.disabled && !e.closest('.locked'))
          .map((e) => ({what: e.localName, do: e.dataset.do ?? '', move: e.dataset.move ?? '', reply: e.matches('.reply'),
                        cls: e.className, form: e.closest('form')?.id ?? '', href: e.getAttribute('href') ?? ''})),
      };
    },
  };
})()"""
FULL = """() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"""
BLOCKED = """(() => {
  if (!location.pathname.includes('/_package/')) return;
  for (const name of ['localStorage', 'sessionStorage']) {
    Object.defineProperty(globalThis, name, {get() { throw new DOMException('blocked', 'SecurityError'); }});
  }
})()"""
IS_OURS = "location.pathname.includes('/_package/')"
FOUND = """() => {
  const said = (name) => document.querySelector(`[data-part=${name}]`).textContent;
  return !/^On this device|^Kept until/.test(said('saved')) || said('notices').includes('ended its session');
}"""
YESTERDAY = "() => { const now = Date.now; Date.now = () => now() - 86400000; }"
