"""Whatever is typed, parsing gives trees and findings within the file, and never an exception."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ihrp_course.diagnostics import Diagnostic, Span
from ihrp_course.parse import parse
from ihrp_course.parse.body import read_body
from ihrp_course.parse.plain import split_options
from ihrp_course.parse.tree import (
    BlockNode,
    Fragment,
    Heading,
    Item,
    Link,
    Parsed,
    Part,
    Prose,
    Shape,
)
from ihrp_course.source import Sources
from tests.conftest import FULL

LESSON = "modules/a/01-lesson.md"
many = settings(max_examples=5000 if FULL else 200, deadline=None)
LABELS = ("Hint", "Rationale")
SHAPES = {
    "choice": Shape("options", LABELS),
    "match": Shape("items", LABELS),
    "sort": Shape("groups", LABELS),
    "fill": Shape("gaps", LABELS),
    "open": Shape("text", ("Model", "Rubric")),
    "figure": Shape("prose", ("Long",)),
    "worksheet": Shape("items"),
}

# Pieces that mean something to one of the scanners, so that random text meets their edges.
PIECES = [
    *("\n", "\n\n", " ", "  ", "    ", "\t", "a", "word", "é", "😀", "\u2028", "\u00a0", "x y"),
    *(":::", ":::choice q\n", ":::match q-1\n\n", ":::sort q\n\n", ":::fill q\n\n", "\n:::\n"),
    *(":::open q\n", ":::figure f\n", ":::worksheet w\n\n", "::::", " :::", ":::nope x\n"),
    *("---\n", "id: a\n", "a: 1\n", "a: [b, {c: d}]\n", "- b\n", "&x ", "*x", "!t ", "'", '"'),
    *("- ", "* ", "1. ", "10) ", "- [x] ", "- [ ] ", "- []", "[x]", "> ", "  > ", "   > "),
    *("# ", "## ", "### ", "## t {#id}\n", "{#s}", "{#", "}", "===\n", "---", "***", "```\n"),
    *("~~~\n", "`", "``", "*", "**", "_", "[", "]", "[[", "]]", "[@", "@k", ";", "(", ")"),
    *("[[a|b]]", "[@key; @two]", "[a](term:b)", "![a](b.png)", "[a]: b\n", "[^1]", "[^1]: c\n"),
    *("<b>", "</b>", "<!--", "-->", "<!-- ok L01: why -->\n", "<!-- ok-block x: y -->\n", "<"),
    *("&amp;", "&#0;", "&", "\\", "\\[", "|", "| a |\n|---|\n", "Hint: ", "Hnit: ", "Word: "),
    *("Rationale: ", "Model: ", "Rubric:\n", "Long: ", "objective: A\n", "points:1\n", "https://a"),
]
SOUP = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)
ANYTHING = st.text(max_size=200) | SOUP
WORDS = st.lists(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=6
).map(" ".join)


def parse_one(path: str, text: str) -> tuple[Parsed, tuple[Diagnostic, ...]]:
    return parse(Sources(Path("."), {path: text}, {}, None), SHAPES)


def assert_within(span: Span, text: str) -> None:
    lines = text.split("\n")
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.column <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, span
    assert (span.line, span.column) <= (span.end_line, span.end_column), span


def assert_sound(prose: Prose | None, text: str) -> None:
    """Its place lies in the file; its HTML holds no tag of the author's; it counts its words."""
    if prose is None:
        return
    assert_within(prose.span, text)
    assert prose.words == len(prose.text.split())
    assert prose.text == " ".join(prose.text.split())
    assert_parts(prose.parts, prose, text)


def assert_parts(parts: tuple[Part, ...], prose: Prose, text: str) -> None:
    for part in parts:
        if isinstance(part, str):
            assert not re.search(r"<(?!/?[a-z]+\d?[ >])", part), part
            assert not re.search(r"&(?!(?:amp|lt|gt|quot|#x27);)", part), part
        else:
            assert_within(prose.span_of(part), text)
        if isinstance(part, Link | Heading):
            assert_parts(part.inner, prose, text)


def assert_items(items: tuple[Item, ...], text: str) -> None:
    for item in items:
        assert_within(item.span, text)
        assert_sound(item.text, text)
        assert_sound(item.feedback, text)


def assert_tree(parsed: Parsed, text: str) -> None:
    for document in parsed.documents.values():
        for acceptance in document.acceptances:
            assert_within(acceptance.span, text)
            assert 1 <= acceptance.first_line <= acceptance.last_line <= text.count("\n") + 1
        for part in document.parts:
            if isinstance(part, Prose):
                assert_sound(part, text)
            else:
                assert_block(part, text)
    for entry in parsed.glossary:
        assert_within(entry.span, text)
        assert_sound(entry.prose, text)


def assert_block(block: BlockNode, text: str) -> None:
    assert_within(block.span, text)
    assert_within(block.id_span, text)
    assert block.span.line <= block.last_line <= text.count("\n") + 1
    for setting in block.settings.values():
        assert_within(setting.name_span, text)
        assert_within(setting.value_span, text)
    assert_sound(block.lead, text)
    assert_sound(block.stem, text)
    assert_items(block.items, text)
    for group in block.groups:
        assert_within(group.span, text)
        assert_sound(group.title, text)
        assert_items(group.items, text)
    for label in block.labels.values():
        assert_within(label.span, text)
        assert_sound(label.prose, text)
        assert_items(label.items, text)


@given(ANYTHING, st.sampled_from([LESSON, "modules/glossary.md", "modules/course.yaml"]))
@many
def test_any_text_gives_trees_and_findings_within_the_file(text: str, path: str) -> None:
    parsed, problems = parse_one(path, text)

    for problem in problems:
        assert_within(problem.span, text)
        assert problem.message and problem.rule == problem.rule.lower()
        for related in problem.related:
            assert_within(related.span, text)
    assert_tree(parsed, text)


@given(st.sampled_from(sorted(SHAPES)), SOUP)
@many
def test_any_body_of_any_kind_gives_a_tree_within_the_file(kind: str, soup: str) -> None:
    text = f"---\nid: a\n---\n\n:::{kind} q\n\n{soup}\n:::\n"

    parsed, problems = parse_one(LESSON, text)

    for problem in problems:
        assert_within(problem.span, text)
    assert_tree(parsed, text)


def test_every_prefix_of_a_lesson_parses() -> None:
    text = (
        "---\nid: a\ntitle: é\n---\n\n# T {#t}\n\nA [b](term:c) [@d].\n<!-- ok L01: e -->\n\n"
        ":::choice q\nobjective: A\n\nWhich?\n\n- [x] Yes *now* {#y}\n  > Why [@k].\n- [ ] No\n\n"
        "Rationale: Because.\n:::\n\n| a |\n|---|\n| `b` |\n\n```\n:::\n```\n"
    )
    for end in range(len(text)):
        parsed, problems = parse_one(LESSON, text[:end])

        for problem in problems:
            assert_within(problem.span, text[:end])
        assert_tree(parsed, text[:end])


# --- what is well formed comes back ---------------------------------------------------------------


@given(
    stem=WORDS,
    options=st.lists(st.tuples(st.booleans(), WORDS, st.none() | WORDS), min_size=1, max_size=6),
    rationale=WORDS,
    prose=WORDS,
)
@many
def test_every_word_of_a_question_is_found_again(
    stem: str, options: list[tuple[bool, str, str | None]], rationale: str, prose: str
) -> None:
    lines = ["---", "id: a", "---", "", f"Text: {prose}", "", ":::choice q", "objective: A", ""]
    lines += [f"Which? {stem}", ""]
    for ticked, text, feedback in options:
        lines.append(f"- [{'x' if ticked else ' '}] {text}")
        lines += [f"  > So: {feedback}"] if feedback is not None else []
    lines += ["", f"Rationale: {rationale}", ":::", ""]

    parsed, problems = parse_one(LESSON, "\n".join(lines))

    assert problems == ()
    first, block = parsed.documents[LESSON].parts
    assert isinstance(first, Prose) and isinstance(block, BlockNode)
    assert first.text == f"Text: {prose}"
    assert block.stem is not None and block.stem.text == f"Which? {stem}"
    found = [
        (item.mark, item.text.text, item.feedback and item.feedback.text) for item in block.items
    ]
    assert found == [(t, o, f and f"So: {f}") for t, o, f in options]
    assert block.labels["Rationale"].prose.text == rationale


@given(st.lists(st.sampled_from(["blank", "comment"]) | WORDS, max_size=20))
@many
def test_settings_come_back_with_their_places(values: list[str]) -> None:
    lines = ["---", "id: a", "---", ":::open q"]
    expected = {}
    for number, value in enumerate(values):
        if value == "comment":
            lines.append("<!-- a remark -->")
            continue
        name, text = f"name-{number}", "" if value == "blank" else value
        lines.append(f"{name}:  {text}\t")
        expected[name] = (text, len(lines), len(name) + 4 if text else len(name) + 2)
    lines += ["", "Text.", ":::"]

    parsed, problems = parse_one(LESSON, "\n".join(lines))

    assert problems == ()
    (block,) = parsed.documents[LESSON].parts
    assert isinstance(block, BlockNode)
    found = {
        name: (setting.value, setting.value_span.line, setting.value_span.column)
        for name, setting in block.settings.items()
    }
    assert found == expected


# --- options split by lines mean what they mean to Markdown ---------------------------------------

INLINE = st.lists(
    st.sampled_from(
        [
            *(
                "word",
                "two words",
                " ",
                "*em*",
                "**b**",
                "`c`",
                "[@k]",
                "[a](term:b)",
                "é",
                "x > y",
            ),
            *("a & b", "\\*", "[0:00]", "{#s}", "_", "*", "[", "]", "- ", "1. ", "# ", "> ", "|"),
            *(
                "    ",
                "x  ",
                "[x]",
                "[ ] ",
                "<b>",
                "&amp;",
                "a\\",
                "![i](j)",
                "Hint:",
                "😀",
                "\u00a0",
                "  ",
                "\t",
            ),
        ]
    ),
    max_size=5,
).map("".join)


def described(parts: tuple[Part, ...], prose: Prose) -> list[object]:
    """Parts without offsets, which differ when a line is read by itself; with their places."""
    return [
        part if isinstance(part, str) else (type(part).__name__, prose.span_of(part), str(part)[:9])
        for part in parts
    ]


def outline(items: tuple[Item, ...]) -> list[object]:
    found: list[object] = []
    for item in items:
        found.append((item.mark, item.slug, item.span, item.raw))
        for prose in (item.text, item.feedback):
            if prose is not None:
                found.append((prose.text, prose.words, prose.span, described(prose.parts, prose)))
    return found


@given(
    st.sampled_from(["Stem.", "A *b* [@c].", "One.\n\nTwo.", "* a\n* b", "> q", "a\nb", "1. a"]),
    st.lists(st.tuples(st.sampled_from(["x", " ", "X"]), INLINE, st.none() | INLINE), min_size=1),
)
@many
def test_options_split_by_lines_are_what_markdown_reads(
    head: str, options: list[tuple[str, str, str | None]]
) -> None:
    text = f"{head}\n\n"
    for box, words, feedback in options:
        text += f"- [{box}] {words}\n"
        text += f"  > {feedback}\n" if feedback is not None else ""
    body = Fragment("a.md", text, 5)
    if split_options(body, []) is None:
        return
    told: tuple[list[Diagnostic], list[Diagnostic]] = ([], [])

    # comment lines taken out make the body one that is not split by lines
    numbers = tuple(range(5, 6 + text.count("\n")))
    by_lines = read_body(body, SHAPES["choice"], told[0])
    by_markdown = read_body(Fragment("a.md", text, 5, 1, numbers), SHAPES["choice"], told[1])

    assert outline(by_lines.items) == outline(by_markdown.items)
    assert (by_lines.stem and by_lines.stem.parts) == (by_markdown.stem and by_markdown.stem.parts)
    assert (by_lines.lead and by_lines.lead.parts) == (by_markdown.lead and by_markdown.lead.parts)
    assert sorted(told[0], key=str) == sorted(told[1], key=str)
