"""`callout`: a passage that stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from pydantic import Field

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, nothing
from ihrp_course.parse.tree import Prose, Shape

CalloutKind = Literal["note", "safety", "takeaways", "bridge", "vignette", "hook"]


class Settings(BlockSettings):
    kind: CalloutKind = Field("note", description="what the passage is for")


class Callout(Struct, frozen=True):
    kind: CalloutKind

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Callout:
    return Callout(reading.settings.kind)


TYPE = BlockType(
    shape=Shape("prose"), settings=Settings, read=_read, needs_id=False, has_script=False
)
