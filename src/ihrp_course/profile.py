"""Profiles: how LMSs differ, as data (`profiles/*.yaml`). A package is built for one of them.

`default` works in every LMS that we know of; the others change what their table in
`docs/lms/profiles.md` says, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

FOLDER = Path(__file__).parent / "profiles"
DEFAULT = "default"
MARKS = {
    "observed": "seen on a running copy",
    "code": "read in the system’s own code",
    "vendor": "in the vendor's documentation",
    "choice": "a choice of ours, or yours",
}


class UnknownProfileError(LookupError):
    """There is no such profile; the text says what to type."""


class Reason(Struct, frozen=True):
    """Why a profile is as it is: a fact, how it is known (`MARKS`), and from where."""

    text: str
    mark: str
    source: str


class Profile(Struct, frozen=True):
    """One LMS, or one habit of LMSs."""

    name: str
    about: str
    final_exit: str  # cmi.exit once everything is done: `suspend` or `normal`
    interactions: bool  # each answer is reported by itself
    statuses: Mapping[str, str]  # SCORM 1.2's one word → the word that is sent instead
    has_mastery: bool  # the pass mark stands in the manifest, and the LMS judges by it
    package_limit: int  # megabytes that a package may have; 0: no limit
    reasons: tuple[Reason, ...]

    @property
    def is_default(self) -> bool:
        return self.name == DEFAULT

    def for_player(self) -> dict[str, Any]:
        """What the page's scripts are told: `Profile` of `player/types.js`."""
        told: dict[str, Any] = {
            "name": self.name,
            "finalExit": self.final_exit,
            "interactions": self.interactions,
        }
        return {**told, "statuses": dict(self.statuses)} if self.statuses else told


@cache
def names() -> tuple[str, ...]:
    """Every profile, the default first."""
    found = sorted(file.stem for file in FOLDER.glob("*.yaml"))
    return (DEFAULT, *(name for name in found if name != DEFAULT))


@cache
def load(name: str) -> Profile:
    """The profile of that name. Raises UnknownProfileError."""
    if name not in names():
        from ihrp_course.diagnostics import did_you_mean

        hint = did_you_mean(name, names()) or f"there are {', '.join(names())}"
        raise UnknownProfileError(f"there is no profile `{name}`; {hint}")
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((FOLDER / f"{name}.yaml").read_text("utf-8"), loader)
    return Profile(
        name=name,
        about=data["about"],
        final_exit=data["finalExit"],
        interactions=data["interactions"],
        statuses=data["statuses"],
        has_mastery=data["mastery"],
        package_limit=data["packageLimit"],
        reasons=tuple(Reason(**each) for each in data["reasons"]),
    )


def table() -> str:
    """What each profile changes, and why, as Markdown: `docs/lms/profiles.md` below its mark."""
    plain = load(DEFAULT)
    lines = [
        "| profile | for | exit when done | answers one by one | words of SCORM 1.2 | pass mark in the manifest | largest package |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for profile in map(load, names()):
        words = ", ".join(f"{word} → {other}" for word, other in profile.statuses.items())
        cells = (
            (profile.final_exit, plain.final_exit),
            ("yes" if profile.interactions else "no", "yes" if plain.interactions else "no"),
            (words or "as they are", ""),
            ("yes" if profile.has_mastery else "no", "yes" if plain.has_mastery else "no"),
            (f"{profile.package_limit} MB" if profile.package_limit else "any", ""),
        )
        told = " | ".join(
            f"**{cell}**" if cell not in (usual, "as they are", "any") else cell
            for cell, usual in cells
        )
        lines.append(f"| `{profile.name}` | {profile.about} | {told} |")
    lines += ["", "In bold: what differs from the default.", ""]
    lines += ["| mark | means |", "| --- | --- |"]
    lines += [f"| {mark} | {meaning} |" for mark, meaning in MARKS.items()]
    for profile in map(load, names()):
        lines += ["", f"### `{profile.name}`", ""]
        lines += [f"- {each.text} *{each.mark}: {each.source}*" for each in profile.reasons]
    return "\n".join(lines) + "\n"
