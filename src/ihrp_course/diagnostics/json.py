"""Findings for a program: one JSON array, an object each, positions counting from 1, ends exclusive."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ihrp_course.diagnostics import Diagnostic, Span


def render(diagnostics: Iterable[Diagnostic], folder: Path, colour: bool) -> str:
    """All findings; an empty array when there are none."""
    return json.dumps([_one(each) for each in diagnostics], ensure_ascii=False, indent=2)


def _one(found: Diagnostic) -> dict[str, Any]:
    return {
        "rule": found.rule,
        "severity": found.severity,
        "message": found.message,
        "label": found.label,
        "help": found.help,
        **_span(found.span),
        "related": [{"message": each.message, **_span(each.span)} for each in found.related],
    }


def _span(span: Span) -> dict[str, Any]:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
