"""What a browser and an LMS notice of a package: requests, time to readable text, shifts, calls, memory.

A slow device is this one with its processor at a quarter, as the browser's own tools slow it.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from playwright.sync_api import Browser, Frame, Page, Request, sync_playwright

from ihrp_course.preview import PretendLms
from tests.browser_finder import find_chromium
from tests.taking import Learner, bank_data

SHIFT = """new Promise(done => { let sum = 0; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
}).observe({type: 'layout-shift', buffered: true}); setTimeout(() => done(sum), 500); })"""
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


@dataclass(frozen=True, slots=True)
class Measured:
    requests: int
    readable: list[float]  # milliseconds from navigation to the first text painted
    shift: float
    calls_at_start: int
    calls_per_answer: float


def _watch(page: Page) -> list[str]:
    """The addresses that a page asks for, as it asks."""
    asked: list[str] = []

    def on_request(request: Request) -> None:
        asked.append(request.url)

    page.on("request", on_request)
    return asked


def measure_page(package: Path) -> Measured:
    """A SCORM 1.2 package in the strict pretend LMS, and its page by itself."""
    with ZipFile(package) as archive:
        banks = bank_data(archive.read("data/bank-hr.js").decode())
    with PretendLms() as lms, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium() or None)
        lms.launch(package, "scorm12")
        address = f"{lms.address}/_package/{package.name}/index.html"
        readable = []
        for _ in range(6):
            page = browser.new_page(viewport={"width": 390, "height": 844})
            asked = _watch(page)
            page.goto(address)
            Learner(page).ready()
            readable.append(float(page.evaluate(PAINT)))
            shift = float(page.evaluate(SHIFT))
            page.close()
        page = browser.new_page()
        page.goto(lms.launch(package, "scorm12", learner="bench"))
        learner = Learner(page.frame_locator("#scorm_object"))
        learner.ready()
        at_start = int(page.evaluate("pretend.log.length"))
        learner.start()
        learner.finish_lessons()
        learner.open_quiz("quiz-hr")
        before = int(page.evaluate("pretend.log.length"))
        asked_questions = learner.answer_all(banks)
        answered = int(page.evaluate("pretend.log.length")) - before
        learner.hand_in()
        learner.saved()
        graded = (
            "pretend.log.filter(l => String(l.args[0] ?? '').startsWith('cmi.interactions')).length"
        )
        calls = (answered + int(page.evaluate(graded))) / len(asked_questions)
        browser.close()
    return Measured(len(set(asked)), readable[1:], shift, at_start, calls)


Row = tuple[str, str, str, bool]
SLOW = 4
LAUNCHES = 6  # the first is not counted
# In the page: from the press until what it brings is painted.
TIMER = """async ([press, shown]) => {
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  document.activeElement.blur(); // as a press does
  const start = performance.now();
  document.querySelector(press).click();
  do await painted(); while (!document.querySelector(shown));
  return performance.now() - start;
}"""
# In a frame the browser does not tell of input: what comes half a second after one is not counted, as the measure has it.
SHIFT_OF_RUN = """() => {
  globalThis.shift = 0;
  let input = 0;
  for (const name of ['pointerdown', 'click', 'keydown']) {
    addEventListener(name, (event) => input = event.timeStamp, true);
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.startTime - input > 500) shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
}"""


@dataclass(frozen=True, slots=True)
class Run:
    """A whole course taken, in an LMS's frame."""

    questions: int
    interactions: int
    calls: int
    heap: float  # MB, after collecting
    shift: float


@contextmanager
def _chromium() -> Iterator[tuple[Browser, PretendLms]]:
    with PretendLms() as lms, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_chromium() or None)
        try:
            yield browser, lms
        finally:
            browser.close()


def _open(browser: Browser, lms: PretendLms, package: Path, slow: int) -> tuple[Page, Learner]:
    """The package's page by itself, on a device so many times slower."""
    lms.launch(package, "scorm12")
    page = browser.new_page(viewport={"width": 390, "height": 844})
    if slow > 1:
        tools = page.context.new_cdp_session(page)
        tools.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    page.goto(f"{lms.address}/_package/{package.name}/index.html")
    learner = Learner(page)
    learner.ready()
    return page, learner


def _readable(browser: Browser, lms: PretendLms, package: Path, slow: int) -> list[float]:
    """Milliseconds until the first text is painted."""
    found = []
    for _ in range(LAUNCHES):
        page, _ = _open(browser, lms, package, slow)
        found.append(float(page.evaluate(PAINT)))
        page.close()
    return found[1:]


def _turns(browser: Browser, lms: PretendLms, package: Path) -> tuple[list[float], list[float]]:
    """Milliseconds of page turns and of answers on a slow device, once all has been fetched."""
    page, learner = _open(browser, lms, package, SLOW)
    learner.start()
    page.wait_for_timeout(5_000)  # what is fetched ahead is there
    turns: list[float] = []
    answers: list[float] = []
    while "lesson" in (learner.page.get_attribute("class") or ""):
        here = learner.page.get_attribute("id") or ""
        for id in learner.practice_ids():
            learner.answer(learner.question(id), learner.data(id))
            told = f"#{id} [data-part=result]:not(:empty)"
            answers.append(float(page.evaluate(TIMER, [f"#{id} [data-do=check]", told])))
        page.wait_for_timeout(1_500)  # nobody turns a page at once
        page.mouse.move(-1, -1)  # as on a phone: nothing hovers over what is painted
        turns.append(float(page.evaluate(TIMER, [f"#{here} [data-do=next]", f"#{here}[hidden]"])))
        learner.arrived()
    page.close()
    return turns, answers


def _banks(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with ZipFile(package) as archive:
        for name in archive.namelist():
            if name.startswith("data/bank-"):
                found.update(bank_data(archive.read(name).decode()))
    return found


def _whole_run(browser: Browser, lms: PretendLms, package: Path) -> Run:
    """Every practice question and every quiz, in the strict LMS."""
    banks = _banks(package)
    page = browser.new_page()
    page.goto(lms.launch(package, "scorm12", learner="whole"))
    learner = Learner(page.frame_locator("#scorm_object"))
    learner.ready()
    frame = _frame(page)
    frame.evaluate(SHIFT_OF_RUN)
    learner.start()
    asked = 0
    while learner.page.get_attribute("id") != "_start":
        if learner.page.locator("[data-view=intro]").count():
            learner.open_quiz(learner.page.get_attribute("id") or "")
            asked += len(learner.answer_all(banks))
            learner.hand_in()
        for id in learner.practice_ids():
            learner.answer(learner.question(id), learner.data(id))
            learner.check(learner.question(id))
            asked += 1
        learner.next()
    learner.saved()
    record = lms.record(package, "whole")
    interactions = {name.split(".")[2] for name in record if name.startswith("cmi.interactions.")}
    calls = int(page.evaluate("pretend.log.length"))
    tools = page.context.new_cdp_session(page)
    tools.send("HeapProfiler.collectGarbage")
    heap = float(tools.send("Runtime.getHeapUsage")["usedSize"]) / 1_000_000
    shift = float(frame.evaluate("() => shift"))
    page.close()
    return Run(asked, len(interactions), calls, heap, shift)


def _frame(page: Page) -> Frame:
    found = page.wait_for_selector("#scorm_object").content_frame()  # type: ignore[union-attr]
    assert found
    return found


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} ({min(values):.0f}–{max(values):.0f}) ms"


def player_rows(real: Path, plan: Path, of_large: Path, small: Path) -> list[Row]:
    """Launch, turns, answers, calls and memory: of a real module, a course of the plan's size, a module of L,
    and a whole run through S."""
    rows: list[Row] = []
    with _chromium() as (browser, lms):
        for name, package in (
            ("real module", real),
            ("plan-sized course", plan),
            ("module of L", of_large),
        ):
            for slow, reach in ((1, 150), (SLOW, 400)):
                found = _readable(browser, lms, package, slow)
                device = "" if slow == 1 else ", processor at a quarter"
                is_met = statistics.median(found) <= reach
                rows.append(
                    (
                        f"{name}: readable after launch{device}",
                        f"≤ {reach} ms",
                        _spread(found),
                        is_met,
                    )
                )
        for name, found in zip(
            ("page turn", "answer told"), _turns(browser, lms, real), strict=True
        ):
            is_met = statistics.median(found) <= 50
            rows.append((f"{name}, processor at a quarter", "≤ 50 ms", _spread(found), is_met))
        run = _whole_run(browser, lms, small)
    is_told = run.interactions == run.questions
    rows += [
        (f"LMS calls of a whole run through S: {run.questions} questions, {run.interactions} interactions",
         "≤ 900", str(run.calls), run.calls <= 900 and is_told),
        ("JavaScript heap after it", "≤ 8 MB", f"{run.heap:.1f} MB", run.heap <= 8),
        ("cumulative layout shift of it", "0", f"{run.shift:.4f}", run.shift == 0),
    ]  # fmt: skip
    return rows
