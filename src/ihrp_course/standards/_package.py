"""What every standard is and what it makes: two frozen values."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:  # a Site is rendered for a Standard: at run time neither waits for the other
    from ihrp_course.render.site import Site

PlayerModule = Literal["scorm12", "scorm2004", "none"]


class Package(Struct, frozen=True):
    """The files of one zip or folder, ready to write."""

    name: str  # file stem: <package id>-<version>-<standard>
    files: tuple[tuple[str, bytes | Path], ...]  # in archive order, the manifest first
    losses: tuple[str, ...]  # what this standard cannot carry, one sentence each


class Standard(Struct, frozen=True):
    """One way to package a unit."""

    name: str
    label: str  # for help and reports
    player_module: PlayerModule  # which player/lms/*.js the page needs
    is_zip: bool  # else a folder
    package: Callable[[Site], Package]
