"""What an LMS keeps of one learner in one activity."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Enrolment:
    """A learner's record and everything around it. `lms/session.js` decides what a session makes of it."""

    learner: str
    number: int
    values: dict[str, str] = field(default_factory=dict)
    attempt: int = 0
    grade: float | None = None
    is_finished: bool = False
    sessions: int = 0
    attempts: list[dict[str, str]] = field(default_factory=list)
    commits: list[dict[str, str]] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    _stamps: dict[str, tuple[int, int]] = field(default_factory=dict)

    def begin(self) -> int:
        """The number of a new session."""
        self.sessions += 1
        return self.sessions

    def store(self, payload: dict[str, Any]) -> None:
        """Keep what a page sent. A later sending wins over an earlier one that arrives after it.

        A new attempt puts the values of the last one aside; what still comes from an old one is dropped.
        """
        if payload["attempt"] < self.attempt:
            return
        if payload["attempt"] > self.attempt:
            if self.attempt:
                self.attempts.append(self.values)
            self.attempt, self.values, self._stamps = payload["attempt"], {}, {}
            self.is_finished = False
        stamp = (payload["session"], payload["number"])
        for element, value in payload["values"].items():
            if self._stamps.get(element, (0, 0)) <= stamp:
                self._stamps[element] = stamp
                self.values[element] = value
        if payload["grade"] is not None:
            self.grade = payload["grade"]
        self.is_finished = self.is_finished or payload["finished"]
        self.commits.append(dict(self.values))

    def put(self, values: dict[str, str]) -> None:
        """Make the record say this, as if an earlier session had stored it."""
        self.sessions = max(self.sessions, 1)
        self.attempt = self.sessions
        self.values, self._stamps = dict(values), {}

    def add_log(self, entries: list[dict[str, Any]]) -> None:
        """Add calls that a page tells of; one that is known already is not added again."""
        known = {(entry["session"], entry["number"]) for entry in self.log}
        self.log += [each for each in entries if (each["session"], each["number"]) not in known]

    def calls(self) -> list[dict[str, Any]]:
        """The log, in the order of the calls."""
        return sorted(self.log, key=lambda entry: (entry["session"], entry["number"]))
