"""Bits, Exp-Golomb numbers, base64url and CRC-16: what the suspended state is written with.

The twin of `player/bits.js`; the two must agree bit for bit.
"""

from __future__ import annotations

import base64
import binascii
import re


class BitsError(ValueError):
    """The bits end too early, or say something that no writer writes."""


class BitWriter:
    """Collects bits, most significant first."""

    def __init__(self) -> None:
        self._bits: list[int] = []

    def write(self, value: int, width: int) -> None:
        """Append `value` in `width` bits."""
        if value < 0 or value >> width:
            raise ValueError(f"{value} does not fit into {width} bits")
        self._bits += [value >> place & 1 for place in range(width - 1, -1, -1)]

    def golomb(self, value: int, order: int) -> None:
        """Append `value` as an Exp-Golomb code: short for what is near 0, any size possible."""
        head = (value >> order) + 1
        self.write(0, head.bit_length() - 1)
        self.write(head, head.bit_length())
        self.write(value & ((1 << order) - 1), order)

    def to_bytes(self) -> bytes:
        """All bits, the last byte filled with zeros."""
        bits = self._bits + [0] * (-len(self._bits) % 8)
        return bytes(
            int("".join(map(str, bits[place : place + 8])), 2) for place in range(0, len(bits), 8)
        )


class BitReader:
    """Takes bits from the front."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data)
        self._left = len(data) * 8

    def read(self, width: int) -> int:
        """The next `width` bits as a number."""
        if width > self._left:
            raise BitsError("the bits end too early")
        self._left -= width
        return self._value >> self._left & ((1 << width) - 1)

    def golomb(self, order: int) -> int:
        """The next Exp-Golomb code of this order."""
        zeros = 0
        while not self.read(1):
            zeros += 1
            if zeros > 30:
                raise BitsError("a number is too large")
        return (((1 << zeros | self.read(zeros)) - 1) << order) + self.read(order)

    def finish(self) -> None:
        """Check that nothing is left but the filling of the last byte."""
        if self._left > 7 or self.read(self._left):
            raise BitsError("there is more than was expected")


def golomb_bits(value: int, order: int) -> int:
    """Length in bits of an Exp-Golomb code."""
    return 2 * ((value >> order) + 1).bit_length() - 1 + order


def crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: notices every change within 16 neighbouring bits."""
    return binascii.crc_hqx(data, 0xFFFF)


def to_base64url(data: bytes) -> str:
    """`data` in `A-Z a-z 0-9 - _`, without padding."""
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def from_base64url(text: str) -> bytes:
    """The bytes of `text`; refuses every spelling that `to_base64url` does not write."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", text) or len(text) % 4 == 1:
        raise BitsError("not base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(data) != text:
        raise BitsError("not base64url")
    return data
