"""Text files into trees. Knows Markdown, fences and YAML; knows nothing of courses.

Always gives a `Parsed`, however bad the input: what makes no sense is told, with its place, and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.memory import Memory
from ihrp_course.parse.body import read_body, read_label
from ihrp_course.parse.fence import Fence, scan
from ihrp_course.parse.glossary import parse_glossary
from ihrp_course.parse.markdown import read_prose
from ihrp_course.parse.tree import (
    Acceptance,
    BlockNode,
    Document,
    Fragment,
    GlossaryEntry,
    Label,
    Parsed,
    Shape,
    YamlValue,
)
from ihrp_course.parse.yaml import parse_yaml
from ihrp_course.source import Sources

GLOSSARY = "modules/glossary.md"


def parse(
    sources: Sources, shapes: Mapping[str, Shape], memory: Memory | None = None
) -> tuple[Parsed, tuple[Diagnostic, ...]]:
    """Every text of a course as trees. `shapes` tells what each kind of block may hold."""
    memory = memory or Memory()
    problems: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    values: dict[str, YamlValue] = {}
    glossary: tuple[GlossaryEntry, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    for path, text in sources.texts.items():
        told: Iterable[Diagnostic] = ()
        if path == GLOSSARY:
            glossary, accepted, told = memory.of(glossary_of, text)
        elif path.endswith(".md"):
            documents[path], told = memory.of(parse_document, path, text, shapes)
        elif path.endswith(".yaml"):
            value, told = memory.of(parse_yaml, path, text)
            if value is not None:
                values[path] = value
        problems += told
    return Parsed(documents, values, glossary, accepted), tuple(problems)


def glossary_of(
    text: str,
) -> tuple[tuple[GlossaryEntry, ...], tuple[Acceptance, ...], list[Diagnostic]]:
    """Its terms, what is accepted in it, and what is wrong."""
    problems: list[Diagnostic] = []
    return *parse_glossary(GLOSSARY, text, problems), problems


def parse_document(
    path: str, text: str, shapes: Mapping[str, Shape]
) -> tuple[Document, list[Diagnostic]]:
    """One lesson or bank."""
    problems: list[Diagnostic] = []
    scanned = scan(path, text, shapes, problems)
    front = _front(path, scanned.front, problems)
    parts = tuple(
        _block(part, problems) if isinstance(part, Fence) else read_prose(part, problems)
        for part in scanned.parts
    )
    return Document(path, front, parts, scanned.acceptances), problems


def _front(path: str, fragment: Fragment | None, problems: list[Diagnostic]) -> YamlValue | None:
    if fragment is None:
        message = "this file does not begin with front matter"
        help = "begin it with a line `---`, then `id:`, `title:` and the rest, then a line `---`"
        problems.append(error("front-matter-missing", Span(path), message, help=help))
        return None
    value, found = parse_yaml(path, fragment.text, fragment.first_line)
    problems += found
    return value


def _block(fence: Fence, problems: list[Diagnostic]) -> BlockNode:
    problems = problems if fence.is_closed else []
    body = read_body(fence.body, fence.shape, problems)
    labels = {
        name: Label(name, *read_label(fragment, problems), span)
        for name, span, fragment in fence.labels
    }
    return BlockNode(
        kind=fence.kind,
        id=fence.id,
        span=fence.span,
        id_span=fence.id_span,
        settings=fence.settings,
        lead=body.lead,
        stem=body.stem,
        items=body.items,
        groups=body.groups,
        labels=labels,
        body=fence.body,
        last_line=fence.last_line,
        rest=body.rest,
    )
