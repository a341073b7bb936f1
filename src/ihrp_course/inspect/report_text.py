"""An inspection for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ihrp_course.inspect.model import Finding, Inspection, Node, Update

_VERDICTS = {
    "unsafe": "UNSAFE: do not upload it",
    "errors": "has errors",
    "warnings": "works, with warnings",
    "clean": "clean",
}
_COLOURS = {"error": "31;1", "warning": "33;1", "head": "1", "dim": "2", "help": "36"}
_MOST_LINES = 60  # of the table of contents


def size(count: int) -> str:
    """Bytes for people: `820 B`, `12.3 kB`, `4.0 MB`."""
    units = [(10**9, "GB"), (10**6, "MB"), (10**3, "kB")]
    for step, unit in units:
        if count >= step:
            return f"{count / step:,.1f} {unit}"
    return f"{count} B"


def verdict(inspection: Inspection) -> str:
    """The verdict as words, with what was counted."""
    errors = sum(found.rule.severity == "error" for found in inspection.findings)
    warnings = len(inspection.findings) - errors
    words = [f"{errors} error{'s' * (errors != 1)}"] if errors else []
    words += [f"{warnings} warning{'s' * (warnings != 1)}"] if warnings else []
    return _VERDICTS[inspection.verdict] + (f" ({', '.join(words)})" if words else "")


def render(inspection: Inspection, update: Update | None, colour: bool) -> str:
    """Everything about one package; below it what it breaks as an update."""
    lines = [
        _paint(f"{_line(inspection.name)}: {verdict(inspection)}", "head", colour),
        f"  {inspection.kind.label}"
        + (
            f' (schemaversion "{_line(inspection.schema_version)}")'
            * bool(inspection.schema_version)
        ),
        f"  {size(inspection.size)}, unpacked {size(inspection.unpacked_size)},"
        f" {inspection.file_count:,} file{'s' * (inspection.file_count != 1)}",
    ]
    if inspection.title:
        lines.append(f"  {_line(inspection.title)}")
    sections = (
        ("contents", list(_nodes(inspection.tree, 0))),
        ("tells the LMS", [_line(each) for each in inspection.declares]),
        (
            "can report",
            [f"{each.subject}: {', '.join(each.elements)}" for each in inspection.reports],
        ),
        ("loads from or speaks to", [_line(each) for each in inspection.hosts]),
        (
            "largest files",
            [f"{size(count):>10}  {_line(path)}" for path, count in inspection.largest],
        ),
    )
    for title, rows in sections:
        if rows:
            lines += ["", _paint(title, "head", colour)]
            lines += [f"  {row}" for row in rows[:_MOST_LINES]]
            if len(rows) > _MOST_LINES:
                lines.append(f"  … and {len(rows) - _MOST_LINES:,} more")
    if inspection.findings:
        lines += ["", *findings(inspection.findings, colour)]
    if update is not None:
        head = f"in the place of {_line(update.old.name)}: {update.verdict}"
        lines += ["", _paint(head, "head", colour), *findings(update.findings, colour)]
    return "\n".join(lines)


def findings(found: Iterable[Finding], colour: bool) -> Iterator[str]:
    """Rule by rule: what is wrong, each place, whom it bites, the mend."""
    for rule, group in groupby(found, key=lambda each: each.rule):
        yield f"{_paint(f'{rule.severity}[{rule.id}]', rule.severity, colour)}: {rule.title}"
        for each in group:
            place = f"{_line(each.path)}{f':{each.line}' if each.line else ''}: " * bool(each.path)
            yield f"    {place}{_line(each.message)}"
        yield _paint(f"  = bites: {', '.join(rule.bites)}", "dim", colour)
        yield _paint(f"  = mend: {rule.mend}", "help", colour)


def _nodes(nodes: Iterable[Node], depth: int) -> Iterator[str]:
    for node in nodes:
        what = node.scorm_type or ("launches" if node.launches else "heading")
        launches = f" → {_line(node.launches)} ({size(node.size)})" if node.launches else ""
        title = _line(node.title) or "(no title)"
        yield f"{'  ' * depth}{title} [{_line(what)} {_line(node.identifier)}]{launches}"
        yield from _nodes(node.nodes, depth + 1)


def _line(words: str) -> str:
    """Text of the package as one line that cannot steer a terminal."""
    shown = words if len(words) <= 240 else f"{words[:239]}…"
    return "".join(each if each.isprintable() else "\ufffd" for each in shown)


def _paint(text: str, name: str, colour: bool) -> str:
    return f"\033[{_COLOURS[name]}m{text}\033[0m" if colour else text
