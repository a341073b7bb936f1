"""SCORM 2004 sequencing and navigation: what an engine would stumble over, and what Moodle drops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from ihrp_course.inspect.manifest import attribute, children, line, local, text
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, CLOUD, EVERY, MOODLE, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path

SN = "SCORM 2004 SN 3; CAM 5.1"
_CONDITIONS = set(
    "satisfied objectiveStatusKnown objectiveMeasureKnown objectiveMeasureGreaterThan"
    " objectiveMeasureLessThan completed activityProgressKnown attempted attemptLimitExceeded"
    " timeLimitExceeded outsideAvailableTimeRange always".split()
)
_WORDS = {
    ("preConditionRule", "ruleAction", "action"): set(
        "skip disabled hiddenFromChoice stopForwardTraversal".split()
    ),
    ("postConditionRule", "ruleAction", "action"): set(
        "exitParent exitAll retry retryAll continue previous".split()
    ),
    ("exitConditionRule", "ruleAction", "action"): {"exit"},
    ("ruleConditions", "ruleCondition", "condition"): _CONDITIONS,
    ("rollupRule", "rollupAction", "action"): set(
        "satisfied notSatisfied completed incomplete".split()
    ),
    ("rollupConditions", "rollupCondition", "condition"): _CONDITIONS - {"always"},
    ("rollupRules", "rollupRule", "childActivitySet"): set(
        "all any none atLeastCount atLeastPercent".split()
    ),
}
_HIDE = set("previous continue exit exitAll abandon abandonAll suspendAll".split())
_BOOLEANS = set(
    "choice choiceExit flow forwardOnly useCurrentAttemptObjectiveInfo useCurrentAttemptProgressInfo"
    " satisfiedByMeasure tracked completionSetByContent objectiveSetByContent completedByMeasure"
    " readSatisfiedStatus readNormalizedMeasure writeSatisfiedStatus writeNormalizedMeasure"
    " reorderChildren preventActivation constrainChoice".split()
)


def _activities(package: Package) -> Iterator[tuple[_Element, _Element]]:
    """Every organization or item that has sequencing, with it."""
    if package.manifest:
        for each in package.manifest.root.iter("{*}organization", "{*}item"):
            for sequencing in children(each, "sequencing"):
                yield each, sequencing


def _below(element: _Element, *names: str) -> list[_Element]:
    found = [element]
    for name in names:
        found = [child for each in found for child in children(each, name)]
    return found


def _objectives(sequencing: _Element) -> list[_Element]:
    return [
        each
        for holder in _below(sequencing, "objectives")
        for each in holder
        if local(each) in ("primaryObjective", "objective")
    ]


@rule("error", ADL, CLOUD, STRICT, source=SN, where="scorm2004")
def sequencing_word(package: Package) -> Iterator[Hit]:
    """A sequencing rule uses a word that does not exist.

    Take one of the words of the Sequencing and Navigation book, in its case.
    """
    for _, sequencing in _activities(package):
        for (parent, name, key), words in _WORDS.items():
            for holder in sequencing.iter(f"{{*}}{parent}"):
                for each in children(holder, name):
                    said = each.get(key)
                    if said is not None and said not in words:
                        yield Hit(f"`{key}` is `{said[:60]}`", _path(package), line(each))


@rule("error", ADL, CLOUD, STRICT, source=SN, where="scorm2004")
def sequencing_boolean(package: Package) -> Iterator[Hit]:
    """A switch of the sequencing is neither `true` nor `false`.

    Write one of them, in lower case.
    """
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            for key in _BOOLEANS & set(map(str, each.attrib)):
                if each.get(key) not in ("true", "false", "1", "0"):
                    yield Hit(f"`{key}` is `{each.get(key)}`", _path(package), line(each))


@rule("error", EVERY, source="SCORM 2004 SN 3.2", where="scorm2004")
def nothing_reachable(package: Package) -> Iterator[Hit]:
    """Neither `choice` nor `flow` is on: learners get to no item.

    Write `<imsss:controlMode choice="true" flow="true"/>` in the organization's sequencing.
    """
    for each, sequencing in _activities(package):
        for mode in _below(sequencing, "controlMode"):
            if (
                children(each, "item")
                and mode.get("choice") in ("false", "0")
                and mode.get("flow") in (None, "false", "0")
            ):
                yield Hit(f"`{each.get('identifier')}`", _path(package), line(mode))


@rule("error", ADL, STRICT, source="SCORM 2004 SN 3.10; CAM 5.1.7", where="scorm2004")
def primary_objective_missing(package: Package) -> Iterator[Hit]:
    """An activity's `objectives` lacks its `primaryObjective`, or that does not stand first.

    Begin with one `<imsss:primaryObjective>`.
    """
    for _, sequencing in _activities(package):
        for holder in _below(sequencing, "objectives"):
            if "imsss" in str(holder.tag):
                names = [local(each) for each in holder if local(each)]
                if not names or names[0] != "primaryObjective":
                    yield Hit("no `primaryObjective` first", _path(package), line(holder))


@rule("error", ADL, CLOUD, source="SCORM 2004 CAM 5.1.7; ADL test suite", where="scorm2004")
def objective_without_id(package: Package) -> Iterator[Hit]:
    """An objective has no `objectiveID`, but is mapped or is not the primary one.

    Give it an id.
    """
    for _, sequencing in _activities(package):
        for each in _objectives(sequencing):
            is_mapped = bool(children(each, "mapInfo"))
            if not each.get("objectiveID") and (is_mapped or local(each) == "objective"):
                yield Hit(f"`{local(each)}`", _path(package), line(each))


@rule("error", ADL, CLOUD, source="SCORM 2004 CAM 5.1.7; ADL test suite", where="scorm2004")
def objective_twice(package: Package) -> Iterator[Hit]:
    """Two objectives of one activity have the same id.

    Make each unique in its activity.
    """
    for _, sequencing in _activities(package):
        seen: set[str] = set()
        for each in _objectives(sequencing):
            name = each.get("objectiveID")
            if name and name in seen:
                yield Hit(f"`{name[:80]}`", _path(package), line(each))
            seen.add(name or "")


@rule("error", ADL, CLOUD, source="SCORM 2004 SN 3.4", where="scorm2004")
def objective_dangling(package: Package) -> Iterator[Hit]:
    """A rule refers to an objective that its activity does not have.

    Name an `objectiveID` of the same activity.
    """
    for _, sequencing in _activities(package):
        known = {each.get("objectiveID") for each in _objectives(sequencing)}
        for each in sequencing.iter("{*}ruleCondition"):
            name = each.get("referencedObjective")
            if name and name not in known:
                yield Hit(f"`{name[:80]}`", _path(package), line(each))


@rule("error", ADL, CLOUD, source="SCORM 2004 SN 3.10: −1 to 1", where="scorm2004")
def measure_range(package: Package) -> Iterator[Hit]:
    """`minNormalizedMeasure` is no number from −1 to 1.

    Write 80 per cent as `0.8`.
    """
    for _, sequencing in _activities(package):
        for each in sequencing.iter("{*}minNormalizedMeasure"):
            said = (text(each) or "").strip()
            if not re.fullmatch(r"[+-]?(?:0?\.\d+|[01](?:\.\d*)?)", said) or abs(float(said)) > 1:
                yield Hit(f"it is `{said[:40]}`", _path(package), line(each))


@rule("warning", EVERY, source="SCORM 2004 SN 3.10: the default is 1.0", where="scorm2004")
def measure_missing(package: Package) -> Iterator[Hit]:
    """`satisfiedByMeasure` stands without a `minNormalizedMeasure`: the pass mark is 100 per cent.

    Add `<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>`.
    """
    for _, sequencing in _activities(package):
        for each in _objectives(sequencing):
            is_measured = each.get("satisfiedByMeasure") in ("true", "1")
            if is_measured and not children(each, "minNormalizedMeasure"):
                yield Hit(f"`{each.get('objectiveID') or local(each)}`", _path(package), line(each))


@rule("warning", EVERY, source="SCORM 2004 SN 3.10", where="scorm2004")
def measure_idle(package: Package) -> Iterator[Hit]:
    """A `minNormalizedMeasure` stands without `satisfiedByMeasure="true"`: it decides nothing.

    Switch it on, or delete the mark.
    """
    for _, sequencing in _activities(package):
        for each in _objectives(sequencing):
            marks = children(each, "minNormalizedMeasure")
            if marks and each.get("satisfiedByMeasure") not in ("true", "1"):
                yield Hit(
                    f"`{each.get('objectiveID') or local(each)}`", _path(package), line(marks[0])
                )


@rule("warning", MOODLE, source="observed in Moodle 5.0: 0.8 read as 1.0", where="scorm2004")
def measure_beside_objectives(package: Package) -> Iterator[Hit]:
    """An item has a pass mark and further objectives; Moodle then reads the mark wrongly.

    Keep the pass mark in the content, or the objectives out of the manifest.
    """
    for _, sequencing in _activities(package):
        found = _objectives(sequencing)
        marked = [each for each in found if children(each, "minNormalizedMeasure")]
        if marked and any(local(each) == "objective" for each in found):
            yield Hit(f"{len(found)} objectives", _path(package), line(marked[0]))


@rule("warning", MOODLE, source="observed in Moodle 5.0; SCORM 2004 SN 3.10", where="scorm2004")
def objectives_mapped(package: Package) -> Iterator[Hit]:
    """Objectives are shared between items (`mapInfo`), which Moodle drops.

    Do not let an item depend on another's result there.
    """
    for _, sequencing in _activities(package):
        for each in sequencing.iter("{*}mapInfo"):
            yield Hit(f"`{(each.get('targetObjectiveID') or '')[:80]}`", _path(package), line(each))
            return


@rule("warning", CLOUD, "LMSs with full sequencing", source="SCORM 2004 CAM 3.4.1.3: default true", where="scorm2004")  # fmt: skip
def objectives_leak(package: Package) -> Iterator[Hit]:
    """Shared objectives hold for the whole system: results leak from one course into another.

    Write `adlseq:objectivesGlobalToSystem="false"` on the organization.
    """
    for each, _ in _activities(package):
        if (
            local(each) == "organization"
            and next(each.iter("{*}mapInfo"), None) is not None
            and attribute(each, "objectivesGlobalToSystem") not in ("false", "0")
        ):
            yield Hit(f"`{each.get('identifier')}`", _path(package), line(each))


@rule("error", ADL, CLOUD, source="SCORM 2004 CAM 5.1.7; ADL test suite: map conflicts", where="scorm2004")  # fmt: skip
def objective_map_conflict(package: Package) -> Iterator[Hit]:
    """Two objectives of one activity write to the same shared objective.

    Let one of them write.
    """
    keys = ("writeSatisfiedStatus", "writeNormalizedMeasure")
    for _, sequencing in _activities(package):
        written: set[tuple[str, str | None]] = set()
        for each in sequencing.iter("{*}mapInfo"):
            for key in keys:
                if each.get(key) in ("true", "1"):
                    target = (key, each.get("targetObjectiveID"))
                    if target in written:
                        yield Hit(f"`{target[1]}`", _path(package), line(each))
                    written.add(target)


@rule("error", ADL, STRICT, source="SCORM 2004 CAM 5.1.1; ADL test suite", where="scorm2004")
def collection_dangling(package: Package) -> Iterator[Hit]:
    """A sequencing refers to one of the collection that does not exist.

    Name an `ID` of the `sequencingCollection`.
    """
    if package.manifest:
        known = {
            each.get("ID")
            for holder in package.manifest.root.iter("{*}sequencingCollection")
            for each in holder
        }
        for _, sequencing in _activities(package):
            name = sequencing.get("IDRef")
            if name is not None and name not in known:
                yield Hit(f"`{name[:80]}`", _path(package), line(sequencing))


@rule("error", ADL, STRICT, source="SCORM 2004 CAM 5.2.3", where="scorm2004")
def hide_word(package: Package) -> Iterator[Hit]:
    """`hideLMSUI` names a button that does not exist.

    Take one of: previous, continue, exit, exitAll, abandon, abandonAll, suspendAll.
    """
    if package.manifest:
        for each in package.manifest.root.iter("{*}hideLMSUI"):
            said = (text(each) or "").strip()
            if said not in _HIDE:
                yield Hit(f"it is `{said[:60]}`", _path(package), line(each))


@rule("warning", CLOUD, "LMSs with full sequencing", source="SCORM 2004 CAM 5.2.3", where="scorm2004")  # fmt: skip
def way_out_hidden(package: Package) -> Iterator[Hit]:
    """Every button with which a learner can leave is hidden.

    Leave `exitAll` or `suspendAll` visible, unless the content has a button of its own.
    """
    if package.manifest:
        for each in package.manifest.root.iter("{*}navigationInterface"):
            hidden = {(text(child) or "").strip() for child in children(each, "hideLMSUI")}
            if {"exit", "exitAll", "suspendAll"} <= hidden:
                yield Hit("exit, exitAll and suspendAll", _path(package), line(each))


@rule("error", ADL, STRICT, source="SCORM 2004 SN 3.7: ISO 8601", where="scorm2004")
def limit_shape(package: Package) -> Iterator[Hit]:
    """A limit of the sequencing is no duration or no count.

    Write durations as `PT1H30M` and `attemptLimit` as a whole number.
    """
    duration = re.compile(r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?")  # fmt: skip
    for _, sequencing in _activities(package):
        for each in sequencing.iter("{*}limitConditions"):
            for key, value in each.attrib.items():
                shape = re.compile(r"\d+") if key == "attemptLimit" else duration
                if ("Limit" in str(key)) and not shape.fullmatch(str(value)):
                    yield Hit(f"`{key}` is `{value!s:.40}`", _path(package), line(each))
