"""The only reader of a course from disk: every text file, a digest of every asset, the lock."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ihrp_course.diagnostics import Diagnostic, Span, error

LOCK = "modules/ids.lock"
_TEXTS = (".md", ".yaml", ".bib")
_LARGEST_TEXT = 5_000_000  # bytes
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class AssetFile:
    """A file under assets/: `digest` is its SHA-256 in hexadecimal."""

    path: str
    size: int
    digest: str
    file: Path


@dataclass(frozen=True, slots=True)
class Sources:
    """A course as it lay on disk. Paths are relative to the course folder, with forward slashes."""

    root: Path
    texts: Mapping[str, str]  # line ends are \n, without a byte order mark
    assets: Mapping[str, AssetFile]
    svg: Mapping[str, str]
    lock: str | None


def read(course: Path) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Everything in a course folder; what can not be read is told and left out."""
    problems: list[Diagnostic] = []
    texts: dict[str, str] = {}
    assets: dict[str, AssetFile] = {}
    svg: dict[str, str] = {}
    if not (course / "modules" / "course.yaml").is_file():
        problems.append(_no_course(course))
        return Sources(course, texts, assets, svg, None), tuple(problems)
    for path, file in _files(course, "modules", problems):
        if path.endswith(_TEXTS) or path == LOCK:
            text = _read_text(path, file, problems)
            if text is not None:
                texts[path] = text
    for path, file in _files(course, "assets", problems):
        asset = _read_asset(path, file, problems)
        if asset is not None:
            assets[path] = asset
            if path.endswith(".svg"):
                svg[path] = _read_text(path, file, problems) or ""
    lock = texts.pop(LOCK, None)
    return Sources(course, texts, assets, svg, lock), tuple(problems)


def _no_course(course: Path) -> Diagnostic:
    return error(
        "no-course",
        Span("modules/course.yaml"),
        f"the folder {course} holds no course: there is no modules/course.yaml in it",
        help="go to a course's folder, or name it: `ihrp-course --course DIR …`",
    )


def _files(course: Path, top: str, problems: list[Diagnostic]) -> Iterator[tuple[str, Path]]:
    """Files below a folder in the order of their paths, hidden ones left out."""
    root = course.resolve()
    for folder, folders, names in os.walk(course / top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [*folders, *sorted(names)]:
            file = Path(folder, name)
            path = file.relative_to(course).as_posix()
            if file.is_symlink() and not file.resolve().is_relative_to(root):
                problems.append(_outside(path))
                continue
            if name not in folders and not name.startswith("."):
                yield path, file


def _outside(path: str) -> Diagnostic:
    return error(
        "outside-course",
        Span(path),
        f"`{path}` is a link that leads out of the course",
        help="put the file itself into the course folder",
    )


def _read_text(path: str, file: Path, problems: list[Diagnostic]) -> str | None:
    try:
        if file.stat().st_size > _LARGEST_TEXT:
            problems.append(_too_large(path, file.stat().st_size))
            return None
        data = file.read_bytes()
    except OSError as failure:
        problems.append(_unreadable(path, failure))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        problems.append(_not_utf8(path, data, failure))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _too_large(path: str, size: int) -> Diagnostic:
    return error(
        "too-large",
        Span(path),
        f"this file has {size / 1e6:.0f} MB; a text file may have {_LARGEST_TEXT / 1e6:.0f}",
        help="split it into lessons of one sitting each",
    )


def _unreadable(path: str, failure: OSError) -> Diagnostic:
    return error(
        "unreadable",
        Span(path),
        f"this file cannot be read: {failure.strerror}",
        help="see that it exists and that you may read it",
    )


def _not_utf8(path: str, data: bytes, failure: UnicodeDecodeError) -> Diagnostic:
    before = data[: failure.start].removeprefix(b"\xef\xbb\xbf")
    before = before.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
    return error(
        "not-utf-8",
        Span(path, line, column, line, column + 1),
        f"this file is not UTF-8: byte {data[failure.start]:#04x} makes no character here",
        help="save it again with the encoding UTF-8",
    )


def _read_asset(path: str, file: Path, problems: list[Diagnostic]) -> AssetFile | None:
    digest, size = sha256(), 0
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as failure:
        problems.append(_unreadable(path, failure))
        return None
    return AssetFile(path, size, digest.hexdigest(), file)
