"""SCORM 1.2: IMS CP 1.1.2 with ADL's extension, metadata by IMS MD 1.2.1.

No `masteryscore` unless a profile asks for it: with one, Moodle overrides the status that the player
wrote, even `incomplete`.
"""

from __future__ import annotations

from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml.etree import _Element

from ihrp_course.standards._facts import description, duration, keywords, media_types, title
from ihrp_course.standards._imscp import Dialect, package
from ihrp_course.standards._package import Standard
from ihrp_course.standards._xml import XSI, maker, qualified

if TYPE_CHECKING:
    from ihrp_course.render.site import Site

CP = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
ADLCP = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
MD = "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
XML = "http://www.w3.org/XML/1998/namespace"

# Moodle knows SCORM's elements by these very prefixes.
_PREFIXES = MappingProxyType({None: CP, "adlcp": ADLCP, "imsmd": MD, "xsi": XSI})


def _describe(site: Site) -> _Element:
    """The metadata that the course itself states; IMS MD 1.2.1, elements in the schema's order."""
    md = maker(MD, _PREFIXES)

    def said(text: str) -> _Element:
        return md.langstring({qualified(XML, "lang"): site.language}, text)

    parts = [
        md.general(
            md.title(said(title(site))),
            md.language(site.language),
            *([md.description(said(description(site)))] if description(site) else []),
            *(md.keyword(said(word)) for word in keywords(site)),
        ),
        md.technical(*(md.format(kind) for kind in media_types(site))),
    ]
    if site.minutes:
        parts.append(md.educational(md.typicallearningtime(md.datetime(duration(site.minutes)))))
    return md.lom(*parts)


def _nothing(_: Site) -> tuple[_Element, ...]:
    return ()


def _item_rules(site: Site) -> tuple[_Element, ...]:
    """CAM 1.2 §2.3.2.5: whole percents."""
    if site.mastery is None:
        return ()
    return (maker(ADLCP, _PREFIXES).masteryscore(f"{site.mastery * 100:.0f}"),)


_DIALECT = Dialect(
    standard="scorm12",
    edition="1.2",
    prefixes=_PREFIXES,
    control_folder="scorm12",
    control_documents=MappingProxyType(
        {CP: "imscp_rootv1p1p2.xsd", ADLCP: "adlcp_rootv1p2.xsd", MD: "imsmd_rootv1p2p1.xsd"}
    ),
    other_documents=("ims_xml.xsd",),
    scorm_type=qualified(ADLCP, "scormtype"),  # all lower case, unlike SCORM 2004
    describe=_describe,
    organization_attributes=MappingProxyType({}),
    organization_rules=_nothing,
    item_rules=_item_rules,
    losses=(
        "One status stands for both completion and success; the course's policy says which is seen.",
        "Reports show questions by id and short code; their text is in items.csv beside the zip.",
        "A typed answer is cut to 255 characters in reports.",
    ),
)

SCORM12 = Standard(
    "scorm12", "SCORM 1.2", "scorm12", is_zip=True, package=partial(package, dialect=_DIALECT)
)
