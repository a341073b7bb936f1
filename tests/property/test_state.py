"""The suspended state: what is written is read again, damage is noticed, Python and JavaScript agree."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ihrp_course.state.codec import StateError, decode, encode
from ihrp_course.state.records import State
from ihrp_course.state.shuffle import order
from tests.conftest import FULL
from tests.strategies import states

ROOT = Path(__file__).parents[2]
FIXED: dict[tuple[int, int, int], tuple[int, ...]] = {
    (0, 0, 4): (0, 2, 3, 1),
    (0, 3, 5): (2, 3, 1, 4, 0),
    (0, 12, 6): (0, 4, 1, 3, 5, 2),
    (0, 200, 8): (2, 3, 4, 6, 0, 5, 7, 1),
    (1, 0, 4): (0, 1, 3, 2),
    (1, 3, 5): (2, 0, 4, 3, 1),
    (1, 12, 6): (3, 4, 1, 2, 0, 5),
    (1, 200, 8): (0, 2, 6, 7, 4, 3, 5, 1),
    (777, 0, 4): (0, 3, 1, 2),
    (777, 3, 5): (0, 3, 1, 2, 4),
    (777, 12, 6): (0, 4, 5, 2, 3, 1),
    (777, 200, 8): (7, 0, 1, 2, 3, 6, 4, 5),
    (40503, 0, 4): (0, 2, 3, 1),
    (40503, 3, 5): (3, 2, 0, 1, 4),
    (40503, 12, 6): (3, 1, 0, 5, 2, 4),
    (40503, 200, 8): (3, 5, 2, 6, 0, 1, 7, 4),
    (65535, 0, 4): (3, 2, 0, 1),
    (65535, 3, 5): (3, 1, 4, 2, 0),
    (65535, 12, 6): (3, 4, 5, 1, 2, 0),
    (65535, 200, 8): (5, 2, 4, 3, 1, 6, 7, 0),
}
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
slow = settings(
    max_examples=400 if FULL else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@slow
@given(states())
def test_a_state_survives_writing_and_reading(state: State) -> None:
    assert decode(encode(state)) == state


@slow
@given(states(), st.data())
def test_every_changed_character_is_noticed(state: State, data: st.DataObject) -> None:
    text = encode(state)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(text[place], "")))
    damaged = text[:place] + other + text[place + 1 :]

    with pytest.raises(StateError):
        decode(damaged)


@slow
@given(states(), st.data())
def test_a_state_that_was_cut_is_noticed(state: State, data: st.DataObject) -> None:
    text = encode(state)
    cut = text[: data.draw(st.integers(1, len(text) - 1))]

    with pytest.raises(StateError):
        decode(cut)


@given(st.text())
def test_no_text_at_all_makes_the_reader_fail_otherwise(text: str) -> None:
    try:
        decode(text)
    except StateError:
        return


def _deno(script: str, *arguments: str) -> str:
    command = [".venv/bin/deno", "run", "--quiet", "--allow-read", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


# Longer lists are more than one example may draw.
@settings(max_examples=30 if FULL else 3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(states(), min_size=20, max_size=20))
def test_javascript_reads_and_writes_the_same_characters(many: list[State]) -> None:
    texts = [encode(state) for state in many]
    file = ROOT / ".pytest_cache" / "states.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(texts), encoding="utf-8")

    again = json.loads(_deno("tests/player/rewrite_states.js", str(file)))

    assert again == texts


def test_the_order_of_options_is_the_same_in_both_languages() -> None:
    cases = [
        (seed, slot, n) for seed in (0, 1, 777, 65535) for slot in (0, 3, 200) for n in (2, 5, 12)
    ]
    wanted = [list(order(*case)) for case in cases]

    got = json.loads(_deno("tests/player/print_orders.js", json.dumps(cases)))

    assert got == wanted


def test_the_order_of_options_never_changes() -> None:
    now = {case: order(*case) for case in FIXED}

    assert now == FIXED
