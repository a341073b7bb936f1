"""Who keeps what: each kind of change by its id, the last release that is recorded, and what build says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from ihrp_course.cli import commands
from ihrp_course.commands.compat import CODES
from ihrp_course.compat import (
    RELEASED,
    Compatibility,
    Held,
    ReleasedError,
    Snapshot,
    compare,
    read_zip,
    record,
    released,
)
from ihrp_course.identity import LOCK_PATH
from tests.lms import packages
from tests.lms.courses import lock
from tests.lms.releases import COURSE, SECOND, edit, old, package, renew

PLAIN = Snapshot(
    course="c",
    unit="c-m",
    version="1.0.0",
    policy="view-then-pass",
    profile="default",
    score="",
    ids={
        "first": Held("lesson", 0, 0),
        "second": Held("lesson", 0, 1),
        "q": Held("question", 0, 0, "choice", 1, "k1"),
        "quiz": Held("assessment", 0, 0),
        "m": Held("mark", 0, 0),
    },
    counted=("first", "second"),
    rules={"quiz": {"pass mark": 0.8, "number of tries": None}},
    on_device=("sheet",),
)


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commands, [str(word) for word in words])


def ids(**changes: Held | None) -> dict[str, Held]:
    whole = {**PLAIN.ids, **changes}
    return {id: held for id, held in whole.items() if held is not None}


CASES: dict[str, tuple[Snapshot, str, str, bool]] = {
    "the package's name": (replace(PLAIN, unit="c-n"), "c-m", "another one", True),
    "the course's name": (replace(PLAIN, course="d"), "c", "on their device is not found", True),
    "another slot": (replace(PLAIN, ids=ids(q=Held("question", 0, 7, "choice", 1, "k1"))), "q", "slot 7", True),
    "another module": (replace(PLAIN, ids=ids(q=Held("question", 1, 0, "choice", 1, "k1"))), "q", "module 1", True),
    "a slot given away": (replace(PLAIN, ids=ids(q=None, other=Held("question", 0, 0, "choice", 1, "k1"))), "q", "given to `other`", True),
    "another kind": (replace(PLAIN, ids=ids(q=Held("question", 0, 0, "fill", 1, "k1"))), "q", "was a choice and is a fill", True),
    "a revision": (replace(PLAIN, ids=ids(q=Held("question", 0, 0, "fill", 2, "k2"))), "q", "unanswered", False),
    "another key": (replace(PLAIN, ids=ids(q=Held("question", 0, 0, "choice", 1, "k2"))), "q", "stays judged", False),
    "a question gone": (replace(PLAIN, ids=ids(q=None)), "q", "is gone", False),
    "a lesson gone": (replace(PLAIN, ids=ids(second=None), counted=("first",)), "second", "is gone", False),
    "a lesson more": (replace(PLAIN, ids=ids(third=Held("lesson", 0, 2)), counted=("first", "second", "third")), "third", "new lesson", False),
    "the policy": (replace(PLAIN, policy="view-only"), "c-m", "view-only", False),
    "the profile": (replace(PLAIN, profile="moodle"), "c-m", "moodle", False),
    "the score": (replace(PLAIN, score="quiz"), "c-m", "never falls", False),
    "the pass mark": (replace(PLAIN, rules={"quiz": {"pass mark": 0.9, "number of tries": None}}), "quiz", "was 80% and is 90%", False),
    "the tries": (replace(PLAIN, rules={"quiz": {"pass mark": 0.8, "number of tries": 2}}), "quiz", "was none and is 2", False),
    "a quiz more": (replace(PLAIN, ids=ids(more=Held("assessment", 0, 1)), rules={**PLAIN.rules, "more": {}}), "more", "new quiz", False),
    "a worksheet gone": (replace(PLAIN, on_device=()), "sheet", "no longer shown", False),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_told_alone_by_its_id(name: str) -> None:
    new, id, words, is_loss = CASES[name]

    found = compare(PLAIN, new)

    (reason,) = found.reasons
    assert (reason.id, reason.is_loss) == (id, is_loss)
    assert words in reason.text
    assert found.verdict == ("new course" if is_loss else "safe with notes")


def test_a_lesson_that_begins_to_count_is_told() -> None:
    before = replace(PLAIN, counted=("first",))

    assert [each.text for each in compare(before, PLAIN).reasons] == [
        "was optional and now counts: who was done stays done"
    ]


def test_nothing_changed_is_safe_and_every_id_keeps_its_place() -> None:
    found = compare(PLAIN, replace(PLAIN, version="2.0.0"))

    assert (found.verdict, found.kept) == ("safe", len(PLAIN.ids))
    assert list(found.lines()) == ["1.0.0 → 2.0.0: safe; 5 ids keep their place"]


def test_losses_are_told_before_notes() -> None:
    found = compare(PLAIN, replace(PLAIN, course="d", policy="view-only"))

    assert [line.split()[0] for line in list(found.lines())[1:]] == ["lost", "note"]


# --- from real packages ------------------------------------------------------------------------------


def told(result: Result) -> tuple[str, dict[str, str]]:
    found = json.loads(result.stdout)
    return found["verdict"], {each["id"]: each["text"] for each in found["reasons"]}


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_what_authors_change_from_release_to_release_is_safe_with_notes(
    tmp_path: Path, standard: str
) -> None:
    course = old(tmp_path / "course")
    before = package(course, tmp_path / "old", standard)
    after = package(renew(course), tmp_path / "new", standard)

    result = run("compat", before, after, "--format", "json")

    verdict, reasons = told(result)
    assert (result.exit_code, verdict) == (0, "safe with notes")
    assert set(reasons) == {"update-manifest", "new", "q-third"}, reasons
    assert read_zip(before).unit == read_zip(after).unit


def test_a_lock_that_was_made_anew_is_a_new_course(tmp_path: Path) -> None:
    course = old(tmp_path / "course")
    before = package(course, tmp_path / "old")
    (course / LOCK_PATH).unlink()
    after = package(renew(course), tmp_path / "new")

    result = run("compat", before, after)

    assert result.exit_code == 1
    assert "new course" in result.output
    assert "lost  first: its place in learners' records is given to `new`" in result.output


def test_another_standard_is_a_new_course(tmp_path: Path) -> None:
    course = old(tmp_path / "course")
    before = package(course, tmp_path, "scorm12")
    after = package(course, tmp_path, "scorm2004")

    assert run("compat", before, after).exit_code == 1


def test_strangers_packages_are_compared_as_far_as_can_be(tmp_path: Path) -> None:
    made = packages.package(tmp_path / "a.zip")

    result = run("compat", made, made)

    assert result.exit_code == 0
    assert "not made by ihrp-course" in result.output
    assert "safe with notes" in result.output


# --- the last release ----------------------------------------------------------------------------------


def test_a_recorded_release_reads_as_it_was_written(tmp_path: Path) -> None:
    found = read_zip(package(old(tmp_path / "course"), tmp_path / "built"))
    (tmp_path / RELEASED).write_text(record({found.unit: found}), encoding="utf-8")

    assert released(tmp_path) == {found.unit: found}
    assert '"first": ["lesson", 0, 0, "", 1, ""]' in record({found.unit: found})


def test_build_says_what_the_release_means_for_learners(tmp_path: Path) -> None:
    course = old(tmp_path / "course")
    zip = package(course, tmp_path / "old")
    assert run("--course", course, "compat", "--record", zip).exit_code == 0
    renew(course)

    result = run("--course", course, "build", "--standard", "scorm12")

    assert result.exit_code == 0, result.output
    assert "1.0.0 → 1.1.0: safe with notes" in result.stderr
    assert "note  new: is a new lesson" in result.stderr
    (packed,) = json.loads((course / "build" / "report.json").read_text("utf-8"))["packages"]
    assert packed["update"]["verdict"] == "safe with notes"
    assert {each["id"] for each in packed["update"]["reasons"]} == {"new", "q-third"}


def test_a_strict_build_stops_at_a_new_course(tmp_path: Path) -> None:
    course = old(tmp_path / "course")
    zip = package(course, tmp_path / "old")
    assert run("--course", course, "compat", "--record", zip).exit_code == 0
    edit(course, COURSE, "id: basics", "id: other")

    loose = run("--course", course, "build", "--standard", "scorm12")

    assert loose.exit_code == 0, loose.output
    assert "new course" not in loose.stderr, "another package is compared with none"

    edit(course, COURSE, "id: other", "id: basics")
    (course / LOCK_PATH).unlink()
    edit(course, SECOND, "q-second", "q-other")
    edit(course, "modules/basics/module.yaml", "[first, second, third]", "[third, second, first]")
    lock(course)
    assert run("--course", course, "build", "--standard", "scorm12").exit_code == 0
    strict = run("--course", course, "build", "--standard", "scorm12", "--strict")
    assert strict.exit_code == 1
    assert "new course" in strict.stderr, strict.output


def test_a_record_that_makes_no_sense_is_told_plainly(tmp_path: Path) -> None:
    course = old(tmp_path / "course")
    (course / RELEASED).write_text("{]", encoding="utf-8")

    with pytest.raises(ReleasedError, match="take it back from version control"):
        released(course)
    result = run("--course", course, "build")
    assert result.exit_code == 1
    assert "makes no sense" in result.output


def test_without_a_record_build_says_nothing_of_updates(tmp_path: Path) -> None:
    course = old(tmp_path / "course")

    result = run("--course", course, "build", "--standard", "scorm12")

    assert "keep their place" not in result.stderr
    assert Compatibility("", "", 0, ()).verdict == "safe"


def test_the_page_about_updates_names_every_exit_code_and_verdict() -> None:
    page = (Path(__file__).parents[2] / "docs" / "lms" / "updates.md").read_text("utf-8")

    assert set(re.findall(r"^\| (\d) \|", page, re.MULTILINE)) == {"0", "1", "2", "3"}
    assert all(f"*{verdict}*" in page for verdict in CODES)
