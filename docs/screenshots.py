"""Pictures of each kind of page for the documents: `python docs/screenshots.py` writes docs/img/*.png.

Taken of the small course that tests use, in a phone's window, in an LMS's frame, wide, and in the dark.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.browser.small import QUIZ, release  # noqa: E402
from tests.browser_finder import find_chromium  # noqa: E402
from tests.taking import Learner, bank_data  # noqa: E402

IMAGES = ROOT / "docs" / "img"
LARGEST = 120_000  # bytes of a picture
WINDOWS = {"phone": (390, 760), "frame": (650, 666), "wide": (1440, 900), "dark": (650, 666)}


def main() -> int:
    """Take them all; 1 when one is too large."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        zipped = release(Path(folder))
        web = release(Path(folder), standard="web")
        with ZipFile(zipped) as archive:
            banks = bank_data(archive.read("data/bank-pause.js").decode())
        browser = play.chromium.launch(executable_path=find_chromium() or None)
        made = [shot for window in WINDOWS for shot in tour(browser, web, banks, window)]
        browser.close()
    large = [path.name for path in made if path.stat().st_size > LARGEST]
    print(f"{len(made)} pictures" + "".join(f"; {name} is too large" for name in large))
    return 1 if large else 0


def tour(browser: Browser, web: Path, banks: dict[str, object], window: str) -> list[Path]:
    """Through the course in one window; the pictures that are wanted in it."""
    width, height = WINDOWS[window]
    scheme = "dark" if window == "dark" else "light"
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    made: list[Path] = []

    def take(name: str, *windows: str) -> None:
        if window in windows:
            made.append(IMAGES / f"{name}-{window}.png")
            page.screenshot(path=made[-1])

    page.goto((web / "index.html").as_uri())
    learner = Learner(page)
    learner.ready()
    take("front", "phone")
    page.locator("[data-do=contents]").click()
    page.locator("#_search").fill("pause")
    page.locator(".hits a").first.wait_for()
    take("search", "frame")
    page.locator("#_contents [data-do=close]").click()
    learner.start()
    take("lesson", "wide")
    for statement, step in ((0, 0), (1, 1)):
        page.locator(f"label[for=sure-before_{statement}_{step}]").click()
    form = learner.question("p-1-f01")
    learner.answer(form, learner.data("p-1-f01"))
    learner.check(form)
    form.evaluate("form => form.scrollIntoView()")
    take("question", "phone")
    page.locator("[data-do=pause]").first.click()
    take("pause", "dark")
    page.locator("#_pause [data-do=close]").first.click()
    learner.next()
    for statement, step in ((0, 2), (1, 1)):
        page.locator(f"label[for=sure-after_{statement}_{step}]").click()
    learner.next()
    learner.open_quiz(QUIZ)
    take("quiz", "frame")
    learner.answer_all(banks)
    learner.hand_in()
    take("result", "dark")
    turn(page, "_confidence")
    take("confidence", "phone")
    turn(page, "_certificate")
    page.locator("#_certificate input").fill("Jo Doe")
    take("certificate", "frame")
    context.close()
    return made


def turn(page: Page, id: str) -> None:
    page.evaluate("id => { location.hash = id; }", id)
    page.locator(f"#{id} [data-do=print-page]").wait_for()


if __name__ == "__main__":
    sys.exit(main())
