"""A course and a standard into the files of one unit: document, styles, player, question data, assets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from markupsafe import Markup

from ihrp_course import dossier
from ihrp_course.check.svg import prefix_ids
from ihrp_course.identity import Numbering, Slot
from ihrp_course.link import link
from ihrp_course.memory import Memory
from ihrp_course.model import (
    Assessment,
    Bank,
    Block,
    Course,
    Lesson,
    Module,
    PackagePlan,
    Term,
    Theme,
)
from ihrp_course.parse.tree import Prose
from ihrp_course.profile import DEFAULT, Profile, load
from ihrp_course.render.filling import Filling
from ihrp_course.render.html import render_template, write_block, writing
from ihrp_course.render.ink import Ink
from ihrp_course.render.pagedata import as_markup, page_data, question_data, to_file
from ihrp_course.render.site import Site
from ihrp_course.render.theme import theme_css
from ihrp_course.render.typography import curled

if TYPE_CHECKING:
    from ihrp_course.standards import Standard

Turn: TypeAlias = tuple[str, str]  # a page's id and title

PLAYER = Path(__file__).parent.parent / "player"


@dataclass(frozen=True, slots=True)
class LessonPage:
    """A lesson as its template wants it."""

    lesson: Lesson
    html: Markup  # what stands under its title
    number: int
    module: Module

    @property
    def questions(self) -> int:
        """How many a learner is asked."""
        return sum(block.is_asked for block in self.lesson.blocks)

    @property
    def worksheets(self) -> int:
        """How many there are to fill in."""
        return sum(block.kind == "worksheet" for block in self.lesson.blocks)


def render(
    course: Course,
    plan: PackagePlan,
    numbering: Numbering,
    standard: Standard,
    profile: Profile | None = None,
    memory: Memory | None = None,
) -> Site:
    """Everything that one package carries besides its manifest; without a profile, for any LMS."""
    profile, memory = profile or load(DEFAULT), memory or Memory()
    ink = memory.of(Ink, course.language)
    ink.lesson, ink.block = "", None  # wherever a failure left them
    filling = Filling(course, plan, ink)
    desk = _Desk(course, plan, numbering, filling, memory)
    with writing(ink):
        pages = desk.pages()
        banks = _banks(course, plan)
        data: dict[str, object] = {f"bank-{bank.id}": desk.bank(bank) for bank in banks}
        extras = _extras(course, filling)
        data |= {f"page-{page.lesson.id}": page.html for page in pages[1:]} | dict(extras)
        values = _values(course, plan, numbering, standard, profile, pages, banks, extras, memory)
        html = render_template("page.html", values | {"is_reading": False})
        reading = render_template("reading.html", values | {"is_reading": True})
    first = frozenset(block.kind for page in pages[:1] for block in page.lesson.blocks)
    kinds = {block.kind for page in pages for block in page.lesson.blocks}
    kinds |= {block.kind for bank in banks for block in bank.questions}
    player = link(standard.player_module, first, frozenset(kinds))
    files: dict[str, bytes | Path] = {
        "index.html": html.encode(),
        "player.css": _styles(course.theme),
        "player.js": player.player,
        "later.js": player.later,
        "reading.html": reading.encode(),
        **{
            f"data/{name}.js": memory.of(_data_script, name, memory.same((plan.id, name), value))
            for name, value in data.items()
        },
        **{path: asset.file for path, asset in filling.assets.items()},
    }
    if standard.is_zip:
        files[dossier.NAME] = _dossier(course, plan, standard, profile, filling, files)
    lessons = [page.lesson for page in pages]
    mastery = _mastery(course, plan) if profile.has_mastery else None
    return Site(
        package_id=plan.id,
        title=plan.title,
        version=course.version,
        language=course.language,
        description=course.title if not plan.is_whole else "; ".join(m.title for m in plan.modules),
        minutes=sum(lesson.minutes for lesson in lessons),
        keywords=tuple(module.title for module in plan.modules),
        launch="index.html",
        files=files,
        profile="" if profile.is_default else profile.name,
        mastery=mastery,
        losses=_losses(profile, mastery),
    )


def _dossier(
    course: Course,
    plan: PackagePlan,
    standard: Standard,
    profile: Profile,
    filling: Filling,
    files: Mapping[str, bytes | Path],
) -> bytes:
    digests = {
        path: sha256(content).hexdigest()
        if isinstance(content, bytes)
        else filling.assets[path].digest
        for path, content in files.items()
    }
    shown = dossier.values(course, plan, standard.player_module, standard.label, profile, digests)
    return render_template(dossier.NAME, shown).encode()


def _mastery(course: Course, plan: PackagePlan) -> float | None:
    """The pass mark of the one quiz that gives the package's score; None where several do."""
    deciding = plan.deciding(course)
    return deciding[0].pass_score if len(deciding) == 1 else None


def _losses(profile: Profile, mastery: float | None) -> tuple[str, ...]:
    told = []
    if not profile.interactions:
        told.append("Answers are not reported one by one.")
    for word, instead in profile.statuses.items():
        told.append(f"In SCORM 1.2 the status {word} is sent as {instead}.")
    if profile.has_mastery and mastery is None:
        told.append("No pass mark is in the manifest: not exactly one quiz gives the score.")
    return tuple(told)


class _Desk:
    """Where the lessons and banks of one package are written."""

    def __init__(
        self,
        course: Course,
        plan: PackagePlan,
        numbering: Numbering,
        filling: Filling,
        memory: Memory,
    ) -> None:
        self.course, self.plan = course, plan
        self.slots, self.filling, self.memory = numbering.slots, filling, memory

    def pages(self) -> list[LessonPage]:
        neighbours = _neighbours(self.plan, self.course.language)
        pages: list[LessonPage] = []
        for module in self.plan.modules:
            for lesson in module.lessons:
                before, after = neighbours[lesson.id]
                values = {
                    "course": self.course,
                    "lesson": lesson,
                    "html": self._parts(lesson),
                    "before": before,
                    "after": after,
                    "own": self.filling.own_lessons,
                }
                html = Markup(render_template("lesson-body.html", values))
                pages.append(LessonPage(lesson, html, len(pages) + 1, module))
        return pages

    def _parts(self, lesson: Lesson) -> Markup:
        slots = tuple(self.slots.get(block.id) for block in lesson.blocks)
        return self.filling.fill(self.memory.of(_write_parts, lesson, slots, self.filling.ink))

    def bank(self, bank: Bank) -> dict[str, object]:
        return {"questions": {each.id: self._question(each) for each in bank.questions}}

    def _question(self, block: Block) -> dict[str, object]:
        slot = self.slots[block.id]
        return {
            "data": self.memory.of(question_data, block, slot),
            "html": str(
                self.filling.fill(self.memory.of(write_block, block, slot, self.filling.ink))
            ),
        }


def _write_parts(lesson: Lesson, slots: tuple[Slot | None, ...], ink: Ink) -> str:
    ink.lesson = lesson.id
    pieces: list[str] = []
    number = 0
    waiting = iter(slots)
    for part in lesson.parts:
        if isinstance(part, Prose):
            pieces.append(ink.fill(part))
            continue
        number += part.is_asked
        own = number if part.is_asked else None
        pieces.append(write_block(part, next(waiting), ink, own))
    ink.lesson = ""
    return "".join(pieces)


def _pages(plan: PackagePlan) -> list[Lesson | Assessment]:
    """Lessons and assessments in the order of their pages."""
    pages: list[Lesson | Assessment] = []
    for module in plan.modules:
        pages += module.lessons
        if module.assessment:
            pages.append(module.assessment)
    return pages


def _neighbours(plan: PackagePlan, language: str) -> dict[str, tuple[Turn | None, Turn | None]]:
    """For each of these pages the one before and the one after it."""
    turns = [(page.id, curled(page.title, language)) for page in _pages(plan)]
    around = zip([None, *turns[:-1]], [*turns[1:], None], strict=True)
    return dict(zip([id for id, _ in turns], around, strict=True))


def _banks(course: Course, plan: PackagePlan) -> list[Bank]:
    """The banks that this package's assessments draw on."""
    wanted = {
        bank for module in plan.modules if module.assessment for bank in module.assessment.banks
    }
    return [bank for bank in course.banks if bank.id in wanted]


def _data_script(name: str, value: object) -> bytes:
    """A classic script that hands itself to the player: works from file:// and under a strict CSP."""
    return b"ihrp.data(%b,%b);\n" % (to_file(name), to_file(value))


def _values(
    course: Course,
    plan: PackagePlan,
    numbering: Numbering,
    standard: Standard,
    profile: Profile,
    pages: list[LessonPage],
    banks: list[Bank],
    extras: list[tuple[str, Markup]],
    memory: Memory,
) -> dict[str, object]:
    """What the templates of whole documents are told."""
    is_reviewed = all(page.lesson.is_reviewed for page in pages)
    is_reviewed = is_reviewed and all(bank.is_reviewed for bank in banks)
    kind = standard.player_module if standard.is_zip else "web"
    data = page_data(course, plan, numbering, kind, is_reviewed, profile, memory)
    return {
        "course": course,
        "plan": plan,
        "standard": standard.name.removesuffix("-3rd"),
        "lessons": pages,
        "neighbours": _neighbours(plan, course.language),
        "assessments": [module.assessment for module in plan.modules if module.assessment],
        "extras": extras,
        "notes": [each for each in _pages(plan) if each.care],
        "minutes": sum(page.lesson.minutes for page in pages),
        "reviewed": is_reviewed,
        "support": course.support,
        "pairs": any(mark["pair"] for mark in data["marks"]),
        "logos": {place: _logo(course, place) for place in ("front", "certificate")},
        "data_json": as_markup(data),
    }


def _extras(course: Course, filling: Filling) -> list[tuple[str, Markup]]:
    """Glossary and references of what has been written, where there are any."""
    terms = _terms(course, filling)  # before the references: a term may cite
    references = [course.references[key] for key in filling.numbers]
    found = (("glossary", "terms", terms), ("references", "references", references))
    return [
        (name, Markup(render_template(f"{name}.html", {value: entries})))
        for name, value, entries in found
        if entries
    ]


def _logo(course: Course, place: str) -> Markup:
    """The theme's drawing, its ids made unique for the page; the name beside it says what it shows."""
    asset = course.assets.get(course.theme.logo)
    return Markup(prefix_ids(asset.svg, f"_logo-{place}")) if asset else Markup("")


def _terms(course: Course, filling: Filling) -> list[tuple[Term, Markup]]:
    """The terms in use, those that other terms lead to included, by title."""
    written: dict[str, Markup] = {}
    while missing := [term for term in filling.terms if term not in written]:
        for term in missing:
            written[term] = filling.fill(filling.ink.fill(course.terms[term].prose))
    entries = [(course.terms[term], html) for term, html in written.items()]
    return sorted(entries, key=lambda entry: entry[0].title.casefold())


@cache
def _styles(theme: Theme) -> bytes:
    """All style sheets as one, without comments, in the order of their names; a theme after the tokens."""
    import re

    tokens, *rest = (path.read_text("utf-8") for path in sorted(PLAYER.glob("*.css")))
    text = "\n".join((tokens, theme_css(theme), *rest))
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", text).strip().encode() + b"\n"
