"""Every rule that an author can break lives here.

`check` turns trees into a `Course`, numbers it by the lock, proves that its state fits, and tells every
problem at once. With an error left, there is no course.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

from ihrp_course.blocks import TYPES
from ihrp_course.budget import Budget, budgets
from ihrp_course.check import bibliography, references
from ihrp_course.check.accept import settle
from ihrp_course.check.assessments import check_draw
from ihrp_course.check.belongings import read_assets, read_support, read_terms
from ihrp_course.check.course import (
    COURSE,
    Draft,
    read_course_shape,
    read_modules,
)
from ihrp_course.check.follow import is_pool_whole, without_followers
from ihrp_course.check.interface import check_interface
from ihrp_course.check.scales import check_pairs
from ihrp_course.check.shape import CourseShape
from ihrp_course.check.theme import read_theme
from ihrp_course.diagnostics import Diagnostic, Span, did_you_mean, error, warning
from ihrp_course.identity import LOCK_PATH, Lock, Numbering, number, read_lock
from ihrp_course.memory import Memory
from ihrp_course.model import Bank, Block, Course, Lesson
from ihrp_course.parse.tree import Image, Link, Parsed, Prose
from ihrp_course.source import Sources

Depth = Literal["build", "check", "release"]
"""`build`: the rules that can break a package. `check`: style, language and readability too.
`release`: also what is still to come: reviews, and ideas that no lesson covers."""


class Checked(Struct, frozen=True):
    """The course, or None when an error stands in its way."""

    course: Course | None
    numbering: Numbering | None
    budgets: tuple[Budget, ...]
    diagnostics: tuple[Diagnostic, ...]


def check(
    parsed: Parsed,
    sources: Sources,
    before: Iterable[Diagnostic] = (),
    depth: Depth = "build",
    workers: int = 1,
    memory: Memory | None = None,
    lock: Lock | None = None,
) -> Checked:
    """Check a whole course. `before` are the problems that earlier stages told.

    A `lock` stands in for the one on disk, and nothing is said of what it lacks.
    """
    memory = memory or Memory()
    draft = Draft(parsed, sources, list(before), memory=memory)
    shape = read_course_shape(draft)
    course: Course | None = None
    numbering: Numbering | None = None
    proofs: tuple[Budget, ...] = ()
    if shape is not None:
        course = _assemble(draft, shape)
        _check_references(draft, course)
        _check_objectives(draft, course)
        modules = [module.id for module in course.modules]
        for assessment, value in draft.assessments:
            is_known = is_pool_whole(assessment, value, draft)
            draft.problems += check_draw(assessment, draft.banks, modules, value, is_known)
        known, told = memory.of(read_lock, sources.lock) if lock is None else (lock, ())
        numbering, other = number(course.modules, known, memory)
        if lock is None:
            draft.problems += (*told, *other)
            if numbering.is_changed and (depth == "build" or not _has_error(draft.problems)):
                draft.problems.append(_stale(depth, sources.lock is None))
        proofs, problems = budgets(course, numbering)
        draft.problems += problems
        if depth != "build":
            from ihrp_course.check.closer import look_closer

            draft.problems += look_closer(course, parsed, draft, depth == "release", workers)
    kept = without_followers(draft.problems, parsed, sources)
    diagnostics = settle(kept, parsed, shape, depth)
    is_broken = any(
        each.severity == "error" and each.rule != "too-much-state" for each in diagnostics
    )
    return Checked(None if is_broken else course, numbering, proofs, diagnostics)


def _has_error(problems: list[Diagnostic]) -> bool:
    """An id may only seem to be gone while its text cannot be read."""
    return any(each.severity == "error" for each in problems)


def _stale(depth: Depth, is_missing: bool) -> Diagnostic:
    what = (
        "there is no ids.lock yet"
        if is_missing
        else "ids.lock does not say what the course says now"
    )
    help = "run `ihrp-course lock` and keep the file in version control"
    tell = error if depth == "build" else warning
    return tell("lock-stale", Span(LOCK_PATH), what, help=help)


def _assemble(draft: Draft, shape: CourseShape) -> Course:
    bib = draft.sources.texts.get(bibliography.PATH, "")
    value = draft.parsed.yaml[COURSE]
    terms = read_terms(draft)
    read_modules(draft, shape.modules, value)
    texts = list(_texts(draft, terms))
    used = dict(_assets_in(draft, texts))
    draft.problems += check_interface(shape.language, value.at("language"))
    theme, problems = read_theme(shape.theme, value)
    draft.problems += problems
    if theme.logo:
        used[theme.logo] = value.at("theme", "logo")
        missing = references.asset_problem(theme.logo, used[theme.logo], draft.sources.assets)
        draft.problems += [missing] if missing else []
    works, problems = draft.memory.of(bibliography.read, bib)
    draft.problems += problems
    cited = sorted({key for text in texts for key in text.cited})
    return Course(
        id=shape.id,
        title=shape.title,
        version=shape.version,
        language=shape.language,
        is_clinical=shape.clinical,
        policy=shape.policy,
        standards=tuple(shape.standards),
        packages=tuple(shape.packages),
        score=shape.score,
        modules=tuple(draft.modules),
        terms=terms,
        references={key: works[key] for key in cited if key in works},
        assets=read_assets(draft, used),
        support=read_support(draft),
        credit=asdict(shape.ce),
        theme=theme,
    )


def _texts(draft: Draft, terms: Mapping[str, object]) -> Iterator[Prose]:
    for module in draft.modules:
        for lesson in module.lessons:
            yield from lesson.referring
    for bank in draft.banks.values():
        yield from bank.referring
    for entry in draft.parsed.glossary:
        yield entry.prose


def _assets_in(draft: Draft, texts: Iterable[Prose]) -> Iterator[tuple[str, Span]]:
    for prose in texts:
        for part in prose.holes:
            if isinstance(part, Image):
                yield part.source, prose.span_of(part)
            elif isinstance(part, Link) and part.target.startswith("file:"):
                yield part.target[5:], prose.span_of(part)
    for block in _blocks(draft):
        yield from ((path, block.span) for path in TYPES[block.kind].assets(block.content))


def _blocks(draft: Draft) -> Iterator[Block]:
    for module in draft.modules:
        for lesson in module.lessons:
            yield from lesson.blocks
    for bank in draft.banks.values():
        yield from bank.questions


def _check_references(draft: Draft, course: Course) -> None:
    bib = draft.memory.of(bibliography.places, draft.sources.texts.get(bibliography.PATH, ""))
    found = references.Known(
        dict.fromkeys(course.terms),
        dict.fromkeys(lesson.id for lesson in course.lessons),
        dict.fromkeys(draft.sources.assets),
        dict.fromkeys(bib),
    )
    known = draft.memory.same("what a text may refer to", found)
    for lesson in course.lessons:
        draft.problems += draft.memory.of(_lesson_references, lesson, known)
    for bank in course.banks:
        draft.problems += draft.memory.of(_bank_references, bank, known)
    for term in course.terms.values():
        draft.problems += references.check_prose(term.prose, known, ())
    for assessment, value in draft.assessments:
        for name in assessment.requires:
            if name not in known.lessons:
                draft.problems.append(_no_lesson(name, value.at("requires"), known.lessons))
    draft.problems += check_pairs(course, draft.parsed)
    scored = {assessment.id for assessment in course.assessments}
    if course.score is not None and course.score not in scored:
        draft.problems.append(
            error(
                "unknown-assessment",
                draft.parsed.yaml[COURSE].at("score"),
                f"there is no assessment `{course.score}`",
                help=did_you_mean(course.score, list(scored))
                or (f"there are: {', '.join(scored)}" if scored else "no module has an assessment"),
            )
        )


def _lesson_references(lesson: Lesson, known: references.Known) -> list[Diagnostic]:
    headings = references.heading_ids(lesson.referring)
    problems = references.check_headings(lesson.title, lesson.referring)
    for text in lesson.referring:
        problems += references.check_prose(text, known, headings)
    for block in lesson.blocks:
        problems += _block_references(block, known, headings)
    for name in lesson.requires:
        if name not in known.lessons:
            problems.append(_no_lesson(name, lesson.span, known.lessons))
        elif name == lesson.id:
            problems.append(
                error("requires-itself", lesson.span, f"`{name}` can not be required by itself")
            )
    return problems


def _bank_references(bank: Bank, known: references.Known) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    for text in bank.referring:
        problems += references.check_prose(text, known, ())
    for question in bank.questions:
        problems += _block_references(question, known, {})
    return problems


def _block_references(
    block: Block, known: references.Known, headings: Collection[str]
) -> list[Diagnostic]:
    problems = [
        problem
        for path in TYPES[block.kind].assets(block.content)
        if (problem := references.asset_problem(path, block.span, known.assets))
    ]
    if block.kind == "care" and block.content.skip_to and block.content.skip_to not in headings:
        name = block.content.skip_to
        problems.append(references.no_heading(name, block.span, headings))
    return problems


def _no_lesson(name: str, span: Span, lessons: Collection[str]) -> Diagnostic:
    hint = did_you_mean(name, list(lessons))
    return error("unknown-lesson", span, f"there is no lesson `{name}`", help=hint)


def _check_objectives(draft: Draft, course: Course) -> None:
    objectives = course.objectives
    taught = {name for lesson in course.lessons for name in lesson.objectives}
    asked: set[str] = set()
    for lesson in course.lessons:
        for name in lesson.objectives:
            if name not in objectives:
                draft.problems.append(_no_objective(name, lesson.span, objectives))
    blocks = [block for file in course.files for block in file.blocks]
    known_ids = {block.id for block in blocks}
    for block in blocks:
        question = block.question
        if question is None:
            continue
        for name in question.objectives:
            asked.add(name)
            if name not in objectives:
                draft.problems.append(_no_objective(name, block.span, objectives))
        for enemy in question.enemies:
            if enemy not in known_ids:
                draft.problems.append(
                    error("unknown-question", block.span, f"there is no question `{enemy}`",
                          help=did_you_mean(enemy, list(known_ids)))
                )  # fmt: skip
    for objective in objectives.values():
        if objective.id not in taught:
            draft.problems.append(
                warning("objective-untaught", objective.span, f"no lesson lists the objective `{objective.id}`",
                        help="add it to the `objectives:` of the lesson that teaches it")
            )  # fmt: skip
        if objective.id not in asked:
            draft.problems.append(
                warning("objective-unasked", objective.span, f"no question belongs to the objective `{objective.id}`",
                        help="write one, or take the objective out")
            )  # fmt: skip


def _no_objective(name: str, span: Span, objectives: Mapping[str, object]) -> Diagnostic:
    hint = did_you_mean(name, list(objectives)) or "objectives stand in module.yaml"
    return error("unknown-objective", span, f"there is no objective `{name}`", help=hint)
