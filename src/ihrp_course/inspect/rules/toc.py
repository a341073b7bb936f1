"""The table of contents: organizations, items, their identifiers and titles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from ihrp_course.inspect.manifest import children, line, local
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, CLOUD, EVERY, MANY, MOODLE, OPENEDX, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path

CAM = "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1"
_NCNAME = re.compile(r"[^\W\d][\w.·-]*")
_IDENTIFIED = ("manifest", "organization", "item", "resource")


def _identified(package: Package) -> Iterator[_Element]:
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            if local(each) in _IDENTIFIED:
                yield each


def _titled(package: Package) -> Iterator[_Element]:
    return (each for each in _identified(package) if local(each) in ("organization", "item"))


def _units(words: str) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


@rule("error", EVERY, source=CAM)
def organization_missing(package: Package) -> Iterator[Hit]:
    """The manifest has no organization: there is nothing to show or launch.

    Give it one with an item for each thing to launch.
    """
    if (
        package.manifest
        and children(package.manifest.root, "organizations")
        and not package.manifest.organizations
    ):
        yield Hit("`organizations` is empty", _path(package))


@rule("warning", MANY, source="one organization is all that most LMSs show", where="scorm")
def organizations_several(package: Package) -> Iterator[Hit]:
    """The manifest has several organizations; most LMSs show the default one alone.

    Make one of them, or one package of each.
    """
    if package.manifest and len(package.manifest.organizations) > 1:
        second = package.manifest.organizations[1]
        yield Hit(
            f"{len(package.manifest.organizations)} of them", _path(package), line(second.element)
        )


@rule("warning", ADL, STRICT, source=CAM)
def default_missing(package: Package) -> Iterator[Hit]:
    """`organizations` does not name its default.

    Write `default="…"` with the organization's identifier.
    """
    if package.manifest and package.manifest.organizations and not package.manifest.default:
        yield Hit("no `default`", _path(package))


@rule("error", ADL, MOODLE, CLOUD, source=CAM + "; ADL test suite")
def default_dangling(package: Package) -> Iterator[Hit]:
    """The default organization does not exist.

    Name an identifier of one of the organizations.
    """
    if (
        package.manifest
        and package.manifest.default
        and package.manifest.organizations
        and package.manifest.default
        not in {each.identifier for each in package.manifest.organizations}
    ):
        yield Hit(f"`{package.manifest.default[:80]}`", _path(package))


@rule("error", EVERY, source=CAM)
def nothing_launches(package: Package) -> Iterator[Hit]:
    """No item launches anything.

    Let at least one item refer to a resource that has an `href`.
    """
    if package.manifest and package.manifest.organizations:
        dangling = any(each.reference for each in package.manifest.items)
        launched = any(each.launch for _, each in package.manifest.launched)
        if not launched and not dangling:
            yield Hit("no item has an `identifierref`", _path(package))


@rule("error", EVERY, source=CAM)
def no_sco(package: Package) -> Iterator[Hit]:
    """Nothing in the package is a SCO: it opens, and never reports completion or score.

    Mark what speaks to the LMS as `sco`; if nothing does, grade it by hand.
    """
    if package.manifest:
        launched = [each for _, each in package.manifest.launched if each.launch]
        if launched and all(each.scorm_type == "asset" for each in launched):
            yield Hit("every launched resource is an `asset`", _path(package))


@rule("error", EVERY, source=CAM)
def reference_dangling(package: Package) -> Iterator[Hit]:
    """An item refers to a resource that does not exist.

    Correct its `identifierref`, or add the resource.
    """
    if package.manifest:
        known = {each.identifier for each in package.manifest.resources}
        for item in package.manifest.items:
            if item.reference and item.reference not in known:
                yield Hit(f"`{item.reference[:80]}`", _path(package), line(item.element))


@rule("error", ADL, MANY, source="SCORM 2004 CAM 3.4.1.4; ADL test suite", where="scorm2004")
def heading_launches(package: Package) -> Iterator[Hit]:
    """An item with children of its own launches something.

    Move the resource to a child of its own.
    """
    if package.manifest:
        for item in package.manifest.items:
            if item.items and item.reference is not None:
                yield Hit(f"`{item.identifier}`", _path(package), line(item.element))


@rule("error", ADL, MANY, source="SCORM 2004 CAM 3.4.1.4; SCORM 1.2 CAM 2.3.3")
def leaf_launches_nothing(package: Package) -> Iterator[Hit]:
    """An item without children launches nothing: it stays incomplete for ever.

    Give it an `identifierref`, or delete it.
    """
    if package.manifest and any(each.reference for each in package.manifest.items):
        for item in package.manifest.items:
            if not item.items and not item.reference:
                yield Hit(f"`{item.identifier}`", _path(package), line(item.element))


@rule("error", EVERY, source=CAM)
def identifier_missing(package: Package) -> Iterator[Hit]:
    """An element has no identifier, by which records are kept.

    Give it one that never changes.
    """
    for each in _identified(package):
        if not (each.get("identifier") or "").strip():
            yield Hit(f"`{local(each)}`", _path(package), line(each))


@rule("error", ADL, MOODLE, STRICT, source="XML 1.0 3.3.1: ID; ADL test suite")
def identifier_twice(package: Package) -> Iterator[Hit]:
    """Two elements have the same identifier.

    Make each unique in the whole manifest: manifest, organizations, items and resources together.
    """
    seen: dict[str, _Element] = {}
    for each in _identified(package):
        name = each.get("identifier")
        if name and seen.setdefault(name, each) is not each:
            first = seen[name]
            also = f"also of `{local(first)}` in line {line(first)}"
            yield Hit(f"`{name[:80]}`, {also}", _path(package), line(each))


@rule("warning", ADL, STRICT, source="XML Namespaces 1.0: NCName", where="scorm")
def identifier_shape(package: Package) -> Iterator[Hit]:
    """An identifier is no XML name: importers that validate refuse it.

    Begin with a letter or `_`; no blanks, no colons.
    """
    for each in _identified(package):
        name = (each.get("identifier") or "").strip()
        if name and not _NCNAME.fullmatch(name):
            yield Hit(f"`{name[:80]}`", _path(package), line(each))


@rule("error", MOODLE, source="Moodle 5.0, database columns of 255 characters", where="scorm")
def identifier_long(package: Package) -> Iterator[Hit]:
    """An identifier is longer than 255 characters.

    Shorten it before anybody's record hangs on it.
    """
    for each in _identified(package):
        if _units(each.get("identifier") or "") > 255:
            yield Hit(
                f"{_units(each.get('identifier') or '')} characters", _path(package), line(each)
            )


@rule("error", ADL, MOODLE, CLOUD, source=CAM)
def title_missing(package: Package) -> Iterator[Hit]:
    """An organization or item has no title.

    Give it one: it is what learners see in the menu.
    """
    for each in _titled(package):
        found = children(each, "title")
        if not found or not "".join(found[0].itertext()).strip():
            yield Hit(f"`{each.get('identifier', local(each))[:80]}`", _path(package), line(each))


@rule("error", MOODLE, source="observed in Moodle 5.0: error writing to database", where="scorm")
def title_too_long(package: Package) -> Iterator[Hit]:
    """A title is longer than 255 characters: Moodle's import fails.

    Shorten it to 200.
    """
    for each in _titled(package):
        for title in children(each, "title")[:1]:
            size = _units("".join(title.itertext()))
            if size > 255:
                yield Hit(f"{size} characters", _path(package), line(title))


@rule("warning", ADL, STRICT, source="SCORM 2004 CAM 3.4.1.4: 200 characters", where="scorm")
def title_long(package: Package) -> Iterator[Hit]:
    """A title is longer than the 200 characters that every LMS must take.

    Shorten it.
    """
    for each in _titled(package):
        for title in children(each, "title")[:1]:
            size = _units("".join(title.itertext()))
            if 200 < size <= 255:
                yield Hit(f"{size} characters", _path(package), line(title))


@rule("warning", OPENEDX, source="observed in openedx-scorm-xblock 19.0.5", where="scorm")
def visibility_unsaid(package: Package) -> Iterator[Hit]:
    """Several items launch something, and one does not say `isvisible="true"`: Open edX leaves it out.

    Write the attribute, though it is the default.
    """
    if package.manifest:
        launched = [item for item, _ in package.manifest.launched]
        if len(launched) > 1:
            for item in launched:
                if item.element.get("isvisible") is None:
                    yield Hit(f"`{item.identifier}`", _path(package), line(item.element))


@rule("error", EVERY, source=CAM)
def everything_hidden(package: Package) -> Iterator[Hit]:
    """Every item that launches something is hidden from the menu.

    Let at least one be visible.
    """
    if package.manifest:
        launched = [item for item, _ in package.manifest.launched]
        if launched and all(item.element.get("isvisible") == "false" for item in launched):
            yield Hit('all have `isvisible="false"`', _path(package), line(launched[0].element))


@rule("warning", OPENEDX, "gradebooks with one column", source="observed in openedx-scorm-xblock 19.0.5", where="scorm")  # fmt: skip
def several_scos(package: Package) -> Iterator[Hit]:
    """The package has several SCOs: Open edX lets all of them write to one record.

    For such an LMS make a package of each.
    """
    if package.manifest:
        count = sum(each.is_sco for _, each in package.manifest.launched)
        if count > 1:
            yield Hit(f"{count} SCOs", _path(package))
