"""Words in authors' drawings: can they be read on what lies beneath, in light and in dark?

Only what can be told is told: text in a colour of the palette, over a plain shape of the palette or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from lxml import etree

from ihrp_course.check.svg import SVG
from ihrp_course.colour import ENOUGH, contrast
from ihrp_course.diagnostics import Diagnostic, Span, warning
from ihrp_course.model import Course
from ihrp_course.source import Sources

_TOKENS = Path(__file__).parents[1] / "player" / "1-tokens.css"
_BLOCK = re.compile(
    r"^:root(?P<theme>\[data-theme=\"dark\"\])?\s*\{(?P<body>[^}]*)\}", re.MULTILINE
)
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_HIDDEN = ("defs", "clipPath", "mask", "symbol", "marker")
Palette = Mapping[str, str]


@cache
def palettes() -> Mapping[str, Palette]:
    """The player's own colours by name, in light and in dark."""
    found = {"light": {}, "dark": {}}  # type: dict[str, dict[str, str]]
    for block in _BLOCK.finditer(_TOKENS.read_text(encoding="utf-8")):
        colours = dict(_COLOUR.findall(block["body"]))
        found["dark" if block["theme"] else "light"].update(colours)
    return found


def check_drawings(course: Course, sources: Sources) -> list[Diagnostic]:
    """Every text of a drawing that stands out too little."""
    drawings = [asset.path for asset in course.assets.values() if asset.svg]
    return [found for path in drawings for found in _check(path, sources.svg[path])]


def _check(path: str, text: str) -> Iterator[Diagnostic]:
    if "<text" not in text or "transform=" in text:
        return  # what is moved or turned stands elsewhere than its numbers say
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    below: list[etree._Element] = []
    for element in root.iter(f"{{{SVG}}}*"):
        name = _name(element)
        if any(_name(each) in _HIDDEN for each in element.iterancestors()):
            continue
        if name == "text":
            yield from _judge(path, element, below)
        elif name in ("rect", "circle", "ellipse", "path", "polygon", "use"):
            below.append(element)


def _judge(path: str, text: etree._Element, below: list[etree._Element]) -> Iterator[Diagnostic]:
    ink = _fill(text)
    ground = _ground(text, below)
    if ink is None or ground is None or ink == ground:
        return
    for theme, palette in palettes().items():
        if ink not in palette or ground not in palette:
            continue
        ratio = contrast(palette[ink], palette[ground])
        if ratio < ENOUGH:
            line = int(text.sourceline or 1)
            yield warning(
                "svg-contrast",
                Span(path, line, 1, line, 1),
                f"“{' '.join(str(each) for each in text.itertext()).strip()}” stands out {ratio:.1f} : 1 "
                f"in {theme}; {ENOUGH} : 1 is wanted",
                help="use `f-ink` on light shapes, or `f-surface` on `f-accent`",
            )
            return


def _name(element: etree._Element) -> str:
    return str(element.tag).replace(f"{{{SVG}}}", "")


def _fill(element: etree._Element | None) -> str | None:
    """The name of the colour it is filled with; None when that is not told by a class."""
    while element is not None:
        if "fill" in element.attrib or "opacity" in element.attrib:
            return "" if element.get("fill") == "none" else None
        for name in str(element.get("class", "")).split():
            if name.startswith("f-"):
                return name[2:]
        element = element.getparent()
    return None


def _ground(text: etree._Element, below: list[etree._Element]) -> str | None:
    """The colour under the text's anchor; None when it can not be told."""
    moved = [
        text,
        *text.iterancestors(),
        *below,
        *(a for each in below for a in each.iterancestors()),
    ]
    if any("transform" in each.attrib for each in moved):
        return None
    try:
        x, y = float(text.get("x", "")), float(text.get("y", ""))
    except ValueError:
        return None
    y -= float(text.get("font-size", "14")) / 3
    for shape in reversed(below):
        fill = _fill(shape)
        if fill == "" or not _covers(shape, x, y):
            continue
        return fill if _name(shape) in ("rect", "circle", "ellipse") else None
    return "surface"


def _covers(shape: etree._Element, x: float, y: float) -> bool:
    """Whether the point lies in it; of a path, whether it lies in its box or the box is unknown."""
    name = _name(shape)
    if name == "rect":
        left, top, width, height = _numbers(shape, "x", "y", "width", "height")
        return left <= x <= left + width and top <= y <= top + height
    if name in ("circle", "ellipse"):
        across, down, rx, ry, r = _numbers(shape, "cx", "cy", "rx", "ry", "r")
        rx, ry = rx or r, ry or r
        return bool(rx and ry) and ((x - across) / rx) ** 2 + ((y - down) / ry) ** 2 <= 1
    return name == "use" or _in_box(shape.get("d", "") or shape.get("points", ""), x, y)


def _numbers(shape: etree._Element, *names: str) -> list[float]:
    return [
        float(found[0]) if (found := _NUMBER.findall(shape.get(name, ""))) else 0.0
        for name in names
    ]


def _in_box(drawn: str, x: float, y: float) -> bool:
    if re.search(r"[a-y]", drawn):
        return True  # steps from point to point: its box is unknown
    values = [float(each) for each in _NUMBER.findall(drawn)]
    if re.search(r"[HVA]", drawn) or len(values) % 2:
        return min(values, default=0) <= min(x, y) and max(x, y) <= max(values, default=0)
    return min(values[::2]) <= x <= max(values[::2]) and min(values[1::2]) <= y <= max(values[1::2])
