"""Item writing: IW01 to IW44, as far as software can judge them; docs/item-writing.md tells of the others."""

from __future__ import annotations

from collections.abc import Mapping

from ihrp_course.check.items import facts, fields, options, pool, stem
from ihrp_course.check.items.ask import PoolRule, Rule, read_pools
from ihrp_course.diagnostics import Diagnostic
from ihrp_course.model import Course
from ihrp_course.parse.tree import Parsed

RULES: Mapping[str, Rule] = {**stem.RULES, **options.RULES, **facts.RULES, **fields.RULES}
"""Asked of every question, by the name that is printed."""

POOL_RULES: Mapping[str, PoolRule] = pool.RULES
"""Asked of every bank as a whole."""

HOUSE = frozenset({"IW08", "IW29", "IW33", "IW41", "IW43"})
"""Ways of one house: they are on where `rules:` of course.yaml names them."""


def is_on(rule: str, levels: Mapping[str, str]) -> bool:
    """Whether a course asks for this rule."""
    return levels.get(rule, "off" if rule in HOUSE else "warning") != "off"


def check_items(course: Course, parsed: Parsed, levels: Mapping[str, str]) -> list[Diagnostic]:
    """What is wrong with the questions of a course."""
    pools, practice = read_pools(course, parsed)
    asks = [*practice, *(ask for pool in pools for ask in pool.asks)]
    problems = [
        found
        for name, rule in RULES.items()
        if is_on(name, levels)
        for ask in asks
        for found in rule(ask)
    ]
    problems += [
        found
        for name, judge in POOL_RULES.items()
        if is_on(name, levels)
        for pool in pools
        for found in judge(pool)
    ]
    return problems
