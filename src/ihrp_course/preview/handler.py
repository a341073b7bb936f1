"""The pretend LMS's HTTP half: one thread per connection, loopback only, nothing cached."""

from __future__ import annotations

import json
import os
import queue
import select
import socket
import sys
import threading
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

from ihrp_course.preview.unit import read_file

if TYPE_CHECKING:
    from ihrp_course.preview.launch import Launch
    from ihrp_course.preview.server import PretendLms

HERE = Path(__file__).parent
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/xml",
    ".xsd": "application/xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".pdf": "application/pdf",
    ".vtt": "text/vtt",
    ".m4a": "audio/mp4",
    ".txt": "text/plain; charset=utf-8",
}


class Listener:
    """An open page, as the server reaches it."""

    def __init__(self, id: str, session: int, connection: socket.socket) -> None:
        self.id = id
        self.session = session
        self.heard = 0
        self._connection = connection
        self._questions: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()

    def put(self, question: dict[str, Any] | None) -> None:
        """Ask; None ends the connection."""
        self._questions.put(question)

    def questions(self) -> Iterator[dict[str, Any]]:
        """What is asked, until the page or the server is gone."""
        while self.is_open:
            try:
                question = self._questions.get(timeout=0.5)
            except queue.Empty:
                continue
            if question is None:
                return
            yield question

    @property
    def is_open(self) -> bool:
        """Whether the page is still there: the connection of one that is gone reads as ended."""
        try:
            is_readable = bool(select.select([self._connection], [], [], 0)[0])
            return not is_readable or self._connection.recv(1, socket.MSG_PEEK) != b""
        except (OSError, ValueError):
            return False


class LoopbackServer(ThreadingHTTPServer):
    """One port. Stopping it ends every connection and waits for its threads."""

    daemon_threads = False
    # Where Windows would let two servers have one port.
    allow_reuse_address = os.name != "nt"

    def __init__(self, lms: PretendLms, is_foreign: bool, port: int = 0) -> None:
        self.lms = lms
        self.is_foreign = is_foreign
        self._open: set[socket.socket] = set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02})
        super().__init__(("127.0.0.1", port), lms.handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def start(self) -> None:
        """Serve, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End every connection."""
        self.shutdown()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        self.server_close()
        self._thread.join()

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that was closed in the middle is no error."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """Host page, packages, and what the host page sends."""

    protocol_version = "HTTP/1.1"
    # Head and body are two writes; the second would wait 40 ms for the first to be acknowledged.
    disable_nagle_algorithm = True
    server: LoopbackServer
    host_cache = "no-store"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        path = unquote(url.path)
        lms = self.server.lms
        lms.requests.append(path)
        if not self._is_welcome():
            return
        if path.startswith("/_package/"):
            name, _, rest = path.removeprefix("/_package/").partition("/")
            package = lms.packages.get(name)
            body = read_file(package, rest) if package else None
            self._send(body, PurePosixPath(rest).suffix, lms.policy)
        elif self.server.is_foreign:
            self._send(None, "")
        elif path.startswith("/_host/"):
            file = (HERE / path.removeprefix("/_host/")).resolve()
            is_ours = file.is_relative_to(HERE) and file.suffix in (".html", ".js", ".css", ".json")
            body = file.read_bytes() if is_ours and file.is_file() else None
            self._send(body, file.suffix, cache=self.host_cache)
        else:
            self._tell(path, parse_qs(url.query))

    def _tell(self, path: str, query: dict[str, list[str]]) -> None:
        launch = self.server.lms.launches.get(query.get("id", [""])[0])
        if launch is None:
            self._send(None, "")
        elif path == "/_api/events":
            self._stream(Listener(launch.id, int(query["session"][0]), self.connection))
        elif path == "/_api/record":
            enrolment = self.server.lms.enrolment(*launch.key)
            self._json({"values": enrolment.values, "grade": enrolment.grade})
        elif path == "/_api/log":
            self._json(self.server.lms.enrolment(*launch.key).calls())
        elif path == "/_api/faults":
            self._json(launch.faults)
        else:
            self._send(None, "")

    def do_POST(self) -> None:
        url = urlsplit(self.path)
        length = int(self.headers.get("Content-Length", "0"))
        body = self.rfile.read(length)
        self.server.lms.requests.append(url.path)
        if not self._is_welcome():
            return
        self._receive(url.path, parse_qs(url.query), body)

    def _receive(self, path: str, query: dict[str, list[str]], body: bytes) -> None:
        launch = self.server.lms.launches.get(query.get("id", [""])[0])
        if launch is None or self.server.is_foreign:
            self._send(None, "")
            return
        self._take(path, launch, json.loads(body or b"{}"))

    def _take(self, path: str, launch: Launch, sent: dict[str, Any]) -> None:
        lms = self.server.lms
        if path == "/_api/session":
            self._json(lms.begin(launch))
        elif path == "/_api/commit":
            is_stored = lms.store(launch, sent)
            self._json({"stored": is_stored}, HTTPStatus.OK if is_stored else HTTPStatus.FORBIDDEN)
        elif path == "/_api/hear":
            lms.hear(launch, sent)
            self._json({})
        elif path == "/_api/faults":
            lms.switch(launch, sent)
            self._json(launch.faults)
        elif path == "/_api/end":
            lms.switch(launch, {"sessionEnded": True})
            self._json({})
        elif path == "/_api/reset":
            lms.reset(*launch.key)
            self._json({})
        else:
            self._send(None, "")

    def _is_welcome(self) -> bool:
        """A page of another host, or a name that was pointed at this machine, gets nothing."""
        names = {f"127.0.0.1:{self.server.server_port}", f"localhost:{self.server.server_port}"}
        origin = self.headers.get("Origin")
        is_ours = origin is None or origin.removeprefix("http://") in names
        if self.headers.get("Host") in names and is_ours:
            return True
        self._answer(HTTPStatus.FORBIDDEN, b"", ".html", "")
        return False

    def _stream(self, listener: Listener) -> None:
        self.close_connection = True
        self.server.lms.listen(listener)
        try:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            for question in listener.questions():
                self.wfile.write(f"data: {json.dumps(question)}\n\n".encode())
        finally:
            self.server.lms.forget(listener)

    def _json(self, value: Any, status: HTTPStatus = HTTPStatus.OK) -> None:
        self._answer(status, json.dumps(value).encode(), ".json", "")

    def _send(
        self, body: bytes | None, suffix: str, policy: str = "", cache: str = "no-store"
    ) -> None:
        status = HTTPStatus.OK if body is not None else HTTPStatus.NOT_FOUND
        self._answer(status, body or b"", suffix, policy, cache)

    def _answer(
        self, status: HTTPStatus, body: bytes, suffix: str, policy: str, cache: str = "no-store"
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", cache)
        if policy:
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence: what matters stands in the call log."""
