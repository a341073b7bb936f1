"""`check --watch` and `build --watch`: again on a saved file, by looking at stamps; works on network drives too."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from ihrp_course.archive import WriteError, Written
from ihrp_course.check import Depth
from ihrp_course.cli import print_built, print_findings
from ihrp_course.compat import ReleasedError
from ihrp_course.memory import Memory
from ihrp_course.pipeline import Built, check_course

FOLDERS = ("modules", "assets")
LOOK_EVERY = 0.1  # seconds
SETTLED_AFTER = 0.05  # seconds without a change: an editor has then written the whole file
_ROUNDS = 40  # a file that never settles, such as a long copy, is looked at all the same
_CLEAR = "\033[2J\033[H"

Stamps = Mapping[str, tuple[int, int, int]]


def watch_course(folder: Path, form: str, depth: Depth) -> None:
    """Check now, and again after every change; Ctrl-C ends."""

    def once(memory: Memory) -> None:
        checked, _ = check_course(folder, depth, memory=memory)
        print_findings(checked.diagnostics, folder, form)
        memory.forget()

    _follow(folder, once, ("checking", "checked"))


def watch_build(folder: Path, form: str, make: Callable[[Memory], Built]) -> None:
    """Build now, and after every change what it touches; Ctrl-C ends. `make` builds once."""
    lying: frozenset[Written] = frozenset()

    def once(memory: Memory) -> None:
        nonlocal lying
        try:
            built = make(memory)
        except (ReleasedError, WriteError) as failure:
            click.echo(str(failure), err=True)
            return
        print_built(built, [each for each in built.written if each not in lying])
        if built.checked.course is None:  # the next save may mend it, so nothing is forgotten
            print_findings(built.diagnostics, folder, form)
            return
        lying = frozenset(built.written)
        checked, _ = check_course(folder, memory=memory)
        print_findings(checked.diagnostics, folder, form)
        memory.forget()

    _follow(folder, once, ("building", "built"))


def _follow(folder: Path, once: Callable[[Memory], None], lines: tuple[str, str]) -> None:
    """A round now and after every change, between the lines by which an editor knows it."""
    memory = Memory()
    try:
        for _ in changes(folder):
            if sys.stdout.isatty():
                click.echo(_CLEAR, nl=False)
            click.echo(lines[0], err=True)
            once(memory)
            click.echo(f"{lines[1]}; waiting for the next save, Ctrl-C ends", err=True)
            sweep()
    except KeyboardInterrupt:
        return


def sweep() -> None:
    """Sweep up a round's rubbish, for the command line turned that off; what is kept is not looked at again."""
    gc.collect()
    gc.freeze()


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
