"""By what an LMS tells the edition: namespaces, prefixes, schema and version."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

from ihrp_course.inspect.manifest import (
    ADLCP12,
    ADLCP2004,
    ADLNAV,
    ADLSEQ,
    CP12,
    CP2004,
    IMSSS,
    children,
    line,
    local,
    space,
)
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, CLOUD, EVERY, MANY, MOODLE, OPENEDX, STRICT, rule

CAM = "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4"
_CORE = {
    "manifest", "metadata", "schema", "schemaversion", "organizations", "organization", "item",
    "title", "resources", "resource", "file", "dependency",
}  # fmt: skip
_PREFIXES = {ADLCP12: "adlcp", ADLCP2004: "adlcp", IMSSS: "imsss", ADLSEQ: "adlseq", ADLNAV: "adlnav"}  # fmt: skip
_VERSIONS = ("1.2", "1.3", "CAM 1.3", "2004 3rd Edition", "2004 4th Edition")


def _expected(package: Package) -> tuple[str, str]:
    return (CP12, ADLCP12) if package.kind.name == "scorm12" else (CP2004, ADLCP2004)


def _used(package: Package) -> dict[str, _Element]:
    """Every namespace of an element or attribute, with the first element that uses it."""
    found: dict[str, _Element] = {}
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            found.setdefault(space(each), each)
            for key in each.attrib:
                if str(key).startswith("{"):
                    found.setdefault(str(key)[1:].partition("}")[0], each)
    return found


@rule("error", ADL, CLOUD, STRICT, source=CAM + "; ADL test suite")
def namespace_wrong(package: Package) -> Iterator[Hit]:
    """The manifest's own elements are in another namespace than the edition's.

    Declare the edition's namespace as the default one on `manifest`.
    """
    if package.manifest and local(package.manifest.root) == "manifest":
        expected = _expected(package)[0]
        if (found := space(package.manifest.root)) != expected:
            yield Hit(
                f"it is `{found or 'none'}`; {package.kind.label} has `{expected}`",
                package.manifest.path,
                line(package.manifest.root),
            )


@rule("error", MOODLE, CLOUD, STRICT, source=CAM)
def namespaces_mixed(package: Package) -> Iterator[Hit]:
    """The manifest uses ADL's namespace of the other SCORM edition.

    Use one edition throughout: `adlcp_rootv1p2` with 1.2, `adlcp_v1p3` with 2004.
    """
    other = ADLCP2004 if package.kind.name == "scorm12" else ADLCP12
    used = _used(package)
    if package.manifest and other in used:
        yield Hit(f"`{other}` in {package.kind.label}", package.manifest.path, line(used[other]))


@rule("error", MOODLE, source="observed in Moodle 5.0: every item became an asset", where="scorm")
def prefix_unusual(package: Package) -> Iterator[Hit]:
    """A SCORM namespace has another prefix than everybody writes; Moodle looks for the prefix itself.

    Use the prefixes `adlcp`, `imsss`, `adlseq` and `adlnav`.
    """
    if not package.manifest:
        return
    seen: set[str] = set()
    for each in package.manifest.root.iter("*"):
        names = [(each.prefix, space(each))]
        names += [(_prefix(each, str(key)), str(key)[1:].partition("}")[0]) for key in each.attrib]
        for prefix, uri in names:
            wanted = _PREFIXES.get(uri)
            if wanted and prefix != wanted and uri not in seen:
                seen.add(uri)
                said = f"`{prefix}:`" if prefix else "no prefix"
                yield Hit(f"{said} where `{wanted}:` is usual", package.manifest.path, line(each))


@rule("error", OPENEDX, source="observed in openedx-scorm-xblock 19.0.5", where="scorm")
def prefixed_manifest(package: Package) -> Iterator[Hit]:
    """The manifest's own elements are written with a prefix; Open edX then does not import it.

    Make the manifest's namespace the default one.
    """
    if package.manifest and package.manifest.root.prefix:
        root = package.manifest.root
        yield Hit(f"`{root.prefix}:{local(root)}`", package.manifest.path, line(root))


@rule("error", MOODLE, CLOUD, OPENEDX, source=CAM)
def version_missing(package: Package) -> Iterator[Hit]:
    """The manifest does not say its `schemaversion`, by which LMSs choose the player.

    Write `<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>`.
    """
    if package.manifest and not (package.manifest.schema_version or "").strip():
        yield Hit("no `schemaversion`", package.manifest.path, line(package.manifest.root))


@rule("error", MOODLE, OPENEDX, source="observed in Moodle 5.0 and Open edX", where="scorm")
def version_blanks(package: Package) -> Iterator[Hit]:
    """White space stands around the `schemaversion`: Moodle then reads SCORM 1.2, Open edX 2004.

    Write it without blanks or line breaks.
    """
    if package.manifest:
        said = package.manifest.schema_version or ""
        if said.strip() and said != said.strip():
            yield Hit(f"it is {said!r}", package.manifest.path, _version_line(package))


@rule("error", MOODLE, CLOUD, ADL, source=CAM + "; observed in Moodle 5.0")
def version_unknown(package: Package) -> Iterator[Hit]:
    """The `schemaversion` is none that LMSs know; the content may get the wrong API.

    Write exactly `1.2`, `CAM 1.3`, `2004 3rd Edition` or `2004 4th Edition`.
    """
    if package.manifest:
        said = (package.manifest.schema_version or "").strip()
        if said and said not in _VERSIONS:
            yield Hit(f"it is `{said[:60]}`", package.manifest.path, _version_line(package))


@rule("warning", ADL, STRICT, source=CAM + "; ADL test suite")
def schema_text(package: Package) -> Iterator[Hit]:
    """The metadata's `schema` is not `ADL SCORM`.

    Write exactly `<schema>ADL SCORM</schema>`.
    """
    if package.manifest and package.manifest.schema != "ADL SCORM":
        said = package.manifest.schema
        yield Hit(
            "it is missing" if said is None else f"it is `{said[:60]}`",
            package.manifest.path,
            _version_line(package),
        )


@rule("error", MOODLE, ADL, STRICT, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.2")
def scorm_type_case(package: Package) -> Iterator[Hit]:
    """The attribute that marks a SCO is written in the other edition's case.

    SCORM 1.2 has `adlcp:scormtype`, SCORM 2004 `adlcp:scormType`.
    """
    wanted = "scormtype" if package.kind.name == "scorm12" else "scormType"
    for each in _resources(package):
        for key in each.attrib:
            name = str(key).rpartition("}")[2]
            if name.lower() == "scormtype" and name != wanted:
                yield Hit(f"`{name}`, not `{wanted}`", _path(package), line(each))


@rule("error", EVERY, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.2")
def scorm_type_namespace(package: Package) -> Iterator[Hit]:
    """The attribute that marks a SCO is not in ADL's namespace.

    Write it with the prefix `adlcp:`, and declare that.
    """
    known = (ADLCP12, ADLCP2004)
    for each in _resources(package):
        for key in each.attrib:
            uri = str(key)[1:].partition("}")[0] if str(key).startswith("{") else ""
            if str(key).rpartition("}")[2].lower() == "scormtype" and uri not in known:
                yield Hit(f"its namespace is `{uri or 'none'}`", _path(package), line(each))


@rule("error", EVERY, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.2")
def scorm_type_value(package: Package) -> Iterator[Hit]:
    """`scormtype` is neither `sco` nor `asset`.

    Write `sco` for what speaks to the LMS, `asset` for the rest, in lower case.
    """
    for each in _resources(package):
        for key, value in each.attrib.items():
            if str(key).rpartition("}")[2].lower() == "scormtype" and value not in ("sco", "asset"):
                yield Hit(f"it is `{str(value)[:40]}`", _path(package), line(each))


@rule("error", MOODLE, ADL, MANY, source="SCORM 2004 CAM 3.4.1.2; SCORM 1.2 CAM 2.3.3")
def scorm_type_missing(package: Package) -> Iterator[Hit]:
    """A resource does not say whether it is a SCO; it is then taken as one that reports nothing.

    Give every resource `adlcp:scormtype` (1.2) or `adlcp:scormType` (2004).
    """
    for each in _resources(package):
        if not any(str(key).rpartition("}")[2].lower() == "scormtype" for key in each.attrib):
            yield Hit(f"`{each.get('identifier', '')}`", _path(package), line(each))


@rule("warning", MANY, source="SCORM 1.2 has no sequencing", where="scorm12")
def sequencing_in_12(package: Package) -> Iterator[Hit]:
    """A SCORM 1.2 manifest has sequencing of SCORM 2004, which is passed over.

    Take it out, or export as SCORM 2004.
    """
    used = _used(package)
    for uri in (IMSSS, ADLSEQ, ADLNAV):
        if uri in used:
            yield Hit(f"`{uri}`", _path(package), line(used[uri]))


def _prefix(element: _Element, key: str) -> str | None:
    uri = key[1:].partition("}")[0]
    found = [prefix for prefix, space_ in element.nsmap.items() if space_ == uri and prefix]
    wanted = _PREFIXES.get(uri)
    return wanted if wanted in found else next(iter(found), None)


def _path(package: Package) -> str:
    return package.manifest.path if package.manifest else ""


def _resources(package: Package) -> Iterator[_Element]:
    if package.manifest:
        yield from (each.element for each in package.manifest.resources)


def _version_line(package: Package) -> int:
    if package.manifest:
        for metadata in children(package.manifest.root, "metadata"):
            for each in children(metadata, "schemaversion"):
                return line(each)
    return 0
