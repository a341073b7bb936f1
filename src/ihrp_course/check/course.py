"""Trees into a course: `course.yaml`, modules, lessons, banks, terms; each problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Generic, NamedTuple, TypeVar

from msgspec.structs import replace

from ihrp_course.check import assessments
from ihrp_course.check.blocks import read_block
from ihrp_course.check.shape import (
    BankFront,
    CourseShape,
    LessonFront,
    ModuleShape,
    Review,
    validate,
)
from ihrp_course.diagnostics import Diagnostic, Related, Span, error, nearest, warning
from ihrp_course.memory import Memory
from ihrp_course.model import (
    Assessment,
    Bank,
    Block,
    Lesson,
    Module,
    Objective,
)
from ihrp_course.parse.tree import BlockNode, Document, Parsed, Prose, YamlValue
from ihrp_course.source import Sources

COURSE = "modules/course.yaml"
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


Value = TypeVar("Value")


class Read(NamedTuple, Generic[Value]):
    """A lesson or bank by itself, None when it makes none: its problems, and the ids that it wants."""

    value: Value | None
    problems: list[Diagnostic]
    ids: list[tuple[str, Span]]


@dataclass
class Draft:
    """A course while it is being put together: what was read so far, and every problem."""

    parsed: Parsed
    sources: Sources
    problems: list[Diagnostic] = field(default_factory=list)
    is_clinical: bool = False
    ids: dict[str, Span] = field(default_factory=dict)
    modules: list[Module] = field(default_factory=list)
    banks: dict[str, Bank] = field(default_factory=dict)
    assessments: list[tuple[Assessment, YamlValue]] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def files(self) -> Mapping[str, Mapping[str, Document]]:
        """The lessons and banks below each folder of modules/, by path."""
        found: dict[str, dict[str, Document]] = {}
        for path, document in self.parsed.documents.items():
            found.setdefault(path.split("/")[1], {})[path] = document
        return found

    def take(self, read: Read[Value]) -> Value | None:
        """What was read of a file; its problems and ids belong to the course now."""
        self.problems += read.problems
        for id, span in read.ids:
            self.claim(id, span)
        return read.value

    def claim(self, id: str, span: Span) -> None:
        """Take an id for one thing; the second to want it is told, with both places."""
        first = self.ids.setdefault(id, span)
        if first is not span:
            found = error(
                "duplicate-id",
                span,
                f"the id `{id}` is used twice",
                help="give one of them another id; ids are for ever, so change the newer one",
            )
            self.problems.append(
                Diagnostic(
                    found.rule,
                    "error",
                    span,
                    found.message,
                    "",
                    found.help,
                    (Related(first, "first used here"),),
                )
            )


def read_course_shape(draft: Draft) -> CourseShape | None:
    """`course.yaml` as its model."""
    value = draft.parsed.yaml.get(COURSE)
    if value is None:
        return None
    if value.data is None:
        draft.problems.append(_empty(COURSE, "`id:`, `title:`, `version:` and `modules:`"))
        return None
    there = [p.split("/")[1] for p in draft.sources.texts if p.endswith("/module.yaml")]
    modules = [name for name in there if _ID.fullmatch(name)] or ["none"]
    stand_in = {"id": "course", "title": "Course", "version": "0.0.0", "modules": modules}
    shape, problems = validate(CourseShape, value, stand_in)
    draft.problems += problems
    draft.is_clinical = shape is not None and shape.clinical
    return shape


def _empty(path: str, least: str) -> Diagnostic:
    return error("empty-file", Span(path), "this file is empty", help=f"write at least {least}")


# --- modules -------------------------------------------------------------------------------------


def read_modules(draft: Draft, names: Sequence[str], value: YamlValue) -> None:
    """Every module that `course.yaml` lists; banks first, since an assessment may draw on all."""
    shapes: list[tuple[ModuleShape, YamlValue]] = []
    meant: set[str] = set()
    for place, name in enumerate(names):
        path = f"modules/{name}/module.yaml"
        module = draft.parsed.yaml.get(path)
        if name in names[:place]:
            draft.problems.append(_listed_twice("module", name, value.at("modules", place)))
            continue
        if module is None and any(found.span.path == path for found in draft.problems):
            module = YamlValue({}, Span(path), {}, {})  # there; why it is not read has been told
        if module is None:
            near = nearest(name, [each for each in _folders(draft) if each not in names])
            draft.problems.append(
                error(
                    "unknown-module",
                    value.at("modules", place),
                    f"there is no module `{name}`",
                    help=f"did you mean `{near}`?" if near else f"make the file {path}",
                )
            )
            if not near:
                continue
            name = near  # the module that is meant is checked in its place
            meant.add(name)
            module = draft.parsed.yaml[f"modules/{name}/module.yaml"]
        shape = _module_shape(draft, name, module)
        if shape.id != name:
            draft.problems.append(
                error("module-id", module.at("id"), f"the module in the folder {name} has the id `{shape.id}`",
                      help=f"write `id: {name}` or rename the folder")
            )  # fmt: skip
            shape = replace(shape, id=name)
        shapes.append((shape, module))
        for bank in _read_banks(draft, name):
            if bank.id in draft.banks:
                draft.problems.append(
                    error("duplicate-id", bank.span, f"two banks have the id `{bank.id}`",
                          help="give one of them another id")
                )  # fmt: skip
            draft.banks[bank.id] = bank
    _tell_unlisted(draft, {*names, *meant})
    for shape, module in shapes:
        draft.modules.append(_read_module(draft, shape, module))


def _folders(draft: Draft) -> list[str]:
    return [path.split("/")[1] for path in draft.parsed.yaml if path.endswith("/module.yaml")]


def _module_shape(draft: Draft, name: str, value: YamlValue) -> ModuleShape:
    """`module.yaml` as its model; a key that cannot be read is taken from the folder."""
    files = draft.files.get(name, {})
    lessons = [id for id in map(_id_of, files.values()) if _ID.fullmatch(id)]
    stand_in = {"id": name, "title": name, "lessons": lessons}
    shape, path = None, f"modules/{name}/module.yaml"
    if value.data is None:
        draft.problems.append(_empty(path, "`id:`, `title:`, `objectives:` and `lessons:`"))
    elif path in draft.parsed.yaml:
        stand_in = draft.memory.same(("stand-in", name), stand_in)
        shape, problems = draft.memory.of(validate, ModuleShape, value, stand_in)
        draft.problems += problems
    return shape or ModuleShape(id=name, title=name, lessons=lessons)


def _id_of(document: Document) -> str:
    """The id that a lesson's front matter gives; "" for a bank and where there is none."""
    data = document.front.data if document.front is not None else None
    id = data.get("id") if isinstance(data, dict) else None
    return id if isinstance(id, str) and not is_bank(document.path) else ""


def _listed_twice(what: str, name: str, span: Span) -> Diagnostic:
    message = f"the {what} `{name}` stands in this list twice"
    return error("listed-twice", span, message, help="keep the place where it belongs")


def _tell_unlisted(draft: Draft, listed: set[str]) -> None:
    for path, value in draft.parsed.yaml.items():
        if path.endswith("/module.yaml") and PurePosixPath(path).parent.name not in listed:
            name = PurePosixPath(path).parent.name
            draft.problems.append(
                warning(
                    "unused-module",
                    value.span,
                    f"course.yaml does not list the module `{name}`",
                    help="add it to `modules:` or move the folder away",
                )
            )


def _read_module(draft: Draft, shape: ModuleShape, value: YamlValue) -> Module:
    objectives = tuple(
        Objective(id, each.text, each.level, shape.id, value.at("objectives", id))
        for id, each in shape.objectives.items()
    )
    lessons = tuple(_read_lessons(draft, shape, value))
    assessment = None
    node = value.items.get("assessment")
    if shape.assessment is not None and node is not None:
        assessment, problems = assessments.read_assessment(
            shape.assessment, shape.id, node, draft.banks
        )
        draft.problems += problems
        draft.claim(assessment.id, node.at("id"))
        draft.assessments.append((assessment, node))
    banks = tuple(bank for bank in draft.banks.values() if bank.module == shape.id)
    same = draft.memory.same
    return draft.memory.of(
        Module,
        shape.id,
        shape.title,
        same(("objectives", shape.id), objectives),
        lessons,
        banks,
        same(("assessment", shape.id), assessment),
        value.span,
    )


def _read_lessons(draft: Draft, shape: ModuleShape, value: YamlValue) -> Iterable[Lesson]:
    found: dict[str, Lesson] = {}
    for path, document in draft.files.get(shape.id, {}).items():
        if is_bank(path) or document.front is None:
            continue
        lesson = draft.take(
            draft.memory.of(read_lesson, document, document.front, shape.id, draft.is_clinical)
        )
        if lesson is not None:
            found[lesson.id] = lesson
    waiting = [id for id in found if id not in shape.lessons]
    for place, name in enumerate(shape.lessons):
        if name in shape.lessons[:place]:
            draft.problems.append(_listed_twice("lesson", name, value.at("lessons", place)))
            continue
        if name in found:
            yield found[name]
            continue
        near = nearest(name, waiting)
        draft.problems.append(
            error(
                "unknown-lesson",
                value.at("lessons", place),
                f"no file of this module has the lesson id `{name}`",
                help=f"did you mean `{near}`?"
                if near
                else f"write `id: {name}` in its front matter",
            )
        )
        if near:  # the lesson that is meant is checked in its place
            waiting.remove(near)
            yield found[near]
    for id in waiting:
        draft.problems.append(
            warning(
                "unused-lesson",
                found[id].span,
                f"module.yaml does not list the lesson `{id}`",
                help="add it to `lessons:` or move the file away",
            )
        )


# --- lessons and banks ---------------------------------------------------------------------------


def read_lesson(
    document: Document, front: YamlValue, module: str, is_clinical: bool
) -> Read[Lesson]:
    """The lesson of a file whose front matter can be read."""
    stem = PurePosixPath(document.path).stem
    stand_in = {"id": stem.lstrip("0123456789-") or "lesson", "title": "Untitled",
                "minutes": 1, "objectives": []}  # fmt: skip
    shape, problems = validate(LessonFront, front, stand_in)
    if shape is None:
        return Read(None, problems, [])
    span = front.at("id")
    ids = [(shape.id, span)]
    parts: list[Prose | Block] = []
    for part in document.parts:
        taken = part if isinstance(part, Prose) else _block(part, False, problems, ids)
        if taken is not None:
            parts.append(taken)
    lesson = Lesson(
        id=shape.id,
        title=shape.title,
        path=document.path,
        module=module,
        minutes=shape.minutes,
        objectives=tuple(shape.objectives),
        covers=tuple(shape.covers),
        requires=tuple(shape.requires),
        care=shape.care,
        is_optional=shape.optional,
        language=shape.lang,
        is_reviewed=_is_reviewed(shape.review, is_clinical),
        parts=tuple(parts),
        span=span,
    )
    return Read(lesson, problems, ids)


def _is_reviewed(review: Review | None, is_clinical: bool) -> bool:
    """A clinical course is reviewed by a clinician, another one by whoever is named."""
    if review is None or review.status != "reviewed":
        return False
    others = [] if is_clinical else [*review.by, *review.lived_experience]
    return bool([*review.clinical, *others])


def is_bank(path: str) -> bool:
    return path.rpartition("/")[2].startswith("bank-")


def _block(
    node: BlockNode, in_bank: bool, problems: list[Diagnostic], ids: list[tuple[str, Span]]
) -> Block | None:
    block, told = read_block(node, in_bank)
    problems += told
    if node.id:
        ids.append((node.id, node.id_span))
    return block


def _read_banks(draft: Draft, module: str) -> Iterator[Bank]:
    for path, document in draft.files.get(module, {}).items():
        if is_bank(path) and document.front is not None:
            front = document.front
            bank = draft.take(
                draft.memory.of(read_bank, document, front, module, draft.is_clinical)
            )
            if bank is not None:
                yield bank


def read_bank(document: Document, front: YamlValue, module: str, is_clinical: bool) -> Read[Bank]:
    """The bank of a file whose front matter can be read."""
    stand_in = {"id": PurePosixPath(document.path).stem.removeprefix("bank-"), "title": "Bank"}
    shape, problems = validate(BankFront, front, stand_in)
    if shape is None:
        return Read(None, problems, [])
    ids: list[tuple[str, Span]] = []
    questions = []
    for part in document.parts:
        if isinstance(part, Prose):
            problems += _stray_prose(part)
            continue
        block = _block(part, True, problems, ids)
        if block is not None and block.interaction is not None:
            questions.append(block)
    is_reviewed = _is_reviewed(shape.review, is_clinical)
    bank = Bank(shape.id, shape.title, document.path, module, tuple(questions), is_reviewed,
                front.at("id"))  # fmt: skip
    return Read(bank, problems, ids)


def _stray_prose(prose: Prose) -> list[Diagnostic]:
    if all(not isinstance(part, str) or not part.strip() for part in prose.parts):
        return []  # headings give the author an order
    return [
        warning(
            "bank-prose",
            prose.span,
            "a bank holds only questions and headings; nobody sees this text",
            help="make it a comment, `<!-- … -->`, or move it to a lesson",
        )
    ]
