"""The narrow waist: what an answered question is, in the ten words of the SCORM 2004 data model.

Block types and standards never name each other. A block type says which interaction its answer is;
a standard (and the player's binding for it) says how to write one down.
"""

from __future__ import annotations

from typing import Literal

InteractionType = Literal[
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
]

CODES = "abcdefghijklmnopqrstuvwxyz0123456789"
"""Report codes by ordinal: SCORM 1.2 allows single characters in a choice, so at most 36 parts."""


def code(ordinal: int) -> str:
    """The report code of the part with this ordinal (0 is `a`)."""
    return CODES[ordinal]
