"""What is kept and told of the newest blocks: the lock, the state's budget, the table of items."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ihrp_course.check import Checked
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.model import plan_packages
from ihrp_course.render.items import items_csv
from tests.rules.base import LESSON as BASE_LESSON
from tests.rules.base import checked
from tests.unit.test_blocks_reading import CREDITS, MARK, PATH, PICTURE, REGIONS, ROWS, SVG
from tests.unit.test_blocks_scenario import BODY, SETTINGS


def run(
    folder: Path, kind: str, settings: str, body: str, before: Checked | None = None
) -> Checked:
    files = {
        PATH: f"{BASE_LESSON}\n:::{kind} b-1-f01\n{settings}\n{body}\n:::\n",
        "assets/room.svg": SVG,
        "assets/credits.yaml": CREDITS,
    }
    if before is not None:
        assert before.numbering is not None
        files[LOCK_PATH] = write_lock(before.numbering.lock)
    return checked(folder, files)


def ordinals(result: Checked, family: str) -> tuple[int, ...]:
    assert result.numbering is not None
    return result.numbering.slots["b-1-f01"].ordinals[family]


def is_changed(result: Checked) -> bool:
    return "meaning-changed" in {each.rule for each in result.diagnostics}


def bits(result: Checked) -> int:
    return next(line.bits for line in result.budgets[0].lines if line.id == "b-1-f01")


def items(result: Checked) -> list[dict[str, str]]:
    assert result.course is not None and result.numbering is not None
    plan = plan_packages(result.course)[0]
    text = items_csv(result.course, plan, result.numbering).decode("utf-8-sig")
    return [row for row in csv.DictReader(io.StringIO(text)) if row["question"] == "b-1-f01"]


def test_rows_keep_their_ordinals_when_one_is_removed_and_that_asks_for_a_revision(
    tmp_path: Path,
) -> None:
    ask = "objective: B-1\n"
    first = run(tmp_path / "a", "matrix", ask, f"Which?\n\n{ROWS}\n| Three | x | |")
    rows = "| | Yes | No |\n|---|---|---|\n| Three | x | |\n| Two | | x |"
    second = run(tmp_path / "b", "matrix", ask, f"Which?\n\n{rows}", first)

    assert ordinals(second, "rows") == (2, 1)
    assert is_changed(second), "what is asked is another thing without it"


def test_a_place_that_moves_in_the_picture_means_the_same(tmp_path: Path) -> None:
    first = run(tmp_path / "a", "hotspot", PICTURE, f"Where?\n\n{REGIONS}")
    moved = REGIONS.replace("70% 70% 9%", "60% 40% 5%")

    assert not is_changed(run(tmp_path / "b", "hotspot", PICTURE, f"Where?\n\n{moved}", first))


def test_a_better_wording_means_the_same_and_another_phrase_to_mark_does_not(
    tmp_path: Path,
) -> None:
    ask, text = "objective: B-1\n", f"Mark two.\n\n{MARK} Or [[lie]]."
    first = run(tmp_path / "a", "mark", ask, text)
    better = run(tmp_path / "b", "mark", ask, text.replace("=> may", "=> might"), first)
    other = run(tmp_path / "c", "mark", ask, text.replace("[[sit]]", "[[sit =>]]"), first)

    assert not is_changed(better)
    assert is_changed(other)


def test_replies_in_another_order_keep_their_ordinals(tmp_path: Path) -> None:
    first = run(tmp_path / "a", "scenario", SETTINGS, BODY)
    one, two = '- "Tell me." -> end {best}\n', '- "Go on." -> end {costly}\n'
    second = run(tmp_path / "b", "scenario", SETTINGS, BODY.replace(one + two, two + one), first)

    assert ordinals(second, "room") == (1, 0)
    assert not is_changed(second)


def test_an_ending_that_is_added_asks_for_a_revision(tmp_path: Path) -> None:
    first = run(tmp_path / "a", "scenario", SETTINGS, BODY)
    more = BODY.replace(
        "Ending: left otherwise",
        "Ending: late when alliance <= 1\nEnding: left otherwise",
    ).replace("Gate: door", "## late (end) Late\nToo late.\n\nGate: door")
    second = run(tmp_path / "b", "scenario", SETTINGS, more, first)
    raised = run(tmp_path / "c", "scenario", f"{SETTINGS}revision: 2\n", more, first)

    assert is_changed(second)
    assert not is_changed(raised)


def test_a_role_play_costs_two_bits_for_each_ending_gate_and_reply(tmp_path: Path) -> None:
    small = bits(run(tmp_path / "a", "scenario", SETTINGS, BODY))
    fewer = BODY.replace("Gate: door | room needs workable\n", "")
    smaller = bits(run(tmp_path / "b", "scenario", SETTINGS, fewer))

    assert small - smaller in range(2, 5), "two bits of the gate, and perhaps a longer count"


def test_the_table_names_endings_and_never_a_reply(tmp_path: Path) -> None:
    rows = items(run(tmp_path, "scenario", SETTINGS, BODY))

    assert [(row["part"], row["code"], row["part text"]) for row in rows] == [
        ("ending", "left", "He leaves"),
        ("ending", "met", "A first meeting"),
    ]


def test_the_table_names_places_phrases_rows_and_columns(tmp_path: Path) -> None:
    places = items(run(tmp_path / "a", "hotspot", PICTURE, f"Where?\n\n{REGIONS}"))
    phrases = items(run(tmp_path / "b", "mark", "objective: B-1\n", f"Mark.\n\n{MARK}"))
    rows = items(run(tmp_path / "c", "matrix", "objective: B-1\n", f"Which?\n\n{ROWS}"))

    assert [(row["code"], row["part text"]) for row in places] == [("a", "Door"), ("b", "Desk")]
    assert [row["part text"] for row in phrases] == ["have to", "go", "sit", "stand"]
    assert [row["part text"] for row in rows] == ["One", "Two", "Yes", "No"]


def test_the_table_knows_nothing_of_a_poll(tmp_path: Path) -> None:
    found = run(tmp_path, "poll", "", "Where?\n\n* Here\n* There")

    assert items(found) == []
