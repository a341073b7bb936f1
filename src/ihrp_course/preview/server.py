"""The pretend LMS's server: launches packages in a real browser, and keeps learners' records in memory.

What the API itself does is `lms/*.js`; how hosts differ is data in `lms/profiles.js`. This server hands
out packages (zips are read in place), the host page, and the records. Loopback only; a request whose
Host header names anything else is refused. A second port serves the same packages from another origin,
for a frame that cannot see the API.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import Any, Literal, Self
from urllib.parse import parse_qs, quote, unquote, urlsplit
from zipfile import ZipFile

from lxml import etree

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
}
STRICT_POLICY = "default-src 'self'"

StandardName = Literal["scorm12", "scorm2004", "web"]
Frame = Literal["frame", "nested", "popup", "popup-parent", "foreign"]


@dataclass
class Launch:
    """One launch: what the host page is told, and how the server treats what comes back."""

    id: str
    package: str
    standard: StandardName
    learner: str
    profile: str = "strict"
    frame: Frame = "frame"
    transport: Literal["xhr", "beacon"] = "xhr"
    faults: dict[str, Any] = field(default_factory=dict)

    SERVER_FAULTS = ("slowCommit", "loseCommits", "sessionGone")
    HOST_FAULTS = (
        "apiLate", "apiAbsent", "mode", "credit", "status", "entryEmpty", "emptySuspend", "mastery",
    )  # fmt: skip


class PretendLms:
    """`with PretendLms() as lms: page.goto(lms.launch(zip, "scorm12"))`, then `lms.record(…)`."""

    def __init__(self, policy: str = STRICT_POLICY) -> None:
        self.policy = policy
        self.packages: dict[str, Path] = {}
        self.records: dict[tuple[str, str], dict[str, str]] = {}
        self.launches: dict[str, Launch] = {}
        self.commits: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.requests: list[str] = []
        self._lock = threading.Lock()
        self._servers = [ThreadingHTTPServer(("127.0.0.1", 0), _handler(self)) for _ in range(2)]
        self.hosts = {f"127.0.0.1:{server.server_port}" for server in self._servers}

    def __enter__(self) -> Self:
        for server in self._servers:
            server.daemon_threads = True
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._servers[0].server_port}"

    @property
    def foreign_address(self) -> str:
        """The same packages under another origin."""
        return f"http://127.0.0.1:{self._servers[1].server_port}"

    def launch(
        self,
        package: Path,
        standard: StandardName,
        learner: str = "learner-1",
        profile: str = "strict",
        frame: Frame = "frame",
        transport: Literal["xhr", "beacon"] = "xhr",
        key: str | None = None,
        **faults: Any,
    ) -> str:
        """The address that launches a package for a learner.

        A learner's record belongs to the package's file name without its version, or to `key`, so that
        a newer release finds what an older one left. Faults: those of `runtime.js`, and `slowCommit`
        (milliseconds), `loseCommits`, `sessionGone`, `apiLate`, `apiAbsent`, `mode`, `credit`,
        `status`, `entryEmpty`, `emptySuspend`, `mastery`.
        """
        name = key or package.name
        with self._lock:
            self.packages[name] = package
            id = f"l{len(self.launches) + 1}"
            self.launches[id] = Launch(
                id, name, standard, learner, profile, frame, transport, faults
            )
        return f"{self.address}/_host/host.html?id={id}"

    def record(self, package: str | Path, learner: str = "learner-1") -> dict[str, str]:
        """What was stored for a learner: elements and values."""
        name = package if isinstance(package, str) else package.name
        return dict(self.records.get((name, learner), {}))

    def put_record(
        self, package: str | Path, data: Mapping[str, str], learner: str = "learner-1"
    ) -> None:
        """Make the store say this."""
        name = package if isinstance(package, str) else package.name
        self.records[(name, learner)] = dict(data)

    def reset(self, package: str | Path, learner: str = "learner-1") -> None:
        """Forget a learner."""
        name = package if isinstance(package, str) else package.name
        self.records.pop((name, learner), None)

    def set_fault(self, launch_url: str, **faults: Any) -> None:
        """Change the server's own faults of a running launch (`slowCommit`, `loseCommits`, `sessionGone`)."""
        id = parse_qs(urlsplit(launch_url).query)["id"][0]
        self.launches[id].faults.update(faults)

    # --- what the handler asks -------------------------------------------------------------------

    def launch_data(self, id: str) -> dict[str, Any]:
        launch = self.launches[id]
        origin = self.foreign_address if launch.frame == "foreign" else ""
        path = launch_file(self.packages[launch.package])
        host = {name: launch.faults[name] for name in Launch.HOST_FAULTS if name in launch.faults}
        known = (*Launch.HOST_FAULTS, *Launch.SERVER_FAULTS)
        return {
            "id": id,
            "standard": launch.standard,
            "profile": launch.profile,
            "learner": launch.learner,
            "frame": launch.frame,
            "transport": launch.transport,
            "content": f"{origin}/_package/{quote(launch.package)}/{quote(path)}",
            "record": self.records.get((launch.package, launch.learner), {}),
            "faults": {k: v for k, v in launch.faults.items() if k not in known},
            "apiLate": 0,
            "apiAbsent": False,
            **host,
        }

    def store(self, id: str, data: dict[str, str]) -> bool:
        """Keep what a commit brought. False: this learner's session is gone."""
        launch = self.launches[id]
        if launch.faults.get("slowCommit"):
            time.sleep(launch.faults["slowCommit"] / 1000)
        if launch.faults.get("sessionGone"):
            return False
        if not launch.faults.get("loseCommits"):
            with self._lock:
                self.records[(launch.package, launch.learner)] = dict(data)
                self.commits.setdefault((launch.package, launch.learner), []).append(dict(data))
        return True

    def store_one(self, id: str, element: str, value: str) -> bool:
        launch = self.launches[id]
        merged = {**self.records.get((launch.package, launch.learner), {}), element: value}
        return self.store(id, merged)

    def content(self, name: str, path: str) -> bytes | None:
        """A file of a package; None when there is none."""
        package = self.packages.get(name)
        if package is None:
            return None
        if package.is_dir():
            file = (package / path).resolve()
            inside = file.is_relative_to(package.resolve()) and file.is_file()
            return file.read_bytes() if inside else None
        with ZipFile(package) as archive:
            return archive.read(path) if path in archive.namelist() else None


def launch_file(package: Path) -> str:
    """What an LMS would launch: the resource that the first item refers to."""
    if package.is_dir():
        return "index.html"
    with ZipFile(package) as archive:
        root = etree.fromstring(archive.read("imsmanifest.xml"))
    item = next(root.iterfind(".//{*}item[@identifierref]"))
    wanted = item.get("identifierref")
    for resource in root.iterfind(".//{*}resource"):
        if resource.get("identifier") == wanted:
            return str(resource.get("href"))
    raise ValueError(f"{package.name}: the first item refers to no resource")


def _handler(lms: PretendLms) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            path = unquote(url.path)
            lms.requests.append(path)
            if not self._is_welcome():
                return
            if path == "/_api/launch":
                id = parse_qs(url.query)["id"][0]
                self._send(json.dumps(lms.launch_data(id)).encode(), ".json")
            elif path.startswith("/_host/"):
                self._send_host(path.removeprefix("/_host/"))
            elif path.startswith("/_package/"):
                name, _, rest = path.removeprefix("/_package/").partition("/")
                body = lms.content(name, rest)
                self._send(body, PurePosixPath(rest).suffix, lms.policy)
            else:
                self._send(None, "")

        def do_POST(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            if not self._is_welcome():
                return
            id = parse_qs(url.query)["id"][0]
            sent = json.loads(body)
            if url.path == "/_api/store":
                is_kept = lms.store(id, sent["data"])
            else:
                is_kept = lms.store_one(id, sent["element"], sent["value"])
            self._answer(HTTPStatus.OK if is_kept else HTTPStatus.FORBIDDEN, b"{}", ".json", "")

        def _is_welcome(self) -> bool:
            if self.headers.get("Host") in lms.hosts:
                return True
            self._answer(HTTPStatus.FORBIDDEN, b"", ".html", "")
            return False

        def _send_host(self, name: str) -> None:
            file = (HERE / name).resolve()
            is_ours = file.is_relative_to(HERE) and file.suffix in (".html", ".js", ".css")
            self._send(file.read_bytes() if is_ours and file.is_file() else None, file.suffix)

        def _send(self, body: bytes | None, suffix: str, policy: str = "") -> None:
            status = HTTPStatus.OK if body is not None else HTTPStatus.NOT_FOUND
            self._answer(status, body or b"", suffix, policy)

        def _answer(self, status: HTTPStatus, body: bytes, suffix: str, policy: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", TYPES.get(suffix, "application/octet-stream"))
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            if policy:
                self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silence: the call log is the host page's."""

    return Handler
