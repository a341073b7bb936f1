"""What sort of package a zip is, by its control file and that file's namespaces."""

from __future__ import annotations

import re
from collections.abc import Collection

from lxml.etree import _Element

from ihrp_course.inspect.manifest import ADLCP12, ADLCP2004, CP12, CP2004, Manifest
from ihrp_course.inspect.model import Kind

NOTHING = Kind("unknown", "no package that an LMS would know")
CMI5 = Kind("cmi5", "cmi5 course")
XAPI = Kind("xapi", "plain xAPI (Tin Can) package")
AICC = Kind("aicc", "AICC course")
CARTRIDGE = Kind("common-cartridge", "IMS Common Cartridge")
QTI = Kind("qti", "QTI package of questions")
WEB = Kind("web", "web pages without a manifest")
PLAIN_IMS = Kind("ims-content", "IMS content package without SCORM")
SCORM12 = Kind("scorm12", "SCORM 1.2")
_SCORM2004 = {
    "CAM 1.3": 2,
    "1.3": 2,
    "2004 2nd Edition": 2,
    "2004 3rd Edition": 3,
    "2004 4th Edition": 4,
}
_ORDINALS = {0: "", 2: ", 2nd edition", 3: ", 3rd edition", 4: ", 4th edition"}


def scorm2004(edition: int) -> Kind:
    """SCORM 2004 in that edition."""
    return Kind("scorm2004", f"SCORM 2004{_ORDINALS[edition]}", edition)


def by_manifest(manifest: Manifest) -> Kind:
    """The kind that an `imsmanifest.xml` says: its version first, as LMSs do, then its namespaces."""
    spaces = {uri for each in _heads(manifest) for uri in each.nsmap.values()}
    schema = (manifest.schema or "").strip().lower()
    if any("imscc" in uri for uri in spaces) or "common cartridge" in schema:
        return CARTRIDGE
    if any("/qti/" in uri or "imsqti" in uri for uri in spaces) or "qti" in schema:
        return QTI
    version = " ".join((manifest.schema_version or "").split())
    if version == "1.2":
        return SCORM12
    if version in _SCORM2004:
        return scorm2004(_SCORM2004[version])
    if ADLCP2004 in spaces or version.startswith("2004"):
        digit = re.search(r"\b([234])", version.removeprefix("2004"))
        return scorm2004(int(digit[1]) if digit else 0)
    if ADLCP12 in spaces or CP12 in spaces or "scorm" in schema:
        return SCORM12
    is_marked = any(each.scorm_type for each in manifest.resources)
    return (scorm2004(0) if CP2004 in spaces else SCORM12) if is_marked else PLAIN_IMS


def by_names(names: Collection[str]) -> Kind:
    """The kind that the members' names alone say, for a zip without a readable manifest."""
    tops = {name.rpartition("/")[2].lower() for name in names if name.count("/") <= 1}
    suffixes = {name.rpartition(".")[2] for name in tops}
    if "cmi5.xml" in tops:
        return CMI5
    if "tincan.xml" in tops:
        return XAPI
    if {"crs", "au", "cst"} <= suffixes:
        return AICC
    if "imsmanifest.xml" in tops:
        return NOTHING
    return WEB if {"html", "htm"} & suffixes else NOTHING


def _heads(manifest: Manifest) -> list[_Element]:
    """The elements that can be expected to declare the namespaces in use."""
    shallow = [manifest.root, *manifest.root]
    return [*shallow, *(each for parent in shallow[1:] for each in parent)]
