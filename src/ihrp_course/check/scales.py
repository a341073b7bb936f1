"""Scales that are asked twice: `pair:` names another scale of the course, with the same steps and statements."""

from __future__ import annotations

from collections.abc import Iterator

from ihrp_course.blocks.scale import Scale
from ihrp_course.diagnostics import Diagnostic, Related, Span, did_you_mean, error
from ihrp_course.model import Block, Course
from ihrp_course.parse.tree import BlockNode, Parsed


def check_pairs(course: Course, parsed: Parsed) -> Iterator[Diagnostic]:
    """Every `pair:` that cannot be shown side by side."""
    blocks = [block for lesson in course.lessons for block in lesson.blocks]
    scales = {block.id: block for block in blocks if block.kind == "scale"}
    for block in scales.values():
        name = block.settings.pair
        if not name:
            continue
        span = _place(block, parsed)
        if name not in scales or name == block.id:
            others = [id for id in scales if id != block.id]
            known = f"there are: {', '.join(others)}" if others else "write it in an earlier lesson"
            what = (
                "a scale is not its own pair" if name == block.id else f"there is no scale `{name}`"
            )
            yield error("scale-pair", span, what, help=did_you_mean(name, others) or known)
            continue
        differs = _difference(block.content, scales[name].content)
        if differs:
            found = error(
                "scale-pair",
                span,
                f"`{block.id}` and `{name}` cannot be compared: {differs}",
                help="give both the same labels and statements, in the same order, without `report: yes`",
            )
            other = (Related(scales[name].span, "the other one"),)
            yield Diagnostic(found.rule, found.severity, span, found.message, "", found.help, other)


def _difference(one: Scale, other: Scale) -> str:
    if one.is_reported or other.is_reported:
        return "one of them is reported, so the device does not keep it"
    if one.labels != other.labels:
        return "their labels differ"
    count, others = len(one.statements), len(other.statements)
    return f"one has {count} statements, the other {others}" if count != others else ""


def _place(block: Block, parsed: Parsed) -> Span:
    """Where its `pair:` stands."""
    document = parsed.documents.get(block.span.path)
    for part in document.parts if document else ():
        if isinstance(part, BlockNode) and part.id == block.id and "pair" in part.settings:
            return part.settings["pair"].value_span
    return block.span
