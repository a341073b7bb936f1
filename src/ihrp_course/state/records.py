"""What the suspended state says, as frozen data. Field names are those of `player/state.js`."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ihrp_course.state.payload import Payload

Success = Literal["unknown", "failed", "passed"]
Merged = Literal["incomplete", "failed", "completed", "passed"]
Result = Literal["none", "wrong", "partial", "right"]
Phase = Literal["open", "remediate", "graded"]


class Reached(Struct, frozen=True):
    """The highest status told to an LMS so far; some LMSs cannot be asked for it."""

    completed: bool = False
    success: Success = "unknown"
    merged: Merged = "incomplete"
    score: int | None = None  # hundredths of a percent


class Place(Struct, frozen=True):
    """Where the learner was."""

    kind: Literal["lesson", "assessment"]
    module: int
    slot: int
    section: int


class LessonState(Struct, frozen=True):
    """A lesson that was opened."""

    slot: int
    seen: bool = False
    done: bool = False
    minutes: int = 0  # at most 255


class AnswerState(Struct, frozen=True):
    """A practice question that was checked at least once."""

    slot: int
    tries: int
    result: Result
    revision: int
    payload: Payload


class Spot(Struct, frozen=True):
    """A question's slot, with the number of its module."""

    module: int
    slot: int


class Given(Struct, frozen=True):
    """An answer within an attempt, not judged here."""

    revision: int
    payload: Payload


class Drawn(Struct, frozen=True):
    """One question of the draw; `open`: must-pass, missed, and not put right yet."""

    module: int
    slot: int
    flagged: bool = False
    open: bool = False
    answer: Given | None = None


class Attempt(Struct, frozen=True):
    """The current or last attempt; `draw` is in the order of modules and slots, not of the page."""

    seed: int
    phase: Phase
    percent: int
    draw: tuple[Drawn, ...]
    joined: tuple[Spot, ...] = ()


class AssessmentState(Struct, frozen=True):
    """An assessment that was begun. `best` counts graded attempts only."""

    slot: int
    attempts: int
    passed: bool = False
    best: int | None = None  # percent
    minutes: int = 0
    seen: tuple[Spot, ...] = ()
    attempt: Attempt | None = None


class ModuleState(Struct, frozen=True):
    """All that is kept under one module's number."""

    number: int
    lessons: tuple[LessonState, ...] = ()
    answers: tuple[AnswerState, ...] = ()
    assessments: tuple[AssessmentState, ...] = ()
    marks: tuple[int, ...] = ()  # slots


class State(Struct, frozen=True):
    """Lists are sorted by module number and slot."""

    seed: int
    reached: Reached = Reached()
    place: Place | None = None
    modules: tuple[ModuleState, ...] = ()
    interactions: int = 0
    counter: int = 0
