"""The zip itself: whether it can be read, and whether it is safe to unpack."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.rule import EVERY, LINUX, MANY, WINDOWS, rule
from ihrp_course.inspect.safezip import DEFLATED, MAX_ENTRIES, STORED

APPNOTE = "PKWARE APPNOTE"
GIB = 1 << 30
MIB = 1 << 20
BOMB_RATIO = 200  # deflate reaches 1032; text of any language stays under 30
BOMB_SIZE = 100 * MIB


def told(package: Package, name: str) -> Iterator[Hit]:
    """What was met under that name while the package was read."""
    return (hit for trouble, hit in package.troubles if trouble == name)


@rule("error", EVERY, source=APPNOTE, where="zip")
def not_a_zip(package: Package) -> Iterator[Hit]:
    """The file is no zip.

    Ask for the package as it was exported: a `.zip`, not unpacked and packed by another format.
    """
    return told(package, "not-a-zip")


@rule("error", EVERY, source=APPNOTE + " 4.3.16", where="zip")
def zip_truncated(package: Package) -> Iterator[Hit]:
    """The zip is cut short.

    Download or copy it again and compare the size with the original's.
    """
    return told(package, "zip-truncated")


@rule("error", EVERY, source=APPNOTE, where="zip")
def zip_damaged(package: Package) -> Iterator[Hit]:
    """The zip contradicts itself or holds damaged data.

    Export the package again; a transfer in text mode or a faulty disk does this.
    """
    return told(package, "zip-damaged")


@rule("error", EVERY, source=APPNOTE + " 8.1", where="zip")
def zip_many_disks(package: Package) -> Iterator[Hit]:
    """The zip is one part of a split archive.

    Pack it again as one file.
    """
    return told(package, "zip-many-disks")


@rule("error", EVERY, source="bounded reading", where="zip", unsafe=True)
def zip_too_many_files(package: Package) -> Iterator[Hit]:
    """The zip lists more entries than are read.

    A course has hundreds of files, seldom thousands; pack only what the course needs.
    """
    yield from told(package, "zip-too-many-files")


@rule("warning", MANY, source="upload limits of PHP and Java servers", where="zip")
def many_files(package: Package) -> Iterator[Hit]:
    """The zip holds thousands of files, which many servers unpack too slowly.

    Merge small files, or leave out what no page uses; most imports stop after 30 to 300 seconds.
    """
    if 5000 < len(package.files) <= MAX_ENTRIES:
        yield Hit(f"{len(package.files):,} files")


@rule("error", EVERY, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.3", where="zip")
def zip_empty(package: Package) -> Iterator[Hit]:
    """The zip holds no file.

    Export the package again.
    """
    if not package.files and not package.troubles:
        yield Hit("there is nothing in it")


@rule("error", EVERY, source=APPNOTE + " 4.4.4", where="zip")
def zip_encrypted(package: Package) -> Iterator[Hit]:
    """Files in the zip are encrypted.

    Pack it again without a password: no LMS asks for one.
    """
    for entry in package.archive.entries:
        if entry.is_encrypted:
            yield Hit("this file is encrypted", entry.name)


@rule("error", EVERY, source=APPNOTE + " 4.4.5; SCORM 2004 CAM 2.2", where="zip")
def zip_method(package: Package) -> Iterator[Hit]:
    """Files are packed by another method than `stored` or `deflated`.

    Pack it again with plain zip compression: no deflate64, bzip2, LZMA or zstd.
    """
    for entry in package.archive.entries:
        if entry.method not in (STORED, DEFLATED) and not entry.is_encrypted:
            yield Hit(f"packed by method {entry.method}", entry.name)


@rule("error", EVERY, source="CWE-409", where="zip", unsafe=True)
def zip_bomb(package: Package) -> Iterator[Hit]:
    """The zip grows beyond reason when it is unpacked.

    Do not upload it. Ask where it comes from.
    """
    whole = sum(entry.size for entry in package.archive.entries)
    packed = max(1, sum(entry.packed for entry in package.archive.entries))
    if whole > BOMB_SIZE and whole > BOMB_RATIO * packed:
        yield Hit(f"{packed:,} bytes become {whole:,}, {whole // packed} times as many")
        return
    for entry in package.archive.entries:
        if entry.size > BOMB_SIZE and entry.size > BOMB_RATIO * max(1, entry.packed):
            yield Hit(f"{entry.packed:,} bytes become {entry.size:,}", entry.name)


@rule("error", EVERY, source="CWE-409; overlapping entries", where="zip", unsafe=True)
def zip_overlap(package: Package) -> Iterator[Hit]:
    """Entries of the zip lie over each other: the same bytes are unpacked many times.

    Do not upload it. No packing program does this by accident.
    """
    end, before = 0, ""
    for entry in sorted(package.archive.entries, key=lambda each: each.offset):
        if before and entry.offset < end:
            yield Hit(f"it begins inside `{before}`", entry.name)
            return
        end, before = entry.offset + 30 + entry.packed, entry.name


@rule("error", EVERY, source="CWE-22", where="zip", unsafe=True)
def zip_slip(package: Package) -> Iterator[Hit]:
    """A name climbs out of the folder into which the zip is unpacked.

    Do not upload it. Names must not contain `..`.
    """
    for entry in package.archive.entries:
        if ".." in re.split(r"[/\\]", entry.name):
            yield Hit("its name contains `..`", entry.name)


@rule("error", EVERY, source="CWE-22; " + APPNOTE + " 4.4.17", where="zip", unsafe=True)
def absolute_name(package: Package) -> Iterator[Hit]:
    """A name begins at the root of a disk.

    Do not upload it. Names begin in the package's own folder: no leading slash, no drive letter.
    """
    for entry in package.archive.entries:
        if re.match(r"[/\\]|[A-Za-z]:", entry.name):
            yield Hit("its name begins at the root", entry.name)


@rule("error", EVERY, source="CWE-61", where="zip", unsafe=True)
def symbolic_link(package: Package) -> Iterator[Hit]:
    """An entry is a symbolic link, which can point anywhere on the server.

    Do not upload it. Pack the file itself in the link's place.
    """
    for entry in package.archive.entries:
        if entry.is_symlink:
            yield Hit("it is a link", entry.name)


@rule("error", LINUX, source=APPNOTE + " 4.4.17", where="zip")
def backslash_name(package: Package) -> Iterator[Hit]:
    """A name has backslashes, which unpack as one long file name outside Windows.

    Pack with a program that writes forward slashes.
    """
    for entry in package.archive.entries:
        if "\\" in entry.name and not re.match(r"\\", entry.name) and ".." not in entry.name:
            yield Hit("its name has a backslash", entry.name)


@rule("error", EVERY, source=APPNOTE, where="zip")
def duplicate_name(package: Package) -> Iterator[Hit]:
    """Two entries have the same name; which of them is unpacked depends on the server.

    Pack the folder again into a new zip.
    """
    seen: set[str] = set()
    for entry in package.archive.entries:
        if entry.name in seen:
            yield Hit("the zip has two of it", entry.name)
        seen.add(entry.name)


@rule("error", WINDOWS, source="SCORM 2004 CAM 3.3; NTFS", where="zip")
def case_clash(package: Package) -> Iterator[Hit]:
    """Two names differ only in upper and lower case and become one file on Windows and macOS.

    Rename one of them.
    """
    seen: dict[str, str] = {}
    for name in package.files:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            yield Hit(f"there is also `{other}`", name)


@rule("error", EVERY, source=APPNOTE, where="zip")
def file_as_folder(package: Package) -> Iterator[Hit]:
    """A file stands where other files need a folder.

    Rename the file.
    """
    folders = {name[:at] for name in package.files for at in _slashes(name)}
    for name in package.files:
        if name in folders:
            yield Hit("files stand inside it", name)


@rule("warning", MANY, source=APPNOTE + " 4.3.16; ADL test suite, archive checker", where="zip")
def data_after_end(package: Package) -> Iterator[Hit]:
    """Bytes follow the zip's end.

    Pack it again: some readers refuse a zip that does not end with its end record.
    """
    if package.archive.after > 0:
        yield Hit(f"{package.archive.after:,} bytes follow the end record")


@rule("warning", MANY, source=APPNOTE + " 4.1.9", where="zip")
def data_before_start(package: Package) -> Iterator[Hit]:
    """Bytes stand before the zip's first entry, as in a self-extracting program.

    Pack it again as a plain zip.
    """
    if package.archive.before > 0:
        yield Hit(f"{package.archive.before:,} bytes stand before it")


@rule("error", MANY, source=APPNOTE + " 4.3.9.2; 32-bit and PHP readers", where="zip")
def giant_file(package: Package) -> Iterator[Hit]:
    """A file has 4 GB or more, which many readers cannot unpack.

    Encode the film anew or host it on a media server.
    """
    for entry in package.files.values():
        if entry.size >= 4 * GIB - 1:
            yield Hit(f"{entry.size:,} bytes", entry.name)


@rule("warning", MANY, source="default upload limits", where="zip")
def huge_package(package: Package) -> Iterator[Hit]:
    """The package is larger than many servers accept by default.

    Shrink its media, or ask for the upload limit first; 50 MB pass nearly everywhere.
    """
    if package.archive.size > 100 * MIB:
        yield Hit(f"{package.archive.size / MIB:,.0f} MB")


@rule("warning", "learners on slow lines", source="default upload limits", where="zip")
def huge_media(package: Package) -> Iterator[Hit]:
    """A single file is larger than a learner should have to wait for.

    Encode it anew: 720p at 1 Mbit/s is 7.5 MB a minute, speech 0.5 MB.
    """
    for entry in package.files.values():
        if 50 * MIB < entry.size < 4 * GIB - 1:
            yield Hit(f"{entry.size / MIB:,.0f} MB", entry.name)


def _slashes(name: str) -> Iterator[int]:
    at = name.find("/")
    while at > 0:
        yield at
        at = name.find("/", at + 1)
