"""What the suspended state keeps of one answer: ordinals of options, or a short text.

The twin of `player/payload.js`. Every payload tells its own length, so that a reader can step over the
answer to a question that it does not know.
"""

from __future__ import annotations

from math import factorial
from typing import Literal

from msgspec import Struct

from ihrp_course.state.bits import BitReader, BitsError, BitWriter

TEXT_LIMIT = 24
"""UTF-8 bytes kept of a text or number answer; the whole of it is in the LMS's interaction."""

Kind = Literal["single", "multi", "order", "match", "text", "number", "path", "sure"]
KINDS: tuple[Kind, ...] = ("single", "multi", "order", "match", "text", "number", "path", "sure")
"""By their code of three bits."""


class Single(Struct, frozen=True):
    """One of `n` options."""

    n: int
    value: int
    kind: Literal["single"] = "single"


class Multi(Struct, frozen=True):
    """Some of `n` options."""

    n: int
    values: tuple[bool, ...]
    kind: Literal["multi"] = "multi"


class Order(Struct, frozen=True):
    """`n` things in an order."""

    n: int
    order: tuple[int, ...]
    kind: Literal["order"] = "order"


class Match(Struct, frozen=True):
    """For each of `n` things one of `m` partners, or none."""

    n: int
    m: int
    pairs: tuple[int | None, ...]
    kind: Literal["match"] = "match"


class Text(Struct, frozen=True):
    """A text, or a number as it was typed."""

    text: str
    kind: Literal["text", "number"] = "text"


class Path(Struct, frozen=True):
    """A way through a scenario, in numbers from 0 to 3: endings seen and gates met (in a lesson), then the reply
    chosen at each scene."""

    steps: tuple[int, ...]
    kind: Literal["path"] = "path"


class Sure(Struct, frozen=True):
    """True or false, and how sure."""

    value: bool
    confidence: int
    kind: Literal["sure"] = "sure"


Payload = Single | Multi | Order | Match | Text | Path | Sure


def width(count: int) -> int:
    """Bits that tell `count` different things apart."""
    return (count - 1).bit_length()


def cut(text: str) -> str:
    """As much of `text` as the state keeps, ending between two characters."""
    return text.encode("utf-8", "replace")[:TEXT_LIMIT].decode("utf-8", "ignore")


def rank(order: tuple[int, ...]) -> int:
    """Place of a permutation among all of its length, in lexicographic order."""
    left = sorted(order)
    result = 0
    for item in order:
        place = left.index(item)
        result = result * len(left) + place
        left.pop(place)
    return result


def permutation(n: int, place: int) -> tuple[int, ...]:
    """The permutation of `n` things at that place."""
    places: list[int] = []
    for size in range(1, n + 1):
        places.append(place % size)
        place //= size
    left = list(range(n))
    return tuple(left.pop(index) for index in reversed(places))


def write_payload(writer: BitWriter, payload: Payload) -> None:
    """Three bits of kind, then what that kind needs."""
    writer.write(KINDS.index(payload.kind), 3)
    match payload:
        case Single(n, value):
            writer.golomb(n - 2, 1)
            writer.write(value, width(n))
        case Multi(n, values):
            writer.golomb(n - 2, 1)
            for chosen in values:
                writer.write(chosen, 1)
        case Order(n, order):
            writer.golomb(n - 2, 1)
            writer.write(rank(order), width(factorial(n)))
        case Match(n, m, pairs):
            writer.golomb(n - 2, 1)
            writer.golomb(m - 2, 1)
            for partner in pairs:
                writer.write(0 if partner is None else partner + 1, width(m + 1))
        case Text(text):
            data = text.encode()
            writer.golomb(len(data), 4)
            for byte in data:
                writer.write(byte, 8)
        case Path(steps):
            writer.golomb(len(steps), 1)
            for step in steps:
                writer.write(step, 2)
        case Sure(is_true, confidence):
            writer.write(is_true, 1)
            writer.write(confidence, 2)


def read_payload(reader: BitReader) -> Payload:
    """The twin of `write_payload`."""
    kind = KINDS[reader.read(3)]
    if kind in ("text", "number"):
        data = bytes(reader.read(8) for _ in range(reader.golomb(4)))
        try:
            return Text(data.decode(), kind)
        except UnicodeDecodeError as problem:
            raise BitsError("a text is not UTF-8") from problem
    if kind == "path":
        return Path(tuple(reader.read(2) for _ in range(reader.golomb(1))))
    if kind == "sure":
        return Sure(bool(reader.read(1)), reader.read(2))
    n = reader.golomb(1) + 2
    if n > 255:
        raise BitsError("too many options")
    if kind == "multi":
        return Multi(n, tuple(bool(reader.read(1)) for _ in range(n)))
    if kind == "match":
        m = reader.golomb(1) + 2
        return Match(n, m, tuple(_below(reader, m + 1) for _ in range(n)))
    if kind == "single":
        return Single(n, _checked(reader.read(width(n)), n))
    return Order(n, permutation(n, _checked(reader.read(width(factorial(n))), factorial(n))))


def _below(reader: BitReader, count: int) -> int | None:
    partner = _checked(reader.read(width(count)), count)
    return None if partner == 0 else partner - 1


def _checked(value: int, count: int) -> int:
    if value >= count:
        raise BitsError("an ordinal is too large")
    return value
