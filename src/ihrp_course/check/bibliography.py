"""`references.bib` into formatted references. Only this file knows pybtex."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.model import Reference

PATH = "modules/references.bib"
_ENTRY = re.compile(r"^\s*@(\w+)\s*\{\s*([^,\s]+)\s*,", re.MULTILINE)
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_MACRO = re.compile(r"\\[^&%$#_{}]")
_NOT_ENTRIES = {"comment", "string", "preamble"}


def places(text: str) -> dict[str, Span]:
    """Each key with the line it stands on; no parsing."""
    found: dict[str, Span] = {}
    line, position = 1, 0
    for match in _ENTRY.finditer(text):
        line += text.count("\n", position, match.start(2))
        position = match.start(2)
        if match.group(1).lower() not in _NOT_ENTRIES:
            column = match.start(2) - text.rfind("\n", 0, match.start(2))
            found.setdefault(
                match.group(2), Span(PATH, line, column, line, column + len(match.group(2)))
            )
    return found


def read(text: str) -> tuple[dict[str, Reference], list[Diagnostic]]:
    """The references by their keys, formatted."""
    if not text:
        return {}, []  # the library takes a while to come
    from pybtex.database import BibliographyDataError
    from pybtex.database.input.bibtex import Parser
    from pybtex.scanner import PybtexSyntaxError

    spans = places(text)
    try:
        entries = Parser().parse_string(text).entries
    except PybtexSyntaxError as failure:
        line = int(failure.lineno or 1)
        message = str(failure).splitlines()[0]
        return {}, [
            error(
                "bib-syntax",
                Span(PATH, line, 1, line, 1),
                f"this is not BibTeX: {message}",
                help="look for a missing comma or brace in the entry above",
            )
        ]
    except BibliographyDataError as failure:
        return {}, [error("bib-syntax", Span(PATH), f"this is not BibTeX: {failure}")]
    found = {key: entry for key, entry in entries.items() if key in spans}
    return {key: _reference(key, entry, spans[key]) for key, entry in found.items()}, []


def _plain(value: str) -> str:
    """LaTeX as plain text. The LaTeX reader is slow, so it is asked only about accents and macros."""
    if _MACRO.search(value):
        from pybtex.backends.plaintext import Backend
        from pybtex.richtext import Text

        value = Text.from_latex(value).render(Backend())
    value = _ESCAPED.sub(r"\1", value).replace("{", "").replace("}", "").replace("~", " ")
    return " ".join(value.replace("---", "—").replace("--", "–").split())


def _reference(key: str, entry: Any, span: Span) -> Reference:
    fields = {name.lower(): _plain(value) for name, value in entry.fields.items()}
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    year = fields.get("year", "n.d.")
    names = [_name(person) for person in people]
    parts = [f"{escape(_names(names, bool(entry.persons.get('author'))))} ({escape(year)})."]
    title = escape(fields.get("title", key).rstrip("."))
    journal = fields.get("journal")
    parts.append(f"{title}." if journal else f"<cite>{title}</cite>.")
    if journal:
        parts.append(f"<cite>{escape(journal)}</cite>{escape(_volume(fields))}.")
    publisher = fields.get("publisher") or fields.get("institution")
    if publisher:
        parts.append(f"{escape(publisher)}.")
    url = f"https://doi.org/{fields['doi']}" if "doi" in fields else fields.get("url", "")
    if not url.startswith("https://"):
        url = ""
    family = [last for last, _ in names]
    return Reference(
        key=key,
        html=" ".join(parts),
        short=_short(family, year),
        is_verified=fields.get("status", "").upper() == "VERIFIED",
        url=url,
        span=span,
    )


def _volume(fields: dict[str, str]) -> str:
    text = ""
    if "volume" in fields:
        text += f", {fields['volume']}"
        text += f"({fields['number']})" if "number" in fields else ""
    return text + (f", {fields['pages']}" if "pages" in fields else "")


def _name(person: Any) -> tuple[str, str]:
    last = _plain(" ".join([*person.prelast_names, *person.last_names, *person.lineage_names]))
    firsts = [*person.first_names, *person.middle_names]
    return last, " ".join(f"{_plain(name)[:1]}." for name in firsts if _plain(name))


def _names(names: list[tuple[str, str]], are_authors: bool) -> str:
    has_others = bool(names) and names[-1][0] == "others"
    shown = [f"{last}, {first}" if first else last for last, first in names if last != "others"]
    text = shown[0] if shown else "Anonymous"
    if len(shown) > 1:
        text = ", ".join(shown[:-1]) + f", & {shown[-1]}" if not has_others else ", ".join(shown)
    if has_others:
        text += ", et al."
    return text if are_authors else f"{text} (Ed{'s' if len(shown) > 1 else ''}.)"


def _short(family: list[str], year: str) -> str:
    if not family:
        return year
    if len(family) == 1:
        return f"{family[0]}, {year}"
    if len(family) == 2 and family[1] != "others":
        return f"{family[0]} & {family[1]}, {year}"
    return f"{family[0]} et al., {year}"
