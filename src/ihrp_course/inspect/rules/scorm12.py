"""What a SCORM 1.2 manifest tells the LMS about an item: marks, limits, launch data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from ihrp_course.inspect.manifest import line, local, text
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, EVERY, MANY, MOODLE, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path

CAM = "SCORM 1.2 CAM 2.3.3.1"
_ACTIONS = {"exit,message", "exit,no message", "continue,message", "continue,no message"}
_MARK = r"\d{1,3}(?:\.\d+)?"
_LATER = {"timeLimitAction", "dataFromLMS", "completionThreshold", "data", "presentation"}


def _said(package: Package, name: str) -> Iterator[tuple[_Element, str]]:
    """Every such element below an item, with its text."""
    if package.manifest:
        for each in package.manifest.root.iter(f"{{*}}{name}"):
            if (parent := each.getparent()) is not None and local(parent) == "item":
                yield each, text(each) or ""


def _marks(package: Package) -> Iterator[tuple[_Element, str]]:
    """Every pass mark that an LMS can take."""
    for element, said in _said(package, "masteryscore"):
        if re.fullmatch(_MARK, said.strip()) and 1 < float(said) <= 100:
            yield element, said.strip()


@rule("error", EVERY, source=CAM + "; the schema lets it pass", where="scorm12")
def mastery_score_range(package: Package) -> Iterator[Hit]:
    """`masteryscore` is no number from 0 to 100: nobody can pass, or everybody does.

    Write a plain number such as `80`.
    """
    for element, said in _said(package, "masteryscore"):
        if not re.fullmatch(_MARK, said.strip()) or float(said) > 100:
            yield Hit(f"it is `{said.strip()[:40]}`", _path(package), line(element))


@rule("warning", EVERY, source=CAM, where="scorm12")
def mastery_score_fraction(package: Package) -> Iterator[Hit]:
    """`masteryscore` looks like a fraction, but counts in percent: everybody passes.

    Write `80`, not `0.8`.
    """
    for element, said in _said(package, "masteryscore"):
        if re.fullmatch(r"0?\.\d+|1(?:\.0+)?", said.strip()):
            yield Hit(f"it is `{said.strip()}`", _path(package), line(element))


@rule(
    "warning", MOODLE, MANY, source="SCORM 1.2 RTE 3.4.4; observed in Moodle 5.0", where="scorm12"
)
def mastery_score_override(package: Package) -> Iterator[Hit]:
    """The manifest has a `masteryscore`: as soon as a score is there, the LMS replaces the status.

    A learner who pauses with a partial score becomes failed. Delete it and let the content decide, or switch
    off “mastery score overrides status” in the LMS.
    """
    scored = {"cmi.core.score.raw"} & {name for each in package.texts for name in each.elements}
    if scored or not package.texts:
        for element, said in _marks(package):
            yield Hit(f"it is `{said}`", _path(package), line(element))


@rule("warning", EVERY, source="SCORM 1.2 RTE 3.4.4", where="scorm12")
def mastery_score_unused(package: Package) -> Iterator[Hit]:
    """The manifest has a `masteryscore`, but no script sends a score: it decides nothing.

    Let the content send `cmi.core.score.raw`, or delete the mark.
    """
    if package.texts and package.are_texts_whole:
        named = {name for each in package.texts for name in each.elements}
        if not any(name.startswith("cmi.core.score") for name in named):
            for element, _ in _marks(package):
                yield Hit("no script names `cmi.core.score`", _path(package), line(element))


@rule("error", STRICT, source=CAM, where="scorm12")
def max_time_shape(package: Package) -> Iterator[Hit]:
    """`maxtimeallowed` is no time span of SCORM 1.2.

    Write `HHHH:MM:SS.SS`, such as `0001:30:00.00`.
    """
    for element, said in _said(package, "maxtimeallowed"):
        if not re.fullmatch(r"\d{2,4}:[0-5]\d:[0-5]\d(?:\.\d{1,2})?", said.strip()):
            yield Hit(f"it is `{said.strip()[:40]}`", _path(package), line(element))


@rule("error", STRICT, source=CAM, where="scorm12")
def time_limit_word(package: Package) -> Iterator[Hit]:
    """`timelimitaction` is none of its four words.

    Write `exit,message`, `exit,no message`, `continue,message` or `continue,no message`.
    """
    for element, said in _said(package, "timelimitaction"):
        if said.strip() not in _ACTIONS:
            yield Hit(f"it is `{said.strip()[:40]}`", _path(package), line(element))


@rule(
    "warning", MANY, source=CAM + "; observed in Moodle 5.0: nothing enforces it", where="scorm12"
)
def time_limit_pointless(package: Package) -> Iterator[Hit]:
    """`timelimitaction` stands without `maxtimeallowed`.

    Give the limit too, or delete the action.
    """
    if package.manifest:
        for item in package.manifest.items:
            names = {local(child): child for child in item.element}
            if "timelimitaction" in names and "maxtimeallowed" not in names:
                yield Hit(f"`{item.identifier}`", _path(package), line(names["timelimitaction"]))


@rule("warning", STRICT, source=CAM, where="scorm12")
def launch_data_long(package: Package) -> Iterator[Hit]:
    """`datafromlms` is longer than 255 characters and may be cut.

    Shorten it, or put the data into the package.
    """
    for element, said in _said(package, "datafromlms"):
        if len(said) > 255:
            yield Hit(f"{len(said)} characters", _path(package), line(element))


@rule("warning", MOODLE, MANY, source=CAM + "; observed in Moodle 5.0", where="scorm12")
def prerequisites_weak(package: Package) -> Iterator[Hit]:
    """Items have `prerequisites`; most LMSs pass over them, Moodle only takes the link away.

    Do not rely on an order that the LMS must keep.
    """
    for element, said in _said(package, "prerequisites"):
        yield Hit(f"`{said.strip()[:80]}`", _path(package), line(element))
        return


@rule("error", STRICT, source=CAM, where="scorm12")
def prerequisites_shape(package: Package) -> Iterator[Hit]:
    """`prerequisites` lacks `type="aicc_script"` or is longer than 200 characters.

    Write the attribute; shorten the condition.
    """
    for element, said in _said(package, "prerequisites"):
        if element.get("type") != "aicc_script" or len(said) > 200:
            yield Hit(f"`{said.strip()[:80]}`", _path(package), line(element))


@rule("warning", MANY, source=CAM, where="scorm12")
def prerequisites_dangling(package: Package) -> Iterator[Hit]:
    """`prerequisites` names an item that does not exist: what hangs on it may stay locked.

    Name an item's identifier.
    """
    if package.manifest:
        known = {item.identifier for item in package.manifest.items}
        for element, said in _said(package, "prerequisites"):
            for name in re.findall(r"[A-Za-z_][\w.-]*", re.sub(r'"[^"]*"', "", said)):
                if name not in known:
                    yield Hit(f"`{name[:80]}`", _path(package), line(element))


@rule("error", ADL, MANY, source=CAM, where="scorm12")
def element_of_2004(package: Package) -> Iterator[Hit]:
    """An item of SCORM 1.2 has an element of SCORM 2004, which is passed over.

    Use the words of 1.2: `masteryscore`, `maxtimeallowed`, `timelimitaction`, `datafromlms`.
    """
    for name in sorted(_LATER):
        for element, _ in _said(package, name):
            if "adlcp_rootv1p2" not in str(element.tag):
                yield Hit(f"`{name}`", _path(package), line(element))
