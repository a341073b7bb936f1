"""Find a Chromium that really starts, or install one; never a skip.

Order: IHRP_CHROMIUM (and then nothing else), Playwright's own, the system's, `playwright install`,
apt. Each candidate is proved by a launch in a child process, since a browser can be there and a
library that its driver needs can not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "msedge")
PACKAGES = ("chromium-headless-shell", "libatomic1", "fonts-dejavu-core")
PROBE = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as play:
    browser = play.chromium.launch(executable_path=sys.argv[1] or None)
    page = browser.new_page()
    page.set_content("<p>here</p>")
    assert page.inner_text("p") == "here"
    browser.close()
"""


class NoBrowserError(Exception):
    """No browser starts here; the text tells every step that was tried."""


def _probe(path: str) -> str:
    """Why the browser at this path does not start; empty when it does."""
    command = [sys.executable, "-c", PROBE, path]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except subprocess.TimeoutExpired:
        return "it did not start within a minute"
    lines = done.stderr.strip().splitlines()
    return "" if done.returncode == 0 else (lines[-1] if lines else "it failed without a word")


def _system() -> Iterator[str]:
    yield from (path for name in NAMES if (path := shutil.which(name)))


@cache
def find_chromium() -> str:
    """The path of a browser that starts; empty for Playwright's own. Raises NoBrowserError."""
    wanted = os.environ.get("IHRP_CHROMIUM")
    if wanted:
        reason = _probe(wanted)
        if reason:
            raise NoBrowserError(f"IHRP_CHROMIUM={wanted}: {reason}")
        return wanted
    tried: list[str] = []
    for path in ["", *_system()]:
        reason = _probe(path)
        if not reason:
            return path
        tried.append(f"{path or 'Playwright’s own'}: {reason}")
    for step in (_by_playwright, _by_apt):
        said = step()
        tried.append(f"{step.__name__[4:]}: {said}")
        for path in ["", *_system()]:
            if not _probe(path):
                return path
    raise NoBrowserError("no browser starts here:\n  " + "\n  ".join(tried))


def _by_playwright() -> str:
    command = [sys.executable, "-m", "playwright", "install", "chromium-headless-shell"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stderr or done.stdout).strip()[-200:]


def _by_apt() -> str:
    if not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0:
        return "not Debian, or not root"
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (
        ["update", "-qq"],
        ["install", "-qq", "-y", "--no-install-recommends", *PACKAGES],
    ):
        done = subprocess.run(
            ["apt-get", *words], capture_output=True, text=True, check=False, env=environment
        )
    return done.stderr.strip()[-200:] or "installed"


if __name__ == "__main__":
    try:
        find_chromium()
    except NoBrowserError as failure:
        print(failure, file=sys.stderr)
        print("type: apt-get install " + " ".join(PACKAGES), file=sys.stderr)
        raise SystemExit(3) from None
