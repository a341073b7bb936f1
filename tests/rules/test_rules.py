"""Every rule has a manual page, and its examples are true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ihrp_course import words
from ihrp_course.check import Depth
from ihrp_course.check.rule import examples, page, rules
from tests.rules.base import BASE, checked

SOURCE = Path(__file__).parents[2] / "src" / "ihrp_course"
NAME = re.compile(
    r"(?:\berror|\bwarning|\btell|\brefuse|_tell|_missing|_refuse|Diagnostic)\(\s*\"([a-z0-9-]+|IW\d\d)\""
    r"|^\s+\"([a-z]+(?:-[a-z0-9]+)+|minutes|moved|footnote|svg)\",$",
    re.MULTILINE,
)
NOT_RULES = {
    "view-only", "view-then-pass", "pass-required", "safety-critical", "bytes-io", "fill-in", "long-fill-in",
    "true-false", "stroke-width", "aria-hidden",
}  # fmt: skip
ONLY_AT_RELEASE = {"not-covered", "not-reviewed"}
OFTEN = {"lock-stale", "unused-source", "unused-term", "IW19", "not-reviewed"}
"""What short examples leave undone: nothing is locked, the base course's text is gone, options have no reasons."""


def told() -> set[str]:
    """The rule names in the compiler's own files."""
    folders = ["source.py", "parse", "check", "identity.py", "budget.py", "blocks"]
    files = [
        file
        for name in folders
        for file in ([SOURCE / name] if name.endswith(".py") else sorted((SOURCE / name).rglob("*.py")))
    ]  # fmt: skip
    names: set[str] = set()
    for file in files:
        for found in NAME.finditer(file.read_text(encoding="utf-8")):
            names.add(found.group(1) or found.group(2))
    return names - NOT_RULES


def test_every_rule_that_can_be_told_has_a_page() -> None:
    assert told() - set(rules()) == set()


def test_there_are_at_least_a_hundred_rules() -> None:
    assert len(rules()) >= 100


@pytest.mark.parametrize("rule", rules())
def test_a_page_says_what_and_why_and_shows_the_right_way(rule: str) -> None:
    text = page(rule)

    assert text.startswith(f"# {rule}\n")
    assert len(text.split("\n\n")) > 3
    assert "Right" in examples(rule)


@pytest.mark.parametrize("rule", rules())
def test_the_wrong_example_breaks_this_rule_alone(
    rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    depth: Depth = "release" if rule in ONLY_AT_RELEASE else "check"
    if rule == "interface-words":
        with_strings(tmp_path / "strings", monkeypatch)

    result = checked(tmp_path, examples(rule)["Wrong"], depth)

    found = {each.rule for each in result.diagnostics}
    assert rule in found
    assert found - OFTEN <= {rule}


def with_strings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the compiler read its words in this folder, which gets English and what the example adds."""
    folder.mkdir()
    (folder / "en.json").write_text((words.STRINGS / "en.json").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(words, "STRINGS", folder)


@pytest.mark.parametrize("rule", rules())
def test_the_right_example_is_clean(rule: str, tmp_path: Path) -> None:
    depth: Depth = "release" if rule in ONLY_AT_RELEASE else "check"

    result = checked(tmp_path, examples(rule)["Right"], depth)

    found = {each.rule for each in result.diagnostics}
    assert rule not in found
    assert found <= OFTEN


def test_the_base_course_is_clean(tmp_path: Path) -> None:
    result = checked(tmp_path, BASE)

    assert {found.rule for found in result.diagnostics} == {"lock-stale"}
    assert result.course is not None


def explain(rule: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ihrp_course", "explain", rule]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_explain_prints_the_page() -> None:
    done = explain("no-key")

    assert done.returncode == 0
    assert done.stdout.startswith("# no-key")


def test_explain_offers_the_nearest_rule() -> None:
    done = explain("nokey")

    assert done.returncode == 2
    assert "did you mean `no-key`" in done.stderr
