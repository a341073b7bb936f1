"""Every rule, grouped by subject: a `Rule` in one of these modules is a rule by being there."""

from __future__ import annotations

from types import ModuleType

from ihrp_course.inspect.rule import Rule
from ihrp_course.inspect.rules import (
    archive,
    control,
    document,
    names,
    namespaces,
    pages,
    resources,
    scorm12,
    scripts,
    sequencing,
    toc,
    tracking,
    update,
    vocabulary,
)

_MODULES: tuple[ModuleType, ...] = (
    archive, names, document, namespaces, control, vocabulary, toc, resources, scorm12,
    sequencing, tracking, scripts, pages, update,
)  # fmt: skip

RULES: tuple[Rule, ...] = tuple(
    value for module in _MODULES for value in vars(module).values() if isinstance(value, Rule)
)
