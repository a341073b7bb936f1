"""Where a finding belongs in the page that a learner sees, as far as the page shows that place at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ihrp_course.diagnostics import Diagnostic
from ihrp_course.model import Bank, Course, Lesson

_TARGET = re.compile(r"\]\([^)\n]*\)|\[@[^\]\n]*\]|\{#[\w-]*\}")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST = 60  # letters are enough to tell a paragraph from its neighbours


def describe(
    findings: Iterable[Diagnostic], course: Course | None, texts: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Each finding with its file and line, and with its place in the page."""
    owners = dict(_owners(course)) if course else {}
    lines: dict[str, list[str]] = {}

    def line_of(found: Diagnostic) -> str:
        path, number = found.span.path, found.span.line
        if path not in lines:
            lines[path] = texts.get(path, "").split("\n")
        return lines[path][number - 1] if 0 < number <= len(lines[path]) else ""

    return [
        {
            "rule": found.rule,
            "severity": found.severity,
            "message": found.message,
            "help": found.help,
            "path": found.span.path,
            "line": found.span.line,
            "column": found.span.column,
            "source": line_of(found).strip(),
            "place": _place(found, owners.get(found.span.path), line_of(found)),
        }
        for found in findings
    ]


def letters(text: str) -> str:
    """What of a line of Markdown reads the same in the page: its letters, small, without blanks."""
    return "".join(_LETTERS.findall(_TARGET.sub("]", text))).casefold()[:_LONGEST]


def _owners(course: Course) -> Iterator[tuple[str, Lesson | Bank]]:
    for lesson in course.lessons:
        yield lesson.path, lesson
    for bank in course.banks:
        yield bank.path, bank


def _place(found: Diagnostic, owner: Lesson | Bank | None, line: str) -> dict[str, str] | None:
    if owner is None:
        return None
    blocks = owner.blocks if isinstance(owner, Lesson) else owner.questions
    for block in blocks:
        if block.id and block.span.line <= found.span.line <= block.last_line:
            page = owner.id if isinstance(owner, Lesson) else ""
            return {"page": page, "block": block.id, "words": letters(line)}
    if isinstance(owner, Bank):
        return None
    return {"page": owner.id, "block": "", "words": letters(line)}
