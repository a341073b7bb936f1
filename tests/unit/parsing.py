"""What the tests of the parser share: kinds of block of their own, and one-file courses."""

from __future__ import annotations

from pathlib import Path

from ihrp_course.diagnostics import Diagnostic
from ihrp_course.parse import parse
from ihrp_course.parse.tree import BlockNode, Document, Parsed, Part, Prose, Shape
from ihrp_course.source import Sources

LABELS = ("Hint", "Rationale", "Correct", "Incorrect", "Spoken")
SHAPES = {
    "choice": Shape("options", LABELS),
    "match": Shape("items", LABELS),
    "order": Shape("items", LABELS),
    "sort": Shape("groups", LABELS),
    "fill": Shape("gaps", LABELS),
    "truefalse": Shape("text", LABELS),
    "numeric": Shape("text", (*LABELS, "Low", "High")),
    "open": Shape("text", ("Hint", "Model", "Rubric")),
    "figure": Shape("prose", ("Long",)),
    "callout": Shape("prose"),
    "worksheet": Shape("items"),
}
FRONT = "---\nid: a\ntitle: A\n---\n"
LESSON = "modules/a/01-a.md"


def parse_files(files: dict[str, str]) -> tuple[Parsed, tuple[Diagnostic, ...]]:
    return parse(Sources(Path("."), files, {}, None), SHAPES)


def parse_lesson(body: str) -> tuple[Document, list[Diagnostic]]:
    """A lesson below four lines of front matter; the findings count the lines of `body` alone."""
    parsed, problems = parse_files({LESSON: FRONT + body})
    shift = FRONT.count("\n")
    moved = [
        Diagnostic(
            problem.rule,
            problem.severity,
            problem.span._replace(
                line=problem.span.line - shift, end_line=problem.span.end_line - shift
            ),
            problem.message,
            problem.label,
            problem.help,
            problem.related,
        )
        for problem in problems
    ]
    return parsed.documents[LESSON], moved


def read(body: str) -> Document:
    """A lesson in which nothing is wrong."""
    document, problems = parse_lesson(body)
    assert problems == []
    return document


def read_prose(body: str) -> Prose:
    (part,) = read(body).parts
    assert isinstance(part, Prose)
    return part


def read_block(body: str) -> BlockNode:
    (part,) = read(body).parts
    assert isinstance(part, BlockNode)
    return part


def html(prose: Prose | None) -> str:
    """The HTML of a text, each hole as `‹Kind …›`."""
    assert prose is not None
    return show(prose.parts)


def show(parts: tuple[Part, ...]) -> str:
    return "".join(part if isinstance(part, str) else f"‹{type(part).__name__}›" for part in parts)
