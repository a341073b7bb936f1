"""`check --watch`: check again on a saved file, by looking at stamps; works on network drives too."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from ihrp_course.check import Depth
from ihrp_course.cli import print_findings
from ihrp_course.pipeline import check_course

FOLDERS = ("modules", "assets")
LOOK_EVERY = 0.25  # seconds
SETTLED_AFTER = 0.05  # seconds without a change: an editor has then written the whole file
_ROUNDS = 40  # a file that never settles, such as a long copy, is looked at all the same
_CLEAR = "\033[2J\033[H"

Stamps = Mapping[str, tuple[int, int, int]]


def watch_course(folder: Path, form: str, depth: Depth) -> None:
    """Check now, and again after every change; Ctrl-C ends."""
    gc.enable()  # the command line turns it off, which suits short runs only
    try:
        for _ in changes(folder):
            if sys.stdout.isatty():
                click.echo(_CLEAR, nl=False)
            click.echo("checking", err=True)
            print_findings(check_course(folder, depth)[0].diagnostics, folder, form)
            click.echo("checked; waiting for the next save, Ctrl-C ends", err=True)
    except KeyboardInterrupt:
        return


def changes(folder: Path, wait: Callable[[float], None] = time.sleep) -> Iterator[frozenset[str]]:
    """The paths that came, went or changed, each time that some did; first of all, every path."""
    known: Stamps | None = None
    while True:
        now = stamps(folder)
        if now != known:
            now = _settled(now, folder, wait)
            before = known or {}
            known = now
            yield frozenset(path for path in {*before, *now} if before.get(path) != now.get(path))
        wait(LOOK_EVERY)


def _settled(now: Stamps, folder: Path, wait: Callable[[float], None]) -> Stamps:
    """The stamps once they have stood still for a moment."""
    for _ in range(_ROUNDS):
        before = now
        wait(SETTLED_AFTER)
        now = stamps(folder)
        if now == before:
            break
    return now


def stamps(folder: Path) -> Stamps:
    """For each file below modules/ and assets/, what changes when it is saved."""
    found: dict[str, tuple[int, int, int]] = {}
    for top in FOLDERS:
        for place, folders, names in os.walk(folder / top):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                if name.startswith(".") or name.endswith("~"):
                    continue  # what editors keep beside a file
                path = os.path.join(place, name)
                try:
                    stat = os.stat(path)
                except OSError:
                    continue  # gone since its folder was listed
                found[path] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found
