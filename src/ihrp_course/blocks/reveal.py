"""`reveal`: text behind a button."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from pydantic import Field

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, nothing
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings):
    label: str = Field(min_length=1, description="what stands on the button")


class Reveal(Struct, frozen=True):
    label: str

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Reveal:
    return Reveal(reading.settings.label)


TYPE = BlockType(shape=Shape("prose"), settings=Settings, read=_read, has_script=False)
