"""The pretend LMS: launches packages in a real browser and keeps learners' records in memory.

    with PretendLms() as lms:
        page.goto(lms.launch(package, learner="a", profile="moodle", frame="popup"))
        lms.record(package, "a"), lms.log(package, "a"), lms.faults(url, failCommits=3)

What the API does stands in `lms/*.js`; how LMSs differ (`lms/profiles.json`) and what can go wrong
(`lms/faults.json`) are data. It behaves as follows.

- Launch: the first item of the default organization (SCORM 1.2 CAM §2.3.2, 2004 CAM §3.4.1), in a frame of
  650 × 666 pixels; in frames within frames; in a pop-up, with the API in the opener; in a pop-up without an
  opener that holds the API and a frame, as Moodle has it; in a frame of another origin, which sees no API.
- A session starts with each load of the host page. After `exit` suspend the attempt goes on and entry reads
  `resume`; otherwise a new attempt begins, ab-initio, and the old values are put aside (1.2 RTE §3.4.4, 2004
  RTE §4.2.8). Profiles may always restore. Session times add up to `total_time`.
- Transport `xhr` is synchronous, so that it fails while a page goes away; `beacon` is synchronous, then a
  beacon; `fetch` answers at once; `each` sends every value by itself.
- Records belong to a package's file name, or `key`, and a learner.

Loopback only, and nothing is cached. A request whose Host names anything else is refused, and so is one
from another origin.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import parse_qs, quote, urlsplit

from ihrp_course.preview.handler import Handler, Listener, LoopbackServer
from ihrp_course.preview.launch import (
    FAULTS,
    PROFILES,
    Frame,
    Key,
    Launch,
    Transport,
    checked_faults,
)
from ihrp_course.preview.records import Enrolment
from ihrp_course.preview.unit import Files, StandardName, read_unit

__all__ = ["Frame", "Launch", "PretendLms", "StandardName", "Transport"]

STRICT_POLICY = "default-src 'self'"
# How long a page may take to answer the server.
PATIENCE = 10


class PretendLms:
    """A context manager: it serves while the block runs."""

    handler: type[Handler] = Handler

    def __init__(self, policy: str = STRICT_POLICY, port: int = 0) -> None:
        self.policy = policy
        self.requests: list[str] = []
        self.launches: dict[str, Launch] = {}
        self.is_closing = False
        self.changed = threading.Condition()
        self.packages: dict[str, Path | Files] = {}
        self._enrolments: dict[Key, Enrolment] = {}
        self._listeners: list[Listener] = []
        self._questions = 0
        self._servers = [LoopbackServer(self, False, port), LoopbackServer(self, True)]

    def __enter__(self) -> Self:
        for server in self._servers:
            server.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self.changed:
            self.is_closing = True
            self.changed.notify_all()
        for listener in list(self._listeners):
            listener.put(None)
        for server in self._servers:
            server.stop()

    @property
    def address(self) -> str:
        """Where the LMS is."""
        return self._servers[0].address

    @property
    def hosts(self) -> set[str]:
        """Both, as a Host header names them."""
        return {each.removeprefix("http://") for each in (self.address, self.foreign_address)}

    @property
    def foreign_address(self) -> str:
        """The same packages under another origin."""
        return self._servers[1].address

    def launch(
        self,
        package: Path | Files,
        standard: StandardName | None = None,
        learner: str = "learner-1",
        profile: str = "strict",
        frame: Frame = "frame",
        transport: Transport | None = None,
        key: str | None = None,
        name: str = "Doe, Jo",
        faults: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> str:
        """The address that launches a package for a learner.

        `standard` is the manifest's unless told, `transport` the profile's. A record belongs to the
        package's file name, or to `key`, so that a newer release finds what an older one left. Faults
        are those of `lms/faults.json`, as a mapping or as further arguments.
        """
        if profile not in PROFILES:
            raise ValueError(f"no profile {profile!r}; there are {', '.join(sorted(PROFILES))}")
        switched = checked_faults({**(faults or {}), **more})
        unit = read_unit(package)
        stem = key or (package.name if isinstance(package, Path) else unit.title)
        with self.changed:
            self.packages[stem] = package
            launch = Launch(
                id=f"l{len(self.launches) + 1}",
                package=package,
                key=(stem, learner),
                name=name,
                unit=unit,
                standard=standard or unit.standard,
                profile=profile,
                frame=frame,
                transport=transport,
                faults={**FAULTS, **switched},
            )
            self.launches[launch.id] = launch
        if frame == "alone":
            return self._content(launch)
        # Moodle's window is a page of the LMS's own: this one only opens it.
        opens = "&window=1" if frame == "popup-parent" else ""
        return f"{self.address}/_host/host.html?id={launch.id}{opens}"

    # --- what a test asks ------------------------------------------------------------------------

    def record(self, package: str | Path, learner: str = "learner-1") -> dict[str, str]:
        """What is stored of a learner's attempt: elements and values."""
        return dict(self.enrolment(package, learner).values)

    def grade(self, package: str | Path, learner: str = "learner-1") -> float | None:
        """What stands in the gradebook, 0 to 1."""
        return self.enrolment(package, learner).grade

    def commits(self, package: str | Path, learner: str = "learner-1") -> list[dict[str, str]]:
        """The record after each sending."""
        return list(self.enrolment(package, learner).commits)

    def log(self, package: str | Path, learner: str = "learner-1") -> list[dict[str, Any]]:
        """Every call of this learner's pages, those that are still open included."""
        key = self._key(package, learner)
        self._ask({}, [each for each in self._listeners if self.launches[each.id].key == key])
        return self.enrolment(package, learner).calls()

    def wait_until_stored(
        self, package: str | Path, expected: Mapping[str, str], learner: str = "learner-1"
    ) -> dict[str, str]:
        """Wait until the record holds these values; gives it. Raises TimeoutError with what it holds."""
        enrolment = self.enrolment(package, learner)
        self._wait(lambda: expected.items() <= enrolment.values.items(), lambda: enrolment.values)
        return dict(enrolment.values)

    def wait_until_called(
        self, package: str | Path, call: str, learner: str = "learner-1"
    ) -> list[dict[str, Any]]:
        """Wait until this is the last call; gives the log. Pages that go away tell of theirs a little later."""
        enrolment = self.enrolment(package, learner)

        def names() -> list[str]:
            return [entry["call"] for entry in enrolment.calls()]

        self._wait(lambda: names()[-1:] == [call], names)
        return enrolment.calls()

    def enrolment(self, package: str | Path, learner: str = "learner-1") -> Enrolment:
        """A learner in an activity, as the LMS keeps it."""
        return self._enrolment(self._key(package, learner))

    # --- what a test changes ---------------------------------------------------------------------

    def faults(self, launch_url: str, **changes: Any) -> dict[str, Any]:
        """Switch faults of a running launch, in its open pages too; gives all of them."""
        launch = self.launches[parse_qs(urlsplit(launch_url).query)["id"][0]]
        self.switch(launch, changes)
        self._ask({"faults": changes}, [each for each in self._listeners if each.id == launch.id])
        return dict(launch.faults)

    set_fault = faults

    def end_session(self, launch_url: str) -> None:
        """The learner was logged out."""
        self.faults(launch_url, sessionEnded=True)

    def put_record(
        self, package: str | Path, data: Mapping[str, str], learner: str = "learner-1"
    ) -> None:
        """Make the store say this."""
        self.enrolment(package, learner).put(dict(data))

    def reset(self, package: str | Path, learner: str = "learner-1") -> None:
        """Forget a learner."""
        with self.changed:
            self._enrolments.pop(self._key(package, learner), None)

    # --- what the handler asks -------------------------------------------------------------------

    def begin(self, launch: Launch) -> dict[str, Any]:
        """Start a session: everything the host page needs."""
        with self.changed:
            enrolment = self._enrolment(launch.key)
            return {
                "id": launch.id,
                "standard": launch.standard,
                "profile": launch.profile,
                "frame": launch.frame,
                "transport": launch.transport,
                "content": self._content(launch),
                "faults": launch.faults,
                "start": {
                    "session": enrolment.begin(),
                    "learner": {
                        "id": enrolment.learner,
                        "name": launch.name,
                        "number": enrolment.number,
                    },
                    "facts": launch.unit.facts,
                    "stored": {
                        "values": dict(enrolment.values),
                        "attempt": enrolment.attempt,
                        "grade": enrolment.grade,
                    },
                },
            }

    def store(self, launch: Launch, payload: dict[str, Any]) -> bool:
        """Keep what a page sent, in its own time. False: the learner's session is over."""
        with self.changed:
            self._wait_for_slowness(launch)
            is_over = launch.faults["sessionEnded"] or launch.faults["sessionGone"]
            if is_over or self.is_closing:
                return False
            if not launch.faults["loseCommits"]:
                self._enrolment(launch.key).store(payload)
            self.changed.notify_all()
            return True

    def switch(self, launch: Launch, changes: Mapping[str, Any]) -> None:
        """Change a launch's faults as the server keeps them."""
        with self.changed:
            launch.faults.update(checked_faults(changes))
            self.changed.notify_all()

    def hear(self, launch: Launch, answer: dict[str, Any]) -> None:
        """Take a page's calls, and its word that it has heard a question."""
        with self.changed:
            self._enrolment(launch.key).add_log(answer["log"])
            for listener in self._listeners:
                if (listener.id, listener.session) == (launch.id, answer["session"]):
                    listener.heard = max(listener.heard, answer["question"])
            self.changed.notify_all()

    def listen(self, listener: Listener) -> None:
        """Add an open page."""
        with self.changed:
            self._listeners.append(listener)

    def forget(self, listener: Listener) -> None:
        """Drop a page that was closed."""
        with self.changed:
            self._listeners.remove(listener)
            self.changed.notify_all()

    # --- inside ----------------------------------------------------------------------------------

    def _key(self, package: str | Path, learner: str) -> Key:
        return (package if isinstance(package, str) else package.name, learner)

    def _enrolment(self, key: Key) -> Enrolment:
        number = len(self._enrolments) + 1
        return self._enrolments.setdefault(key, Enrolment(key[1], number))

    def _content(self, launch: Launch) -> str:
        origin = self.foreign_address if launch.frame == "foreign" else self.address
        return f"{origin}/_package/{quote(launch.key[0])}/{launch.unit.launch}"

    def _wait(self, is_so: Callable[[], bool], found: Callable[[], object]) -> None:
        with self.changed:
            if not self.changed.wait_for(is_so, PATIENCE):
                raise TimeoutError(f"waited {PATIENCE} s in vain; there is {found()}")

    def _wait_for_slowness(self, launch: Launch) -> None:
        slow = launch.faults["slowCommit"]
        patience = None if slow == "never" else slow / 1000
        if slow:
            self.changed.wait_for(
                lambda: self.is_closing or launch.faults["slowCommit"] != slow, patience
            )

    def _ask(self, question: dict[str, Any], listeners: list[Listener]) -> None:
        """Put something to open pages, and wait until each has answered or is closed."""
        with self.changed:
            self._questions += 1
            number = self._questions
        for listener in listeners:
            listener.put({"question": number, **question})
        end = time.monotonic() + PATIENCE
        with self.changed:
            while any(each.heard < number and each.is_open for each in listeners):
                if time.monotonic() > end:
                    raise TimeoutError("a page does not answer; does it wait for a slow commit?")
                self.changed.wait(0.05)
