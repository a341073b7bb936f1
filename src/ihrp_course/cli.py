"""Commands into exit codes, nothing else.

0 clean · 1 the course has errors · 2 wrong use, or a place that cannot be read or written · 70 a defect of
ours · 130 stopped by hand. Findings go to stdout, everything else to stderr.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ihrp_course import __version__

if TYPE_CHECKING:
    from ihrp_course.archive import Written
    from ihrp_course.diagnostics import Diagnostic
    from ihrp_course.pipeline import Built
    from ihrp_course.report import Fault

FOLDER = click.Path(file_okay=False, path_type=Path)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="how to print findings",
)
UNUSABLE = {"no-course", "unreadable", "outside-course"}
"""Findings that mean that the folder itself is the wrong one."""


ELSEWHERE = (
    "new",
    "preview",
    "trace",
    "review",
    "schema",
    "inspect",
    "play",
    "compat",
    "release",
    "verify",
)
"""Commands that stand in `commands/<name>.py` and are imported when they are called."""


class Commands(click.Group):
    """Commands in the order in which an author meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        first, *others = ELSEWHERE
        return [first, *self.commands, *others]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        from importlib import import_module

        command: click.Command = import_module(f"ihrp_course.commands.{cmd_name}").command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ihrp-course")
@click.option(
    "--course",
    "folder",
    type=FOLDER,
    default=Path(),
    help="the folder that holds modules/ and assets/",
)
@click.pass_context
def commands(context: click.Context, folder: Path) -> None:
    """Write a tracked online course as plain text; compile it into packages that an LMS imports."""
    context.obj = folder


@commands.command()
@click.option("--release", is_flag=True, help="tell too which files nobody has reviewed")
@click.option("--watch", is_flag=True, help="check again whenever a file is saved")
@FORMAT
@click.pass_obj
def check(folder: Path, release: bool, watch: bool, form: str) -> None:
    """Tell everything that is wrong, at once, with file and line."""
    from ihrp_course.memory import Memory
    from ihrp_course.pipeline import check_course

    if watch:
        from ihrp_course.commands.watch import watch_course

        watch_course(folder, form, "release" if release else "check")
    else:
        workers, memory = os.cpu_count() or 1, Memory()
        checked, _ = check_course(folder, "release" if release else "check", workers, memory)
        _keep(checked, memory)
        show(checked.diagnostics, folder, form)


@commands.command()
@click.pass_obj
def lock(folder: Path) -> None:
    """Give new ids their slots and write modules/ids.lock."""
    from ihrp_course.archive import write_file
    from ihrp_course.identity import LOCK_PATH, read_lock, write_lock
    from ihrp_course.pipeline import check_course

    checked, sources = check_course(folder)
    about_ids = ("lock-", "meaning-", "id-", "duplicate-id")
    errors = [found for found in checked.diagnostics if found.severity == "error"]
    in_the_way = [found for found in errors if found.rule.startswith(about_ids)]
    if checked.numbering is None or in_the_way:
        show(in_the_way or errors, folder, "text")
        return
    write_file(folder / LOCK_PATH, write_lock(checked.numbering.lock).encode())
    click.echo(f"{LOCK_PATH}: {len(checked.numbering.slots)} ids", err=True)
    before, _ = read_lock(sources.lock)
    after = checked.numbering.lock.entries
    gone = [id for id, old in before.entries.items() if after[id].is_retired > old.is_retired]
    if gone:
        click.echo(f"retired, because no text has them: {', '.join(gone)}", err=True)
    if gone and errors:
        click.echo("`check` finds errors: mend them and run `lock` again", err=True)


@commands.command()
@click.option(
    "--standard",
    "names",
    multiple=True,
    type=click.Choice(["scorm12", "scorm2004", "web"]),
    help="may be given more than once; without it, the course's own",
)
@click.option("--edition", type=click.Choice(["3", "4"]), default="4", help="of SCORM 2004")
@click.option("--profile", default="default", help="the LMS it is made for: docs/lms/profiles.md")
@click.option("--output", type=FOLDER, help="without it, build/ in the course folder")
@click.option("--strict", is_flag=True, help="every rule, and a warning stops the build too")
@click.option("--watch", is_flag=True, help="build again whenever a file is saved")
@FORMAT
@click.pass_obj
def build(
    folder: Path,
    names: tuple[str, ...],
    edition: str,
    profile: str,
    output: Path | None,
    strict: bool,
    watch: bool,
    form: str,
) -> None:
    """Compile the course into build/."""
    from functools import partial

    from ihrp_course.compat import ReleasedError
    from ihrp_course.memory import Memory
    from ihrp_course.pipeline import build as build_course
    from ihrp_course.pipeline import check_course
    from ihrp_course.profile import UnknownProfileError, load

    try:
        load(profile)
    except UnknownProfileError as failure:
        raise click.UsageError(str(failure)) from None
    make = partial(
        build_course,
        folder,
        output or folder / "build",
        names,
        int(edition),
        progress=_progress(),
        profile=profile,
    )
    if watch:
        from ihrp_course.commands.watch import watch_build

        if strict:
            raise click.UsageError("--watch shows every finding as it is; leave --strict out")
        watch_build(folder, form, lambda memory: make(memory=memory))
        return
    memory = Memory()
    if strict:
        checked, _ = check_course(folder, memory=memory)
        if checked.diagnostics:
            show(checked.diagnostics, folder, form, is_strict=True)
    try:
        built = make(workers=os.cpu_count() or 1, memory=memory)
    except ReleasedError as failure:
        raise click.ClickException(str(failure)) from None
    _keep(built, memory)
    is_faulty = print_built(built, built.written)
    show(built.diagnostics, folder, form)
    is_loss = strict and any(update.verdict == "new course" for _, update in built.updates)
    if built.too_large or is_loss or is_faulty:
        raise click.exceptions.Exit(1)


@commands.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Print the manual page of a rule, of `check` or of `inspect`."""
    from ihrp_course.check.rule import page, rules
    from ihrp_course.diagnostics import did_you_mean
    from ihrp_course.inspect import manual
    from ihrp_course.inspect.rules import RULES

    known = {*rules(), *(each.id for each in RULES)}
    rule = next((name for name in known if name.lower() == rule.lower()), rule)
    if rule not in known:
        hint = did_you_mean(rule, sorted(known))
        raise click.UsageError(f"there is no rule `{rule}`" + (f"; {hint}" if hint else ""))
    pages = [page(rule) if rule in rules() else "", manual.page(rule)]
    click.echo("\n".join(filter(None, pages)))


@commands.group(name="state", invoke_without_command=True)
@click.option("--explain", is_flag=True, help="what each id can cost, per package")
@click.pass_context
def state_group(context: click.Context, explain: bool) -> None:
    """Look into what an LMS keeps for a learner."""
    if explain:
        _explain_state(context.obj)
    elif context.invoked_subcommand is None:
        click.echo(context.get_help())


def _explain_state(folder: Path) -> None:
    from ihrp_course.budget import explain as explain_budgets
    from ihrp_course.pipeline import check_course

    checked, _ = check_course(folder)
    if checked.numbering is None:
        show(checked.diagnostics, folder, "text")
    click.echo(explain_budgets(checked.budgets))


@state_group.command(name="decode")
@click.argument("text")
@click.pass_obj
def state_decode(folder: Path, text: str) -> None:
    """Read a learner's suspended state, such as one from a support mail."""
    from ihrp_course.pipeline import check_course
    from ihrp_course.state.codec import StateError, decode
    from ihrp_course.state.text import describe

    try:
        state = decode(text.strip())
    except StateError as failure:
        raise click.UsageError(f"this is not a suspended state: {failure}") from None
    checked, _ = check_course(folder)
    click.echo(describe(state, checked.numbering))


# --- what the commands share -----------------------------------------------------------------------


def show(
    diagnostics: Iterable[Diagnostic], folder: Path, form: str, is_strict: bool = False
) -> None:
    """Print the findings, and leave with their exit code unless they are no errors."""
    diagnostics = list(diagnostics)
    print_findings(diagnostics, folder, form)
    rules = {found.rule for found in diagnostics if found.severity == "error" or is_strict}
    if rules:
        raise click.exceptions.Exit(2 if rules <= UNUSABLE else 1)


def print_findings(diagnostics: Iterable[Diagnostic], folder: Path, form: str) -> None:
    """The findings on stdout; nothing when there is nothing to say."""
    from ihrp_course.diagnostics import render_findings

    has_colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = render_findings(diagnostics, folder, form, has_colour)
    if text:
        click.echo(text)


def print_built(built: Built, fresh: Iterable[Written]) -> bool:
    """What was made, and what there is to say of it; whether something must not be imported."""
    for written in fresh:
        click.echo(f"{written.size / 1000:8.1f} kB  {written.path}", err=True)
    print_updates(built)
    for sentence in built.too_large:
        click.echo(sentence, err=True)
    return print_faults(built.faults)


def print_updates(built: Built) -> None:
    """What the packages just made mean for learners of the last release."""
    for name, update in built.updates:
        click.echo(f"{name}: " + "\n".join(update.lines()), err=True)
    for unit in built.gone:
        click.echo(
            f"{unit}: was released and is made no more; leave its activity as it is", err=True
        )


def print_faults(faults: Iterable[tuple[str, Fault]]) -> bool:
    """What `inspect` says against packages just made; whether one of them must not be imported."""
    broken: dict[str, None] = {}
    for name, fault in faults:
        click.echo(f"{name}: {fault.severity}[{fault.rule}]: {fault.text}", err=True)
        if fault.severity == "error":
            broken.setdefault(name)
    for name in broken:
        click.echo(f"do not import {name}; `ihrp-course inspect` tells the mend", err=True)
    return bool(broken)


def _progress() -> Callable[[str], None]:
    """One line that is written over, on a terminal; silence in a pipe."""
    if not sys.stderr.isatty():
        return lambda words: None
    return lambda words: click.echo(f"\r\033[K{words}\r", err=True, nl=False)


_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_kept: list[object] | None = None
"""What must live until the process ends; None where that is not ours, and commands are called by a program."""


def _keep(*made: object) -> None:
    """Let what a command made be whole when its process ends: to take it apart would take longer."""
    if _kept is not None:
        _kept.extend(made)


def main() -> None:
    """The command line: what stops a command becomes a sentence and an exit code."""
    import gc

    global _kept
    gc.disable()  # a build is short and keeps nearly all it makes: collecting cost a fifth of it
    _kept = []
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 (who starts us may have closed them)
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    try:
        code = _run()
    except OSError as failure:
        click.echo(f"cannot write: {failure.strerror}", err=True)
        os._exit(2)  # or Python would try once more to print what it could not
    if _kept:
        os._exit(code)
    gc.freeze()  # or Python would look through all of it once more before it ends
    sys.exit(code)


def _run() -> int:
    """The command that is asked for; its exit code. Raises OSError when there is no room for its words."""
    try:
        code: int = commands.main(standalone_mode=False) or 0
        sys.stdout.flush()
        return code
    except click.ClickException as failure:
        failure.show()
        return 2
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except BrokenPipeError:
        return 0  # nobody reads on
    except Exception as failure:
        if isinstance(failure, OSError) and failure.errno in _FULL and failure.filename is None:
            raise
        return _failed(failure)


def _failed(failure: Exception) -> int:
    from ihrp_course.archive import WriteError

    if isinstance(failure, WriteError):
        click.echo(str(failure), err=True)
        return 2
    import traceback

    click.echo("".join(traceback.format_exception(failure)), err=True)
    click.echo(
        "This is a defect of ihrp-course, not of your course. Please report it with the lines above.",
        err=True,
    )
    return 70
