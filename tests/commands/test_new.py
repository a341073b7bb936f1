"""`new`: what it makes is clean, listed, and never in the place of something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihrp_course.commands.new import Refused, new_bank, new_course, new_lesson, new_module
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.pipeline import build, check_course
from tests.rules.base import COURSE, MODULE, write
from tests.unit.test_cli import run

KINDS = {"choice", "reveal", "callout", "worksheet", "figure"}


def findings(folder: Path) -> tuple[Diagnostic, ...]:
    return check_course(folder)[0].diagnostics


def rules(folder: Path) -> set[str]:
    return {found.rule for found in findings(folder)}


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_course_is_clean_and_builds_as_it_is(tmp_path: Path) -> None:
    new_course(tmp_path / "tea", "", "")

    built = build(tmp_path / "tea", tmp_path / "out")

    assert findings(tmp_path / "tea") == ()
    assert built.diagnostics == ()
    assert {written.path.name for written in built.written} == {
        "tea-0.1.0-scorm12.zip",
        "tea-0.1.0-scorm2004.zip",
    }


def test_a_new_course_shows_what_can_be_done(tmp_path: Path) -> None:
    new_course(tmp_path, "tea", "")

    course = check_course(tmp_path)[0].course

    assert course is not None
    assert len(list(course.lessons)) == 2
    assert {block.kind for lesson in course.lessons for block in lesson.blocks} >= KINDS
    assert course.terms
    assert next(course.assessments).draw < sum(len(bank.questions) for bank in course.banks)


def test_a_new_course_takes_its_title_whatever_is_in_it(tmp_path: Path) -> None:
    title = 'Tea: "a" # <b>\'s [x] \\ 🙂'

    new_course(tmp_path, "tea", title)

    course = check_course(tmp_path)[0].course
    assert course is not None
    assert (course.id, course.title) == ("tea", title)


@pytest.mark.parametrize(
    "name, id", [("My Course 2", "my-course-2"), ("2026", "my-course"), ("Ünï", "n")]
)
def test_a_new_course_is_called_after_its_folder(name: str, id: str, tmp_path: Path) -> None:
    new_course(tmp_path / name, "", "")

    course = check_course(tmp_path / name)[0].course
    assert course is not None
    assert course.id == id


def test_a_new_course_never_takes_the_place_of_one(tmp_path: Path) -> None:
    write(tmp_path, {})
    before = everything(tmp_path)

    with pytest.raises(Refused, match=r"course\.yaml is there already"):
        new_course(tmp_path, "tea", "")
    assert everything(tmp_path) == before


def test_a_new_course_leaves_another_s_files_alone(tmp_path: Path) -> None:
    (tmp_path / "modules" / "old").mkdir(parents=True)
    (tmp_path / "modules" / "old" / "note.md").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused, match="holds files already"):
        new_course(tmp_path, "tea", "")


def test_modules_lessons_and_banks_grow_on_a_course_without_an_error(tmp_path: Path) -> None:
    new_course(tmp_path, "tea", "")

    new_module(tmp_path, "later", "Later: more")
    new_lesson(tmp_path, "later", "second", "")
    new_bank(tmp_path, "later", "later", "")
    new_bank(tmp_path, "later", "spare", "")
    new_lesson(tmp_path, "pause", "third", "")

    course = check_course(tmp_path)[0].course
    assert rules(tmp_path) == {"lock-stale"}
    assert course is not None
    later = course.modules[1]
    assert [lesson.id for lesson in later.lessons] == ["later-1", "second"]
    assert later.assessment is not None
    assert later.assessment.banks == ("later", "spare")
    assert (tmp_path / "modules/pause/03-third.md").is_file()


def test_comments_and_layout_stay(tmp_path: Path) -> None:
    course = "# mine\n" + COURSE.replace(
        "modules: [basics]", "modules:   # in order\n  - basics # one"
    )
    write(tmp_path, {"modules/course.yaml": course})

    new_module(tmp_path, "later", "")

    after = (tmp_path / "modules/course.yaml").read_text(encoding="utf-8")
    assert after == course.replace("  - basics # one\n", "  - basics # one\n  - later\n")


def test_line_ends_stay(tmp_path: Path) -> None:
    write(tmp_path, {"modules/basics/module.yaml": MODULE.replace("\n", "\r\n")})

    new_lesson(tmp_path, "basics", "second", "")

    after = (tmp_path / "modules/basics/module.yaml").read_bytes().decode()
    assert after == MODULE.replace("[first]", "[first, second]").replace("\n", "\r\n")


def test_a_lesson_is_for_the_first_objective_that_no_lesson_teaches(tmp_path: Path) -> None:
    other = "  B-1: {text: Say what, level: understand}\n  B-2: {text: Say how}\n"
    module = MODULE.replace("  B-1: {text: Say what a pause is for, level: understand}\n", other)
    write(tmp_path, {"modules/basics/module.yaml": module})

    new_lesson(tmp_path, "basics", "second", "")

    assert "objectives: [B-2]" in (tmp_path / "modules/basics/02-second.md").read_text("utf-8")


def test_a_quiz_that_draws_on_all_banks_needs_no_entry(tmp_path: Path) -> None:
    module = MODULE.replace("banks: [basics]", "banks: all")
    write(tmp_path, {"modules/basics/module.yaml": module})

    new_bank(tmp_path, "basics", "more", "")

    assert (tmp_path / "modules/basics/module.yaml").read_text("utf-8") == module
    assert rules(tmp_path) == {"lock-stale"}


@pytest.mark.parametrize("id", ["", "A", "a b", "../x", "1a", "a" * 61, "ä", "a/b"])
def test_an_id_that_is_none_is_refused(id: str, tmp_path: Path) -> None:
    write(tmp_path, {})
    before = everything(tmp_path)

    with pytest.raises(Refused, match="cannot be the id"):
        new_module(tmp_path, id, "")
    with pytest.raises(Refused, match="cannot be the id"):
        new_lesson(tmp_path, "basics", id, "")
    assert everything(tmp_path) == before


@pytest.mark.parametrize("id", ["first", "pause", "quiz", "b-1-s01"])
def test_an_id_that_is_taken_is_refused_before_anything_is_written(id: str, tmp_path: Path) -> None:
    write(tmp_path, {})
    before = everything(tmp_path)

    with pytest.raises(Refused, match=f"`{id}` is used twice"):
        new_lesson(tmp_path, "basics", id, "")
    assert everything(tmp_path) == before


def test_a_file_that_stands_there_is_never_written_over(tmp_path: Path) -> None:
    write(tmp_path, {})
    before = everything(tmp_path)

    for attempt in (new_bank, new_lesson):
        with pytest.raises(Refused):
            attempt(tmp_path, "basics", "basics" if attempt is new_bank else "first", "")
    with pytest.raises(Refused, match="is there already"):
        new_module(tmp_path, "basics", "")
    assert everything(tmp_path) == before


def test_a_module_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no module `basic` here; there are: basics"):
        new_lesson(write(tmp_path, {}), "basic", "second", "")


@pytest.mark.parametrize(
    "module", [MODULE + "lessons: [a]\n", MODULE.replace("[first]", "&x [first]"), "- a\n"]
)
def test_a_file_that_cannot_be_edited_safely_is_left_with_plain_words(
    module: str, tmp_path: Path
) -> None:
    write(tmp_path, {"modules/basics/module.yaml": module})
    before = everything(tmp_path)

    with pytest.raises(Refused, match=r"module\.yaml"):
        new_lesson(tmp_path, "basics", "second", "")
    assert everything(tmp_path) == before


def test_a_broken_course_can_still_get_a_lesson(tmp_path: Path) -> None:
    write(tmp_path, {"modules/basics/01-first.md": "no front matter\n"})

    new_lesson(tmp_path, "basics", "second", "")

    assert (tmp_path / "modules/basics/02-second.md").is_file()


def test_the_commands_say_what_they_wrote_and_what_comes_next(tmp_path: Path) -> None:
    made = run(tmp_path, "new", "course", str(tmp_path / "tea"))
    refused = run(tmp_path, "new", "course", str(tmp_path / "tea"))
    lesson = run(tmp_path / "tea", "new", "lesson", "pause", "third", "--title", "A third")

    assert (made.returncode, refused.returncode, lesson.returncode) == (0, 2, 0)
    assert f"--course {tmp_path / 'tea'} build" in made.stderr
    assert "is there already" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert "03-third.md" in lesson.stdout


def test_a_folder_without_a_course_is_told_how_to_make_one(tmp_path: Path) -> None:
    done = run(tmp_path, "new", "module", "first")

    assert done.returncode == 2
    assert "ihrp-course new course" in done.stderr
