"""The manifest's words: elements and attributes that exist, in the order in which they must stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
from ihrp_course.inspect.rule import ADL, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path

_CORE = frozenset(
    "manifest metadata schema schemaversion organizations organization item title resources"
    " resource file dependency".split()
)
_ELEMENTS = {
    CP12: _CORE,
    CP2004: _CORE | {"sequencingCollection"},
    ADLCP12: frozenset(
        "location prerequisites maxtimeallowed timelimitaction datafromlms masteryscore".split()
    ),
    ADLCP2004: frozenset(
        "location dataFromLMS timeLimitAction completionThreshold data map".split()
    ),
    ADLSEQ: frozenset(
        "constrainedChoiceConsiderations rollupConsiderations objectives objective mapInfo".split()
    ),
    ADLNAV: frozenset("presentation navigationInterface hideLMSUI".split()),
    IMSSS: frozenset(
        "sequencing sequencingCollection controlMode sequencingRules preConditionRule"
        " postConditionRule exitConditionRule ruleConditions ruleCondition ruleAction"
        " limitConditions auxiliaryResources auxiliaryResource rollupRules rollupRule"
        " rollupConditions rollupCondition rollupAction objectives primaryObjective objective"
        " minNormalizedMeasure mapInfo randomizationControls deliveryControls".split()
    ),
}
_ATTRIBUTES = {
    "manifest": "identifier version",
    "organizations": "default",
    "organization": "identifier structure",
    "item": "identifier identifierref isvisible parameters",
    "resource": "identifier type href",
    "file": "href",
    "dependency": "identifierref",
}
_ORDERS = {
    "manifest": "metadata organizations resources manifest sequencingCollection",
    "organization": "title item",
    "item": "title item",
    "resource": "metadata file dependency",
    "sequencing": (
        "controlMode sequencingRules limitConditions auxiliaryResources rollupRules objectives"
        " randomizationControls deliveryControls constrainedChoiceConsiderations"
        " rollupConsiderations"
    ),
    "sequencingRules": "preConditionRule exitConditionRule postConditionRule",
}
_ONCE = {
    "manifest": ("metadata", "organizations", "resources"),
    "metadata": ("schema", "schemaversion"),
    "organization": ("title", "sequencing"),
    "item": (
        "title", "sequencing", "masteryscore", "datafromlms", "maxtimeallowed",
        "timelimitaction", "prerequisites", "dataFromLMS", "timeLimitAction",
        "completionThreshold",
    ),
    "objectives": ("primaryObjective",),
    "sequencing": ("controlMode", "rollupRules", "sequencingRules", "deliveryControls"),
}  # fmt: skip


def _elements(package: Package) -> Iterable[_Element]:
    return package.manifest.root.iter("*") if package.manifest else ()


@rule("error", ADL, STRICT, source="the editions' schemas", where="scorm")
def element_unknown(package: Package) -> Iterator[Hit]:
    """The manifest has an element that its namespace does not know; it is passed over or refused.

    Check its spelling and case against the standard.
    """
    for each in _elements(package):
        known = _ELEMENTS.get(space(each))
        if known is not None and local(each) not in known and each.getparent() is not None:
            yield Hit(f"`{local(each)}`", _path(package), line(each))


@rule("warning", ADL, STRICT, source="the editions' schemas", where="scorm")
def attribute_unknown(package: Package) -> Iterator[Hit]:
    """An element of the manifest has an attribute that does not exist.

    Check its spelling and case against the standard.
    """
    for each in _elements(package):
        if space(each) not in (CP12, CP2004) or local(each) not in _ATTRIBUTES:
            continue
        known = _ATTRIBUTES[local(each)].split()
        for key in each.attrib:
            if not str(key).startswith("{") and key not in (*known, "scormtype", "scormType"):
                yield Hit(f"`{key}` on `{local(each)}`", _path(package), line(each))


@rule("warning", ADL, STRICT, source="the editions' schemas; SCORM 2004 CAM 3.4", where="scorm")
def element_order(package: Package) -> Iterator[Hit]:
    """Elements of the manifest stand in another order than the schema's.

    Put them into the order named.
    """
    for each in _elements(package):
        name = local(each)
        if name not in _ORDERS or (
            name != "sequencing" and space(each) not in (CP12, CP2004, IMSSS)
        ):
            continue
        order = _ORDERS[name].split()
        places = [order.index(local(child)) for child in each if local(child) in order]
        if places != sorted(places):
            shown = [word for word in order if children(each, word)]
            yield Hit(f"in `{name}`: {', '.join(shown)}", _path(package), line(each))


@rule("error", ADL, STRICT, source="the editions' schemas", where="scorm")
def element_twice(package: Package) -> Iterator[Hit]:
    """An element that may stand once stands twice.

    Keep one: which of them is read depends on the LMS.
    """
    for each in _elements(package):
        for name in (
            _ONCE.get(local(each), ()) if len(each) > 1 and space(each) in _ELEMENTS else ()
        ):
            found = children(each, name)
            spaces = {space(other) for other in found}
            if len(found) > len(spaces):
                yield Hit(f"`{name}` in `{local(each)}`", _path(package), line(found[1]))


@rule("error", ADL, STRICT, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1", where="scorm")
def section_missing(package: Package) -> Iterator[Hit]:
    """The manifest lacks one of its parts.

    It has `metadata` (optional in 1.2), `organizations` and `resources`, even if empty.
    """
    if package.manifest and local(package.manifest.root) == "manifest":
        for name in ("organizations", "resources"):
            if not children(package.manifest.root, name):
                yield Hit(f"no `{name}`", _path(package), line(package.manifest.root))
