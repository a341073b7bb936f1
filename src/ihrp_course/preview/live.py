"""`preview`: the pretend LMS with a course in it that follows its sources, and a bench around the page.

A thread looks at the stamps of the sources; when some change, the workshop goes round, and every open bench is
told. A bench says what it looks at by the stream of events that it keeps open.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, get_args
from urllib.parse import parse_qs, quote, urlsplit

from ihrp_course.commands.watch import LOOK_EVERY, Stamps, changes, stamps, sweep
from ihrp_course.preview.bench_handler import STANDARDS, BenchHandler
from ihrp_course.preview.handler import Listener
from ihrp_course.preview.launch import PROFILES, Frame
from ihrp_course.preview.places import describe
from ihrp_course.preview.server import PretendLms
from ihrp_course.preview.workshop import Key, Outcome, Workshop

LEARNER = "author"

_LOOK_EVERY = 0.02  # seconds
_SETTLED_AFTER = 0.015  # seconds without a change; an error is looked at twice besides
_CALM = 0.4  # seconds in which the benches get the page, before the other rules take the processor
_SECOND_LOOK = 0.15  # seconds in which a half-saved file becomes whole


class _Stopped(Exception):
    """The preview ends; thrown out of a wait."""


class Live(PretendLms):
    """A context manager: it serves, and watches the sources, while the block runs."""

    handler = BenchHandler

    def __init__(self, folder: Path, port: int = 0, standard: str = "scorm12") -> None:
        super().__init__(port=port)
        self.folder = folder
        self.standard = standard
        self.workshop = Workshop(folder)
        self._watchers: dict[Listener, Key] = {}
        self._saved = 0  # milliseconds since 1970
        self._state: dict[str, Any] = {}
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._follow)
        self._tell(self.workshop.outcome)

    def __enter__(self) -> Self:
        super().__enter__()
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._watch.join()
        for listener in list(self._watchers):
            listener.put(None)
        super().__exit__(*_)

    def wait(self) -> None:
        """Until somebody interrupts it."""
        while not self._over.wait(3600):
            continue

    # --- what a bench asks -----------------------------------------------------------------------

    def state(self, key: Key) -> dict[str, Any]:
        """All that a bench shows of the course; `files` are those of the package that it looks at."""
        shelf = self.workshop.shelves.get(key)
        return {**self._state, "files": dict(shelf.marks) if shelf else {}}

    def open(self, sent: Mapping[str, Any]) -> dict[str, Any] | None:
        """Launch a package as it is now; None when there is none by that name.

        `sent`: package, standard, profile, frame, faults, place (an id within the page).
        Raises ValueError for a fault that does not exist.
        """
        standard = STANDARDS.get(str(sent.get("standard")), "")
        profile, frame = str(sent.get("profile", "strict")), sent.get("frame", "frame")
        if not standard or profile not in PROFILES or frame not in get_args(Frame):
            return None
        key = (str(sent.get("package")), standard)
        shelf = self.workshop.shelf(key)
        if shelf is None:
            return None
        marks, version = dict(shelf.marks), self.workshop.outcome.version
        address = self.launch(
            shelf,
            learner=LEARNER,
            profile=profile,
            frame=frame,
            # Strictly, a page that goes away could save nothing: each save of a source would end that way.
            transport="beacon" if profile == "strict" else None,
            key=_name(key),
            faults=sent.get("faults") or {},
        )
        launch = self.launches[parse_qs(urlsplit(address).query)["id"][0]]
        place = quote(str(sent.get("place", "")))
        launch.unit = replace(launch.unit, launch=f"{launch.unit.launch}{place and '#' + place}")
        return {
            "address": address.replace("host.html", "stage.html"),
            "files": marks,
            "version": version,
        }

    def forget_learner(self, key: Key) -> None:
        """The learner's record of this package is gone."""
        self.reset(_name(key), LEARNER)

    def watch(self, listener: Listener, key: Key) -> None:
        """A bench is open and looks at this; it is told at once what there is."""
        self._watchers[listener] = key
        listener.put(self.state(key))

    def listen(self, listener: Listener) -> None:
        """Add an open page; a bench is no page of an LMS."""
        if listener not in self._watchers:
            super().listen(listener)

    def forget(self, listener: Listener) -> None:
        """Drop a page that was closed."""
        if self._watchers.pop(listener, None) is None:
            super().forget(listener)

    # --- following the sources -------------------------------------------------------------------

    def _follow(self) -> None:
        try:
            for changed in changes(self.folder, self._nap):
                self._round(changed)
        except _Stopped:
            return

    def _nap(self, seconds: float) -> None:
        if self._over.wait(_LOOK_EVERY if seconds == LOOK_EVERY else _SETTLED_AFTER):
            raise _Stopped

    def _round(self, changed: frozenset[str]) -> None:
        before = stamps(self.folder)
        is_first = self.workshop.outcome.version == 0
        newest = max((before[path][0] for path in changed if path in before), default=0)
        self._saved = 0 if is_first else newest // 1_000_000
        keys = set(self._watchers.values())
        self.workshop.forget(keys)
        self.workshop.round(keys, lambda outcome: self._pass_on(outcome, before))
        sweep()

    def _pass_on(self, outcome: Outcome, before: Stamps) -> bool:
        """Tell of it; False when the sources have changed meanwhile.

        An error in a file that an editor is still writing is not worth a word.
        """
        if outcome.is_stale and not outcome.has_looked_closer:
            self._over.wait(_SECOND_LOOK)
            if stamps(self.folder) != before:
                return False
        self._tell(outcome)
        if self._watchers and not outcome.has_looked_closer:
            self._over.wait(_CALM)
        return not self._over.is_set() and stamps(self.folder) == before

    def _tell(self, outcome: Outcome) -> None:
        course = outcome.course
        self._state = {
            "version": outcome.version,
            "title": course.title if course else self.folder.resolve().name,
            "folder": str(self.folder.resolve()),
            "standard": self.standard,
            "packages": [{"id": plan.id, "title": plan.title} for plan in outcome.plans],
            "findings": describe(outcome.findings, course, outcome.sources.texts),
            "isStale": outcome.is_stale,
            "isChecked": outcome.has_looked_closer,
            "defect": outcome.defect,
            "saved": self._saved,
        }
        for listener, key in list(self._watchers.items()):
            listener.put(self.state(key))


def _name(key: Key) -> str:
    """The name under which a package is served and its records are kept."""
    return f"{key[0]}-{key[1]}"
