"""The proof that a package's suspended state always fits: the worst case in bits, id by id.

SCORM 1.2 keeps 4,096 characters, some editions of 2004 keep 4,000, and what is longer is cut without a
word (P-27). So one limit holds for all standards, and a package above it is not built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from ihrp_course.blocks import TYPES
from ihrp_course.diagnostics import Diagnostic, Span, error, warning
from ihrp_course.identity import Numbering, Slot
from ihrp_course.model import (
    Assessment,
    Block,
    Course,
    Module,
    PackagePlan,
    plan_packages,
    pool_of,
)
from ihrp_course.state import cost

LIMIT = 4000  # characters
NEAR = 3600


class Line(Struct, frozen=True):
    """What one id can cost, in bits."""

    id: str
    what: str
    bits: int


class Budget(Struct, frozen=True):
    """The worst case of one package."""

    package: str
    lines: tuple[Line, ...]
    limit: int = LIMIT

    @property
    def characters(self) -> int:
        return cost.characters(sum(line.bits for line in self.lines))

    @property
    def fits(self) -> bool:
        return self.characters <= self.limit


def budgets(course: Course, numbering: Numbering) -> tuple[tuple[Budget, ...], list[Diagnostic]]:
    """A budget per package, and a finding for each that is over the limit or near it."""
    desk = _Desk(course, numbering)
    found = tuple(desk.budget(plan) for plan in plan_packages(course))
    problems = [problem for budget in found if (problem := _judge(budget))]
    return found, problems


def _judge(budget: Budget) -> Diagnostic | None:
    if budget.characters <= NEAR:
        return None
    tell = warning if budget.fits else error
    return tell(
        "too-much-state",
        Span("modules/course.yaml"),
        f"the package {budget.package} can need {budget.characters} characters of suspended state; "
        f"the limit is {budget.limit}",
        help="split the module, draw fewer questions, or build one package per module; "
        "`ihrp-course state --explain` shows what costs most",
    )


class _Desk:
    """Where the budgets of one course are made out."""

    def __init__(self, course: Course, numbering: Numbering) -> None:
        self.numbering = numbering
        self.banks = {bank.id: bank for bank in course.banks}
        self.retired: dict[str, Counter[str]] = {}  # how many of each series have left a module:
        for entry in numbering.lock.entries.values():  # old learners' states still hold them
            if entry.is_retired:
                self.retired.setdefault(entry.module, Counter())[entry.series] += 1
        self.contents = {module.id: self.content(module) for module in course.modules}

    def budget(self, plan: PackagePlan) -> Budget:
        slots, modules = self.numbering.slots, self.numbering.modules
        numbers = sorted(modules[module.id] for module in plan.modules)
        lines: list[Line] = []
        last_slot = 0
        for module in sorted(plan.modules, key=lambda each: modules[each.id]):
            lines += [self.opening(module, numbers), *self.contents[module.id]]
            last_slot = max([last_slot, *(slots[lesson.id].number for lesson in module.lessons)])
        head = cost.header(numbers[-1] if numbers else 0, last_slot, len(numbers))
        return Budget(plan.id, (Line("—", "header", head), *lines))

    def opening(self, module: Module, numbers: list[int]) -> Line:
        """What stands before a module's content, in a package of the modules with these numbers."""
        number = self.numbering.modules[module.id]
        before = [each for each in numbers if each < number]
        gap = number - (before[-1] + 1 if before else 0)
        retired = self.retired.get(module.id, Counter[str]())
        lessons = len(module.lessons) + retired["lesson"]
        answers = len(_practice(module)) + retired["question"]
        assessments = int(module.assessment is not None) + retired["assessment"]
        return Line(module.id, "module", cost.module(gap, lessons, answers, assessments))

    def content(self, module: Module) -> list[Line]:
        """What is the same in every package that holds the module."""
        slots, practice = self.numbering.slots, _practice(module)
        lines: list[Line] = []
        ids = sorted((slots[lesson.id].number, lesson.id) for lesson in module.lessons)
        lines += [Line(id, "lesson", cost.lesson(gap)) for gap, id in _gaps(ids)]
        ids = sorted((slots[id].number, id) for id in practice)
        for gap, id in _gaps(ids):
            block = practice[id]
            bits = cost.answer(gap, _tries(block), _given(block, slots[id]))
            lines.append(Line(id, block.kind, bits))
        blocks = (block for lesson in module.lessons for block in lesson.blocks)
        last = max((slots[block.id].number for block in blocks if block.is_mark), default=None)
        lines.append(Line(module.id, "marks", cost.marks(last)))
        if module.assessment is not None:
            lines.append(self.assessment(module.assessment))
        if retired := self.retired.get(module.id):
            most = cost.answer(0, 9, cost.given(1, cost.payload("text", 24)))
            lines.append(Line(module.id, "retired ids", most * retired.total()))
        return lines

    def assessment(self, assessment: Assessment) -> Line:
        pool = []
        for _, block in pool_of(assessment, self.banks):
            slot = self.numbering.slots[block.id]
            tags = block.question.tags if block.question else ()
            must_pass = assessment.must_pass is not None and assessment.must_pass in tags
            pool.append(cost.PoolCost(slot.module, slot.number, _given(block, slot), must_pass))
        gap = self.numbering.slots[assessment.id].number
        bits = cost.assessment(gap, assessment.attempts, assessment.draw, pool)
        return Line(assessment.id, f"assessment of {len(pool)}", bits)


def _practice(module: Module) -> dict[str, Block]:
    """The questions of its lessons that are reported, by id."""
    blocks = (block for lesson in module.lessons for block in lesson.blocks)
    return {block.id: block for block in blocks if block.interaction is not None}


def _gaps(ids: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Slots in rising order as the gaps between them."""
    found, following = [], 0
    for slot, id in ids:
        found.append((slot - following, id))
        following = slot + 1
    return found


def _tries(block: Block) -> int:
    return block.question.tries if block.question else 1


def _given(block: Block, slot: Slot) -> int:
    make = TYPES[block.kind].payload
    assert make is not None
    payload = make(block.content)
    sizes = [max(ordinals) + 1 for ordinals in slot.ordinals.values() if ordinals]
    n, m = payload.n, payload.m
    if payload.kind in ("single", "multi", "order") and sizes:
        n = sizes[0]
    elif payload.kind == "match" and len(sizes) > 1:
        n, m = (sizes[0], sizes[1]) if block.kind != "select" else (n, max(sizes))
    return cost.given(slot.revision, cost.payload(payload.kind, n, m))


def explain(found: Iterable[Budget]) -> str:
    """The budgets as a table for a person, dearest ids first."""
    pieces = []
    for budget in found:
        verdict = "fits" if budget.fits else "does not fit"
        pieces.append(
            f"{budget.package}: {budget.characters} of {budget.limit} characters, {verdict}"
        )
        for line in sorted(budget.lines, key=lambda each: -each.bits):
            pieces.append(f"  {line.bits:6d} bits  {line.id}  ({line.what})")
    return "\n".join(pieces)
