"""What commands that print about a course share: reading it, and pages from templates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import click
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from msgspec.structs import replace

from ihrp_course.archive import write_file
from ihrp_course.blocks import SHAPES
from ihrp_course.check import check
from ihrp_course.cli import show
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.identity import Numbering, write_lock
from ihrp_course.model import Course
from ihrp_course.parse import parse
from ihrp_course.parse.tree import Parsed
from ihrp_course.source import Sources, read

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A course without errors, and what it was read from."""

    course: Course
    numbering: Numbering
    parsed: Parsed
    sources: Sources


def load(folder: Path) -> Loaded:
    """The course; with an error in its way, its findings are shown and the command ends.

    Style and language are no errors here, and new ids are numbered in memory: nothing is built.
    """
    sources, unread = read(folder)
    parsed, unparsed = parse(sources, SHAPES)
    checked = check(parsed, sources, (*unread, *unparsed))
    if checked.numbering is not None and checked.numbering.is_changed:
        sources = replace(sources, lock=write_lock(checked.numbering.lock))
        checked = check(parsed, sources, (*unread, *unparsed))
    if checked.course is None or checked.numbering is None:
        stop(checked.diagnostics, folder)
    return Loaded(checked.course, checked.numbering, parsed, sources)


def stop(diagnostics: Iterable[Diagnostic], folder: Path) -> NoReturn:
    """Show findings with an error among them, and end with their exit code."""
    show(diagnostics, folder, "text")
    raise click.exceptions.Exit(1)


def page(
    name: str,
    values: Mapping[str, Any],
    filters: Mapping[str, Callable[..., Any]] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> str:
    """A self-contained page from a template beside the commands; values are escaped."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters or {})
    environment.globals.update(functions or {})
    return environment.get_template(name).render(values)


def give(text: str, output: Path | None) -> None:
    """Write the text to a file, or print it."""
    if output is None:
        click.echo(text)
    else:
        write_file(output, f"{text.rstrip()}\n".encode())
        click.echo(output, err=True)
