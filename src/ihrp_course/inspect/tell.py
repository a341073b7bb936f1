"""What a package hands to the LMS and will report, in sentences, as far as its text shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ihrp_course.inspect.manifest import Item, attribute, children, local, text
from ihrp_course.inspect.model import Package, Report

if TYPE_CHECKING:
    from ihrp_course.inspect.texts import Text

_SUBJECTS = (
    ("status", ("cmi.core.lesson_status", "cmi.completion_status", "cmi.success_status")),
    ("score", ("cmi.core.score", "cmi.score")),
    ("progress", ("cmi.progress_measure",)),
    ("time", ("cmi.core.session_time", "cmi.session_time")),
    ("place", ("cmi.core.lesson_location", "cmi.location")),
    ("saved state", ("cmi.suspend_data",)),
    ("way of leaving", ("cmi.core.exit", "cmi.exit", "adl.nav.request")),
    ("answers to questions", ("cmi.interactions",)),
    ("objectives", ("cmi.objectives",)),
    ("comments", ("cmi.comments", "cmi.comments_from_learner")),
    ("preferences", ("cmi.student_preference", "cmi.learner_preference")),
    ("shared data", ("adl.data",)),
)
_HANDED = {
    "masteryscore": "pass mark",
    "maxtimeallowed": "longest time",
    "timelimitaction": "what happens when time is up",
    "datafromlms": "launch data",
    "prerequisites": "prerequisites",
    "completionThreshold": "completion threshold",
    "timeLimitAction": "what happens when time is up",
    "dataFromLMS": "launch data",
}


def reported(texts: Iterable[Text]) -> Iterator[Report]:
    """The elements of the data model that the scripts name, by subject."""
    named = {element.rstrip(".") for each in texts for element in each.elements}
    for subject, stems in _SUBJECTS:
        found = {
            each
            for each in named
            if any(each == stem or each.startswith(f"{stem}.") for stem in stems)
        }
        if found:
            yield Report(subject, tuple(sorted(found)))


def declared(package: Package) -> Iterator[str]:
    """What items hand over to the LMS: marks, limits, launch data, objectives."""
    if package.manifest is None or not package.kind.is_scorm:
        return
    for item in package.manifest.items:
        for child in item.element:
            if words := _HANDED.get(local(child)):
                value = (text(child) or "").strip()
                value = (
                    value or attribute(child, "minProgressMeasure") or "as the standard's default"
                )
                yield f"{_name(item)}: {words} {_short(value)}"
        yield from _objectives(item)


def _objectives(item: Item) -> Iterator[str]:
    for sequencing in children(item.element, "sequencing"):
        for holder in children(sequencing, "objectives"):
            ids = [each.get("objectiveID") for each in holder if local(each)]
            marks = [
                text(mark) or ""
                for each in holder
                for mark in children(each, "minNormalizedMeasure")
                if attribute(each, "satisfiedByMeasure") in ("true", "1")
            ]
            yield from (f"{_name(item)}: pass mark {_short(mark.strip())}" for mark in marks)
            if named := [each for each in ids if each]:
                yield f"{_name(item)}: objectives {_short(', '.join(named))}"


def _name(item: Item) -> str:
    return _short(" ".join((item.title or item.identifier or "an item").split()))


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
