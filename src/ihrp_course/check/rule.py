"""The rules' manual: one page each, `rules/<name>.md`, with a *Wrong* and a *Right* that tests run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "rules"
_EXAMPLE = re.compile(
    r"^## (Wrong|Right)\n(.*?)(?=^## (?:Wrong|Right)$|\Z)", re.MULTILINE | re.DOTALL
)
_FILE = re.compile(r"^`([^`\n]+)`\n+(`{3,})(\w*)\n(.*?)^\2$", re.MULTILINE | re.DOTALL)


class Made(str):
    """What an example says of a file that cannot be shown: `21 MB of zeros`. Tests make it (tests/rules/made.py)."""


@cache
def rules() -> tuple[str, ...]:
    """The names of all rules that have a page, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.md")))


def page(rule: str) -> str:
    """The manual page of a rule, as Markdown."""
    return (FOLDER / f"{rule}.md").read_text(encoding="utf-8").rstrip()


def examples(rule: str) -> dict[str, dict[str, str]]:
    """The page's examples: "Wrong" and "Right", each as files of a course by path; a `made` one is `Made`."""
    return {
        name: {
            path: Made(text) if language == "made" else text
            for path, _, language, text in _FILE.findall(body)
        }
        for name, body in _EXAMPLE.findall(page(rule))
    }
