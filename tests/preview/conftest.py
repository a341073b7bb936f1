"""A course to edit, a preview of it, and a bench in a browser that fails the test on any uncaught error."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from ihrp_course.preview.live import Live
from tests.browser.conftest import watch
from tests.rules.base import write

WORDS = ("one two three four five six seven eight nine ten eleven twelve thirteen fourteen").split()
LONG = "\n".join(
    f"Part {word} goes on for a while, so that there is a way to scroll.\n" for word in WORDS
)
SECOND = f"""\
---
id: second
title: A longer pause
minutes: 3
objectives: [B-1]
---

## Before the question

{LONG}
:::choice second-f01
objective: B-1

What does a pause give back?

- [x] A choice
  > Yes, that is what it is for.
- [ ] The time
  > Time goes on in a pause.
- [ ] The money
  > Nobody pays for a pause.
:::

## Behind the question

The last words of this lesson are here.
"""
MODULE = """\
id: basics
title: Basics
objectives:
  B-1: {text: Say what a pause is for, level: understand}
lessons: [first, second]
assessment:
  id: quiz
  title: Quiz
  banks: [basics]
  draw: 1
  pass: 80
"""
FIRST_PATH = "modules/basics/01-first.md"
SECOND_PATH = "modules/basics/02-second.md"


class Author:
    """Somebody who writes a course and looks at the bench."""

    def __init__(self, page: Page, live: Live, folder: Path) -> None:
        self.page, self.live, self.folder = page, live, folder

    @property
    def course(self) -> FrameLocator:
        """The package's page."""
        return self.page.frame_locator("#frame iframe:visible").frame_locator("#scorm_object")

    def open(self, lesson: str = "") -> None:
        """Look at the bench, and turn to a lesson."""
        self.page.goto(f"{self.live.address}/")
        expect(self.course.locator("html.ready")).to_be_attached()
        if lesson:
            self.turn(lesson)

    def turn(self, lesson: str) -> None:
        """Turn to a lesson, as its link in the contents does."""
        self.course.locator("body").evaluate("(_, id) => { location.hash = id; }", lesson)
        expect(self.course.locator(f"#{lesson} h1")).to_be_visible()
        expect(self.course.locator(f"#{lesson} [data-rest]")).to_have_count(0)

    def tab(self, name: str) -> None:
        self.page.locator(f"#tab-{name}").click()

    def switch(self, fault: str) -> None:
        """Throw a fault's switch."""
        self.tab("faults")
        self.page.locator(f"#fault-{fault}").check()

    def choose(self, fault: str, choice: str) -> None:
        self.tab("faults")
        self.page.locator(f"#fault-{fault}").select_option(label=choice)

    def press(self, name: str) -> None:
        self.tab("faults")
        self.page.get_by_role("button", name=name).click()

    def answer(self, option: str = "A choice") -> None:
        """Answer the practice question of the second lesson."""
        question = self.course.locator("#second-f01")
        question.get_by_text(option, exact=True).click()
        question.locator("[data-do=check]").click()

    def edit(self, path: str, old: str, new: str) -> None:
        """Save a file with other words in it."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def session(self) -> int:
        """The number of the session that runs."""
        number: int = self.page.evaluate(
            "() => document.querySelector('#frame iframe').contentWindow.pretend.launch.start.session"
        )
        return number

    def until_session(self, number: int) -> None:
        """Wait until that session's page has come to life."""
        self.page.wait_for_function(
            """number => {
              const host = document.querySelector('#frame iframe')?.contentWindow;
              const inner = host?.document.getElementById('scorm_object')?.contentDocument;
              return host?.pretend?.launch?.start.session === number
                && inner?.documentElement?.classList.contains('ready');
            }""",
            arg=number,
        )

    def record(self) -> dict[str, str]:
        """What the LMS has saved."""
        return self.live.record("basics-basics-scorm12", "author")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"modules/basics/module.yaml": MODULE, SECOND_PATH: SECOND}
    return write(tmp_path / "course", files)


@pytest.fixture
def live(folder: Path) -> Iterator[Live]:
    with Live(folder) as running:
        yield running


@pytest.fixture
def author(page: Page, live: Live, folder: Path) -> Iterator[Author]:
    errors: list[str] = []
    watch(page, errors)
    yield Author(page, live, folder)
    assert not [each for each in errors if "403" not in each]  # an ended session is meant
