"""`worksheet`: private writing. It declares no interaction, so it has no path to the LMS."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Annotated, Any, Literal, cast

from msgspec import Struct

from ihrp_course.blocks._split import with_parts
from ihrp_course.blocks._type import BlockSettings, BlockType, Reading, about, split_bar
from ihrp_course.parse.tree import Item, Prose, Shape

FieldKind = Literal["short", "long", "0-10", "check", "choose", "date"]
_FIELD = re.compile(r"\s*\{(short|long|0-10|date|(check|choose):\s*([^{}]*))\}\s*$")


class Settings(BlockSettings, frozen=True, kw_only=True):
    title: Annotated[str, about("what it is called, on the page and on paper")]
    private: Annotated[
        Literal["device", "none"],
        about("device: kept on the learner's device by choice; none: not even kept"),
    ] = "device"
    print: Annotated[bool, about("whether it can be printed")] = True


class WorksheetField(Struct, frozen=True):
    """One thing to fill in. `choices` for `check` and `choose` only."""

    text: Prose
    kind: FieldKind
    choices: tuple[str, ...]
    slug: str


class Worksheet(Struct, frozen=True):
    title: str
    is_kept: bool
    is_printable: bool
    fields: tuple[WorksheetField, ...]

    def prose(self) -> Iterator[Prose]:
        return (each.text for each in self.fields)


def _field(item: Item, reading: Reading) -> WorksheetField | None:
    found = _FIELD.search(item.raw)
    last = item.text.parts[-1] if item.text.parts else ""
    if found is None or not isinstance(last, str):
        reading.refuse(
            "worksheet-field",
            "this line does not say what is to be filled in",
            help="end it with {short}, {long}, {0-10}, {date}, {check: a | b} or {choose: a | b}",
            span=item.span,
        )
        return None
    kind = found.group(2) or found.group(1)
    choices = split_bar(found.group(3) or "")
    assert isinstance(choices, tuple)
    shown = escape(found.group().strip(), quote=False)
    text = with_parts(item.text, (*item.text.parts[:-1], last[: last.rfind(shown)].rstrip()))
    return WorksheetField(text, cast(FieldKind, kind), choices, item.slug)


def _read(reading: Reading) -> Worksheet | None:
    fields = [field for item in reading.node.items if (field := _field(item, reading))]
    if not reading.node.items:
        reading.refuse(
            "too-few-parts",
            "a worksheet has at least one numbered line",
            help="write `1. Your question {short}`",
        )
    settings = reading.settings
    return Worksheet(settings.title, settings.private == "device", settings.print, tuple(fields))


def _seconds(content: Any) -> int:
    return 45 * len(content.fields)


TYPE = BlockType(shape=Shape("items"), settings=Settings, read=_read, seconds=_seconds)
