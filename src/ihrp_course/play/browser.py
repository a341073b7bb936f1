"""A Chromium that starts. Playwright is imported here, when something is played, and nowhere else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WINDOW = "1280,900"
NAMES = ("chromium", "google-chrome", "chromium-headless-shell", "msedge")


class NoBrowserError(Exception):
    """Nothing can be played here; the text says what to type."""


@contextmanager
def browser(is_headless: bool) -> Iterator[Browser]:
    """A browser: IHRP_CHROMIUM, else Playwright's own, else the system's. Raises NoBrowserError."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError:
        raise NoBrowserError(
            "playing needs Playwright, which is not installed\n"
            "type: pip install 'ihrp-course[play]' && playwright install chromium"
        ) from None
    wanted = os.environ.get("IHRP_CHROMIUM")
    paths = [wanted] if wanted else ["", *filter(None, map(shutil.which, NAMES))]
    reasons: list[str] = []
    with sync_playwright() as playwright:
        for path in paths:
            try:
                found = playwright.chromium.launch(
                    headless=is_headless,
                    args=[] if is_headless else [f"--window-size={WINDOW}"],
                    executable_path=path or None,
                    handle_sigint=False,  # Ctrl-C ends the visit, and the verdict is still told
                )
            except Error as failure:
                reasons.append(f"{path or 'Playwright’s own'}: {failure.message.splitlines()[0]}")
                continue
            try:
                yield found
            finally:
                found.close()
            return
    tried = "\n  ".join(reasons)
    more = "" if is_headless else "; without a display, use --headless"
    raise NoBrowserError(f"no browser starts:\n  {tried}\ntype: playwright install chromium{more}")
