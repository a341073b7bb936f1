"""`play`: anybody's SCORM zip in the pretend LMS, in a browser, with a verdict.

0 sound · 1 faults · 2 wrong use, a file that cannot be read, or no browser · 3 unsafe: not played ·
4 the script could not be followed
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import click

if TYPE_CHECKING:
    from ihrp_course.play.player import Player
    from ihrp_course.preview.launch import Frame, Transport

HERE = Path(__file__).parents[1] / "preview" / "lms"
PROFILES = list(json.loads((HERE / "profiles.json").read_text("utf-8")))
FRAMES = ["frame", "nested", "popup", "popup-parent"]
TRANSPORTS = ["xhr", "beacon", "fetch", "each"]
Call = tuple[int, int]  # session and number
CODES = {"sound": 0, "faults": 1, "use": 2, "unsafe": 3, "script": 4}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="play")
@click.argument("package", metavar="ZIP", type=_FILE)
@click.option(
    "--profile",
    type=click.Choice(PROFILES),
    default="strict",
    show_default=True,
    help="the LMS that is played",
)
@click.option(
    "--frame",
    type=click.Choice(FRAMES),
    default="frame",
    show_default=True,
    help="how the LMS shows it",
)
@click.option(
    "--transport",
    type=click.Choice(TRANSPORTS),
    help="how the LMS saves; `xhr` loses what is sent while the page goes away",
)
@click.option("--item", default="", help="identifier of the item to launch; else the first")
@click.option("--online", is_flag=True, help="let it reach other servers; else they are only named")
@click.option("--headless", is_flag=True, help="without a window: open, follow the script, leave")
@click.option("--script", type=_FILE, help="steps, or Python with a function `play(player)`")
@click.option("--log", "is_logged", is_flag=True, help="print every call too")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="how to print the verdict",
)
def command(
    package: Path,
    profile: str,
    frame: Frame,
    transport: Transport | None,
    item: str,
    online: bool,
    headless: bool,
    script: Path | None,
    is_logged: bool,
    form: str,
) -> None:
    """Play anybody's SCORM zip in a pretend LMS, and say what came of it."""
    from ihrp_course.play import report
    from ihrp_course.play.browser import NoBrowserError, browser
    from ihrp_course.play.player import Player
    from ihrp_course.play.script import (
        ScriptError,
        StepError,
        python_script,
        read_script,
        run_script,
    )
    from ihrp_course.preview.unit import PackageError

    _demand_safe(package)
    failure, told = "", set[Call]()
    try:
        is_python = script is not None and script.suffix == ".py"
        steps = read_script(script.read_text("utf-8")) if script and not is_python else ()
        function = python_script(script) if script and is_python else None
        with (
            browser(headless) as found,
            Player(
                found,
                package,
                item=item,
                profile=profile,
                frame=frame,
                transport=transport,
                is_online=online,
                is_window=not headless,
            ) as player,
        ):
            try:
                player.open()
                if function is not None:
                    _follow(function, player)
                run_script(player, steps)
                told = _stay(player, headless, is_over=script is not None)
            except (StepError, AssertionError) as stopped:
                failure = str(stopped) or "an assertion of the script"
            verdict = player.verdict()
            if told:
                tell_calls(player, told)
            calls = player.log()
    except (NoBrowserError, ScriptError, PackageError) as stopped:
        raise click.ClickException(str(stopped)) from None
    except (BadZipFile, OSError, UnicodeDecodeError) as stopped:
        raise click.ClickException(f"cannot read it: {stopped}") from None
    if is_logged:
        for entry in calls:
            click.echo(report.call_line(entry), err=form == "json")
    click.echo(report.as_json(verdict) if form == "json" else report.as_text(verdict))
    if failure:
        click.echo(f"The script could not be followed: {failure}", err=True)
    code = CODES["script"] if failure else CODES["sound" if verdict.is_sound else "faults"]
    if code:
        raise click.exceptions.Exit(code)


def _demand_safe(package: Path) -> None:
    """A zip that means harm is not unpacked, and not played."""
    from ihrp_course.inspect import inspect

    found = inspect(package)
    if found.verdict == "unsafe":
        for each in found.findings:
            if each.rule.is_unsafe:
                click.echo(f"{package.name}: {each.rule.title} {each.message}", err=True)
        click.echo("not played; `ihrp-course inspect` tells more", err=True)
        raise click.exceptions.Exit(CODES["unsafe"])


def _follow(function: Callable[[Player], object], player: Player) -> None:
    """Call the user's script; whatever it raises is its own failure."""
    from ihrp_course.play.script import StepError

    try:
        function(player)
    except (StepError, AssertionError):
        raise
    except Exception as wrong:
        raise StepError(f"{type(wrong).__name__}: {wrong}") from wrong


def _stay(player: Player, is_headless: bool, is_over: bool) -> set[Call]:
    """In a window: print the calls as they come until it is closed. Without one: a moment.

    The calls that were printed.
    """
    if is_headless or is_over:
        if not is_over:
            player.wait(2)
        return set()
    from playwright.sync_api import Error

    click.echo("close the window, or press Ctrl-C, to end; calls:", err=True)
    told: set[Call] = set()
    with _interrupted() as is_interrupted:
        try:
            while player.is_open and not is_interrupted():
                player.wait(0.3)
                tell_calls(player, told)
        except Error:
            pass  # the window was closed while it was asked
    tell_calls(player, told)
    return told


def tell_calls(player: Player, told: set[Call]) -> None:
    """Print the calls that are new; one may be heard of after a later one."""
    from ihrp_course.play.report import call_line

    for entry in player.log():
        call = entry["session"], entry["number"]
        if call not in told:
            told.add(call)
            click.echo(call_line(entry), err=True)


@contextmanager
def _interrupted() -> Iterator[Callable[[], bool]]:
    """Ctrl-C is noted, and does not break what is under way; a second one does."""
    import signal

    presses: list[int] = []
    before = signal.getsignal(signal.SIGINT)

    def note(number: int, _: object) -> None:
        presses.append(number)
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(presses)
    finally:
        signal.signal(signal.SIGINT, before)
