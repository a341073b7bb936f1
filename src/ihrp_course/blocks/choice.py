"""`choice`: one key among options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    family,
    fixed,
    option_items,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Prose, Shape


class Option(Struct, frozen=True):
    text: Prose
    feedback: Prose | None
    is_key: bool
    slug: str


class Options(Struct, frozen=True):
    """The content of `choice` and `multi`."""

    options: tuple[Option, ...]

    def prose(self) -> Iterator[Prose]:
        for option in self.options:
            yield option.text
            if option.feedback is not None:
                yield option.feedback

    @property
    def keys(self) -> list[int]:
        """Places of the right options, in source order."""
        return [place for place, option in enumerate(self.options) if option.is_key]


def read_options(reading: Reading) -> Options:
    """The marked list as options; `choice` and `multi` judge the number of keys themselves."""
    return Options(
        tuple(
            Option(item.text, item.feedback, bool(item.mark), item.slug)
            for item in option_items(reading)
        )
    )


def option_families(content: Options) -> tuple[Family, ...]:
    return (family("options", [(option.text, option.slug) for option in content.options]),)


def option_key_text(content: Options, settings: Any) -> str:
    """What is right, as text: when it changes, the meaning has changed."""
    return "|".join(sorted(o.slug or o.text.text for o in content.options if o.is_key))


def _read(reading: Reading) -> Options | None:
    content = read_options(reading)
    count = len(content.keys)
    if content.options and count == 0:
        number = len(content.options)
        reading.refuse(
            "no-key",
            "this question has no key",
            f"none of its {number} options is marked",
            "mark the right one with `- [x]`, or use `scale` if there is no right answer",
        )
    elif count > 1:
        reading.refuse(
            "many-keys",
            f"a `choice` has one key; {count} options are marked",
            help="mark one with `- [x]`, or use `multi`",
        )
    return content if count == 1 else None


def _key(content: Options, settings: Any, ordinals: Ordinals) -> dict[str, Any]:
    codes = ordinals["options"]
    return {"n": max(codes) + 1, "key": codes[content.keys[0]]}


TYPE = BlockType(
    shape=Shape("options", QUESTION_LABELS),
    settings=QuestionSettings,
    read=_read,
    seconds=fixed(40),
    is_judged=True,
    interaction=lambda content: "choice",
    payload=lambda content: Payload(kind="single", n=len(content.options)),
    families=option_families,
    key=_key,
    key_text=option_key_text,
)
