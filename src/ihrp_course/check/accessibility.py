"""What somebody who does not see, hear or click needs: words for pictures, links that say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ihrp_course.check.captions import check_captions
from ihrp_course.check.contrast import check_drawing
from ihrp_course.check.text import place, source_of, words
from ihrp_course.diagnostics import Diagnostic, Span, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Bank, Block, Course, Lesson
from ihrp_course.parse.tree import BlockNode, Document, Image, Link, Parsed, Prose
from ihrp_course.source import Sources

LONGEST_ALT = 250
_IMAGE_OF = re.compile(
    r"^(?:an?|the)?\s*(?:image|picture|photo(?:graph)?|graphic|illustration|drawing|icon|screenshot|figure)\s+(?:of|showing|that shows)\b",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"^\S+\.(?:svg|png|jpe?g|gif|webp|avif|bmp|tiff?)$|^(?:IMG|DSC|image)[_-]?\d+$", re.IGNORECASE
)
_EMPTY_WORDS = frozenset(
    "here|click here|click|this|this link|this page|link|more|read more|learn more|see more|details|go|"
    "this site|this website|website|page|download|more information|info|see here|right here".split(
        "|"
    )
)
_ADDRESS = re.compile(
    r"^(?:https?://|www\.)\S+$|^\S+\.(?:org|com|net|gov|edu|int)(?:/\S*)?$", re.IGNORECASE
)
_RULER = re.compile(r"[ \t|:-]+")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_OUTER = re.compile(r"^[ \t]*\||\|[ \t]*$")


def check_accessibility(
    course: Course, parsed: Parsed, sources: Sources, memory: Memory
) -> list[Diagnostic]:
    """Every finding of this kind; heading order and missing alternatives are told with the references."""
    problems = [found for term in course.terms.values() for found in _check_prose(term.prose)]
    for file in course.files:
        problems += memory.of(_check_file, file, parsed.documents[file.path])
    for path, text in sources.captions.items():
        problems += memory.of(check_captions, path, text)
    for asset in course.assets.values():
        if asset.svg:
            problems += memory.of(check_drawing, asset.path, sources.svg[asset.path])
    return problems


def _check_file(file: Lesson | Bank, document: Document) -> list[Diagnostic]:
    nodes = {part.id: part for part in document.parts if isinstance(part, BlockNode)}
    problems = [found for text in file.texts for found in _check_prose(text)]
    return problems + [found for block in file.blocks for found in _check_block(block, nodes)]


# --- pictures -------------------------------------------------------------------------------------


def _check_block(block: Block, nodes: Mapping[str, BlockNode]) -> Iterator[Diagnostic]:
    alt = getattr(block.content, "alt", "")
    node = nodes.get(block.id)
    if alt and node is not None and "alt" in node.settings:
        caption = block.stem.text if block.stem and block.kind == "figure" else ""
        yield from _judge_alt(alt, node.settings["alt"].value_span, caption)


def _judge_alt(alt: str, span: Span, caption: str) -> Iterator[Diagnostic]:
    opening = _IMAGE_OF.match(alt)
    if _FILE_NAME.match(alt):
        yield warning(
            "alt-file-name",
            span,
            "this text alternative is the name of a file",
            help="say what the picture is for, in a sentence",
        )
    elif opening:
        yield warning(
            "alt-image-of",
            span,
            f"“{opening.group()}” is said twice: a screen reader says that it is a picture",
            help=f"begin with what it shows:{alt[opening.end() :]}",
        )
    if caption and words(alt) == words(caption):
        yield warning(
            "alt-caption",
            span,
            "the text alternative is the caption; both are read out",
            help="say in it what the picture shows, or write `decorative: yes`",
        )
    if len(alt) > LONGEST_ALT:
        yield warning(
            "alt-long",
            span,
            f"this text alternative has {len(alt)} characters and is read in one go",
            help=f"keep to {LONGEST_ALT} and write the rest under `Long:` of a `figure`",
        )


# --- texts ----------------------------------------------------------------------------------------


def _check_prose(prose: Prose) -> Iterator[Diagnostic]:
    written = " ".join(part for part in prose.parts if isinstance(part, str))
    if "<th" in written:
        yield from _tables(prose)
    if "<p>|" in written:
        yield from _no_tables(prose)
    for part in prose.holes:
        if isinstance(part, Image):
            yield from _judge_alt(part.alt, prose.span_of(part), "")
        elif isinstance(part, Link) and not part.target.startswith("term:"):
            yield from _judge_link(part, prose)


def _judge_link(link: Link, prose: Prose) -> Iterator[Diagnostic]:
    shown = re.sub(r"<[^>]*>", "", "".join(part for part in link.inner if isinstance(part, str)))
    said = shown.strip(" .…:›»→>")
    if said.lower() in _EMPTY_WORDS:
        what = f"“{said}” says nothing when links are read one after another"
    elif _ADDRESS.match(said) and not link.target.startswith(("mailto:", "tel:")):
        what = "an address is read out letter by letter"
    else:
        return
    help = "put the link on words that say where it leads"
    yield warning("link-words", prose.span_of(link), what, help=help)


def _no_tables(prose: Prose) -> Iterator[Diagnostic]:
    """Rows that stay text with bars, since no ruler stands below the first."""
    at, first, is_settled = 0, "", False
    for line in source_of(prose).split("\n"):
        is_ruler = _is_ruler(line)
        if first and not is_settled and not is_ruler and _ROW.fullmatch(line):
            start = at - len(first) - 1
            bars = len(_OUTER.sub("", first).split("|"))
            yield warning(
                "table-ruler",
                place(prose, start + first.index("|"), start + len(first.rstrip())),
                "this looks like the first row of a table, and is read as text",
                help=f"write the line `|{'---|' * bars}` below it",
            )
        is_row = is_ruler or _ROW.fullmatch(line) is not None
        is_settled = is_row and (first != "" or is_ruler)  # told, or a table
        at, first = at + len(line) + 1, line if is_row else ""


def _is_ruler(line: str) -> bool:
    return "-" in line and _RULER.fullmatch(line) is not None


def _tables(prose: Prose) -> Iterator[Diagnostic]:
    """Headings of columns that are empty; the first cell, over the rows' names, may be."""
    at, above = 0, ""
    for line in source_of(prose).split("\n"):
        if "|" in above and _is_ruler(line):
            cells = [cell.strip() for cell in _OUTER.sub("", above).split("|")]
            empty = [number for number, cell in enumerate(cells, 1) if not cell and number > 1]
            if empty or not any(cells):
                number = empty[0] if empty else 1
                yield warning(
                    "table-heading",
                    place(prose, at - len(above) - 1, at - 1),
                    f"column {number} has no heading; its cells are read out without one",
                    help="write a word or two over every column",
                )
        at, above = at + len(line) + 1, line
