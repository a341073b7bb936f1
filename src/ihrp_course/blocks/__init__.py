"""One stem per block type: `choice.py` reads it, `choice.html` shows it, `choice.js` brings it to life.

A new type is a new stem; nothing else lists the types. A missing brother is an ImportError. A type is
imported when a course first uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from ihrp_course.blocks._type import BlockType
from ihrp_course.parse.tree import Shape

FOLDER = Path(__file__).parent
Value = TypeVar("Value")


class _ByKind(Mapping[str, Value]):
    """What is found out about a kind when it is first asked for; the kinds are the stems."""

    def __init__(self, find: Callable[[str], Value]) -> None:
        self._find = find
        self._known: dict[str, Value] = {}
        stems = (file.stem for file in FOLDER.glob("*.py"))
        self._kinds = sorted(stem for stem in stems if not stem.startswith("_"))

    def __getitem__(self, kind: str) -> Value:
        if kind not in self._known:
            if kind not in self._kinds:
                raise KeyError(kind)
            self._known[kind] = self._find(kind)
        return self._known[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __contains__(self, kind: object) -> bool:
        return kind in self._kinds


def _load(kind: str) -> BlockType:
    block_type: BlockType = import_module(f"{__name__}.{kind}").TYPE
    for suffix in (".html", ".js") if block_type.has_script else (".html",):
        if not (FOLDER / f"{kind}{suffix}").is_file():
            raise ImportError(f"blocks/{kind}.py has no brother {kind}{suffix}")
    return block_type


TYPES: Mapping[str, BlockType] = _ByKind(_load)
"""Every block type by kind."""

SHAPES: Mapping[str, Shape] = _ByKind(lambda kind: TYPES[kind].shape)
"""What the parser has to know of each kind."""
