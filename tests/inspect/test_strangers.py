"""Packages as other tools make them: what is true is told, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ihrp_course.inspect import inspect
from tests.inspect.build import MANIFEST, PAGE, SCO12, SCO2004, fired, packed

ROOT = Path(__file__).parents[2]
DENO = Path(sys.executable).with_name("deno.exe" if sys.platform == "win32" else "deno")
PACKAGER = """\
import packager from "npm:simple-scorm-packager@0.2.7";
const [version, source, outputFolder] = Deno.args;
packager({ version, title: "Made & elsewhere", identifier: "com.example.course", masteryScore: 80,
  organization: "Example", source, package: { version: "1", zip: true, outputFolder } }, () => {});
"""
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
    files = {MANIFEST: manifest, "index.html": PAGE, "sco.js": SCO12, "metadata.xml": "<lom/>"}

    assert fired(packed({**files, **XSDS})) == expected


@pytest.mark.parametrize(
    ("version", "script", "expected"),
    [
        ("1.2", SCO12, {"mastery-score-override"}),
        ("2004 3rd Edition", SCO2004, set()),
        ("2004 4th Edition", SCO2004, set()),
    ],
)
def test_a_package_of_another_packager_raises_no_false_alarm(
    version: str, script: str, expected: set[str], tmp_path: Path
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.html").write_text(PAGE, encoding="utf-8")
    (source / "sco.js").write_text(script, encoding="utf-8")

    done = subprocess.run(
        [DENO, "run", "--quiet", "-A", "--cached-only", "-", version, source, tmp_path / "out"],
        input=PACKAGER, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "out").glob("*.zip")
    assert {each.rule.id for each in inspect(made).findings} == expected
