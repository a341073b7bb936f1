"""A suspended state in words, for whoever reads a learner's string from a support mail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ihrp_course.identity import Numbering
from ihrp_course.interaction import CODES
from ihrp_course.state.payload import Match, Multi, Order, Path, Payload, Single, Sure, Text
from ihrp_course.state.records import AssessmentState, Drawn, ModuleState, Spot, State

_Names = Mapping[tuple[int, str, int], str]


def describe(state: State, numbering: Numbering | None = None) -> str:
    """One line per record, with ids where `numbering` knows them."""
    names: dict[tuple[int, str, int], str] = {}
    modules: dict[int, str] = {}
    if numbering is not None:
        names = {(s.module, s.series, s.number): id for id, s in numbering.slots.items()}
        modules = {number: id for id, number in numbering.modules.items()}
    return "\n".join(_lines(state, names, modules)) + "\n"


def _lines(state: State, names: _Names, modules: Mapping[int, str]) -> Iterator[str]:
    reached = state.reached
    score = "none" if reached.score is None else f"{reached.score / 100:g} %"
    yield f"learner seed {state.seed}, write {state.counter}, interactions {state.interactions}"
    yield (
        f"reported: {'completed' if reached.completed else 'incomplete'}, success {reached.success}, "
        f"SCORM 1.2 status {reached.merged}, score {score}"
    )
    place = state.place
    if place is not None:
        where = _name(names, place.module, place.kind, place.slot)
        yield f"place: {where}, section {place.section}"
    for module in state.modules:
        yield f"module {modules.get(module.number, f'number {module.number} (unknown)')}"
        for line in _module_lines(module, names):
            yield f"  {line}"


def _name(names: _Names, module: int, series: str, slot: int) -> str:
    return names.get((module, series, slot), f"{series} in slot {slot} (unknown)")


def _module_lines(module: ModuleState, names: _Names) -> Iterator[str]:
    number = module.number
    for lesson in module.lessons:
        word = "done" if lesson.done else "seen" if lesson.seen else "not seen"
        yield f"{_name(names, number, 'lesson', lesson.slot)}: {word}, {lesson.minutes} min"
    for answer in module.answers:
        yield (
            f"{_name(names, number, 'question', answer.slot)}: {answer.result} after {answer.tries} "
            f"(revision {answer.revision}), {_payload(answer.payload)}"
        )
    for slot in module.marks:
        yield f"{_name(names, number, 'mark', slot)}: answered"
    for assessment in module.assessments:
        yield from _assessment_lines(number, assessment, names)


def _assessment_lines(number: int, assessment: AssessmentState, names: _Names) -> Iterator[str]:
    best = "none" if assessment.best is None else f"{assessment.best} %"
    yield (
        f"{_name(names, number, 'assessment', assessment.slot)}: attempts {assessment.attempts}, "
        f"best {best}, {'passed' if assessment.passed else 'not passed'}, "
        f"{assessment.minutes} min, questions seen {len(assessment.seen)}"
    )
    attempt = assessment.attempt
    if attempt is None:
        return
    score = "" if attempt.phase == "open" else f", {attempt.percent} %"
    yield f"  attempt ({attempt.phase}{score}), seed {attempt.seed}"
    for drawn in attempt.draw:
        yield f"    {_drawn(drawn, names)}"
    for spot in attempt.joined:
        yield f"    {_spot(spot, names)}: joined for remediation"


def _spot(spot: Spot | Drawn, names: _Names) -> str:
    return _name(names, spot.module, "question", spot.slot)


def _drawn(drawn: Drawn, names: _Names) -> str:
    notes = [word for word, holds in (("flagged", drawn.flagged), ("open", drawn.open)) if holds]
    said = "not answered" if drawn.answer is None else _payload(drawn.answer.payload)
    return f"{_spot(drawn, names)}: {', '.join([said, *notes])}"


def _payload(payload: Payload) -> str:
    """What was answered. Letters are the report codes of options."""
    match payload:
        case Single(_, value):
            return CODES[value]
        case Multi(_, values):
            return " ".join(CODES[at] for at, chosen in enumerate(values) if chosen) or "nothing"
        case Order(_, order):
            return " ".join(CODES[item] for item in order)
        case Match(_, _, pairs):
            return " ".join(
                f"{CODES[at]}-{'?' if partner is None else CODES[partner]}"
                for at, partner in enumerate(pairs)
            )
        case Text(text):
            return repr(text)
        case Path(steps):
            return " ".join(["way", *map(str, steps)])
        case Sure(value, confidence):
            return f"{'true' if value else 'false'}, confidence {confidence}"
