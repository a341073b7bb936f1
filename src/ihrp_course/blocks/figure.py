"""`figure`: a picture with a caption, a text alternative and a long description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from ihrp_course.blocks._type import (
    BlockSettings,
    BlockType,
    Reading,
    about,
    nothing,
    setting_help,
)
from ihrp_course.parse.tree import Prose, Shape


class Settings(BlockSettings, frozen=True, kw_only=True):
    image: Annotated[str, about("the picture's path from the course folder: assets/name.svg")]
    alt: Annotated[str, about("what the picture is for, in a sentence")] = ""
    credit: Annotated[str, about("who made it, under which licence")] = ""
    decorative: Annotated[bool, about("it says nothing that the text does not")] = False


class Figure(Struct, frozen=True):
    image: str
    alt: str
    credit: str
    is_decorative: bool

    def prose(self) -> Iterator[Prose]:
        return nothing()


def _read(reading: Reading) -> Figure:
    settings = reading.settings
    if not settings.alt and not settings.decorative:
        reading.refuse(
            "no-alt",
            "this picture has no text alternative",
            help=setting_help(
                reading.node,
                "alt",
                "add `alt: what the picture is for`, or `decorative: yes` if it adds nothing",
            ),
        )
    return Figure(settings.image, settings.alt, settings.credit, settings.decorative)


TYPE = BlockType(
    shape=Shape("prose", ("Long",)),
    settings=Settings,
    read=_read,
    has_script=False,
    assets=lambda content: (content.image,),
)
