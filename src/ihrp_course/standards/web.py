"""The web folder: the unit's own files, for any web server or a double click; no manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ihrp_course.standards._package import Package, Standard

if TYPE_CHECKING:
    from ihrp_course.render.site import Site

LOSSES = (
    "Nothing reaches an LMS: no completion, no score, no answers.",
    "Progress is kept in the learner's browser alone.",
)


def _package(site: Site) -> Package:
    name = f"{site.package_id}-{site.version}-web"
    return Package(name, tuple(sorted(site.files.items())), LOSSES)


WEB = Standard("web", "a folder for any web server", "none", is_zip=False, package=_package)
