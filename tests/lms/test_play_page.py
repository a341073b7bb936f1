"""The page about `play` says what the command does."""

from __future__ import annotations

import re
from pathlib import Path

from ihrp_course.commands.play import CODES, FRAMES, PROFILES, command
from ihrp_course.play import script

PAGE = (Path(__file__).parents[2] / "docs" / "lms" / "play.md").read_text(encoding="utf-8")


def test_the_page_names_every_exit_code_profile_and_frame() -> None:
    assert {int(code) for code in re.findall(r"^\| (\d) \|", PAGE, re.MULTILINE)} == set(
        CODES.values()
    )
    assert all(f"`{name}`" in PAGE for name in PROFILES)
    assert "pop-up" in PAGE and FRAMES


def test_every_option_of_the_page_exists() -> None:
    known = {name for each in command.params for name in each.opts}

    assert set(re.findall(r"--[a-z]+", PAGE)) <= known


def test_the_steps_of_the_page_are_read_and_all_are_there() -> None:
    (block,) = re.findall(r"## A script of steps\n\n(.*?)\n\n", PAGE, re.DOTALL)
    lines = [re.split(r"\s{3,}", line.strip())[0] for line in block.splitlines()]

    steps = script.read_script("\n".join(lines))

    assert {step.verb for step in steps} == set(script.ARGUMENTS)
