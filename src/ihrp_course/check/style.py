"""What does not break a package and is still worth mending: minutes, terms nobody links to."""

from __future__ import annotations

from math import ceil

from ihrp_course.blocks import TYPES
from ihrp_course.diagnostics import Diagnostic, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Block, Course, Lesson
from ihrp_course.parse.tree import Link, Prose

WORDS_PER_MINUTE = 200
_TOLERANCE = 0.15


def seconds(lesson: Lesson) -> int:
    """What a lesson takes by the formula of the source language; optional parts are not counted."""
    total = 0.0
    for part in lesson.parts:
        if isinstance(part, Prose):
            total += _reading(part)
        elif not part.is_optional:
            total += _block_seconds(part)
    return ceil(total)


def _reading(prose: Prose | None) -> float:
    return prose.words * 60 / WORDS_PER_MINUTE if prose is not None else 0.0


def _block_seconds(block: Block) -> float:
    answering = TYPES[block.kind].seconds(block.content)
    return answering or _reading(block.lead) + _reading(block.stem)


def minutes(lesson: Lesson) -> int:
    """The same in minutes, rounded up."""
    return max(1, ceil(seconds(lesson) / 60))


def check_course(course: Course, memory: Memory) -> list[Diagnostic]:
    """Every finding of this file."""
    found = [memory.of(_check_minutes, lesson) for lesson in course.lessons]
    return [*filter(None, found), *_check_terms(course)]


def _check_minutes(lesson: Lesson) -> Diagnostic | None:
    counted = minutes(lesson)
    if abs(counted - lesson.minutes) <= max(1, _TOLERANCE * lesson.minutes):
        return None
    return warning(
        "minutes",
        lesson.span,
        f"`{lesson.id}` says {lesson.minutes} minute{'s' if lesson.minutes > 1 else ''} and takes about {counted}",
        help=f"write `minutes: {counted}`, or make the lesson {'shorter' if counted > lesson.minutes else 'longer'}",
    )


def _check_terms(course: Course) -> list[Diagnostic]:
    used = {
        link.target.removeprefix("term:")
        for text in course.referring
        for link in text.holes
        if isinstance(link, Link) and link.target.startswith("term:")
    }
    return [
        warning(
            "unused-term",
            term.span,
            f"no text links to the term `{term.id}`",
            help=f"link its first use: `[{term.title}](term:{term.id})`",
        )
        for term in course.terms.values()
        if term.id not in used
    ]
