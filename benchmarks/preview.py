"""`python benchmarks/preview.py`: from the save of a lesson to the changed page, in a real browser.

The generated course of 35 lessons; three kinds of edits (a paragraph and words of a question, which are put in
place, and a further option, which opens the page anew), in the package of one module and in that of the whole
course. The command is the real one. The clock runs from before the file is written until the words stand in the page. Each edit is taken back before
the next, or a further option would only be reworded. Asked for: 300 ms.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.write_source import make  # noqa: E402
from tests.browser_finder import find_chromium  # noqa: E402

RUNS = 9
ASKED = 300  # milliseconds
SHOWN = """word => {
  const host = document.querySelector('#frame iframe')?.contentWindow;
  const doc = host?.document.getElementById('scorm_object')?.contentDocument;
  return doc?.documentElement?.classList.contains('ready')
    && doc.getElementById('hr-1').textContent.includes(word);
}"""
MODULE, LESSON = "hr", "hr-1"


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """`ihrp-course preview` under way; gives its address."""
    command = [sys.executable, "-m", "ihrp_course", "--course", str(folder), "preview"]
    process = subprocess.Popen(
        [*command, "--port", "0", "--no-browser"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    try:
        yield process.stderr.readline().split(" ")[0]
    finally:
        process.terminate()
        process.wait()


def open_lesson(page: Page, address: str, package: str) -> None:
    """The bench on a package, with its lesson turned to."""
    page.goto(address)
    page.wait_for_function("() => document.getElementById('package').options.length > 0")
    page.locator("#package").select_option(package)
    page.wait_for_function(
        f"""() => document.querySelector('#frame iframe')?.contentWindow.document
        .getElementById('scorm_object')?.contentDocument?.getElementById('{LESSON}')"""
    )
    page.evaluate(
        f"() => {{ document.querySelector('#frame iframe').contentWindow.document"
        f".getElementById('scorm_object').contentWindow.location.hash = '{LESSON}'; }}"
    )
    page.wait_for_timeout(2500)  # every rule has run, and the page has fetched its rest


def measure(page: Page, file: Path, old: str, new: str) -> list[float]:
    """Milliseconds of each run after two that warm up."""
    text = file.read_text("utf-8")
    took: list[float] = []
    for number in range(RUNS + 2):
        word = f"Zebra{number}"
        started = time.perf_counter()
        file.write_text(text.replace(old, new.format(word=word), 1), "utf-8")
        page.wait_for_function(SHOWN, arg=word, polling=15)
        took.append((time.perf_counter() - started) * 1000)
        page.wait_for_timeout(1000)
        file.write_text(text, "utf-8")
        page.wait_for_function(f"word => !({SHOWN})(word)", arg=word)
        page.wait_for_timeout(1000)
    return took[2:]


Row = tuple[str, str, str, bool]


def preview_rows() -> list[Row]:
    """From save to page, for each kind of edit in each package."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        folder = make("plan", Path(place))
        file = next((folder / "modules" / MODULE).glob(f"*-{LESSON}.md"))
        lines = file.read_text("utf-8").split("\n")
        prose = next(line for line in lines[7:] if len(line) > 60 and line[0].isalpha())
        option = next(line for line in lines if line.startswith("- ["))
        edits = {
            "a paragraph": (prose, f"{{word}} {prose}"),
            "words of a question": (option, option[:6] + "{word} " + option[6:]),
            "a further option": (option, f"- [ ] {{word}}\n{option}"),
        }
        browser = play.chromium.launch(executable_path=find_chromium() or None)
        for package, what in ((f"plan-{MODULE}", "one module"), ("plan", "the whole course")):
            with preview(folder) as address:
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                open_lesson(page, address, package)
                for name, (old, new) in edits.items():
                    took = measure(page, file, old, new)
                    median = statistics.median(took)
                    spread = f"{median:.0f} ({min(took):.0f}–{max(took):.0f}) ms"
                    rows.append(
                        (
                            f"save to changed page, 35 lessons: {name}, {what}",
                            f"≤ {ASKED} ms",
                            spread,
                            median <= ASKED,
                        )
                    )
                page.close()
        browser.close()
    return rows


def main() -> None:
    """Print the table."""
    print("| measure | reach | measured |\n| --- | --- | --- |")
    for name, reach, measured, _ in preview_rows():
        print(f"| {name} | {reach} | {measured} |")


if __name__ == "__main__":
    main()
