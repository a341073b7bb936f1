"""A whole run through the small course, whose tab dies after every single step: each launch finds all that was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from playwright.sync_api import Error as BrowserError

from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.browser.conftest import watch
from tests.browser.small import QUIZ, release
from tests.browser.test_stories import RAW, STATUS, both, enter, refused
from tests.browser.walkworld import SCRIPT
from tests.conftest import sample
from tests.taking import Learner, bank_data

Step = Callable[[Learner, dict[str, Any]], None]
WAYS: list[tuple[StandardName, bool]] = [
    (standard, is_same) for standard in ("scorm12", "scorm2004") for is_same in (True, False)
]


def answer(id: str) -> Step:
    def step(learner: Learner, _: dict[str, Any]) -> None:
        learner.answer(learner.question(id), learner.data(id))
        learner.check(learner.question(id))

    return step


def choose(label: str) -> Step:
    return lambda learner, _: learner.place.locator(f"label[for={label}]").click()


def turn(learner: Learner, _: dict[str, Any]) -> None:
    learner.next()


def open_quiz(learner: Learner, _: dict[str, Any]) -> None:
    learner.open_quiz(QUIZ)


def change_ones_mind(learner: Learner, banks: dict[str, Any]) -> None:
    """Answer wrongly, then rightly, at once."""
    id = learner.form().get_attribute("id") or ""
    for right in (False, True):
        learner.answer(learner.form(), banks[id]["data"], right)


def answer_next(learner: Learner, banks: dict[str, Any]) -> None:
    """The first question of the quiz that has no answer; that is where one goes on."""
    id = learner.form().get_attribute("id") or ""
    learner.answer(learner.form(), banks[id]["data"])
    learner.page.locator("[data-view=questions] [data-do=forth]").click()


def flag(learner: Learner, _: dict[str, Any]) -> None:
    learner.page.locator("[data-do=flag]").click()


def hand_in(learner: Learner, _: dict[str, Any]) -> None:
    learner.hand_in()


STEPS: list[Step] = [
    answer("p-1-f01"),
    choose("sure-before_0_1"),
    answer("p-1-f02"),
    choose("sure-before_1_2"),
    turn,
    choose("sure-after_0_2"),
    choose("sure-after_1_2"),
    turn,
    open_quiz,
    answer_next,
    flag,
    change_ones_mind,
    answer_next,
    answer_next,
    hand_in,
]


class Sitting:
    """One tab, from launch to its end."""

    def __init__(self, context: BrowserContext, url: str, errors: list[str]) -> None:
        context.add_init_script(SCRIPT)
        self.page: Page = context.new_page()
        watch(self.page, errors)
        self.page.goto(url)
        frame = self.page.wait_for_selector("#scorm_object").content_frame()  # type: ignore[union-attr]
        assert frame is not None
        self.frame = frame
        self.learner = Learner(frame)
        self.learner.ready()

    def go_on(self, is_in_quiz: bool) -> None:
        """To the page where one stopped, and into a quiz that is under way."""
        self.learner.start()
        if is_in_quiz:
            opens = self.learner.page.locator("[data-view=intro] [data-do=open]")
            expect(opens).to_have_text("Go on")
            self.learner.open_quiz(QUIZ)

    def standing(self, has_device: bool) -> dict[str, Any]:
        """What one sees to have done: in the contents, on the page, in the quiz."""
        look = self.frame.evaluate("() => walk.settled().then(() => walk.look())")
        forms = [each for each in look["forms"] if has_device or not each["own"]]
        return {
            "page": look["pages"],
            "done": look["done"],
            "states": look["states"],
            "forms": {each["id"]: (each["values"], each["state"]) for each in forms},
            "quiz": self.frame.locator(".page:visible .list:visible li").evaluate_all(
                "(rows) => rows.map((row) => row.className)"
            ),
        }

    def die(self) -> None:
        with suppress(BrowserError):
            self.page.goto("chrome://crash", timeout=2_000)
        self.page.close()


@pytest.mark.parametrize(("standard", "is_same"), sample(WAYS, 1, seed=1))
def test_a_tab_that_dies_after_any_step_loses_nothing(
    browser: Browser, lms: PretendLms, tmp_path: Path, standard: StandardName, is_same: bool
) -> None:
    """On the same device each time, or on another: then all of it is at the LMS."""
    package = release(tmp_path, standard=standard)
    with ZipFile(package) as archive:
        banks = bank_data(archive.read("data/bank-pause.js").decode())
    deadly = sample(range(len(STEPS)), 6, seed=4)
    errors: list[str] = []
    context = browser.new_context()
    sitting = Sitting(context, lms.launch(package, standard), errors)
    sitting.go_on(False)
    for number, step in enumerate(STEPS):
        if step is change_ones_mind and not is_same:
            continue  # a change of the same answer is on the device at once, at the LMS a moment later
        step(sitting.learner, banks)
        if number not in deadly:
            continue
        before = sitting.standing(has_device=is_same)
        sitting.die()
        if not is_same:
            context.close()
            context = browser.new_context()
        sitting = Sitting(context, lms.launch(package, standard), errors)
        sitting.go_on(bool(before["quiz"]))
        after = sitting.standing(has_device=is_same)
        assert after == before, f"after step {number}, {step.__name__}"

    expect(sitting.frame.locator(f"#_start [data-entry={QUIZ}]")).to_contain_text("100")
    record = lms.record(package)
    told = [
        value for name, value in record.items() if re.fullmatch(r"cmi\.interactions\.\d+\.id", name)
    ]
    assert sorted(told) == ["p-1-f01", "p-1-f02", "p-1-s01", "p-1-s02", "p-2-s01"]
    assert record[RAW[standard]] == "100"
    assert record[STATUS[standard]] == ("passed" if standard == "scorm12" else "completed")
    assert refused(sitting.page) == []
    assert errors == []
    context.close()


TYPED = """\
---
id: pause
title: Questions
---

:::numeric p-1-s01
objective: P-1
answer: 3

How many breaths does a short pause take?
:::

:::numeric p-1-s02
objective: P-1
answer: 12

How many minutes does a long one take?
:::

:::numeric p-2-s01
objective: P-2
answer: 2

How many feet stand on the floor?
:::
"""


@both
def test_a_number_is_kept_when_the_page_is_left_while_it_is_typed(
    page: Page, lms: PretendLms, tmp_path: Path, standard: StandardName
) -> None:
    package = release(tmp_path, {"modules/pause/bank-pause.md": TYPED}, standard)
    learner = enter(page, lms, package, standard)
    learner.open_quiz(QUIZ)
    learner.form().locator("input").press_sequentially("12")
    page.goto("about:blank")

    again = enter(page, lms, package, standard)
    again.open_quiz(QUIZ)
    again.page.locator("[data-view=questions] [data-do=back]").click()

    expect(again.form().locator("input")).to_have_value("12")
