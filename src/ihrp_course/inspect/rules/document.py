"""Whether there is a manifest where an LMS looks for it, and whether it can be read as XML."""

from __future__ import annotations

from collections.abc import Iterator

from ihrp_course.inspect.manifest import local
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, EVERY, LINUX, MANY, STRICT, rule
from ihrp_course.inspect.rules.archive import told

MANIFEST = "imsmanifest.xml"
CAM = "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.3"
_OTHER_KINDS = ("cmi5", "xapi", "aicc", "common-cartridge", "qti", "ims-content")


def _manifests(package: Package) -> list[str]:
    return [
        name for name in package.files if name.rpartition("/")[2].lower() == MANIFEST
    ]  # fmt: skip


@rule("error", EVERY, source=CAM, where="zip")
def manifest_missing(package: Package) -> Iterator[Hit]:
    """There is no `imsmanifest.xml`: an LMS cannot import the zip as SCORM.

    Export the course again as SCORM; a web export or a project file is no package.
    """
    is_other = package.kind.name in ("cmi5", "xapi", "aicc")
    if package.files and not is_other and not _manifests(package):
        yield Hit(f"no `{MANIFEST}` among {len(package.files):,} files")


@rule("error", EVERY, source=CAM + "; ADL test suite", where="zip")
def manifest_in_folder(package: Package) -> Iterator[Hit]:
    """The manifest lies in a folder of the zip, not at its root.

    Open the folder, select everything in it, and zip the selection.
    """
    manifests = _manifests(package)
    if manifests and all("/" in name for name in manifests):
        yield Hit("it must be at the root", min(manifests, key=len))


@rule("error", LINUX, source=CAM, where="zip")
def manifest_name_case(package: Package) -> Iterator[Hit]:
    """The manifest's name is not written in lower case.

    Rename it to `imsmanifest.xml`.
    """
    for name in _manifests(package):
        if "/" not in name and name != MANIFEST:
            yield Hit(f"it must be `{MANIFEST}`", name)


@rule("warning", MANY, source="SCORM 2004 CAM 3.3; ADL test suite", where="zip")
def two_manifests(package: Package) -> Iterator[Hit]:
    """The zip holds a second `imsmanifest.xml`; an LMS may take the wrong one.

    Take the other package out, or rename its manifest.
    """
    manifests = sorted(_manifests(package), key=lambda name: (name.count("/"), name))
    for name in manifests[1:]:
        yield Hit(f"the package's own is `{manifests[0]}`", name)


@rule("warning", MANY, source="SCORM and cmi5 control files", where="zip")
def two_kinds(package: Package) -> Iterator[Hit]:
    """The zip is a package of two kinds at once; the LMS decides which it imports.

    Import it as the kind you mean, and look what arrived.
    """
    for name in ("cmi5.xml", "tincan.xml"):
        if MANIFEST in package.files and name in package.files:
            yield Hit(f"beside `{MANIFEST}`", name)


@rule("error", "LMSs that import SCORM only", source="the package's control file", where="zip")
def not_scorm(package: Package) -> Iterator[Hit]:
    """This is a package of another standard than SCORM.

    Import it as what it is, if your LMS can; else ask for a SCORM export.
    """
    if package.kind.name in _OTHER_KINDS:
        yield Hit(f"it is: {package.kind.label}")


@rule("error", EVERY, source="XML 1.0", where="zip")
def xml_not_well_formed(package: Package) -> Iterator[Hit]:
    """The manifest is not well-formed XML.

    Write `&amp;` for `&` and `&lt;` for `<` in titles; close every element; or export again.
    """
    return told(package, "xml-not-well-formed")


@rule("error", EVERY, source="CWE-776, CWE-611; cmi5 and CATAPULT refuse them", where="zip", unsafe=True)  # fmt: skip
def xml_entities(package: Package) -> Iterator[Hit]:
    """The manifest declares entities: it can read the server's files or fill its memory.

    Do not upload it. A manifest needs no DOCTYPE and no entity beyond `&amp;` and its like.
    """
    return told(package, "xml-entities")


@rule("error", EVERY, source="bounded reading: 8 MB, 20,000 elements", where="zip")
def manifest_too_big(package: Package) -> Iterator[Hit]:
    """The manifest is too large to be read.

    A manifest of a thousand files has 100 kB and 1,100 elements; export again.
    """
    return told(package, "manifest-too-big")


@rule("warning", STRICT, source="OWASP XXE: parsers that refuse any DOCTYPE", where="manifest")
def xml_doctype(package: Package) -> Iterator[Hit]:
    """The manifest has a DOCTYPE, which careful parsers refuse.

    Delete the line; SCORM uses schemas, not a DTD.
    """
    if package.manifest and package.manifest.head.has_doctype:
        yield Hit("it has a DOCTYPE", package.manifest.path)


@rule("warning", MANY, source="observed: readers that look for `<?xml` first", where="manifest")
def xml_bom(package: Package) -> Iterator[Hit]:
    """The manifest begins with a byte-order mark, over which some importers stumble.

    Save it as UTF-8 without BOM.
    """
    if package.manifest and package.manifest.head.has_bom:
        yield Hit("it begins with a byte-order mark", package.manifest.path, 1)


@rule("warning", MANY, source="XML 1.0 4.3.3", where="manifest")
def xml_encoding(package: Package) -> Iterator[Hit]:
    """The manifest is declared to be in another encoding than UTF-8.

    Save it as UTF-8 and declare `encoding="UTF-8"`.
    """
    if package.manifest:
        said = package.manifest.head.encoding
        if said and said.lower() not in ("utf-8", "utf8", "us-ascii"):
            yield Hit(f"it says `{said}`", package.manifest.path, 1)


@rule("warning", LINUX, source="articulate community, 45 replies; CTS accepts it", where="scorm")
def schema_location_line_break(package: Package) -> Iterator[Hit]:
    """`xsi:schemaLocation` holds an encoded line break, by which some servers do not find a schema.

    Write blanks between its words.
    """
    if package.manifest and package.manifest.head.has_broken_attribute:
        yield Hit("it has an encoded line break", package.manifest.path)


@rule("error", EVERY, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1", where="manifest")
def root_not_manifest(package: Package) -> Iterator[Hit]:
    """The document's first element is not `manifest`.

    Export the package again.
    """
    if package.manifest and local(package.manifest.root) != "manifest":
        name = local(package.manifest.root)
        yield Hit(f"it is `{name}`", package.manifest.path, package.manifest.root.sourceline or 0)


@rule("error", ADL, "Rustici-based players", source="SCORM 2004 CAM 3.4.1; ADL test suite")
def sub_manifest(package: Package) -> Iterator[Hit]:
    """A manifest stands inside the manifest; hardly any LMS reads it.

    Merge its organizations and resources into the outer one.
    """
    if package.manifest:
        for each in package.manifest.root.iter("{*}manifest"):
            if each is not package.manifest.root:
                yield Hit("an inner manifest", package.manifest.path, each.sourceline or 0)
