"""`trace`: what teaches, practises and assesses an objective and an idea; hostile words stay words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from ihrp_course.check.coverage import read_coverage
from ihrp_course.commands._course import load
from ihrp_course.commands.trace import Trace, trace
from ihrp_course.diagnostics import Diagnostic
from tests.rules.base import BANK, COURSE, LESSON, MODULE, checked, write
from tests.unit.test_cli import run

ROOT = Path(__file__).parents[2]
TABLE = """\
rows:
  S1: {concept: What a pause is, people: [Jo Doe], objectives: [B-1]}
  S2: {concept: How it feels}
  S3: {concept: Where it comes from, objectives: [B-9]}
people:
  - {name: Jo Doe, said: coined the word, rule: attribute}
"""
QUESTION = ":::truefalse b-1-f01\nobjective: B-1\nanswer: true\n\nA pause can be short.\n:::\n"
WORKSHEET = ":::worksheet feeling\ntitle: Feeling\n\n1. How was it? {short}\n:::\n"


def traced(folder: Path, files: dict[str, str]) -> Trace:
    loaded = load(write(folder, files))
    return trace(loaded.course, read_coverage(loaded.parsed)[0])


def lesson(covers: str, body: str = "") -> str:
    return LESSON.replace("objectives: [B-1]\n", f"objectives: [B-1]\ncovers: [{covers}]\n") + body


def test_an_objective_leads_to_all_that_serves_it(tmp_path: Path) -> None:
    files = {
        "modules/coverage.yaml": TABLE,
        "modules/basics/01-first.md": lesson("S1", f"\n{QUESTION}"),
    }

    [objective] = traced(tmp_path, files).objectives

    assert objective.taught == ("first",)
    assert objective.practised == ("b-1-f01",)
    assert objective.assessed == ("b-1-s01",)
    assert objective.references == ("Doe2020",)
    assert objective.codes == ("S1",)


def test_a_row_is_assessed_by_a_question_on_one_of_its_objectives(tmp_path: Path) -> None:
    files = {
        "modules/coverage.yaml": TABLE,
        "modules/basics/01-first.md": lesson("S1, S2", f"\n{QUESTION}\n{WORKSHEET}"),
    }

    first, second, third = traced(tmp_path, files).rows

    assert (first.taught, first.practised, first.assessed) == (
        ("first",),
        ("b-1-f01",),
        ("b-1-s01",),
    )
    assert (second.taught, second.practised, second.assessed) == (("first",), ("feeling",), ())
    assert (third.taught, third.practised, third.assessed) == ((), (), ())


def test_without_a_table_the_codes_are_those_of_the_lessons(tmp_path: Path) -> None:
    found = traced(tmp_path, {"modules/basics/01-first.md": lesson("X7")})

    assert found.rows == ()
    assert found.objectives[0].codes == ("X7",)


def findings(folder: Path, table: str, depth: Any = "check") -> list[Diagnostic]:
    files = {"modules/coverage.yaml": table, "modules/basics/01-first.md": lesson("S1, S9")}
    told = checked(folder, files, depth).diagnostics
    return [found for found in told if found.rule not in ("lock-stale", "not-reviewed")]


def test_a_code_that_is_not_in_the_table_is_told_at_its_place(tmp_path: Path) -> None:
    [found] = findings(tmp_path, TABLE)

    assert (found.rule, found.span.path) == ("unknown-code", "modules/basics/01-first.md")
    assert (found.span.line, found.span.column) == (6, 14)
    assert found.help == "write it into modules/coverage.yaml, or take it out here"


def test_before_a_release_the_rows_that_nothing_covers_are_told(tmp_path: Path) -> None:
    told = [found for found in findings(tmp_path, TABLE, "release") if found.rule == "not-covered"]

    assert [(found.span.line, found.span.column) for found in told] == [(3, 3), (4, 3)]


@pytest.mark.parametrize(
    "table, rule, line",
    [
        ("rows: [S1]\n", "wrong-value", 1),
        ("rows:\n  S1: {concept: x}\n  1: {concept: x}\n", "wrong-value", 3),
        ("rows:\n  S1: {concept: ''}\n", "wrong-value", 2),
        ("rows:\n  S1: {idea: x}\n", "missing-key", 2),
        ("rows:\n  S1: {concept: x, persons: [a]}\n", "unknown-key", 2),
        ("rows:\n  S1: {concept: x, people: [Jo]}\n", "unknown-person", 2),
        ("rows:\n  S1: {concept: x}\n  S1: {concept: y}\n", "yaml-duplicate", 3),
        ("row:\n  S1: {concept: x}\n", "unknown-key", 1),
    ],
)
def test_a_table_with_a_mistake_is_told_with_its_line(
    table: str, rule: str, line: int, tmp_path: Path
) -> None:
    told = {
        (found.rule, found.span.line)
        for found in findings(tmp_path, table)
        if found.span.path == "modules/coverage.yaml"
    }

    assert (rule, line) in told


@pytest.mark.parametrize("table", ["", "rows: {}\n", "people: []\n"])
def test_an_empty_table_harms_nothing(table: str, tmp_path: Path) -> None:
    told = checked(tmp_path, {"modules/coverage.yaml": table}, "release").diagnostics

    assert {found.rule for found in told} <= {"lock-stale", "not-reviewed"}


def test_the_forms_say_the_same(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "modules/coverage.yaml": TABLE,
            "modules/basics/01-first.md": lesson("S1", f"\n{QUESTION}"),
        },
    )

    text, data, page = (
        run(tmp_path, "trace", "--format", form) for form in ("text", "json", "html")
    )

    assert "B-1        first      1          1         1           S1" in text.stdout
    assert "3 rows: 1 taught, 1 practised, 1 assessed" in text.stdout
    assert json.loads(data.stdout)["objectives"][0]["assessed"] == ["b-1-s01"]
    cells = html.fromstring(page.stdout).xpath('//tr[@id="objective-B-1"]/td')
    assert [cell.text_content() for cell in cells] == [
        "first",
        "b-1-f01",
        "b-1-s01",
        "Doe, 2020",
        "S1",
    ]


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    hostile = "</style><script>alert(1)</script>{{ 7*7 }}"
    files = {
        "modules/course.yaml": COURSE.replace("title: Basics", f"title: '{hostile}'"),
        "modules/basics/module.yaml": MODULE.replace("Say what a pause is for", f"'{hostile}'"),
        "modules/coverage.yaml": f"rows:\n  S1: {{concept: '{hostile}'}}\n",
        "modules/basics/bank-basics.md": BANK,
    }
    write(tmp_path, files)

    page = run(tmp_path, "trace", "--format", "html").stdout

    assert "<script" not in page
    assert page.count("{{ 7*7 }}") >= 3


def test_the_page_needs_nothing_from_outside(tmp_path: Path) -> None:
    target = tmp_path / "trace.html"

    done = run(write(tmp_path, {}), "trace", "--format", "html", "--output", str(target))

    page = html.fromstring(target.read_bytes())
    assert done.returncode == 0
    assert page.xpath("//@src | //link") == []
    assert "url(" not in target.read_text(encoding="utf-8")


def test_a_course_with_errors_is_told_and_not_traced(tmp_path: Path) -> None:
    done = run(write(tmp_path, {"modules/basics/01-first.md": "nothing\n"}), "trace")

    assert done.returncode == 1
    assert "front-matter-missing" in done.stdout
    assert "1 objectives" not in done.stdout


def test_the_course_s_own_table_is_whole() -> None:
    loaded = load(ROOT)
    found = trace(loaded.course, read_coverage(loaded.parsed)[0])

    assert [row.code for row in found.rows] == [f"S{number:02}" for number in range(1, 83)]
    assert len(found.people) == 5
    assert all(each.taught for each in found.objectives)
    covered = {code for lesson in loaded.course.lessons for code in lesson.covers}
    assert {row.code for row in found.rows if row.taught} == covered
