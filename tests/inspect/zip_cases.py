"""Faults of the zip itself, of names, and of the manifest as a document."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from tests.inspect.build import (
    BASES,
    MANIFEST,
    MANIFEST12,
    PAGE,
    Raw,
    files,
    good,
    packed,
    raw_zip,
)

GOOD = good("12")
MIB = 1 << 20
BOMB = Raw(b"x.bin", bytes(101 * MIB), method=8)
TEXT = MANIFEST12.encode()


def listed(*names: str, content: bytes = b"x") -> bytes:
    """The good package with further files that its resource lists by percent-encoded names."""
    lines = "".join(f'<file href="{quote(name)}"/>' for name in names)
    edits = {'<file href="sco.js"/>': f'<file href="sco.js"/>{lines}'}
    return packed(files("12", edits, dict.fromkeys(names, content)))


def _declared_as(name: str) -> bytes:
    if not name:
        return TEXT
    whole = files("12", {'<file href="sco.js"/>': f'<file href="sco.js"/><file href="{name}"/>'})
    return str(whole[MANIFEST]).encode()


def with_raw(*entries: Raw, href: str = "x.bin") -> bytes:
    """Raw entries in a package whose manifest lists `href`."""
    own = [Raw(name.encode(), str(text).encode()) for name, text in BASES["12"].items()]
    own[0] = Raw(MANIFEST.encode(), _declared_as(href))
    return raw_zip(*own, *entries)


def manifest(before: str, after: str) -> bytes:
    return packed(files("12", {before: after}))


def bytes_manifest(raw: bytes) -> bytes:
    return packed(files("12", {}, {MANIFEST: raw}))


TRUNCATED_AT = len(GOOD) * 2 // 3

ZIPS: Mapping[str, tuple[bytes, bytes]] = {
    "not-a-zip": (b"%PDF-1.7 and so on", GOOD),
    "zip-truncated": (GOOD[:TRUNCATED_AT], GOOD),
    "zip-damaged": (with_raw(Raw(b"x.bin", b"x", crc=1)), with_raw(Raw(b"x.bin", b"x"))),
    "zip-many-disks": (raw_zip(Raw(b"a", b"x"), disk=1), GOOD),
    "zip-empty": (raw_zip(), GOOD),
    "zip-encrypted": (with_raw(Raw(b"x.bin", b"x", flags=1)), with_raw(Raw(b"x.bin", b"x"))),
    "zip-method": (with_raw(Raw(b"x.bin", b"x", method=12)), with_raw(Raw(b"x.bin", b"x"))),
    "zip-overlap": (
        with_raw(Raw(b"x.bin", b"<" * 40), Raw(b"sco.js", b"", offset=5, size=0, crc=0)),
        with_raw(Raw(b"x.bin", b"<" * 40)),
    ),
    "zip-slip": (with_raw(Raw(b"../x.bin", b"x"), href=""), GOOD),
    "absolute-name": (with_raw(Raw(b"/x.bin", b"x"), href=""), GOOD),
    "symbolic-link": (
        with_raw(Raw(b"x.bin", b"/etc/passwd", mode=0o120777)),
        with_raw(Raw(b"x.bin", b"x")),
    ),
    "backslash-name": (with_raw(Raw(b"a\\x.bin", b"x"), href=""), GOOD),
    "duplicate-name": (
        with_raw(Raw(b"x.bin", b"x"), Raw(b"x.bin", b"y")),
        with_raw(Raw(b"x.bin", b"x")),
    ),
    "case-clash": (listed("a.txt", "A.txt"), listed("a.txt", "b.txt")),
    "file-as-folder": (listed("a", "a/b.txt"), listed("c", "a/b.txt")),
    "data-after-end": (GOOD + b"\0\0\0", GOOD),
    "data-before-start": (b"#!/bin/sh\n" + GOOD, GOOD),
    "name-not-ascii": (listed("Übung.txt"), listed("Uebung.txt")),
    "name-encoding": (
        with_raw(Raw("übung.bin".encode("cp437"), b"x"), href="%C3%BCbung.bin"),
        with_raw(Raw("übung.bin".encode(), b"x", flags=0x800), href="%C3%BCbung.bin"),
    ),
    "name-blank": (listed("a b.txt"), listed("a-b.txt")),
    "name-reserved-character": (listed("a+b.txt"), listed("a-b.txt")),
    "name-windows": (listed("aux.txt"), listed("auxiliary.txt")),
    "name-control-character": (listed("a\x01b.txt"), listed("a-b.txt")),
    "name-long": (listed("folder/" * 25 + "a.txt"), listed("folder/a.txt")),
    "junk-file": (listed("__MACOSX/._a.txt"), listed("a.txt")),
    "secret-file": (listed("config/.env"), listed("config/a.txt")),
    "program-file": (listed("save.php"), listed("save.js")),
    "flash-file": (listed("intro.swf"), listed("intro.mp4")),
    "zip-in-zip": (listed("course.zip"), listed("media/course.zip")),
    "many-files": (listed(*(f"f{n}" for n in range(5001))), listed("f1")),
    "manifest-missing": (packed(files("12", {}, {MANIFEST: None})), GOOD),
    "manifest-in-folder": (
        packed({f"course/{name}": text for name, text in files("12").items()}),
        GOOD,
    ),
    "manifest-name-case": (
        packed({**files("12", {}, {MANIFEST: None}), "IMSmanifest.xml": MANIFEST12}),
        GOOD,
    ),
    "two-manifests": (packed(files("12", {}, {f"old/{MANIFEST}": MANIFEST12})), GOOD),
    "two-kinds": (packed(files("12", {}, {"cmi5.xml": "<courseStructure/>"})), GOOD),
    "not-scorm": (packed({"cmi5.xml": "<courseStructure/>", "index.html": PAGE}), GOOD),
    "xml-not-well-formed": (manifest("A course", "This & that"), GOOD),
    "xml-entities": (
        manifest("<manifest", '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/passwd">]><manifest'),
        GOOD,
    ),
    "manifest-too-big": (bytes_manifest(TEXT + b"<!-- " + b"x" * (9 * MIB) + b" -->"), GOOD),
    "xml-doctype": (manifest("<manifest", "<!DOCTYPE manifest><manifest"), GOOD),
    "xml-bom": (bytes_manifest(b"\xef\xbb\xbf" + TEXT), GOOD),
    "xml-encoding": (manifest('"UTF-8"', '"ISO-8859-1"'), GOOD),
    "root-not-manifest": (
        packed(files("12", {"<manifest": "<package", "</manifest": "</package"})),
        GOOD,
    ),
    "zip-bomb": (with_raw(BOMB), with_raw(Raw(b"x.bin", b"x"))),
    "zip-too-many-files": (
        raw_zip(*(Raw(b"%d" % n) for n in range(65_537)), count=1),
        GOOD,
    ),
    "giant-file": (
        with_raw(Raw(b"x.bin", b"x", size=0xFFFFFFFF, flags=1)),
        with_raw(Raw(b"x.bin", b"x", flags=1)),
    ),
    "huge-media": (
        with_raw(Raw(b"x.bin", size=60 * MIB, method=0, flags=1)),
        with_raw(Raw(b"x.bin", b"x", flags=1)),
    ),
}  # fmt: skip
ALSO: Mapping[str, set[str]] = {
    "name-encoding": {"name-not-ascii"},
    "zip-overlap": {"duplicate-name", "zip-damaged"},
    "giant-file": {"zip-encrypted", "zip-bomb"},
    "huge-media": {"zip-encrypted"},
    "zip-bomb": {"huge-media"},
}
"""What cannot but fire too, or is the price of not writing gigabytes in a test."""
