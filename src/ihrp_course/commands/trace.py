"""`trace`: from each objective to what teaches, practises and assesses it, and to the ideas it answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from msgspec import to_builtins

from ihrp_course.check.coverage import Coverage, Person, Row, read_coverage
from ihrp_course.commands._course import give, load, page, stop
from ihrp_course.model import Block, Course, Objective

_OWN = {"open", "poll", "practice", "scale", "scenario", "worksheet"}
"""What a learner does without a key: it practises an idea, and never assesses it."""


@dataclass(frozen=True, slots=True)
class ObjectiveTrace:
    """Ids of lessons and questions; keys of the references that its lessons and questions cite."""

    id: str
    text: str
    level: str
    module: str
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    assessed: tuple[str, ...]
    references: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowTrace:
    """A row of the coverage table: the lessons that cover it, and the blocks that ask for it."""

    code: str
    concept: str
    people: tuple[str, ...]
    objectives: tuple[str, ...]
    taught: tuple[str, ...]
    practised: tuple[str, ...]
    assessed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """A whole course from objectives and ideas to questions."""

    course: str
    version: str
    objectives: tuple[ObjectiveTrace, ...]
    rows: tuple[RowTrace, ...]
    people: tuple[Person, ...]


def trace(course: Course, coverage: Coverage | None) -> Trace:
    """Follow every objective and every row of the coverage table."""
    rows = coverage.rows.values() if coverage else ()
    return Trace(
        course.title,
        course.version,
        tuple(_objective(course, each, list(rows)) for each in course.objectives.values()),
        tuple(_row(course, row) for row in rows),
        coverage.people if coverage else (),
    )


def _objective(course: Course, objective: Objective, rows: list[Row]) -> ObjectiveTrace:
    lessons = [lesson for lesson in course.lessons if objective.id in lesson.objectives]
    practised = list(_on([objective.id], _in_lessons(course)))
    assessed = list(_on([objective.id], _in_banks(course)))
    texts = [prose for lesson in lessons for prose in lesson.texts]
    texts += [prose for block in (*practised, *assessed) for prose in block.texts]
    codes = [row.code for row in rows if objective.id in row.objectives]
    if not rows:
        codes = [code for lesson in lessons for code in lesson.covers]
    return ObjectiveTrace(
        objective.id,
        objective.text,
        objective.level,
        objective.module,
        tuple(lesson.id for lesson in lessons),
        _ids(practised),
        _ids(assessed),
        tuple(dict.fromkeys(key for prose in texts for key in prose.cited)),
        tuple(dict.fromkeys(codes)),
    )


def _row(course: Course, row: Row) -> RowTrace:
    lessons = [lesson for lesson in course.lessons if row.code in lesson.covers]
    practised = list(_on(row.objectives, _in_lessons(course)))
    if not practised:
        practised = [block for lesson in lessons for block in lesson.blocks if block.kind in _OWN]
    return RowTrace(
        row.code,
        row.concept,
        row.people,
        row.objectives,
        tuple(lesson.id for lesson in lessons),
        _ids(practised),
        _ids(_on(row.objectives, _in_banks(course))),
    )


def _in_lessons(course: Course) -> Iterator[Block]:
    return (block for lesson in course.lessons for block in lesson.blocks)


def _in_banks(course: Course) -> Iterator[Block]:
    return (block for bank in course.banks for block in bank.questions)


def _on(objectives: Iterable[str], blocks: Iterable[Block]) -> Iterator[Block]:
    wanted = set(objectives)
    return (each for each in blocks if each.question and wanted & {*each.question.objectives})


def _ids(blocks: Iterable[Block]) -> tuple[str, ...]:
    return tuple(block.id for block in blocks)


# --- forms ----------------------------------------------------------------------------------------


def as_json(found: Trace, course: Course) -> str:
    """The trace for a program."""
    return json.dumps(to_builtins(found), ensure_ascii=False, indent=2)


def as_text(found: Trace, course: Course) -> str:
    """Two tables; questions and references are counted, their ids stand in the other forms."""
    lines: list[tuple[str, ...]] = [
        ("objective", "taught in", "practised", "assessed", "references", "codes")
    ]
    for each in found.objectives:
        counts = map(_count, (each.practised, each.assessed, each.references))
        lines.append((each.id, _words(each.taught), *counts, _words(each.codes)))
    parts = [*_table(lines), "", _summary("objectives", found.objectives)]
    if found.rows:
        lines = [("code", "taught in", "practised", "assessed", "concept")]
        for row in found.rows:
            counts = map(_count, (row.practised, row.assessed))
            lines.append((row.code, _words(row.taught), *counts, _short(row.concept)))
        parts += ["", *_table(lines), "", _summary("rows", found.rows)]
    return "\n".join(parts)


def as_html(found: Trace, course: Course) -> str:
    """The trace as a page to print or to hand on."""
    totals = [("objectives", _totals(found.objectives))]
    if found.rows:
        totals.append(("rows", _totals(found.rows)))
    values = {"trace": found, "course": course, "totals": totals}
    return page("trace.html", values)


_FORMS: dict[str, Any] = {"text": as_text, "json": as_json, "html": as_html}


def _words(words: tuple[str, ...]) -> str:
    return " ".join(words) or "–"


def _count(words: tuple[str, ...]) -> str:
    return str(len(words) or "–")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"


def _table(lines: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]


def _totals(traces: Iterable[ObjectiveTrace | RowTrace]) -> dict[str, int]:
    listed = list(traces)
    return {
        "all": len(listed),
        "taught": sum(bool(each.taught) for each in listed),
        "practised": sum(bool(each.practised) for each in listed),
        "assessed": sum(bool(each.assessed) for each in listed),
    }


def _summary(name: str, traces: Iterable[ObjectiveTrace | RowTrace]) -> str:
    totals = _totals(traces)
    counts = ", ".join(f"{totals[word]} {word}" for word in ("taught", "practised", "assessed"))
    return f"{totals['all']} {name}: {counts}"


# --- the command ----------------------------------------------------------------------------------


@click.command(name="trace")
@click.option("--format", "form", type=click.Choice(list(_FORMS)), default="text")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="without it, stdout"
)
@click.pass_obj
def command(folder: Path, form: str, output: Path | None) -> None:
    """From each objective to its lessons, questions, references and coverage codes."""
    give(told(folder, form), output)


def told(folder: Path, form: str) -> str:
    """The trace of the course in a folder; its errors end the command."""
    loaded = load(folder)
    coverage, problems = read_coverage(loaded.parsed)
    if problems:
        stop(problems, folder)
    text: str = _FORMS[form](trace(loaded.course, coverage), loaded.course)
    return text
