"""Reading a `scenario`: scenes, speeches, replies, endings, gates, and what decides at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ihrp_course.blocks import TYPES
from ihrp_course.blocks.scenario import Scenario
from tests.unit.test_blocks_reading import block, errors, run

SETTINGS = """\
objective: B-1
title: A talk
cast: Jonas (he/him) | You
meters: alliance=3, space=2
"""
BODY = """\
Jonas sits down.

## door
Jonas: I only came because of my sister.
Jonas: Fine.
He looks away.

The clock ticks.

- "Not your choice, then." -> room {best, alliance +2, space -1}
  > A reflection.
  >
  > Two paragraphs.
- "Let us begin -> with the form." -> left {costly, alliance −4} {#form}
- (Wait.)
  -> room {workable}

## room
Jonas: Yes.

- "Tell me." -> end {best}
- "Go on." -> end {costly}

## left (end) He leaves
He goes early.

Debrief: What slipped?

## met (end) A first meeting
He stays.

Gate: door | room needs workable
Gate: room needs best
Missed: left
Ending: met when alliance >= 3 and space <= 9
Ending: left otherwise
"""


def read(folder: Path, body: str = BODY, settings: str = SETTINGS) -> Scenario:
    found: Scenario = block(folder, "scenario", settings, body).content
    return found


def told(folder: Path, old: str, new: str, settings: str = SETTINGS) -> list[tuple[str, int]]:
    """The errors when `old` in the body reads `new`; lines count within the body from 1."""
    assert old in BODY
    found = errors(folder, "scenario", settings, BODY.replace(old, new))
    return [(rule, line - settings.count("\n") - 2) for rule, line in found]


def line_of(text: str) -> int:
    return BODY[: BODY.index(text)].count("\n") + 1


def test_what_stands_before_the_first_scene_is_the_setting(tmp_path: Path) -> None:
    found = block(tmp_path, "scenario", SETTINGS, BODY)

    assert found.stem is not None and found.stem.text == "Jonas sits down."


def test_a_name_of_the_cast_begins_a_speech_and_other_paragraphs_tell(tmp_path: Path) -> None:
    door = read(tmp_path).play.scenes[0]

    assert [(speech.name, speech.text.text) for speech in door.speeches] == [
        ("Jonas", "I only came because of my sister."),
        ("Jonas", "Fine. He looks away."),
        ("", "The clock ticks."),
    ]


def test_only_speeches_of_the_cast_are_client_speech(tmp_path: Path) -> None:
    assert [each.text for each in read(tmp_path).speech()] == [
        "I only came because of my sister.",
        "Fine. He looks away.",
        "Yes.",
    ]


def test_a_reply_splits_at_its_last_arrow_even_over_two_lines(tmp_path: Path) -> None:
    first, second, third = read(tmp_path).play.scenes[0].replies

    assert (first.text.text, first.target, first.quality) == (
        '"Not your choice, then."',
        "room",
        "best",
    )
    assert (second.text.text, second.target) == ('"Let us begin -> with the form."', "left")
    assert (third.text.text, third.target, third.quality) == ("(Wait.)", "room", "workable")


def test_braces_hold_quality_and_changes_and_a_name_behind_them(tmp_path: Path) -> None:
    first, second, _ = read(tmp_path).play.scenes[0].replies

    assert first.changes == {"alliance": 2, "space": -1}
    assert (second.quality, second.changes, second.slug) == ("costly", {"alliance": -4}, "form")


def test_feedback_of_several_paragraphs_is_one_text(tmp_path: Path) -> None:
    first, second, _ = read(tmp_path).play.scenes[0].replies

    assert first.feedback is not None and first.feedback.text == "A reflection. Two paragraphs."
    assert second.feedback is None


def test_endings_have_a_title_a_text_and_perhaps_a_debrief(tmp_path: Path) -> None:
    left, met = read(tmp_path).play.endings

    assert (left.slug, left.title, left.text.text) == ("left", "He leaves", "He goes early.")
    assert left.debrief is not None and left.debrief.text == "What slipped?"
    assert met.debrief is None


def test_gates_and_what_decides_are_read_in_order(tmp_path: Path) -> None:
    play = read(tmp_path).play

    assert [(gate.scenes, gate.needs) for gate in play.gates] == [
        (("door", "room"), "workable"),
        (("room",), "best"),
    ]
    assert [(r.ending, r.is_missed, [tuple(c) for c in r.conditions]) for r in play.routes] == [
        ("left", True, []),
        ("met", False, [("alliance", ">=", 3), ("space", "<=", 9)]),
        ("left", False, []),
    ]


def test_it_knows_its_longest_way_and_the_top_of_each_meter(tmp_path: Path) -> None:
    found = read(tmp_path)
    capped = read(tmp_path / "c", settings=SETTINGS + "ceiling: 4\n")

    assert (found.start, found.longest) == ("door", 2)
    assert found.tops == {"alliance": 5, "space": 2}
    assert capped.tops == {"alliance": 4, "space": 2}


def test_start_names_another_scene_than_the_first(tmp_path: Path) -> None:
    swapped = BODY.replace("## door", "## later").replace("## room", "## door")
    body = swapped.replace("-> room", "-> end").replace(
        '-> end {best}\n- "Go', '-> later {best}\n- "Go'
    )

    found = read(
        tmp_path,
        body.replace("| room", "| later").replace("Gate: room", "Gate: later"),
        SETTINGS + "start: door\n",
    )

    assert found.start == "door"


@pytest.mark.parametrize(
    ("old", "new", "rule", "line"),
    [
        ("## room", "## Room 2", "scene-head", "## room"),
        ("(end) He leaves", "(end)", "scene-head", "## left"),
        ('"Tell me." -> end {best}', '"Tell me."', "reply-shape", '- "Tell me."'),
        ('"Tell me." -> end {best}', '"Tell me." -> end {good}', "reply-shape", '- "Tell me."'),
        ("-> room {best,", "-> rom {best,", "scenario-unknown", "- \"Not"),
        ("alliance +2", "allianse +2", "scenario-unknown", "- \"Not"),
        ("Gate: room needs", "Gate: rom needs", "scenario-unknown", "Gate: room"),
        ("Missed: left", "Missed: lef", "scenario-unknown", "Missed:"),
        ("Ending: met when alliance", "Ending: met when aliance", "scenario-unknown", "Ending: met"),
        ("Gate: room needs best", "Gate: room wants best", "scenario-line", "Gate: room"),
        ("space <= 9", "space < 9", "scenario-line", "Ending: met"),
        ("## met (end)", "## left (end)", "scenario-twice", "## met"),
        ("Debrief: What", "Debrief\n\nWhat", "label-unknown", "Debrief:"),
        ("Debrief: What", "**Debrief:** What", "label-unknown", "Debrief:"),
        ('- "Go on." -> end {costly}\n', "", "scenario-replies", "## room"),
        ('"Tell me." -> end {best}', '"Tell me." -> end {workable}', "scenario-best", "## room"),
        ('"Go on." -> end {costly}', '"Go on." -> end', "reply-quality", '- "Go on."'),
        ('"Go on." -> end {costly}', '"Go on." -> door {costly}', "scenario-loop", '- "Go on."'),
        ("Ending: left otherwise\n", "", "scenario-no-ending", None),
    ],
)  # fmt: skip
def test_a_line_that_makes_no_sense_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, rule: str, line: str | None
) -> None:
    found = told(tmp_path, old, new)

    assert rule in [each for each, _ in found]
    if line is not None:
        assert (rule, line_of(line)) in found


def test_a_scene_that_nothing_leads_to_is_told(tmp_path: Path) -> None:
    more = '## cellar\nJonas: No.\n\n- "A." -> end {best}\n- "B." -> end {costly}\n\n## left (end)'

    assert ("scenario-unreachable", line_of("## left")) in told(tmp_path, "## left (end)", more)


def test_an_ending_that_no_run_reaches_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, "Ending: met when alliance >= 3", "Ending: met when alliance >= 30")

    assert "scenario-unreachable" in [rule for rule, _ in found]


def test_credit_names_endings_that_are_there(tmp_path: Path) -> None:
    fine = read(tmp_path / "a", settings=SETTINGS + "credit: gates | not left\n")
    found = errors(tmp_path / "b", "scenario", SETTINGS + "credit: not lefd\n", BODY)

    assert fine.credit == ("gates", "not left")
    assert "scenario-unknown" in [rule for rule, _ in found]


def test_a_way_of_more_than_24_replies_is_told(tmp_path: Path) -> None:
    scenes = "".join(
        f'## s{n}\nJonas: {n}.\n\n- "A{n}." -> s{n + 1} {{best}}\n- "B{n}." -> s{n + 1} {{costly}}\n\n'
        for n in range(25)
    ).replace("-> s25", "-> end")
    found = errors(
        tmp_path,
        "scenario",
        SETTINGS,
        f"Words.\n\n{scenes}## over (end) Over\nDone.\n\nEnding: over otherwise\n",
    )

    assert [rule for rule, _ in found] == ["scenario-long"]


# --- what the state, the page and reports need ----------------------------------------------------


def key(content: Scenario, ordinals: dict[str, tuple[int, ...]]) -> dict[str, Any]:
    found: dict[str, Any] = TYPES["scenario"].key(content, None, ordinals)
    return found


def test_the_state_keeps_endings_gates_and_two_bits_a_reply(tmp_path: Path) -> None:
    payload = TYPES["scenario"].payload
    assert payload is not None

    assert payload(read(tmp_path)).n == 2 + 2 + 2


def test_a_reply_is_kept_under_its_ordinal_and_one_above_three_where_it_is_free(
    tmp_path: Path,
) -> None:
    found = key(read(tmp_path), {"door": (0, 5, 2), "room": (1, 0)})

    assert [each["o"] for each in found["scenes"]["door"]] == [0, 1, 2]
    assert [each["o"] for each in found["scenes"]["room"]] == [1, 0]


def test_the_key_says_what_the_player_needs(tmp_path: Path) -> None:
    found = key(read(tmp_path), {"door": (0, 1, 2), "room": (0, 1)})

    assert found["meters"] == [[3, 5], [2, 2]]
    assert found["endings"] == ["left", "met"]
    assert found["scenes"]["door"][0] == {"o": 0, "to": "room", "q": "best", "d": [2, -1]}
    assert found["routes"][1] == {
        "to": "met",
        "missed": False,
        "when": [[0, ">=", 3], [1, "<=", 9]],
    }


def test_an_ending_or_gate_that_comes_or_goes_changes_the_meaning_and_their_order_does_not(
    tmp_path: Path,
) -> None:
    type_ = TYPES["scenario"]
    before = type_.key_text(read(tmp_path / "a"), None)
    left, met = BODY.index("## left"), BODY.index("## met")
    gate = BODY.index("Gate:")
    swapped = BODY[:left] + BODY[met:gate] + BODY[left:met] + BODY[gate:]

    assert type_.key_text(read(tmp_path / "b", swapped), None) == before
    fewer = BODY.replace("Gate: room needs best\n", "")
    assert type_.key_text(read(tmp_path / "c", fewer), None) != before


def test_a_role_play_may_name_several_objectives(tmp_path: Path) -> None:
    found = run(tmp_path, "scenario", SETTINGS.replace("B-1", "B-1 | B-9"), BODY)

    assert [each.rule for each in found.diagnostics if each.severity == "error"] == [
        "unknown-objective"
    ]
