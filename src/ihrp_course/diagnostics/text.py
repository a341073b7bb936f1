"""Findings for a person: place, rule, message, the line itself with a mark below it, what to type."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from unicodedata import east_asian_width

from ihrp_course.diagnostics import Diagnostic, Span

Lines = Callable[[str], list[str]]
_COLOURS = {"error": "31;1", "warning": "33;1", "dim": "2", "help": "36"}


def render(diagnostics: Iterable[Diagnostic], folder: Path, colour: bool) -> str:
    """All findings, a blank line between them, and a line that counts them."""
    read = reader(folder)
    diagnostics = list(diagnostics)
    if not diagnostics:
        return ""
    blocks = [_one(each, read, colour) for each in diagnostics]
    return "\n\n".join([*blocks, _count(diagnostics)])


def reader(folder: Path) -> Lines:
    """The lines of a course file, read once; none when it cannot be read."""
    known: dict[str, list[str]] = {}

    def read(path: str) -> list[str]:
        if path not in known:
            try:
                text = (folder / path).read_bytes().decode("utf-8-sig")
                known[path] = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
            except (OSError, UnicodeDecodeError):
                known[path] = []
        return known[path]

    return read


def _paint(text: str, name: str, colour: bool) -> str:
    return f"\033[{_COLOURS[name]}m{text}\033[0m" if colour else text


def _one(found: Diagnostic, read: Lines, colour: bool) -> str:
    span = found.span
    title = _paint(f"{found.severity}[{found.rule}]", found.severity, colour)
    lines = [f"{span.path}:{span.line}:{span.column}: {title}: {found.message}"]
    lines += _snippet(span, found.label, read, colour)
    for related in found.related:
        place = related.span
        lines.append(f"  = also: {place.path}:{place.line}:{place.column}: {related.message}")
    if found.help:
        lines.append(_paint(f"  = help: {found.help}", "help", colour))
    return "\n".join(lines)


def _snippet(span: Span, label: str, read: Lines, colour: bool) -> list[str]:
    source = read(span.path)
    if not 1 <= span.line <= len(source) or not source[span.line - 1].strip():
        return []
    line = source[span.line - 1].expandtabs(1)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - 60)  # a long line shows the stretch around the mark
    shown = line[first : first + 110].rstrip()
    width = max(1, min(_width(line[start:end]), 100))
    gutter = len(str(span.line))
    mark = " " * _width(line[first:start]) + "^" * width + (f" {label}" if label else "")
    return [
        _paint(f"{' ' * gutter} |", "dim", colour),
        _paint(f"{span.line} | ", "dim", colour) + shown,
        _paint(f"{' ' * gutter} | ", "dim", colour) + mark,
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _count(diagnostics: list[Diagnostic]) -> str:
    errors = sum(1 for each in diagnostics if each.severity == "error")
    warnings = len(diagnostics) - errors
    words = []
    if errors:
        words.append(f"{errors} error{'s' if errors != 1 else ''}")
    if warnings:
        words.append(f"{warnings} warning{'s' if warnings != 1 else ''}")
    return ", ".join(words)
