"""Findings as workflow commands: GitHub shows each beside the changed line.

Paths are given from the folder in which the command runs: in a workflow, the repository.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from ihrp_course.diagnostics import Diagnostic

_IN_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTY = {**_IN_DATA, ":": "%3A", ",": "%2C"}


def render(diagnostics: Iterable[Diagnostic], folder: Path, colour: bool) -> str:
    """A line per finding; nothing when there are none."""
    start = os.path.relpath(folder)
    return "\n".join(_one(each, start) for each in diagnostics)


def _one(found: Diagnostic, start: str) -> str:
    span = found.span
    place = {
        "title": found.rule,
        "file": os.path.normpath(os.path.join(start, span.path)).replace(os.sep, "/"),
        "line": span.line,
        "endLine": span.end_line,
    }
    if span.end_line == span.line:  # GitHub refuses columns of a stretch over several lines
        place["col"] = span.column
        place["endColumn"] = max(span.column, span.end_column - 1)  # the last one, inclusive
    words = ",".join(f"{name}={_escape(str(value), _IN_PROPERTY)}" for name, value in place.items())
    return f"::{found.severity} {words}::{_escape(_message(found), _IN_DATA)}"


def _message(found: Diagnostic) -> str:
    lines = [f"{found.message}: {found.label}" if found.label else found.message]
    lines += [f"also: {each.span.path}:{each.span.line}: {each.message}" for each in found.related]
    if found.help:
        lines.append(f"help: {found.help}")
    return "\n".join(lines)


def _escape(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)
