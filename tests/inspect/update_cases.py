"""Updates that break something: the old zip, the new one, and what cannot but be told besides."""

from __future__ import annotations

from collections.abc import Mapping

from tests.inspect.build import MANIFEST, PAGE, files, good, packed
from tests.inspect.manifest_cases import with_item

TWO = {
    "    </organization>": "<item identifier='I2' identifierref='R' isvisible='true'>"
    "<title>B</title></item></organization>"
}


def changed(base: str, edits: Mapping[str, str]) -> bytes:
    return packed(files(base, edits))


SAME_MANIFEST = {"update-unreadable", "update-reports"}

UPDATES: Mapping[str, tuple[bytes, bytes, set[str]]] = {
    "update-unreadable": (good("12"), packed(files("12", {}, {MANIFEST: None})), set()),
    "update-standard": (good("12"), good("2004"), {"update-reports", "update-sequencing"}),
    "update-edition": (good("2004"), changed("2004", {"2004 4th": "2004 3rd"}), set()),
    "update-item-gone": (changed("12", TWO), good("12"), set()),
    "update-item-new": (good("12"), changed("12", TWO), set()),
    "update-identifier": (
        good("12"),
        changed("12", {'"M"': '"M-2"', 'identifier="O"': 'identifier="O-2"', 'default="O"': 'default="O-2"'}),
        set(),
    ),
    "update-manifest": (good("12"), changed("12", {"<title>": "<title>New: "}), set()),
    "update-resource": (
        good("12"),
        changed("12", {'identifierref="R"': 'identifierref="S"', '<resource identifier="R"': '<resource identifier="S"'}),
        set(),
    ),
    "update-launch-file": (
        good("12"),
        packed(files("12", {'"index.html"': '"start.html"'}, {"start.html": PAGE})),
        set(),
    ),
    "update-scorm-type": (good("12"), changed("12", {'"sco"': '"asset"'}), set()),
    "update-marks": (
        good("12"),
        changed("12", with_item("<adlcp:masteryscore>80</adlcp:masteryscore>")),
        set(),
    ),
    "update-sequencing": (good("2004"), changed("2004", {'tracked="true"': 'tracked="false"'}), set()),
    "update-reports": (
        good("12"),
        changed("12", {'api.LMSSetValue("cmi.core.score.raw", "80");\n': ""}),
        set(),
    ),
}  # fmt: skip
