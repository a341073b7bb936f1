"""Hypothesis strategies that several tests share: learners' states."""

from __future__ import annotations

from hypothesis import strategies as st

from ihrp_course.state.payload import Match, Multi, Order, Path, Payload, Single, Sure, Text
from ihrp_course.state.records import (
    AnswerState,
    AssessmentState,
    Attempt,
    Drawn,
    Given,
    LessonState,
    ModuleState,
    Phase,
    Place,
    Reached,
    Result,
    Spot,
    State,
)


def _distinct(slots: st.SearchStrategy[int], most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(slots, max_size=most, unique=True).map(sorted)


SLOTS = st.integers(0, 300)
SEEDS = st.integers(0, 65535)


def _sized(least: int, most: int) -> st.SearchStrategy[int]:
    return st.integers(least, most)


def _short(text: str) -> str:
    return text.encode("utf-8", "ignore")[:24].decode("utf-8", "ignore")


PAYLOADS: st.SearchStrategy[Payload] = st.one_of(
    _sized(2, 36).flatmap(lambda n: st.builds(Single, st.just(n), st.integers(0, n - 1))),
    _sized(2, 36).flatmap(
        lambda n: st.builds(Multi, st.just(n), st.tuples(*[st.booleans() for _ in range(n)]))
    ),
    _sized(2, 12).flatmap(
        lambda n: st.builds(Order, st.just(n), st.permutations(range(n)).map(tuple))
    ),
    st.tuples(_sized(2, 12), _sized(2, 12)).flatmap(
        lambda nm: st.builds(
            Match,
            st.just(nm[0]),
            st.just(nm[1]),
            st.tuples(*[st.none() | st.integers(0, nm[1] - 1) for _ in range(nm[0])]),
        )
    ),
    st.builds(Text, st.text(max_size=24).map(_short), st.sampled_from(["text", "number"])),
    st.builds(Path, st.lists(st.integers(0, 2), max_size=24).map(tuple)),
    st.builds(Sure, st.booleans(), st.integers(1, 3)),
)
GIVEN = st.builds(Given, st.integers(1, 63), PAYLOADS)


@st.composite
def _attempts(draw: st.DrawFn) -> Attempt:
    spots = sorted(draw(st.sets(st.tuples(st.integers(0, 6), SLOTS), min_size=1, max_size=12)))
    drawn = tuple(
        Drawn(m, s, draw(st.booleans()), draw(st.booleans()), draw(st.none() | GIVEN))
        for m, s in spots
    )
    joined = sorted(draw(st.sets(st.tuples(st.integers(0, 6), SLOTS), max_size=3)))
    phases: list[Phase] = ["open", "remediate", "graded"]
    phase = draw(st.sampled_from(phases))
    percent = draw(st.integers(0, 100))
    return Attempt(draw(SEEDS), phase, percent, drawn, tuple(Spot(m, s) for m, s in joined))


@st.composite
def _assessments(draw: st.DrawFn, slot: int) -> AssessmentState:
    seen = sorted(draw(st.sets(st.tuples(st.integers(0, 6), SLOTS), max_size=20)))
    return AssessmentState(
        slot,
        draw(st.integers(0, 255)),
        draw(st.booleans()),
        draw(st.none() | st.integers(0, 100)),
        draw(st.integers(0, 255)),
        tuple(Spot(m, s) for m, s in seen),
        draw(st.none() | _attempts()),
    )


@st.composite
def _modules(draw: st.DrawFn, number: int) -> ModuleState:
    lessons = [
        LessonState(slot, draw(st.booleans()), draw(st.booleans()), draw(st.integers(0, 255)))
        for slot in draw(_distinct(SLOTS, 12))
    ]
    outcomes: list[Result] = ["none", "wrong", "partial", "right"]
    results = st.sampled_from(outcomes)
    answers = [
        AnswerState(slot, draw(st.integers(1, 15)), draw(results), draw(st.integers(1, 63)), draw(PAYLOADS))
        for slot in draw(_distinct(SLOTS, 12))
    ]  # fmt: skip
    assessments = [draw(_assessments(slot)) for slot in draw(_distinct(st.integers(0, 9), 2))]
    marks = draw(_distinct(st.integers(0, 40), 6))
    return ModuleState(number, tuple(lessons), tuple(answers), tuple(assessments), tuple(marks))


@st.composite
def states(draw: st.DrawFn) -> State:
    """Any state that a player can have."""
    reached = Reached(
        draw(st.booleans()),
        draw(st.sampled_from(["unknown", "failed", "passed"])),
        draw(st.sampled_from(["incomplete", "failed", "completed", "passed"])),
        draw(st.none() | st.integers(0, 10000)),
    )
    kinds = st.sampled_from(["lesson", "assessment"])
    places = st.builds(Place, kinds, st.integers(0, 9), SLOTS, st.integers(0, 255))
    modules = tuple(draw(_modules(number)) for number in draw(_distinct(st.integers(0, 9), 3)))
    return State(
        seed=draw(SEEDS),
        reached=reached,
        place=draw(st.none() | places),
        modules=modules,
        interactions=draw(st.integers(0, 250)),
        counter=draw(st.integers(0, 1 << 20)),
    )
