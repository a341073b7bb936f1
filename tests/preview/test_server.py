"""Who may talk to a preview, and what the command says."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ihrp_course.cli import commands
from ihrp_course.commands.preview import neighbour
from ihrp_course.preview.launch import FAULTS, HERE, PROFILES
from ihrp_course.preview.live import Live
from tests.conftest import interruptible

EXPLANATIONS = json.loads((HERE / "explain.json").read_text("utf-8"))


def ask(
    live: Live, method: str, path: str, headers: dict[str, str] | None = None, body: str = ""
) -> tuple[int, bytes]:
    """A request as it stands, which no client tidies up first."""
    connection = http.client.HTTPConnection(live.address.removeprefix("http://"), timeout=10)
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/", "/_bench/about", "/_bench/tokens.css", "/_host/bench.js"])
def test_other_hosts_and_origins_get_nothing(live: Live, path: str) -> None:
    port = live.address.rpartition(":")[2]

    assert ask(live, "GET", path)[0] == 200
    assert ask(live, "GET", path, {"Host": f"localhost:{port}"})[0] == 200
    assert ask(live, "GET", path, {"Host": f"evil.example:{port}"}) == (403, b"")
    assert ask(live, "GET", path, {"Origin": "http://evil.example"}) == (403, b"")
    assert ask(live, "POST", "/_bench/reset", {"Host": "evil.example"}) == (403, b"")
    assert ask(live, "POST", "/_bench/launch", {"Origin": "http://evil.example"}) == (403, b"")


def test_the_port_of_other_origins_serves_packages_alone(live: Live) -> None:
    host = live.foreign_address.removeprefix("http://")
    connection = http.client.HTTPConnection(host, timeout=10)
    connection.request("POST", "/_bench/reset?package=basics-basics&standard=scorm12")

    assert connection.getresponse().status == 404
    connection.close()


def test_what_makes_no_sense_is_refused(live: Live) -> None:
    good: dict[str, Any] = {"package": "basics-basics", "standard": "scorm12"}

    assert ask(live, "POST", "/_bench/launch", body="[")[0] == 400
    assert ask(live, "POST", "/_bench/launch", body="[]")[0] == 400
    assert ask(live, "POST", "/_bench/launch", body=json.dumps({**good, "package": "x"}))[0] == 404
    assert ask(live, "POST", "/_bench/launch", body=json.dumps({**good, "profile": "x"}))[0] == 404
    wrong = json.dumps({**good, "faults": {"nothing": 1}})
    assert ask(live, "POST", "/_bench/launch", body=wrong)[0] in (400, 404)
    assert ask(live, "POST", "/_bench/nothing")[0] == 404
    assert ask(live, "GET", "/_bench/rule?name=../../cli")[0] == 404
    assert ask(live, "GET", "/_bench/rule?name=no-key")[0] == 200
    assert ask(live, "GET", "/_host/live.py")[0] == 404


def test_a_second_preview_says_that_there_is_one(live: Live, folder: Path) -> None:
    port = int(live.address.rpartition(":")[2])

    done = CliRunner().invoke(
        commands, ["--course", str(folder), "preview", "--port", str(port), "--no-browser"]
    )

    assert done.exit_code == 1
    assert f"another preview runs at http://127.0.0.1:{port}/ already, of {folder}" in done.output
    assert "preview --port 0" in done.output


def test_a_port_that_something_else_has_is_told(folder: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = CliRunner().invoke(
            commands, ["--course", str(folder), "preview", "--port", str(port), "--no-browser"]
        )

    assert f"port {port} cannot be used" in done.output
    assert neighbour(port) is None


def test_a_folder_without_a_course_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(commands, ["--course", str(tmp_path), "preview", "--no-browser"])

    assert "holds no course" in done.output


def test_the_command_serves_until_it_is_interrupted(folder: Path) -> None:
    words = ["--course", str(folder), "preview", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        [sys.executable, "-m", "ihrp_course", *words],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=interruptible,
    ) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        port = int(line.partition("/  ")[0].rpartition(":")[2])
        assert neighbour(port) == str(folder)
        process.send_signal(signal.SIGINT)

        assert process.stderr.read() == "preview ended\n"
    assert process.returncode == 0


def test_every_switch_names_a_fault_and_every_profile_has_its_words() -> None:
    known = set(FAULTS)
    switched: set[str] = set()
    for group in EXPLANATIONS["faults"]:
        for fault in group["faults"]:
            for changes in (
                *(each["set"] for each in fault.get("choices", [])),
                *(fault[key] for key in ("on", "off") if key in fault),
            ):
                switched |= set(changes)

    assert switched <= known
    assert set(EXPLANATIONS["profiles"]) == PROFILES
