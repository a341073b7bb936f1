"""What a browser and an LMS notice of a package: requests, time to readable text, shifts, calls."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, Request, sync_playwright

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
