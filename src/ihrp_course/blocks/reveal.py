"""`reveal`: text behind a button."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, about, nothing
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings, frozen=True, kw_only=True):
    label: Annotated[str, about("what stands on the button", min_length=1)]


class Reveal(Struct, frozen=True):
    label: str

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Reveal:
    return Reveal(reading.settings.label)


TYPE = BlockType(shape=Shape("prose"), settings=Settings, read=_read, has_script=False)
