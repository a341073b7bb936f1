"""The interface in the course's language: there is one, and no word of it is missing."""

from __future__ import annotations

from ihrp_course.diagnostics import Diagnostic, Span, error, warning
from ihrp_course.words import faults, has_words

_MOST = 10  # told at once; the file says the rest when these are mended


def check_interface(language: str, span: Span) -> list[Diagnostic]:
    """What the interface lacks in this language."""
    if not has_words(language):
        return [
            warning(
                "interface-language",
                span,
                f"the buttons and messages of the player are not there in `{language}`",
                help="learners read them in English; docs/languages.md says how to add a language",
            )
        ]
    told = faults(language)
    more = len(told) - _MOST
    help = "docs/languages.md tells what each key is for"
    if more > 0:
        help += f"; there are {more} more"
    return [error("interface-words", span, fault, help=help) for fault in told[:_MOST]]
