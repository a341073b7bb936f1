"""An LMS that took everything and, at the next launch, gives nothing back: what it holds is not overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from ihrp_course.preview import PretendLms
from ihrp_course.preview.server import StandardName
from tests.browser.small import QUIZ, release
from tests.browser.test_stories import RAW, STATUS, both, enter
from tests.taking import bank_data


@both
@pytest.mark.parametrize(
    "fault",
    [{"throws": ["get"]}, {"returns": "undefined"}, {"returns": "empty"}],
    ids=["reading throws", "undefined", "empty"],
)
def test_an_lms_that_gives_nothing_back_keeps_what_it_has(
    page: Page, lms: PretendLms, tmp_path: Path, standard: StandardName, fault: dict[str, Any]
) -> None:
    package = release(tmp_path, standard=standard)
    with ZipFile(package) as archive:
        banks = bank_data(archive.read("data/bank-pause.js").decode())
    learner = enter(page, lms, package, standard)
    learner.start()
    learner.finish_lessons()
    learner.open_quiz(QUIZ)
    learner.answer_all(banks)
    learner.hand_in()
    learner.saved()
    before = lms.record(package)

    silent = enter(page, lms, package, standard, **fault)
    silent.start()
    page.wait_for_function("() => pretend.inFlight === 0")
    after = lms.record(package)
    learner = enter(page, lms, package, standard)

    for element in (STATUS[standard], RAW[standard], "cmi.success_status"):
        assert after.get(element) == before.get(element), element
    expect(learner.place.locator("#_start .contents .done")).to_have_count(3)
