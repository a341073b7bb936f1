"""`release`: everything that goes out, built strictly from a clean tree, with digests that are signed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ihrp_course.archive import write_file
from ihrp_course.commands._signing import SIGNATURE, SUMS, digest_list, public_part, read_key
from ihrp_course.compat import RELEASED


@click.command("release")
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="an Ed25519 private key (PEM), kept outside the repository; without it nothing is signed",
)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="where to put it")
@click.option(
    "--dirty", is_flag=True, help="for a trial: from a tree with changes that are not kept"
)
@click.option(
    "--new-course", is_flag=True, help="although learners under way would lose their records"
)
@click.pass_obj
def command(
    folder: Path, key: Path | None, output: Path | None, dirty: bool, new_course: bool
) -> None:
    """Build all packages strictly, write their digests, sign the list, and record the release.

    The folder holds the packages, what their codes mean (`…-items.csv`), the trace of objectives, the list of
    changes, `SHA256SUMS`, and with `--key` its signature and the public key. It appears whole or not at all.
    `released.json` in the course's folder then says what went out, and every later `build` compares with it; a
    trial is not recorded.
    """
    from ihrp_course.cli import print_faults, print_updates, show
    from ihrp_course.compat import ReleasedError
    from ihrp_course.pipeline import build, check_course

    if not dirty:
        _refuse_changes(folder)
    signer = read_key(key) if key is not None else None
    checked, _ = check_course(folder, "release")
    standing = [found for found in checked.diagnostics if found.rule != "not-reviewed"]
    drafts = len(checked.diagnostics) - len(standing)
    if standing or checked.course is None:
        show(standing, folder, "text", is_strict=True)
        return
    target = output or folder / "build" / f"release-{checked.course.version}"
    if target.is_dir() and any(target.iterdir()):
        raise click.UsageError(f"{target} is not empty: a release is never written over another")
    with _beside(target) as work:
        try:
            built = build(folder, work)
        except ReleasedError as failure:
            raise click.ClickException(str(failure)) from None
        print_updates(built)
        if print_faults(built.faults):
            raise click.exceptions.Exit(1)
        if any(update.verdict == "new course" for _, update in built.updates) and not new_course:
            raise click.ClickException(
                "learners under way would lose records: mend what is named above, or say "
                "`--new-course` and have it imported as another activity"
            )
        _add_papers(folder, work)
        sums = digest_list(work)
        write_file(work / SUMS, sums)
        if signer is not None:
            write_file(work / SIGNATURE, signer.sign(sums))
            write_file(work / "release-key.pub", public_part(signer))
    state = f"{drafts} files are drafts" if drafts else "every file is reviewed"
    signed = "signed" if signer else "not signed"
    click.echo(f"{target}: {len(built.written)} packages, {signed}; {state}", err=True)
    _record(folder, target, is_trial=dirty)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A folder that takes the target's name when nothing went wrong, and else is gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as work:
        made = Path(work) / target.name
        made.mkdir()
        yield made
        if target.is_dir():
            target.rmdir()  # it is empty
        made.rename(target)


def _record(folder: Path, target: Path, is_trial: bool) -> None:
    """What went out, for every later build to compare with."""
    from ihrp_course.compat import write_record

    packages = sorted(target.glob("*.zip"))
    if is_trial:
        click.echo(f"a trial: {RELEASED} is left as it is", err=True)
    elif packages:
        count = write_record(folder, packages)
        click.echo(
            f"{folder / RELEASED}: {count} packages recorded; commit it, so that every build says what it "
            "means for learners of this release",
            err=True,
        )


def _refuse_changes(folder: Path) -> None:
    """A release can be made again from what version control keeps, or it is none."""
    try:
        found = subprocess.run(
            ["git", "status", "--porcelain", "--", "modules", "assets", RELEASED],
            cwd=folder,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as failure:
        raise click.UsageError(
            f"{folder} is not under version control; `--dirty` makes a trial all the same"
        ) from failure
    if found.stdout.strip():
        raise click.UsageError(
            f"these files have changes that are not kept:\n{found.stdout.rstrip()}\n"
            "commit them, or make a trial with `--dirty`"
        )


def _add_papers(folder: Path, target: Path) -> None:
    """What an administrator reads beside the packages."""
    from ihrp_course.commands.trace import told

    write_file(target / "trace.html", f"{told(folder, 'html').rstrip()}\n".encode())
    changes = folder / "CHANGELOG.md"
    if changes.is_file():
        write_file(target / "CHANGELOG.md", changes.read_bytes())
