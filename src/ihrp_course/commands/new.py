"""`new`: a course, module, lesson or bank to begin with, and its entry where it has to be listed.

Nothing is written over, and nothing is written that would break the course.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from string import Template
from typing import Any

import click
from msgspec.structs import replace

from ihrp_course.archive import write_file
from ihrp_course.blocks import SHAPES
from ihrp_course.check import Checked, check
from ihrp_course.commands.edit import TextFile, append_key, append_to, read, read_file, scalar
from ihrp_course.identity import LOCK_PATH, write_lock
from ihrp_course.model import Course
from ihrp_course.parse import parse
from ihrp_course.source import COURSE, Sources
from ihrp_course.source import read as read_sources

TEMPLATES = Path(__file__).parent / "templates"
_ID = re.compile(r"[a-z][a-z0-9-]*")
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"(\d+)-.*\.md")


class Refused(click.ClickException):
    """Why nothing was written."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A file of the course as it is, and its new text."""

    path: str
    file: TextFile
    text: str


# --- what can be made -----------------------------------------------------------------------------


def new_course(folder: Path, id: str, title: str) -> list[str]:
    """Write a small course, ready to build; gives the paths of its files."""
    id = id or _slug(folder.resolve().name).lstrip("0123456789-")[:40].strip("-") or "my-course"
    _check_id(id, "a course", 40)
    start = TEMPLATES / "course"
    files = {
        path.relative_to(start).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(start.rglob("*"))
        if path.is_file()
    }
    _refuse_existing(folder, [*files, LOCK_PATH])
    if any((folder / "modules").glob("**/*")):
        raise Refused(f"{folder / 'modules'} holds files already; make a course in another folder")
    files[COURSE] = _with_lines(files[COURSE], {"id": id, **({"title": title} if title else {})})
    _write(folder, files)
    numbering = _checked(*read_sources(folder)).numbering
    assert numbering is not None
    _write(folder, {LOCK_PATH: write_lock(numbering.lock)})
    return [*files, LOCK_PATH]


def new_module(folder: Path, id: str, title: str) -> list[str]:
    """Write a module with one lesson and list it in course.yaml."""
    _check_id(id, "a module")
    lesson, objective = f"{id[:58]}-1", f"{id[:58]}.1"
    heading = scalar(title or _words(id))
    files = {
        f"modules/{id}/module.yaml": _filled(
            "module.yaml", id=scalar(id), title=heading, objective=objective, lesson=lesson
        ),
        f"modules/{id}/01-{lesson}.md": _lesson(lesson, "A first lesson", objective),
    }
    return _add(folder, files, _listed(folder, COURSE, ("modules",), id))


def new_lesson(folder: Path, module: str, id: str, title: str) -> list[str]:
    """Write a lesson behind the module's last one and list it in module.yaml."""
    _check_id(id, "a lesson")
    path, shape = _module(folder, module)
    taught = _taught(_checked(*read_sources(folder)).course)
    objective = next((each for each in shape.objectives if each not in taught), "")
    objective = objective or next(iter(shape.objectives), "")
    names = [file.name for file in (folder / path).parent.iterdir()]
    numbers = [int(found.group(1)) for name in names if (found := _NUMBER.fullmatch(name))]
    number = max(numbers, default=0) + 1
    files = {f"modules/{module}/{number:02}-{id}.md": _lesson(id, title or _words(id), objective)}
    return _add(folder, files, _listed(folder, path, ("lessons",), id))


def new_bank(folder: Path, module: str, id: str, title: str) -> list[str]:
    """Write a bank with one question; the module's quiz draws on it, a new quiz if there is none."""
    _check_id(id, "a bank")
    path, shape = _module(folder, module)
    if not shape.objectives:
        raise Refused(f"{path} has no objectives yet, and a question has to belong to one")
    objective = next(iter(shape.objectives))
    text = _filled("bank.md", id=scalar(id), title=scalar(title or f"Questions: {_words(id)}"))
    text += _filled("question.md", question=f"{id[:56]}-s01", objective=objective)
    files = {f"modules/{module}/bank-{id}.md": text}
    if shape.banks == "all":
        return _add(folder, files, None)
    if shape.banks is not None:
        return _add(folder, files, _listed(folder, path, ("assessment", "banks"), id))
    lines = _filled("assessment.yaml", id=f"quiz-{id[:55]}", bank=scalar(id))
    edit = _edit(folder, path, lambda text: append_key(text, "assessment", lines), lines)
    return _add(folder, files, edit)


# --- the command ----------------------------------------------------------------------------------

_TITLE = click.option(
    "--title", default="", help="as learners read it; without it, made from the id"
)


@click.group(name="new")
def command() -> None:
    """Make a course, a module, a lesson or a bank to begin with."""


@command.command(name="course")
@click.argument("where", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--id", default="", help="without it, made from the folder's name")
@_TITLE
@click.pass_obj
def course_command(folder: Path, where: Path | None, id: str, title: str) -> None:
    """A small course that builds, in the folder WHERE (else in this one)."""
    target = where or folder
    _tell(target, new_course(target, id, title), "build")


@command.command(name="module")
@click.argument("id")
@_TITLE
@click.pass_obj
def module_command(folder: Path, id: str, title: str) -> None:
    """A module with one lesson, listed in course.yaml."""
    _tell(folder, new_module(folder, id, title), "lock")


@command.command(name="lesson")
@click.argument("module")
@click.argument("id")
@_TITLE
@click.pass_obj
def lesson_command(folder: Path, module: str, id: str, title: str) -> None:
    """A lesson at the end of MODULE, listed in module.yaml."""
    _tell(folder, new_lesson(folder, module, id, title), "lock")


@command.command(name="bank")
@click.argument("module")
@click.argument("id")
@_TITLE
@click.pass_obj
def bank_command(folder: Path, module: str, id: str, title: str) -> None:
    """A bank of questions for MODULE, on which its quiz draws."""
    _tell(folder, new_bank(folder, module, id, title), "lock")


def _tell(folder: Path, paths: list[str], next: str) -> None:
    for path in paths:
        click.echo(folder / path)
    where = "" if folder == Path() else f"--course {quote(str(folder))} "
    click.echo(f"next: ihrp-course {where}{next}", err=True)


# --- what is there --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Module:
    objectives: tuple[str, ...]
    banks: object  # None: there is no assessment


def _module(folder: Path, id: str) -> tuple[str, _Module]:
    """The path of a module's file, and what new parts of it have to know."""
    path = f"modules/{id}/module.yaml"
    file = read_file(folder / path) if _ID.fullmatch(id) else None
    if file is None:
        known = sorted(each.parent.name for each in folder.glob("modules/*/module.yaml"))
        there = f"there are: {', '.join(known)}" if known else "`new module` makes one"
        raise Refused(f"there is no module `{id}` here; {there}")
    value = read(file.text)
    if value is None:
        raise Refused(f"{path} cannot be read: `ihrp-course check` tells why")
    data: Any = value.data
    objectives, assessment = data.get("objectives"), data.get("assessment")
    names = tuple(map(str, objectives)) if isinstance(objectives, dict) else ()
    return path, _Module(
        names, assessment.get("banks", "") if isinstance(assessment, dict) else None
    )


def _taught(course: Course | None) -> set[str]:
    return {name for lesson in course.lessons for name in lesson.objectives} if course else set()


def _listed(folder: Path, path: str, place: tuple[str, ...], id: str) -> Edit:
    """A file with an id added to one of its lists."""
    words = f"`{id}` in the list `{': '.join(place)}`"
    return _edit(folder, path, lambda text: append_to(text, place, id), words)


def _edit(folder: Path, path: str, change: Callable[[str], str | None], words: str) -> Edit:
    if not (folder / COURSE).is_file():
        raise Refused(f"there is no {COURSE} in {folder}; `ihrp-course new course` makes one")
    file = read_file(folder / path)
    text = change(file.text) if file is not None else None
    if file is None or text is None:
        raise Refused(
            f"{path} is written in a way that cannot be changed safely; nothing was written.\n"
            f"Add this yourself, then try again or go on by hand: {words}"
        )
    return Edit(path, file, text)


# --- writing --------------------------------------------------------------------------------------


def _add(folder: Path, files: Mapping[str, str], edit: Edit | None) -> list[str]:
    """Write new files and one edited one, if the course has no error more with them."""
    _refuse_existing(folder, files)
    sources, problems = read_sources(folder)
    changed = dict(files) | ({edit.path: edit.text} if edit else {})
    texts = dict(sorted({**sources.texts, **changed}.items()))
    before = {(each.rule, each.message) for each in _checked(sources, problems).diagnostics}
    after = _checked(replace(sources, texts=texts), problems).diagnostics
    told = [
        f"{each.message} ({each.rule})"
        for each in after
        if each.severity == "error" and (each.rule, each.message) not in before
    ]
    if told:
        raise Refused("; ".join([*dict.fromkeys(told), "nothing was written"]))
    _write(folder, files)
    if edit:
        write_file(folder / edit.path, edit.file.with_text(edit.text))
    return [*files, *([edit.path] if edit else [])]


def _checked(sources: Sources, problems: Any) -> Checked:
    parsed, unparsed = parse(sources, SHAPES)
    return check(parsed, sources, (*problems, *unparsed), "check")


def _refuse_existing(folder: Path, paths: Any) -> None:
    for path in paths:
        if (folder / path).exists():
            raise Refused(f"{folder / path} is there already; nothing was written")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        write_file(folder / path, text.encode())


# --- texts ----------------------------------------------------------------------------------------


def _filled(name: str, **values: str) -> str:
    return Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(values)


def _lesson(id: str, title: str, objective: str) -> str:
    text = _filled("lesson.md", id=scalar(id), title=scalar(title), objectives=objective)
    if objective:
        text += _filled("question.md", question=f"{id[:56]}-f01", objective=objective)
    return text


def _with_lines(text: str, values: Mapping[str, str]) -> str:
    """A template's `name: value` lines with other values."""
    lines = [
        f"{name}: {scalar(values[name])}" if (name := line.partition(":")[0]) in values else line
        for line in text.split("\n")
    ]
    return "\n".join(lines)


def _words(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _slug(text: str) -> str:
    return _NO_SLUG.sub("-", text.lower()).strip("-")


def _check_id(id: str, what: str, most: int = 60) -> None:
    if not _ID.fullmatch(id) or len(id) > most:
        raise Refused(
            f"`{id}` cannot be the id of {what}: it begins with a small letter and holds small "
            f"letters, digits and hyphens, {most} at most"
        )
