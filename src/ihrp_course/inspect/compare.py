"""What an update would break: the rules that look at two packages."""

from __future__ import annotations

from ihrp_course.inspect.examine import few
from ihrp_course.inspect.model import Finding, Package
from ihrp_course.inspect.rules import RULES


def compare(old: Package, new: Package) -> tuple[Finding, ...]:
    """Every rule of an update that is broken; empty when each learner keeps what is there."""
    return tuple(
        Finding(rule, *hit)
        for rule in RULES
        if rule.where == "update"
        for hit in few(rule.look(old, new))
    )
