"""Findings as SARIF 2.1.0 (OASIS), for code scanning and editors: one rule object per rule.

Paths are relative to the course folder, under the base `%SRCROOT%`, which the reader sets (3.4.4).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ihrp_course import __version__
from ihrp_course.diagnostics import Diagnostic, Span


def render(diagnostics: Iterable[Diagnostic], folder: Path, colour: bool) -> str:
    """One log with one run; its rules are all that have a page, and what else was found."""
    diagnostics = list(diagnostics)
    rules = _rules(diagnostics)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "ihrp-course", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, places[each.rule]) for each in diagnostics],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rules(diagnostics: list[Diagnostic]) -> list[dict[str, Any]]:
    from ihrp_course.check.rule import page, rules

    listed = [_rule(name, page(name)) for name in rules()]
    own = {each.rule: each for each in diagnostics if each.rule not in rules()}
    return listed + [_own_rule(own[name]) for name in sorted(own)]


def _rule(name: str, text: str) -> dict[str, Any]:
    """A rule with its manual page (3.49); the page's second paragraph says what is wrong."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n")[1:]]
    return {
        "id": name,
        "shortDescription": {"text": paragraphs[0]},
        "fullDescription": {"text": " ".join(paragraphs[:2])},
        "help": {"text": text, "markdown": text},
    }


def _own_rule(found: Diagnostic) -> dict[str, Any]:
    """A rule of the course itself, which has no page."""
    words = f"{found.rule}, a rule of this course"
    return {
        "id": found.rule,
        "shortDescription": {"text": words},
        "help": {"text": found.help or words},
    }


def _result(found: Diagnostic, place: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "ruleIndex": place,
        "level": found.severity,
        "message": _message(found.message, found.label, found.help),
        "locations": [_location(found.span)],
    }
    if found.related:
        result["relatedLocations"] = [
            {"id": number, **_location(each.span), "message": _message(each.message)}
            for number, each in enumerate(found.related)
        ]
    return result


def _message(*sentences: str) -> dict[str, str]:
    return {"text": "\n".join(sentence for sentence in sentences if sentence)}


def _location(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    artifact = {"uri": quote(span.path), "uriBaseId": "%SRCROOT%"}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}
