"""Two zips: what putting the new one in the old one's place would break. Each rule gets both."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element, tostring

from ihrp_course.inspect.manifest import Item, Manifest, Resource, children, line
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import EVERY, MANY, MOODLE, rule


def _launched(manifest: Manifest) -> dict[str, tuple[Item, Resource]]:
    return {item.identifier or "": (item, each) for item, each in manifest.launched}


def _both(old: Package, new: Package) -> tuple[Manifest, Manifest] | None:
    return (old.manifest, new.manifest) if old.manifest and new.manifest else None


def _kept(old: Package, new: Package) -> Iterator[tuple[Item, Resource, Item, Resource]]:
    """The launched items that both have."""
    if both := _both(old, new):
        before, after = map(_launched, both)
        for name in before.keys() & after.keys():
            yield (*before[name], *after[name])


@rule("error", EVERY, source="the new zip cannot be read", where="update")
def update_unreadable(old: Package, new: Package) -> Iterator[Hit]:
    """One of the two zips has no manifest that can be read: nothing can be promised.

    Mend that zip first.
    """
    for each in (old, new):
        if each.manifest is None:
            yield Hit(f"`{each.name}`")


@rule("error", EVERY, source="SCORM 1.2 and 2004 keep other data", where="update")
def update_standard(old: Package, new: Package) -> Iterator[Hit]:
    """The new zip is of another standard: no record carries over.

    Export it for the old standard, or import it as a new course.
    """
    if _both(old, new) and old.kind.name != new.kind.name:
        yield Hit(f"{old.kind.label} becomes {new.kind.label}")


@rule("warning", MANY, source="LMSs choose the player by the edition", where="update")
def update_edition(old: Package, new: Package) -> Iterator[Hit]:
    """The new zip declares another edition of SCORM 2004.

    Keep the edition, or try it with a test learner who is half way through.
    """
    if old.kind.name == new.kind.name and old.kind.edition != new.kind.edition:
        yield Hit(f"{old.kind.label} becomes {new.kind.label}")


@rule("error", MOODLE, MANY, source="Moodle scormlib.php: tracks of a missing item are deleted", where="update")  # fmt: skip
def update_item_gone(old: Package, new: Package) -> Iterator[Hit]:
    """An item of the old zip is not in the new one: learners lose what they did in it.

    Keep its `identifier`; titles may change, identifiers may not.
    """
    if both := _both(old, new):
        known = {item.identifier for item in both[1].items}
        for item in both[0].items:
            if item.identifier not in known:
                yield Hit(f"`{item.identifier}`", both[0].path, line(item.element))


@rule("warning", EVERY, source="completion of all items", where="update")
def update_item_new(old: Package, new: Package) -> Iterator[Hit]:
    """The new zip has an item more: learners who were done are no longer.

    Say so before the update, or give the part as a package of its own.
    """
    if both := _both(old, new):
        known = {item.identifier for item in both[0].items}
        for item in both[1].items:
            if item.identifier not in known:
                yield Hit(f"`{item.identifier}`", both[1].path, line(item.element))


@rule("error", MANY, source="LMSs that keep records by organization or manifest", where="update")
def update_identifier(old: Package, new: Package) -> Iterator[Hit]:
    """The identifier of the manifest or its organization changes: some LMSs see a new course.

    Keep both.
    """
    if both := _both(old, new):
        before, after = both[0].root.get("identifier"), both[1].root.get("identifier")
        if before != after:
            yield Hit(f"manifest: `{before}` becomes `{after}`", both[1].path)
        first, second = both[0].organization, both[1].organization
        if first and second and first.identifier != second.identifier:
            yield Hit(f"organization: `{first.identifier}` becomes `{second.identifier}`", both[1].path)  # fmt: skip


@rule("warning", "ILIAS", "SCORM Cloud", source="ILIAS, ScormAicc module; scorm.com, Versioning in SCORM Cloud", where="update")  # fmt: skip
def update_manifest(old: Package, new: Package) -> Iterator[Hit]:
    """The manifest is not the same: ILIAS refuses the new version, SCORM Cloud resets those it is overwritten for.

    There import it as a new course, or for new learners only; other LMSs take it.
    """
    if (both := _both(old, new)) and tostring(both[0].root) != tostring(both[1].root):
        yield Hit("", both[1].path)


@rule("warning", MANY, source="LMSs that keep records by resource", where="update")
def update_resource(old: Package, new: Package) -> Iterator[Hit]:
    """An item's resource has another identifier.

    Keep it.
    """
    for item, before, _, after in _kept(old, new):
        if before.identifier != after.identifier:
            yield Hit(f"`{item.identifier}`: `{before.identifier}` becomes `{after.identifier}`")


@rule("warning", MANY, "bookmarks", source="LMSs that keep the launch address", where="update")
def update_launch_file(old: Package, new: Package) -> Iterator[Hit]:
    """An item launches another file.

    Keep the file's name, or leave the old one in place as a redirect.
    """
    for item, before, _, after in _kept(old, new):
        hrefs = [each.launch.href if each.launch else "" for each in (before, after)]
        if hrefs[0] != hrefs[1]:
            yield Hit(f"`{item.identifier}`: `{hrefs[0]}` becomes `{hrefs[1]}`")


@rule("error", EVERY, source="an asset reports nothing", where="update")
def update_scorm_type(old: Package, new: Package) -> Iterator[Hit]:
    """An item was a SCO and becomes an asset, or the other way round.

    Keep its `scormtype`.
    """
    for item, before, _, after in _kept(old, new):
        if before.scorm_type != after.scorm_type:
            yield Hit(f"`{item.identifier}`: {before.scorm_type} becomes {after.scorm_type}")


@rule("warning", EVERY, source="SCORM 1.2 RTE 3.4.4; SCORM 2004 RTE 4.2", where="update")
def update_marks(old: Package, new: Package) -> Iterator[Hit]:
    """Marks, limits or launch data of an item change; they hold for learners who are half way too.

    Tell those who grade.
    """
    names = (
        "masteryscore", "maxtimeallowed", "timelimitaction", "datafromlms", "prerequisites",
        "completionThreshold", "dataFromLMS", "timeLimitAction",
    )  # fmt: skip
    for item, _, other, _ in _kept(old, new):
        for name in names:
            before, after = (_words(children(each.element, name)) for each in (item, other))
            if before != after:
                yield Hit(f"`{item.identifier}`: `{name}`")


@rule("warning", "LMSs with full sequencing", source="SCORM 2004 SN", where="update")
def update_sequencing(old: Package, new: Package) -> Iterator[Hit]:
    """The sequencing of an item changes: pass mark, rules or objectives.

    Try it with a test learner who is half way through.
    """
    for item, _, other, _ in _kept(old, new):
        before, after = (_words(children(each.element, "sequencing")) for each in (item, other))
        if before != after:
            yield Hit(f"`{item.identifier}`")


@rule("warning", "reports", source="what an LMS shows of the old records", where="update")
def update_reports(old: Package, new: Package) -> Iterator[Hit]:
    """The new scripts no longer name data that the old ones sent: that column stays as it was.

    Tell those who read the reports.
    """
    if old.are_texts_whole and new.are_texts_whole and old.texts and new.texts:
        before, after = (
            {name for each in two.texts for name in each.elements} for two in (old, new)
        )
        for name in sorted(before - after):
            yield Hit(f"`{name}`")


def _words(elements: list[_Element]) -> list[tuple[str, list[tuple[str, str]], str]]:
    """What the elements say, whatever their prefixes, comments and white space."""
    return [
        (str(each.tag), sorted(map(_pair, each.attrib.items())), (each.text or "").strip())
        for element in elements
        for each in element.iter("*")
    ]


def _pair(attribute: tuple[object, object]) -> tuple[str, str]:
    return str(attribute[0]), str(attribute[1])
