"""A pytest fixture that plays SCORM packages in the pretend LMS; needs pytest-playwright.

In `conftest.py`: `pytest_plugins = ["ihrp_course.testing"]`. In a test:

    def test_passing_arrives(play_package):
        player = play_package(Path("course.zip"), profile="moodle")
        player.click("Start")
        player.answer("Slow down")
        player.expect("cmi.core.lesson_status", "completed")
        assert player.verdict().is_sound
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ihrp_course.play.player import Player

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["Player", "play_package"]


@pytest.fixture
def play_package(browser: Browser) -> Iterator[Callable[..., Player]]:
    """Give a zip, and `Player`'s options: it is open when this returns, and gone after the test."""
    with ExitStack() as stack:

        def play(package: Path, **options: Any) -> Player:
            player = stack.enter_context(Player(browser, package, **options))
            player.open()
            return player

        yield play
