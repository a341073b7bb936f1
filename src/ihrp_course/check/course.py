"""Trees into a course: `course.yaml`, modules, lessons, banks, terms; each problem at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from msgspec.structs import replace

from ihrp_course.check import assessments, svg
from ihrp_course.check.blocks import read_block
from ihrp_course.check.shape import (
    BankFront,
    CourseShape,
    LessonFront,
    ModuleShape,
    Review,
    SupportShape,
    validate,
)
from ihrp_course.diagnostics import Diagnostic, Related, Span, error, nearest, warning
from ihrp_course.model import (
    Assessment,
    Asset,
    Bank,
    Block,
    Lesson,
    Module,
    Objective,
    SupportContact,
    SupportRegion,
    Term,
)
from ihrp_course.parse.tree import BlockNode, Document, Parsed, Prose, YamlValue
from ihrp_course.source import Sources

COURSE = "modules/course.yaml"
_ID = re.compile(r"[a-z][a-z0-9-]{0,59}")


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
    lessons = [id for id in map(_id_of, _files(draft, name).values()) if _ID.fullmatch(id)]
    stand_in = {"id": name, "title": name, "lessons": lessons}
    shape, path = None, f"modules/{name}/module.yaml"
    if value.data is None:
        draft.problems.append(_empty(path, "`id:`, `title:`, `objectives:` and `lessons:`"))
    elif path in draft.parsed.yaml:
        shape, problems = validate(ModuleShape, value, stand_in)
        draft.problems += problems
    return shape or ModuleShape(id=name, title=name, lessons=lessons)


def _id_of(document: Document) -> str:
    """The id that a lesson's front matter gives; "" for a bank and where there is none."""
    data = document.front.data if document.front is not None else None
    id = data.get("id") if isinstance(data, dict) else None
    is_bank = PurePosixPath(document.path).name.startswith("bank-")
    return id if isinstance(id, str) and not is_bank else ""


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
    return Module(shape.id, shape.title, objectives, lessons, banks, assessment, value.span)


def _files(draft: Draft, module: str) -> dict[str, Document]:
    start = f"modules/{module}/"
    return {path: doc for path, doc in draft.parsed.documents.items() if path.startswith(start)}


def _read_lessons(draft: Draft, shape: ModuleShape, value: YamlValue) -> Iterable[Lesson]:
    found: dict[str, Lesson] = {}
    for path, document in _files(draft, shape.id).items():
        if PurePosixPath(path).name.startswith("bank-"):
            continue
        lesson = _read_lesson(draft, shape.id, path, document)
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


def _read_lesson(draft: Draft, module: str, path: str, document: Document) -> Lesson | None:
    if document.front is None:
        return None
    stand_in = {"id": PurePosixPath(path).stem.lstrip("0123456789-") or "lesson", "title": "Untitled",
                "minutes": 1, "objectives": []}  # fmt: skip
    front, problems = validate(LessonFront, document.front, stand_in)
    draft.problems += problems
    if front is None:
        return None
    span = document.front.at("id")
    draft.claim(front.id, span)
    parts: list[Prose | Block] = []
    for part in document.parts:
        if isinstance(part, Prose):
            parts.append(part)
            continue
        block = _take_block(draft, part, in_bank=False)
        if block is not None:
            parts.append(block)
    return Lesson(
        id=front.id,
        title=front.title,
        path=path,
        module=module,
        minutes=front.minutes,
        objectives=tuple(front.objectives),
        covers=tuple(front.covers),
        requires=tuple(front.requires),
        care=front.care,
        is_optional=front.optional,
        language=front.lang,
        is_reviewed=_is_reviewed(front.review, draft.is_clinical),
        parts=tuple(parts),
        span=span,
    )


def _is_reviewed(review: Review | None, is_clinical: bool) -> bool:
    """A clinical course is reviewed by a clinician, another one by whoever is named."""
    if review is None or review.status != "reviewed":
        return False
    others = [] if is_clinical else [*review.by, *review.lived_experience]
    return bool([*review.clinical, *others])


def _take_block(draft: Draft, node: BlockNode, in_bank: bool) -> Block | None:
    block, problems = read_block(node, in_bank)
    draft.problems += problems
    if node.id:
        draft.claim(node.id, node.id_span)
    return block


def _read_banks(draft: Draft, module: str) -> list[Bank]:
    banks = []
    for path, document in _files(draft, module).items():
        if not PurePosixPath(path).name.startswith("bank-") or document.front is None:
            continue
        stand_in = {"id": PurePosixPath(path).stem.removeprefix("bank-"), "title": "Bank"}
        front, problems = validate(BankFront, document.front, stand_in)
        draft.problems += problems
        if front is None:
            continue
        questions = []
        for part in document.parts:
            if isinstance(part, Prose):
                draft.problems += _stray_prose(part)
                continue
            block = _take_block(draft, part, in_bank=True)
            if block is not None and block.interaction is not None:
                questions.append(block)
        banks.append(
            Bank(front.id, front.title, path, module, tuple(questions),
                 _is_reviewed(front.review, draft.is_clinical), document.front.at("id"))
        )  # fmt: skip
    return banks


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


# --- terms, support, assets ----------------------------------------------------------------------


def read_terms(draft: Draft) -> dict[str, Term]:
    """The glossary by id."""
    terms: dict[str, Term] = {}
    for entry in draft.parsed.glossary:
        for name, setting in entry.settings.items():
            if name != "also":
                draft.problems.append(
                    error("setting-unknown", setting.name_span, f"a term has no setting `{name}`",
                          help="known here: also")
                )  # fmt: skip
        draft.claim(entry.id, entry.span)
        also = entry.settings.get("also")
        words = tuple(part.strip() for part in also.value.split("|")) if also else ()
        terms[entry.id] = Term(entry.id, entry.title, words, entry.prose, entry.span)
    return terms


def read_support(draft: Draft) -> tuple[SupportRegion, ...]:
    """Contacts; a number that nobody has checked is dropped here, so that it can not be shipped."""
    value = draft.parsed.yaml.get("modules/support.yaml")
    if value is None or value.data is None:
        return ()
    shape, problems = validate(SupportShape, value)
    draft.problems += problems
    if shape is None:
        return ()
    regions = []
    for r, region in enumerate(shape.regions):
        contacts = []
        for c, contact in enumerate(region.contacts):
            is_checked = bool(contact.checked and contact.by)
            if contact.number and not is_checked:
                draft.problems.append(
                    warning(
                        "unchecked-number",
                        value.at("regions", r, "contacts", c, "number"),
                        "nobody has checked this number, so it is not shipped",
                        help="call it, then add `checked:` (the date) and `by:` (who)",
                    )
                )
            number = contact.number if is_checked else ""
            contacts.append(
                SupportContact(contact.kind, contact.name, number, contact.checked, contact.by)
            )
        regions.append(SupportRegion(region.id, region.name, tuple(contacts)))
    return tuple(regions)


def read_assets(draft: Draft, used: Mapping[str, Span]) -> dict[str, Asset]:
    """The assets in use; drawings are cleaned, names that an LMS stumbles over are refused."""
    assets: dict[str, Asset] = {}
    for path, span in used.items():
        found = draft.sources.assets.get(path)
        if found is None:
            continue
        drawing = ""
        if path.endswith(".svg"):
            drawing, problems = svg.clean(path, draft.sources.svg.get(path, ""))
            draft.problems += problems
        problem = _asset_name_problem(path, span)
        if problem is not None:
            draft.problems.append(problem)
            continue
        assets[path] = Asset(path, found.size, found.digest, found.file, drawing)
    return assets


_SAFE = set("abcdefghijklmnopqrstuvwxyz0123456789-_./")


def _asset_name_problem(path: str, span: Span) -> Diagnostic | None:
    wrong = sorted({character for character in path if character not in _SAFE})
    if not wrong and len(path) <= 80:
        return None
    what = " ".join(repr(character) for character in wrong) or "more than 80 characters"
    return error(
        "asset-name",
        span,
        f"LMSs stumble over this file name: {what}",
        help="rename it with small letters, digits and hyphens",
    )
