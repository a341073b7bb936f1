"""What was worked out before, for as long as its grounds stay the same (decision 0012).

A stage asks its memory instead of calling one of its own functions, where that takes long and depends on little. Such a
function is pure: what it gives hangs on its arguments alone, and nobody changes it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Value = TypeVar("Value")

_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


class Memory:
    """Of one process; a command that ends soon has one too, from package to package."""

    def __init__(self) -> None:
        self._before: dict[Hashable, tuple[Any, tuple[Any, ...]]] = {}
        self._now: dict[Hashable, tuple[Any, tuple[Any, ...]]] = {}

    def of(self, make: Callable[..., Value], *grounds: Any) -> Value:
        """`make(*grounds)`, or what it gave for the same grounds.

        Plain values are the same when they are equal, tuples when their members are, all else when it is one object.
        """
        key = (make, *map(_mark, grounds))
        known = self._now.get(key) or self._before.get(key)
        if known is None:
            known = (make(*grounds), grounds)
        self._now[key] = known
        value: Value = known[0]
        return value

    def knows(self, make: Callable[..., Any], *grounds: Any) -> bool:
        """Whether `of` has the answer."""
        key = (make, *map(_mark, grounds))
        return key in self._now or key in self._before

    def keep(self, value: Value, make: Callable[..., Value], *grounds: Any) -> None:
        """Remember what was made of these grounds elsewhere."""
        self._now[make, *map(_mark, grounds)] = (value, grounds)

    def same(self, name: Hashable, value: Value) -> Value:
        """The value that went by this name before, if it equals this one: as a ground it is the same then."""
        key = ("same", name)
        known = self._now.get(key) or self._before.get(key)
        if known is None or known[0] != value:
            known = (value, ())
        self._now[key] = known
        kept: Value = known[0]
        return kept

    @property
    def size(self) -> int:
        """How many things are remembered."""
        return len(self._before.keys() | self._now.keys())

    def forget(self) -> None:
        """Let go of what nobody has asked for since the last time."""
        self._before, self._now = self._now, {}


def _mark(ground: object) -> Hashable:
    """What is equal for the same grounds. An object is kept beside its number, which so stays its own."""
    kind = ground.__class__
    if kind in _PLAIN:
        return kind, ground
    if isinstance(ground, tuple):
        return (kind, *map(_mark, ground))
    return id(ground)
