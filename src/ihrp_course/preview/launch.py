"""One launch: which LMS is played, how the package stands in it, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ihrp_course.preview.unit import Files, StandardName, Unit

HERE = Path(__file__).parent
FAULTS: dict[str, Any] = {
    name: fault["default"]
    for name, fault in json.loads((HERE / "lms" / "faults.json").read_text("utf-8")).items()
}
PROFILES = frozenset(json.loads((HERE / "lms" / "profiles.json").read_text("utf-8")))

Frame = Literal["frame", "nested", "popup", "popup-parent", "foreign", "alone"]
Transport = Literal["xhr", "beacon", "fetch", "each"]
Key = tuple[str, str]


@dataclass
class Launch:
    """One launch: what the host page is told."""

    id: str
    package: Path | Files
    key: Key
    name: str
    unit: Unit
    standard: StandardName
    profile: str
    frame: Frame
    transport: Transport | None
    faults: dict[str, Any] = field(default_factory=dict)


def checked_faults(faults: Mapping[str, Any]) -> dict[str, Any]:
    """The faults themselves; a name that does not exist would test nothing."""
    unknown = [name for name in faults if name not in FAULTS]
    if unknown:
        raise ValueError(f"no fault {', '.join(unknown)}; there are {', '.join(FAULTS)}")
    return dict(faults)
