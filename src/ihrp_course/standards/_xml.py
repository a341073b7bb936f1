"""XML as trees: element makers, text that XML can carry, and the bytes of a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category

from lxml.builder import ElementMaker
from lxml.etree import _Element, tostring

XSI = "http://www.w3.org/2001/XMLSchema-instance"

# The complement of XML 1.0 §2.2, production [2] Char; lone surrogates are among it.
_ILLEGAL = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
_JOINER = "\u200d"


def maker(uri: str, prefixes: Mapping[str | None, str]) -> ElementMaker:
    """A maker of elements in namespace `uri`, written with the given prefixes."""
    return ElementMaker(namespace=uri, nsmap=dict(prefixes))


def qualified(uri: str, name: str) -> str:
    """The name of an attribute or element in a namespace, as lxml takes it."""
    return f"{{{uri}}}{name}"


def document(root: _Element) -> bytes:
    """The document's bytes: UTF-8, no BOM, no DOCTYPE, LF, two-space indent, a final LF."""
    body = tostring(root, encoding="UTF-8", xml_declaration=False, pretty_print=True)
    # lxml's own declaration has single quotes, which some importers' patterns do not take.
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + body


def one_line(text: str, limit: int) -> str:
    """`text` as one line of at most `limit` UTF-16 units, ending in `…` where it was cut.

    Line breaks and runs of blanks become one space; a character that XML cannot carry becomes
    U+FFFD. UTF-16 is the stricter count of the two in use: standards count code points, most
    LMSs' languages and columns count UTF-16 units. A cut never parts a base from its marks.
    """
    line = " ".join(text.split())
    if not line.isprintable():  # compiling the pattern takes a while, and hardly any title needs it
        line = re.sub(_ILLEGAL, "\ufffd", line)
    if _units(line) <= limit:
        return line
    end = min(len(line), limit - 1)
    while _units(line[:end]) > limit - 1:
        end -= 1
    whole = end
    while end > 0 and _joins(line[end - 1], line[end]):
        end -= 1
    return line[: end or whole].rstrip() + "…"


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _joins(left: str, right: str) -> bool:
    """Whether `right` belongs to what `left` begins: a mark, a joined emoji, a skin tone."""
    is_skin_tone = "\U0001f3fb" <= right <= "\U0001f3ff"
    return left == _JOINER or right == _JOINER or is_skin_tone or category(right).startswith("M")
