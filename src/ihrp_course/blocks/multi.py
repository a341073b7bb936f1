"""`multi`: several keys among options."""

from __future__ import annotations

from typing import Any

from ihrp_course.blocks._several import SeveralSettings, several_key
from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    Reading,
    fixed,
)
from ihrp_course.blocks.choice import Options, option_families, option_key_text, read_options
from ihrp_course.parse.tree import Shape


def _read(reading: Reading) -> Options | None:
    content = read_options(reading)
    if content.options and not content.keys:
        reading.refuse(
            "no-key",
            "this question has no key",
            f"none of its {len(content.options)} options is marked",
            "mark each right one with `- [x]`",
        )
        return None
    if content.options and len(content.keys) == len(content.options):
        reading.refuse(
            "all-keys",
            "every option of this question is right",
            help="add plausible wrong options with `- [ ]`",
        )
        return None
    return content if content.options else None


def _key(content: Options, settings: SeveralSettings, ordinals: Ordinals) -> dict[str, Any]:
    return several_key(ordinals["options"], content.keys, settings)


TYPE = BlockType(
    shape=Shape("options", QUESTION_LABELS),
    settings=SeveralSettings,
    read=_read,
    seconds=fixed(60),
    is_judged=True,
    interaction=lambda content: "choice",
    payload=lambda content: Payload(kind="multi", n=len(content.options)),
    families=option_families,
    key=_key,
    key_text=option_key_text,
)
