"""Pictures of each kind of page for the documents: `python docs/screenshots.py` writes docs/img/*.png.

Taken of the course here, in a phone's window, in an LMS's frame, wide, and in the dark.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from ihrp_course.pipeline import build  # noqa: E402
from tests.browser.test_course import Walk  # noqa: E402
from tests.browser_finder import find_chromium  # noqa: E402
from tests.taking import Learner, bank_data  # noqa: E402

IMAGES = ROOT / "docs" / "img"
LARGEST = 200_000  # bytes of a picture
WINDOWS = {"phone": (390, 760), "frame": (650, 666), "wide": (1280, 860), "dark": (650, 666)}


class Camera:
    """Takes a page in the window that is asked for, with an element at the top where one is named."""

    def __init__(self) -> None:
        self.taken: list[Path] = []

    def take(self, page: Page, name: str, window: str, at: str = "") -> None:
        width, height = WINDOWS[window]
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if window == "dark" else "light")
        if at:
            page.locator(at).first.evaluate("e => scrollTo(0, e.getBoundingClientRect().top + scrollY - 70)")  # fmt: skip
        else:
            page.evaluate("scrollTo(0, 0)")
        page.wait_for_timeout(300)  # until a colour has changed
        self.taken.append(IMAGES / f"{name}-{window}.png")
        page.screenshot(path=self.taken[-1])


@contextmanager
def opened(browser: Browser, package: Path) -> Iterator[tuple[Page, Learner]]:
    """A package's front page, from the disk."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto((package / "index.html").as_uri())
    learner = Learner(page)
    learner.ready()
    yield page, learner
    context.close()


def turn(page: Page, id: str) -> None:
    page.evaluate("id => { location.hash = id; }", id)
    Learner(page).arrived(id)


def of_lessons(page: Page, learner: Learner, camera: Camera) -> None:
    """The front page, what is read, and a question that was answered."""
    camera.take(page, "front", "phone")
    page.locator("[data-do=contents]").click()
    page.locator("#_search").fill("tolerance")
    page.locator(".hits a").first.wait_for()
    camera.take(page, "search", "frame")
    page.locator("#_search").fill("")
    page.locator("#_contents [data-do=close]").click()
    turn(page, "hr-4")
    camera.take(page, "lesson", "wide")
    camera.take(page, "figure", "phone", "#hr-4-layers")
    form = learner.question("hr-4-3-f01")
    learner.answer(form, learner.data("hr-4-3-f01"))
    learner.check(form)
    camera.take(page, "question", "phone", "#hr-4-3-f01 .stem")
    page.locator("[data-do=pause]").first.click()
    camera.take(page, "pause", "dark")
    page.locator("#_pause [data-do=close]").first.click()


def of_quiz(page: Page, learner: Learner, package: Path, camera: Camera) -> None:
    """The module to its end, one question wrong at first, and its certificate."""
    banks = bank_data((package / "data/bank-hr.js").read_text("utf-8"))
    learner.open_quiz("quiz-hr")
    camera.take(page, "quiz", "frame")
    first = learner.form().get_attribute("id") or ""
    learner.answer_all(banks, wrong=[] if banks[first]["data"]["tags"] else [first])
    learner.hand_in()
    camera.take(page, "result", "dark")
    page.locator("[data-do=contents]").click()
    page.locator("#_contents [data-entry=hr-1] a").click()
    walk = Walk(learner, banks)
    while not walk.is_over():
        walk.step()
    turn(page, "_certificate")
    page.locator("#_certificate input").fill("Jo Doe")
    camera.take(page, "certificate", "frame")


def of_talk(page: Page, learner: Learner, camera: Camera) -> None:
    """A role-play after its second reply."""
    turn(page, "sk-4")
    page.locator("#rp-a [data-do=play]").click()
    for _ in range(2):
        page.locator("#rp-a .reply:visible").first.click()
    camera.take(page, "role-play", "phone", "#rp-a .log > :last-child")


def of_practice(page: Page, learner: Learner, camera: Camera) -> None:
    """A practice that runs, and a worksheet."""
    turn(page, "mf-6")
    page.locator("form[data-kind=practice] [data-do=play]:visible").first.click()
    camera.take(page, "practice", "dark", "form[data-kind=practice]")


def of_confidence(page: Page, learner: Learner, camera: Camera) -> None:
    """What was chosen before the course beside what was chosen after it."""
    for lesson, scale, step in (("or-1", "confidence-before", 2), ("sk-9", "confidence-after", 3)):
        turn(page, lesson)
        for number, row in enumerate(page.locator(f"#{scale} fieldset.chips").all()):
            row.locator(".pick label").nth(step - number % 2).click()
    turn(page, "_confidence")
    camera.take(page, "confidence", "phone")


def main() -> int:
    """Take them all; 1 when one is too large."""
    IMAGES.mkdir(exist_ok=True)
    camera = Camera()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        build(ROOT, Path(folder), ["web"])
        found = {path.name.split("-0")[0]: path for path in Path(folder).glob("*-web")}
        browser = play.chromium.launch(executable_path=find_chromium() or None)
        with opened(browser, found["ihrp-harm-reduction"]) as (page, learner):
            of_lessons(page, learner, camera)
            of_quiz(page, learner, found["ihrp-harm-reduction"], camera)
        with opened(browser, found["ihrp-skills"]) as (page, learner):
            of_talk(page, learner, camera)
        with opened(browser, found["ihrp-mindfulness"]) as (page, learner):
            of_practice(page, learner, camera)
        with opened(browser, found["ihrp"]) as (page, learner):
            of_confidence(page, learner, camera)
        browser.close()
    large = [path.name for path in camera.taken if path.stat().st_size > LARGEST]
    print(f"{len(camera.taken)} pictures" + "".join(f"; {name} is too large" for name in large))
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
