"""How hard a lesson reads, and what was gathered and never used: terms, sources, files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.check import bibliography
from ihrp_course.check.course import Draft
from ihrp_course.check.text import PAUSE, grade, place, reading, source_of
from ihrp_course.diagnostics import Diagnostic, Span, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Course, Lesson
from ihrp_course.parse.tree import Link, Prose

EASIEST, HARDEST = 2, 13
FEWEST_WORDS = 250
"""A shorter text has no grade worth telling."""
_READ = ("callout", "reveal", "care")
_HIDDEN = re.compile(
    r"`[^`\n]*`|\[[^\]\n]*\]\([^)\n]*\)|\[@[^\]\n]*\]|^#+ .*$|^\s*\|.*$", re.MULTILINE
)
_SPARED = ("credits.yaml", "readme", "license", "licence", ".txt", ".md")


def check_legibility(course: Course, draft: Draft) -> list[Diagnostic]:
    """Every finding of this file."""
    memory, problems = draft.memory, list[Diagnostic]()
    for lesson in course.lessons:
        problems += memory.of(_grade, lesson, course.language)
    return [*problems, *_terms(course, memory), *_sources(draft, course), *_assets(draft, course)]


def _grade(lesson: Lesson, language: str) -> list[Diagnostic]:
    """The formula is made for English."""
    if not (lesson.language or language).startswith("en"):
        return []
    texts = [part for part in lesson.parts if isinstance(part, Prose)]
    texts += [block.stem for block in lesson.blocks if block.kind in _READ and block.stem]
    level, count = grade(PAUSE.join(reading(prose) for prose in texts))
    if count < FEWEST_WORDS or EASIEST <= level <= HARDEST:
        return []
    is_hard = level > HARDEST
    return [
        warning(
            "reading-grade",
            lesson.span,
            f"`{lesson.id}` reads at grade {level:.1f}; {EASIEST} to {HARDEST} suits adult learners",
            help="shorten sentences, use plainer words"
            if is_hard
            else "join what belongs together",
        )
    ]


# --- terms ----------------------------------------------------------------------------------------


def _terms(course: Course, memory: Memory) -> Iterator[Diagnostic]:
    """Terms whose first mention is plain text in a lesson that never links them."""
    waiting = {term.id: term for term in course.terms.values() if len(term.title) > 5}
    titles = [term.title for term in course.terms.values()]
    for lesson in course.lessons:
        texts, together, linked = memory.of(_said, lesson)
        for id in [
            id for id, term in waiting.items() if id in linked or term.title.lower() in together
        ]:
            term = waiting[id]
            span = None if id in linked else _mention(term.title, titles, texts)
            if id in linked or span is not None:
                del waiting[id]
            if span is not None:
                yield warning(
                    "term-unlinked",
                    span,
                    f"the glossary explains “{term.title}”, and its first mention does not say so",
                    help=f"write `[{term.title}](term:{term.id})`",
                )


def _said(lesson: Lesson) -> tuple[list[Prose], str, set[str]]:
    """Its running texts, the same in small letters, and the terms that it links."""
    texts = [part for part in lesson.parts if isinstance(part, Prose)]
    linked = {
        part.target[5:]
        for text in lesson.referring
        for part in text.holes
        if isinstance(part, Link) and part.target.startswith("term:")
    }
    return texts, "\n".join(source_of(prose) for prose in texts).lower(), linked


def _mention(title: str, titles: list[str], texts: list[Prose]) -> Span | None:
    """The first time that a text says it, and not as a part of a longer term."""
    longer = [each for each in titles if title.lower() in each.lower() and each != title]
    hidden = re.compile("|".join([_HIDDEN.pattern, *map(re.escape, longer)]), re.M | re.IGNORECASE)
    pattern = re.compile(rf"\b{re.escape(title)}\b", re.IGNORECASE)
    small = title.casefold()
    for prose in texts:
        source = source_of(prose)
        if small not in source.casefold():
            continue
        found = pattern.search(hidden.sub(lambda found: " " * len(found.group()), source))
        if found is not None:
            return place(prose, *found.span())
    return None


# --- sources and files ----------------------------------------------------------------------------


def _sources(draft: Draft, course: Course) -> Iterator[Diagnostic]:
    text = draft.sources.texts.get(bibliography.PATH, "")
    cited = {key for text in course.referring for key in text.cited}
    for key, span in bibliography.places(text).items():
        if key not in cited:
            yield warning(
                "unused-source",
                span,
                f"nothing cites `{key}`",
                help=f"cite it where it is used, `[@{key}]`, or take it out",
            )


def _assets(draft: Draft, course: Course) -> Iterator[Diagnostic]:
    rest = [path for path in draft.sources.assets if path not in course.assets]
    typed = "\n".join(draft.sources.texts.values()) if rest else ""
    for path in rest:
        name = path.rsplit("/", 1)[-1].lower()
        if path not in typed and not name.startswith(_SPARED) and not name.endswith(_SPARED):
            yield warning(
                "unused-asset",
                Span(path),
                f"no text uses `{path}`, so no package holds it",
                help="show it in a lesson, or move it out of assets/",
            )
