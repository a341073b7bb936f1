"""Resources and their files: what is launched, what is there, what is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ihrp_course.inspect.manifest import XML, Reference, line, local
from ihrp_course.inspect.model import Hit, Package
from ihrp_course.inspect.paths import PAGES, suffix
from ihrp_course.inspect.rule import ADL, EVERY, LINUX, MANY, OPENEDX, STRICT, rule
from ihrp_course.inspect.rules.namespaces import _path

CAM = "SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1"
_LAUNCHABLE = (
    *PAGES,
    "svg",
    "xml",
    "pdf",
    "mp4",
    "mp3",
    "webm",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "txt",
)


def _references(package: Package) -> Iterator[Reference]:
    """Every href, that of a resource's own file once."""
    if package.manifest:
        for resource in package.manifest.resources:
            listed = {each.href for each in resource.files}
            if resource.launch and resource.launch.href not in listed:
                yield resource.launch
            yield from resource.files


def _launches(package: Package) -> Iterator[Reference]:
    if package.manifest:
        seen: set[str | None] = set()
        for _, resource in package.manifest.launched:
            if resource.launch and resource.identifier not in seen:
                seen.add(resource.identifier)
                yield resource.launch


@rule("error", EVERY, source=CAM + "; ADL test suite")
def file_missing(package: Package) -> Iterator[Hit]:
    """The manifest names a file that is not in the zip.

    Put it in, or correct the `href`.
    """
    for each in _references(package):
        if (
            each.path
            and each.path not in package.files
            and each.path.casefold() not in package.by_fold
        ):
            yield Hit(f"`{each.href[:160]}`", _path(package), line(each.element))


@rule("error", LINUX, ADL, source=CAM + "; ADL test suite: fails on Linux")
def file_case(package: Package) -> Iterator[Hit]:
    """The manifest names a file in other upper and lower case than the zip.

    Write the name as the file has it.
    """
    for each in _references(package):
        other = package.by_fold.get(each.path.casefold())
        if other and each.path not in package.files:
            yield Hit(
                f"`{each.href[:160]}`; the file is `{other}`", _path(package), line(each.element)
            )


@rule("error", EVERY, source=CAM)
def launch_missing(package: Package) -> Iterator[Hit]:
    """An item's resource has no `href`: there is nothing to open.

    Give the resource the file to launch.
    """
    if package.manifest:
        for item, resource in package.manifest.launched:
            if resource.launch is None or not resource.launch.href.strip():
                yield Hit(f"`{item.reference}`", _path(package), line(resource.element))


@rule("warning", EVERY, source="SCORM 2004 CAM 3.4.1.7; cross-origin frames find no API", where="scorm")  # fmt: skip
def launch_remote(package: Package) -> Iterator[Hit]:
    """What is launched stands on another server, from where it does not reach the LMS's API.

    Put the pages into the package.
    """
    for each in _launches(package):
        if each.is_remote:
            yield Hit(f"`{each.href[:160]}`", _path(package), line(each.element))


@rule("warning", ADL, STRICT, source="SCORM 2004 CAM 3.4.1.7; ADL test suite", where="scorm")
def file_remote(package: Package) -> Iterator[Hit]:
    """A `<file>` stands on another server: it is not part of the package.

    Put the file in, or take the element out.
    """
    if package.manifest:
        for resource in package.manifest.resources:
            for file in resource.files:
                if file.is_remote:
                    yield Hit(f"`{file.href[:160]}`", _path(package), line(file.element))


@rule("error", EVERY, source="RFC 3986; SCORM 2004 CAM 3.4.2", where="scorm")
def href_outside(package: Package) -> Iterator[Hit]:
    """An `href` leaves the package: it begins with a slash or climbs above the root.

    Write it relative to the package's root.
    """
    for each in _references(package):
        if each.href.strip() and not each.is_remote and not each.path:
            yield Hit(f"`{each.href[:160]}`", _path(package), line(each.element))


@rule("error", LINUX, ADL, source="RFC 3986", where="scorm")
def href_backslash(package: Package) -> Iterator[Hit]:
    """An `href` is written with backslashes.

    Write `/`.
    """
    for each in _references(package):
        if "\\" in each.href:
            yield Hit(f"`{each.href[:160]}`", _path(package), line(each.element))


@rule("warning", ADL, STRICT, source="RFC 3986 2.1; ADL test suite: bad encoding", where="scorm")
def href_encoding(package: Package) -> Iterator[Hit]:
    """An `href` holds a blank or another character that an address must encode.

    Write `%20` for a blank; better, rename the file.
    """
    for each in _references(package):
        if re.search(r"""[ <>"{}|^`]|%(?![0-9A-Fa-f]{2})""", each.href):
            yield Hit(f"`{each.href[:160]}`", _path(package), line(each.element))


@rule("warning", ADL, STRICT, source="SCORM 2004 CAM 3.4.1.7; ADL test suite", where="scorm")
def launch_not_listed(package: Package) -> Iterator[Hit]:
    """A resource's `href` is not among its `<file>`s in the same words.

    Add `<file href="…"/>` with the identical text.
    """
    if package.manifest:
        for each in package.manifest.resources:
            if each.launch and each.launch.href and not each.launch.is_remote:
                bare = each.launch.href.partition("?")[0].partition("#")[0]
                listed = {file.href for file in each.files}
                if not listed & {each.launch.href, bare}:
                    yield Hit(f"`{each.launch.href[:160]}`", _path(package), line(each.element))


@rule("warning", "LMSs that delete undeclared files", ADL, source="SCORM 2004 CAM 3.3; ADL test suite", where="scorm")  # fmt: skip
def file_undeclared(package: Package) -> Iterator[Hit]:
    """Files in the zip are named by no resource.

    List each as a `<file>` of the resource that uses it, or leave it out.
    """
    if package.manifest:
        named = {each.path for each in _references(package)}
        named |= {each.launch.path for each in package.manifest.resources if each.launch}
        rest = sorted(
            name
            for name in package.files
            if name not in named
            and suffix(name) not in ("xsd", "dtd", "xml")
            and not any(part in name for part in ("__MACOSX/", ".DS_Store", "Thumbs.db"))
            and not re.search(r"^/|^[A-Za-z]:|\\|(?:^|/)\.\.(?:/|$)", name)  # told as unsafe
        )
        if rest:
            shown = ", ".join(f"`{name}`" for name in rest[:3])
            yield Hit(f"{len(rest)} of {len(package.files)}: {shown}{', …' * (len(rest) > 3)}")


@rule("warning", ADL, STRICT, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.7", where="scorm")
def file_listed_twice(package: Package) -> Iterator[Hit]:
    """A resource lists a file twice.

    Keep one.
    """
    if package.manifest:
        for resource in package.manifest.resources:
            seen: set[str] = set()
            for file in resource.files:
                if file.href in seen:
                    yield Hit(f"`{file.href[:160]}`", _path(package), line(file.element))
                seen.add(file.href)


@rule("error", ADL, STRICT, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.7", where="scorm")
def file_without_href(package: Package) -> Iterator[Hit]:
    """A `<file>` has no `href`.

    Name the file, or delete the element.
    """
    if package.manifest:
        for resource in package.manifest.resources:
            for file in resource.files:
                if not file.href.strip():
                    yield Hit("an empty `<file>`", _path(package), line(file.element))


@rule("error", ADL, STRICT, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.7", where="scorm")
def dependency_dangling(package: Package) -> Iterator[Hit]:
    """A resource depends on one that does not exist, or on itself.

    Correct its `identifierref`.
    """
    if package.manifest:
        known = {each.identifier for each in package.manifest.resources}
        for resource in package.manifest.resources:
            for each in resource.dependencies:
                target = each.get("identifierref")
                if target not in known or target == resource.identifier:
                    yield Hit(f"`{target}`", _path(package), line(each))


@rule("warning", ADL, STRICT, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.7", where="scorm")
def resource_type(package: Package) -> Iterator[Hit]:
    """A resource's `type` is not `webcontent`.

    Write `type="webcontent"`.
    """
    if package.manifest:
        for each in package.manifest.resources:
            said = each.element.get("type")
            if said != "webcontent":
                yield Hit(f"it is `{(said or '')[:60]}`", _path(package), line(each.element))


@rule("warning", "whoever maintains it", source=CAM, where="scorm")
def sco_unused(package: Package) -> Iterator[Hit]:
    """A SCO is launched by no item: learners never see it.

    Give it an item, or delete it.
    """
    if package.manifest:
        used = {each.reference for each in package.manifest.items}
        for resource in package.manifest.resources:
            if resource.is_sco and resource.identifier not in used:
                yield Hit(f"`{resource.identifier}`", _path(package), line(resource.element))


@rule("error", OPENEDX, source="observed in openedx-scorm-xblock 19.0.5", where="scorm")
def launchable_not_first(package: Package) -> Iterator[Hit]:
    """The first resource with an `href` is not the one to launch; Open edX launches the first.

    Put the resource of the first item before all others.
    """
    if package.manifest:
        first = next((each for each in package.manifest.resources if each.launch), None)
        launched = next((each for _, each in package.manifest.launched if each.launch), None)
        if first and launched and first is not launched:
            href = first.launch.href if first.launch else ""
            yield Hit(f"`{href[:160]}` stands first", _path(package), line(first.element))


@rule("warning", MANY, source="HTML; SCORM 2004 RTE 2.1.1", where="scorm")
def sco_is_no_page(package: Package) -> Iterator[Hit]:
    """A SCO is a file that runs no script, so it reports nothing.

    Launch an HTML page that shows it, or mark it as `asset`.
    """
    if package.manifest:
        for _, each in package.manifest.launched:
            if each.is_sco and each.launch and each.launch.path:
                kind = suffix(each.launch.path)
                if kind in _LAUNCHABLE and kind not in (*PAGES, "svg", "xml"):
                    yield Hit(f"`{each.launch.href[:160]}`", _path(package), line(each.element))


@rule("error", ADL, STRICT, source="SCORM 2004 CAM 3.4.2; ADL test suite", where="scorm")
def base_shape(package: Package) -> Iterator[Hit]:
    """An `xml:base` does not end with a slash, or begins with one.

    Write it as `folder/`.
    """
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            base = each.get(f"{{{XML}}}base")
            if base is not None and (not base.endswith("/") or base.startswith("/")):
                yield Hit(f"`{base[:80]}` on `{local(each)}`", _path(package), line(each))


@rule("warning", OPENEDX, "Moodle (but on `resource`)", source="observed in Open edX and Moodle 5.0", where="scorm")  # fmt: skip
def base_used(package: Package) -> Iterator[Hit]:
    """`xml:base` is used, which some LMSs pass over.

    Write whole paths into each `href`.
    """
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            if each.get(f"{{{XML}}}base"):
                yield Hit(f"on `{local(each)}`", _path(package), line(each))
                return


@rule("warning", ADL, STRICT, source="SCORM 2004 CAM 3.4: smallest permitted maximums", where="scorm2004")  # fmt: skip
def value_long(package: Package) -> Iterator[Hit]:
    """A value is longer than an LMS must accept.

    Shorten it: `href` 2000 characters, `type` 1000, `parameters` 1000, `structure` 200, `version` 20.
    """
    limits = {"href": 2000, "type": 1000, "parameters": 1000, "structure": 200, "version": 20}
    if package.manifest:
        for each in package.manifest.root.iter("*"):
            for name, limit in limits.items():
                if len(each.get(name) or "") > limit:
                    yield Hit(f"`{name}` has over {limit} characters", _path(package), line(each))


@rule("error", MANY, source="SCORM 1.2 CAM 2.3.3; SCORM 2004 CAM 3.4.1.4", where="scorm")
def parameters_shape(package: Package) -> Iterator[Hit]:
    """An item's `parameters` cannot be added to an address.

    Write `?name=value&amp;other=value`, or `#part`; no blanks.
    """
    if package.manifest:
        for item in package.manifest.items:
            said = item.parameters
            if said and (any(mark in said for mark in ' <>"\\') or said.startswith("/")):
                yield Hit(f"`{said[:120]}`", _path(package), line(item.element))
