"""Words in authors' drawings: can they be read on what lies beneath, in light and in dark?

Only what can be told is told: text in a colour of the palette, over a plain shape of the palette or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from ihrp_course.check.svg import SVG
from ihrp_course.colour import ENOUGH, contrast
from ihrp_course.diagnostics import Diagnostic, Span, warning

_TOKENS = Path(__file__).parents[1] / "player" / "1-tokens.css"
_BLOCK = re.compile(
    r"^:root(?P<theme>\[data-theme=\"dark\"\])?\s*\{(?P<body>[^}]*)\}", re.MULTILINE
)
_COLOUR = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_HIDDEN = ("defs", "clipPath", "mask", "symbol", "marker")
Palette = Mapping[str, str]


class _Shape(NamedTuple):
    """What lies in the drawing; without `fill` its colour can not be told."""

    fill: str | None
    covers: Callable[[float, float], bool]


@cache
def palettes() -> Mapping[str, Palette]:
    """The player's own colours by name, in light and in dark."""
    found = {"light": {}, "dark": {}}  # type: dict[str, dict[str, str]]
    for block in _BLOCK.finditer(_TOKENS.read_text(encoding="utf-8")):
        colours = dict(_COLOUR.findall(block["body"]))
        found["dark" if block["theme"] else "light"].update(colours)
    return found


def check_drawing(path: str, text: str) -> list[Diagnostic]:
    """Every text of a drawing that stands out too little."""
    return list(_check(path, text))


def _check(path: str, text: str) -> Iterator[Diagnostic]:
    if "<text" not in text or re.search(r"transform\s*=", text):
        return  # what is moved or turned stands elsewhere than its numbers say
    root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    below: list[_Shape] = []
    for element in root.iter(f"{{{SVG}}}*"):
        name = _name(element)
        if any(_name(each) in _HIDDEN for each in element.iterancestors()):
            continue
        if name == "text":
            yield from _judge(path, element, below)
        elif name in ("rect", "circle", "ellipse", "path", "polygon", "use"):
            fill = _fill(element)
            if fill != "":
                is_plain = name in ("rect", "circle", "ellipse")
                below.append(_Shape(fill if is_plain else None, _area(element, name)))


def _judge(path: str, text: etree._Element, below: list[_Shape]) -> Iterator[Diagnostic]:
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


def _ground(text: etree._Element, below: list[_Shape]) -> str | None:
    """The colour under the text's anchor; None when it can not be told."""
    try:
        x, y = float(text.get("x", "")), float(text.get("y", ""))
    except ValueError:
        return None
    y -= float(text.get("font-size", "14")) / 3
    return next((shape.fill for shape in reversed(below) if shape.covers(x, y)), "surface")


def _area(shape: etree._Element, name: str) -> Callable[[float, float], bool]:
    """Whether a point lies in it; of a path, whether it lies in its box or the box is unknown."""
    if name == "rect":
        left, top, width, height = _numbers(shape, "x", "y", "width", "height")
        return lambda x, y: left <= x <= left + width and top <= y <= top + height
    if name in ("circle", "ellipse"):
        across, down, rx, ry, r = _numbers(shape, "cx", "cy", "rx", "ry", "r")
        rx, ry = rx or r, ry or r
        is_round = bool(rx and ry)
        return lambda x, y: is_round and ((x - across) / rx) ** 2 + ((y - down) / ry) ** 2 <= 1
    drawn = shape.get("d", "") or shape.get("points", "")
    if name == "use" or re.search(r"[a-y]", drawn):
        return lambda x, y: True  # steps from point to point: its box is unknown
    return _box([float(each) for each in _NUMBER.findall(drawn)], bool(re.search(r"[HVA]", drawn)))


def _numbers(shape: etree._Element, *names: str) -> list[float]:
    return [
        float(found[0]) if (found := _NUMBER.findall(shape.get(name, ""))) else 0.0
        for name in names
    ]


def _box(values: list[float], is_mixed: bool) -> Callable[[float, float], bool]:
    """Around points given as x, y, x, y …; in any order of numbers when they are mixed."""
    if is_mixed or len(values) % 2 or not values:
        least, most = min(values, default=0), max(values, default=0)
        return lambda x, y: least <= min(x, y) and max(x, y) <= most
    left, right, top, bottom = (find(values[at::2]) for at in (0, 1) for find in (min, max))
    return lambda x, y: left <= x <= right and top <= y <= bottom
