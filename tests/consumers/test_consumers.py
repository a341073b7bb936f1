"""The built packages in hosts that are not ours: Open edX's block, and scorm-again."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import banks, packages
from tests.conftest import sample
from tests.consumers.scorm_again import ROOT, ScormAgain
from tests.taking import Learner

__all__ = ["banks", "packages"]

FRAME = "iframe[src*='index.html'], iframe.scorm-embedded"
both = pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
one = pytest.mark.parametrize("standard", sample(["scorm12", "scorm2004"], 1, seed=4))


class OpenEdx:
    """A running workbench."""

    def __init__(self, address: str) -> None:
        self.address = address

    def import_package(self, package: Path) -> dict[str, Any]:
        request = Request(f"{self.address}/_import", data=package.read_bytes(), method="POST")
        with urlopen(request, timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found

    def state(self) -> dict[str, Any]:
        with urlopen(f"{self.address}/_state", timeout=30) as answer:
            found: dict[str, Any] = json.load(answer)
        return found


@pytest.fixture
def openedx(tmp_path: Path) -> Iterator[OpenEdx]:
    python = ROOT / ".venv-strangers" / "bin" / "python"
    server = Path(__file__).with_name("openedx_server.py")
    with (tmp_path / "errors.txt").open("wb") as errors:
        process = subprocess.Popen(
            [python, server, tmp_path], stdout=subprocess.PIPE, stderr=errors, text=True
        )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    assert address, (tmp_path / "errors.txt").read_text(encoding="utf-8")[-2000:]
    yield OpenEdx(address)
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


def take(learner: Learner, banks: dict[str, Any]) -> None:
    """From the front page to a passed quiz."""
    learner.ready()
    learner.start()
    learner.finish_lessons()
    learner.open_quiz("quiz-hr")
    learner.answer_all(banks)
    learner.hand_in()
    learner.saved()


def settled(page: Page, openedx: OpenEdx) -> tuple[float, str]:
    """Grade and status once nothing more comes: every value is a request of its own, unannounced."""
    last: Any = None
    for _ in range(200):
        now = openedx.state()
        if last is not None and now["data"] == last["data"] and now["status"] != "not attempted":
            return now["grade"], now["status"]
        last = now
        page.wait_for_timeout(400)
    raise AssertionError(f"it never settled: {last}")


@both
def test_grade_and_completion_arrive_in_open_edx(
    page: Page, openedx: OpenEdx, packages: dict[str, Path], banks: dict[str, Any], standard: str
) -> None:
    assert openedx.import_package(packages[standard]) == {"result": "success", "errors": []}
    assert openedx.state()["index"] == "index.html"
    page.goto(f"{openedx.address}/scenario/scorm.0/")
    frame = page.frame_locator(FRAME).first
    take(Learner(frame), banks)

    assert settled(page, openedx) == (1.0, "completed")
    state = openedx.state()
    kinds = {event["type"] for event in state["events"]}
    assert {"grade", "completion"} <= kinds


@one
def test_a_finished_learner_who_reopens_in_open_edx_keeps_the_grade(
    page: Page, openedx: OpenEdx, packages: dict[str, Path], banks: dict[str, Any], standard: str
) -> None:
    openedx.import_package(packages[standard])
    page.goto(f"{openedx.address}/scenario/scorm.0/")
    take(Learner(page.frame_locator(FRAME).first), banks)
    before = settled(page, openedx)

    page.goto(f"{openedx.address}/scenario/scorm.0/")
    learner = Learner(page.frame_locator(FRAME).first)
    learner.ready()
    learner.start()
    expect(learner.place.locator("#quiz-hr")).to_be_visible()
    learner.next()
    learner.saved()

    assert settled(page, openedx) == before == (1.0, "completed")


@both
def test_score_and_status_arrive_in_scorm_again(
    page: Page, packages: dict[str, Path], banks: dict[str, Any], standard: str
) -> None:
    with ScormAgain(packages[standard], standard) as host:
        page.goto(host.address)
        take(Learner(page.frame_locator("#scorm_object")), banks)

        name = "API" if standard == "scorm12" else "API_1484_11"
        prefix = "LMS" if standard == "scorm12" else ""
        elements = (
            ["cmi.core.lesson_status", "cmi.core.score.raw"]
            if standard == "scorm12"
            else ["cmi.success_status", "cmi.score.scaled", "cmi.completion_status"]
        )
        got = [page.evaluate(f"{name}.{prefix}GetValue('{element}')") for element in elements]

        assert got == (["passed", "100"] if standard == "scorm12" else ["passed", "1", "completed"])
        assert "suspend_data" in json.dumps(host.commits[-1])
