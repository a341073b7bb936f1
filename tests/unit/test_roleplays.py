"""Every scenario of a course, played by the player's own rules: all replies, all endings, each gate missed and reopened.

The courses are the examples and the repository's own; `IHRP_COURSE=folder` adds another one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from ihrp_course.blocks import TYPES
from ihrp_course.model import Block
from ihrp_course.pipeline import check_course

ROOT = Path(__file__).parents[2]
MORE = [Path(folder) for folder in os.environ.get("IHRP_COURSE", "").split(os.pathsep) if folder]
FOLDERS = [
    folder
    for folder in (*sorted((ROOT / "examples").iterdir()), ROOT, *MORE)
    if (folder / "modules/course.yaml").is_file()
]
courses = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@cache
def played(folder: Path) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Per scenario its id, what the player is told of it, and what playing it showed."""
    checked, _ = check_course(folder)
    course, numbering = checked.course, checked.numbering
    assert course is not None and numbering is not None, checked.diagnostics
    blocks: list[Block] = [b for lesson in course.lessons for b in lesson.blocks]
    blocks += [block for bank in course.banks for block in bank.questions]
    found = [block for block in blocks if block.kind == "scenario"]
    keys = [
        TYPES["scenario"].key(block.content, block.settings, numbering.slots[block.id].ordinals)
        for block in found
    ]
    with TemporaryDirectory() as place:
        file = Path(place) / "keys.json"
        file.write_text(json.dumps(keys), encoding="utf-8")
        deno = Path(sys.executable).with_name("deno")
        command = [str(deno), "run", "--quiet", "--allow-read", "tests/player/walk_scenarios.js"]
        done = subprocess.run([*command, str(file)], cwd=ROOT, capture_output=True, check=True)
    names = [block.id for block in found]
    return list(zip(names, keys, json.loads(done.stdout), strict=True))


@courses
def test_every_reply_can_be_given_and_comes_to_an_end(folder: Path) -> None:
    for id, key, shown in played(folder):
        written = {f"{scene} {r['o']}" for scene, replies in key["scenes"].items() for r in replies}

        assert set(shown["replies"]) == written, id
        assert shown["open"] == [], id


@courses
def test_every_ending_is_reached(folder: Path) -> None:
    for id, key, shown in played(folder):
        assert set(shown["endings"]) == set(key["endings"] or [""]), id


@courses
def test_each_gate_can_be_missed_reopened_and_met(folder: Path) -> None:
    for id, key, shown in played(folder):
        wanted = [{"isMissed": True, "isMet": True}] * len(key["gates"])

        assert shown["gates"] == wanted, id


@courses
def test_the_best_replies_earn_the_credit_within_what_the_state_keeps(folder: Path) -> None:
    for id, _, shown in played(folder):
        assert shown["best"]["isEarned"], id
        assert shown["best"]["length"] <= 24, id
