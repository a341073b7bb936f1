"""`coverage.yaml`: the ideas that a course has to cover, and what the lessons' `covers:` say of them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from ihrp_course.check.shape import CoverageShape, validate
from ihrp_course.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from ihrp_course.model import Course, Lesson
from ihrp_course.parse.tree import Parsed, YamlValue

PATH = "modules/coverage.yaml"


class Row(Struct, frozen=True):
    """One idea: what it is, who is named with it, what a learner can do with it."""

    code: str
    concept: str
    people: tuple[str, ...]
    objectives: tuple[str, ...]
    span: Span


class Person(Struct, frozen=True):
    """Somebody named in the table: what is attributed to them, and the rule for speaking of it."""

    name: str
    said: str
    rule: str


class Coverage(Struct, frozen=True):
    """The table, rows by code in its own order."""

    rows: Mapping[str, Row]
    people: tuple[Person, ...]


def read_coverage(parsed: Parsed) -> tuple[Coverage | None, list[Diagnostic]]:
    """The table; None when the course has none or it cannot be read."""
    value = parsed.yaml.get(PATH)
    if value is None or value.data is None:
        return None, []
    shape, problems = validate(CoverageShape, value)
    if shape is None:
        return None, problems
    table = value.items.get("rows")
    rows = {
        code: Row(code, row.concept, tuple(row.people), tuple(row.objectives), _key(table, code))
        for code, row in shape.rows.items()
    }
    names = [person.name for person in shape.people]
    for code, row in rows.items():
        for place, name in enumerate(row.people):
            if name not in names:
                span = value.at("rows", code, "people", place)
                problems.append(
                    _unknown("unknown-person", span, f"no person `{name}`", name, names)
                )
    people = tuple(Person(each.name, each.said, each.rule) for each in shape.people)
    return Coverage(rows, people), problems


def _key(table: YamlValue | None, code: str) -> Span:
    return table.key_spans[code] if table is not None else Span(PATH)


def check_coverage(course: Course, parsed: Parsed, is_release: bool) -> list[Diagnostic]:
    """Codes that are not in the table; before a release also what nothing in the course answers to."""
    coverage, problems = read_coverage(parsed)
    if coverage is None:
        return problems
    for lesson in course.lessons:
        for place, code in enumerate(lesson.covers):
            if code not in coverage.rows:
                span, known = _place(lesson, parsed, place), list(coverage.rows)
                problems.append(_unknown("unknown-code", span, f"no row `{code}`", code, known))
    if is_release:
        problems += _not_covered(course, coverage)
    return problems


def _place(lesson: Lesson, parsed: Parsed, place: int) -> Span:
    front = parsed.documents[lesson.path].front
    return front.at("covers", place) if front is not None else lesson.span


def _unknown(rule: str, span: Span, what: str, name: str, known: list[str]) -> Diagnostic:
    help = did_you_mean(name, known) or f"write it into {PATH}, or take it out here"
    return error(rule, span, f"there is {what} in {PATH}", help=help)


def _not_covered(course: Course, coverage: Coverage) -> list[Diagnostic]:
    covered = {code for lesson in course.lessons for code in lesson.covers}
    return [
        warning(
            "not-covered",
            row.span,
            f"no lesson covers {row.code}: {row.concept}",
            help=f"add it to the `covers:` of the lesson that teaches it: `covers: [{row.code}]`",
        )
        for row in coverage.rows.values()
        if row.code not in covered
    ]
