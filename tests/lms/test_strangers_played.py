"""Packages as other tools make them, played: they are found, begun, and left."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from ihrp_course.play.player import Player
from tests.inspect.build import MANIFEST
from tests.inspect.test_strangers import DENO, MANIFESTS, PACKAGER, ROOT, XSDS
from tests.lms.packages import BODY, FIND, SOUND

Play = Callable[..., Player]
SOUND2004 = """
const api = find("API_1484_11");
api.Initialize("");
api.SetValue("cmi.exit", "suspend");
api.SetValue("cmi.completion_status", "incomplete");
api.Commit("");
function done(score) {
  api.SetValue("cmi.score.scaled", String(score / 100));
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.Commit("");
}
addEventListener("pagehide", () => api.Terminate(""));
"""
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


@frames
@pytest.mark.parametrize("version", ["1.2", "2004 3rd Edition", "2004 4th Edition"])
def test_a_package_of_another_packager_is_launched_and_its_result_arrives(
    play_package: Play, tmp_path: Path, version: str, frame: str
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    script = SOUND if version == "1.2" else SOUND2004
    (source / "index.html").write_text(page(script), encoding="utf-8")
    done = subprocess.run(
        [DENO, "run", "--quiet", "-A", "--cached-only", "-", version, source, tmp_path / "out"],
        input=PACKAGER, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "out").glob("*.zip")

    player = play_package(made, frame=frame)

    if version == "1.2":
        hand_in(player, "cmi.core.lesson_status", "passed")
    else:
        hand_in(player, "cmi.success_status", "passed")
