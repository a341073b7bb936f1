"""Text files into trees. Knows Markdown, fences and YAML; knows nothing of courses.

Always gives a `Parsed`, however bad the input: what makes no sense is told, with its place, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ihrp_course.diagnostics import Diagnostic, error
from ihrp_course.parse.body import read_block
from ihrp_course.parse.fence import scan
from ihrp_course.parse.markdown import Source, convert
from ihrp_course.parse.tree import (
    Acceptance,
    BlockNode,
    Document,
    Fragment,
    GlossaryEntry,
    Parsed,
    Prose,
    Setting,
    Shape,
    YamlValue,
)
from ihrp_course.parse.yaml import parse_yaml
from ihrp_course.source import Sources

GLOSSARY = "modules/glossary.md"
_TERM = re.compile(r"^##[ \t]+(.*?)[ \t]*\{#([a-z][a-z0-9-]*)\}[ \t]*$")
_ANY_TERM = re.compile(r"^##[ \t]")
_SETTING = re.compile(r"^([a-z][a-z0-9-]*):[ \t]+(.*?)[ \t]*$")


def parse(sources: Sources, shapes: Mapping[str, Shape]) -> tuple[Parsed, tuple[Diagnostic, ...]]:
    """Every text of a course as trees. `shapes` tells what each kind of block may hold."""
    problems: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    values: dict[str, YamlValue] = {}
    glossary: tuple[GlossaryEntry, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    for path, text in sources.texts.items():
        if path == GLOSSARY:
            scanned = scan(path, text, {})
            problems += scanned.problems
            accepted = tuple(scanned.acceptances)
            stretches = [part for part in scanned.parts if isinstance(part, Fragment)]
            glossary = tuple(e for part in stretches for e in _glossary(part, problems))
        elif path.endswith(".md"):
            documents[path] = parse_document(path, text, shapes, problems)
        elif path.endswith(".yaml"):
            value, found = parse_yaml(path, text)
            problems += found
            if value is not None:
                values[path] = value
    return Parsed(documents, values, glossary, accepted), tuple(problems)


def parse_document(
    path: str, text: str, shapes: Mapping[str, Shape], problems: list[Diagnostic]
) -> Document:
    """One lesson or bank."""
    scanned = scan(path, text, shapes)
    problems += scanned.problems
    front = _front(path, scanned.front, problems)
    parts: list[Prose | BlockNode] = []
    for part in scanned.parts:
        if isinstance(part, Fragment):
            source = Source(part, problems)
            parts.append(convert(source, 0, len(source.events)))
        else:
            parts.append(read_block(part, shapes[part.kind], problems))
    return Document(path, front, tuple(parts), tuple(scanned.acceptances))


def _front(path: str, fragment: Fragment | None, problems: list[Diagnostic]) -> YamlValue | None:
    if fragment is None:
        span = Fragment(path, " ").span(0, 1)
        problems.append(
            error(
                "front-matter-missing",
                span,
                "this file does not begin with front matter",
                help="begin it with a line `---`, then `id:`, `title:` and the rest, then `---`",
            )
        )
        return None
    value, found = parse_yaml(path, fragment.text, fragment.first_line)
    problems += found
    return value


def _glossary(fragment: Fragment, problems: list[Diagnostic]) -> list[GlossaryEntry]:
    """`## term {#id}`, settings, an empty line, paragraphs."""
    lines = fragment.text.split("\n")
    heads = [index for index, line in enumerate(lines) if _ANY_TERM.match(line)]
    entries = []
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        entry = _term(fragment, lines, head, end, problems)
        if entry is not None:
            entries.append(entry)
    return entries


def _term(
    fragment: Fragment, lines: list[str], head: int, end: int, problems: list[Diagnostic]
) -> GlossaryEntry | None:
    span = _part(fragment, lines, head, head + 1).span(0, len(lines[head]))
    found = _TERM.match(lines[head])
    if found is None:
        problems.append(
            error("term-form", span, "this term has no id", help="write `## term {#its-id}`")
        )
        return None
    settings: dict[str, Setting] = {}
    index = head + 1
    while index < end and (given := _SETTING.match(lines[index])):
        line = _part(fragment, lines, index, index + 1)
        name_span, value_span = line.span(0, len(given.group(1))), line.span(*given.span(2))
        settings[given.group(1)] = Setting(given.group(1), given.group(2), name_span, value_span)
        index += 1
    source = Source(_part(fragment, lines, index, end), problems)
    prose = convert(source, 0, len(source.events))
    return GlossaryEntry(found.group(2), found.group(1), settings, prose, span)


def _part(fragment: Fragment, lines: list[str], first: int, end: int) -> Fragment:
    numbers = fragment.lines[first:end] if fragment.lines else None
    line = numbers[0] if numbers else fragment.first_line + first
    return Fragment(fragment.path, "\n".join(lines[first:end]), line, lines=numbers)
