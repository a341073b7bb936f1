"""One module per standard: each turns a rendered `Site` into the files of one package.

The tuple at the end is explicit, since its order shows in help. The trunk that the SCORM standards
share is `_imscp.py` (the manifest's tree) and `_xml.py` (writing it).
"""

from __future__ import annotations

from ihrp_course.standards._package import Package, Standard
from ihrp_course.standards.scorm12 import SCORM12
from ihrp_course.standards.scorm2004 import SCORM2004, SCORM2004_3RD
from ihrp_course.standards.web import WEB

__all__ = ["STANDARDS", "Package", "Standard", "by_name"]


def by_name(name: str, edition: int = 4) -> Standard:
    """The standard of that name; `edition` (3 or 4) chooses among those of SCORM 2004.

    Raises LookupError, whose text lists the known names.
    """
    if name == SCORM2004.name and edition == 3:
        return SCORM2004_3RD
    for standard in STANDARDS:
        if standard.name == name:
            return standard
    known = ", ".join(standard.name for standard in STANDARDS)
    raise LookupError(f"no standard is called {name!r}; there are {known}")


STANDARDS: tuple[Standard, ...] = (SCORM12, SCORM2004, SCORM2004_3RD, WEB)
