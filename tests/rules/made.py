"""Files of examples that a page can only describe, in a fence `made`: what the words mean."""

from __future__ import annotations

import os
import re
from pathlib import Path

_SIZE = re.compile(r"(\d+) MB of zeros")
_LINK = re.compile(r"a link to (\S+)")
_TIMES = re.compile(r"^(\d+) times, with n from 1:$", re.MULTILINE)


def make(file: Path, words: str) -> None:
    """Make the file that these words describe."""
    first, _, rest = words.partition("\n")
    if found := _SIZE.fullmatch(first):
        with file.open("wb") as stream:
            stream.truncate(int(found.group(1)) * 1_000_000)
    elif found := _LINK.fullmatch(first):
        file.symlink_to(found.group(1))
    elif first == "missing":
        file.unlink(missing_ok=True)
    elif first == "saved as ISO 8859-1:":
        file.write_bytes(rest.encode("latin-1"))
    elif first == "named in ISO 8859-1:":
        (file.parent / os.fsdecode(file.name.encode("latin-1"))).write_text(rest, encoding="utf-8")
    else:
        head, times, block = _TIMES.split(words)
        blocks = [block.replace("{n}", str(n + 1)) for n in range(int(times))]
        file.write_text(head + "\n".join(blocks), encoding="utf-8")
