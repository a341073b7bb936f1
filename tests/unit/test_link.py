"""The scripts of a package: what they hold, and that shortening them changes nothing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import minify
import pytest

from ihrp_course.blocks import TYPES
from ihrp_course.link import LinkError, link, strip_comments

ROOT = Path(__file__).parents[2]
PLAYER = ROOT / "src" / "ihrp_course"


def test_the_first_script_holds_the_kinds_of_the_first_lesson_only() -> None:
    both = frozenset({"choice", "sort"})
    small = link("scorm12", frozenset({"choice"}), both)
    large = link("scorm12", both, both)

    assert len(small.player) < len(large.player)
    assert len(small.later) > len(large.later)


def test_a_long_script_waits_even_for_the_first_lesson() -> None:
    both = frozenset({"choice", "scenario"})

    assert link("scorm12", both, both) == link("scorm12", frozenset({"choice"}), both)


def test_half_of_a_kept_script_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    asked = ("none", frozenset({"choice"}), frozenset({"choice", "poll"}))
    whole = link.__wrapped__(*asked)
    kept = [
        file
        for file in (PLAYER / "player" / "__pycache__").glob("*.min")
        if file.read_bytes() == b"%b\0%b\0" % whole
    ]
    assert kept
    for length in (20, len(whole.player) + 20, kept[0].stat().st_size - 1):
        kept[0].write_bytes(kept[0].read_bytes()[:length])

        assert link.__wrapped__(*asked) == whole
        assert kept[0].read_bytes().endswith(b"\0"), "and is mended"


@pytest.mark.parametrize("binding", ["scorm12", "scorm2004", "none"])
def test_only_the_binding_that_is_asked_for_is_linked(binding: str) -> None:
    text = link(binding, frozenset(TYPES), frozenset(TYPES)).player.decode()

    assert ("LMSInitialize" in text) == (binding == "scorm12")
    assert ("cmi.suspend_data" in text) == (binding != "none")


def test_no_script_asks_for_anything_but_the_package_s_own_files() -> None:
    scripts = link("scorm2004", frozenset(TYPES), frozenset(TYPES))

    for text in (scripts.player.decode(), scripts.later.decode()):
        assert not re.search(r"https?:|fetch\(|XMLHttpRequest|sendBeacon|WebSocket|eval\(", text)


def test_what_the_house_grammar_does_not_know_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from ihrp_course import link as module

    monkeypatch.setattr(module, "_read", lambda path: "export default 1;\n")
    with pytest.raises(LinkError):
        module.joined("none", frozenset(), frozenset())


def test_a_shortened_player_passes_the_tests_of_the_player(tmp_path: Path) -> None:
    """Every module is shortened by itself, and the player's own tests run on what comes out."""
    for folder in ("src/ihrp_course/preview", "src/ihrp_course/strings", "tests/player"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in (ROOT / "deno.json", ROOT / "deno.lock"):
        shutil.copy(file, tmp_path / file.name)
    for source in [*PLAYER.glob("player/**/*.js"), *PLAYER.glob("blocks/*.js")]:
        target = tmp_path / "src" / "ihrp_course" / source.relative_to(PLAYER)
        target.parent.mkdir(parents=True, exist_ok=True)
        short = minify.string("text/javascript", strip_comments(source.read_text("utf-8")))
        target.write_text(f"{short}\n", encoding="utf-8")

    done = subprocess.run(
        [Path(sys.executable).parent / "deno", "test", "-A", "--no-check", "--quiet"],
        cwd=tmp_path / "tests" / "player",
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
