"""What `multi`, `mark` and `hotspot` share: several keys, and what a choice among them is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import Field

from ihrp_course.blocks._type import QuestionSettings


class SeveralSettings(QuestionSettings):
    """Settings of a question with several keys."""

    scoring: Literal["partial", "exact"] = Field(
        "partial", description="partial: (right − wrong) ÷ keys, not below 0; exact: all or nothing"
    )


def several_key(
    codes: Sequence[int], keys: Iterable[int], settings: SeveralSettings
) -> dict[str, Any]:
    """What `several` of player/options.js judges by. `keys` are places in source order."""
    return {
        "n": max(codes) + 1,
        "keys": sorted(codes[place] for place in keys),
        "partial": settings.scoring == "partial",
    }
