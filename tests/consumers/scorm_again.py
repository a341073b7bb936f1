"""scorm-again as a host: the package in a frame, the npm package's API above it, commits kept here."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from zipfile import ZipFile

from ihrp_course.preview.handler import TYPES

ROOT = Path(__file__).parents[2]
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>scorm-again</title>
<script src="/api.js"></script><script src="/start.js"></script></head>
<body><iframe id="scorm_object" title="Package" width="650" height="666" src="/package/index.html"></iframe></body></html>"""
START = """const settings = {lmsCommitUrl: "/commit", autocommit: false, logLevel: 5, autoPopulateCommitMetadata: false};
window.%(name)s = new %(kind)s(settings);"""
NAMES = {
    "scorm12": {"name": "API", "kind": "Scorm12API", "file": "scorm12.min.js"},
    "scorm2004": {"name": "API_1484_11", "kind": "Scorm2004API", "file": "scorm2004.min.js"},
}


class ScormAgain:
    """`with ScormAgain(zip, "scorm12") as host: page.goto(host.address)`; `host.commits` are the bodies."""

    def __init__(self, package: Path, standard: str) -> None:
        self.commits: list[dict[str, Any]] = []
        words = NAMES[standard]
        library = ROOT / "node_modules/scorm-again/dist" / words["file"]
        files = {
            "/": PAGE.encode(),
            "/start.js": (START % words).encode(),
            "/api.js": library.read_bytes(),
        }
        with ZipFile(package) as archive:
            files |= {f"/package/{name}": archive.read(name) for name in archive.namelist()}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(files, self.commits))

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/"


def _handler(
    files: dict[str, bytes], commits: list[dict[str, Any]]
) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            body = files.get(path)
            suffix = Path(path).suffix or ".html"
            self._answer(
                200 if body is not None else 404, body or b"", TYPES.get(suffix, "text/plain")
            )

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            commits.append(json.loads(self.rfile.read(length) or b"{}"))
            self._answer(200, b'{"result": true, "errorCode": 0}', "application/json")

        def _answer(self, status: int, body: bytes, kind: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silence."""

    return Handler
