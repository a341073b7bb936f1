"""SCORM 2004: what decides completion and success, and whether the content sends what it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from ihrp_course.inspect.manifest import (
    ADLCP2004,
    Item,
    attribute,
    children,
    line,
    local,
    space,
    text,
)
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, CLOUD, EVERY, MANY, MOODLE, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path

CAM = "SCORM 2004 CAM 3.4.1.4"
_ACTIONS = {"exit,message", "exit,no message", "continue,message", "continue,no message"}
_OLD = ("masteryscore", "maxtimeallowed", "timelimitaction", "datafromlms", "prerequisites")
_OF_SCOS = ("timeLimitAction", "dataFromLMS", "completionThreshold", "presentation", "data")


def _items(package: Package) -> Iterator[Item]:
    if package.manifest:
        yield from package.manifest.items


def _thresholds(package: Package) -> Iterator[tuple[_Element, str]]:
    """Every threshold of an item that decides something, with its measure as written."""
    for item in _items(package):
        for each in children(item.element, "completionThreshold"):
            said = (text(each) or "").strip()
            if said:
                yield each, said
            elif each.get("completedByMeasure") in ("true", "1"):
                yield each, each.get("minProgressMeasure", "1.0")


def _names(package: Package, element: str) -> bool:
    return any(element in each.elements for each in package.texts)


@rule("error", ADL, STRICT, source=CAM + ": 0 to 1", where="scorm2004")
def threshold_range(package: Package) -> Iterator[Hit]:
    """A completion threshold is no number from 0 to 1.

    Write 90 per cent as `0.9`.
    """
    for each, said in _thresholds(package):
        if not re.fullmatch(r"0?\.\d+|[01](?:\.\d*)?", said) or float(said) > 1:
            yield Hit(f"it is `{said[:40]}`", _path(package), line(each))


@rule("warning", ADL, source="SCORM 2004 4th ed. CAM: deprecated; ADL test suite warns", where="scorm2004")  # fmt: skip
def threshold_old_form(package: Package) -> Iterator[Hit]:
    """A 4th edition manifest has the completion threshold as text.

    Write `<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.9"/>`.
    """
    if package.kind.edition == 4:
        for each, _ in _thresholds(package):
            if (text(each) or "").strip():
                yield Hit("it is text", _path(package), line(each))


@rule("error", ADL, CLOUD, source="SCORM 2004 3rd ed. CAM 3.4.1.4", where="scorm2004")
def threshold_new_form(package: Package) -> Iterator[Hit]:
    """A manifest of an earlier edition has the 4th edition's completion threshold.

    Write the number as text, or declare the 4th edition.
    """
    if package.kind.edition in (2, 3):
        for item in _items(package):
            for each in children(item.element, "completionThreshold"):
                if each.attrib:
                    yield Hit("it has attributes", _path(package), line(each))


@rule("error", EVERY, source="SCORM 2004 RTE 4.2.4; SN 4.2.4", where="scorm2004")
def threshold_without_progress(package: Package) -> Iterator[Hit]:
    """Completion hangs on a threshold, but no script sends `cmi.progress_measure`: learners stay stuck.

    Send the measure, or delete the threshold.
    """
    if package.texts and package.are_texts_whole and not _names(package, "cmi.progress_measure"):
        for each, _ in _thresholds(package):
            yield Hit("no script names `cmi.progress_measure`", _path(package), line(each))


@rule("error", EVERY, source="SCORM 2004 RTE 4.2.22; SN 4.2.2", where="scorm2004")
def measure_without_score(package: Package) -> Iterator[Hit]:
    """Success hangs on a pass mark, but no script sends `cmi.score.scaled`: it stays unknown.

    Send the scaled score (−1 to 1), or delete the mark.
    """
    if package.texts and package.are_texts_whole and not _names(package, "cmi.score.scaled"):
        for item in _items(package):
            for each in item.element.iter("{*}primaryObjective"):
                if each.get("satisfiedByMeasure") in ("true", "1") and not item.items:
                    yield Hit("no script names `cmi.score.scaled`", _path(package), line(each))


@rule("warning", MOODLE, source="Moodle 5.0, scorm_13.js: overrides the status at the end", where="scorm2004")  # fmt: skip
def threshold_override(package: Package) -> Iterator[Hit]:
    """A completion threshold makes the LMS replace the status that the content sent.

    Keep `cmi.progress_measure` and `cmi.completion_status` in step, or delete the threshold.
    """
    if not package.are_texts_whole or _names(package, "cmi.progress_measure"):
        for each, _ in _thresholds(package):
            yield Hit("the LMS decides completion", _path(package), line(each))
            return


@rule("warning", CLOUD, "LMSs with full sequencing", source="SCORM 2004 SN 3.13: defaults", where="scorm2004")  # fmt: skip
def silence_counts_as_success(package: Package) -> Iterator[Hit]:
    """An item leaves `completionSetByContent` off: a SCO that stays silent counts as completed.

    Write `<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>`.
    """
    if package.manifest:
        for item, resource in package.manifest.launched:
            if not resource.is_sco:
                continue
            controls = list(item.element.iter("{*}deliveryControls"))
            if not any(
                each.get("completionSetByContent") in ("true", "1") for each in controls
            ) and not any(each.get("IDRef") for each in children(item.element, "sequencing")):
                yield Hit(f"`{item.identifier}`", _path(package), line(item.element))


@rule("warning", EVERY, source="SCORM 2004 SN 3.13.1", where="scorm2004")
def not_tracked(package: Package) -> Iterator[Hit]:
    """An item with a SCO is not tracked: what it reports is thrown away.

    Delete `tracked="false"`.
    """
    if package.manifest:
        for item, resource in package.manifest.launched:
            for each in item.element.iter("{*}deliveryControls"):
                if resource.is_sco and each.get("tracked") in ("false", "0"):
                    yield Hit(f"`{item.identifier}`", _path(package), line(each))


@rule("error", ADL, STRICT, source=CAM, where="scorm2004")
def time_limit_word_2004(package: Package) -> Iterator[Hit]:
    """`timeLimitAction` is none of its four words.

    Write `exit,message`, `exit,no message`, `continue,message` or `continue,no message`.
    """
    for item in _items(package):
        for each in children(item.element, "timeLimitAction"):
            if (said := (text(each) or "").strip()) not in _ACTIONS:
                yield Hit(f"it is `{said[:40]}`", _path(package), line(each))


@rule("warning", EVERY, source=CAM + "; SN 3.7", where="scorm2004")
def time_limit_pointless_2004(package: Package) -> Iterator[Hit]:
    """`timeLimitAction` stands without a limit.

    Set `attemptAbsoluteDurationLimit` in `limitConditions`, or delete the action.
    """
    for item in _items(package):
        for each in children(item.element, "timeLimitAction"):
            limits = item.element.iter("{*}limitConditions")
            if not any(limit.get("attemptAbsoluteDurationLimit") for limit in limits):
                yield Hit(f"`{item.identifier}`", _path(package), line(each))


@rule("warning", STRICT, source="SCORM 2004 CAM 3.4.1.4: 4000", where="scorm2004")
def launch_data_long_2004(package: Package) -> Iterator[Hit]:
    """`dataFromLMS` is longer than 4000 characters and may be cut.

    Shorten it, or put the data into the package.
    """
    for item in _items(package):
        for each in children(item.element, "dataFromLMS"):
            if len(text(each) or "") > 4000:
                yield Hit(f"{len(text(each) or '')} characters", _path(package), line(each))


@rule("error", ADL, STRICT, source=CAM + "; ADL test suite", where="scorm2004")
def tracking_without_sco(package: Package) -> Iterator[Hit]:
    """An item that launches no SCO has elements that only a SCO can use.

    Move timing, threshold, launch data and buttons to the item of the SCO.
    """
    if package.manifest:
        scos = {each.identifier for each in package.manifest.resources if each.is_sco}
        for item in package.manifest.items:
            if item.reference not in scos:
                for child in item.element:
                    if local(child) in _OF_SCOS and "adl" in space(child):
                        yield Hit(f"`{local(child)}`", _path(package), line(child))


@rule("warning", MANY, source="SCORM 2004 CAM 3.4.1.4", where="scorm2004")
def element_of_12(package: Package) -> Iterator[Hit]:
    """An item of SCORM 2004 has an element of SCORM 1.2, which is passed over.

    Use `minNormalizedMeasure`, `limitConditions`, `timeLimitAction`, `dataFromLMS` or sequencing rules.
    """
    for item in _items(package):
        for child in item.element:
            if local(child) in _OLD and space(child) != ADLCP2004:
                yield Hit(f"`{local(child)}`", _path(package), line(child))


@rule("error", ADL, CLOUD, source="SCORM 2004 4th ed. CAM 3.4.1.4", where="scorm2004")
def shared_data_too_early(package: Package) -> Iterator[Hit]:
    """A manifest of the 2nd or 3rd edition has shared data buckets of the 4th.

    Declare `2004 4th Edition`, or take them out.
    """
    if package.kind.edition in (2, 3):
        for item in _items(package):
            for each in children(item.element, "data"):
                yield Hit(f"`{item.identifier}`", _path(package), line(each))


@rule("error", ADL, CLOUD, source="SCORM 2004 4th ed. CAM 3.4.1.4", where="scorm2004")
def shared_data_target(package: Package) -> Iterator[Hit]:
    """A shared data bucket has no `targetID`, or an item maps the same one twice.

    Give each `adlcp:map` a `targetID` of its own.
    """
    for item in _items(package):
        seen: set[str] = set()
        for holder in children(item.element, "data"):
            for each in children(holder, "map"):
                target = attribute(each, "targetID") or ""
                if not target or target in seen:
                    yield Hit(f"`{target[:80]}`", _path(package), line(each))
                seen.add(target)
