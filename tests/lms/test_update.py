"""The update promise, played: half of the old package, the new one in its place, and on to the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from ihrp_course.state.codec import decode
from tests.consumers.test_consumers import FRAME, OpenEdx, openedx, settled
from tests.lms.releases import old, package, renew
from tests.taking import Learner, bank_data

__all__ = ["openedx"]

KEY = "the activity"
STATUS = {"scorm12": "cmi.core.lesson_status", "scorm2004": "cmi.success_status"}
RAW = {"scorm12": "cmi.core.score.raw", "scorm2004": "cmi.score.raw"}
STANDARDS: list[StandardName] = ["scorm12", "scorm2004"]
both = pytest.mark.parametrize("standard", STANDARDS)


@pytest.fixture
def releases(tmp_path: Path, standard: StandardName) -> tuple[Path, Path]:
    """The old package and the new one."""
    course = old(tmp_path / "course")
    first = package(course, tmp_path / "old", standard)
    return first, package(renew(course), tmp_path / "new", standard)


def questions(zip: Path) -> dict[str, Any]:
    with ZipFile(zip) as archive:
        return bank_data(archive.read("data/bank-basics.js").decode())


def half(learner: Learner) -> None:
    """Two lessons with their questions; the third is open when the learner leaves."""
    learner.ready()
    learner.start()
    for id in ("q-first", "q-second"):
        answer(learner, id)
        learner.next()
    expect(learner.place.locator("#third")).to_be_visible()
    learner.saved()


def answer(learner: Learner, id: str) -> None:
    form = learner.question(id)
    learner.answer(form, learner.data(id))
    learner.check(form)


def turn(learner: Learner, id: str) -> None:
    """To a lesson by the contents; by keyboard, since Open edX's frame is low."""
    learner.place.locator("[data-do=contents]").click()
    learner.place.locator(f"#_contents [data-entry={id}] a").press("Enter")
    expect(learner.place.locator(f"#{id}")).to_be_visible()


def rest(learner: Learner, banks: dict[str, Any]) -> None:
    """In the new release: where one was, what is new, then the quiz."""
    turn(learner, "new")
    answer(learner, "q-new")
    learner.next()
    learner.next()
    learner.next()
    answer(learner, "q-more")
    learner.next()
    quiz(learner, banks)


def quiz(learner: Learner, banks: dict[str, Any]) -> None:
    learner.open_quiz("quiz")
    learner.answer_all(banks)
    learner.hand_in()
    learner.saved()


def kept(state: str) -> tuple[set[int], set[int]]:
    """Slots of the lessons done, and of the questions answered."""
    (module,) = decode(state).modules
    return (
        {lesson.slot for lesson in module.lessons if lesson.done},
        {answer.slot for answer in module.answers},
    )


@both
def test_who_is_half_way_goes_on_in_the_new_release_where_the_old_one_was_left(
    page: Page, releases: tuple[Path, Path], standard: StandardName
) -> None:
    with PretendLms() as lms:
        page.goto(lms.launch(releases[0], standard, key=KEY))
        half(Learner(page.frame_locator("#scorm_object")))
        page.goto("about:blank")
        before = kept(lms.record(KEY)["cmi.suspend_data"])

        page.goto(lms.launch(releases[1], standard, key=KEY))
        learner = Learner(page.frame_locator("#scorm_object"))
        learner.ready()
        learner.start()

        expect(learner.place.locator("#third")).to_be_visible()
        turn(learner, "second")
        expect(learner.question("q-second").locator("[data-part=result]")).not_to_be_empty()
        expect(learner.question("q-more").locator("[data-part=result]")).to_be_empty()
        rest(learner, questions(releases[1]))
        record = lms.record(KEY)
        after = kept(record["cmi.suspend_data"])

    assert before == ({0, 1}, {1, 2}), "first and second are done and answered"
    assert before[0] <= after[0]
    assert before[1] <= after[1]
    assert record[STATUS[standard]] == "passed"
    assert record[RAW[standard]] == "100"


@both
def test_who_has_passed_stays_passed_though_the_new_release_has_more(
    page: Page, releases: tuple[Path, Path], standard: StandardName
) -> None:
    with PretendLms() as lms:
        page.goto(lms.launch(releases[0], standard, key=KEY))
        learner = Learner(page.frame_locator("#scorm_object"))
        half(learner)
        answer(learner, "q-third")
        learner.next()
        quiz(learner, questions(releases[0]))
        page.goto("about:blank")
        reached = {name: lms.record(KEY)[name] for name in (STATUS[standard], RAW[standard])}
        first = len(lms.commits(KEY))

        page.goto(lms.launch(releases[1], standard, key=KEY))
        learner = Learner(page.frame_locator("#scorm_object"))
        learner.ready()
        learner.start()
        turn(learner, "new")
        answer(learner, "q-new")
        learner.next()
        learner.saved()
        page.goto("about:blank")
        later = lms.commits(KEY)[first:]

    assert reached == {STATUS[standard]: "passed", RAW[standard]: "100"}
    assert later
    for commit in later:
        assert {name: commit[name] for name in reached} == reached


@both
def test_the_promise_holds_in_open_edx(
    page: Page, openedx: OpenEdx, releases: tuple[Path, Path], standard: StandardName
) -> None:
    openedx.import_package(releases[0])
    page.goto(f"{openedx.address}/scenario/scorm.0/")
    half(Learner(page.frame_locator(FRAME).first))
    assert settled(page, openedx)[1] == "incomplete"

    assert openedx.import_package(releases[1]) == {"result": "success", "errors": []}
    page.goto(f"{openedx.address}/scenario/scorm.0/")
    learner = Learner(page.frame_locator(FRAME).first)
    learner.ready()
    learner.start()
    expect(learner.place.locator("#third")).to_be_visible()
    rest(learner, questions(releases[1]))

    assert settled(page, openedx) == (1.0, "completed")
