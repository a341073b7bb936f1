"""A zip read as if it meant harm: its list first, its contents in small pieces, nothing unpacked.

`zipfile` makes an object of every entry before anything can be counted, hides what it mends, and inflates what
an entry holds at once. Here every number is bounded before it is used: at most `MAX_ENTRIES` entries and
`MAX_LIST` bytes of list are read, and an entry gives `PIECE` bytes at a time, never more than it declared.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Literal

from msgspec import Struct

STORED, DEFLATED = 0, 8
MAX_ENTRIES = 65_535  # what the plain format can count; some readers go no further
MAX_LIST = 32 << 20
PIECE = 1 << 18

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_LISTED = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_UTF8, _ENCRYPTED = 0x800, 0x2041  # plain, strong and masked encryption: APPNOTE 4.4.4

Trouble = Literal[
    "not-a-zip", "zip-truncated", "zip-damaged", "zip-many-disks", "zip-too-many-files"
]


class ZipTrouble(Exception):
    """The archive, or one entry, cannot be read; `kind` is the rule that says so."""

    def __init__(self, kind: Trouble, message: str) -> None:
        self.kind = kind
        super().__init__(message)


class Entry(Struct, frozen=True):
    """One line of the archive's list."""

    name: str
    is_utf8: bool  # else its name is in the old code page 437
    size: int
    packed: int
    offset: int  # of its local header, from the file's start
    method: int
    is_encrypted: bool
    crc: int
    mode: int  # Unix mode, 0 where the list has none

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")

    @property
    def is_symlink(self) -> bool:
        return self.mode & 0o170000 == 0o120000


class Archive(Struct, frozen=True):
    """The list of a zip."""

    size: int
    entries: tuple[Entry, ...]
    before: int = 0  # bytes before the first entry that belong to no zip
    after: int = 0  # and behind the end record
    list_at: int = 0  # where the list begins: no entry's data may reach it


def read_list(stream: BinaryIO) -> Archive:
    """The list of the zip. Raises ZipTrouble where there is none, or none that can be trusted."""
    size = stream.seek(0, 2)
    tail_at = max(0, size - 65_557)
    tail = _at(stream, tail_at, size - tail_at)
    found = tail.rfind(b"PK\5\6")
    if found < 0 or len(tail) - found < _END.size:
        if _at(stream, 0, 4) in (b"PK\3\4", b"PK\5\6"):
            raise ZipTrouble("zip-truncated", "the list at the zip's end is missing")
        raise ZipTrouble("not-a-zip", "the file is empty" if not size else "this is no zip")
    _, disk, list_disk, _, count, length, declared, comment = _END.unpack_from(tail, found)
    end_at = tail_at + found
    after = len(tail) - found - _END.size - comment
    if after < 0:
        raise ZipTrouble("zip-truncated", "the zip's end record is cut short")
    list_end = end_at
    if 0xFFFF in (disk, count) or 0xFFFFFFFF in (length, declared):
        wide = _wide_end(stream, end_at)
        if wide:
            list_end, disk, list_disk, count, length, declared = wide
    if disk or list_disk:
        raise ZipTrouble("zip-many-disks", "the zip is one part of several")
    list_at = list_end - length
    if list_at < 0 or list_at < declared:
        raise ZipTrouble("zip-damaged", "the end record points outside the file")
    if count > MAX_ENTRIES or length > MAX_LIST:
        raise ZipTrouble("zip-too-many-files", f"the zip lists {count:,} entries")
    before = list_at - declared
    entries = tuple(_listed(_at(stream, list_at, length), before))
    return Archive(size, entries, before, after, list_at)


def pieces(stream: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """What the entry holds, a piece at a time, checked against its size and sum.

    Raises ZipTrouble where it holds something else than its line in the list says.
    """
    head = _at(stream, entry.offset, _LOCAL.size)
    if len(head) < _LOCAL.size or head[:4] != b"PK\3\4":
        raise ZipTrouble("zip-damaged", "no entry stands where the list says")
    if entry.is_encrypted or entry.method not in (STORED, DEFLATED):
        raise ZipTrouble("zip-damaged", "the entry is encrypted or packed in an unknown way")
    name_length, extra_length = _LOCAL.unpack(head)[-2:]
    at = entry.offset + _LOCAL.size + name_length + extra_length
    name = _at(stream, entry.offset + _LOCAL.size, name_length)
    if name.decode("utf-8" if entry.is_utf8 else "cp437", "replace") != entry.name:
        raise ZipTrouble("zip-damaged", "it has another name than in the list")
    total, crc = 0, 0
    for piece in _unpacked(stream, at, entry):
        total += len(piece)
        if total > entry.size:
            raise ZipTrouble("zip-damaged", f"it holds more than the {entry.size:,} bytes declared")
        crc = zlib.crc32(piece, crc)
        yield piece
    if total != entry.size:
        raise ZipTrouble("zip-damaged", f"it holds {total:,} bytes, not {entry.size:,}")
    if crc != entry.crc:
        raise ZipTrouble("zip-damaged", "its contents do not match their checksum")


def _unpacked(stream: BinaryIO, at: int, entry: Entry) -> Iterator[bytes]:
    left = entry.packed
    inflater = zlib.decompressobj(-15) if entry.method == DEFLATED else None
    while left > 0:
        raw = _at(stream, at, min(left, PIECE))
        if not raw:
            raise ZipTrouble("zip-damaged", "its data ends early")
        at += len(raw)
        left -= len(raw)
        if inflater is None:
            yield raw
            continue
        while raw:
            try:
                yield inflater.decompress(raw, PIECE)
            except zlib.error:
                raise ZipTrouble("zip-damaged", "its data cannot be unpacked") from None
            raw = inflater.unconsumed_tail
    if inflater is not None and not inflater.eof:
        yield inflater.flush()  # what is left is less than a window


def _at(stream: BinaryIO, offset: int, length: int) -> bytes:
    stream.seek(offset)
    return stream.read(length)


def _wide_end(stream: BinaryIO, end_at: int) -> tuple[int, int, int, int, int, int] | None:
    """The end record of a zip64, as (where it stands, disk, disk, count, length, offset)."""
    if end_at < _LOCATOR.size:
        return None
    signature, _, at, _ = _LOCATOR.unpack(_at(stream, end_at - _LOCATOR.size, _LOCATOR.size))
    if signature != b"PK\6\7":
        return None
    raw = _at(stream, at, _END64.size) if at < end_at else b""
    if len(raw) < _END64.size or raw[:4] != b"PK\6\6":
        raise ZipTrouble("zip-damaged", "the zip64 end record is missing")
    _, _, _, _, disk, list_disk, _, count, length, declared = _END64.unpack(raw)
    return at, disk, list_disk, count, length, declared


def _listed(raw: bytes, before: int) -> Iterator[Entry]:
    at, count = 0, 0
    while at < len(raw):
        if len(raw) - at < _LISTED.size or raw[at : at + 4] != b"PK\1\2":
            raise ZipTrouble("zip-damaged", "the list at the zip's end is broken")
        count += 1
        if count > MAX_ENTRIES:
            raise ZipTrouble("zip-too-many-files", f"the zip lists over {MAX_ENTRIES:,} entries")
        (_, made_by, _, flags, method, _, _, crc, packed, size, name_length, extra_length,
         comment_length, _, _, attributes, offset) = _LISTED.unpack_from(raw, at)  # fmt: skip
        name = raw[at + _LISTED.size : at + _LISTED.size + name_length]
        extra_at = at + _LISTED.size + name_length
        if 0xFFFFFFFF in (size, packed, offset):
            extra = raw[extra_at : extra_at + extra_length]
            size, packed, offset = _wide(extra, size, packed, offset)
        is_utf8 = bool(flags & _UTF8) or name.isascii()
        yield Entry(
            name.decode("utf-8", "replace") if is_utf8 else name.decode("cp437"),
            is_utf8,
            size,
            packed,
            offset + before,
            method,
            bool(flags & _ENCRYPTED),
            crc,
            attributes >> 16 if made_by >> 8 == 3 else 0,
        )
        at = extra_at + extra_length + comment_length


def _wide(extra: bytes, *values: int) -> tuple[int, int, int]:
    """The zip64 values in the place of those that are all ones (APPNOTE 4.5.3)."""
    at, given = 0, b""
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, at)
        if tag == 1:
            given = extra[at + 4 : at + 4 + length]
        at += 4 + length
    whole = list(struct.unpack_from(f"<{len(given) // 8}Q", given))
    size, packed, offset = (
        whole.pop(0) if value == 0xFFFFFFFF and whole else value for value in values
    )
    return size, packed, offset
