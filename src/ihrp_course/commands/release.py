"""`release`: everything that goes out, built strictly from a clean tree, with digests that are signed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from ihrp_course.archive import write_file
from ihrp_course.commands._signing import SIGNATURE, SUMS, digest_list, public_part, read_key


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
@click.pass_obj
def command(folder: Path, key: Path | None, output: Path | None, dirty: bool) -> None:
    """Build all packages strictly, write their digests, and sign the list.

    The folder holds the packages, what their codes mean (`…-items.csv`), the trace of objectives, the list of
    changes, `SHA256SUMS`, and with `--key` its signature and the public key.
    """
    from ihrp_course.cli import show
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
    built = build(folder, target)
    _add_papers(folder, target)
    sums = digest_list(target)
    write_file(target / SUMS, sums)
    if signer is not None:
        write_file(target / SIGNATURE, signer.sign(sums))
        write_file(target / "release-key.pub", public_part(signer))
    state = f"{drafts} files are drafts" if drafts else "every file is reviewed"
    signed = "signed" if signer else "not signed"
    click.echo(f"{target}: {len(built.written)} packages, {signed}; {state}", err=True)


def _refuse_changes(folder: Path) -> None:
    """A release can be made again from what version control keeps, or it is none."""
    try:
        found = subprocess.run(
            ["git", "status", "--porcelain", "--", "modules", "assets"],
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
    from ihrp_course.cli import commands

    trace = target / "trace.html"
    commands.main(
        ["--course", str(folder), "trace", "--format", "html", "--output", str(trace)],
        standalone_mode=False,
    )
    changes = folder / "CHANGELOG.md"
    if changes.is_file():
        write_file(target / "CHANGELOG.md", changes.read_bytes())
