"""Streams as a command may find them."""

from __future__ import annotations

import errno
import io


class Full(io.StringIO):
    """What is written to a full disk."""

    def write(self, text: str, /) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")
