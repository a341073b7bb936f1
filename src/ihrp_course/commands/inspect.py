"""`ihrp-course inspect`: any package by a name of its own, without a course.

0 no errors · 1 errors, or an update that loses records · 2 wrong use, or a file that cannot be read ·
3 unsafe: do not upload it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

CODES = {"clean": 0, "warnings": 0, "errors": 1, "unsafe": 3}
_ZIP = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(name="inspect")
@click.argument("package", metavar="ZIP", type=_ZIP)
@click.argument("update", metavar="[ZIP]", type=_ZIP, required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="how to print the report",
)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="else it is printed"
)
def command(package: Path, update: Path | None, form: str, output: Path | None) -> None:
    """Tell what a SCORM zip is, what it will report, and what is wrong with it.

    With a second zip: what it would break in the first one's place.
    """
    from importlib import import_module

    from ihrp_course.inspect import inspect, inspect_update

    try:
        if update is None:
            found, change = inspect(package), None
        else:
            found, change = inspect_update(package, update)
    except OSError as failure:
        place = failure.filename or package
        raise click.UsageError(f"cannot read {place}: {failure.strerror}") from None
    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    report: str = import_module(f"ihrp_course.inspect.report_{form}").render(found, change, colour)
    if output is None:
        click.echo(report)
    else:
        from ihrp_course.archive import write_file

        write_file(output, f"{report}\n".encode("utf-8", "replace"))
    if code := max(CODES[found.verdict], int(change is not None and change.loses)):
        raise click.exceptions.Exit(code)
