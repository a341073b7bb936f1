"""The dossier: what an administrator should know of a package, in the package and in `docs/lms/`.

facts.yaml      what is known of LMSs, each statement with its source
dossier.html    the page in a package; `values` is what it shows
guides.py       the same facts as Markdown
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ihrp_course import __version__

if TYPE_CHECKING:
    from ihrp_course.model import Course, PackagePlan
    from ihrp_course.profile import Profile

FOLDER = Path(__file__).parent
NAME = "dossier.html"
"""The page's place in a package, and its template here."""


@cache
def facts() -> Mapping[str, Any]:
    """`facts.yaml` as data."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: Mapping[str, Any] = yaml.load((FOLDER / "facts.yaml").read_text("utf-8"), loader)
    return loaded


def values(
    course: Course,
    plan: PackagePlan,
    module: str,
    label: str,
    profile: Profile,
    digests: Mapping[str, str],
) -> dict[str, Any]:
    """What the template shows. `module` is the player's (`scorm12`, `scorm2004`), `label` for people."""
    lessons = [lesson for each in plan.modules for lesson in each.lessons]
    wanted = {bank for quiz in plan.assessments for bank in quiz.banks}
    banks = [bank for bank in course.banks if bank.id in wanted]
    drafts = [lesson.title for lesson in lessons if not lesson.is_reviewed]
    drafts += [bank.title for bank in banks if not bank.is_reviewed]
    return {
        "made_by": f"ihrp-course {__version__}",
        "course": course,
        "plan": plan,
        "label": label,
        "profile": profile,
        "minutes": sum(lesson.minutes for lesson in lessons),
        "lessons": lessons,
        "asked": sum(block.is_asked for lesson in lessons for block in lesson.blocks),
        "quizzes": plan.assessments,
        "parts": len(lessons) + len(banks),
        "drafts": drafts,
        "outcomes": _outcomes(course, plan, module, profile),
        "deciding": plan.deciding(course),
        "moments": _moments(module, profile),
        "digests": sorted(digests.items()),
        "facts": facts(),
    }


def _moments(module: str, profile: Profile) -> list[Mapping[str, str]]:
    moments: list[Mapping[str, str]] = facts()["moments"][module]
    return [
        each for each in moments if profile.interactions or "cmi.interactions" not in each["what"]
    ]


def _outcomes(
    course: Course, plan: PackagePlan, module: str, profile: Profile
) -> list[tuple[str, str]]:
    """When the record says what, of what can happen in this package: situation and words."""
    quizzes = plan.assessments
    if module == "scorm2004":
        done = ("all lessons done", "completion completed")
        graded = [
            ("quiz graded and missed", "success failed, until it is passed"),
            ("quiz passed", "success passed, for good"),
        ]
        return [
            ("on the way", "completion incomplete, success unknown"),
            done,
            *(graded if quizzes else []),
        ]
    if not quizzes:
        told = {"on the way": "incomplete", "all lessons done": "completed"}
    else:
        impossible = set()
        if not any(quiz.attempts for quiz in quizzes):
            impossible |= {"spent", "spent early"}
        if not any(each.lessons for each in plan.modules):
            impossible |= {"passed early", "spent early"}
        words = dict(zip(facts()["situations"], facts()["policies"][course.policy], strict=True))
        told = {
            situation: words[name]
            for name, situation in facts()["situations"].items()
            if name not in impossible
        }
    return [(situation, profile.statuses.get(word, word)) for situation, word in told.items()]
