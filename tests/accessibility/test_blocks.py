"""Two accessibility engines on every block, before, during and after answering: at 320 px, dark, in forced colours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ihrp_course.preview import PretendLms
from tests.accessibility.test_engines import SETTINGS, judge
from tests.browser.conftest import lms
from tests.browser.gallery import LESSONS, PRACTICE, bank, begin, gallery, say, turn_to
from tests.conftest import sample
from tests.taking import Learner

__all__ = ["bank", "gallery", "lms"]


@pytest.fixture(params=sample(list(SETTINGS), 1, seed=1))
def sitting(
    request: pytest.FixtureRequest, browser: Browser, lms: PretendLms, gallery: dict[str, Path]
) -> Any:
    """A learner in a window of their own, in one of the settings."""
    context = browser.new_context(**SETTINGS[request.param])
    page = context.new_page()
    lms.launch(gallery["scorm12"], "scorm12")
    page.goto(f"{lms.address}/_package/{gallery['scorm12'].name}/index.html")
    learner = Learner(page)
    learner.ready()
    learner.start()
    yield page, learner
    context.close()


@pytest.mark.parametrize("lesson", LESSONS)
def test_nothing_is_found_before_answering(sitting: tuple[Page, Learner], lesson: str) -> None:
    page, learner = sitting
    turn_to(learner, lesson)

    assert judge(page, lesson) == []


@pytest.mark.parametrize("lesson", ["asking", "placing"])
def test_nothing_is_found_while_and_after_questions_are_answered(
    sitting: tuple[Page, Learner], lesson: str
) -> None:
    page, learner = sitting
    turn_to(learner, lesson)
    ids = learner.practice_ids()
    for id in ids:
        learner.answer(learner.question(id), learner.data(id), right=False)
    found = judge(page, "chosen")
    for id in ids:
        learner.check(learner.question(id))
    found += judge(page, "missed")
    for id in ids[::2]:
        learner.question(id).locator("[data-do=show]").click()
    for id in ids[1::2]:
        learner.question(id).locator("[data-do=again]").click()
        learner.answer(learner.question(id), learner.data(id))
        learner.check(learner.question(id))
    found += judge(page, "shown, and right")

    assert found == []


def test_nothing_is_found_in_a_role_play(sitting: tuple[Page, Learner]) -> None:
    page, learner = sitting
    turn_to(learner, "talking")
    form = begin(learner)
    found = judge(page, "first scene")
    say(form, 1)
    found += judge(page, "second scene")
    say(form, 1)
    found += judge(page, "missed end")
    form.locator("[data-do=back]").click()
    say(form, 0, 0)
    found += judge(page, "good end")

    assert found == []


def test_nothing_is_found_in_what_is_for_oneself(sitting: tuple[Page, Learner]) -> None:
    page, learner = sitting
    turn_to(learner, "quietly")
    for id in ("quietly-poll", "quietly-scale", "quietly-reported"):
        page.locator(f"#{id} label").first.click()
    practice = page.locator(f"#{PRACTICE}")
    practice.locator("[data-do=play]").click()
    found = judge(page, "runs")
    practice.locator("[data-do=skip]").click()
    for _ in range(3):
        practice.locator("[data-do=step]").click()
    found += judge(page, "stepping")
    practice.locator("[data-do=skip]").click()
    found += judge(page, "over")

    assert found == []


def test_nothing_is_found_in_a_quiz_of_these_blocks(
    sitting: tuple[Page, Learner], bank: dict[str, Any]
) -> None:
    page, learner = sitting
    turn_to(learner, "quiz-gallery")
    learner.open_quiz("quiz-gallery")
    found: list[str] = []
    while not page.locator("#quiz-gallery [data-view=review]").is_visible():
        id = learner.form().get_attribute("id") or ""
        found += judge(page, id)
        learner.answer(learner.form(), bank[id]["data"], right=False)
        found += judge(page, f"{id} answered")
        page.locator("#quiz-gallery [data-view=questions] [data-do=forth]").click()
        expect(page.locator(f"#{id}")).to_be_hidden()
    learner.hand_in()
    found += judge(page, "result")

    assert found == []
