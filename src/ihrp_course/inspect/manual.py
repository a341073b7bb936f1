"""`docs/inspect.md`'s table of rules, written from the rules themselves."""

from __future__ import annotations

from itertools import groupby

from ihrp_course.inspect.rules import RULES

START = "<!-- rules: written by `python -m ihrp_course.inspect.manual`; do not edit below -->"
_SUBJECTS = {
    "archive": "The zip",
    "names": "File names",
    "document": "The manifest as a document",
    "namespaces": "Edition and namespaces",
    "control": "Control documents",
    "vocabulary": "Elements and attributes",
    "toc": "Table of contents",
    "resources": "Resources and files",
    "scorm12": "SCORM 1.2: marks and limits",
    "sequencing": "SCORM 2004: sequencing",
    "tracking": "SCORM 2004: completion and success",
    "scripts": "Scripts",
    "pages": "Pages",
    "update": "Two zips: the update",
}


def table() -> str:
    """Every rule by subject, as Markdown."""
    lines = [f"{len(RULES)} rules."]
    for group, rules in groupby(RULES, key=lambda each: each.group):
        lines += ["", f"### {_SUBJECTS[group]}", "", "| rule | what is wrong, and the mend | bites | source |",
                  "| --- | --- | --- | --- |"]  # fmt: skip
        for rule in rules:
            severity = "unsafe" if rule.is_unsafe else rule.severity
            what = f"{rule.title} *{rule.mend}*".replace("|", "\\|")
            lines.append(
                f"| `{rule.id}` {severity} | {what} | {', '.join(rule.bites)} | {rule.source} |"
            )
    return "\n".join(lines) + "\n"


def page(name: str) -> str:
    """What there is to say of one rule; empty when there is none by this id."""
    rule = next((each for each in RULES if each.id == name), None)
    if rule is None:
        return ""
    severity = "unsafe" if rule.is_unsafe else rule.severity
    return (
        f"# {rule.id}\n\n{rule.title}\n\n{rule.mend}\n\n"
        f"Told by `inspect`, of any package: {severity}. Bites: {', '.join(rule.bites)}. Source: {rule.source}.\n"
    )


def renewed(page: str) -> str:
    """The page with the table as it is now."""
    return f"{page.partition(START)[0]}{START}\n\n{table()}"


if __name__ == "__main__":
    from pathlib import Path

    path = Path("docs/inspect.md")
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
