"""Renew the pages of `docs/lms/` that are written from data: `python -m ihrp_course.dossier`."""

from __future__ import annotations

from pathlib import Path

from ihrp_course import profile
from ihrp_course.dossier import guides

MARK = "<!-- written by `python -m ihrp_course.dossier`; do not edit below -->"
PAGES = {
    "profiles.md": profile.table,
    "systems.md": guides.systems,
    "reports.md": guides.reports,
}


def renewed(page: str, name: str) -> str:
    """The page with what stands below its mark as the data has it now."""
    head, mark, _ = page.partition(MARK)
    assert mark, f"{name} has lost its mark"
    return f"{head}{MARK}\n\n{PAGES[name]()}"


def main(folder: Path) -> None:
    """Write every page anew."""
    for name in PAGES:
        path = folder / name
        path.write_text(renewed(path.read_text("utf-8"), name), encoding="utf-8")


if __name__ == "__main__":
    main(Path("docs/lms"))
