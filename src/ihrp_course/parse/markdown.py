"""Markdown into prose with holes, in one pass over pyromark's events. Only this file knows pyromark.

A `Reader` goes once through a fragment. `inline` reads words and marks up to the next boundary of a
block and names it; `flow` and `block` read whole blocks. What was read is taken out by `cut` or `prose`.
Ranges of pyromark are bytes of UTF-8; everything that leaves this file counts characters.
HTML is escaped by construction: text is escaped, tags come from the tables below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any, TypeAlias

from pyromark import Options, events_with_range, reference_definitions

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.parse.tree import Fragment, Heading, Image, Link, Part, Prose

Mark: TypeAlias = tuple[str, int, int, Any]
"""A boundary: what begins ("Paragraph", "List" …) or "End" or "" at the very end; its stretch in
bytes; what pyromark says of it."""

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_FOOTNOTES
)
_NOTHING: Mark = ("", 0, 0, None)
_OPEN_INLINE = {"Emphasis": "<em>", "Strong": "<strong>"}
_CLOSE_INLINE = {"Emphasis": "</em>", "Strong": "</strong>"}
_OPEN = {
    "Paragraph": "<p>",
    "Item": "<li>",
    "BlockQuote": "<blockquote>\n",
    "TableHead": "<thead>\n<tr>",
    "TableRow": "<tr>",
}
_CLOSE = {
    "Paragraph": "</p>\n",
    "Item": "</li>\n",
    "BlockQuote": "</blockquote>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n",
    "TableRow": "</tr>\n",
    "Table": "</tbody>\n</table>\n",
}
_ALIGNED = {"None": "", "Left": "", "Center": ' class="center"', "Right": ' class="end"'}
_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
