"""From a zip to its inspection: list → manifest → texts → rules, each within fixed bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from msgspec.structs import replace

from ihrp_course.inspect import kind as kinds
from ihrp_course.inspect.manifest import MAX_BYTES, Item, Manifest, Unreadable, read_manifest
from ihrp_course.inspect.model import Finding, Hit, Inspection, Node, Package
from ihrp_course.inspect.paths import PAGES, SUFFIXES, suffix
from ihrp_course.inspect.rules import RULES
from ihrp_course.inspect.safezip import (
    DEFLATED,
    STORED,
    Archive,
    Entry,
    ZipTrouble,
    pieces,
    read_list,
)
from ihrp_course.inspect.tell import declared, reported

MAX_CHECKED = 160 << 20  # bytes unpacked in all to compare contents with their sums
OPENING = 16 << 10  # bytes that cost as much as finding an entry
MAX_DEPTH = 30  # of the table of contents as it is told; any course has less
MOST_PLACES = 20  # told per rule; the rest is counted
MANIFEST = "imsmanifest.xml"


def examine(stream: BinaryIO, name: str) -> tuple[Package, Inspection]:
    """What the zip is and everything that is wrong with it. Raises nothing but what the stream does."""
    package = read_package(stream, name)
    return package, inspection(package, findings(package))


def gate(stream: BinaryIO, name: str) -> tuple[Finding, ...]:
    """What is wrong with the zip, its names and its manifest; its pages and scripts are not read."""
    return findings(read_package(stream, name, is_quick=True))


def read_package(stream: BinaryIO, name: str, is_quick: bool = False) -> Package:
    """All that rules look at; in a hurry without pages and scripts, and without comparing checksums."""
    try:
        archive = read_list(stream)
    except ZipTrouble as trouble:
        size = stream.seek(0, 2)
        hit = (str(trouble.kind), Hit(str(trouble)))
        return Package(name, Archive(size, ()), kinds.NOTHING, {}, troubles=(hit,))
    files = {each.name: each for each in archive.entries if not each.is_folder}
    package = Package(
        name,
        archive,
        kinds.by_names(files),
        files,
        by_fold={each.casefold(): each for each in files},
    )
    package = _with_manifest(stream, package)
    if is_quick:
        return package
    package, whole = _with_texts(stream, package)
    damaged = tuple(_damaged(stream, package, whole))
    return replace(package, troubles=(*package.troubles, *damaged))


def findings(package: Package) -> tuple[Finding, ...]:
    """Every broken rule, in the order of the rules."""
    told: list[Finding] = []
    wheres = {"zip"}
    if package.manifest is not None:
        wheres.add("manifest")
        if package.kind.is_scorm:
            wheres |= {"scorm", package.kind.name}
    for rule in RULES:
        if rule.where in wheres:
            told += (Finding(rule, *hit) for hit in few(rule.look(package)))
    return tuple(told)


def inspection(package: Package, told: tuple[Finding, ...]) -> Inspection:
    """The package's facts beside its findings."""
    from ihrp_course.inspect.texts import hosts  # which the gate of a build does without

    manifest = package.manifest
    organization = manifest.organization if manifest else None
    by_size = sorted(package.files.values(), key=lambda each: (-each.size, each.name))
    return Inspection(
        package.name,
        package.archive.size,
        package.kind,
        (manifest.schema_version or "") if manifest else "",
        " ".join(((organization.title if organization else None) or "").split()),
        (manifest.root.get("identifier") or "") if manifest else "",
        len(package.files),
        sum(each.size for each in package.files.values()),
        _tree(package, manifest, organization.items if organization else ()),
        tuple((each.name, each.size) for each in by_size[:10]),
        tuple(declared(package)),
        tuple(reported(package.texts)),
        hosts(package.texts),
        told,
    )


def few(hits: Iterable[Hit]) -> Iterator[Hit]:
    """The first places; a last one that counts the rest."""
    rest = 0
    for index, hit in enumerate(hits):
        if index < MOST_PLACES:
            yield hit
        else:
            rest += 1
    if rest:
        yield Hit(f"and {rest:,} more such places")


def _read(stream: BinaryIO, entry: Entry, limit: int) -> bytes:
    """At most `limit` bytes of the entry. Raises ZipTrouble."""
    held, size = [], 0
    for piece in pieces(stream, entry):
        held.append(piece)
        size += len(piece)
        if size > limit:
            break
    return b"".join(held)[:limit]


def _with_manifest(stream: BinaryIO, package: Package) -> Package:
    path = package.by_fold.get(MANIFEST, "")
    if not path:  # in a folder is wrong, but what it says can still be told
        nested = (each for each in package.files if each.lower().endswith("/" + MANIFEST))
        path = min(nested, key=lambda each: (each.count("/"), each), default="")
    if not path:
        return package
    try:
        manifest = read_manifest(path, _read(stream, package.files[path], MAX_BYTES + 1))
    except Unreadable as failure:
        trouble = (failure.rule, Hit(str(failure), path, failure.line))
        return replace(package, troubles=(*package.troubles, trouble))
    except ZipTrouble:
        return package  # told where every entry's contents are checked
    return replace(package, manifest=manifest, kind=kinds.by_manifest(manifest))


def _with_texts(stream: BinaryIO, package: Package) -> tuple[Package, set[Entry]]:
    """The facts of pages first, then of scripts, then the rest, until the budget is used up.

    Also the entries that were read to their end, and so compared with their sum.
    """
    from ihrp_course.inspect.texts import MAX_FILE, MAX_TOTAL, Text, read_text

    order = {kind: index for index, kind in enumerate(SUFFIXES)}
    chosen = [each for each in package.files if suffix(each) in order]
    chosen.sort(key=lambda each: (order[suffix(each)], each))
    texts: list[Text] = []
    whole: set[Entry] = set()
    left, is_whole = MAX_TOTAL, True
    for path in chosen:
        entry = package.files[path]
        is_script = suffix(path) in (*PAGES, "js", "mjs", "json", "xml")
        if left <= 0 or entry.size > MAX_FILE:
            is_whole = is_whole and not is_script
        if left <= 0:
            continue
        limit = min(MAX_FILE, left)
        try:
            raw = _read(stream, entry, limit)
        except ZipTrouble:
            is_whole = False
            continue
        left -= len(raw)
        if entry.size <= limit:
            whole.add(entry)
        texts.append(read_text(path, raw))
    has_other_code = any(suffix(path) in ("swf", "wasm", "jar", "class") for path in package.files)
    is_elsewhere = any(
        link.tag == "script" and "//" in link.target for each in texts for link in each.links
    )
    read = replace(
        package,
        texts=tuple(texts),
        are_texts_whole=is_whole and not has_other_code and not is_elsewhere,
    )
    return read, whole


def _damaged(stream: BinaryIO, package: Package, whole: set[Entry]) -> Iterator[tuple[str, Hit]]:
    """Entries whose contents are not what the list says, until the budget is used up."""
    left = MAX_CHECKED
    for entry in sorted(package.archive.entries, key=lambda each: each.size):
        if entry.is_encrypted or entry.method not in (STORED, DEFLATED) or entry in whole:
            continue
        left -= OPENING
        try:
            for piece in pieces(stream, entry):
                left -= len(piece)
                if left <= 0:
                    return
        except ZipTrouble as trouble:
            yield trouble.kind, Hit(str(trouble), entry.name)


def _tree(package: Package, manifest: Manifest | None, items: tuple[Item, ...]) -> tuple[Node, ...]:
    """The table of contents with what each line launches."""
    if manifest is None:
        return ()
    resources = {each.identifier: each for each in reversed(manifest.resources)}
    sizes = {name: entry.size for name, entry in package.files.items()}

    def node(item: Item, depth: int) -> Node:
        resource = resources.get(item.reference) if item.reference is not None else None
        launch = resource.launch if resource else None
        paths = {each.path for each in resource.files} if resource else set()
        if launch:
            paths.add(launch.path)
        return Node(
            " ".join((item.title or "").split()),
            item.identifier or "",
            (launch.path or launch.href) if launch else "",
            resource.scorm_type if resource else "",
            sum(sizes.get(path, 0) for path in paths),
            tuple(node(each, depth + 1) for each in item.items) if depth < MAX_DEPTH else (),
        )

    return tuple(node(each, 1) for each in items)
