"""`modules/glossary.md`: per term a heading with an id, settings, an empty line, paragraphs."""

from __future__ import annotations

import re
from itertools import pairwise

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.parse import refusals
from ihrp_course.parse.fence import scan
from ihrp_course.parse.markdown import read_prose
from ihrp_course.parse.rows import Rows
from ihrp_course.parse.settings import read_settings
from ihrp_course.parse.tree import Acceptance, Fragment, GlossaryEntry

_TERM = re.compile(r"##[ \t]+(.*?)[ \t]*(?:\{#([^{}]*)\})?[ \t]*")
_MARKS = re.compile(r"[\\`*_\[\]<&!]")


def parse_glossary(
    path: str, text: str, problems: list[Diagnostic]
) -> tuple[tuple[GlossaryEntry, ...], tuple[Acceptance, ...]]:
    """The entries in their order; one without an id is left out."""
    scanned = scan(path, text, {}, problems)
    entries = []
    if scanned.front is not None:
        message, help = "a glossary has no front matter", "delete these lines"
        problems.append(error("glossary-text", Span(path), message, help=help))
    for part in scanned.parts:
        if isinstance(part, Fragment):
            entries += _entries(part, problems)
    return tuple(entries), scanned.acceptances


def _entries(fragment: Fragment, problems: list[Diagnostic]) -> list[GlossaryEntry]:
    lines = fragment.text.split("\n")
    numbers = fragment.lines or range(fragment.first_line, fragment.first_line + len(lines))
    rows = Rows(fragment.path, lines, numbers)
    heads = [place for place, line in enumerate(lines) if _TERM.fullmatch(line)]
    _refuse_text(rows, heads[0] if heads else len(lines), problems)
    entries = []
    for head, end in pairwise([*heads, len(lines)]):
        entry = _entry(rows, head, end, problems)
        if entry is not None:
            entries.append(entry)
    return entries


def _entry(rows: Rows, head: int, end: int, problems: list[Diagnostic]) -> GlossaryEntry | None:
    found = _TERM.fullmatch(rows.lines[head])
    assert found is not None
    title, id = found.groups()
    span = rows.span(head)
    below = Rows(rows.path, rows.lines[head + 1 : end], rows.numbers[head + 1 : end])
    settings, first = read_settings(below, (), problems)
    prose = read_prose(below.fragment(first, len(below.lines)), problems)
    if not id:
        help = f"write `## {title} {{#an-id}}`; links use the id: `[text](term:an-id)`"
        problems.append(error("term-form", span, "this term has no id", help=help))
        return None
    if not refusals.NAME.fullmatch(id):
        problems.append(refusals.slug(rows.span(head, *found.span(2)), id))
        return None
    if _MARKS.search(title):
        title = read_prose(Fragment(rows.path, title), []).text
    return GlossaryEntry(id, title, settings, prose, span)


def _refuse_text(rows: Rows, end: int, problems: list[Diagnostic]) -> None:
    """Text above the first term; a heading of the whole file may stand there."""
    for place in range(end):
        line = rows.lines[place]
        if line.strip() and not line.startswith("# "):
            help = "begin each term with a heading: `## term {#an-id}`"
            message = "this text belongs to no term"
            problems.append(error("glossary-text", rows.span(place), message, help=help))
            return
