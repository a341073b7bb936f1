"""`care`: what comes next may be hard to read, and a way round it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, Words, about, nothing
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings, frozen=True):
    topics: Annotated[Words, about("what it is about: overdose | loss")] = ()
    skip_to: Annotated[str, about("id of the heading of this lesson to go on from")] = ""


class Care(Struct, frozen=True):
    """`skip_to` is a heading's id as the author typed it, without `#`."""

    topics: tuple[str, ...]
    skip_to: str

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Care:
    return Care(reading.settings.topics, reading.settings.skip_to.removeprefix("#"))


TYPE = BlockType(shape=Shape("prose"), settings=Settings, read=_read, has_script=False)
