"""The gallery of blocks, stricter: safety questions, two attempts, tries, a scale asked twice."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from click.testing import CliRunner

from ihrp_course.cli import commands
from ihrp_course.pipeline import build
from tests.browser.conftest import ROOT

SAFETY = "tags: safety-critical"
SPOKEN = "Spoken: Give the choice back."
AGAIN = """
:::scale quietly-after
labels: Not at all | A little | Somewhat | Very | Fully
pair: quietly-scale

How comfortable are you with a minute of silence now?
:::
"""


def hardened(folder: Path, standards: list[str]) -> dict[str, Path]:
    """Its packages by standard."""
    shutil.copytree(ROOT / "examples/all-blocks", folder)
    harden(folder / "modules")
    locked = CliRunner().invoke(commands, ["--course", str(folder), "lock"])
    assert locked.exit_code == 0, locked.output
    built = build(folder, folder / "build", standards)
    assert built.written, built.diagnostics
    return {each.path.stem.rpartition("-")[2]: each.path for each in built.written}


def harden(modules: Path) -> None:
    """A quiz that asks for more, and a pass that needs no lessons."""

    def change(name: str, pattern: str, text: str) -> None:
        file = modules / name
        old = file.read_text("utf-8")
        new = re.sub(pattern, text, old, flags=re.MULTILINE)
        assert new != old, name
        file.write_text(new, "utf-8")

    change(
        "gallery/module.yaml",
        r"^  pass: 75$",
        "  pass: 50\n  must-pass: safety-critical\n  attempts: 2",
    )
    change("course.yaml", "^policy: .*$", "policy: pass-required")
    change("gallery/02-asking.md", r"^(:::choice .*)$", r"\1\ntries: 2")
    change("gallery/05-quietly.md", r"\Z", AGAIN)
    for kind in ("matrix", "mark"):
        change("gallery/bank-gallery.md", rf"^(:::{kind} .*)$", rf"\1\n{SAFETY}")
    change("gallery/bank-gallery.md", r"^(\| hotspot .*|Jonas \[\[.*)$", rf"\1\n\n{SPOKEN}")
