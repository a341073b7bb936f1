"""Reading the newest block types: what their lines say, and what is told of lines that say nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ihrp_course.check import Checked
from ihrp_course.model import Block
from tests.rules.base import LESSON as BASE_LESSON
from tests.rules.base import checked

PATH = "modules/basics/01-first.md"
FIRST = BASE_LESSON.count("\n") + 2
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><path d="M0 0H4"/></svg>\n'
CREDITS = "- file: assets/room.svg\n  title: Room\n  origin: drawn here\n  licence: CC BY 4.0\n"
MARK = "You [[have to => may]] [[go =>]] and [[sit]] or [[stand]]."
ROWS = "| | Yes | No |\n|---|:-:|:-:|\n| One | x | |\n| Two | | X |"
REGIONS = "- [x] Door (circle 70% 70% 9%)\n  > Yes.\n- [ ] Desk (rect 10% 20% 30% 15.5%)"


def run(folder: Path, kind: str, settings: str, body: str) -> Checked:
    """The base lesson with one block behind it, whose opener stands on line `FIRST`."""
    text = f"{BASE_LESSON}\n:::{kind} b-1-f01\n{settings}\n{body}\n:::\n"
    files = {PATH: text, "assets/room.svg": SVG, "assets/credits.yaml": CREDITS}
    return checked(folder, files)


def block(folder: Path, kind: str, settings: str, body: str) -> Block:
    result = run(folder, kind, settings, body)
    errors = [each for each in result.diagnostics if each.severity == "error"]
    assert errors == [] and result.course is not None
    return list(next(iter(result.course.lessons)).blocks)[-1]


def content(folder: Path, kind: str, settings: str, body: str) -> Any:
    return block(folder, kind, settings, body).content


def errors(folder: Path, kind: str, settings: str, body: str) -> list[tuple[str, int]]:
    """Rule and line of each error, lines counted from the opener as 1."""
    found = run(folder, kind, settings, body).diagnostics
    return [(e.rule, e.span.line - FIRST + 1) for e in found if e.severity == "error"]


ASKED = "objective: B-1\n"
PICTURE = f"{ASKED}image: assets/room.svg\nalt: A room.\n"

# --- matrix ---------------------------------------------------------------------------------------


def test_a_matrix_reads_rows_and_the_column_of_each(tmp_path: Path) -> None:
    found = content(tmp_path, "matrix", ASKED, f"Which?\n\n{ROWS}")

    assert [column.text for column in found.columns] == ["Yes", "No"]
    assert [(row.text.text, row.column) for row in found.rows] == [("One", 0), ("Two", 1)]


def test_a_matrix_takes_an_escaped_bar_a_name_and_no_outer_bars(tmp_path: Path) -> None:
    rows = "Word | A | B\n---|---|---\nthis \\| that {#this} | x | |\n| other | | x |"

    found = content(tmp_path, "matrix", ASKED, f"Which?\n\n| {rows}".replace("\nthis", "\n| this"))

    assert [(row.text.text, row.slug) for row in found.rows] == [
        ("this | that", "this"),
        ("other", ""),
    ]
    assert found.corner.text == "Word"


@pytest.mark.parametrize(
    ("body", "rule", "line"),
    [
        ("Which?\n\n| | A | B |\n|---|---|---|\n| One | x | |", "matrix-table", 1),
        ("Which?\n\n| | A | B |\n| One | x | |\n| Two | x | |\n| Three | | x |", "matrix-table", 1),
        (f"Which?\n\n{ROWS}\n| Three | x | x |", "matrix-row", 10),
        (f"Which?\n\n{ROWS}\n| Three | | |", "matrix-row", 10),
        (f"Which?\n\n{ROWS}\n| Three | x |", "matrix-row", 10),
        (f"Which?\n\n{ROWS}\n| Three | y | |", "matrix-row", 10),
        ("Which?\n\n| | A |\n|---|---|\n| One | x |\n| Two | x |", "too-few-parts", 1),
    ],
)
def test_a_matrix_that_makes_no_sense_is_told(
    tmp_path: Path, body: str, rule: str, line: int
) -> None:
    assert (rule, line) in errors(tmp_path, "matrix", ASKED, body)


# --- mark -----------------------------------------------------------------------------------------


def test_a_mark_reads_what_is_to_be_marked_and_better_words(tmp_path: Path) -> None:
    found = content(tmp_path, "mark", ASKED, f"Mark two.\n\n{MARK}")

    assert [(p.text, p.is_key, p.better) for p in found.phrases] == [
        ("have to", True, "may"),
        ("go", True, ""),
        ("sit", False, ""),
        ("stand", False, ""),
    ]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("Mark.\n\nYou [[sit]] or [[stand]].", "no-key"),
        ("Mark.\n\nYou [[have to => may]] [[sit]].", "too-few-parts"),
        ("Mark.\n\nYou [[ => may]] [[sit]] or [[stand]] or [[go =>]].", "mark-phrase"),
        ("Mark.\n\nNothing here.", "no-gap"),
    ],
)
def test_a_mark_that_makes_no_sense_is_told(tmp_path: Path, body: str, rule: str) -> None:
    assert rule in {rule for rule, _ in errors(tmp_path, "mark", ASKED, body)}


# --- hotspot --------------------------------------------------------------------------------------


def test_a_hotspot_reads_its_places_in_percent(tmp_path: Path) -> None:
    door, desk = content(tmp_path, "hotspot", PICTURE, f"Where?\n\n{REGIONS}").regions

    assert (door.text.text, door.is_key, door.is_round) == ("Door", True, True)
    assert (door.left, door.top, door.width, door.height) == (61, 61, 18, 18)
    assert (desk.text.text, desk.left, desk.top, desk.width, desk.height) == (
        "Desk",
        10,
        20,
        30,
        15.5,
    )
    assert door.feedback is not None and desk.feedback is None


def test_a_hotspot_keeps_other_parentheses_in_its_words(tmp_path: Path) -> None:
    body = REGIONS.replace("Door", "Door (the *left* one)")

    found = content(tmp_path, "hotspot", PICTURE, f"Where?\n\n{body}")

    assert found.regions[0].text.text == "Door (the left one)"


@pytest.mark.parametrize(
    ("settings", "body", "rule", "line"),
    [
        (PICTURE, REGIONS.replace(" (circle 70% 70% 9%)", ""), "hotspot-region", 8),
        (PICTURE, REGIONS.replace("9%", "40%"), "hotspot-outside", 8),
        (PICTURE, REGIONS.replace("30% 15.5%", "95% 15%"), "hotspot-outside", 10),
        (PICTURE, REGIONS.replace("30% 15.5%", "30% 0%"), "hotspot-outside", 10),
        (PICTURE, REGIONS.replace("[x]", "[ ]"), "no-key", 1),
        (PICTURE, REGIONS.replace("[ ]", "[x]"), "all-keys", 1),
        (PICTURE.replace("alt: A room.\n", ""), REGIONS, "no-alt", 1),
    ],
)
def test_a_hotspot_that_makes_no_sense_is_told(
    tmp_path: Path, settings: str, body: str, rule: str, line: int
) -> None:
    assert (rule, line) in errors(tmp_path, "hotspot", settings, f"Where?\n\n{body}")


# --- practice and media ---------------------------------------------------------------------------


def test_a_practice_reads_words_bells_silences_and_pacers_in_time(tmp_path: Path) -> None:
    cues = "[0:00 bell]\n[0:05] One line\nand one more.\n[0:30 silence 20s]\n[1:00 pacer slow] Breathe."

    found = content(tmp_path, "practice", "title: T\nduration: 1:10\n", f"Words.\n\n{cues}")

    assert found.seconds == 70
    assert [(c.at, c.has_bell, c.silence, c.pacer) for c in found.cues] == [
        (0, True, 0, ""),
        (5, False, 0, ""),
        (30, False, 20, ""),
        (60, False, 0, "slow"),
    ]
    assert found.cues[1].text.text == "One line and one more." and found.cues[0].text is None


@pytest.mark.parametrize(
    ("settings", "cues", "rule"),
    [
        ("title: T\nduration: 1:00\n", "Words alone.", "practice-cues"),
        ("title: T\nduration: 1:00\n", "[0:10] One\n[0:05] Two", "practice-time"),
        ("title: T\nduration: 1:00\n", "[0:50 silence 20s]", "practice-time"),
        ("title: T\nduration: 1:00\n", "[0:10] One\n[0:61] Two", "practice-cue"),
        ("title: T\nduration: 1:00\nskippable: no\n", "[0:10] One", "setting-value"),
        ("title: T\nduration: 90\n", "[0:10] One", "setting-value"),
    ],
)
def test_a_practice_that_makes_no_sense_is_told(
    tmp_path: Path, settings: str, cues: str, rule: str
) -> None:
    assert rule in {rule for rule, _ in errors(tmp_path, "practice", settings, f"Words.\n\n{cues}")}


@pytest.mark.parametrize(
    ("settings", "body", "rule"),
    [
        ("duration: 0:10\n", "A bell.\n\nTranscript: (Bell.)", "media-source"),
        ("audio: assets/a.wav\nvideo: assets/a.mp4\nduration: 0:10\n", "A bell.", "media-source"),
        ("video: assets/a.mp4\nduration: 0:10\n", "Film.\n\nTranscript: It.", "no-captions"),
        ("audio: assets/a.wav\nduration: 0:10\n", "A bell.", "no-transcript"),
    ],
)
def test_media_asks_for_one_source_captions_and_a_transcript(
    tmp_path: Path, settings: str, body: str, rule: str
) -> None:
    assert rule in {rule for rule, _ in errors(tmp_path, "media", settings, body)}


# --- poll, certainty, scales that report ----------------------------------------------------------


def test_a_poll_has_no_interaction_and_one_bit_of_state(tmp_path: Path) -> None:
    found = block(tmp_path, "poll", "", "Where do you stand?\n\n* Here\n  > Fine.\n* There")

    assert (found.interaction, found.is_mark, found.question) == (None, True, None)
    assert [each.text.text for each in found.content.answers] == ["Here", "There"]


def test_only_a_scale_that_says_so_is_reported(tmp_path: Path) -> None:
    silent = block(tmp_path / "a", "scale", "labels: A | B\n", "How?")
    told = block(tmp_path / "b", "scale", "labels: A | B\nreport: yes\n", "How?")

    assert (silent.interaction, silent.is_mark) == (None, True)
    assert (told.interaction, told.is_mark) == ("likert", False)


def test_a_scale_with_statements_is_never_reported(tmp_path: Path) -> None:
    found = errors(tmp_path, "scale", "labels: A | B\nreport: yes\n", "How?\n\n* One\n* Two")

    assert ("scale-report", 1) in found
