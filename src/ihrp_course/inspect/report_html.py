"""An inspection as one page that stands alone: no script, no other file, nothing loaded."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ihrp_course.inspect.model import Finding, Inspection, Update
from ihrp_course.inspect.report_text import size, verdict
from ihrp_course.inspect.rule import Rule


def render(inspection: Inspection, update: Update | None, colour: bool) -> str:
    """The page; what the package breaks as an update stands first."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"size": size, "verdict": verdict, "by_rule": by_rule}
    page = environment.get_template("report.html").render(each=inspection, update=update)
    return page.encode("utf-8", "replace").decode()


def by_rule(found: Iterable[Finding]) -> list[tuple[Rule, list[Finding]]]:
    """Findings under their rule, in the order in which they come."""
    return [(rule, list(group)) for rule, group in groupby(found, key=lambda each: each.rule)]
