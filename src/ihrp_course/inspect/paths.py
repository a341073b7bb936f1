"""What the name of a file or an address says by itself."""

from __future__ import annotations

import re

PAGES = ("html", "htm", "xhtml")
SUFFIXES = (*PAGES, "js", "mjs", "css", "json", "svg", "xml", "txt", "ts", "map")
"""Files that are read, in this order."""


def suffix(path: str) -> str:
    """The file's suffix without the dot, lower case."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() if "." in name else ""


def host(target: str) -> str:
    """The server in an address; empty for a relative one."""
    found = re.match(r"(?:(?:https?|wss?|ftp):)?//([^/?#\s\"'<>]{1,200})", target, re.IGNORECASE)
    return found[1].lower() if found else ""
