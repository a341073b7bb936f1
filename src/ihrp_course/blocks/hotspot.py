"""`hotspot`: places in a picture, always with an equal list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import Struct

from ihrp_course.blocks._several import SeveralSettings, several_key
from ihrp_course.blocks._split import with_parts
from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    Reading,
    about,
    family,
    fixed,
    option_items,
    setting_help,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Item, Prose, Shape

_NUMBER = r"(\d{1,3}(?:\.\d+)?)%"
_REGION = re.compile(
    rf"\s*\((?:rect {_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER}|circle {_NUMBER} {_NUMBER} {_NUMBER})\)\s*$"
)


class Settings(SeveralSettings, frozen=True, kw_only=True):
    image: Annotated[str, about("the picture's path from the course folder: assets/room.webp")]
    alt: Annotated[str, about("what the picture shows, in a sentence")] = ""


class Region(Struct, frozen=True):
    """A place in the picture, in percent of its width and height from its top left corner."""

    text: Prose
    feedback: Prose | None
    is_key: bool
    slug: str
    left: float
    top: float
    width: float
    height: float
    is_round: bool


class Hotspot(Struct, frozen=True):
    image: str
    alt: str
    regions: tuple[Region, ...]

    def prose(self) -> Iterator[Prose]:
        for region in self.regions:
            yield region.text
            if region.feedback is not None:
                yield region.feedback

    @property
    def keys(self) -> list[int]:
        return [place for place, region in enumerate(self.regions) if region.is_key]


def _read(reading: Reading) -> Hotspot | None:
    settings = reading.settings
    if not settings.alt:
        reading.refuse(
            "no-alt",
            "this picture has no text alternative",
            help=setting_help(reading.node, "alt", "add `alt: what the picture shows`"),
        )
    items = option_items(reading)
    regions = [region for item in items if (region := _region(reading, item))]
    content = Hotspot(settings.image, settings.alt, tuple(regions))
    if items and not any(item.mark for item in items):
        reading.refuse("no-key", "no place is marked as right", help="mark it with `- [x]`")
        return None
    if items and all(item.mark for item in items):
        reading.refuse(
            "all-keys", "every place is right", help="add places that are wrong with `- [ ]`"
        )
        return None
    return content if items and len(regions) == len(items) else None


def _region(reading: Reading, item: Item) -> Region | None:
    found = _REGION.search(item.raw)
    last = item.text.parts[-1] if item.text.parts else ""
    if found is None or not isinstance(last, str):
        reading.refuse(
            "hotspot-region",
            "this line does not say where in the picture it is",
            help="end it with `(rect 10% 20% 30% 15%)`, which is left, top, width, height, or `(circle 50% 50% 10%)`",
            span=item.span,
        )
        return None
    numbers = [float(number) for number in found.groups() if number is not None]
    is_round = len(numbers) == 3
    if is_round:
        x, y, r = numbers
        numbers = [x - r, y - r, 2 * r, 2 * r]
    left, top, width, height = numbers
    if left < 0 or top < 0 or left + width > 100 or top + height > 100 or not width or not height:
        reading.refuse(
            "hotspot-outside",
            "this place lies outside the picture, or has no size",
            help="all four sides must lie within 0% and 100%",
            span=item.span,
        )
        return None
    text = with_parts(item.text, (*item.text.parts[:-1], last[: last.rfind("(")].rstrip()))
    return Region(
        text, item.feedback, bool(item.mark), item.slug, left, top, width, height, is_round
    )


def _families(content: Hotspot) -> tuple[Family, ...]:
    return (family("regions", [(region.text, region.slug) for region in content.regions]),)


def _payload(content: Hotspot) -> Payload:
    kind: Literal["single", "multi"] = "single" if len(content.keys) == 1 else "multi"
    return Payload(kind=kind, n=len(content.regions))


def _key(content: Hotspot, settings: Settings, ordinals: Ordinals) -> dict[str, Any]:
    return several_key(ordinals["regions"], content.keys, settings)


def _key_text(content: Hotspot, settings: Any) -> str:
    return "|".join(sorted(r.slug or r.text.text for r in content.regions if r.is_key))


TYPE = BlockType(
    shape=Shape("options", QUESTION_LABELS),
    settings=Settings,
    read=_read,
    seconds=fixed(80),
    is_judged=True,
    interaction=lambda content: "choice",
    payload=_payload,
    families=_families,
    key=_key,
    key_text=_key_text,
    assets=lambda content: (content.image,),
)
