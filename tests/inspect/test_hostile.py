"""Zips that mean harm: a plain verdict, in bounded time and memory, and nothing raised."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ihrp_course.inspect.report_html import render as html
from ihrp_course.inspect.report_json import render as json
from ihrp_course.inspect.report_text import render as text
from tests.inspect.build import (
    BASES,
    MANIFEST,
    Raw,
    files,
    fired,
    good,
    look,
    packed,
    raw_package,
    raw_zip,
)

MIB = 1 << 20
VERDICTS = ("clean", "warnings", "errors", "unsafe")
LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)
)  # fmt: skip
LAUGHTER = f'<!DOCTYPE m [<!ENTITY l0 "ha">{LAUGHS}]><manifest identifier="&l9;">'


def hostile_manifest(before: str, after: str) -> bytes:
    return packed(files("12", {before: after}))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb": lambda: raw_package(Raw(b"a.bin", bytes(200 * MIB), method=8)),
    "a bomb that lies about its size": lambda: raw_package(
        Raw(b"a.js", bytes(100 * MIB), size=10, method=8)
    ),
    "a manifest that is a bomb": lambda: raw_zip(
        Raw(MANIFEST.encode(), b"<a>" + b" " * (150 * MIB), method=8)
    ),
    "a manifest of a million elements": lambda: packed(
        files("12", {}, {MANIFEST: "<manifest>" + "<a/>" * 1_000_000 + "</manifest>"})
    ),
    "a manifest of items in items": lambda: packed(
        files("12", {}, {MANIFEST: "<manifest>" + "<item>" * 100_000})
    ),
    "a manifest of 19,000 items": lambda: hostile_manifest(
        "    </organization>", "<item identifierref='R'/>" * 19_000 + "</organization>"
    ),
    "scripts full of elements": lambda: packed(
        files(
            "12",
            {},
            {f"{n}.js": "".join(f"cmi.a{n}{m} " for m in range(180_000)) for n in range(6)},
        )
    ),
    "billion laughs": lambda: hostile_manifest('<manifest identifier="M"', LAUGHTER[:-1]),
    "an external entity": lambda: hostile_manifest(
        "<manifest", '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest'
    ),
    "65,000 files": lambda: raw_zip(*(Raw(b"f%d" % n) for n in range(65_000))),
    "100,000 files": lambda: raw_zip(*(Raw(b"f%d" % n) for n in range(100_000)), count=34_464),
    "a file said to have 4 GB": lambda: raw_package(Raw(b"a.js", b"x", size=0xFFFFFFFF)),
    "a climbing name": lambda: raw_package(Raw(b"../../etc/cron.d/x", b"x")),
    "a link to the server's files": lambda: raw_package(
        Raw(b"index.txt", b"/etc/passwd", mode=0o120777)
    ),
    "a script full of openings": lambda: packed(
        files("12", {}, {"a.html": "<script>" * 200_000, "b.html": "<a href=" * 200_000})
    ),
    "a script that tempts every pattern": lambda: packed(
        files("12", {}, {"a.js": ('password="' + "a1" * 40) * 20_000, "b.css": "url(" * 500_000})
    ),
    "a title that is a megabyte": lambda: hostile_manifest("A unit", "A" * MIB),
}


PROBE = """\
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CPU, (4, 4))
resource.setrlimit(resource.RLIMIT_DATA, (200 << 20, 200 << 20))
from ihrp_course.inspect import inspect
print(inspect(Path(sys.argv[1])).verdict)
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_judged_within_bounds(name: str, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.zip"
    hostile.write_bytes(HOSTILE[name]())

    done = subprocess.run(
        [sys.executable, "-c", PROBE, str(hostile)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() in VERDICTS


def test_the_worst_are_called_unsafe() -> None:
    for name in ("a bomb", "billion laughs", "an external entity", "a climbing name"):
        assert look(HOSTILE[name]()).verdict == "unsafe", name
    assert "zip-too-many-files" in fired(HOSTILE["100,000 files"]())


def test_items_in_items_can_be_told() -> None:
    items = "<item identifier='x'><title>a</title>" * 240 + "</item>" * 240
    found = look(hostile_manifest("    </organization>", f"{items}</organization>"))

    assert all((text(found, None, True), json(found, None, False), html(found, None, False)))


def test_no_entity_reaches_a_report() -> None:
    found = look(HOSTILE["an external entity"]())

    assert "root:" not in text(found, None, False) + html(found, None, False)


def test_an_entry_under_two_names_is_told() -> None:
    raw = raw_package(Raw(b"good.js", b"x")).replace(b"good.js", b"evil.js", 1)

    assert "zip-damaged" in fired(raw)


def test_a_package_over_a_hundred_megabytes_is_told() -> None:
    package = raw_package(Raw(b"film.mp4", b"\xff" * (101 * MIB)))

    assert {"huge-package", "huge-media"} <= fired(package)


def bytes_of(base: str) -> st.SearchStrategy[bytes]:
    """A good package with some bytes changed, cut out or put in."""
    raw = good(base)

    def mangle(edits: list[tuple[int, int, bytes]]) -> bytes:
        found = bytearray(raw)
        for at, length, new in edits:
            place = at % (len(found) + 1)
            found[place : place + length] = new
        return bytes(found)

    edit = st.tuples(st.integers(0, 1 << 20), st.integers(0, 9), st.binary(max_size=9))
    return st.lists(edit, min_size=1, max_size=6).map(mangle)


WORDS = st.sampled_from(
    ["<", ">", '"', "&amp;", "&#0;", "/", "..", "%00", "%", "]]>", "\u202e", "item", "manifest",
     'identifier="I"', "<item>", "</item>", "http://", "//", "xml:base='a'", "\x00", "é", " " * 300]
)  # fmt: skip


@st.composite
def manifests(draw: st.DrawFn, base: str) -> bytes:
    """A good package whose manifest has words put in and stretches cut out."""
    words = str(BASES[base][MANIFEST])
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(words)))
        words = words[:at] + draw(WORDS) + words[at + draw(st.integers(0, 30)) :]
    return packed(files(base, {}, {MANIFEST: words.encode("utf-8", "replace")}))


@given(st.sampled_from(["12", "2004"]).flatmap(bytes_of) | st.binary(max_size=200))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mangled_bytes_get_a_verdict(raw: bytes) -> None:
    found = look(raw)

    assert found.verdict in VERDICTS
    assert all((text(found, None, True), json(found, None, False), html(found, None, False)))


@given(st.sampled_from(["12", "2004"]).flatmap(manifests))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mangled_manifests_get_a_verdict(raw: bytes) -> None:
    found = look(raw)

    assert found.verdict in VERDICTS
    assert all((text(found, None, True), json(found, None, False), html(found, None, False)))
