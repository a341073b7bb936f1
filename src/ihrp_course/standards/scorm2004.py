"""SCORM 2004, 4th and 3rd edition: IMS CP 1.1.4, simple sequencing for one SCO, LOM metadata.

No completion threshold in the manifest, and no pass mark unless a profile asks for it: with them an
LMS derives completion and success itself, and Moodle reads the mark wrongly. The SCO sets both
(`deliveryControls`).
No objective either, so that `cmi.objectives` starts empty. No `xml:` attribute, which would need
a control document of its own.
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

CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
ADLCP = "http://www.adlnet.org/xsd/adlcp_v1p3"
ADLSEQ = "http://www.adlnet.org/xsd/adlseq_v1p3"
IMSSS = "http://www.imsglobal.org/xsd/imsss"
LOM = "http://ltsc.ieee.org/xsd/LOM"

# Moodle knows SCORM's elements by these very prefixes.
_PREFIXES = MappingProxyType(
    {None: CP, "adlcp": ADLCP, "adlseq": ADLSEQ, "imsss": IMSSS, "lom": LOM, "xsi": XSI}
)


def _describe(site: Site) -> _Element:
    """The metadata that the course itself states; IEEE 1484.12.3, elements in its order."""
    lom = maker(LOM, _PREFIXES)

    def said(text: str) -> _Element:
        return lom.string(text, language=site.language)

    parts = [
        lom.general(
            lom.title(said(title(site))),
            lom.language(site.language),
            *([lom.description(said(description(site)))] if description(site) else []),
            *(lom.keyword(said(word)) for word in keywords(site)),
        ),
        lom.technical(*(lom.format(kind) for kind in media_types(site))),
    ]
    if site.minutes:
        time = lom.typicalLearningTime(lom.duration(duration(site.minutes)))
        parts.append(lom.educational(time))
    return lom.lom(*parts)


def _organization_rules(_: Site) -> tuple[_Element, ...]:
    ss = maker(IMSSS, _PREFIXES)
    return (ss.sequencing(ss.controlMode(choice="true", flow="true")),)


def _item_rules(site: Site) -> tuple[_Element, ...]:
    """SN §3.13: without the last two, an LMS takes a silent SCO as completed and satisfied."""
    ss = maker(IMSSS, _PREFIXES)
    judged: tuple[_Element, ...] = ()
    if site.mastery is not None:
        mark = ss.minNormalizedMeasure(f"{site.mastery:g}")
        judged = (ss.objectives(ss.primaryObjective(mark, satisfiedByMeasure="true")),)
    controls = ss.deliveryControls(
        tracked="true", completionSetByContent="true", objectiveSetByContent="true"
    )
    return (ss.sequencing(*judged, controls),)


def _dialect(standard: str, edition: str) -> Dialect:
    return Dialect(
        standard=standard,
        edition=edition,
        prefixes=_PREFIXES,
        control_folder="scorm2004",
        control_documents=MappingProxyType(
            {
                CP: "imscp_v1p1.xsd",
                ADLCP: "adlcp_v1p3.xsd",
                ADLSEQ: "adlseq_v1p3.xsd",
                IMSSS: "imsss_v1p0.xsd",
                LOM: "lom.xsd",
            }
        ),
        other_documents=(),
        scorm_type=qualified(ADLCP, "scormType"),  # camel case, unlike SCORM 1.2
        describe=_describe,
        # The default is true, by which results leak between the courses of one learner.
        organization_attributes=MappingProxyType(
            {qualified(ADLSEQ, "objectivesGlobalToSystem"): "false"}
        ),
        organization_rules=_organization_rules,
        item_rules=_item_rules,
        losses=("The text of a question is cut to 250 characters in reports.",),
    )


_FOURTH = _dialect("scorm2004", "2004 4th Edition")
_THIRD = _dialect("scorm2004-3rd", "2004 3rd Edition")


SCORM2004 = Standard(
    "scorm2004",
    "SCORM 2004, 4th edition",
    "scorm2004",
    is_zip=True,
    package=partial(package, dialect=_FOURTH),
)
SCORM2004_3RD = Standard(
    "scorm2004-3rd",
    "SCORM 2004, 3rd edition",
    "scorm2004",
    is_zip=True,
    package=partial(package, dialect=_THIRD),
)
