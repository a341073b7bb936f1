"""How many bits each record of the suspended state can take at worst, so that overflow can be ruled out.

Every function gives bits; `characters` turns their sum into the length of the text. What the sum must
hold: `header`, and per module `module`, its lessons, answers, marks and assessments. Records of retired
ids are kept in old learners' states, so they count as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import ceil, factorial, log2

from msgspec import Struct

from ihrp_course.state.bits import golomb_bits
from ihrp_course.state.payload import Kind, width

MAX_TRIES = 15
MAX_ATTEMPTS = 255
MAX_MINUTES = 255
MAX_SECTION = 255
MAX_INTERACTIONS = 250
MAX_COUNTER = 1 << 20  # writes: one a second for twelve days


class PoolCost(Struct, frozen=True):
    """A question that an assessment can draw."""

    module: int
    slot: int
    answer: int  # bits of its answer, by `given`
    must_pass: bool


def header(last_module: int, last_slot: int, module_count: int) -> int:
    """All that stands once in a state; the last module number and the last slot of a lesson or assessment."""
    fixed = 8 + 16 + 1 + 2 + 2 + 1 + 14
    place = (
        2 + golomb_bits(last_module, 0) + golomb_bits(last_slot, 4) + golomb_bits(MAX_SECTION, 1)
    )
    counters = golomb_bits(MAX_INTERACTIONS, 7) + golomb_bits(MAX_COUNTER, 7)
    filling, checksum = 7, 16
    return fixed + place + golomb_bits(module_count, 1) + counters + filling + checksum


def module(gap: int, lessons: int, answers: int, assessments: int) -> int:
    """A module's number and the counts of its lists. `gap`: module numbers left out before it."""
    counts = golomb_bits(lessons, 5) + golomb_bits(answers, 7) + golomb_bits(assessments, 0)
    return golomb_bits(gap, 0) + counts


def lesson(gap: int) -> int:
    """A lesson seen, done and timed. `gap`: slots left out before it."""
    return golomb_bits(gap, 0) + 2 + golomb_bits(MAX_MINUTES, 3)


def payload(kind: Kind, n: int = 0, m: int = 0) -> int:
    """An answer's payload: `n` options, rows, bytes of text or replies; `m` partners."""
    options = golomb_bits(max(n - 2, 0), 1)
    match kind:
        case "single":
            bits = options + width(max(n, 2))
        case "multi":
            bits = options + max(n, 2)
        case "order":
            bits = options + width(factorial(max(n, 2)))
        case "match":
            bits = options + golomb_bits(max(m - 2, 0), 1) + max(n, 2) * width(max(m, 2) + 1)
        case "text" | "number":
            bits = golomb_bits(n, 4) + 8 * n
        case "path":
            bits = golomb_bits(n, 1) + 2 * n
        case "sure":
            bits = 3
    return 3 + bits


def given(revision: int, payload_bits: int) -> int:
    """An answer with the revision of its question."""
    return golomb_bits(revision - 1, 0) + payload_bits


def answer(gap: int, tries: int, given_bits: int) -> int:
    """A practice question, checked as often as it may be."""
    return golomb_bits(gap, 0) + golomb_bits(min(tries, MAX_TRIES) - 1, 0) + 2 + given_bits


def marks(last_slot: int | None) -> int:
    """All marks of a module, up to the last slot; None: it has none."""
    length = 0 if last_slot is None else last_slot + 1
    return golomb_bits(length, 2) + length


def assessment(gap: int, attempts: int | None, draw: int, pool: Collection[PoolCost]) -> int:
    """An assessment with its costliest draw answered, every question seen, every must-pass one missed."""
    tries = MAX_ATTEMPTS if attempts is None else min(attempts, MAX_ATTEMPTS)
    fixed = golomb_bits(gap, 0) + golomb_bits(tries, 2) + 1 + 7 + golomb_bits(MAX_MINUTES, 3)
    attempt = 1 + 16 + 2 + 7 + _spots(pool, draw)
    answers = sum(sorted((3 + entry.answer for entry in pool), reverse=True)[:draw])
    must_pass = [entry for entry in pool if entry.must_pass]
    return fixed + _seen(pool) + attempt + answers + _spots(must_pass, len(must_pass))


def characters(bits: int) -> int:
    """Length of the base64url text that holds so many bits."""
    return ceil(ceil(bits / 8) * 4 / 3)


def _slots_by_module(pool: Iterable[PoolCost]) -> dict[int, list[int]]:
    slots: dict[int, list[int]] = {}
    for entry in pool:
        slots.setdefault(entry.module, []).append(entry.slot)
    return slots


def _spots(pool: Collection[PoolCost], count: int) -> int:
    """The costliest choice of `count` slots.

    EG0 of a gap g takes at most 2·log2(g+1)+1 bits, and the gaps of a module add up to its last slot at
    most, so equal gaps cost most (the logarithm is concave).
    """
    by_module = _slots_by_module(pool)
    bits = golomb_bits(len(by_module), 0)
    for number, slots in by_module.items():
        bits += golomb_bits(number, 0) + golomb_bits(min(count, len(slots)), 2)
    span = sum(max(slots) + 1 for slots in by_module.values())
    count = min(count, len(pool))
    return bits + (ceil(count * (2 * log2(span / count) + 1)) if count else 0)


def _seen(pool: Collection[PoolCost]) -> int:
    by_module = _slots_by_module(pool)
    bits = golomb_bits(len(by_module), 0)
    for number, slots in by_module.items():
        span = max(slots) - min(slots) + 1
        bits += golomb_bits(number, 0) + golomb_bits(max(slots), 0) + golomb_bits(span, 4) + span
    return bits
