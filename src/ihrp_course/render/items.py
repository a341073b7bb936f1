"""`<package>-items.csv`: what the ids and codes of an LMS report stand for, for whoever reads reports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ihrp_course.identity import Numbering
from ihrp_course.interaction import code
from ihrp_course.model import Block, Course, PackagePlan

COLUMNS = ("question", "type", "objective", "text", "part", "code", "part text")


def items_csv(course: Course, plan: PackagePlan, numbering: Numbering) -> bytes:
    """A row per part of each reported question; UTF-8 with a BOM, since spreadsheets ask for one."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for block in _questions(course, plan):
        writer.writerows(_rows(block, numbering))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _questions(course: Course, plan: PackagePlan) -> Iterator[Block]:
    banks = {bank.id: bank for bank in course.banks}
    for module in plan.modules:
        for lesson in module.lessons:
            yield from (block for block in lesson.blocks if block.interaction is not None)
        if module.assessment is not None:
            for bank in module.assessment.banks:
                yield from banks[bank].questions


def _rows(block: Block, numbering: Numbering) -> Iterator[tuple[str, ...]]:
    objective = block.question.objective or "" if block.question else ""
    text = block.stem.text if block.stem is not None else ""
    head = tuple(map(_harmless, (block.id, block.interaction or "", objective, text)))
    if block.interaction == "performance":  # no reply is ever reported, an ending by its name is
        endings = block.content.play.endings
        yield from ((*head, "ending", each.slug, _harmless(each.title)) for each in endings)
        yield from () if endings else [(*head, "result", "", "")]
        return
    if not block.families:
        yield (*head, "", "", "")
    for family in block.families:
        ordinals = numbering.slots[block.id].ordinals[family.name]
        for ordinal, words in zip(ordinals, family.texts, strict=True):
            yield (*head, family.name, code(ordinal), _harmless(words))


def _harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins like a formula for one."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t") else cell
