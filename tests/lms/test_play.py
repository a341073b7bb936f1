"""Playing anybody's package in a browser: the fixture, the steps, the verdict, the command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.sync_api import Browser

from ihrp_course.commands.play import Call, tell_calls
from ihrp_course.play.player import Player
from ihrp_course.play.script import StepError, read_script, run_script
from ihrp_course.preview.unit import PackageError
from tests.browser_finder import find_chromium
from tests.lms.courses import locked
from tests.lms.packages import SOUND, package

Play = Callable[..., Player]
STATUS = "cmi.core.lesson_status"


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ihrp_course", "play", *map(str, words)]
    chromium = find_chromium()
    environment = {"IHRP_CHROMIUM": chromium} if chromium else {}
    import os

    return subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def test_a_story_told_in_steps_arrives(play_package: Play, tmp_path: Path) -> None:
    player = play_package(package(tmp_path / "a.zip"))
    story = """
        answer "Your name" Jo
        answer Colour Green
        answer "Slow down"
        click Greet
        see "Hello Jo, Green, chosen"
        click "Hand in"
        expect cmi.core.lesson_status passed
        close
        open
        see "A package"
    """

    run_script(player, read_script(story))
    verdict = player.verdict()

    assert verdict.sessions == 2
    assert verdict.set[STATUS] == "incomplete", "this package lowers its status at each visit"
    assert verdict.stored["cmi.core.score.raw"] == "90"
    assert verdict.is_sound, verdict.faults


def test_a_step_that_cannot_be_taken_names_its_line(play_package: Play, tmp_path: Path) -> None:
    player = play_package(package(tmp_path / "a.zip"), patience=0.3)

    with pytest.raises(StepError, match=r"line 1, click: nothing shows 'Nowhere'"):
        run_script(player, read_script("click Nowhere"))
    with pytest.raises(StepError, match=r"line 1, expect: .* is 'incomplete', not 'passed'"):
        run_script(player, read_script(f"expect {STATUS} passed"))


def test_the_verdict_tells_refusals_hosts_missing_files_and_failures(
    play_package: Play, tmp_path: Path
) -> None:
    script = SOUND.replace(
        'api.LMSCommit("");\nfunction', 'api.LMSSetValue("cmi.core.score.raw", "101");\nfunction'
    ).replace('addEventListener("pagehide", () => api.LMSFinish(""));', "nowhere();")
    body = '<img src="gone.png"><img src="https://tracker.example.org/pixel.gif">'
    player = play_package(package(tmp_path / "bad.zip", script, body))
    player.wait(0.3)

    verdict = player.verdict()

    assert [(each.element, each.error) for each in verdict.refused] == [("cmi.core.score.raw", 405)]
    assert verdict.seen.hosts == ("tracker.example.org",)
    assert verdict.seen.missing == ("sco/gone.png",)
    assert verdict.seen.errors == ("nowhere is not defined",)
    assert any("LMSFinish was never called" in each for each in verdict.unfinished)
    assert any("Nothing was committed" in each for each in verdict.unfinished)
    assert any("not what the LMS holds" in each for each in verdict.unfinished)


def test_another_item_can_be_launched(browser: Browser, tmp_path: Path) -> None:
    made = package(tmp_path / "a.zip")

    with Player(browser, made, item="f") as player:
        player.open()
        player.see("Another item")
    with pytest.raises(PackageError, match="no item `gone`"):
        Player(browser, made, item="gone")


@pytest.mark.parametrize("frame", ["nested", "popup"])
def test_packages_in_frames_and_windows_are_found(
    play_package: Play, tmp_path: Path, frame: str
) -> None:
    script = SOUND.replace('find("API")', 'find("API") || opener.API')
    player = play_package(package(tmp_path / "a.zip", script), frame=frame)

    player.click("Hand in")
    player.expect(STATUS, "passed")

    assert player.verdict().is_sound


def test_the_lms_can_fail_in_the_middle(play_package: Play, tmp_path: Path) -> None:
    player = play_package(package(tmp_path / "a.zip"))
    player.expect(STATUS, "incomplete")
    player.switch(sessionEnded=True)
    player.click("Hand in")

    verdict = player.verdict()

    assert "LMSCommit" in {each.call for each in verdict.refused}
    assert verdict.stored[STATUS] == "incomplete"


def test_our_own_package_is_sound_in_every_lms_that_is_played(
    play_package: Play, tmp_path: Path
) -> None:
    from ihrp_course.pipeline import build

    course = locked(tmp_path / "course")
    for written in build(course, tmp_path, ["scorm12", "scorm2004"]).written:
        for profile in ("strict", "moodle", "openedx", "lenient"):
            player = play_package(written.path, profile=profile)
            player.click("css=[data-do=begin]")
            player.see("gives a choice back")
            player.close()
            player.open()
            player.click("css=[data-do=begin]")

            verdict = player.verdict()

            assert verdict.faults == (), (written.path.name, profile)
            assert verdict.seen.hosts == ()


# --- the command -----------------------------------------------------------------------------------


def test_the_command_plays_a_script_and_leaves_with_its_code(tmp_path: Path) -> None:
    script = tmp_path / "story.txt"
    script.write_text(f'click "Hand in"\nexpect {STATUS} passed\n', encoding="utf-8")

    done = run(package(tmp_path / "a.zip"), "--headless", "--script", script, "--log")

    assert done.returncode == 0, done.stderr + done.stdout
    assert "LMSSetValue(cmi.core.score.raw, 90) → true" in done.stdout
    assert done.stdout.rstrip().endswith("Sound.")


def test_what_a_python_script_raises_is_its_own_failure(tmp_path: Path) -> None:
    script, broken = tmp_path / "story.py", tmp_path / "broken.py"
    script.write_text("def play(player):\n    {}['x']\n", encoding="utf-8")
    broken.write_text("def play(player:\n", encoding="utf-8")

    done = run(package(tmp_path / "a.zip"), "--headless", "--script", script)
    unread = run(package(tmp_path / "b.zip"), "--headless", "--script", broken)

    assert (done.returncode, unread.returncode) == (4, 2)
    assert "could not be followed: KeyError: 'x'" in done.stderr
    assert "SyntaxError" in unread.stderr and "defect" not in unread.stderr


def test_a_python_script_asserts_and_faults_are_told_as_json(tmp_path: Path) -> None:
    script = tmp_path / "story.py"
    script.write_text(
        "def play(player):\n    player.see('A package')\n    assert player.record() == {}, 'held already'\n",
        encoding="utf-8",
    )

    done = run(package(tmp_path / "a.zip"), "--headless", "--script", script, "--format", "json")

    assert done.returncode == 4
    assert "could not be followed: held already" in done.stderr
    assert json.loads(done.stdout)["stored"][STATUS] == "incomplete"


def test_faults_wrong_files_and_hostile_ones_have_codes_of_their_own(tmp_path: Path) -> None:
    faulty = package(tmp_path / "faulty.zip", 'find("API").LMSInitialize("");')
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"no zip")
    climbing = package(tmp_path / "climbing.zip", files={"../evil.html": "x"})

    assert run(faulty, "--headless").returncode == 1
    assert run(broken, "--headless").returncode == 2
    hostile = run(climbing, "--headless")
    assert (hostile.returncode, hostile.stdout) == (3, "")
    assert "climbs out" in hostile.stderr


def test_without_playwright_the_command_says_what_to_type(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['playwright'] = None; sys.modules['playwright.sync_api'] = None\n"
        "from ihrp_course.cli import main\n"
        f"sys.argv = ['ihrp-course', 'play', {str(package(tmp_path / 'a.zip'))!r}, '--headless']\n"
        "main()"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.returncode == 2, done.stderr
    assert "pip install 'ihrp-course[play]'" in done.stderr


def test_a_call_that_is_heard_of_late_is_printed_and_none_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def entry(number: int, call: str) -> dict[str, Any]:
        return {
            "session": 1, "number": number, "call": call, "args": [], "error": 0, "time": 0, "result": "true",
        }  # fmt: skip

    class Page:
        calls: tuple[dict[str, Any], ...] = (entry(1, "LMSInitialize"), entry(3, "LMSFinish"))

        def log(self) -> Sequence[Mapping[str, Any]]:
            return self.calls

    page, told = Page(), set[Call]()
    tell_calls(cast(Player, page), told)
    page.calls = (page.calls[0], entry(2, "LMSCommit"), page.calls[1])
    tell_calls(cast(Player, page), told)

    printed = [line.split()[2] for line in capsys.readouterr().err.splitlines()]
    assert printed == ["LMSInitialize()", "LMSFinish()", "LMSCommit()"]
