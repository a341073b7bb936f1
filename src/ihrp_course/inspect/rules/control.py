"""Control documents: the schemas that a package carries for its manifest, and its metadata files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from itertools import zip_longest

from ihrp_course.inspect.manifest import XML, XSI, line, local, member_of, text
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path, _used

SOURCE = "SCORM 2004 CAM 3.4; ADL test suite, observed"
_LOCATION = f"{{{XSI}}}schemaLocation"
_LOM = (
    "general lifecycle metametadata technical educational rights relation annotation classification"
).split()
_EXEMPT = ("", XML, XSI)


def _pairs(package: Package) -> list[tuple[str, str]]:
    """Every namespace and the document it is mapped to, wherever in the manifest it stands."""
    words: list[tuple[str, str]] = []
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            said = str(each.get(_LOCATION, "")).split()
            words += zip_longest(said[::2], said[1::2], fillvalue="")
    return words


def _member(package: Package, target: str) -> str:
    """The member that a path names, seen from the manifest."""
    return member_of(posixpath.dirname(_path(package)), target)


@rule("warning", ADL, STRICT, source=SOURCE, where="scorm2004")
def schema_location_missing(package: Package) -> Iterator[Hit]:
    """The manifest does not say where its schemas are (`xsi:schemaLocation`).

    Map every namespace in use to a schema at the package's root.
    """
    if package.manifest and not _pairs(package):
        yield Hit("no `xsi:schemaLocation`", _path(package), line(package.manifest.root))


@rule("warning", ADL, STRICT, source="XML Schema 1, 4.3.2", where="scorm")
def schema_location_odd(package: Package) -> Iterator[Hit]:
    """`xsi:schemaLocation` does not hold pairs of a namespace and a document.

    Write them in turn, with blanks between.
    """
    for uri, target in _pairs(package):
        if not target:
            yield Hit(f"`{uri[:80]}` has no document", _path(package))


@rule("warning", ADL, STRICT, source=SOURCE, where="scorm2004")
def namespace_unmapped(package: Package) -> Iterator[Hit]:
    """A namespace in use is not mapped to a schema: ADL's suite stops there.

    Add it with its file to `xsi:schemaLocation`, and put the file at the root.
    """
    pairs = _pairs(package)
    mapped = {uri for uri, _ in pairs}
    if pairs:
        for uri, element in _used(package).items():
            if uri not in mapped and uri not in _EXEMPT:
                yield Hit(f"`{uri}`", _path(package), line(element))


@rule("warning", ADL, STRICT, source=SOURCE, where="scorm")
def control_document_missing(package: Package) -> Iterator[Hit]:
    """A schema that the manifest names is not in the package: importers that validate refuse it.

    Put the file at the root. Most LMSs do not look; ADL's test suite stops there.
    """
    used = _used(package)
    for uri, target in dict(_pairs(package)).items():
        is_needed = package.kind.name == "scorm12" or uri in used
        if target and "//" not in target and is_needed and uri in used:
            path = _member(package, target)
            if path not in package.files and path.casefold() not in package.by_fold:
                yield Hit(f"`{target}` for `{uri}`", _path(package))


@rule("warning", ADL, STRICT, source=SOURCE, where="scorm")
def control_document_case(package: Package) -> Iterator[Hit]:
    """A schema that the manifest names is there in another case only.

    Rename the file to what `xsi:schemaLocation` says.
    """
    for _, target in _pairs(package):
        path = _member(package, target)
        other = package.by_fold.get(path.casefold())
        if other and path not in package.files:
            yield Hit(f"the manifest says `{path}`", other)


@rule("warning", ADL, STRICT, source=SOURCE, where="scorm")
def control_document_remote(package: Package) -> Iterator[Hit]:
    """The manifest names a schema on a web server, which an importer may wait for or refuse.

    Put the schema at the root and name it there.
    """
    for uri, target in _pairs(package):
        if "//" in target:
            yield Hit(f"`{target}` for `{uri}`", _path(package))


@rule("warning", ADL, source=SOURCE, where="scorm2004")
def control_document_in_folder(package: Package) -> Iterator[Hit]:
    """A schema lies in a folder; ADL's suite wants it at the root.

    Move it to the root, and say so in `xsi:schemaLocation`.
    """
    for _, target in _pairs(package):
        path = _member(package, target)
        if "/" in target and path in package.files:
            yield Hit("it must be at the root", path)


@rule("warning", ADL, source=SOURCE, where="scorm2004")
def control_document_listed(package: Package) -> Iterator[Hit]:
    """A schema is listed as a `<file>` of the course.

    Leave it out of the resources: control documents are not content.
    """
    mapped = {_member(package, target) for _, target in _pairs(package)}
    if package.manifest:
        for resource in package.manifest.resources:
            for file in resource.files:
                if file.path in mapped and file.path:
                    yield Hit(f"`{file.href}`", _path(package), line(file.element))


@rule("warning", ADL, STRICT, source="SCORM 1.2 CAM 2.3.3.2; SCORM 2004 CAM 3.4.1.5", where="scorm")
def metadata_missing(package: Package) -> Iterator[Hit]:
    """The manifest names a metadata file that is not in the package.

    Put the file in, or delete the `adlcp:location`.
    """
    if package.manifest:
        for each in package.manifest.root.iter("{*}location"):
            said = (text(each) or "").strip()
            if "adlcp" in str(each.tag) and "//" not in said:
                path = _member(package, said)
                if path not in package.files:
                    yield Hit(f"`{said[:120]}`", _path(package), line(each))


@rule("warning", ADL, source="Xerces, which ADL's suite validates with", where="scorm")
def control_document_shared(package: Package) -> Iterator[Hit]:
    """Two namespaces are mapped to one schema, of which a strict validator accepts the first alone.

    Give each namespace a schema of its own.
    """
    seen: dict[str, str] = {}
    for uri, target in dict(_pairs(package)).items():
        other = seen.setdefault(target, uri)
        if target and other != uri:
            yield Hit(f"`{target}` for `{other}` and `{uri}`", _path(package))


@rule("warning", ADL, STRICT, source="IMS MD 1.2.1; IEEE 1484.12.3", where="scorm")
def lom_order(package: Package) -> Iterator[Hit]:
    """The parts of the metadata stand in another order than the schema's.

    Put them as: general, lifecycle, metametadata, technical, educational, rights, relation, annotation,
    classification.
    """
    if package.manifest:
        for lom in package.manifest.root.iter("{*}lom"):
            names = [local(each).lower() for each in lom]
            places = [_LOM.index(name) for name in names if name in _LOM]
            if places != sorted(places):
                yield Hit(", ".join(names), _path(package), line(lom))
