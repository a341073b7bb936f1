"""Anybody's package, looked into without unpacking it: what it is, what it will report, what is wrong.

examine   zip → `Package` → rules → `Inspection`, within fixed bounds
safezip   the archive, as if it meant harm     manifest, kind, paths, texts   what is in it
rules/    one function per rule                compare   two zips
text json html   one report each
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ihrp_course.inspect.model import Finding, Inspection, Update


def inspect(path: Path) -> Inspection:
    """What the zip is and everything that is wrong with it. Raises OSError alone."""
    from ihrp_course.inspect.examine import examine

    with path.open("rb") as stream:
        return examine(stream, path.name)[1]


def gate(path: Path) -> tuple[Finding, ...]:
    """The findings of all rules that need no page and no script: what every build asks of its zips."""
    from ihrp_course.inspect.examine import gate as look

    with path.open("rb") as stream:
        return look(stream, path.name)


def inspect_update(old: Path, new: Path) -> tuple[Inspection, Update]:
    """The new zip, and what it breaks in the old one's place. Raises OSError alone."""
    from ihrp_course.inspect.compare import compare
    from ihrp_course.inspect.examine import examine
    from ihrp_course.inspect.model import Update

    with old.open("rb") as first, new.open("rb") as second:
        before, old_inspection = examine(first, old.name)
        after, inspection = examine(second, new.name)
    return inspection, Update(old_inspection, compare(before, after))
