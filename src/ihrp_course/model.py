"""A checked course: frozen data, every reference resolved, every value within its limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from ihrp_course.diagnostics import Span
from ihrp_course.interaction import InteractionType
from ihrp_course.parse.tree import Label, Prose

Policy = Literal["view-only", "view-then-pass", "pass-required"]


class Objective(Struct, frozen=True):
    """What a learner can do afterwards."""

    id: str
    text: str
    level: str  # remember, understand, apply, analyse, evaluate, create; empty when not given
    module: str
    span: Span


class Question(Struct, frozen=True):
    """What every answered and judged block has, wherever it stands."""

    objective: str | None
    level: str
    tags: tuple[str, ...]
    points: float
    tries: int
    shuffle: bool
    enemies: tuple[str, ...]
    region: str
    revision: int
    also: tuple[str, ...] = ()  # further objectives of a role-play

    @property
    def objectives(self) -> tuple[str, ...]:
        return (self.objective, *self.also) if self.objective else ()


class Family(Struct, frozen=True):
    """Parts of a block that the state numbers together: options, left sides, cards …

    `texts` are plain, in source order; `slugs` run beside them, empty where the author gave none.
    """

    name: str
    texts: tuple[str, ...]
    slugs: tuple[str, ...]


class Block(Struct, frozen=True, dict=True):
    """One fenced thing in a lesson or bank, read by its type (`blocks/<kind>.py`)."""

    kind: str
    id: str  # empty only for a callout without one
    span: Span
    last_line: int
    settings: Any  # the type's own struct
    lead: Prose | None
    stem: Prose | None
    content: Any  # the type's own frozen dataclass
    labels: Mapping[str, Label]
    families: tuple[Family, ...] = ()
    key_mark: str = ""  # fingerprint of what is right, so that a moved key is noticed
    question: Question | None = None  # answered and judged
    interaction: InteractionType | None = None  # reported to the LMS
    is_mark: bool = False  # the state knows only that it was answered
    is_required: bool = False
    is_optional: bool = False

    @property
    def is_asked(self) -> bool:
        """A question with a number of its own: reported and judged, and no conversation."""
        return self.interaction not in (None, "likert", "performance")

    @cached_property
    def texts(self) -> tuple[Prose, ...]:
        """Every text of the block, in reading order."""
        texts = [text for text in (self.lead, self.stem) if text is not None]
        texts += self.content.prose()
        for label in self.labels.values():
            texts += [label.prose, *(item.text for item in label.items)]
        return tuple(texts)

    @cached_property
    def referring(self) -> tuple[Prose, ...]:
        """Those of its texts that refer to something; most do not."""
        return tuple(text for text in self.texts if text.holes)


class Lesson(Struct, frozen=True, dict=True):
    """One sitting's reading: prose and blocks in order."""

    id: str
    title: str
    path: str
    module: str
    minutes: int
    objectives: tuple[str, ...]
    covers: tuple[str, ...]
    requires: tuple[str, ...]
    care: str
    is_optional: bool
    language: str
    is_reviewed: bool
    parts: tuple[Prose | Block, ...]
    span: Span

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(part for part in self.parts if isinstance(part, Block))

    @cached_property
    def texts(self) -> tuple[Prose, ...]:
        """Every text of the lesson, in reading order."""
        texts: list[Prose] = []
        for part in self.parts:
            texts += part.texts if isinstance(part, Block) else (part,)
        return tuple(texts)

    @cached_property
    def referring(self) -> tuple[Prose, ...]:
        """Those of its texts that refer to something; most do not."""
        return tuple(text for text in self.texts if text.holes)


class Bank(Struct, frozen=True, dict=True):
    """Questions to take from."""

    id: str
    title: str
    path: str
    module: str
    questions: tuple[Block, ...]
    is_reviewed: bool
    span: Span

    @property
    def blocks(self) -> tuple[Block, ...]:
        return self.questions

    @cached_property
    def texts(self) -> tuple[Prose, ...]:
        """Every text of its questions."""
        return tuple(text for question in self.questions for text in question.texts)

    @cached_property
    def referring(self) -> tuple[Prose, ...]:
        """Those of its texts that refer to something; most do not."""
        return tuple(text for text in self.texts if text.holes)


class Assessment(Struct, frozen=True):
    """A scored set drawn from banks. `pass_score` and everything else is 0–1 or a plain count."""

    id: str
    title: str
    module: str
    banks: tuple[str, ...]
    draw: int
    stratify: tuple[str, ...]
    at_least: Mapping[str, int]
    quota: Mapping[str, int]
    must_pass: str | None
    pass_score: float
    attempts: int | None  # None: unlimited
    is_unseen_first: bool
    requires: tuple[str, ...]
    care: str
    span: Span


class Module(Struct, frozen=True):
    """Lessons that share objectives."""

    id: str
    title: str
    objectives: tuple[Objective, ...]
    lessons: tuple[Lesson, ...]
    banks: tuple[Bank, ...]
    assessment: Assessment | None
    span: Span


class Term(Struct, frozen=True):
    """An entry of the glossary."""

    id: str
    title: str
    also: tuple[str, ...]
    prose: Prose
    span: Span


class Reference(Struct, frozen=True):
    """An entry of the bibliography, already formatted: `html` is escaped, `short` is "Hawk et al., 2017"."""

    key: str
    html: str
    short: str
    is_verified: bool
    url: str  # https, empty when there is none
    span: Span


class Asset(Struct, frozen=True):
    """A file under assets/. `svg` holds the cleaned drawing, for SVG only."""

    path: str
    size: int
    digest: str
    file: Path
    svg: str = ""


class SupportContact(Struct, frozen=True):
    """A line to call. Without `checked` and `by` the number is empty: it is never shipped."""

    kind: str
    name: str
    number: str
    checked: str
    by: str


class SupportRegion(Struct, frozen=True):
    id: str
    name: str
    contacts: tuple[SupportContact, ...]


class Theme(Struct, frozen=True):
    """How a course looks: "#rrggbb" colours and a drawing's path; empty where the player's own stays."""

    name: str = ""
    logo: str = ""
    accent: str = ""
    accent_dark: str = ""
    warm: str = ""
    warm_dark: str = ""


class Course(Struct, frozen=True, dict=True):
    """The whole, ready to render."""

    id: str
    title: str
    version: str
    language: str
    policy: Policy
    standards: tuple[str, ...]
    packages: tuple[str, ...]  # of "modules", "course"
    score: str | None  # assessment whose score the whole-course package reports
    modules: tuple[Module, ...]
    terms: Mapping[str, Term]
    references: Mapping[str, Reference]
    assets: Mapping[str, Asset]
    support: tuple[SupportRegion, ...]
    credit: Mapping[str, str] = {}  # ce: approval, provider, disclosure
    theme: Theme = Theme()
    is_clinical: bool = False

    @property
    def lessons(self) -> Iterator[Lesson]:
        return (lesson for module in self.modules for lesson in module.lessons)

    @property
    def files(self) -> tuple[Lesson | Bank, ...]:
        """What an author writes blocks in: lessons, then banks."""
        return (*self.lessons, *self.banks)

    @cached_property
    def referring(self) -> tuple[Prose, ...]:
        """Every text that refers to something."""
        texts = (text for file in self.files for text in file.referring)
        return (*texts, *(term.prose for term in self.terms.values()))

    @property
    def banks(self) -> Iterator[Bank]:
        return (bank for module in self.modules for bank in module.banks)

    @property
    def assessments(self) -> Iterator[Assessment]:
        return (module.assessment for module in self.modules if module.assessment is not None)

    @property
    def objectives(self) -> Mapping[str, Objective]:
        return {each.id: each for module in self.modules for each in module.objectives}


def pool_of(assessment: Assessment, banks: Mapping[str, Bank]) -> list[tuple[str, Block]]:
    """Every question that can be drawn, each with the module of its bank."""
    return [
        (banks[bank].module, question)
        for bank in assessment.banks
        if bank in banks
        for question in banks[bank].questions
    ]


class PackagePlan(Struct, frozen=True):
    """Which part of a course goes into one package."""

    id: str  # `<course id>` or `<course id>-<module id>`
    title: str
    modules: tuple[Module, ...]
    is_whole: bool

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        return tuple(each.assessment for each in self.modules if each.assessment is not None)

    def deciding(self, course: Course) -> tuple[Assessment, ...]:
        """Those that give the package's score: the one that the course names, else all."""
        named = (each for each in self.assessments if self.is_whole and each.id == course.score)
        return tuple(named) or self.assessments


def plan_packages(course: Course) -> tuple[PackagePlan, ...]:
    """The packages that the course asks for: one per module, then the whole."""
    plans: list[PackagePlan] = []
    if "modules" in course.packages:
        plans += [
            PackagePlan(f"{course.id}-{module.id}", module.title, (module,), is_whole=False)
            for module in course.modules
        ]
    if "course" in course.packages:
        plans.append(PackagePlan(course.id, course.title, course.modules, is_whole=True))
    return tuple(plans)
