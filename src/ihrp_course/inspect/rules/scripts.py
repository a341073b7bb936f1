"""What scripts do: the API they look for, what they send, how they end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import ADL, EVERY, MANY, MOODLE, STRICT, WAGTAIL, rule

RTE = "SCORM 1.2 RTE 3; SCORM 2004 RTE 3"
_STATUS12 = "passed completed failed incomplete browsed".split()
_VALUES: dict[str, dict[str, list[str]]] = {
    "scorm12": {
        r"cmi\.core\.lesson_status": _STATUS12,
        r"cmi\.objectives\.\d+\.status": [*_STATUS12, "not attempted"],
        r"cmi\.core\.exit": ["suspend", "logout", "time-out", ""],
        r"cmi\.interactions\.\d+\.type": (
            "true-false choice fill-in matching performance sequencing likert numeric".split()
        ),
        r"cmi\.interactions\.\d+\.result": "correct wrong unanticipated neutral".split(),
    },
    "scorm2004": {
        r"cmi\.completion_status": ["completed", "incomplete", "not attempted", "unknown"],
        r"cmi\.success_status": ["passed", "failed", "unknown"],
        r"cmi\.exit": ["suspend", "normal", "logout", "time-out", ""],
        r"cmi\.interactions\.\d+\.type": (
            "true-false choice fill-in long-fill-in matching performance sequencing likert numeric"
            " other".split()
        ),
        r"cmi\.interactions\.\d+\.result": "correct incorrect unanticipated neutral".split(),
    },
}
_NUMBERS = {
    "scorm12": {r"cmi\.core\.score\.(?:raw|min|max)": (0, 100)},
    "scorm2004": {r"cmi\.score\.scaled": (-1, 1), r"cmi\.progress_measure": (0, 1)},
}
_SPANS = {
    "scorm12": (r"cmi\.core\.session_time", r"\d{2,4}:[0-5]\d:[0-5]\d(?:\.\d{1,2})?"),
    "scorm2004": (r"cmi\.session_time", r"P(?=.)(?:\d+[YMD]){0,3}(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d{1,2})?S)?)?"),
}  # fmt: skip
_READ_ONLY = re.compile(
    r"cmi\.core\.(?:student_id|student_name|credit|entry|lesson_mode|total_time)|cmi\.launch_data"
    r"|cmi\.student_data\..*|cmi\.(?:learner_id|learner_name|credit|entry|mode|total_time"
    r"|completion_threshold|scaled_passing_score|max_time_allowed|time_limit_action)"
)
_OF_12 = re.compile(r"cmi\.(?:core|student_data|student_preference)\b")
_OF_2004 = re.compile(
    r"cmi\.(?:completion_status|success_status|score\.|progress_measure|session_time|exit$|location$"
    r"|learner_|mode$|entry$)|adl\."
)

_BOTH = {"LMSInitialize", "API_1484_11"}  # what a library for both editions looks for


def _calls(package: Package) -> set[str]:
    return {word for each in package.texts for word in each.calls}


def _named(package: Package) -> set[str]:
    return {name for each in package.texts for name in each.elements}


def _speaks(package: Package) -> bool:
    """Whether all scripts were read and something in the package is a SCO."""
    return (
        bool(package.texts)
        and package.are_texts_whole
        and package.manifest is not None
        and any(each.is_sco for _, each in package.manifest.launched)
    )


def _is_12(package: Package) -> bool:
    return package.kind.name == "scorm12"


@rule("error", EVERY, source=RTE, where="scorm")
def api_of_other_edition(package: Package) -> Iterator[Hit]:
    """The scripts look for the API of the other SCORM edition and will not find it.

    Export for the edition that the manifest declares.
    """
    calls = _calls(package)
    if _speaks(package):
        if _is_12(package) and "API_1484_11" in calls and "LMSInitialize" not in calls:
            yield Hit("`API_1484_11` in a SCORM 1.2 package")
        if not _is_12(package) and "LMSInitialize" in calls and "API_1484_11" not in calls:
            yield Hit("`LMSInitialize` in a SCORM 2004 package")


@rule("error", EVERY, source=RTE, where="scorm")
def never_initializes(package: Package) -> Iterator[Hit]:
    """No script begins the conversation with the LMS: the SCO never reports anything.

    Call `LMSInitialize("")` or `Initialize("")`; or mark the resource as `asset`.
    """
    if _speaks(package) and not {"LMSInitialize", "Initialize", "API_1484_11"} & _calls(package):
        yield Hit("no script calls `Initialize`")


@rule("error", EVERY, source=RTE + "; ADL test suite", where="scorm")
def never_terminates(package: Package) -> Iterator[Hit]:
    """No script ends the conversation: many LMSs then keep nothing.

    Call `LMSFinish("")` or `Terminate("")` when the learner leaves.
    """
    calls = _calls(package)
    if (
        _speaks(package)
        and {"LMSInitialize", "Initialize"} & calls
        and not {"LMSFinish", "Terminate"} & calls
    ):
        yield Hit("no script calls `LMSFinish` or `Terminate`")


@rule("error", EVERY, source=RTE + "; openedx-scorm-xblock#110", where="scorm")
def never_reports_status(package: Package) -> Iterator[Hit]:
    """No script sends a status: the course stays incomplete for everybody.

    Send `cmi.core.lesson_status` (1.2) or `cmi.completion_status` (2004).
    """
    calls, named = _calls(package), _named(package)
    if _speaks(package) and {"LMSInitialize", "Initialize"} & calls:
        statuses = {"cmi.core.lesson_status", "cmi.completion_status", "cmi.success_status"}
        if not named & statuses:
            yield Hit("no script names a status")


@rule("warning", MANY, source=RTE + "; iteexe#464", where="scorm")
def elements_of_other_edition(package: Package) -> Iterator[Hit]:
    """Scripts send data of the other SCORM edition; strict LMSs refuse it and may drop the score.

    Export for the edition that the manifest declares.
    """
    other, own = (_OF_2004, _OF_12) if _is_12(package) else (_OF_12, _OF_2004)
    libraries = {each.path for each in package.texts if each.calls >= _BOTH}
    for each in package.texts:
        is_for_both = libraries and any(map(own.match, each.elements))
        if each.path in libraries or is_for_both:
            continue  # sends what suits the API that was found
        for write in each.writes:
            if other.match(write.element):
                yield Hit(f"`{write.element}`", each.path, write.line)


@rule("warning", MOODLE, ADL, STRICT, source=RTE + "; observed in Moodle 5.0", where="scorm")
def value_refused(package: Package) -> Iterator[Hit]:
    """A script sends a word that the data model does not have: strict LMSs answer 405 or 406.

    Send one of the words named.
    """
    for each in package.texts:
        for write in each.writes:
            for pattern, words in _VALUES[package.kind.name].items():
                is_number = pattern.endswith("result") and re.fullmatch(r"-?[\d.]+", write.value)
                if is_number or not re.fullmatch(pattern, write.element):
                    continue
                if write.value not in words:
                    known = ", ".join(filter(None, words))
                    message = f"`{write.value[:60]}` for `{write.element}`; there are {known}"
                    yield Hit(message, each.path, write.line)


@rule("warning", MOODLE, ADL, STRICT, source=RTE + "; observed in Moodle 5.0", where="scorm")
def number_refused(package: Package) -> Iterator[Hit]:
    """A script sends a number outside its range: strict LMSs answer 405 or 407 and drop it.

    1.2: raw score 0 to 100. 2004: scaled score −1 to 1, progress 0 to 1.
    """
    for each in package.texts:
        for write in each.writes:
            for pattern, (least, most) in _NUMBERS[package.kind.name].items():
                if re.fullmatch(pattern, write.element):
                    is_number = re.fullmatch(r"-?\d{1,9}(?:\.\d{1,9})?", write.value)
                    if not is_number or not least <= float(write.value) <= most:
                        message = f"`{write.value[:60]}` for `{write.element}`"
                        yield Hit(message, each.path, write.line)


@rule("warning", MOODLE, "Open edX", source="observed in Moodle 5.0 and Open edX: raw is out of 100", where="scorm")  # fmt: skip
def score_not_of_100(package: Package) -> Iterator[Hit]:
    """A script sends another highest score than 100, which LMSs pass over: 9 of 10 points become 9 %.

    Send the raw score in percent, with 0 and 100 as its limits.
    """
    for each in package.texts:
        for write in each.writes:
            is_highest = write.element in ("cmi.core.score.max", "cmi.score.max")
            is_number = re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", write.value)
            if is_highest and is_number and float(write.value) != 100:
                yield Hit(f"`{write.value}` for `{write.element}`", each.path, write.line)


@rule(
    "warning", MOODLE, "Open edX", source="observed in Moodle 5.0 and Open edX", where="scorm2004"
)
def score_scaled_alone(package: Package) -> Iterator[Hit]:
    """Scripts send the scaled score, but no raw one, from which some LMSs take the grade: it stays 0.

    Send `cmi.score.min`, `.max`, `.raw` and `.scaled`, in this order.
    """
    named = _named(package)
    has_raw = {"cmi.score.raw", "cmi.score."} & named
    if _speaks(package) and "cmi.score.scaled" in named and not has_raw:
        yield Hit("`cmi.score.scaled` without `cmi.score.raw`")


@rule("warning", MOODLE, ADL, STRICT, source=RTE + "; observed in Moodle 5.0", where="scorm")
def time_refused(package: Package) -> Iterator[Hit]:
    """A script sends a time span in a form that the edition does not take.

    1.2: `0000:12:07.50`. 2004: `PT12M7.5S`.
    """
    element, shape = _SPANS[package.kind.name]
    for each in package.texts:
        for write in each.writes:
            if re.fullmatch(element, write.element) and not re.fullmatch(shape, write.value):
                yield Hit(f"`{write.value[:60]}` for `{write.element}`", each.path, write.line)


@rule("warning", ADL, STRICT, source=RTE, where="scorm")
def read_only_written(package: Package) -> Iterator[Hit]:
    """A script sends what only the LMS may set; ADL's suite counts it as a failed call.

    Leave it out.
    """
    for each in package.texts:
        for write in each.writes:
            if _READ_ONLY.fullmatch(write.element):
                yield Hit(f"`{write.element}`", each.path, write.line)


@rule("warning", MANY, source=RTE + "; suspend keeps the attempt", where="scorm")
def state_without_suspend(package: Package) -> Iterator[Hit]:
    """Scripts save a state, but never leave by `suspend`: many LMSs begin anew next time.

    Send `cmi.core.exit` (1.2) or `cmi.exit` (2004) as `suspend` while the learner is not done.
    """
    named = _named(package)
    if (
        _speaks(package)
        and "cmi.suspend_data" in named
        and not {"cmi.core.exit", "cmi.exit"} & named
    ):
        yield Hit("`cmi.suspend_data` without `exit`")


@rule("warning", "Chrome and other browsers", WAGTAIL, source="Chrome: no synchronous requests at unload", where="scorm")  # fmt: skip
def saved_at_unload_only(package: Package) -> Iterator[Hit]:
    """The scripts know only `unload` as a learner's way out, at which browsers drop what is sent.

    Save with every answer, and at `pagehide` and `visibilitychange`.
    """
    calls = _calls(package)
    if (
        _speaks(package)
        and "unload" in calls
        and not {"pagehide", "visibilitychange"} & calls
        and not {"LMSCommit", "Commit"} & calls
    ):
        yield Hit("`unload` without `Commit`, `pagehide` or `visibilitychange`")


@rule("warning", MOODLE, source="observed in Moodle 5.0: Terminate throws", where="scorm2004")
def navigation_refused(package: Package) -> Iterator[Hit]:
    """A script asks for `exitAll` or `abandonAll`; in Moodle ending the session then fails.

    Leave by `suspendAll`, or without a request.
    """
    for each in package.texts:
        for write in each.writes:
            if write.element == "adl.nav.request" and write.value in ("exitAll", "abandonAll"):
                yield Hit(f"`{write.value}`", each.path, write.line)
