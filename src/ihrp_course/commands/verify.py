"""`verify`: is this zip the one that was released? Offline, from the signed list of digests."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import click

from ihrp_course.commands._signing import SIGNATURE, SUMS, is_signed, read_public

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify")
@click.argument("package", type=FILE)
@click.option("--sums", type=FILE, help=f"the list; without it {SUMS} beside the package")
@click.option(
    "--key",
    type=FILE,
    help="the publisher's public key (PEM), got by another way than the packages; "
    "without it only the digest is compared",
)
def command(package: Path, sums: Path | None, key: Path | None) -> None:
    """Say whether PACKAGE is what was released: 0 it is, 1 it is not."""
    found = sums or package.parent / SUMS
    if not found.is_file():
        raise click.UsageError(f"there is no {SUMS} beside {package.name}; name it with `--sums`")
    text = found.read_bytes()
    if key is not None:
        signature = found.with_name(SIGNATURE)
        if not signature.is_file():
            _fail(f"{found.name} has no signature: {SIGNATURE} is not there")
        if not is_signed(text, signature.read_bytes(), read_public(key)):
            _fail(f"{found.name} was changed, or signed by another key")
    known = {
        name.strip(): digest
        for digest, _, name in (line.partition("  ") for line in text.decode().splitlines())
    }
    if package.name not in known:
        _fail(f"{found.name} does not list {package.name}")
    if sha256(package.read_bytes()).hexdigest() != known[package.name]:
        _fail(f"{package.name} is not what was released: its digest differs")
    how = "its digest is listed and the list is signed" if key else "its digest is listed"
    click.echo(f"{package.name}: {how}")


def _fail(words: str) -> None:
    click.echo(words, err=True)
    raise SystemExit(1)
