"""What `multi`, `mark` and `hotspot` share: several keys, and what a choice among them is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Literal

from ihrp_course.blocks._type import QuestionSettings, about


class SeveralSettings(QuestionSettings, frozen=True):
    """Settings of a question with several keys."""

    scoring: Annotated[
        Literal["partial", "exact"],
        about("partial: (right − wrong) ÷ keys, not below 0; exact: all or nothing"),
    ] = "partial"


def several_key(
    codes: Sequence[int], keys: Iterable[int], settings: SeveralSettings
) -> dict[str, Any]:
    """What `several` of player/options.js judges by. `keys` are places in source order."""
    return {
        "n": max(codes) + 1,
        "keys": sorted(codes[place] for place in keys),
        "partial": settings.scoring == "partial",
    }
