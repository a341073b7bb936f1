"""The parser never raises, always knows where, and loses no text."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ihrp_course.blocks import SHAPES
from ihrp_course.parse import parse
from ihrp_course.parse.tree import BlockNode
from ihrp_course.source import Sources
from tests.conftest import FULL

LESSON = "modules/a/01-a.md"
HEAD = "---\nid: a\ntitle: A\nminutes: 1\nobjectives: []\n---\n"
many = settings(max_examples=600 if FULL else 80, deadline=None)

LINES = st.one_of(
    st.sampled_from(
        [":::choice q-1", ":::", ":::fill f", ":::sort s", "::::", " :::x", "- [x] a", "- [ ] b {#b}", "- c => d",
         "  > why", "### A", "Hint: x", "Rationale: y", "objective: O", "[[a|b]]", "[x]: y", "```", "<!-- ok a: b -->",
         "<!--", "-->", "| a | b |", "|---|---|", "1. one", "[@a; @b]", "![](x)", "---", "\\", "[", "]("]
    ),
    st.text(max_size=20),
)  # fmt: skip


def read(path: str, text: str) -> tuple[object, tuple[object, ...]]:
    sources = Sources(Path(), {path: text}, assets={}, svg={}, lock=None)
    return parse(sources, SHAPES)


def spans_are_inside(path: str, text: str) -> None:
    _, problems = parse(Sources(Path(), {path: text}, assets={}, svg={}, lock=None), SHAPES)
    lines = text.split("\n")
    for problem in problems:
        span = problem.span
        assert span.path == path
        assert 1 <= span.line <= len(lines) + 1
        assert span.column >= 1
        assert (span.end_line, span.end_column) >= (span.line, span.column)


@many
@given(st.text())
def test_any_text_is_a_lesson_or_a_finding(text: str) -> None:
    spans_are_inside(LESSON, text.replace("\r", ""))


@many
@given(st.lists(LINES, max_size=25))
def test_any_heap_of_lines_is_read_without_raising(lines: list[str]) -> None:
    spans_are_inside(LESSON, HEAD + "\n".join(lines).replace("\r", ""))


@many
@given(st.text())
def test_any_text_is_yaml_or_a_finding(text: str) -> None:
    spans_are_inside("modules/course.yaml", text.replace("\r", ""))


@many
@given(st.lists(LINES, max_size=20))
def test_any_heap_of_lines_is_a_glossary_or_a_finding(lines: list[str]) -> None:
    spans_are_inside("modules/glossary.md", "\n".join(lines).replace("\r", ""))


WORDS = st.from_regex(r"[A-Za-zäöß][A-Za-zäöß ,.]{0,30}[a-z]", fullmatch=True)


@many
@given(st.lists(st.tuples(WORDS, st.booleans(), WORDS), min_size=2, max_size=6))
def test_every_option_and_its_feedback_are_found_again(
    options: list[tuple[str, bool, str]],
) -> None:
    rows = "\n".join(f"- [{'x' if key else ' '}] {text}\n  > {why}" for text, key, why in options)
    text = f"{HEAD}\n:::choice q\nobjective: O\n\nWhat?\n\n{rows}\n:::\n"

    parsed, problems = parse(Sources(Path(), {LESSON: text}, assets={}, svg={}, lock=None), SHAPES)

    assert problems == ()
    block = next(p for p in parsed.documents[LESSON].parts if isinstance(p, BlockNode))
    found = [(i.text.text, i.mark, i.feedback.text if i.feedback else "") for i in block.items]
    assert found == [(" ".join(t.split()), key, " ".join(w.split())) for t, key, w in options]
