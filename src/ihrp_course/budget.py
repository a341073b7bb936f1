"""The proof that a package's suspended state always fits: the worst case in bits, id by id.

SCORM 1.2 keeps 4,096 characters, some editions of 2004 keep 4,000, and what is longer is cut without a
word (P-27). So one limit holds for all standards, and a package above it is not built.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from ihrp_course.blocks import TYPES
from ihrp_course.diagnostics import Diagnostic, Span, error, warning
from ihrp_course.identity import Numbering, Slot
from ihrp_course.model import (
    Assessment,
    Bank,
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
    found = tuple(_budget(course, plan, numbering) for plan in plan_packages(course))
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


def _budget(course: Course, plan: PackagePlan, numbering: Numbering) -> Budget:
    banks = {bank.id: bank for bank in course.banks}
    numbers = sorted(numbering.modules[module.id] for module in plan.modules)
    lines: list[Line] = []
    last_slot = 0
    for module in sorted(plan.modules, key=lambda each: numbering.modules[each.id]):
        retired = _retired(module.id, numbering)
        lines += _module_lines(module, numbering, numbers, banks, retired)
        slots = [numbering.slots[lesson.id].number for lesson in module.lessons]
        last_slot = max([last_slot, *slots])
    head = cost.header(numbers[-1] if numbers else 0, last_slot, len(numbers))
    return Budget(plan.id, (Line("—", "header", head), *lines))


def _retired(module: str, numbering: Numbering) -> Mapping[str, int]:
    """How many ids of each series have left this module: old learners' states still hold them."""
    counts: dict[str, int] = {}
    for entry in numbering.lock.entries.values():
        if entry.is_retired and entry.module == module:
            counts[entry.series] = counts.get(entry.series, 0) + 1
    return counts


def _module_lines(
    module: Module,
    numbering: Numbering,
    numbers: list[int],
    banks: Mapping[str, Bank],
    retired: Mapping[str, int],
) -> list[Line]:
    slots = numbering.slots
    number = numbering.modules[module.id]
    before = [each for each in numbers if each < number]
    practice = [b for lesson in module.lessons for b in lesson.blocks if b.interaction is not None]
    marks = [b for lesson in module.lessons for b in lesson.blocks if b.is_mark]
    lessons = len(module.lessons) + retired.get("lesson", 0)
    answers = len(practice) + retired.get("question", 0)
    assessments = int(module.assessment is not None) + retired.get("assessment", 0)
    gap = number - (before[-1] + 1 if before else 0)
    lines = [Line(module.id, "module", cost.module(gap, lessons, answers, assessments))]
    ids = sorted((slots[lesson.id].number, lesson.id) for lesson in module.lessons)
    lines += [Line(id, "lesson", cost.lesson(gap)) for gap, id in _gaps(ids)]
    questions = {block.id: block for block in practice}
    ids = sorted((slots[block.id].number, block.id) for block in practice)
    for gap, id in _gaps(ids):
        bits = cost.answer(gap, _tries(questions[id]), _given(questions[id], slots[id]))
        lines.append(Line(id, questions[id].kind, bits))
    last = max((slots[block.id].number for block in marks), default=None)
    lines.append(Line(module.id, "marks", cost.marks(last)))
    if module.assessment is not None:
        lines.append(_assessment_line(module.assessment, numbering, banks))
    if retired:
        most = cost.answer(0, 9, cost.given(1, cost.payload("text", 24)))
        lines.append(Line(module.id, "retired ids", most * sum(retired.values())))
    return lines


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


def _assessment_line(
    assessment: Assessment, numbering: Numbering, banks: Mapping[str, Bank]
) -> Line:
    pool = []
    for _, block in pool_of(assessment, banks):
        slot = numbering.slots[block.id]
        tags = block.question.tags if block.question else ()
        must_pass = assessment.must_pass is not None and assessment.must_pass in tags
        pool.append(cost.PoolCost(slot.module, slot.number, _given(block, slot), must_pass))
    gap = numbering.slots[assessment.id].number
    bits = cost.assessment(gap, assessment.attempts, assessment.draw, pool)
    return Line(assessment.id, f"assessment of {len(pool)}", bits)


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
