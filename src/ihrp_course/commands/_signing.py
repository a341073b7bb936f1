"""Digests of a release and their signature: Ed25519 (RFC 8032), by the library `cryptography`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.sig"
_OWN = (SUMS, SIGNATURE, "release-key.pub")
_MISSING = "signing needs the library `cryptography`: pip install 'ihrp-course[release]'"


def digest_list(folder: Path) -> bytes:
    """A line per file as `sha256sum` writes it, in the order of names; the list itself is left out."""
    lines = [
        f"{sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}\n"
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in _OWN
    ]
    return "".join(lines).encode()


def read_key(file: Path) -> Ed25519PrivateKey:
    """A private key; anything else is told."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError as failure:
        raise click.UsageError(_MISSING) from failure
    try:
        key = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as failure:
        raise click.UsageError(
            f"{file} is no unencrypted PEM key; `openssl genpkey -algorithm ed25519 -out key.pem` makes one"
        ) from failure
    if not isinstance(key, Ed25519PrivateKey):
        raise click.UsageError(f"{file} is a key of another kind; an Ed25519 key is needed")
    return key


def public_part(key: Ed25519PrivateKey) -> bytes:
    """The public key as PEM."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public(file: Path) -> Ed25519PublicKey:
    """A public key; anything else is told."""
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError as failure:
        raise click.UsageError(_MISSING) from failure
    try:
        key = load_pem_public_key(file.read_bytes())
    except (ValueError, TypeError) as failure:
        raise click.UsageError(f"{file} is no PEM public key") from failure
    if not isinstance(key, Ed25519PublicKey):
        raise click.UsageError(f"{file} is a key of another kind; an Ed25519 key is needed")
    return key


def is_signed(sums: bytes, signature: bytes, key: Ed25519PublicKey) -> bool:
    """Whether the list is what the holder of the key signed."""
    from cryptography.exceptions import InvalidSignature

    try:
        key.verify(signature, sums)
    except InvalidSignature:
        return False
    return True
