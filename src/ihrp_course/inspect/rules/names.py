"""File names, and files that do not belong into a package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeVar

from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.paths import suffix
from ihrp_course.inspect.rule import EVERY, LINUX, MANY, WINDOWS, rule

_JUNK = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\.git/|\.svn/|node_modules/|~\$|[^/]*\.(?:tmp|bak|swp)$)",
    re.IGNORECASE,
)
_SECRET_FILE = re.compile(
    r"(?:^|/)(?:\.env(?:\.[a-z]+)?|\.npmrc|\.htpasswd|\.netrc|id_(?:rsa|dsa|ecdsa|ed25519)|[^/]+\.(?:pem|p12|pfx|ppk))$",
    re.IGNORECASE,
)
_PROGRAMS = {
    "asp", "aspx", "bat", "cgi", "cmd", "com", "dll", "exe", "htaccess", "jar", "jsp", "msi", "phar",
    "php", "phtml", "pl", "ps1", "py", "rb", "sh", "vbs",
}  # fmt: skip
_RESERVED = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?=/|$)", re.IGNORECASE)
_BLANK = re.compile(r"\s")
_MEANING = re.compile(r"[#?%&+;=~]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_WINDOWS = re.compile(r'[<>"|*]|[^/]:|[. ](?:/|$)')
_ELSEWHERE = re.compile(r"(?:^|/)\.\.?(?:/|$)|^[A-Za-z]:")
Found = TypeVar("Found")


def _names(package: Package, look: Callable[[str], Found | None]) -> Iterator[tuple[str, Found]]:
    """Names in which something is found, the author's machine's own files left out."""
    for name in package.files:
        if (found := look(name)) and not _JUNK.search(name):
            yield name, found


@rule(
    "warning", MANY, source="observed in exports; openequella#1868, chamilo-lms#4994", where="zip"
)
def name_not_ascii(package: Package) -> Iterator[Hit]:
    """A file name has letters beyond ASCII, which some servers store under another name.

    Rename it with a to z, 0 to 9, `-`, `_` and `.`; titles can hold any letter.
    """
    for name, _ in _names(package, lambda name: not name.isascii()):
        yield Hit("its name has letters beyond ASCII", name)


@rule("error", MANY, source="PKWARE APPNOTE appendix D", where="zip")
def name_encoding(package: Package) -> Iterator[Hit]:
    """A file name with letters beyond ASCII is not marked as UTF-8 and will read differently elsewhere.

    Pack with a program that writes UTF-8 names, or rename the file with ASCII alone.
    """
    for entry in package.files.values():
        if not entry.is_utf8:
            yield Hit("its name is in an old code page", entry.name)


@rule("warning", MANY, source="observed: percent-encoded twice by some LMSs", where="zip")
def name_blank(package: Package) -> Iterator[Hit]:
    """A file name has blanks, which some LMSs encode twice and then do not find.

    Write `-` or `_` instead, in the name and wherever it is used.
    """
    for name, _ in _names(package, _BLANK.search):
        yield Hit("its name has a blank", name)


@rule("warning", MANY, source="RFC 3986 2.2; observed: percent-encoded twice", where="zip")
def name_reserved_character(package: Package) -> Iterator[Hit]:
    """A file name has characters with a meaning of their own in addresses.

    Rename it without `#`, `?`, `%`, `&`, `+`, `;`, `=`, `~`.
    """
    for name, found in _names(package, _MEANING.search):
        yield Hit(f"its name has `{found[0]}`", name)


@rule("error", WINDOWS, source="NTFS", where="zip")
def name_windows(package: Package) -> Iterator[Hit]:
    """A file name cannot exist on Windows.

    Rename it: no `<>:"|*`, no dot or blank at the end, no device name such as `con` or `aux`.
    """
    for name, _ in _names(
        package, lambda name: _NOT_WINDOWS.search(name) or _RESERVED.search(name)
    ):
        if not _ELSEWHERE.search(name):
            yield Hit("Windows cannot store this name", name)


@rule("error", EVERY, source="PKWARE APPNOTE 4.4.17", where="zip")
def name_control_character(package: Package) -> Iterator[Hit]:
    """A file name has a control character.

    Rename it.
    """
    for name, _ in _names(package, _CONTROL.search):
        yield Hit("its name has a control character", name)


@rule("warning", WINDOWS, source="MAX_PATH of 260 less the server's own folders", where="zip")
def name_long(package: Package) -> Iterator[Hit]:
    """A path is longer than a server on Windows can store below its own folders.

    Use fewer and shorter folders: stay under 160 characters.
    """
    for name, _ in _names(package, lambda name: len(name) > 160):
        yield Hit(f"{len(name)} characters", name)


@rule("warning", "whoever unpacks it", source="SCORM 2004 CAM 3.3: files not declared", where="zip")
def junk_file(package: Package) -> Iterator[Hit]:
    """Files of the author's machine are in the zip.

    Leave out `__MACOSX`, `.DS_Store`, `Thumbs.db`, version control and temporary files.
    """
    for name in package.files:
        if _JUNK.search(name):
            yield Hit("it belongs to the author's machine", name)


@rule("error", "everybody who can open the course", source="CWE-312", where="zip")
def secret_file(package: Package) -> Iterator[Hit]:
    """A file that usually holds passwords or private keys is in the zip; every learner can fetch it.

    Take it out, and change the password or key.
    """
    for name in package.files:
        if _SECRET_FILE.search(name):
            yield Hit("files of this name hold secrets", name)


@rule("warning", "LMSs with upload filters", LINUX, source="upload filters of Chamilo, ILIAS and proxies", where="zip")  # fmt: skip
def program_file(package: Package) -> Iterator[Hit]:
    """A program or server script is in the zip: it will not run, and filters may refuse the upload.

    Take it out; a package is pages, scripts for the browser, and media.
    """
    for name, _ in _names(package, lambda name: suffix(name) in _PROGRAMS):
        yield Hit(f"`.{suffix(name)}` is a program", name)


@rule("warning", EVERY, source="browsers since 2021", where="zip")
def flash_file(package: Package) -> Iterator[Hit]:
    """A Flash, Java or Silverlight file is in the zip: no browser plays it.

    Replace it with HTML5, or check that no page depends on it.
    """
    for name, _ in _names(package, lambda name: suffix(name) in ("swf", "flv", "xap", "class")):
        yield Hit(f"browsers do not play `.{suffix(name)}`", name)


@rule("warning", EVERY, source="observed in uploads", where="zip")
def zip_in_zip(package: Package) -> Iterator[Hit]:
    """Another zip lies at the root.

    If this zip only wraps the package, upload the inner one.
    """
    for name in package.files:
        if "/" not in name and suffix(name) == "zip":
            yield Hit("a zip in the zip", name)
