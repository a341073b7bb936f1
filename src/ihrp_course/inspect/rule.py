"""What a rule is: a function from a package to the places that break it, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from inspect import cleandoc
from typing import Any, Literal

from msgspec import Struct

from ihrp_course.diagnostics import Severity
from ihrp_course.inspect.model import Hit

Where = Literal["zip", "manifest", "scorm", "scorm12", "scorm2004", "update"]
Look = Callable[..., Iterable[Hit]]

EVERY = "every LMS"
MOODLE = "Moodle"
OPENEDX = "Open edX"
WAGTAIL = "Wagtail LMS"
ADL = "ADL's test suite"
STRICT = "LMSs that validate"
CLOUD = "SCORM Cloud and players built on its engine"
LINUX = "LMSs on Linux servers"
WINDOWS = "LMSs on Windows servers"
MANY = "many LMSs"


class Rule(Struct, frozen=True):
    """One thing that can be wrong with a package."""

    id: str
    severity: Severity
    title: str
    mend: str
    bites: tuple[str, ...]
    source: str  # the standard's section, or where it was observed
    where: Where  # which packages it looks at
    is_unsafe: bool
    group: str  # the module it stands in
    look: Look


def rule(
    severity: Severity, *bites: str, source: str, where: Where = "scorm", unsafe: bool = False
) -> Callable[[Look], Rule]:
    """Make a rule of a function: its name is the id, its docstring the title and, below, the mend."""

    def make(look: Any) -> Rule:
        title, _, mend = cleandoc(look.__doc__).partition("\n\n")
        return Rule(
            look.__name__.strip("_").replace("_", "-"),
            severity,
            " ".join(title.split()),
            " ".join(mend.split()),
            bites,
            source,
            where,
            unsafe,
            look.__module__.rpartition(".")[2],
            look,
        )

    return make
