"""What is known of LMSs as Markdown: the same facts as in every package's dossier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ihrp_course.dossier import facts

_PARTS = (
    ("Import", "import"),
    ("Settings", "settings"),
    ("A new version", "update"),
    ("Traps", "traps"),
)


def systems() -> str:
    """`docs/lms/systems.md` below its mark."""
    return "\n".join(_systems()) + "\n"


def reports() -> str:
    """`docs/lms/reports.md` below its mark."""
    return "\n".join(_reports()) + "\n"


def _systems() -> Iterator[str]:
    yield from ("| mark | means |", "| --- | --- |")
    yield from (f"| {mark} | {meaning} |" for mark, meaning in facts()["marks"].items())
    yield from ("", "## In every LMS", "")
    yield from map(_told, facts()["always"])
    for lms in facts()["lmses"]:
        yield from ("", f"## {lms['name']}", "", f"Take: {lms['take']}.")
        for heading, key in _PARTS:
            if lms[key]:
                yield from ("", f"{heading}:", "")
                yield from map(_told, lms[key])
        unknown = [heading.lower() for heading, key in _PARTS[:3] if not lms[key]]
        if unknown:
            yield from (
                "",
                f"Nothing is known to us of: {', '.join(unknown)}. Try it on a copy first.",
            )


def _told(statement: Mapping[str, str]) -> str:
    source: Mapping[str, Any] = facts()["sources"][statement["from"]]
    where = f": {source['where']}" if source["where"] else ""
    return f"- {_plain(statement['say'])} *[{source['mark']}{where}]*"


def _plain(text: str) -> str:
    return text.replace("<", "&lt;")


def _reports() -> Iterator[str]:
    for standard, title in (("scorm12", "SCORM 1.2"), ("scorm2004", "SCORM 2004")):
        yield from (f"## {title}", "", "| when | what is sent, in this order |", "| --- | --- |")
        for each in facts()["moments"][standard]:
            yield f"| {each['when']} | {each['what']} |"
        yield ""
    yield from ("## The one word of SCORM 1.2", "")
    situations = facts()["situations"]
    yield f"| policy | {' | '.join(situations.values())} |"
    yield "| --- " * (len(situations) + 1) + "|"
    for policy, words in facts()["policies"].items():
        yield f"| `{policy}` | {' | '.join(words)} |"
    yield from ("", "A package without a quiz goes from incomplete to completed and has no score.")
    privacy = facts()["privacy"]
    for heading, key in (
        ("Goes to the LMS", "goes"),
        ("Never leaves the device", "stays"),
        ("Goes nowhere else", "elsewhere"),
    ):
        yield from ("", f"## {heading}", "")
        yield from (f"- {each}" for each in privacy[key])
