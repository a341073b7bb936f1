"""Packages made in memory: a good one of each edition, and what a test changes in it."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ihrp_course.inspect.examine import examine
from ihrp_course.inspect.model import Inspection, Package

MANIFEST = "imsmanifest.xml"
PAGE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>A</title>\n'
    '<script src="sco.js"></script></head><body><p>A</p></body></html>\n'
)
SCO12 = """\
var api = window.parent.API;
api.LMSInitialize("");
api.LMSSetValue("cmi.core.lesson_status", "incomplete");
api.LMSSetValue("cmi.core.score.raw", "80");
api.LMSSetValue("cmi.suspend_data", state());
api.LMSSetValue("cmi.core.session_time", "0000:12:07.50");
api.LMSSetValue("cmi.core.exit", "suspend");
api.LMSCommit("");
addEventListener("pagehide", function () { api.LMSFinish(""); });
"""
SCO2004 = """\
var api = window.parent.API_1484_11;
api.Initialize("");
api.SetValue("cmi.completion_status", "incomplete");
api.SetValue("cmi.success_status", "unknown");
api.SetValue("cmi.score.scaled", "0.8");
api.SetValue("cmi.score.raw", "80");
api.SetValue("cmi.progress_measure", "0.5");
api.SetValue("cmi.suspend_data", state());
api.SetValue("cmi.session_time", "PT12M7.5S");
api.SetValue("cmi.exit", "suspend");
api.Commit("");
addEventListener("pagehide", function () { api.Terminate(""); });
"""
MANIFEST12 = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="O">
    <organization identifier="O">
      <title>A course</title>
      <item identifier="I" identifierref="R" isvisible="true"><title>A unit</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
      <file href="sco.js"/>
    </resource>
  </resources>
</manifest>
"""
_LOCATIONS = (
    "http://www.imsglobal.org/xsd/imscp_v1p1 imscp_v1p1.xsd "
    "http://www.adlnet.org/xsd/adlcp_v1p3 adlcp_v1p3.xsd "
    "http://www.adlnet.org/xsd/adlseq_v1p3 adlseq_v1p3.xsd "
    "http://www.adlnet.org/xsd/adlnav_v1p3 adlnav_v1p3.xsd "
    "http://www.imsglobal.org/xsd/imsss imsss_v1p0.xsd"
)
MANIFEST2004 = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="{_LOCATIONS}">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="O">
    <organization identifier="O" adlseq:objectivesGlobalToSystem="false">
      <title>A course</title>
      <item identifier="I" identifierref="R" isvisible="true"><title>A unit</title><imsss:sequencing><imsss:deliveryControls tracked="true" completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing></item>
      <imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R" type="webcontent" adlcp:scormType="sco" href="index.html">
      <file href="index.html"/>
      <file href="sco.js"/>
    </resource>
  </resources>
</manifest>
"""
_SCHEMAS = [word for word in _LOCATIONS.split() if word.endswith(".xsd")]
BASES: dict[str, dict[str, str]] = {
    "12": {MANIFEST: MANIFEST12, "index.html": PAGE, "sco.js": SCO12},
    "2004": {
        MANIFEST: MANIFEST2004,
        "index.html": PAGE,
        "sco.js": SCO2004,
        **dict.fromkeys(_SCHEMAS, '<schema xmlns="http://www.w3.org/2001/XMLSchema"/>'),
    },
}
Content = str | bytes | None
Edits = Mapping[str, str]


def files(
    base: str, edits: Edits | None = None, more: Mapping[str, Content] | None = None
) -> dict[str, str | bytes]:
    """The good package, its manifest edited by replacing text, files added or (by None) taken out.

    An edit's text may stand in any text file; it must stand somewhere.
    """
    whole: dict[str, str | bytes] = dict(BASES[base])
    for name, content in (more or {}).items():
        if content is None:
            del whole[name]
        else:
            whole[name] = content
    for before, after in (edits or {}).items():
        holders = [name for name, text in whole.items() if isinstance(text, str) and before in text]
        assert holders, f"nowhere: {before}"
        for name in holders:
            text = whole[name]
            assert isinstance(text, str)
            whole[name] = text.replace(before, after)
    return whole


def packed(contents: Mapping[str, str | bytes]) -> bytes:
    """The files as a zip."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return stream.getvalue()


def look(raw: bytes, name: str = "package.zip") -> Inspection:
    """The inspection of a zip in memory."""
    return examine(io.BytesIO(raw), name)[1]


def read(raw: bytes, name: str = "package.zip") -> Package:
    """What rules look at."""
    return examine(io.BytesIO(raw), name)[0]


def fired(raw: bytes) -> set[str]:
    """The ids of the rules that fire."""
    return {found.rule.id for found in look(raw).findings}


@dataclass(frozen=True, slots=True)
class Raw:
    """One entry as a hostile hand would write it; what is None is what zipfile would write."""

    name: bytes
    content: bytes = b""
    size: int | None = None
    method: int = 0
    flags: int = 0
    crc: int | None = None
    mode: int = 0o100644
    offset: int | None = None  # in the list; the entry itself stands where it comes


def raw_zip(*entries: Raw, comment: bytes = b"", count: int | None = None, disk: int = 0) -> bytes:
    """A zip written byte by byte (PKWARE APPNOTE 4.3)."""
    from zlib import compress, crc32

    body, listed = bytearray(), bytearray()
    for entry in entries:
        data = compress(entry.content, 9)[2:-4] if entry.method == 8 else entry.content
        crc = crc32(entry.content) if entry.crc is None else entry.crc
        size = len(entry.content) if entry.size is None else entry.size
        at = len(body) if entry.offset is None else entry.offset
        common: tuple[Any, ...] = (
            20, entry.flags, entry.method, 0, 33, crc, len(data), size, len(entry.name), 0,
        )  # fmt: skip
        if entry.offset is None:
            body += struct.pack("<4s5H3L2H", b"PK\3\4", *common) + entry.name + data
        listed += struct.pack(
            "<4sH5H3L5H2L", b"PK\1\2", 3 << 8 | 20, *common, 0, 0, 0, entry.mode << 16, at
        ) + entry.name  # fmt: skip
    number = len(entries) if count is None else count
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", disk, disk, number, number, len(listed), len(body), len(comment)
    )
    return bytes(body + listed + end + comment)


@cache
def good(base: str) -> bytes:
    """A package in which nothing is wrong."""
    return packed(files(base))


def raw_package(*more: Raw, base: str = "12") -> bytes:
    """A good package with further raw entries behind it."""
    own = [Raw(name.encode(), str(text).encode()) for name, text in BASES[base].items()]
    return raw_zip(*own, *more)
