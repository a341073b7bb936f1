"""`review`: everything that a reviewer has to judge, on paper, with ids, keys and reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from markupsafe import Markup

from ihrp_course.check.shape import Review
from ihrp_course.commands._course import Loaded, give, load, page
from ihrp_course.commands.paper import Paper
from ihrp_course.diagnostics import did_you_mean
from ihrp_course.model import Bank, Block, Lesson, Module
from ihrp_course.parse import GLOSSARY
from ihrp_course.parse.tree import Acceptance, Prose
from ihrp_course.typed import read, typed

_SHOWN_ELSEWHERE = set(
    "objective level title image alt answer tolerance unit alternatives labels".split()
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prose, or a block with the texts that may hold gaps already filled."""

    html: str
    block: Block | None = None
    lead: str = ""
    stem: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as its reviewer gets it."""

    file: Lesson | Bank
    is_bank: bool
    review: Review
    pieces: tuple[Piece, ...]
    accepted: tuple[tuple[Acceptance, str], ...]  # each with the line that it covers


@dataclass(frozen=True, slots=True)
class Part:
    """A module with its sheets."""

    module: Module
    sheets: tuple[Sheet, ...]


def review(loaded: Loaded, modules: tuple[Module, ...]) -> str:
    """The review copy of some modules as one self-contained page."""
    paper = Paper(loaded.course)
    parts = tuple(Part(module, tuple(_sheets(module, loaded, paper))) for module in modules)
    sheets = [sheet for part in parts for sheet in part.sheets]
    values = {
        "course": loaded.course,
        "parts": parts,
        "objectives": loaded.course.objectives,
        "sheets": sheets,
        "accepted": _accepted(loaded, GLOSSARY, loaded.parsed.glossary_acceptances),
        "reviewed": sum(sheet.file.is_reviewed for sheet in sheets),
    }
    filters = {"fill": paper.fill, "flow": paper.flow}
    functions: dict[str, Callable[..., Any]] = {
        "picture": paper.picture,
        "terms": lambda: _terms(paper),
        "references": lambda: [loaded.course.references[key] for key in paper.cited],
    }
    return page("review.html", values, filters, functions)


def _sheets(module: Module, loaded: Loaded, paper: Paper) -> list[Sheet]:
    sheets = []
    for lesson in module.lessons:
        paper.lesson = lesson.id
        pieces = [_piece(part, paper) for part in lesson.parts]
        sheets.append(_sheet(lesson, False, pieces, loaded))
    paper.lesson = ""
    for bank in module.banks:
        pieces = [_piece(question, paper) for question in bank.questions]
        sheets.append(_sheet(bank, True, pieces, loaded))
    return sheets


def _sheet(file: Lesson | Bank, is_bank: bool, pieces: list[Piece], loaded: Loaded) -> Sheet:
    document = loaded.parsed.documents[file.path]
    data: Any = document.front.data if document.front is not None else {}
    accepted = _accepted(loaded, file.path, document.acceptances)
    review, _ = read(Review, data.get("review") or {}, {})
    return Sheet(file, is_bank, review or Review(), tuple(pieces), accepted)


def _accepted(
    loaded: Loaded, path: str, acceptances: tuple[Acceptance, ...]
) -> tuple[tuple[Acceptance, str], ...]:
    lines = loaded.sources.texts.get(path, "").split("\n")
    return tuple(
        (each, "".join(lines[each.first_line - 1 : each.first_line]).strip())
        for each in acceptances
    )


def _piece(part: Prose | Block, paper: Paper) -> Piece:
    if isinstance(part, Prose):
        return Piece(paper.flow(part))
    paper.block = part
    lead, stem = paper.flow(part.lead), paper.flow(part.stem)
    paper.block = None
    return Piece("", part, lead, stem, _facts(part))


def _facts(block: Block) -> tuple[tuple[str, str], ...]:
    """The settings that the author typed, as words."""
    given = typed(block.settings)
    if "duration" in given:
        given["duration"] = "{}:{:02}".format(*divmod(given["duration"], 60))
    return tuple(
        (name, _word(value)) for name, value in given.items() if name not in _SHOWN_ELSEWHERE
    )


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return " | ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}={each}" for name, each in value.items())
    return str(value)


def _terms(paper: Paper) -> list[tuple[str, str, Markup]]:
    """The terms that the sheets link to, those that other terms lead to included, by title."""
    written: dict[str, Markup] = {}
    while missing := [id for id in paper.terms if id not in written]:
        for id in missing:
            written[id] = paper.flow(paper.course.terms[id].prose)
    titles = {id: paper.course.terms[id].title for id in written}
    return [
        (id, titles[id], written[id])
        for id in sorted(written, key=lambda id: titles[id].casefold())
    ]


@click.command(name="review")
@click.option("--module", "name", help="only this one; without it, all")
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="without it, stdout"
)
@click.pass_obj
def command(folder: Path, name: str | None, output: Path | None) -> None:
    """A copy for reviewers to print: keys, feedback, references, a line to sign."""
    loaded = load(folder)
    modules = loaded.course.modules
    if name is not None:
        modules = tuple(module for module in modules if module.id == name)
        if not modules:
            known = [module.id for module in loaded.course.modules]
            hint = did_you_mean(name, known) or f"there are: {', '.join(known)}"
            raise click.UsageError(f"there is no module `{name}`; {hint}")
    give(review(loaded, modules), output)
