"""What a case is: one fault in an otherwise good package, and the same package mended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.inspect.build import Content, Edits, files, packed


@dataclass(frozen=True, slots=True)
class Case:
    """The fault as text replaced in the good package of `base`, and as files.

    Mended is the good package itself, but for `right` and `right_more`. Where a rule cannot fire without
    another, `also` names it.
    """

    rule: str
    base: str
    edits: Edits = field(default_factory=dict)
    more: Mapping[str, Content] = field(default_factory=dict)
    right: Edits = field(default_factory=dict)
    right_more: Mapping[str, Content] = field(default_factory=dict)
    also: frozenset[str] = frozenset()
    before: Edits = field(default_factory=dict)  # what both have

    @property
    def wrong_zip(self) -> bytes:
        return packed(files(self.base, {**self.before, **self.edits}, self.more))

    @property
    def right_zip(self) -> bytes:
        return packed(files(self.base, {**self.before, **self.right}, self.right_more))
