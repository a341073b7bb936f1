"""The only writer to build/: each output appears whole under its name, or not at all.

Everything is written beside its place and renamed at the end, so that Ctrl-C, a full disk or a
read-only folder leaves what was there before. The same files give the same bytes: no clock, no
owner, no permission of the machine goes into a zip.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from msgspec import Struct

try:
    from isal import isal_zlib as isal_zlib  # so said, a test may name it
except ImportError:  # there is none for this machine
    isal_zlib = None  # type: ignore[assignment]

Files = Iterable[tuple[str, bytes | Path]]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that zip can say
_UNIX = 3
_PLAIN_FILE = 0o100644 << 16
_CHUNK = 1 << 20

_LEVEL = 4  # of zlib: a package is 4 % larger than at 6, the usual one, and takes 60 % of the time
_QUICK_LEVEL = 3  # of ISA-L: 9 % larger than zlib's 6, in a fifth of the time

# Deflating these again costs eight times the time for nothing.
_COMPRESSED = re.compile(
    r".*\.(avif|gif|jpe?g|m4a|mp3|mp4|oga|ogg|opus|png|web[mp]|woff2?|zip)", re.IGNORECASE
)
# Every other character is mangled by some LMS: percent-encoded twice, split or refused.
_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")

_HELP = {
    errno.ENOSPC: "free some space there, or write elsewhere with `--output`",
    errno.EDQUOT: "your quota there is used up: free some space, or write elsewhere with `--output`",
    errno.EFBIG: "files of that size are not allowed there: write elsewhere with `--output`",
    errno.EROFS: "that disk is read-only: write elsewhere with `--output`",
    errno.EACCES: "make the folder writable, or close the program that holds the file open",
    errno.EPERM: "make the folder writable, or close the program that holds the file open",
    errno.ENOTDIR: "a file stands where a folder is needed: move it away",
    errno.EEXIST: "a file stands where a folder is needed: move it away",
    errno.EISDIR: "a folder stands where a file is needed: move it away",
    errno.ENOENT: "put the missing file back, then build again",
}


class WriteError(Exception):
    """Something could not be written. Nothing half-written is left; older output still stands."""

    def __init__(self, path: Path, reason: str, error: OSError) -> None:
        self.path = path
        self.reason = reason
        self.help = _HELP.get(error.errno or 0, "see that the place can be written to")
        super().__init__(f"cannot write {path}: {reason}\n   = help: {self.help}")


class Written(Struct, frozen=True):
    """What stands on disk now. `digest` is the contents' alone, whatever zlib made of them.

    It is the SHA-256 of the lines `sha256sum` prints for the unpacked files in the order of their
    names, so that anybody can check it.
    """

    path: Path
    size: int  # bytes on disk; of a folder, all its files
    digest: str


@lru_cache(maxsize=128)
def digest_of(content: bytes) -> str:
    """SHA-256 in hex, for what was rendered: the press asks for each file of a package before the zip does."""
    return sha256(content).hexdigest()


class _QuickZip(ZipFile):
    """Deflates by ISA-L where that is installed; where zipfile no longer lets it, as zipfile does."""

    def open(self, *args: Any, **options: Any) -> IO[bytes]:
        stream: Any = super().open(*args, **options)
        if isal_zlib is not None and getattr(stream, "_compressor", None) is not None:
            stream._compressor = isal_zlib.compressobj(_QUICK_LEVEL, isal_zlib.DEFLATED, -15)
        return stream  # type: ignore[no-any-return]


def write_zip(path: Path, files: Files) -> Written:
    """Write a zip whose entries stand in the given order. Raises WriteError."""
    entries = _checked(files)
    digests: dict[str, str] = {}
    with _beside(path) as part, part.open("xb") as stream:
        with _QuickZip(stream, "w", ZIP_DEFLATED) as archive:
            for name, content in entries:
                digests[name] = _add(archive, name, content)
        size = stream.tell()
    return Written(path, size, _digest(digests))


def write_folder(path: Path, files: Files) -> Written:
    """Write a folder of files; one that stands there is replaced as a whole. Raises WriteError."""
    entries = _checked(files)
    digests: dict[str, str] = {}
    size = 0
    with _beside(path) as part:
        part.mkdir()
        for name, content in entries:
            target = part / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                digests[name] = _copy(content, stream)
                size += stream.tell()
    return Written(path, size, _digest(digests))


def write_file(path: Path, content: bytes) -> Written:
    """Write one file. Raises WriteError."""
    with _beside(path) as part:
        part.write_bytes(content)
    return Written(path, len(content), _digest({path.name: sha256(content).hexdigest()}))


def write_json(path: Path, value: object) -> Written:
    """Write a value as JSON: UTF-8, two-space indent, keys in the order given. Raises WriteError."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return write_file(path, f"{text}\n".encode())


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A free path beside `path`; what the body put there takes `path`'s place if it ends well."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(part)
        yield part
        _swap(part, path)
    except OSError as error:
        raise WriteError(path, _reason(error, part), error) from error
    finally:
        _remove(part, is_sure=False)


def _reason(error: OSError, part: Path) -> str:
    """The system's words, and the file's name where it is neither the output nor its stand-in."""
    words = error.strerror or str(error)
    culprit = Path(os.fsdecode(error.filename)) if error.filename else part
    return words if culprit == part or part in culprit.parents else f"{words}: {culprit}"


def _swap(part: Path, path: Path) -> None:
    """Put `part` in the place of `path`. A file is replaced in one step, a folder in two renames."""
    if not part.is_dir():
        part.replace(path)
        return
    old = path.with_name(f".{path.name}.{os.getpid()}.old")
    _remove(old)
    try:
        if os.path.lexists(path):
            path.rename(old)
        part.rename(path)
    finally:
        if os.path.lexists(old) and not os.path.lexists(path):
            old.rename(path)
        _remove(old, is_sure=False)


def _remove(path: Path, *, is_sure: bool = True) -> None:
    """Remove a file or folder if it is there. Not `is_sure`: a failure is passed over."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        if is_sure:
            raise


def _add(archive: ZipFile, name: str, content: bytes | Path) -> str:
    """Add one entry; gives the SHA-256 of its contents."""
    info = ZipInfo(name, _EPOCH)
    info.create_system = _UNIX
    info.external_attr = _PLAIN_FILE
    if not _COMPRESSED.fullmatch(name):
        text = content if isinstance(content, bytes) else content.read_bytes()
        archive.writestr(info, text, ZIP_DEFLATED, _LEVEL)
        return digest_of(text) if text is content else sha256(text).hexdigest()
    info.compress_type = ZIP_STORED
    info.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
    with archive.open(info, "w") as stream:
        return _copy(content, stream)


def _copy(content: bytes | Path, stream: IO[bytes]) -> str:
    """Write the content to the stream, a megabyte at a time; gives its SHA-256."""
    if isinstance(content, bytes):
        stream.write(content)
        return digest_of(content)
    total = sha256()
    with content.open("rb") as source:
        while chunk := source.read(_CHUNK):
            total.update(chunk)
            stream.write(chunk)
    return total.hexdigest()


def _digest(digests: dict[str, str]) -> str:
    lines = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
    return sha256(lines.encode()).hexdigest()


def _checked(files: Files) -> list[tuple[str, bytes | Path]]:
    """The entries, every name portable and unique whatever the case. A bad one is our own defect."""
    entries = list(files)
    seen: dict[str, str] = {}
    for name, _ in entries:
        if not all(_SEGMENT.fullmatch(segment) for segment in name.split("/")):
            raise AssertionError(f"not a portable name in a package: {name!r}")
        if name.casefold() in seen:
            raise AssertionError(f"twice, but for case: {seen[name.casefold()]!r}, {name!r}")
        seen[name.casefold()] = name
    for name in seen:
        if any(str(parent) in seen for parent in PurePosixPath(name).parents):
            raise AssertionError(f"a file stands where {name!r} needs a folder")
    return entries
