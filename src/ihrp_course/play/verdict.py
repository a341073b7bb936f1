"""From the calls of all sessions and what the LMS stored of them to a verdict, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ihrp_course.preview.unit import StandardName

WORDS = {
    "scorm12": ("LMSInitialize", "LMSFinish", "LMSSetValue", "LMSCommit"),
    "scorm2004": ("Initialize", "Terminate", "SetValue", "Commit"),
}
READS = {"LMSGetValue", "GetValue"}
ASKS = {"LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"}
ASKS |= {each.removeprefix("LMS") for each in ASKS}
STATUSES = {
    "scorm12": ("cmi.core.lesson_status",),
    "scorm2004": ("cmi.completion_status", "cmi.success_status"),
}
_RESULT = re.compile(
    r"^cmi\.(core\.)?(lesson_status|completion_status|success_status|score|progress)"
)
OPEN = {"", "incomplete", "not attempted", "unknown", "browsed"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A call that the LMS refused, however often it was made."""

    call: str
    element: str
    value: str
    error: int
    plain: str  # the same as a sentence
    times: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What the browser saw besides the calls."""

    hosts: tuple[str, ...] = ()  # other servers that the package spoke to, or wanted to
    missing: tuple[str, ...] = ()  # files of its own that are not there
    errors: tuple[str, ...] = ()  # uncaught, or written to the console
    are_hosts_reached: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What playing a package showed. A fault is something that its maker should mend."""

    package: str
    title: str
    standard: StandardName
    profile: str
    sessions: int
    calls: int
    set: Mapping[str, str]  # element → the last value that was taken
    stored: Mapping[str, str]  # what the LMS has at the end
    grade: float | None
    refused: tuple[Refusal, ...]
    unread: tuple[Refusal, ...]  # reads that gave an error
    unfinished: tuple[str, ...]  # sentences
    notes: tuple[str, ...]  # sentences: nothing wrong by itself
    seen: Seen

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything to mend, one sentence each."""
        return (
            *(each.plain for each in self.refused),
            *self.unfinished,
            *(f"A file of the package is missing: {each}" for each in self.seen.missing),
            *(f"The page failed: {each}" for each in self.seen.errors),
        )

    @property
    def is_sound(self) -> bool:
        return not self.faults


def judge(
    package: str,
    title: str,
    standard: StandardName,
    profile: str,
    log: Sequence[Mapping[str, Any]],
    stored: Mapping[str, str],
    grade: float | None,
    seen: Seen,
) -> Verdict:
    """The verdict. `log` is `PretendLms.log`, `stored` what its record holds at the end."""
    calls = [each for each in log if each["call"] not in ASKS]
    sessions = sorted({each["session"] for each in calls})
    values = _set(calls, standard)
    failures = [each for each in calls if _is_refused(each)]
    return Verdict(
        package=package,
        title=title,
        standard=standard,
        profile=profile,
        sessions=len(sessions),
        calls=len(calls),
        set=values,
        stored=dict(stored),
        grade=grade,
        refused=_gathered(each for each in failures if each["call"] not in READS),
        unread=_gathered(each for each in failures if each["call"] in READS),
        unfinished=tuple(_unfinished(calls, sessions, values, stored, standard)),
        notes=tuple(_notes(calls, values, stored, standard, seen)),
        seen=seen,
    )


def _is_refused(entry: Mapping[str, Any]) -> bool:
    return bool(entry["error"]) or entry["result"] in ("false", "threw", False)


def _set(calls: Iterable[Mapping[str, Any]], standard: StandardName) -> dict[str, str]:
    if standard == "web":
        return {}
    setting = WORDS[standard][2]
    return {
        str(each["args"][0]): str(each["args"][1])
        for each in calls
        if each["call"] == setting and len(each["args"]) > 1 and not _is_refused(each)
    }


def _gathered(failures: Iterable[Mapping[str, Any]]) -> tuple[Refusal, ...]:
    found: dict[tuple[str, str, int], Refusal] = {}
    for each in failures:
        element, value = ([*map(str, each["args"]), "", ""])[:2]
        key = (each["call"], element, each["error"])
        times = found[key].times + 1 if key in found else 1
        found[key] = Refusal(each["call"], element, value, each["error"], each["plain"], times)
    return tuple(found.values())


def _unfinished(
    calls: Sequence[Mapping[str, Any]],
    sessions: Sequence[int],
    values: Mapping[str, str],
    stored: Mapping[str, str],
    standard: StandardName,
) -> Iterable[str]:
    if standard == "web":
        return
    begin, end, _, commit = WORDS[standard]
    if not calls:
        yield "The package never called the LMS: it found no API, or looks for one of another standard."
        return
    for session in sessions:
        own = [each for each in calls if each["session"] == session]
        names = [each["call"] for each in own if not _is_refused(each)]
        where = f" in session {session}" if len(sessions) > 1 else ""
        if begin not in names:
            yield f"{begin} was never taken{where}: nothing else can count."
        elif end not in names:
            yield f"{end} was never called{where}: the LMS cannot tell that the learner left."
        if len(names) > 1 and commit not in names and end not in names:
            yield f"Nothing was committed{where}."
    replaced = _replaced(calls, stored, standard)
    lost = [each for each in _lost(values, stored) if _RESULT.search(each)]
    if lost := [each for each in lost if each not in replaced]:
        yield f"Set, and not what the LMS holds at the end: {', '.join(lost[:8])}."


def _lost(values: Mapping[str, str], stored: Mapping[str, str]) -> list[str]:
    """Elements whose last value never arrived; times add up, and are left out."""
    return sorted(
        element
        for element, value in values.items()
        if stored.get(element) != value and "_time" not in element
    )


def _replaced(
    calls: Iterable[Mapping[str, Any]], stored: Mapping[str, str], standard: StandardName
) -> dict[str, str]:
    """Statuses that hold a word which the package never set: the LMS judged by its own pass mark."""
    set_to: dict[str, list[str]] = {}
    for each in calls:
        if each["call"] == WORDS[standard][2] and len(each["args"]) > 1 and not _is_refused(each):
            set_to.setdefault(str(each["args"][0]), []).append(str(each["args"][1]))
    return {
        element: set_to[element][-1]
        for element in STATUSES[standard]
        if element in set_to and element in stored and stored[element] not in set_to[element]
    }


def _notes(
    calls: Sequence[Mapping[str, Any]],
    values: Mapping[str, str],
    stored: Mapping[str, str],
    standard: StandardName,
    seen: Seen,
) -> Iterable[str]:
    if standard == "web":
        yield "There is no manifest: this is a web site, and no LMS will take it."
        return
    for element, word in _replaced(calls, stored, standard).items():
        yield f"The LMS replaced {element} {word} by {stored[element]}: a pass mark in the manifest judges."
    for element in STATUSES[standard] if calls else ():
        word = stored.get(element, "")
        if word in OPEN:
            yield f"{element} is {word or 'not set'} at the end: the LMS counts this as not done."
    if not any("score" in element for element in values) and calls:
        yield "No score was set."
    if lost := [each for each in _lost(values, stored) if not _RESULT.search(each)]:
        yield f"The last of these did not arrive: {', '.join(lost[:8])}."
    if seen.hosts:
        verb = "spoke" if seen.are_hosts_reached else "wanted to speak"
        yield f"The package {verb} to other servers: {', '.join(seen.hosts)}."
