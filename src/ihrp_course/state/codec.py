"""The suspended state: all that an LMS keeps for a learner, in a few hundred characters.

Reference codec; `player/state.js` is its twin, and tests compare the two on random states. Numbers are
Exp-Golomb codes (EG0, EG5 … by order), so that no size is fixed and small numbers are short:

    byte format version (1) · 16-bit learner seed
    reached: 1 completed, 2 success, 2 merged status, 1 has score, then 14 bits: hundredths of a percent
    place: 2 bits kind (0 none), then EG0 module number, EG4 slot, EG1 section
    EG1 module count, then per module in the order of their numbers: EG0 gap to the last number,
      EG5 lessons: EG0 gap to the last slot, 1 seen, 1 done
      EG7 answers: EG0 gap, EG0 tries-1, 2 result, EG0 revision-1, payload (`payload.py`)
      EG0 assessments: EG0 gap, EG2 attempts, 1 passed, 7 best percent (127 none), EG3 minutes,
        seen questions: per module EG0 first slot, EG4 length, 1 bit per slot; 1 has attempt, then
        16 seed, 2 phase (0 open, 1 remediate, 2 graded), 7 percent, the draw as slots per module,
        per drawn question 1 flagged, 1 open, 1 answered with EG0 revision-1 and payload;
        slots that joined the draw, per module
      EG2 marks: 1 bit per slot
      EG3 minutes of each lesson above
    EG7 interactions written · EG7 write counter
    zeros up to a full byte · CRC-16 over all of it; then base64url without padding

Slots per module: EG0 module count, per module EG0 gap to the last number, EG2 slot count, EG0 gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Literal, TypeVar

from msgspec.structs import replace

from ihrp_course.state.bits import (
    BitReader,
    BitsError,
    BitWriter,
    crc16,
    from_base64url,
    to_base64url,
)
from ihrp_course.state.payload import read_payload, write_payload
from ihrp_course.state.records import (
    AnswerState,
    AssessmentState,
    Attempt,
    Drawn,
    Given,
    LessonState,
    Merged,
    ModuleState,
    Phase,
    Place,
    Reached,
    Result,
    Spot,
    State,
    Success,
)

FORMAT = 1
NO_BEST = 127
SUCCESS: tuple[Success, ...] = ("unknown", "failed", "passed")
MERGED: tuple[Merged, ...] = ("incomplete", "failed", "completed", "passed")
PLACES: tuple[Literal["lesson", "assessment"], ...] = ("lesson", "assessment")
RESULTS: tuple[Result, ...] = ("none", "wrong", "partial", "right")
PHASES: tuple[Phase, ...] = ("open", "remediate", "graded")

T = TypeVar("T")


class StateError(ValueError):
    """A text that is not a suspended state, or one of a newer format."""


def encode(state: State) -> str:
    """The state as base64url text."""
    writer = BitWriter()
    writer.write(FORMAT, 8)
    writer.write(state.seed, 16)
    _write_reached(writer, state.reached)
    _write_place(writer, state.place)
    writer.golomb(len(state.modules), 1)
    gap = _gaps()
    for module in state.modules:
        writer.golomb(gap(module.number), 0)
        _write_module(writer, module)
    writer.golomb(state.interactions, 7)
    writer.golomb(state.counter, 7)
    data = writer.to_bytes()
    return to_base64url(data + crc16(data).to_bytes(2))


def _gaps() -> Callable[[int], int]:
    """A function that gives the distance of each number to the one before it, less one."""
    last = -1

    def gap(number: int) -> int:
        nonlocal last
        distance = number - last - 1
        last = number
        return distance

    return gap


def _write_reached(writer: BitWriter, reached: Reached) -> None:
    writer.write(reached.completed, 1)
    writer.write(SUCCESS.index(reached.success), 2)
    writer.write(MERGED.index(reached.merged), 2)
    writer.write(reached.score is not None, 1)
    if reached.score is not None:
        writer.write(reached.score, 14)


def _write_place(writer: BitWriter, place: Place | None) -> None:
    writer.write(PLACES.index(place.kind) + 1 if place else 0, 2)
    if place is not None:
        writer.golomb(place.module, 0)
        writer.golomb(place.slot, 4)
        writer.golomb(place.section, 1)


def _write_module(writer: BitWriter, module: ModuleState) -> None:
    writer.golomb(len(module.lessons), 5)
    gap = _gaps()
    for lesson in module.lessons:
        writer.golomb(gap(lesson.slot), 0)
        writer.write(lesson.seen, 1)
        writer.write(lesson.done, 1)
    writer.golomb(len(module.answers), 7)
    gap = _gaps()
    for answer in module.answers:
        writer.golomb(gap(answer.slot), 0)
        writer.golomb(answer.tries - 1, 0)
        writer.write(RESULTS.index(answer.result), 2)
        _write_given(writer, Given(answer.revision, answer.payload))
    writer.golomb(len(module.assessments), 0)
    gap = _gaps()
    for assessment in module.assessments:
        writer.golomb(gap(assessment.slot), 0)
        _write_assessment(writer, assessment)
    marks = range(max(module.marks, default=-1) + 1)
    writer.golomb(len(marks), 2)
    for slot in marks:
        writer.write(slot in module.marks, 1)
    for lesson in module.lessons:
        writer.golomb(lesson.minutes, 3)


def _write_given(writer: BitWriter, given: Given) -> None:
    writer.golomb(given.revision - 1, 0)
    write_payload(writer, given.payload)


def _write_assessment(writer: BitWriter, assessment: AssessmentState) -> None:
    writer.golomb(assessment.attempts, 2)
    writer.write(assessment.passed, 1)
    writer.write(NO_BEST if assessment.best is None else assessment.best, 7)
    writer.golomb(assessment.minutes, 3)
    _write_seen(writer, assessment.seen)
    writer.write(assessment.attempt is not None, 1)
    if assessment.attempt is not None:
        _write_attempt(writer, assessment.attempt)


def _write_attempt(writer: BitWriter, attempt: Attempt) -> None:
    writer.write(attempt.seed, 16)
    writer.write(PHASES.index(attempt.phase), 2)
    writer.write(attempt.percent, 7)
    _write_spots(writer, attempt.draw)
    for drawn in attempt.draw:
        writer.write(drawn.flagged, 1)
        writer.write(drawn.open, 1)
        writer.write(drawn.answer is not None, 1)
        if drawn.answer is not None:
            _write_given(writer, drawn.answer)
    _write_spots(writer, attempt.joined)


def _by_module(spots: Iterable[Spot | Drawn]) -> list[tuple[int, list[int]]]:
    groups = groupby(spots, key=lambda spot: spot.module)
    return [(number, [spot.slot for spot in group]) for number, group in groups]


def _write_spots(writer: BitWriter, spots: Iterable[Spot | Drawn]) -> None:
    groups = _by_module(spots)
    writer.golomb(len(groups), 0)
    module_gap = _gaps()
    for number, slots in groups:
        writer.golomb(module_gap(number), 0)
        writer.golomb(len(slots), 2)
        gap = _gaps()
        for slot in slots:
            writer.golomb(gap(slot), 0)


def _write_seen(writer: BitWriter, seen: Iterable[Spot]) -> None:
    groups = _by_module(seen)
    writer.golomb(len(groups), 0)
    module_gap = _gaps()
    for number, slots in groups:
        writer.golomb(module_gap(number), 0)
        writer.golomb(slots[0], 0)
        span = range(slots[0], slots[-1] + 1)
        writer.golomb(len(span), 4)
        for slot in span:
            writer.write(slot in slots, 1)


# --- reading -------------------------------------------------------------------------------------


def decode(text: str) -> State:
    """The state that `text` holds; raises StateError if it is damaged or of a newer format."""
    try:
        data = from_base64url(text)
        if len(data) < 3 or crc16(data[:-2]) != int.from_bytes(data[-2:]):
            raise StateError("damaged or cut off: its check sum is wrong")
        reader = BitReader(data[:-2])
        version = reader.read(8)
        if version != FORMAT:
            raise StateError(f"written in format {version}, this version reads format {FORMAT}")
        state = State(
            seed=reader.read(16),
            reached=_read_reached(reader),
            place=_read_place(reader),
            modules=_read_list(reader, 1, lambda number: _read_module(reader, number)),
            interactions=reader.golomb(7),
            counter=reader.golomb(7),
        )
        reader.finish()
    except (BitsError, IndexError) as problem:
        raise StateError(str(problem)) from problem
    return state


def _read_list(reader: BitReader, order: int, read: Callable[[int], T]) -> tuple[T, ...]:
    """A list of records, each behind the gap of its number to the last."""
    last = -1
    found: list[T] = []
    for _ in range(reader.golomb(order)):
        last += reader.golomb(0) + 1
        found.append(read(last))
    return tuple(found)


def _read_reached(reader: BitReader) -> Reached:
    completed, success, merged = reader.read(1), SUCCESS[reader.read(2)], MERGED[reader.read(2)]
    return Reached(bool(completed), success, merged, reader.read(14) if reader.read(1) else None)


def _read_place(reader: BitReader) -> Place | None:
    kind = reader.read(2)
    if not kind:
        return None
    return Place(PLACES[kind - 1], reader.golomb(0), reader.golomb(4), reader.golomb(1))


def _read_module(reader: BitReader, number: int) -> ModuleState:
    lessons = _read_list(
        reader, 5, lambda slot: LessonState(slot, bool(reader.read(1)), bool(reader.read(1)))
    )
    answers = _read_list(reader, 7, lambda slot: _read_answer(reader, slot))
    assessments = _read_list(reader, 0, lambda slot: _read_assessment(reader, slot))
    marks = tuple(slot for slot in range(reader.golomb(2)) if reader.read(1))
    timed = tuple(replace(lesson, minutes=reader.golomb(3)) for lesson in lessons)
    return ModuleState(number, timed, answers, assessments, marks)


def _read_answer(reader: BitReader, slot: int) -> AnswerState:
    tries, result = reader.golomb(0) + 1, RESULTS[reader.read(2)]
    given = _read_given(reader)
    return AnswerState(slot, tries, result, given.revision, given.payload)


def _read_given(reader: BitReader) -> Given:
    return Given(reader.golomb(0) + 1, read_payload(reader))


def _read_assessment(reader: BitReader, slot: int) -> AssessmentState:
    attempts, passed, best = reader.golomb(2), bool(reader.read(1)), reader.read(7)
    minutes = reader.golomb(3)
    seen = _read_list(reader, 0, lambda module: _read_seen(reader, module))
    return AssessmentState(
        slot,
        attempts,
        passed,
        None if best == NO_BEST else best,
        minutes,
        tuple(spot for group in seen for spot in group),
        _read_attempt(reader) if reader.read(1) else None,
    )


def _read_seen(reader: BitReader, module: int) -> list[Spot]:
    first = reader.golomb(0)
    length = reader.golomb(4)
    return [Spot(module, first + place) for place in range(length) if reader.read(1)]


def _read_attempt(reader: BitReader) -> Attempt:
    seed, phase, percent = reader.read(16), PHASES[reader.read(2)], reader.read(7)
    draw = tuple(_read_drawn(reader, spot) for spot in _read_spots(reader))
    return Attempt(seed, phase, percent, draw, _read_spots(reader))


def _read_drawn(reader: BitReader, spot: Spot) -> Drawn:
    flagged, is_open = bool(reader.read(1)), bool(reader.read(1))
    answer = _read_given(reader) if reader.read(1) else None
    return Drawn(spot.module, spot.slot, flagged, is_open, answer)


def _read_spots(reader: BitReader) -> tuple[Spot, ...]:
    groups = _read_list(
        reader, 0, lambda module: _read_list(reader, 2, lambda slot: Spot(module, slot))
    )
    return tuple(spot for group in groups for spot in group)
