"""`callout`: a passage that stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Struct

from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, about, nothing
from ihrp_course.parse.tree import Prose, Shape

CalloutKind = Literal["note", "safety", "takeaways", "bridge", "vignette", "hook"]


class Settings(BlockSettings, frozen=True):
    kind: Annotated[CalloutKind, about("what the passage is for")] = "note"


class Callout(Struct, frozen=True):
    kind: CalloutKind

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Callout:
    return Callout(reading.settings.kind)


TYPE = BlockType(
    shape=Shape("prose"), settings=Settings, read=_read, needs_id=False, has_script=False
)
