"""The trunk of the SCORM manifests: IMS Content Packaging's tree and the files of one zip.

One organization, one item, one resource: a package is one unit. Every identifier derives from the
package id alone, since Moodle deletes a learner's tracks when an item's identifier is gone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lxml.etree import _Element
from msgspec import Struct

from ihrp_course.standards._facts import cuts, shown_title
from ihrp_course.standards._package import Package
from ihrp_course.standards._xml import XSI, document, maker, qualified

if TYPE_CHECKING:
    from ihrp_course.render.site import Site

MANIFEST = "imsmanifest.xml"
_CONTROL = Path(__file__).parent / "control"
_PACKAGE_ID = re.compile(r"[a-z][a-z0-9-]*")

Elements = Callable[["Site"], tuple[_Element, ...]]


class Dialect(Struct, frozen=True):
    """What one SCORM edition says differently within the same tree."""

    standard: str
    edition: str  # the text of `schemaversion`; LMSs choose their run-time by it
    prefixes: Mapping[str | None, str]  # `None` is the manifest's own namespace
    control_folder: str
    control_documents: Mapping[str, str]  # namespace → file at the package's root
    other_documents: tuple[str, ...]  # what those import besides
    scorm_type: str  # qualified name of the attribute that marks a SCO
    describe: Callable[[Site], _Element]  # the metadata
    organization_attributes: Mapping[str, str]
    organization_rules: Elements
    item_rules: Elements
    losses: tuple[str, ...]


def package(site: Site, dialect: Dialect) -> Package:
    """The zip of one unit: the manifest, then the control documents and the site's files by name."""
    control = {
        name: _CONTROL / dialect.control_folder / name
        for name in (*dialect.control_documents.values(), *dialect.other_documents)
    }
    _demand_fit(site, control)
    files = sorted({**control, **site.files}.items())
    return Package(
        "-".join(filter(None, (site.package_id, site.version, dialect.standard, site.profile))),
        ((MANIFEST, document(_manifest(site, dialect))), *files),
        (*dialect.losses, *site.losses, *cuts(site)),
    )


def _demand_fit(site: Site, control: Mapping[str, Path]) -> None:
    if not _PACKAGE_ID.fullmatch(site.package_id):
        raise AssertionError(f"not usable in an identifier: {site.package_id!r}")
    if site.launch not in site.files:
        raise AssertionError(f"the launch file is missing: {site.launch}")
    for name in site.files:
        if name in control or name.endswith((".xsd", ".dtd")) or name == MANIFEST:
            raise AssertionError(f"a name that the package itself needs: {name}")


def _manifest(site: Site, dialect: Dialect) -> _Element:
    cp = maker(dialect.prefixes[None], dialect.prefixes)
    locations = " ".join(f"{space} {name}" for space, name in dialect.control_documents.items())
    return cp.manifest(
        cp.metadata(
            cp.schema("ADL SCORM"), cp.schemaversion(dialect.edition), dialect.describe(site)
        ),
        cp.organizations(_organization(site, dialect), default=f"organization-{site.package_id}"),
        cp.resources(_resource(site, dialect)),
        {
            "identifier": f"manifest-{site.package_id}",
            qualified(XSI, "schemaLocation"): locations,
        },
    )


def _organization(site: Site, dialect: Dialect) -> _Element:
    """The one organization and its one item, children in the order of CAM §3.4."""
    cp = maker(dialect.prefixes[None], dialect.prefixes)
    title = shown_title(site)
    item = cp.item(
        cp.title(title),
        *dialect.item_rules(site),
        identifier=f"item-{site.package_id}",
        identifierref=f"resource-{site.package_id}",
        isvisible="true",  # the default, but Open edX lists only items that say so
    )
    return cp.organization(
        cp.title(title),
        item,
        *dialect.organization_rules(site),
        {"identifier": f"organization-{site.package_id}", **dialect.organization_attributes},
    )


def _resource(site: Site, dialect: Dialect) -> _Element:
    """Every file of the unit, the launched one first: some LMSs take what stands first."""
    cp = maker(dialect.prefixes[None], dialect.prefixes)
    others = sorted(name for name in site.files if name != site.launch)
    return cp.resource(
        *(cp.file(href=name) for name in (site.launch, *others)),
        {
            "identifier": f"resource-{site.package_id}",
            "type": "webcontent",
            dialect.scorm_type: "sco",
            "href": site.launch,
        },
    )
