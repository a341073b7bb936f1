"""Commands into exit codes, nothing else. 0 clean · 1 the course has errors · 2 wrong use · 70 our defect."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from ihrp_course import __version__

FOLDER = click.Path(file_okay=False, path_type=Path)
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="how to print findings",
)


class Commands(click.Group):
    """Commands in the order in which an author meets them; a defect of ours says so."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(self.commands)

    def main(self, *args: object, **extra: object) -> NoReturn:
        try:
            super().main(*args, **extra)  # type: ignore[arg-type]
        except (click.exceptions.Exit, SystemExit):
            raise
        except KeyboardInterrupt:
            click.echo("stopped", err=True)
            raise SystemExit(130) from None
        except Exception:
            import traceback

            click.echo(traceback.format_exc(), err=True)
            click.echo(
                "This is a defect of ihrp-course, not of your course. Please report it with the lines above.",
                err=True,
            )
            raise SystemExit(70) from None
        raise SystemExit(0)


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
def main(context: click.Context, folder: Path) -> None:
    """Write a tracked online course as plain text; compile it into packages that an LMS imports."""
    context.obj = folder


@main.command()
@click.option(
    "--standard",
    "names",
    multiple=True,
    type=click.Choice(["scorm12", "scorm2004", "web"]),
    help="may be given more than once; default: the course's own",
)
@click.option("--edition", type=click.Choice(["3", "4"]), default="4", help="of SCORM 2004")
@click.option("--output", type=FOLDER, default=None, help="default: build/ in the course folder")
@click.option(
    "--strict", is_flag=True, help="every rule, as for a release; warnings stop the build too"
)
@FORMAT
@click.pass_obj
def build(
    folder: Path, names: tuple[str, ...], edition: str, output: Path | None, strict: bool, form: str
) -> None:
    """Compile the course into build/."""
    from ihrp_course.archive import WriteError
    from ihrp_course.pipeline import build as build_course

    if strict and any(d for d in _findings(folder, form, quiet=True)):
        raise SystemExit(_show(_findings(folder, form, quiet=True), folder, form))
    try:
        built = build_course(
            folder, output or folder / "build", names, int(edition), progress=_progress()
        )
    except WriteError as failure:
        click.echo(str(failure), err=True)
        raise SystemExit(2) from None
    code = _show(built.diagnostics, folder, form)
    if form == "text" and built.written:
        for written in built.written:
            click.echo(f"{written.size / 1000:8.1f} kB  {written.path}", err=True)
    raise SystemExit(code)


@main.command()
@FORMAT
@click.pass_obj
def check(folder: Path, form: str) -> None:
    """Tell everything that is wrong, at once, with file and line."""
    raise SystemExit(_show(_findings(folder, form), folder, form))


@main.command()
@click.pass_obj
def lock(folder: Path) -> None:
    """Give new ids their slots and write modules/ids.lock."""
    from ihrp_course.archive import WriteError, write_file
    from ihrp_course.identity import LOCK_PATH, write_lock
    from ihrp_course.pipeline import check_course

    checked, _ = check_course(folder)
    about_ids = ("lock-", "meaning-", "id-", "duplicate-id")
    found = [
        d
        for d in checked.diagnostics
        if d.severity == "error" and (d.rule.startswith(about_ids) or checked.numbering is None)
    ]
    if found or checked.numbering is None:
        raise SystemExit(_show(found or checked.diagnostics, folder, "text"))
    try:
        write_file(folder / LOCK_PATH, write_lock(checked.numbering.lock).encode())
    except WriteError as failure:
        click.echo(str(failure), err=True)
        raise SystemExit(2) from None
    click.echo(f"{LOCK_PATH}: {len(checked.numbering.slots)} ids", err=True)


@main.command()
@click.argument("rule")
def explain(rule: str) -> None:
    """Print the manual page of a rule."""
    from ihrp_course.check.rule import page, rules
    from ihrp_course.diagnostics import did_you_mean

    if rule not in rules():
        hint = did_you_mean(rule, rules())
        click.echo(f"there is no rule `{rule}`" + (f"; {hint}" if hint else ""), err=True)
        raise SystemExit(2)
    click.echo(page(rule))


@main.group(name="state")
def state_group() -> None:
    """Look into what an LMS keeps for a learner."""


@state_group.command(name="explain")
@click.pass_obj
def state_explain(folder: Path) -> None:
    """Print what each id can cost in the suspended state, per package."""
    from ihrp_course.budget import explain as explain_budget
    from ihrp_course.pipeline import check_course

    checked, _ = check_course(folder)
    if checked.numbering is None:
        raise SystemExit(_show(checked.diagnostics, folder, "text"))
    click.echo(explain_budget(checked.budgets))


@state_group.command(name="decode")
@click.argument("text")
@click.pass_obj
def state_decode(folder: Path, text: str) -> None:
    """Read a learner's suspended state, such as one from a support mail."""
    from ihrp_course.pipeline import check_course
    from ihrp_course.state import StateError, decode, describe

    try:
        state = decode(text.strip())
    except StateError as failure:
        click.echo(f"this is not a suspended state: {failure}", err=True)
        raise SystemExit(2) from None
    checked, _ = check_course(folder)
    click.echo(describe(state, checked.numbering))


# --- what the commands share -----------------------------------------------------------------------


def _findings(folder: Path, form: str, quiet: bool = False):  # type: ignore[no-untyped-def]
    from ihrp_course.pipeline import check_course

    return check_course(folder)[0].diagnostics


def _show(diagnostics, folder: Path, form: str) -> int:  # type: ignore[no-untyped-def]
    from ihrp_course.diagnostics import render_findings

    text = render_findings(diagnostics, folder, form, colour=sys.stdout.isatty())
    if text:
        click.echo(text)
    rules = {d.rule for d in diagnostics if d.severity == "error"}
    if not rules:
        return 0
    return 2 if rules <= {"no-course"} else 1


def _progress():  # type: ignore[no-untyped-def]
    """One line that is written over, on a terminal; silence in a pipe."""
    if not sys.stderr.isatty():
        return lambda words: None
    return lambda words: click.echo(f"\r\033[K{words}", err=True, nl=False)
