"""What packages say of themselves: a draft or reviewed, and clinical only where the course says so."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from ihrp_course.commands.new import new_course
from ihrp_course.pipeline import build, check_course
from ihrp_course.words import load_words
from tests.rules.base import BANK, COURSE, LESSON, checked

CLINICAL = COURSE + "clinical: true\n"
KEYS = (
    "front.draft.clinical",
    "about.disclaimer",
    "certificate.states.clinical",
    "support.crisis.local",
)


def pages(course: Path, target: Path) -> str:
    """Every page of the first package, the dossier too."""
    built = build(course, target, ["scorm12"])
    assert built.written, built.diagnostics
    with ZipFile(built.written[0].path) as archive:
        names = [name for name in archive.namelist() if name.endswith(".html")]
        return "\n".join(archive.read(name).decode() for name in names)


def new(folder: Path, line: str = "", language: str = "en") -> Path:
    """What `new course` makes, with a line more in course.yaml."""
    new_course(folder, "tea", "")
    file = folder / "modules/course.yaml"
    text = file.read_text("utf-8").replace("language: en", f"language: {language}")
    file.write_text(text + line, encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", ["en", "qps", "qps-Hebr"])
def test_a_course_of_any_subject_is_a_draft_in_plain_words(language: str, tmp_path: Path) -> None:
    page = pages(new(tmp_path / "tea", language=language), tmp_path / "out")

    words = load_words(language)
    assert str(words["front.draft"]) in page
    assert [key for key in KEYS if str(words[key]) in page] == []
    assert "clinical" not in page.lower()


@pytest.mark.parametrize("language", ["en", "qps", "qps-Hebr"])
def test_a_clinical_course_says_what_it_is_not(language: str, tmp_path: Path) -> None:
    page = pages(new(tmp_path / "tea", "clinical: true\n", language), tmp_path / "out")

    words = load_words(language)
    assert [key for key in KEYS if str(words[key]) not in page] == []
    assert str(words["front.draft"]) not in page
    assert "have not been clinically reviewed" in page


def signed(who: str) -> dict[str, str]:
    """The base course, each file reviewed by somebody."""
    review = f"review: {{status: reviewed, {who}: [{{name: Jo Doe}}]}}\n---\n\n"
    return {
        "modules/basics/01-first.md": LESSON.replace("---\n\n", review),
        "modules/basics/bank-basics.md": BANK.replace("---\n\n", review),
    }


@pytest.mark.parametrize(
    "course, who, is_enough",
    [
        (COURSE, "by", True),
        (COURSE, "clinical", True),
        (COURSE, "lived-experience", True),
        (CLINICAL, "clinical", True),
        (CLINICAL, "by", False),
        (CLINICAL, "lived-experience", False),
    ],
)
def test_who_has_to_review_a_course(course: str, who: str, is_enough: bool, tmp_path: Path) -> None:
    files = {"modules/course.yaml": course, **signed(who)}

    told = [
        each
        for each in checked(tmp_path, files, "release").diagnostics
        if each.rule == "not-reviewed"
    ]

    assert (told == []) == is_enough
    assert all("clinical" in each.message for each in told)


def test_a_reviewed_course_is_no_draft(tmp_path: Path) -> None:
    course = new(tmp_path / "tea")
    for file in (course / "modules/pause").glob("*.md"):
        text = file.read_text("utf-8")
        signature = "---\nreview: {status: reviewed, by: [{name: Jo Doe}]}\n"
        file.write_text(text.replace("---\n", signature, 1), encoding="utf-8")

    page = pages(course, tmp_path / "out")

    assert check_course(course, "release")[0].diagnostics == ()
    assert str(load_words("en")["front.draft"]) not in page
