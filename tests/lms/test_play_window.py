"""`play` in its window, as a person uses it: open, take the course, close, read the verdict.

The command is the real one. Its browser gets a second line in, by which the test sees the window and uses mouse
and keyboard in it; so that no display is needed, it is told to draw none.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, Playwright

from ihrp_course.pipeline import build
from tests.browser_finder import find_chromium
from tests.lms.courses import locked
from tests.lms.packages import package
from tests.taking import Learner, bank_data

PATIENCE = 60.0


@dataclass
class Window:
    """The command under way, its browser, and its output as it comes."""

    process: subprocess.Popen[bytes]
    browser: Browser
    output: Path

    @property
    def pages(self) -> list[Page]:
        every = [page for context in self.browser.contexts for page in context.pages]
        return [page for page in every if page.url.startswith("http")]

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def wait_for(self, words: str) -> None:
        until(lambda: words in self.said(), f"it never said {words!r}: {self.said()}")

    def end(self) -> tuple[int, str]:
        code = self.process.wait(timeout=PATIENCE)
        return code, self.said()


Open = Callable[..., Window]


def until(is_so: Callable[[], object], words: str = "it never came") -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, words
        time.sleep(0.1)


@pytest.fixture
def play_in_window(tmp_path: Path, playwright: Playwright) -> Iterator[Open]:
    started: list[subprocess.Popen[bytes]] = []

    def begin(zipped: Path, *options: str) -> Window:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        wrapper = tmp_path / "browser.sh"
        real = find_chromium() or playwright.chromium.executable_path
        wrapper.write_text(
            f'#!/bin/sh\nexec "{real}" --headless --remote-debugging-port={port} "$@"\n', "utf-8"
        )
        wrapper.chmod(0o755)
        output = tmp_path / "output.txt"
        with output.open("wb") as told:
            process = subprocess.Popen(
                [sys.executable, "-u", "-m", "ihrp_course", "play", str(zipped), *options],
                stdout=told,
                stderr=subprocess.STDOUT,
                env={**os.environ, "IHRP_CHROMIUM": str(wrapper)},
                start_new_session=True,
            )
        started.append(process)
        until(lambda: "close the window" in output.read_text("utf-8"))
        address = f"http://127.0.0.1:{port}"
        window = Window(process, playwright.chromium.connect_over_cdp(address), output)
        assert window.pages
        return window

    yield begin
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of a small course: a lesson, a practice question, a quiz."""
    folder = tmp_path_factory.mktemp("window")
    built = build(locked(folder / "course"), folder, ["scorm12"])
    return built.written[0].path


def test_a_person_takes_the_course_and_reads_the_verdict(
    play_in_window: Open, course: Path
) -> None:
    window = play_in_window(course)
    (page,) = window.pages
    with ZipFile(course) as archive:
        (bank,) = (name for name in archive.namelist() if name.startswith("data/bank-"))
        banks = bank_data(archive.read(bank).decode())
    frame = next(each for each in page.frames if "/_package/" in each.url)
    learner = Learner(frame)
    learner.ready()

    learner.start()
    learner.finish_lessons()
    learner.open_quiz(frame.locator(".page.quiz").first.get_attribute("id") or "")
    learner.answer_all(banks)
    learner.hand_in()
    learner.saved()

    window.wait_for("LMSSetValue(cmi.core.score.raw, 100) → true")
    page.close()
    code, said = window.end()
    assert code == 0, said
    assert said.count("LMSFinish() → true") == 1, "what the page says as it goes is printed too"
    assert said.rstrip().endswith("Sound.")
    assert "grade 100%" in said


def test_the_window_can_be_made_larger(play_in_window: Open, tmp_path: Path) -> None:
    window = play_in_window(package(tmp_path / "a.zip"))
    (page,) = window.pages
    session = page.context.new_cdp_session(page)
    target = session.send("Browser.getWindowForTarget")

    session.send(
        "Browser.setWindowBounds",
        {"windowId": target["windowId"], "bounds": {"width": 1000, "height": 640}},
    )

    page.wait_for_function("innerWidth === 1000")
    page.close()
    assert window.end()[0] == 0


def test_two_windows_are_closed_in_any_order(play_in_window: Open, tmp_path: Path) -> None:
    window = play_in_window(package(tmp_path / "a.zip"), "--frame", "nested")
    (page,) = window.pages
    other = page.context.new_page()
    other.goto("about:blank")

    page.close()
    window.wait_for("LMSFinish() → true")
    assert window.process.poll() is None, "a window is still open"
    other.close()

    assert window.end()[0] == 0


def test_ctrl_c_ends_the_visit_and_the_verdict_is_told(
    play_in_window: Open, tmp_path: Path
) -> None:
    window = play_in_window(package(tmp_path / "a.zip"))
    frame = next(each for each in window.pages[0].frames if "/_package/" in each.url)
    frame.get_by_role("button", name="Hand in").click()
    window.wait_for("cmi.core.lesson_status, passed")

    os.killpg(window.process.pid, signal.SIGINT)  # as a terminal does: everything that runs gets it

    code, said = window.end()
    assert code == 0, said
    assert said.rstrip().endswith("Sound.")
    assert "Traceback" not in said


def test_a_browser_that_is_ended_leaves_a_verdict(play_in_window: Open, tmp_path: Path) -> None:
    window = play_in_window(package(tmp_path / "a.zip"))
    window.wait_for("LMSInitialize")

    window.browser.new_browser_cdp_session().send("Browser.close")

    code, said = window.end()
    assert code == 1, said
    assert "LMSFinish was never called" in said
