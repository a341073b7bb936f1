"""What rendering gives and packaging takes: the files of one unit, before any manifest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct


class Site(Struct, frozen=True):
    """One launchable unit as files. Paths are relative to the package root, ASCII, lower case."""

    package_id: str  # stable for ever; the manifest's identifiers derive from it alone
    title: str
    version: str
    language: str
    description: str
    minutes: int
    keywords: tuple[str, ...]
    launch: str  # "index.html"
    files: Mapping[str, bytes | Path]  # bytes made here, or an asset's file to copy
    profile: str = ""  # which LMS it is made for; empty: any
    mastery: float | None = None  # 0–1, where the manifest shall hold the pass mark
    losses: tuple[str, ...] = ()  # what the profile leaves out
