"""Item writing: IW01 to IW44, as far as software can judge them; docs/item-writing.md tells of the others."""

from __future__ import annotations

from collections.abc import Mapping

from ihrp_course.check.items import facts, fields, options, pool, stem
from ihrp_course.check.items.ask import Pool, PoolRule, Rule, read_asks
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.memory import Memory
from ihrp_course.model import Bank, Course, Lesson, Objective, Reference
from ihrp_course.parse.tree import Document, Parsed

RULES: Mapping[str, Rule] = {**stem.RULES, **options.RULES, **facts.RULES, **fields.RULES}
"""Asked of every question, by the name that is printed."""

POOL_RULES: Mapping[str, PoolRule] = pool.RULES
"""Asked of every bank as a whole."""

HOUSE = frozenset({"IW08", "IW29", "IW33", "IW41", "IW43"})
"""Ways of one house: they are on where `rules:` of course.yaml names them."""


def is_on(rule: str, levels: Mapping[str, str]) -> bool:
    """Whether a course asks for this rule."""
    return levels.get(rule, "off" if rule in HOUSE else "warning") != "off"


def check_items(
    course: Course, parsed: Parsed, levels: Mapping[str, str], memory: Memory
) -> list[Diagnostic]:
    """What is wrong with the questions of a course."""
    asked = frozenset(name for name in (*RULES, *POOL_RULES) if is_on(name, levels))
    asked = memory.same("rules of questions", asked)
    objectives = course.objectives
    problems: list[Diagnostic] = []
    for file in course.files:
        named = tuple(
            objectives.get(block.question.objective or "") if block.question else None
            for block in file.blocks
        )
        document = parsed.documents[file.path]
        problems += memory.of(judge, file, document, named, course.references, asked)
    return problems


def judge(
    file: Lesson | Bank,
    document: Document,
    objectives: tuple[Objective | None, ...],
    references: Mapping[str, Reference],
    asked: frozenset[str],
) -> list[Diagnostic]:
    """What these rules find in the questions of a file; `objectives` run beside its blocks."""
    asks = read_asks(file, document, objectives, references)
    problems = [
        found
        for name, rule in RULES.items()
        if name in asked
        for ask in asks
        for found in rule(ask)
    ]
    if isinstance(file, Bank):
        pool = Pool(file.id, file.span, asks)
        problems += [
            found for name, rule in POOL_RULES.items() if name in asked for found in rule(pool)
        ]
    return problems
