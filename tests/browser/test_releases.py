"""A learner begins in one release and goes on in the next: nothing is lost, nothing is lowered."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from ihrp_course.preview import PretendLms
from ihrp_course.state.bits import crc16
from tests.browser.small import BANK, COURSE, MODULE, QUIZ, WAYS, WHY, release
from tests.taking import Learner, bank_data

KEY = "the-course-in-the-lms"
NEXT = COURSE.replace("1.0.0", "1.1.0")


def enter(page: Page, lms: PretendLms, package: Path) -> Learner:
    page.goto(lms.launch(package, key=KEY))
    learner = Learner(page.frame_locator("#scorm_object"))
    learner.ready()
    return learner


def banks(package: Path) -> dict[str, Any]:
    with ZipFile(package) as archive:
        return bank_data(archive.read("data/bank-pause.js").decode())


def leave(page: Page, learner: Learner) -> None:
    learner.saved()
    page.wait_for_function("() => pretend.inFlight === 0")
    page.goto("about:blank")


def half_way(page: Page, lms: PretendLms, package: Path) -> str:
    """In the first release: an answer to each practice question, one lesson done, the quiz begun."""
    learner = enter(page, lms, package)
    learner.start()
    for id in ("p-1-f01", "p-1-f02"):
        learner.answer(learner.question(id), learner.data(id))
        learner.check(learner.question(id))
    learner.next()
    learner.open_quiz(QUIZ)
    first = learner.form().get_attribute("id") or ""
    learner.answer(learner.form(), banks(package)[first]["data"])
    leave(page, learner)
    return first


def show_lesson(learner: Learner, id: str) -> None:
    learner.place.locator("[data-do=contents]").click()
    learner.place.locator(f"#_contents [data-entry={id}] a").click()
    learner.arrived(id)


def chosen(learner: Learner, id: str) -> str:
    """The words of the option that is chosen."""
    box = learner.question(id).locator("input:checked")
    if box.count() == 0:
        return ""
    return learner.question(id).locator(f"label[for='{box.get_attribute('id')}']").inner_text()


def of_format(version: int, state: str) -> str:
    """The same state as another version of the format would have marked it: its first byte."""
    whole = urlsafe_b64decode(state + "=" * (-len(state) % 4))
    body = bytes([version]) + whole[1:-2]
    packed = urlsafe_b64encode(body + crc16(body).to_bytes(2, "big"))
    return packed.decode().rstrip("=")


def moved(text: str, first: str, second: str) -> str:
    """The two pieces in each other's place."""
    return text.replace(first, "\0").replace(second, first).replace("\0", second)


ORDER = {
    "modules/pause/module.yaml": MODULE.replace("[why, ways]", "[ways, why]"),
    "modules/pause/01-why.md": moved(WHY, "- [x] Room to choose {#room}\n  > Yes.", "- [ ] Calm for sure {#calm}\n  > Perhaps."),
}  # fmt: skip
WORDING = {"modules/pause/01-why.md": WHY.replace("Room to choose", "Some room to choose")}
REMOVED_OPTION = {"modules/pause/01-why.md": WHY.replace("- [ ] Proof {#proof}\n  > No.\n", "")}
ADDED_OPTION = {
    "modules/pause/01-why.md": WHY.replace("- [ ] Proof", "- [ ] Sleep {#sleep}\n- [ ] Proof")
}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (ORDER, "Room to choose"),
        (WORDING, "Some room to choose"),
        (REMOVED_OPTION, "Room to choose"),
        (ADDED_OPTION, "Room to choose"),
    ],
    ids=["order", "wording", "an option less", "an option more"],
)
def test_an_answer_outlives_a_change(
    page: Page, lms: PretendLms, tmp_path: Path, change: dict[str, str], words: str
) -> None:
    first = half_way(page, lms, release(tmp_path))
    after = release(tmp_path, {"modules/course.yaml": NEXT, **change})

    learner = enter(page, lms, after)
    learner.start()

    expect(learner.page).to_have_attribute("id", QUIZ)
    learner.page.locator("[data-view=intro] [data-do=open]").click()
    learner.page.locator("[data-view=questions] [data-do=back]").click()
    expect(learner.form()).to_have_attribute("id", first)
    expect(learner.form().locator("input:checked")).to_have_count(1)
    show_lesson(learner, "why")
    expect(learner.question("p-1-f01").locator("[data-part=result]")).to_have_text("Right.")
    assert chosen(learner, "p-1-f01") == words
    expect(learner.place.locator("#_start [data-entry=why]")).to_have_class("done")


def test_a_new_revision_is_asked_again_and_a_removed_question_is_not_missed(
    page: Page, lms: PretendLms, tmp_path: Path
) -> None:
    half_way(page, lms, release(tmp_path))
    text = WHY.replace("tries: 3", "tries: 3\nrevision: 2")
    text = re.sub(r":::truefalse p-1-f02.*?:::\n", "", text, flags=re.DOTALL)
    after = release(tmp_path, {"modules/course.yaml": NEXT, "modules/pause/01-why.md": text})

    learner = enter(page, lms, after)
    show_lesson(learner, "why")

    expect(learner.question("p-1-f01").locator("[data-part=result]")).to_be_empty()
    assert chosen(learner, "p-1-f01") == ""
    expect(learner.place.locator("#_start [data-entry=why]")).to_have_class("done")
    learner.answer(learner.question("p-1-f01"), learner.data("p-1-f01"))
    learner.check(learner.question("p-1-f01"))
    leave(page, learner)
    assert lms.record(KEY)["cmi.core.lesson_status"] == "incomplete"


def test_what_is_added_is_asked_for_and_what_was_passed_stays_passed(
    page: Page, lms: PretendLms, tmp_path: Path
) -> None:
    before = release(tmp_path)
    learner = enter(page, lms, before)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz(QUIZ)
    learner.answer_all(banks(before))
    learner.hand_in()
    leave(page, learner)
    passed = lms.record(KEY)
    more = {
        "modules/course.yaml": NEXT,
        "modules/pause/module.yaml": MODULE.replace("[why, ways]", "[why, more, ways]"),
        "modules/pause/03-more.md": WAYS.replace("id: ways", "id: more").replace("sure-after", "sure-later"),
        "modules/pause/bank-pause.md": BANK + ":::truefalse p-2-s02\nobjective: P-2\nanswer: true\n\nNew.\n:::\n",
    }  # fmt: skip

    learner = enter(page, lms, release(tmp_path, more))
    show_lesson(learner, "more")
    leave(page, learner)

    record = lms.record(KEY)
    assert passed["cmi.core.lesson_status"] == record["cmi.core.lesson_status"] == "passed"
    assert record["cmi.core.score.raw"] == "100"


def test_going_back_to_the_older_release_and_forth_again_loses_nothing(
    page: Page, lms: PretendLms, tmp_path: Path
) -> None:
    old = release(tmp_path / "a")
    half_way(page, lms, old)
    (tmp_path / "b" / "modules").mkdir(parents=True)
    lock = (tmp_path / "a" / "modules" / "ids.lock").read_text("utf-8")
    (tmp_path / "b" / "modules" / "ids.lock").write_text(lock, "utf-8")
    extra = "\n:::truefalse p-2-f09\nobjective: P-2\nanswer: true\n\nFeet are always there.\n:::\n"
    new = release(
        tmp_path / "b", {"modules/course.yaml": NEXT, "modules/pause/02-ways.md": WAYS + extra}
    )
    learner = enter(page, lms, new)
    show_lesson(learner, "ways")
    learner.answer(learner.question("p-2-f09"), learner.data("p-2-f09"))
    learner.check(learner.question("p-2-f09"))
    leave(page, learner)
    learner = enter(page, lms, old)
    show_lesson(learner, "why")
    expect(learner.question("p-1-f01").locator("[data-part=result]")).to_have_text("Right.")
    learner.next()
    leave(page, learner)

    learner = enter(page, lms, new)
    show_lesson(learner, "ways")

    expect(learner.question("p-2-f09").locator("[data-part=result]")).to_have_text("Right.")


def test_a_state_of_a_newer_format_is_read_by_nobody_and_never_overwritten(
    page: Page, lms: PretendLms, tmp_path: Path
) -> None:
    package = release(tmp_path)
    half_way(page, lms, package)
    record = lms.record(KEY)
    newer = of_format(99, record["cmi.suspend_data"])
    lms.put_record(KEY, {**record, "cmi.suspend_data": newer})

    learner = enter(page, lms, package)
    expect(learner.place.locator("[data-part=saved]")).to_have_text("Looking back")
    show_lesson(learner, "ways")
    page.goto("about:blank")

    assert lms.record(KEY)["cmi.suspend_data"] == newer
