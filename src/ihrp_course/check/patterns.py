"""Regular expressions of authors: which words a match must hold, and which patterns never end.

Both are read off the parsed pattern. The words make `check` fast: a pattern runs only over texts that hold
one of them. A pattern that could take for ever is refused before it runs (decision 0007).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

_PARSER: Any = import_module("re._parser")

MANY = 16
"""A repetition that may go on longer counts as one without a limit."""
_MOST_WIDE = 2
_MOST_WORDS = 24
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
_FOLDED = {"ſ": "s", "ı": "i", "İ": "i", "K": "k"}
_PLAIN = bytes(ord(chr(code).lower()) if chr(code).isalnum() else 32 for code in range(256))
_WORD_END = "AT_BOUNDARY"


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


def needles(pattern: str, flags: int) -> frozenset[str]:
    """Words of which every match holds at least one, in folded text; none when nothing can be said.

    A blank at either end says that the word begins or ends there.
    """
    return _needles(_tree(pattern, flags))


def _needles(sequence: Any) -> frozenset[str]:
    """The best of what each piece asks for: long words first, then few of them."""
    found: list[frozenset[str]] = []
    run = ""
    for operation, value in sequence:
        name = str(operation)
        sign = chr(value) if name == "LITERAL" else " " if str(value) == _WORD_END else ""
        if sign.isascii() and sign.isalnum():
            run += sign.lower()
            continue
        is_gap = sign.isascii() and sign != ""
        found.append(frozenset({run + " " if is_gap and run.strip() else run}))
        run = " " if is_gap else ""
        if name == "BRANCH":
            parts = [_needles(branch) for branch in value[1]]
            found.append(frozenset().union(*parts) if all(parts) else frozenset())
        elif name == "SUBPATTERN":
            found.append(_needles(value[3]))
        elif name == "ATOMIC_GROUP":
            found.append(_needles(value))
        elif (name in _REPEATS or name == "POSSESSIVE_REPEAT") and value[0] > 0:
            found.append(_needles(value[2]))
        elif name == "ASSERT":
            found.append(_needles(value[1]))
    found.append(frozenset({run}))
    useful = [
        each for each in found if each and min(map(_size, each)) > 2 and len(each) <= _MOST_WORDS
    ]
    return max(useful, key=lambda each: (min(map(_size, each)), -len(each)), default=frozenset())


def _size(word: str) -> int:
    """A blank says about as much as a letter, but not alone."""
    return len(word) if word.strip() else 0


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
    if name in _REPEATS or name == "POSSESSIVE_REPEAT":
        return [value[2]]
    return []


def _nested(sequence: Any, is_repeated: bool) -> Iterator[str]:
    for operation, value in sequence:
        name = str(operation)
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
        if not items or str(items[0][0]) != "LITERAL":
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
        name = str(operation)
        if name in _REPEATS and value[1] >= MANY and _is_broad(value[2]):
            total += 1
        else:
            total += max((_wide(body) for body in _bodies(name, value)), default=0)
    return total


def _is_broad(body: Any) -> bool:
    """Whether it goes on over words and blanks alike."""
    return any(
        str(operation) in ("ANY", "NOT_LITERAL")
        or (str(operation) == "IN" and any(_is_open(*each) for each in value))
        for operation, value in body
    )


def _is_open(kind: Any, value: Any) -> bool:
    return str(kind) == "NEGATE" or (str(kind) == "CATEGORY" and "NOT" in str(value))
