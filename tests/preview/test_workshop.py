"""The workshop: what is kept from one round to the next, and where findings belong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihrp_course.preview import workshop
from ihrp_course.preview.places import describe, letters
from ihrp_course.preview.workshop import Outcome, Workshop
from tests.preview.conftest import SECOND_PATH

KEY = ("basics-basics", "scorm12")


def rounds(shop: Workshop, keys: list[tuple[str, str]]) -> list[Outcome]:
    told: list[Outcome] = []

    def tell(outcome: Outcome) -> bool:
        told.append(outcome)
        return True

    shop.round(keys, tell)
    return told


def test_the_page_comes_before_the_findings_and_only_what_is_looked_at(folder: Path) -> None:
    shop = Workshop(folder)

    first, second = rounds(shop, [KEY])

    assert (first.has_looked_closer, second.has_looked_closer) == (False, True)
    assert not first.is_stale
    assert list(shop.shelves) == [KEY]
    assert b"A longer pause" in bytes(shop.shelves[KEY].files["index.html"])
    assert {each.rule for each in second.findings} >= {"lock-stale"}


def test_new_ids_need_no_lock(folder: Path) -> None:
    shop = Workshop(folder)
    rounds(shop, [KEY])
    file = folder / SECOND_PATH
    file.write_text(file.read_text("utf-8").replace("second-f01", "second-f02"), "utf-8")

    first, _ = rounds(shop, [KEY])

    assert not first.is_stale
    assert not (folder / "modules/ids.lock").exists()


def test_an_error_leaves_the_last_good_course(folder: Path) -> None:
    shop = Workshop(folder)
    rounds(shop, [KEY])
    before = shop.shelves[KEY].marks
    (folder / SECOND_PATH).unlink()

    first, _ = rounds(shop, [KEY])

    assert first.is_stale
    assert first.course is not None
    assert shop.shelves[KEY].marks is before


def test_a_defect_of_ours_is_told_and_ends_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = Workshop(folder)
    rounds(shop, [KEY])

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(workshop, "check", fail)
    (outcome,) = rounds(shop, [KEY])
    monkeypatch.undo()

    assert "RuntimeError: a defect" in outcome.defect
    assert not rounds(shop, [KEY])[0].defect


def test_a_finding_knows_its_lesson_its_block_and_its_words(folder: Path) -> None:
    file = folder / SECOND_PATH
    text = file.read_text("utf-8").replace("A choice\n", "All of the above\n", 1)
    file.write_text(text.replace("minutes: 3", "minutes: 30"), "utf-8")
    shop = Workshop(folder)
    outcome = rounds(shop, [KEY])[-1]

    told = describe(outcome.findings, outcome.course, outcome.sources.texts)

    places = {each["rule"]: each["place"] for each in told}
    assert places["minutes"]["page"] == "second"
    assert places["lock-stale"] is None
    assert {place["block"] for place in places.values() if place} >= {"second-f01"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A [pause](term:pause) gives *a choice* back [@Doe2020].", "apausegivesachoiceback"),
        ("- [x] Twelve 12 & more", "xtwelvemore"),
        ("## Über uns {#us}", "überuns"),
    ],
)
def test_letters_are_what_reads_the_same_in_the_page(line: str, expected: str) -> None:
    assert letters(line) == expected
