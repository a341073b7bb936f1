"""`matrix`: rows, each with its place in one of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    by_ordinal,
    check_count,
    family,
    fixed,
)
from ihrp_course.model import Family
from ihrp_course.parse.body import read_inline
from ihrp_course.parse.tree import Fragment, Prose, Shape

_CELL = re.compile(r"(?:\\.|[^|\\])*")
_LINE = re.compile(r"[^\n]+")
_RULER = re.compile(r"[|:\- \t]*-[|:\- \t]*")
_SLUG = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}\s*$")


class Row(Struct, frozen=True):
    """`column` is a place in the columns."""

    text: Prose
    column: int
    slug: str


class Matrix(Struct, frozen=True):
    corner: Prose
    columns: tuple[Prose, ...]
    rows: tuple[Row, ...]

    def prose(self) -> Iterator[Prose]:
        yield self.corner
        yield from self.columns
        yield from (row.text for row in self.rows)


def _cells(line: Fragment) -> list[Fragment]:
    """The cells of a row, blanks and outer bars dropped."""
    text = line.text.strip(" \t")
    at, end = line.text.find(text), line.text.find(text) + len(text)
    at += text.startswith("|")
    cells = []
    while at <= end:
        found = _CELL.match(line.text, at, end)
        assert found is not None
        cell = found.group()
        start = found.start() + len(cell) - len(cell.lstrip())
        cells.append(line.cut(start, max(start, found.start() + len(cell.rstrip()))))
        at = found.end() + 1
    return cells[:-1] if text.endswith("|") and len(cells) > 1 else cells


def _read(reading: Reading) -> Matrix | None:
    rest = reading.node.rest
    lines = [rest.cut(*found.span()) for found in _LINE.finditer(rest.text)] if rest else []
    if len(lines) < 4 or not _RULER.fullmatch(lines[1].text):
        reading.refuse(
            "matrix-table",
            "a `matrix` is a table with a ruler and at least two rows",
            help="write `| | One | Two |`, then `|---|---|---|`, then a line `| Row | x | |` for each row",
        )
        return None
    head = [read_inline(cell, reading.problems) for cell in _cells(lines[0])]
    columns = head[1:]
    rows = [row for line in lines[2:] if (row := _row(reading, line, len(columns)))]
    if not len(columns) >= 2:
        reading.refuse("too-few-parts", "a `matrix` needs at least two columns")
        return None
    check_count(reading, max(len(columns), len(rows)), "rows or columns")
    return Matrix(head[0], tuple(columns), tuple(rows)) if len(rows) > 1 else None


def _row(reading: Reading, line: Fragment, count: int) -> Row | None:
    span = line.span(0, len(line.text))
    if "|" not in line.text:
        reading.refuse(
            "stray-text",
            "this line is no row of the table",
            help="begin it with `|`, or put the text above the table",
            span=span,
        )
        return None
    cells = _cells(line)
    marks = [cell.text.strip().lower() for cell in cells[1:]]
    if len(marks) != count or marks.count("x") != 1 or set(marks) - {"x", ""}:
        reading.refuse(
            "matrix-row",
            f"this row needs {count} cells after its text, and an `x` in one of them",
            help="write `x` under the right column and leave the others empty",
            span=span,
        )
        return None
    found = _SLUG.search(cells[0].text)
    text = cells[0].cut(0, found.start()) if found else cells[0]
    slug = found.group(1) if found else ""
    return Row(read_inline(text, reading.problems), marks.index("x"), slug)


def _families(content: Matrix) -> tuple[Family, ...]:
    return (
        family("rows", [(row.text, row.slug) for row in content.rows]),
        family("columns", [(column, "") for column in content.columns]),
    )


def _key(content: Matrix, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    rows, columns = ordinals["rows"], ordinals["columns"]
    places = by_ordinal(rows, [columns[row.column] for row in content.rows])
    return {"rows": len(places), "columns": max(columns) + 1, "places": places}


def _key_text(content: Matrix, settings: Any) -> str:
    return "|".join(
        sorted(
            f"{row.slug or row.text.text}={content.columns[row.column].text}"
            for row in content.rows
        )
    )


TYPE = BlockType(
    shape=Shape("lines", QUESTION_LABELS, begin="|"),
    settings=QuestionSettings,
    read=_read,
    seconds=fixed(80),
    is_judged=True,
    interaction=lambda content: "matching",
    payload=lambda content: Payload(kind="match", n=len(content.rows), m=len(content.columns)),
    families=_families,
    key=_key,
    key_text=_key_text,
)
