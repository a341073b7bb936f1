"""`multi`: several keys among options."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    fixed,
)
from ihrp_course.blocks.choice import Options, option_families, option_key_text, read_options
from ihrp_course.parse.tree import Shape


class Settings(QuestionSettings):
    scoring: Literal["partial", "exact"] = Field(
        "partial", description="partial: (right − wrong) ÷ keys, not below 0; exact: all or nothing"
    )


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


def _key(content: Options, settings: Settings, ordinals: Ordinals) -> dict[str, Any]:
    codes = ordinals["options"]
    return {
        "n": max(codes) + 1,
        "keys": sorted(codes[place] for place in content.keys),
        "partial": settings.scoring == "partial",
    }


TYPE = BlockType(
    shape=Shape("options", QUESTION_LABELS),
    settings=Settings,
    read=_read,
    seconds=fixed(60),
    is_judged=True,
    interaction=lambda content: "choice",
    payload=lambda content: Payload(kind="multi", n=len(content.options)),
    families=option_families,
    key=_key,
    key_text=option_key_text,
)
