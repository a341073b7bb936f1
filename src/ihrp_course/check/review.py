"""What only a person can have done: a file is reviewed when its front matter names who did it."""

from __future__ import annotations

from ihrp_course.diagnostics import Diagnostic, warning
from ihrp_course.model import Bank, Course, Lesson
from ihrp_course.parse.tree import Parsed


def check_reviews(course: Course, parsed: Parsed) -> list[Diagnostic]:
    """One finding for each lesson and bank that nobody has reviewed."""
    who = "clinical" if course.is_clinical else "by"
    return [_not_reviewed(file, parsed, who) for file in course.files if not file.is_reviewed]


def _not_reviewed(file: Lesson | Bank, parsed: Parsed, who: str) -> Diagnostic:
    front = parsed.documents[file.path].front
    claim = front.items["review"] if front is not None and "review" in front.items else None
    if claim is None or "status" not in claim.items or claim.items["status"].data != "reviewed":
        message = f"`{file.id}` is a draft: nobody has reviewed it yet"
        return warning(
            "not-reviewed",
            file.span,
            message,
            help="hand out `ihrp-course review`, then add `review:` with those who reviewed it",
        )
    message = f"`{file.id}` says that it is reviewed and names no {'clinical ' if who == 'clinical' else ''}reviewer"
    help = f"add `{who}: [{{name: …, role: …, date: …}}]`, or write `status: draft`"
    return warning("not-reviewed", claim.at("status"), message, help=help)
