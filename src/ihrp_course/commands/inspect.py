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
    from ihrp_course.archive import write_file
    from ihrp_course.inspect import inspect, inspect_update
    from ihrp_course.inspect import report_html as html
    from ihrp_course.inspect import report_json as json
    from ihrp_course.inspect import report_text as text

    colour = output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    try:
        if update is None:
            one = inspect(package)
            code = CODES[one.verdict]
            if form == "text":
                report = text.render(one, colour)
            else:
                report = json.render(one) if form == "json" else html.render([one])
        else:
            old, new, found = inspect_update(package, update)
            loses = any(each.rule.severity == "error" for each in found)
            code = max(CODES[new.verdict], int(loses))
            if form == "text":
                report = text.render(new, colour) + "\n\n"
                report += text.render_update(found, old.name, new.name, colour)
            elif form == "json":
                report = json.render_update(old, new, found)
            else:
                report = html.render([new], found)
    except OSError as failure:
        raise click.UsageError(
            f"cannot read {failure.filename or package}: {failure.strerror}"
        ) from None
    if output is None:
        click.echo(report)
    else:
        write_file(output, f"{report}\n".encode("utf-8", "replace"))
    if code:
        raise click.exceptions.Exit(code)
