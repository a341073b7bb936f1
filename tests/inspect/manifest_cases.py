"""Faults of a manifest in either edition: namespaces, control documents, tree, resources."""

from __future__ import annotations

from tests.inspect.build import PAGE
from tests.inspect.cases import Case

ITEM = '<item identifier="I" identifierref="R" isvisible="true"><title>A unit</title>'
SECOND = '<item identifier="I2" identifierref="R2" isvisible="true"><title>Another</title></item>'
RESOURCE = '<resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="index.html">'
ASSET = (
    '<resource identifier="R2" type="webcontent" adlcp:scormtype="asset" href="b.html">'
    '<file href="b.html"/></resource>'
)
SCO_2 = ASSET.replace('"asset"', '"sco"')
END = "  </resources>"
B = {"b.html": PAGE}
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ADLCP = 'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"'
CP2004 = '<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"'


def located(words: str) -> dict[str, str]:
    return {ADLCP: f'{ADLCP} {XSI} xsi:schemaLocation="{words}"'}


def with_item(inner: str) -> dict[str, str]:
    return {"<title>A unit</title>": f"<title>A unit</title>{inner}"}


CASES = [
    # namespaces, version, SCO mark
    Case("schema-location-line-break", "12", located("http://www.adlnet.org/xsd/adlcp_rootv1p2&#10;adlcp_rootv1p2.xsd"), {"adlcp_rootv1p2.xsd": "<x/>"}, right=located("http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd"), right_more={"adlcp_rootv1p2.xsd": "<x/>"}),
    Case("sub-manifest", "12", {END: f"{END}<manifest identifier='M2'><organizations/><resources/></manifest>"}),
    Case("namespace-wrong", "12", {"imscp_rootv1p1p2": "imscp_rootv1p1p3"}),
    Case("namespaces-mixed", "12", {"adlcp_rootv1p2": "adlcp_v1p3"}),
    Case("prefix-unusual", "12", {"adlcp:": "scorm:", "xmlns:adlcp": "xmlns:scorm"}),
    Case("prefixed-manifest", "12", {"<manifest identifier": "<m:manifest xmlns:m='http://www.imsproject.org/xsd/imscp_rootv1p1p2' identifier", "</manifest": "</m:manifest"}),
    Case("version-missing", "12", {"<schemaversion>1.2</schemaversion>": ""}),
    Case("version-blanks", "12", {">1.2<": "> 1.2 <"}),
    Case("version-unknown", "12", {">1.2<": ">1.2.1<"}),
    Case("schema-text", "12", {"ADL SCORM": "SCORM"}),
    Case("scorm-type-case", "12", {"scormtype": "scormType"}),
    Case("scorm-type-case", "2004", {"scormType": "scormtype"}),
    Case("scorm-type-namespace", "12", {"adlcp:scormtype": "scormtype"}),
    Case("scorm-type-value", "12", {'"sco"': '"SCO"'}),
    Case("scorm-type-missing", "12", {' adlcp:scormtype="sco"': ""}),
    Case("sequencing-in-12", "12", with_item("<imsss:sequencing xmlns:imsss='http://www.imsglobal.org/xsd/imsss'/>")),
    # control documents
    Case("schema-location-missing", "2004", {"xsi:schemaLocation": "xsi:nothing"}),
    Case("schema-location-odd", "2004", {"imsss imsss_v1p0.xsd": "imsss imsss_v1p0.xsd alone"}),
    Case("namespace-unmapped", "2004", {" http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd": ""}),
    Case("control-document-missing", "2004", more={"imsss_v1p0.xsd": None}),
    Case("control-document-missing", "12", located("http://www.adlnet.org/xsd/adlcp_rootv1p2 adlcp_rootv1p2.xsd")),
    Case("control-document-case", "2004", more={"imsss_v1p0.xsd": None, "IMSSS_v1p0.xsd": "<x/>"}),
    Case("control-document-remote", "2004", {"imsss imsss_v1p0.xsd": "imsss http://www.imsglobal.org/xsd/imsss_v1p0.xsd"}),
    Case("control-document-in-folder", "2004", {"imsss imsss_v1p0.xsd": "imsss xsd/imsss_v1p0.xsd"}, {"xsd/imsss_v1p0.xsd": "<x/>"}),
    Case("control-document-listed", "2004", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="imsss_v1p0.xsd"/>'}),
    Case("metadata-missing", "12", with_item("<metadata><adlcp:location>about.xml</adlcp:location></metadata>"), right=with_item("<metadata><adlcp:location>about.xml</adlcp:location></metadata>"), right_more={"about.xml": "<lom/>"}),
    Case("control-document-shared", "2004", {"imsss imsss_v1p0.xsd": "imsss adlnav_v1p3.xsd"}),
    Case("lom-order", "12", {"<schemaversion>1.2</schemaversion>": "<schemaversion>1.2</schemaversion><lom xmlns='urn:lom'><technical/><general/></lom>"}, right={"<schemaversion>1.2</schemaversion>": "<schemaversion>1.2</schemaversion><lom xmlns='urn:lom'><general/><technical/></lom>"}),
    # words
    Case("element-unknown", "12", with_item("<subtitle/>")),
    Case("element-unknown", "2004", {"imsss:deliveryControls": "imsss:deliverycontrols"}, also=frozenset({"silence-counts-as-success"})),
    Case("attribute-unknown", "12", {'isvisible="true"': 'isvisible="true" isVisible="true"'}),
    Case("element-order", "12", {"<title>A course</title>": "", "    </organization>": "<title>A course</title></organization>"}),
    Case("element-twice", "12", with_item("<title>Again</title>")),
    Case("section-missing", "12", {"<resources>": "<metadata>", "</resources>": "</metadata>"}, also=frozenset({"reference-dangling", "element-twice", "element-order", "file-undeclared"})),
    # table of contents
    Case("organization-missing", "12", {"<organization ": "<!--", "</organization>": "-->"}, also=frozenset({"sco-unused"})),
    Case("organizations-several", "12", {"    </organization>": "</organization><organization identifier='O2'><title>B</title><item identifier='I2' identifierref='R' isvisible='true'><title>B</title></item></organization>"}, also=frozenset({"several-scos"})),
    Case("default-missing", "12", {' default="O"': ""}),
    Case("default-dangling", "12", {'default="O"': 'default="P"'}),
    Case("nothing-launches", "12", {' identifierref="R"': ""}, also=frozenset({"sco-unused"})),
    Case("no-sco", "12", {'"sco"': '"asset"'}),
    Case("reference-dangling", "12", {'identifierref="R"': 'identifierref="S"'}, also=frozenset({"sco-unused"})),
    Case("heading-launches", "2004", with_item(SECOND.replace("R2", "R") .replace("</item>", '<imsss:sequencing><imsss:deliveryControls completionSetByContent="true"/></imsss:sequencing></item>')), also=frozenset({"several-scos"})),
    Case("leaf-launches-nothing", "12", {"    </organization>": "<item identifier='I2'><title>B</title></item></organization>"}),
    Case("identifier-missing", "12", {'<item identifier="I"': "<item"}),
    Case("identifier-twice", "12", {'identifier="O"': 'identifier="I"', 'default="O"': 'default="I"'}),
    Case("identifier-shape", "12", {'identifier="I"': 'identifier="1 unit"'}),
    Case("identifier-long", "12", {'identifier="I"': f'identifier="{"I" * 256}"'}),
    Case("title-missing", "12", {"<title>A unit</title>": "<title> </title>"}),
    Case("title-too-long", "12", {"A unit": "A" * 256}),
    Case("title-long", "12", {"A unit": "A" * 201}),
    Case("visibility-unsaid", "12", {"    </organization>": f"{SECOND}</organization>".replace(' isvisible="true"', ""), END: ASSET + END}, B, right={"    </organization>": f"{SECOND}</organization>", END: ASSET + END}, right_more=B),
    Case("everything-hidden", "12", {'isvisible="true"': 'isvisible="false"'}),
    Case("several-scos", "12", {"    </organization>": f"{SECOND}</organization>", END: SCO_2 + END}, B, right={"    </organization>": f"{SECOND}</organization>", END: ASSET + END}, right_more=B),
    # resources
    Case("file-missing", "12", more={"sco.js": None, "index.html": "<p>", "a.js": "api.LMSInitialize(); api.LMSFinish('cmi.core.lesson_status')"}, also=frozenset({"file-undeclared"})),
    Case("file-case", "12", {'<file href="sco.js"/>': '<file href="SCO.js"/>'}, also=frozenset({"file-undeclared"})),
    Case("launch-missing", "12", {' href="index.html">': ">"}),
    Case("launch-remote", "12", {'href="index.html"': 'href="https://example.org/a.html"'}, also=frozenset({"file-undeclared", "file-remote"})),
    Case("href-outside", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="../a.js"/>'}),
    Case("href-backslash", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="js\\a.js"/>'}, {"js/a.js": ""}),
    Case("href-encoding", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="a b.js"/>'}, {"a b.js": ""}, right={'<file href="sco.js"/>': '<file href="sco.js"/><file href="a%20b.js"/>'}, right_more={"a b.js": ""}, also=frozenset({"name-blank"})),
    Case("file-remote", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="https://example.org/a.js"/>'}),
    Case("href-encoding", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="a%zz.js"/>'}, {"a%zz.js": ""}, also=frozenset({"name-reserved-character"})),
    Case("launch-not-listed", "12", {'<file href="index.html"/>': ""}),
    Case("file-undeclared", "12", more={"a.txt": "x"}),
    Case("file-listed-twice", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file href="sco.js"/>'}),
    Case("file-without-href", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><file/>'}),
    Case("dependency-dangling", "12", {'<file href="sco.js"/>': '<file href="sco.js"/><dependency identifierref="Z"/>'}),
    Case("resource-type", "12", {"webcontent": "text/html"}),
    Case("sco-unused", "12", {END: SCO_2 + END}, B, right={END: ASSET + END}, right_more=B),
    Case("launchable-not-first", "12", {"  <resources>": f"  <resources>{ASSET}"}, B, right={END: ASSET + END}, right_more=B),
    Case("sco-is-no-page", "12", {'href="index.html"': 'href="a.pdf"', 'src="sco.js"': 'src="sco.js"'}, {"a.pdf": "%PDF"}, also=frozenset({"file-undeclared"})),
    Case("base-shape", "12", {'type="webcontent"': 'type="webcontent" xml:base="/"'}, also=frozenset({"base-used", "href-outside", "file-undeclared"})),
    Case("base-used", "12", {'type="webcontent"': 'type="webcontent" xml:base="a/"'}, {"index.html": None, "sco.js": None, "a/index.html": PAGE, "a/sco.js": "LMSInitialize LMSFinish cmi.core.lesson_status"}),
    Case("value-long", "2004", {'isvisible="true"': f'isvisible="true" parameters="?{"a" * 1001}"'}),
    Case("parameters-shape", "12", {'isvisible="true"': 'isvisible="true" parameters="a b"'}),
]  # fmt: skip
