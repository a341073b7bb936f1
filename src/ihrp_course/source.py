"""The only reader of a course from disk: every text file, a digest of every asset, the lock."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from ihrp_course.diagnostics import Diagnostic, Span, error

COURSE = "modules/course.yaml"
LOCK = "modules/ids.lock"
LARGEST_TEXT = 5_000_000  # bytes

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp")
"""Pictures of pixels that every browser shows; drawings are `.svg`."""

_TEXTS = (".md", ".yaml", ".bib")
_CHUNK = 1 << 20
_BOM = b"\xef\xbb\xbf"
_CONTROLS = bytes(code for code in (*range(32), 127) if chr(code) not in "\t\n\r")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # in XML: no character


class Asset(Struct, frozen=True):
    """A file under assets/: `digest` is its SHA-256 in hexadecimal."""

    path: str
    size: int
    digest: str
    file: Path


class Sources(Struct, frozen=True):
    """A course as it lay on disk. Paths are relative to the course folder, with forward slashes."""

    root: Path
    texts: Mapping[str, str]  # .md .yaml .bib under modules/; lines end in \n, no byte order mark
    assets: Mapping[str, Asset]
    lock: str | None
    svg: Mapping[str, str] = {}  # the text of every drawing among assets
    captions: Mapping[str, str] = {}  # of every .vtt among assets
    pixels: Mapping[str, tuple[int, int]] = {}  # -1, -1: not such a picture


def read(course: Path) -> tuple[Sources, tuple[Diagnostic, ...]]:
    """Everything in a course folder; what cannot be read is told and left out."""
    problems: list[Diagnostic] = []
    texts: dict[str, str] = {}
    assets: dict[str, Asset] = {}
    svg: dict[str, str] = {}
    captions: dict[str, str] = {}
    pixels: dict[str, tuple[int, int]] = {}
    if not (course / COURSE).is_file():
        problems.append(_no_course(course))
        return Sources(course, texts, assets, None), tuple(problems)
    for path in _files(course, "modules", problems):
        if path.endswith(_TEXTS) or path == LOCK:
            text = _read_text(path, f"{course}/{path}", problems)
            if text is not None:
                texts[path] = text
    for path in _files(course, "assets", problems):
        asset = _read_asset(path, course / path, problems)
        if asset is None:
            continue
        assets[path] = asset
        if path.endswith((".svg", ".vtt")):
            text = _read_text(path, f"{course}/{path}", problems)
            if text is not None:
                (svg if path.endswith(".svg") else captions)[path] = text
        elif path.lower().endswith(PICTURES):
            pixels[path] = _pixels(asset.file)
    lock = texts.pop(LOCK, None)
    return Sources(course, texts, assets, lock, svg, captions, pixels), tuple(problems)


# --- walking --------------------------------------------------------------------------------------


def _files(course: Path, top: str, problems: list[Diagnostic]) -> Iterator[str]:
    """The paths of the plain files below a folder, in order, hidden ones left out."""
    if not (course / top).is_dir():
        return
    if (course / top).is_symlink():
        problems.append(_linked(course, top))
        return
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(f"{course}/{folder}") as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as failure:
            problems.append(_unreadable(folder, failure.strerror))
            continue
        below = []
        for entry in found:
            path = f"{folder}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                below.append(path)
            elif not entry.is_symlink() or _stays_inside(course, path, problems):
                problem = _name_problem(path) or _kind_problem(path, entry)
                if problem is None:
                    yield path
                else:
                    problems.append(problem)
        folders += reversed(below)


def _stays_inside(course: Path, path: str, problems: list[Diagnostic]) -> bool:
    """Whether a link may be read: it leads to a file of the course."""
    target = (course / path).resolve()
    if target.is_relative_to(course.resolve()) and not target.is_dir():
        return True
    problems.append(_linked(course, path))
    return False


def _linked(course: Path, path: str) -> Diagnostic:
    if (course / path).resolve().is_relative_to(course.resolve()):
        message = f"`{path}` is a link to a folder; such links are not followed"
        help = "put the folder itself here, or name its files by their own paths"
        return error("folder-link", Span(_shown(path)), message, help=help)
    message = f"`{_shown(path)}` is a link that leads out of the course"
    help = "put what it links to into the course folder itself"
    return error("outside-course", Span(_shown(path)), message, help=help)


def _name_problem(path: str) -> Diagnostic | None:
    try:
        path.encode()
    except UnicodeEncodeError:
        message = "the name of this file is not UTF-8"
        help = "rename it with small letters, digits and hyphens"
        return error("file-name", Span(_shown(path)), message, help=help)
    return None


def _kind_problem(path: str, entry: os.DirEntry[str]) -> Diagnostic | None:
    return None if entry.is_file() else _unreadable(path, "it is not a plain file")


def _shown(path: str) -> str:
    """A path that can be printed whatever its bytes are."""
    return path.encode("utf-8", "backslashreplace").decode()


# --- reading --------------------------------------------------------------------------------------


def _read_text(path: str, file: str, problems: list[Diagnostic]) -> str | None:
    try:
        with open(file, "rb", buffering=0) as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read() if size <= LARGEST_TEXT else b""
    except OSError as failure:
        problems.append(_unreadable(path, failure.strerror))
        return None
    if size > LARGEST_TEXT:
        problems.append(_too_large(path, size))
        return None
    data = data.removeprefix(_BOM)
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode()
    except UnicodeDecodeError as failure:
        problems.append(_not_utf8(path, data, failure.start))
        return None
    if data.translate(None, _CONTROLS) != data or "\ufffe" in text or "\uffff" in text:
        problems.append(_control_character(path, text))
        text = _UNPRINTABLE.sub(" ", text)
    return text


def _read_asset(path: str, file: Path, problems: list[Diagnostic]) -> Asset | None:
    digest, size = sha256(), 0
    try:
        with file.open("rb", buffering=0) as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as failure:
        problems.append(_unreadable(path, failure.strerror))
        return None
    return Asset(path, size, digest.hexdigest(), file)


def _pixels(file: Path) -> tuple[int, int]:
    import imagesize

    try:
        width, height = imagesize.get(file, exif_rotation=False)
    except (OSError, ValueError):
        return -1, -1
    return int(width), int(height)


# --- telling --------------------------------------------------------------------------------------


def _no_course(course: Path) -> Diagnostic:
    where = _shown(str(course))
    if not course.is_dir():
        message = f"there is no folder {where}"
    else:
        message = f"the folder {where} holds no course: there is no {COURSE} in it"
    help = "go to a course's folder, or name it: `ihrp-course --course DIR …`"
    return error("no-course", Span(COURSE), message, help=help)


def _unreadable(path: str, reason: str | None) -> Diagnostic:
    message = f"this cannot be read: {reason or 'no reason given'}"
    help = "see that it is there, whole, and that you may read it"
    return error("unreadable", Span(_shown(path)), message, help=help)


def _too_large(path: str, size: int) -> Diagnostic:
    largest = LARGEST_TEXT // 1_000_000
    message = f"this file has {size / 1e6:.1f} MB; a text file may have {largest} MB"
    help = "split it into lessons of one sitting each; pictures and sound belong under assets/"
    return error("too-large", Span(path), message, help=help)


def _not_utf8(path: str, data: bytes, at: int) -> Diagnostic:
    line, column = _place(data[:at].decode())
    return error(
        "not-utf-8",
        Span(path, line, column, line, column + 1),
        f"this file is not UTF-8: the byte {data[at]:#04x} makes no character here",
        help="open it in your editor and save it with the encoding UTF-8",
    )


def _control_character(path: str, text: str) -> Diagnostic:
    found = _UNPRINTABLE.search(text)
    at = found.start() if found is not None else 0
    line, column = _place(text[:at])
    return error(
        "control-character",
        Span(path, line, column, line, column + 1),
        f"an invisible control character (U+{ord(text[at]):04X}) stands here",
        help="delete it; it often comes along when text is pasted from a PDF",
    )


def _place(before: str) -> tuple[int, int]:
    """Line and column, from 1, of what stands behind this text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")
