"""What the suspended state says, as frozen data. Field names are those of `player/state.js`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ihrp_course.state.payload import Payload

Success = Literal["unknown", "failed", "passed"]
Merged = Literal["incomplete", "failed", "completed", "passed"]
Result = Literal["none", "wrong", "partial", "right"]
Phase = Literal["open", "remediate", "graded"]


@dataclass(frozen=True, slots=True)
class Reached:
    """The highest status told to an LMS so far; some LMSs cannot be asked for it."""

    completed: bool = False
    success: Success = "unknown"
    merged: Merged = "incomplete"
    score: int | None = None  # hundredths of a percent


@dataclass(frozen=True, slots=True)
class Place:
    """Where the learner was."""

    kind: Literal["lesson", "assessment"]
    module: int
    slot: int
    section: int


@dataclass(frozen=True, slots=True)
class LessonState:
    """A lesson that was opened."""

    slot: int
    seen: bool = False
    done: bool = False
    minutes: int = 0  # at most 255


@dataclass(frozen=True, slots=True)
class AnswerState:
    """A practice question that was checked at least once."""

    slot: int
    tries: int
    result: Result
    revision: int
    payload: Payload


@dataclass(frozen=True, slots=True)
class Spot:
    """A question's slot, with the number of its module."""

    module: int
    slot: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer within an attempt, not judged here."""

    revision: int
    payload: Payload


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question of the draw; `open`: must-pass, missed, and not put right yet."""

    module: int
    slot: int
    flagged: bool = False
    open: bool = False
    answer: Given | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """The current or last attempt; `draw` is in the order of modules and slots, not of the page."""

    seed: int
    phase: Phase
    percent: int
    draw: tuple[Drawn, ...]
    joined: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class AssessmentState:
    """An assessment that was begun. `best` counts graded attempts only."""

    slot: int
    attempts: int
    passed: bool = False
    best: int | None = None  # percent
    minutes: int = 0
    seen: tuple[Spot, ...] = ()
    attempt: Attempt | None = None


@dataclass(frozen=True, slots=True)
class ModuleState:
    """All that is kept under one module's number."""

    number: int
    lessons: tuple[LessonState, ...] = ()
    answers: tuple[AnswerState, ...] = ()
    assessments: tuple[AssessmentState, ...] = ()
    marks: tuple[int, ...] = ()  # slots


@dataclass(frozen=True, slots=True)
class State:
    """Lists are sorted by module number and slot."""

    seed: int
    reached: Reached = Reached()
    place: Place | None = None
    modules: tuple[ModuleState, ...] = ()
    interactions: int = 0
    counter: int = 0
