"""What pages do: what they load and from where, what they give away, how they sit in their frame."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ihrp_course.inspect.manifest import member_of
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.paths import host
from ihrp_course.inspect.rule import EVERY, LINUX, rule


@rule("error", EVERY, source="a package lies in a folder of the server", where="scorm")
def link_from_root(package: Package) -> Iterator[Hit]:
    """A page loads a file from the server's root; the package lies in a folder, so it is not found.

    Write the address relative to the page.
    """
    for each in package.texts:
        for link in each.links:
            if re.match(r"/(?!/)", link.target) and link.tag not in ("a", "area", "form"):
                yield Hit(f"`{link.target[:160]}`", each.path, link.line)


@rule("warning", EVERY, source="HTML", where="scorm")
def link_broken(package: Package) -> Iterator[Hit]:
    """A page refers to a file that is not in the zip.

    Put the file in, or correct the address.
    """
    for path, line, target, member in _local_links(package):
        if (
            member not in package.files
            and member.casefold() not in package.by_fold
            and f"{member}/index.html" not in package.files
        ):
            yield Hit(f"`{target[:160]}`", path, line)


@rule("error", LINUX, source="HTML", where="scorm")
def link_case(package: Package) -> Iterator[Hit]:
    """A page refers to a file in other upper and lower case than the zip.

    Write the name as the file has it.
    """
    for path, line, target, member in _local_links(package):
        other = package.by_fold.get(member.casefold())
        if other and member not in package.files:
            yield Hit(f"`{target[:160]}`; the file is `{other}`", path, line)


@rule("warning", "learners behind firewalls", EVERY, source="no external resources at run time", where="scorm")  # fmt: skip
def loads_remote(package: Package) -> Iterator[Hit]:
    """A page loads scripts, styles, fonts or media from another server.

    Put them into the package: firewalls and content policies block them, and that server sees every learner.
    """
    for each in package.texts:
        for link in each.links:
            if link.tag not in ("a", "area", "form", "base") and host(link.target):
                yield Hit(f"`{link.target[:160]}`", each.path, link.line)


@rule("error", EVERY, source="browsers block mixed content", where="scorm")
def mixed_content(package: Package) -> Iterator[Hit]:
    """A page loads something by `http:`, which a browser blocks in an LMS on `https:`.

    Put it into the package; at least write `https:`.
    """
    for each in package.texts:
        for link in each.links:
            if link.tag in (
                "script",
                "link",
                "iframe",
                "frame",
                "object",
                "embed",
                "url",
            ) and link.target.lower().startswith("http:"):
                yield Hit(f"`{link.target[:160]}`", each.path, link.line)


@rule("warning", "learners' privacy", "LMSs with a content policy", source="CSP connect-src; GDPR art. 28", where="scorm")  # fmt: skip
def speaks_to_server(package: Package) -> Iterator[Hit]:
    """A script speaks to another server than the LMS.

    Find out what it sends; a SCORM package needs no other server.
    """
    for each in package.texts:
        for note in each.notes:
            if note.mark == "remote-call":
                yield Hit(f"`{note.message[:160]}`", each.path, note.line)


@rule("error", "everybody who can open the course", source="CWE-798; xAPIWrapper#66", where="zip")
def secret_in_text(package: Package) -> Iterator[Hit]:
    """A password, key or token stands in a file that every learner can fetch.

    Take it out and change it: an LRS is reached by a launch or a token for one session.
    """
    for each in package.texts:
        for note in each.notes:
            if note.mark == "secret":
                yield Hit(note.message, each.path, note.line)


@rule("error", EVERY, source="LMSs show content in a frame", where="scorm")
def breaks_out_of_frame(package: Package) -> Iterator[Hit]:
    """A script replaces the LMS's own page: the session ends and nothing is reported.

    Take the code out.
    """
    for each in package.texts:
        for note in each.notes:
            if note.mark == "frame-buster":
                yield Hit(f"`{note.message}`", each.path, note.line)


@rule("warning", EVERY, source="LMSs show content in a frame", where="scorm")
def link_leaves_frame(package: Package) -> Iterator[Hit]:
    """A link opens in the LMS's own page (`_top` or `_parent`).

    Write `target="_blank" rel="noopener"`, or no target.
    """
    for each in package.texts:
        for link in each.links:
            if link.tag == "frame-target":
                yield Hit(f"`{link.target}`", each.path, link.line)


@rule("warning", EVERY, source="HTML: encoding sniffing", where="scorm")
def page_charset(package: Package) -> Iterator[Hit]:
    """A page has letters beyond ASCII and does not say how they are written.

    Begin its head with `<meta charset="utf-8">`.
    """
    for each in package.texts:
        if each.lacks_charset:
            yield Hit("no `charset` in the first 1024 bytes", each.path)


def _local_links(package: Package) -> Iterator[tuple[str, int, str, str]]:
    """Every reference to a member, from a page without a base of its own."""
    for each in package.texts:
        if any(link.tag == "base" for link in each.links):
            continue
        folder = posixpath.dirname(each.path)
        for link in each.links:
            if link.tag in ("form", "frame-target") or re.search(r"[{}$<>`+]|\\", link.target):
                continue  # a placeholder that a script fills
            if member := member_of(folder, link.target):
                yield each.path, link.line, link.target, member
