"""Packages as other tools make them, played: they are found, begun, and left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from ihrp_course.play.player import Player
from tests.inspect.build import MANIFEST
from tests.inspect.makers import MADE, SPHINX, Made, make
from tests.inspect.test_strangers import MANIFESTS, XSDS
from tests.lms.packages import BODY, FIND, SOUND

Play = Callable[..., Player]
frames = pytest.mark.parametrize("frame", ["frame", "nested"])


def page(script: str) -> str:
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>P</title>{BODY}<script>{FIND}{script}</script></html>'


def hand_in(player: Player, element: str, word: str, in_the_end: str = "") -> None:
    player.click("Hand in")
    player.expect(element, word)

    verdict = player.verdict()

    assert verdict.is_sound, verdict.faults
    assert verdict.stored[element] == (in_the_end or word)
    is_told = any(each.startswith(f"The LMS replaced {element}") for each in verdict.notes)
    assert is_told == bool(in_the_end)


@frames
@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_in_a_common_shape_is_launched_and_its_result_arrives(
    play_package: Play, tmp_path: Path, name: str, frame: str
) -> None:
    target = tmp_path / "made.zip"
    files = {MANIFEST: MANIFESTS[name][0], "index.html": page(SOUND), "metadata.xml": "<lom/>"}
    with ZipFile(target, "w") as archive:
        for path, text in {**files, **XSDS}.items():
            archive.writestr(path, text)

    # 90 of 100 handed in, and one of these manifests has a pass mark of 100.
    judged = "failed" if "masteryscore>100<" in files[MANIFEST] else ""
    hand_in(play_package(target, frame=frame), "cmi.core.lesson_status", "passed", judged)


# Two faults of the builder for Sphinx: it waits for events named `onunload`, which no browser has, and looks
# for the API one frame up, no further.
FAULTS = {
    "frame": "LMSFinish was never called: the LMS cannot tell that the learner left.",
    "nested": "The package never called the LMS: it found no API, or looks for one of another standard.",
}

FRAMES = [(made, ("frame", "nested")[index % 2]) for index, made in enumerate(MADE)]


@pytest.mark.parametrize(("made", "frame"), [*FRAMES, (MADE[-1], "frame")], ids=str)
def test_a_package_of_another_tool_is_launched_and_its_result_arrives(
    play_package: Play, made: Made, frame: str
) -> None:
    player = play_package(make(made), frame=frame)

    if made.tool != SPHINX:
        hand_in(player, "cmi.core.lesson_status" if made.is_12 else "cmi.success_status", "passed")
        return
    player.see("A course")
    if frame == "frame":
        player.expect("cmi.objectives.1.status", "incomplete")
    verdict = player.verdict()
    assert verdict.faults == (FAULTS[frame],)
    assert "content.example.org" in verdict.seen.hosts
