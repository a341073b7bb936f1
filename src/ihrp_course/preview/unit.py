"""What an LMS reads of a package: its manifest and its files, from a folder, straight from a zip, or from memory.

SCORM 1.2 CAM §2.3; SCORM 2004 4th edition CAM §3.4. Namespaces are not looked at: prefixes differ between
packages, local names do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

from lxml import etree

StandardName = Literal["scorm12", "scorm2004", "web"]
Files = Mapping[str, bytes | Path]
MANIFEST = "imsmanifest.xml"
# Elements of an item, and what the run-time calls them.
FACTS = {
    "datafromlms": "launchData",
    "dataFromLMS": "launchData",
    "masteryscore": "masteryScore",
    "maxtimeallowed": "maxTimeAllowed",
    "timelimitaction": "timeLimitAction",
    "timeLimitAction": "timeLimitAction",
}


@dataclass(frozen=True)
class Unit:
    """What is launched, and what the manifest tells the run-time of it."""

    standard: StandardName
    title: str
    launch: str
    facts: dict[str, str]


class PackageError(Exception):
    """An LMS could not launch this; the text says why."""


def read_file(package: Path | Files, path: str) -> bytes | None:
    """A file of a package; None when there is none, or when it lies outside."""
    if isinstance(package, Mapping):
        content = package.get(path)
        return content.read_bytes() if isinstance(content, Path) else content
    if package.is_dir():
        file = (package / path).resolve()
        is_inside = file.is_relative_to(package.resolve()) and file.is_file()
        return file.read_bytes() if is_inside else None
    with ZipFile(package) as archive:
        return archive.read(path) if path in archive.NameToInfo else None


def read_unit(package: Path | Files, wanted: str = "") -> Unit:
    """The first launchable item of the default organization, or the one whose identifier is `wanted`.

    A folder without manifest is a web site. Raises PackageError.
    """
    name = package.name if isinstance(package, Path) else "the package"
    manifest = read_file(package, MANIFEST)
    if manifest is None:
        if read_file(package, "index.html") is None:
            raise PackageError(f"{name} has neither {MANIFEST} nor index.html")
        return Unit("web", name, "index.html", {})
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(manifest, parser)
    item = _first_item(name, root, wanted)
    version = (root.findtext("./{*}metadata/{*}schemaversion") or "").strip()
    return Unit(
        standard="scorm12" if version in ("", "1.2") else "scorm2004",
        title=item.findtext("{*}title") or "",
        launch=_launch_path(name, root, item),
        facts=_facts(item),
    )


def _first_item(name: str, root: etree._Element, identifier: str) -> etree._Element:
    wanted = root.find("./{*}organizations")
    default = wanted.get("default") if wanted is not None else None
    organizations = root.findall("./{*}organizations/{*}organization")
    chosen = [each for each in organizations if each.get("identifier") == default] or organizations
    for organization in organizations if identifier else chosen[:1]:
        for item in organization.iterfind(".//{*}item"):
            if item.get("identifierref") and identifier in ("", item.get("identifier")):
                return item
    if identifier:
        raise PackageError(f"{name}: no item `{identifier}` refers to a resource")
    raise PackageError(f"{name}: no item of the organization refers to a resource")


def _launch_path(name: str, root: etree._Element, item: etree._Element) -> str:
    for resource in root.iterfind("./{*}resources/{*}resource"):
        if resource.get("identifier") == item.get("identifierref") and resource.get("href"):
            base = resource.get("{http://www.w3.org/XML/1998/namespace}base") or ""
            parameters = item.get("parameters") or ""
            joint = "" if not parameters or parameters[0] in "?#" else "?"
            return f"{base}{resource.get('href')}{joint}{parameters}"
    raise PackageError(f"{name}: the first item refers to no resource with an href")


def _facts(item: etree._Element) -> dict[str, str]:
    facts: dict[str, str] = {}
    for child in item.iterchildren("{*}*"):
        name = etree.QName(child).localname
        if name in FACTS and child.text:
            facts[FACTS[name]] = child.text.strip()
        if name == "completionThreshold":
            by_measure = child.get("completedByMeasure") == "true"
            measure = child.get("minProgressMeasure", "1.0") if by_measure else child.text
            if measure:
                facts["completionThreshold"] = measure.strip()
    primary = item.find(".//{*}primaryObjective[@satisfiedByMeasure='true']")
    if primary is not None:
        # The default is 1.0: satisfiedByMeasure alone makes 100 % the pass mark.
        facts["scaledPassingScore"] = primary.findtext("{*}minNormalizedMeasure") or "1.0"
    return facts
