"""A short seeded run each time, and everything that a longer one has ever found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.conftest import FULL
from tests.fuzz.fuzz import INPUTS, change, seeds
from tests.fuzz.target import feed

ROUNDS = 3000 if FULL else 250


@pytest.mark.parametrize("file", sorted(INPUTS.glob("*.bin")), ids=lambda file: file.stem)
def test_what_was_found_once_breaks_nothing_any_more(file: Path) -> None:
    feed(file.read_bytes())


def test_changed_sources_break_nothing() -> None:
    dice = random.Random(1)
    pool = seeds()
    for _ in range(ROUNDS):
        feed(change(change(dice.choice(pool), dice), dice))
