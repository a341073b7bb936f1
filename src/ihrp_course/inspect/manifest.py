"""`imsmanifest.xml` read for what it means, whatever its namespaces and order; rules judge the form.

Entities, DTDs and the network are off. A document that declares entities is not parsed at all.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from lxml.etree import XMLParser, XMLSyntaxError, _Element, fromstring
from msgspec import Struct

MAX_BYTES = 8 << 20
MAX_ELEMENTS = 20_000  # a course of thousands of files has fewer
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
CP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
CP2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP2004 = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
ADLNAV = "http://www.adlnet.org/xsd/adlnav_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOM = "http://ltsc.ieee.org/xsd/LOM"

_ENCODING = re.compile(rb"""^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")


class Unreadable(Exception):
    """The document is not read; `rule` says why, `line` where, as far as is known."""

    def __init__(self, rule: str, message: str, line: int = 0) -> None:
        self.rule = rule
        self.line = line
        super().__init__(message)


class Head(Struct, frozen=True):
    """What the document's bytes say before anybody parses them."""

    has_bom: bool
    encoding: str  # as declared; empty without a declaration
    has_doctype: bool
    has_broken_attribute: bool  # an encoded line break in schemaLocation


class Item(Struct, frozen=True, eq=False):
    """An item, its children among `items`."""

    element: _Element
    identifier: str | None
    reference: str | None
    title: str | None
    parameters: str
    items: tuple[Item, ...]


class Organization(Struct, frozen=True, eq=False):
    """One table of contents."""

    element: _Element
    identifier: str | None
    title: str | None
    items: tuple[Item, ...]


class Reference(Struct, frozen=True, eq=False):
    """One href of the manifest."""

    element: _Element
    href: str  # as written
    path: str  # the member it names; empty for a remote or unusable one

    @property
    def is_remote(self) -> bool:
        return bool(
            re.match(r"(?:[a-z][a-z0-9+.-]*:)?//|(?:https?|data|file|ftp):", self.href, re.I)
        )


class Resource(Struct, frozen=True, eq=False):
    """A resource with its files."""

    element: _Element
    identifier: str | None
    scorm_type: str  # sco, asset or whatever stands there, lower case; empty without
    launch: Reference | None
    files: tuple[Reference, ...]
    dependencies: tuple[_Element, ...]

    @property
    def is_sco(self) -> bool:
        return self.scorm_type == "sco"


class Manifest(Struct, frozen=True, eq=False):
    """The manifest and where it stands in the zip."""

    path: str
    head: Head
    root: _Element
    schema: str | None
    schema_version: str | None
    default: str | None
    organizations: tuple[Organization, ...]
    resources: tuple[Resource, ...]
    items: tuple[Item, ...]  # of every organization, a parent before its children
    launched: tuple[tuple[Item, Resource], ...]  # those that open something

    @property
    def organization(self) -> Organization | None:
        """The one an LMS shows: the default, else the first."""
        named = (each for each in self.organizations if each.identifier == self.default)
        return next(named, self.organizations[0] if self.organizations else None)


def local(element: _Element) -> str:
    """The element's name without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def space(element: _Element) -> str:
    """The element's namespace."""
    tag = element.tag
    return tag[1:].partition("}")[0] if isinstance(tag, str) and tag.startswith("{") else ""


def children(element: _Element, name: str) -> list[_Element]:
    """Children by local name."""
    return [each for each in element if local(each) == name]


def attribute(element: _Element, name: str) -> str | None:
    """An attribute by local name, whatever its namespace and case."""
    if (plain := element.get(name)) is not None:
        return plain
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2].lower() == name.lower():
            return str(value)
    return None


def line(element: _Element) -> int:
    """The line on which the element begins."""
    return element.sourceline or 0


def text(element: _Element | None) -> str | None:
    """All text in the element, as written."""
    return None if element is None else "".join(element.itertext("*"))


def read_head(raw: bytes) -> Head:
    """What can be said of the document without parsing it."""
    bom = raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    body = raw.removeprefix(b"\xef\xbb\xbf")
    declared = _ENCODING.match(body)
    broken = re.search(rb"schemaLocation\s*=\s*[\"'][^\"'>]{0,4000}?&#(?:10|13|x0*[AaDd]);", body)
    return Head(
        bom,
        declared[1].decode() if declared else "",
        b"<!DOCTYPE" in body,
        broken is not None,
    )


def parse(raw: bytes) -> _Element:
    """The document's tree. Raises Unreadable; nothing outside `raw` is ever read."""
    if len(raw) > MAX_BYTES:
        raise Unreadable("manifest-too-big", f"it has more than {MAX_BYTES:,} bytes")
    if (count := raw.count(b"<") - raw.count(b"</")) > MAX_ELEMENTS:
        raise Unreadable("manifest-too-big", f"it has {count:,} elements")
    plain = raw.replace(b"\0", b"")  # an ENTITY in UTF-16 is one too
    if b"<!ENTITY" in plain or re.search(rb"<!DOCTYPE[^>\[]*\[", plain):
        number = plain.count(b"\n", 0, plain.find(b"<!DOCTYPE")) + 1
        raise Unreadable("xml-entities", "it declares entities", number)
    parser = XMLParser(
        resolve_entities=False, load_dtd=False, dtd_validation=False, no_network=True,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return fromstring(raw, parser)
    except XMLSyntaxError as failure:
        said = (failure.msg or "it cannot be parsed").partition(", line ")[0]
        raise Unreadable("xml-not-well-formed", said, failure.lineno or 0) from None
    except (ValueError, LookupError) as failure:
        raise Unreadable("xml-not-well-formed", str(failure)) from None


def read_manifest(path: str, raw: bytes) -> Manifest:
    """The manifest. Raises Unreadable."""
    root = parse(raw)
    metadata = next(iter(children(root, "metadata")), None)
    holder = next(iter(children(root, "organizations")), None)
    listed = next(iter(children(root, "resources")), None)
    organizations = (
        () if holder is None else tuple(map(_organization, children(holder, "organization")))
    )
    resources = () if listed is None else tuple(_resources(root, listed, posixpath.dirname(path)))
    items = tuple(item for each in organizations for item in _walk(each.items))
    known = {each.identifier: each for each in reversed(resources)}
    return Manifest(
        path,
        read_head(raw),
        root,
        _first_text(metadata, "schema"),
        _first_text(metadata, "schemaversion"),
        None if holder is None else holder.get("default"),
        organizations,
        resources,
        items,
        tuple(
            (item, known[item.reference])
            for item in items
            if item.reference is not None and item.reference in known
        ),
    )


def _walk(items: tuple[Item, ...]) -> Iterator[Item]:
    stack = list(reversed(items))
    while stack:
        item = stack.pop()
        yield item
        stack.extend(reversed(item.items))


def member_of(base: str, href: str) -> str:
    """The path of the member that `href` names; empty for what is none."""
    if href.startswith(("#", "/", "?")):
        return ""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", href):
        return ""
    try:
        path = unquote(urlsplit(href.strip()).path)
    except ValueError:
        return ""
    if not path or path.startswith("/"):
        return ""
    whole = posixpath.normpath(posixpath.join(base, path.replace("\\", "/")))
    return "" if whole.startswith(("../", "/")) or whole in ("..", ".") else whole


def _first_text(parent: _Element | None, name: str) -> str | None:
    return None if parent is None else text(next(iter(children(parent, name)), None))


def _organization(element: _Element) -> Organization:
    return Organization(
        element, element.get("identifier"), _first_text(element, "title"), _items(element)
    )


def _items(parent: _Element) -> tuple[Item, ...]:
    return tuple(
        Item(
            each,
            each.get("identifier"),
            each.get("identifierref"),
            _first_text(each, "title"),
            each.get("parameters", ""),
            _items(each),
        )
        for each in children(parent, "item")
    )


def _resources(root: _Element, holder: _Element, folder: str) -> Iterator[Resource]:
    bases = [each.get(f"{{{XML}}}base", "") for each in (root, holder)]
    for each in children(holder, "resource"):
        base = posixpath.join(folder, *bases, each.get(f"{{{XML}}}base", ""))
        href = each.get("href")
        yield Resource(
            each,
            each.get("identifier"),
            (attribute(each, "scormtype") or "").strip().lower(),
            None if href is None else Reference(each, href, member_of(base, href)),
            tuple(
                Reference(file, file.get("href", ""), member_of(base, file.get("href", "")))
                for file in children(each, "file")
            ),
            tuple(children(each, "dependency")),
        )
