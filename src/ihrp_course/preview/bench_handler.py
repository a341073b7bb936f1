"""The bench's HTTP half: its page, its stream of events, and what it asks of the preview."""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ihrp_course.check.rule import page, rules
from ihrp_course.preview.handler import HERE, Handler, Listener

if TYPE_CHECKING:
    from ihrp_course.preview.live import Live

TOKENS = Path(__file__).parent.parent / "player" / "1-tokens.css"
STANDARDS = {"scorm12": "scorm12", "scorm2004": "scorm2004", "none": "web"}
"""What an author says, and the standard that it means."""
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'"


class BenchHandler(Handler):
    """What the pretend LMS answers, and the bench."""

    host_cache = "private, max-age=60"  # every launch asks for the same twenty files

    @property
    def live(self) -> Live:
        lms: Any = self.server.lms
        live: Live = lms
        return live

    def _tell(self, path: str, query: dict[str, list[str]]) -> None:
        if path == "/":
            self._send((HERE / "bench.html").read_bytes(), ".html", POLICY)
        elif path == "/_bench/tokens.css":
            self._send(TOKENS.read_bytes(), ".css", cache=self.host_cache)
        elif path == "/_bench/about":
            self._json({"preview": str(self.live.folder.resolve())})
        elif path == "/_bench/rule":
            name = query.get("name", [""])[0]
            text = page(name).encode() if name in rules() else None
            self._send(text, ".txt")
        elif path == "/_bench/events":
            self._follow(query)
        else:
            super()._tell(path, query)

    def _follow(self, query: dict[str, list[str]]) -> None:
        """The state of the course, now and after every change, until the bench is closed."""
        listener = Listener("bench", 0, self.connection)
        self.live.watch(listener, self._key(query))
        self._stream(listener)

    def _receive(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
        if not path.startswith("/_bench/") or self.server.is_foreign:
            super()._receive(path, query, body)
        elif path == "/_bench/launch":
            self._open(body)
        elif path == "/_bench/reset":
            self.live.forget_learner(self._key(query))
            self._json({})
        else:
            self._send(None, "")

    def _open(self, body: bytes) -> None:
        try:
            opened = self.live.open(json.loads(body))
        except (ValueError, TypeError, AttributeError):
            self._answer(HTTPStatus.BAD_REQUEST, b"", ".html", "")
            return
        if opened is None:
            self._send(None, "")
        else:
            self._json(opened)

    @staticmethod
    def _key(query: dict[str, list[str]]) -> tuple[str, str]:
        """What a bench looks at, by its address."""
        standard = query.get("standard", [""])[0]
        return query.get("package", [""])[0], STANDARDS.get(standard, standard)
