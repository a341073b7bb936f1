"""Regular expressions of authors: what a match must hold, and which patterns never end.

Both are read off the parsed pattern. The first makes `check` fast: a pattern runs only over texts that hold
one of its needles. A pattern that could take for ever is refused before it runs (decision 0007).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

_PARSER: Any = import_module("re._parser")

MANY = 16
"""A repetition that may go on longer counts as one without a limit."""
_MOST_WIDE = 2
_MOST_TEXTS = 24
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_ALL_REPEATS = (*_REPEATS, "POSSESSIVE_REPEAT")
_WHOLE = re.compile(rb"(?<= )[^ ]+(?= )")
_PIECE = re.compile(" ?[^ ]+(?: [^ ]+)* ?")  # two blanks may be anything that is not searched
_ASCII = re.compile(r"\(\?\w*a")
_EDGE = "|"  # of a word, between two characters
_FOLDED = {"ſ": "s", "ı": "i", "İ": "i", "\u212a": "k"}
_PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(256))


def fold(text: str) -> bytes:
    """A byte for each character, as a search without regard to case sees it; signs are blanks.

    So are letters beyond Latin-1, which no needle holds.
    """
    for letter, plain in _FOLDED.items():
        if letter in text:
            text = text.replace(letter, plain)
    return text.encode("latin-1", "replace").translate(_PLAIN)


@cache
def _tree(pattern: str, flags: int) -> Any:
    return _PARSER.parse(pattern, flags)


class Needle(NamedTuple):
    """Folded text that a match holds; a blank at either end is a sign, or where a word begins or ends."""

    text: bytes
    words: frozenset[bytes]  # the whole words in it


def needles(pattern: str, flags: int) -> tuple[Needle, ...]:
    """Texts of which every match holds at least one; none when nothing can be said."""
    if _ASCII.search(pattern):
        return ()  # a word ends elsewhere then
    found = (text.encode() for text in sorted(_needles(_tree(pattern, flags))))
    return tuple(Needle(text, frozenset(_WHOLE.findall(text))) for text in found)


def _needles(sequence: Any) -> frozenset[str]:
    """The best of what each piece asks for: long words first, then few of them."""
    found: list[Iterable[str]] = []
    run = [""]  # what must stand before the next piece
    for operation, value in sequence:
        name = operation.name
        texts = _piece_texts(name, value)
        if name == "ASSERT":
            ahead = _sequence_texts(value[1]) if value[0] > 0 else None
            found.append(_joined(run, ahead) if ahead else _needles(value[1]))
        if texts is not None and len(run) * len(texts) <= _MOST_TEXTS:
            run = _joined(run, texts)
            continue
        found.append(run)
        run = [""] if texts is None else texts
        if name == "BRANCH":
            parts = [_needles(branch) for branch in value[1]]
            found.append(frozenset().union(*parts) if all(parts) else ())
        elif name not in _ALL_REPEATS or value[0] > 0:
            found += [_needles(body) for body in _bodies(name, value)]
    found.append(run)
    return max(map(_fewest, found), key=_worth, default=frozenset())


def _fewest(texts: Iterable[str]) -> frozenset[str]:
    """Without those that hold another one; none when a search for them would not pay."""
    plain = {max(_PIECE.findall(text.replace(_EDGE, " ")), key=len, default="") for text in texts}
    few = {text for text in plain if not any(each in text for each in plain - {text})}
    pays = len(few) <= _MOST_TEXTS and all(text.strip() and len(text) > 2 for text in few)
    return frozenset(few if pays else ())


def _worth(texts: frozenset[str]) -> tuple[int, int, int]:
    """Long words are rare."""
    longest = (max(map(len, text.split())) for text in texts)
    return min(longest, default=0), min(map(len, texts), default=0), -len(texts)


def _sequence_texts(sequence: Any) -> list[str] | None:
    """All texts that it takes, when they are few."""
    run = [""]
    for operation, value in sequence:
        texts = _piece_texts(operation.name, value)
        if texts is None or len(run) * len(texts) > _MOST_TEXTS:
            return None
        run = _joined(run, texts)
    return run


def _piece_texts(name: str, value: Any) -> list[str] | None:
    """All texts that a piece takes, folded, when they are few; `_EDGE` where a word begins or ends."""
    if name == "LITERAL":
        sign = chr(value)
        return [sign.lower() if sign.isalnum() else " "] if sign.isascii() else None
    if name == "AT":
        return [_EDGE] if value.name == "AT_BOUNDARY" else [""]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [""]
    if name == "BRANCH":
        return _union([_sequence_texts(branch) for branch in value[1]])
    if name == "IN":
        return _union([_piece_texts(kind.name, each) for kind, each in value])
    if name == "CATEGORY":
        return [" "] if value.name == "CATEGORY_SPACE" else None
    if name in _ALL_REPEATS and value[1] > 1:
        return None
    parts = [_sequence_texts(body) for body in _bodies(name, value)]
    return _union([*parts, [""]] if name in _ALL_REPEATS and value[0] == 0 else parts)


def _union(parts: list[list[str] | None]) -> list[str] | None:
    found: dict[str, None] = {}
    for part in parts:
        if part is None:
            return None
        found.update(dict.fromkeys(part))
    return list(found) if 0 < len(found) <= _MOST_TEXTS else None


def _joined(before: list[str], after: list[str]) -> list[str]:
    """Each with each; an edge takes no room beside a blank or another edge."""
    found: dict[str, None] = {}
    for left in before:
        for right in after:
            if left.endswith(_EDGE) and right.startswith((" ", _EDGE)):
                found[left[:-1] + right] = None
            elif left.endswith(" ") and right.startswith(_EDGE):
                found[left + right[1:]] = None
            else:
                found[left + right] = None
    return list(found)


def danger(pattern: str, flags: int) -> str:
    """Why a search with it may take for ever; empty when it does not."""
    tree = _tree(pattern, flags)
    return next(_nested(tree, False), "") or _many(tree)


def _bodies(name: str, value: Any) -> list[Any]:
    if name == "BRANCH":
        return list(value[1])
    if name == "SUBPATTERN":
        return [value[3]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [value[1]]
    if name == "ATOMIC_GROUP":
        return [value]
    if name in _ALL_REPEATS:
        return [value[2]]
    return []


def _nested(sequence: Any, is_repeated: bool) -> Iterator[str]:
    for operation, value in sequence:
        name = operation.name
        is_long = name in _REPEATS and value[1] >= MANY and value[0] != value[1]
        if is_repeated and is_long:
            yield "a repetition stands inside a repetition"
        if is_repeated and name == "BRANCH" and _begin_alike(value[1]):
            yield "alternatives that begin alike stand inside a repetition"
        inner = (is_repeated and name not in ("ATOMIC_GROUP", "POSSESSIVE_REPEAT")) or is_long
        for body in _bodies(name, value):
            yield from _nested(body, inner)


def _begin_alike(branches: list[Any]) -> bool:
    """Whether two alternatives may begin with the same character, or one may be empty."""
    firsts = []
    for branch in branches:
        items = list(branch)
        if not items or items[0][0].name != "LITERAL":
            return True
        firsts.append(chr(items[0][1]).lower())
    return len(set(firsts)) < len(firsts)


def _many(sequence: Any) -> str:
    if _wide(sequence) > _MOST_WIDE:
        return f"more than {_MOST_WIDE} repetitions of any character stand in a row"
    return ""


def _wide(sequence: Any) -> int:
    """Repetitions without a limit whose body takes nearly everything, on the worst way through."""
    total = 0
    for operation, value in sequence:
        name = operation.name
        if name in _REPEATS and value[1] >= MANY and _is_broad(value[2]):
            total += 1
        else:
            total += max((_wide(body) for body in _bodies(name, value)), default=0)
    return total


def _is_broad(body: Any) -> bool:
    """Whether it goes on over words and blanks alike."""
    return any(
        operation.name in ("ANY", "NOT_LITERAL")
        or (operation.name == "IN" and any(_is_open(*each) for each in value))
        for operation, value in body
    )


def _is_open(kind: Any, value: Any) -> bool:
    return str(kind) == "NEGATE" or (str(kind) == "CATEGORY" and "NOT" in str(value))
