"""A package of a few lines that does what a test tells it: for tests of a pretend LMS, not of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from zipfile import ZipFile

from playwright.sync_api import Frame, Page

Standard = Literal["scorm12", "scorm2004"]
NAMESPACES = {
    "scorm12": (
        'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
    ),
    "scorm2004": (
        'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
        'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
        'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
    ),
}
VERSIONS = {"scorm12": "1.2", "scorm2004": "2004 4th Edition"}
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A package</title>
<script src="sco.js"></script></head><body><p>It can be read.</p></body></html>
"""
# Looks for the API as the standards say: in the parents, then in the opener and its parents.
SCRIPT = """
"use strict";
window.sco = {
  leaving: [],
  find(name) {
    for (const start of [window, window.opener]) {
      for (let at = start; at; at = at.parent === at ? null : at.parent) {
        try { if (at[name]) return at[name]; } catch { return null; }
      }
    }
    return null;
  },
  call(name, ...args) {
    const api = sco.find(name.startsWith("LMS") ? "API" : "API_1484_11");
    return api[name](...args);
  },
};
addEventListener("pagehide", () => { for (const call of sco.leaving) sco.call(...call); });
"""


def manifest(standard: Standard, item: str = "") -> str:
    """One item, whose resource stands last; `item` is what else the item holds."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="m" {NAMESPACES[standard]}>
  <metadata><schema>ADL SCORM</schema><schemaversion>{VERSIONS[standard]}</schemaversion></metadata>
  <organizations default="second">
    <organization identifier="first"><title>F</title>
      <item identifier="f" identifierref="other"><title>F</title></item></organization>
    <organization identifier="second"><title>S</title>
      <item identifier="folder"><title>Folder</title>
        <item identifier="i" identifierref="r" parameters="?from=item"><title>A unit</title>{item}</item>
      </item></organization>
  </organizations>
  <resources>
    <resource identifier="other" type="webcontent" href="other.html"/>
    <resource identifier="r" type="webcontent" href="sco/index.html"/>
  </resources>
</manifest>"""


def write(target: Path, standard: Standard = "scorm12", item: str = "") -> Path:
    """A zip, or a folder when the name has no `.zip`."""
    files = {
        "imsmanifest.xml": manifest(standard, item),
        "sco/index.html": PAGE,
        "sco/sco.js": SCRIPT,
        "other.html": "<p>The wrong page</p>",
    }
    if target.suffix == ".zip":
        with ZipFile(target, "w") as archive:
            for path, text in files.items():
                archive.writestr(path, text)
        return target
    for path, text in files.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return target


class Sco:
    """The package in a running page."""

    def __init__(self, place: Page | Frame, standard: Standard = "scorm12") -> None:
        self.place = place
        self.is_old = standard == "scorm12"
        place.wait_for_function("() => window.sco")

    def call(self, name: str, *args: Any) -> Any:
        """Call the API, by the name of SCORM 2004."""
        return self.place.evaluate("([n, a]) => sco.call(n, ...a)", [self._name(name), list(args)])

    def at_leaving(self, *calls: tuple[str, ...]) -> None:
        """Make these calls when the page goes away."""
        named = [[self._name(name), *args] for name, *args in calls]
        self.place.evaluate("calls => { sco.leaving = calls; }", named)

    def start(self) -> Sco:
        assert self.call("Initialize", "") == "true"
        return self

    def set(self, element: str, value: str) -> Any:
        return self.call("SetValue", element, value)

    def get(self, element: str) -> Any:
        return self.call("GetValue", element)

    def commit(self) -> Any:
        return self.call("Commit", "")

    @property
    def finds_api(self) -> bool:
        name = "API" if self.is_old else "API_1484_11"
        return bool(self.place.evaluate("n => Boolean(sco.find(n))", name))

    def _name(self, name: str) -> str:
        if not self.is_old:
            return name
        return "LMSFinish" if name == "Terminate" else f"LMS{name}"


def enter(page: Page, url: str, standard: Standard = "scorm12") -> Sco:
    """Launch in a frame and start the session."""
    page.goto(url)
    return Sco(frame(page), standard).start()


def frame(page: Page) -> Any:
    element = page.wait_for_selector("#scorm_object", state="attached")
    assert element
    found = element.content_frame()
    assert found
    return found
