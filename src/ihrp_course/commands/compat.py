"""`compat`: may this package take the place of that one?

0 safe, or safe with notes · 1 a new course: learners under way would lose their records · 2 wrong use, or a
file that cannot be read · 3 unsafe: do not upload it
"""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import BadZipFile

import click
from msgspec import to_builtins

_ZIP = click.Path(exists=True, dir_okay=False, path_type=Path)
CODES = {"safe": 0, "safe with notes": 0, "new course": 1}


@click.command(name="compat")
@click.argument("packages", metavar="OLD NEW", nargs=-1, type=_ZIP, required=True)
@click.option("--record", "is_record", is_flag=True, help="write released.json from these packages instead")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="how to print it")  # fmt: skip
@click.pass_obj
def command(folder: Path, packages: tuple[Path, ...], is_record: bool, form: str) -> None:
    """Say who keeps what when NEW takes the place of OLD."""
    try:
        if is_record:
            _record(folder, packages)
        elif len(packages) != 2:
            raise click.UsageError("two packages are compared: the old one, then the new one")
        else:
            _compare(*packages, form)
    except (BadZipFile, OSError, UnicodeDecodeError) as failure:
        raise click.ClickException(f"cannot read it: {failure}") from None


def _record(folder: Path, packages: tuple[Path, ...]) -> None:
    from ihrp_course.compat import RELEASED, NotOursError, write_record

    try:
        count = write_record(folder, packages)
    except NotOursError as failure:
        raise click.ClickException(str(failure)) from None
    click.echo(f"{RELEASED}: {count} packages", err=True)


def _compare(old: Path, new: Path, form: str) -> None:
    from ihrp_course.compat import Compatibility, NotOursError, Reason, compare, read_zip
    from ihrp_course.inspect import inspect_update

    inspection, update = inspect_update(old, new)
    if "unsafe" in (inspection.verdict, update.old.verdict):
        click.echo("unsafe; `ihrp-course inspect` tells why", err=True)
        raise click.exceptions.Exit(3)
    manifest = tuple(
        Reason(each.rule.id, f"{each.rule.title} {each.message}", each.rule.severity == "error")
        for each in update.findings
    )
    try:
        found = compare(read_zip(old), read_zip(new))
    except NotOursError as failure:
        note = Reason("state", f"{failure}: what it keeps of a learner cannot be compared", False)
        found = Compatibility("", "", 0, (note,))
    whole = Compatibility(found.old, found.new, found.kept, (*manifest, *found.reasons))
    if form == "json":
        told = {"verdict": whole.verdict, **to_builtins(whole)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(whole.lines()))
    if code := CODES[whole.verdict]:
        raise click.exceptions.Exit(code)
