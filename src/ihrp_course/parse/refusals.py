"""What Markdown may not hold in this language: each refusal says what to type instead."""

from __future__ import annotations

import re
from typing import Any

from ihrp_course.diagnostics import Diagnostic, Span, error

NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
"""A name behind a heading, an item or a term."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_HEADING = "write a heading as `## text`"
_ITEM = "write each item of a list on its own line, as `- text`"
_INSTEAD = {
    "a": "write a link as `[text](https://…)`",
    "b": "write `**text**` for strong text",
    "br": "end the line with a backslash to break it there",
    "details": "use a `:::reveal` block",
    "em": "write `*text*` for emphasis",
    "h1": _HEADING,
    "h2": _HEADING,
    "h3": _HEADING,
    "hr": "write a rule as `---` between two empty lines",
    "i": "write `*text*` for emphasis",
    "img": "write a picture as `![what it shows](assets/picture.webp)`",
    "li": _ITEM,
    "ol": _ITEM,
    "p": "leave an empty line between paragraphs",
    "strong": "write `**text**` for strong text",
    "table": "write a table with `|` between its cells",
    "ul": _ITEM,
}


def html(span: Span, source: str) -> Diagnostic:
    """A tag, or a whole stretch of them."""
    found = _TAG.match(source)
    help = _INSTEAD.get(found.group(1).lower(), "") if found else ""
    if source.startswith("<!--"):
        help = "a comment begins its line with `<!--`, and `-->` ends a line"
    help = help or "write it in Markdown; for the sign itself, type `\\<`"
    return error("raw-html", span, f"HTML is not read here: `{shortened(source, 30)}`", help=help)


def definition(span: Span) -> Diagnostic:
    """`[x]: url`."""
    return error(
        "reference-definition",
        span,
        "this line defines a link to be used elsewhere, which is not read here",
        help="write the link where it is used: `[text](https://…)`; for the signs, type `\\[`",
    )


def footnote(span: Span) -> Diagnostic:
    """`[^1]` or `[^1]: text`."""
    return error(
        "footnote",
        span,
        "footnotes are not read here",
        help="say it in the text, or cite a source with `[@key]`; for the signs, type `\\[^`",
    )


def box(span: Span) -> Diagnostic:
    """A ticked or empty box outside of options."""
    return error(
        "option-outside",
        span,
        "a list with boxes, `[ ]` or `[x]`, stands where no options belong",
        help="put it into a question that has options, such as `:::choice an-id`; "
        "or write plain items: `- text`",
    )


def heading(span: Span, source: str, value: Any) -> list[Diagnostic]:
    """A heading underlined instead of marked, or with more than an id in its braces."""
    problems = []
    if not source.startswith("#"):
        line = source.rstrip().rpartition("\n")[2]
        column = span.end_column - len(line.strip())
        problems.append(
            error(
                "setext-heading",
                Span(span.path, span.end_line, column, span.end_line, span.end_column),
                "a line of `-` or `=` below text makes a heading of the text",
                help=f"write `## {shortened(source.partition(chr(10))[0], 40)}` for a heading; "
                "for a rule, leave an empty line above it",
            )
        )
    if value["classes"] or value["attrs"]:
        problems.append(
            error(
                "heading-braces",
                span,
                "the braces of a heading hold its id and nothing else",
                help="write `## Heading {#an-id}`; for the sign itself, type `\\{`",
            )
        )
    elif value["id"] and not NAME.fullmatch(value["id"]):
        problems.append(slug(span, value["id"]))
    return problems


def slug(span: Span, written: str) -> Diagnostic:
    """`{#Not a name}` behind a heading or an item."""
    return error(
        "slug-form",
        span,
        f"`{{#{shortened(written, 30)}}}` is no name",
        help="begin with a small letter, then small letters, digits and hyphens, 60 at most",
    )


def bracket(kind: str, inside: str, span: Span) -> Diagnostic | None:
    """Square brackets that hold what they may not; None when nothing is wrong with them."""
    if kind == "footnote":
        return footnote(span)
    if kind == "wrong_citation":
        return error(
            "citation-form",
            span,
            "a citation holds keys and nothing else",
            help="write `[@key]` or `[@one; @two]`, pages and remarks outside the brackets; "
            "for the sign itself, type `\\@`",
        )
    if kind == "wrong_gap":
        return error(
            "gap-shape",
            span,
            "a gap holds plain text on one line: no marks, no brackets",
            help="write `[[answer]]`; for a bracket itself, type `\\[` or `\\]`",
        )
    if kind == "gap":
        return gap_place(span, inside)
    if inside != "a link":
        return None
    return error(
        "link-content",
        span,
        "a citation cannot stand in the text of a link",
        help="put it behind the link: `[text](https://…) [@key]`",
    )


def gap_place(span: Span, inside: str) -> Diagnostic:
    """A gap in a table, code, a link or a heading."""
    return error(
        "gap-place",
        span,
        f"a gap cannot stand in {inside}",
        help="put it into running text; for the brackets themselves, type `\\[\\[`",
    )


def shortened(text: str, width: int) -> str:
    """The text on one line, cut off where it is too long to be repeated."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[:width].rstrip()}…"


def content(span: Span, where: str, what: str) -> Diagnostic:
    """A block inside an item or a feedback that holds only words."""
    if where == "feedback":
        rule, help = "feedback-content", "feedback holds paragraphs and nothing else"
    else:
        rule = "option-content"
        help = f"keep the {where} to one paragraph; an indented `> text` below it is its feedback"
    return error(rule, span, f"{what} cannot stand in {_article(where)}", help=help)


def unmarked(span: Span, name: str, is_before: bool) -> Diagnostic:
    """An item without a box among items that have one."""
    help = "write `- [ ] text`"
    if name == "option":
        help = "write `- [x]` if it is right, `- [ ]` if it is wrong"
        help += "; a list that belongs to the question itself uses `*`" if is_before else ""
    message = f"this {name} has no box, unlike its neighbours"
    return error("unmarked-option", span, message, help=help)


def _article(name: str) -> str:
    if name == "feedback":
        return name
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def stray(span: Span) -> Diagnostic:
    """Text below a block's list."""
    return error(
        "stray-text",
        span,
        "this text stands between the block's list and its labels",
        help="move it above the list, or put it under a label such as `Rationale:`",
    )


def feedback_not_indented(span: Span) -> Diagnostic:
    """A `>` that belongs to no item."""
    return error(
        "feedback-not-indented",
        span,
        "this `>` belongs to no item",
        help="indent it as far as the text of its item: two blanks under `- `, three under `1. `, "
        "four under `10. `",
    )


def group_level(span: Span, level: int) -> Diagnostic:
    """A category that is not marked `###`."""
    return error(
        "group-level",
        span,
        f"a category is a heading of the third level, this one has {level} `#`",
        help="write `### Category`",
    )


def two_lists(span: Span) -> Diagnostic:
    """A list right below a block's list, with another sign."""
    return error(
        "two-lists",
        span,
        "a second list begins here",
        help="begin every line of a block's list with the same sign, such as `- `",
    )
