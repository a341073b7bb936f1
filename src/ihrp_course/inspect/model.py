"""What looking into a package gives: frozen values, from its list of files to its findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from ihrp_course.inspect.safezip import Archive, Entry

if TYPE_CHECKING:
    from ihrp_course.inspect.manifest import Manifest
    from ihrp_course.inspect.rule import Rule
    from ihrp_course.inspect.texts import Text


class Hit(NamedTuple):
    """One place where a rule is broken; `path` is a member of the zip, or empty."""

    message: str
    path: str = ""
    line: int = 0


class Finding(Struct, frozen=True):
    """A rule, and where it is broken."""

    rule: Rule
    message: str
    path: str
    line: int


class Kind(Struct, frozen=True):
    """What sort of package it is: `name` for programs, `label` for people."""

    name: str
    label: str
    edition: int = 0  # of SCORM 2004; 0 where it does not say

    @property
    def is_scorm(self) -> bool:
        return self.name.startswith("scorm")


class Package(Struct, frozen=True):
    """All that rules look at."""

    name: str  # the file's
    archive: Archive
    kind: Kind
    files: Mapping[str, Entry]  # by path, folders left out; of two with one name the last
    manifest: Manifest | None = None
    texts: tuple[Text, ...] = ()
    are_texts_whole: bool = True  # nothing that could hold a script was left unread
    troubles: tuple[tuple[str, Hit], ...] = ()  # met while reading: rule and place
    by_fold: Mapping[str, str] = {}  # path by its case-folded form


class Node(Struct, frozen=True):
    """One line of the course's table of contents."""

    title: str
    identifier: str
    launches: str  # the member it opens, or an address; empty for a heading
    scorm_type: str
    size: int  # bytes of the files its resource names, unpacked
    nodes: tuple[Node, ...] = ()


class Report(Struct, frozen=True):
    """One kind of data the package's scripts can send, as far as their text shows."""

    subject: str
    elements: tuple[str, ...]


class Inspection(Struct, frozen=True):
    """The verdict on one package."""

    name: str
    size: int
    kind: Kind
    schema_version: str
    title: str
    identifier: str
    file_count: int
    unpacked_size: int
    tree: tuple[Node, ...]
    largest: tuple[tuple[str, int], ...]
    declares: tuple[str, ...]  # what the manifest hands to the LMS, one sentence each
    reports: tuple[Report, ...]
    hosts: tuple[str, ...]  # other servers the pages name
    findings: tuple[Finding, ...]

    @property
    def verdict(self) -> str:
        """`unsafe`, `errors`, `warnings` or `clean`."""
        if any(found.rule.is_unsafe for found in self.findings):
            return "unsafe"
        severities = {found.rule.severity for found in self.findings}
        return "errors" if "error" in severities else "warnings" if severities else "clean"


class Update(Struct, frozen=True):
    """What a package would break in the place of an older one."""

    old: Inspection
    findings: tuple[Finding, ...]

    @property
    def loses(self) -> bool:
        """Whether somebody's record would be lost."""
        return any(found.rule.severity == "error" for found in self.findings)

    @property
    def verdict(self) -> str:
        """As words."""
        return (
            "loses records"
            if self.loses
            else "keeps records, with notes"
            if self.findings
            else "safe"
        )
