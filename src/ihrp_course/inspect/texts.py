"""What the pages, scripts and style sheets of a package say, as far as their text shows it.

Nothing is run. Each file becomes a few facts and is let go. Every pattern is linear in the text: what may
repeat stops at a character that can begin the next match.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal, NamedTuple

from msgspec import Struct

from ihrp_course.inspect.paths import PAGES, host, suffix

MAX_FILE = 2 << 20
MAX_TOTAL = 12 << 20
_MOST = 20  # places kept per file and kind

_ELEMENT = re.compile(rb"\b(?:cmi|adl)\.[A-Za-z_][\w.]{0,80}")
_INDEX = re.compile(r"\.\d+(?=\.|$)")
_WRITE = re.compile(
    rb"""\(\s*["']((?:cmi|adl)\.[\w.]{1,80})["']\s*,\s*["']([^"'\n(]{0,300})["']\s*[,)]"""
)
_TAG = re.compile(
    rb"<(script|link|img|iframe|frame|audio|video|source|track|object|embed|a|area|base|form)"
    rb"(?=[\s/])([^<>]*)>",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    rb"""[\s"'](src|href|data|poster|action|target|rel)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)
_URL = re.compile(rb"""url\(\s*["']?([^"'()\s]{1,500})|@import\s+["']([^"'\n@]{1,500})["']""")
_REMOTE_CALL = re.compile(
    rb"""\(\s{0,9}(?:["'][A-Za-z]{3,7}["']\s{0,9},\s{0,9})?"""
    rb"""["'`]((?:https?:|wss?:)?//[\w.-]+[^"'`\s(]{0,300})"""
)
_CALLERS = (b"fetch", b"WebSocket", b"EventSource", b"sendBeacon", b"importScripts", b".open")
_CHARSET = re.compile(rb"<meta[^<>]{0,200}charset", re.IGNORECASE)
_FRAME_BUSTER = re.compile(
    rb"\btop\.location(?:\.href)?\s*=(?!=)|\btop\.location\.(?:replace|assign)\("
)

_LOGIN = "a login for a web server or LRS"
# What a secret begins with, in lower case, then its shape from there on: finding words is cheap.
_SECRETS: tuple[tuple[str, tuple[bytes, ...], re.Pattern[bytes]], ...] = (
    (_LOGIN, (b"basic ",), re.compile(rb"Basic ([A-Za-z0-9+/]{8,400}={0,2})(?![\w+/])")),
    ("a private key", (b"-----begin ",), re.compile(rb"-----BEGIN ([A-Z ]{0,20}PRIVATE KEY)-----")),
    ("an AWS key", (b"akia",), re.compile(rb"(AKIA[0-9A-Z]{16})(?!\w)")),
    ("a GitHub token", (b"ghp_", b"gho_", b"ghs_"), re.compile(rb"(gh[pos]_[A-Za-z0-9]{36})(?!\w)")),
    ("a payment key", (b"sk_live_",), re.compile(rb"(sk_live_[0-9A-Za-z]{16,64})")),
    ("a Google key", (b"aiza",), re.compile(rb"(AIza[0-9A-Za-z_-]{35})(?![\w-])")),
    ("a login in an address", (b"://",), re.compile(rb"://[\w.-]{1,64}:([^/\s:@\"'<>]{3,64})@")),
    (
        "a password",
        (b"password", b"passwd", b"lrs_pass", b"secret", b"api_key", b"apikey", b"authtoken", b"auth_token"),
        re.compile(
            rb"\w{4,16}[\"']?\s{0,8}[:=]\s{0,8}[\"']"
            rb"((?=[^\"'\s]{0,40}[0-9])(?=[^\"'\s]{0,40}[A-Za-z])[\x21\x23-\x26\x28-\x7e]{6,80})[\"']"
        ),
    ),
)  # fmt: skip
_MOST_WORDS = 2000  # places of such a word that are looked at, per file

Mark = Literal["secret", "remote-call", "frame-buster"]


class Write(NamedTuple):
    """A call with an element of the data model and a value, both written out."""

    element: str
    value: str
    line: int


class Link(NamedTuple):
    """What a page or style sheet refers to."""

    tag: str  # the HTML element, or `url` in a style sheet
    target: str  # as written
    line: int


class Note(NamedTuple):
    """Something else worth telling."""

    mark: Mark
    message: str
    line: int


class Text(Struct, frozen=True):
    """What one file says."""

    path: str
    is_page: bool
    elements: frozenset[str]
    calls: frozenset[str]  # of the words in `_CALLS`
    writes: tuple[Write, ...]
    links: tuple[Link, ...]
    notes: tuple[Note, ...]
    lacks_charset: bool  # a page with letters beyond ASCII that does not say how they are written


_CALLS = (
    "LMSInitialize", "LMSFinish", "LMSCommit", "API_1484_11", "pagehide", "visibilitychange", "unload",
)  # fmt: skip
_BARE_CALLS = {
    word: re.compile(word.encode() + rb"(?![A-Za-z_])")
    for word in ("Initialize", "Terminate", "Commit")
}


def read_text(path: str, raw: bytes) -> Text:
    """The facts of one file."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raw = raw.decode("utf-16", "replace").encode()
    kind = suffix(path)
    is_page = kind in PAGES
    is_style = kind == "css"
    plain = _without(raw, (b"<!--", b"-->"), (b"<script", b"</script")) if is_page else raw
    links: list[Link] = []
    if is_page:
        links += _page_links(plain)
    if is_style or is_page:
        links += _style_links(raw if is_style else plain)
    is_code = not is_style and kind not in ("svg", "txt", "map")
    return Text(
        path,
        is_page,
        frozenset(_elements(raw)) if is_code else frozenset(),
        frozenset(_calls(raw)) if is_code else frozenset(),
        tuple(_writes(raw)) if is_code else (),
        tuple(links),
        tuple(_notes(raw, is_code)),
        is_page and not raw.isascii() and not _is_marked(raw),
    )


def _is_marked(raw: bytes) -> bool:
    head = raw[:1024]
    return bool(_CHARSET.search(head)) or head.startswith((b"\xef\xbb\xbf", b"<?xml"))


def _elements(raw: bytes) -> Iterator[str]:
    if b"cmi." in raw or b"adl." in raw:
        found = islice(_ELEMENT.finditer(raw), 5000)
        yield from {_INDEX.sub(".n", each[0].decode()) for each in found}


def _calls(raw: bytes) -> Iterator[str]:
    has_lms = b"LMS" in raw
    for word in _CALLS:
        if (has_lms or not word.startswith("LMS")) and word.encode() in raw:
            yield word
    for word, pattern in _BARE_CALLS.items():
        if word.encode() in raw and any(
            not raw[found.start() - 1 : found.start()].isalpha() for found in pattern.finditer(raw)
        ):
            yield word


def _writes(raw: bytes) -> Iterator[Write]:
    if b"cmi." in raw or b"adl." in raw:
        for found, line in _some(_WRITE, raw, 200):
            yield Write(found[1].decode(), found[2].decode("utf-8", "replace"), line)


def _page_links(raw: bytes) -> Iterator[Link]:
    for tag, line in _some(_TAG, raw, 2000):
        found = {
            each[1].lower(): (each[2] or each[3] or each[4] or b"")
            for each in _ATTRIBUTE.finditer(b" " + tag[2])
        }
        name = tag[1].decode().lower()
        if name == "link" and b"stylesheet" not in found.get(b"rel", b"").lower():
            name = "a"
        for key in (b"src", b"href", b"data", b"poster", b"action"):
            if found.get(key):
                yield Link(name, found[key].decode("utf-8", "replace").strip(), line)
        if found.get(b"target", b"").lower() in (b"_top", b"_parent"):
            yield Link("frame-target", found[b"target"].decode(), line)


def _style_links(raw: bytes) -> Iterator[Link]:
    if b"url(" in raw or b"@import" in raw:
        for found, line in _some(_URL, raw, 2000):
            target = (found[1] or found[2]).decode("utf-8", "replace")
            yield Link("url", target, line)


def _notes(raw: bytes, is_code: bool) -> Iterator[Note]:
    for what, found in _secrets(raw):
        shown = found[1][:3].decode("ascii", "replace")
        yield Note("secret", f"{what}: `{shown}…`", raw.count(b"\n", 0, found.start()) + 1)
    if not is_code:
        return
    if b"//" in raw:
        for found, line in _some(_REMOTE_CALL, raw, _MOST_WORDS):
            if raw[max(0, found.start() - 16) : found.start()].endswith(_CALLERS):
                yield Note("remote-call", found[1].decode("utf-8", "replace"), line)
    if b"top.location" in raw:
        for found, line in _some(_FRAME_BUSTER, raw):
            yield Note("frame-buster", found[0].decode(), line)


def _secrets(raw: bytes) -> Iterator[tuple[str, re.Match[bytes]]]:
    """The first secret of each sort."""
    lower = raw.lower()
    for what, words, pattern in _SECRETS:
        places = (place for word in words for place in _places(lower, word))
        matches = (pattern.match(raw, place) for place in islice(places, _MOST_WORDS))
        found = next((each for each in matches if each and _is_secret(what, each)), None)
        if found:
            yield what, found


def _is_secret(what: str, found: re.Match[bytes]) -> bool:
    """Whether it is what it looks like: a login is `name:password` in base 64, not a long word."""
    if what != _LOGIN:
        return True
    try:
        login = b64decode(found[1], validate=True)
    except ValueError:
        return False
    return b":" in login and login.isascii() and login.decode("ascii").isprintable()


def _places(raw: bytes, word: bytes) -> Iterator[int]:
    at = raw.find(word)
    while at >= 0:
        yield at
        at = raw.find(word, at + len(word))


def _some(
    pattern: re.Pattern[bytes], raw: bytes, most: int = _MOST
) -> Iterator[tuple[re.Match[bytes], int]]:
    """The first matches, each with its line."""
    at, line = 0, 1
    for index, found in enumerate(pattern.finditer(raw)):
        if index == most:
            return
        line += raw.count(b"\n", at, found.start())
        at = found.start()
        yield found, line


def _without(raw: bytes, *pairs: tuple[bytes, bytes]) -> bytes:
    """The page with comments and the inside of scripts blanked, line breaks kept."""
    lower = raw.lower()
    for start, end in pairs:
        parts, at = [], 0
        while (begin := lower.find(start, at)) >= 0:
            inner = lower.find(b">", begin) + 1 if start == b"<script" else begin
            stop = lower.find(end, inner) if inner else -1
            if stop < 0:
                break
            parts += [raw[at:inner], b"\n" * raw.count(b"\n", inner, stop)]
            at = stop
        raw = b"".join([*parts, raw[at:]])
        lower = raw.lower()
    return raw


def hosts(texts: Iterable[Text]) -> tuple[str, ...]:
    """The servers that pages, styles and scripts load from or speak to, sorted; plain links left out."""
    found: set[str] = set()
    for text in texts:
        targets = [link.target for link in text.links if link.tag not in ("a", "area")]
        targets += [note.message for note in text.notes if note.mark == "remote-call"]
        found.update(filter(None, map(host, targets)))
    return tuple(sorted(found)[:100])
