"""An author's drawing, let through piece by piece: what is not on the list is refused.

The drawing goes into the page itself, so nothing may act, load or restyle (player: one document).
Colours come by class from the page's palette, or are `currentColor` or `none`.
"""

from __future__ import annotations

import re

from lxml import etree

from ihrp_course.diagnostics import Diagnostic, Span, error

SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon text tspan title desc defs marker "
    "clipPath linearGradient radialGradient stop symbol use mask".split()
)
_ATTRIBUTES = frozenset(
    "viewBox id class d x y x1 y1 x2 y2 cx cy r rx ry width height points transform fill stroke "
    "stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset "
    "stroke-miterlimit stroke-opacity fill-opacity fill-rule clip-rule opacity font-size "
    "font-weight font-style font-family text-anchor dominant-baseline letter-spacing dx dy rotate "
    "textLength lengthAdjust offset gradientUnits gradientTransform spreadMethod fx fy "
    "markerWidth markerHeight markerUnits refX refY orient marker-start marker-mid marker-end "
    "clip-path clipPathUnits mask maskUnits maskContentUnits preserveAspectRatio vector-effect "
    "href version role aria-hidden focusable".split()
)
_COLOUR = re.compile(r"^(none|currentColor|inherit|url\(#[A-Za-z][\w-]*\))$")
_INSIDE = re.compile(r"^#[A-Za-z][\w.-]*$")
_URL = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|expression\(", re.IGNORECASE)
_LARGEST = 400_000  # bytes; a drawing, not a photograph


def clean(path: str, text: str) -> tuple[str, list[Diagnostic]]:
    """The drawing as it may stand in a page (no declaration, no comments), or "" with the reasons."""
    if len(text) > _LARGEST:
        return "", [
            _refuse(path, 1, "this drawing is too large to stand in a page", "simplify its paths")
        ]
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return "", [
            _refuse(path, 1, "a drawing may have no DOCTYPE and no entities", "delete those lines")
        ]
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as failure:
        line = failure.lineno or 1
        return "", [
            _refuse(path, line, f"this is not well-formed XML: {failure.msg}", "export it anew")
        ]
    problems = [problem for element in root.iter() for problem in _judge(path, element)]
    if root.tag != f"{{{SVG}}}svg" or "viewBox" not in root.attrib:
        problems.append(
            _refuse(
                path,
                1,
                "the root must be `svg` with a `viewBox`",
                'write `<svg xmlns="…" viewBox="0 0 360 200">`',
            )
        )
    if problems:
        return "", problems
    return _serialise(root), []


def _judge(path: str, element: etree._Element) -> list[Diagnostic]:
    line = int(element.sourceline or 1)
    name = str(element.tag).replace(f"{{{SVG}}}", "")
    if name not in _ELEMENTS:
        return [
            _refuse(path, line, f"`{name}` may not stand in a drawing", "use shapes and text only")
        ]
    found = []
    for attribute, value in element.attrib.items():
        key = str(attribute).replace("{http://www.w3.org/1999/xlink}", "")
        text = str(value)
        if key not in _ATTRIBUTES:
            found.append(
                _refuse(
                    path,
                    line,
                    f"the attribute `{key}` may not stand in a drawing",
                    "colours come by `class`, nothing may act or load",
                )
            )
        elif (key == "href" and not _INSIDE.match(text)) or (
            (":" in text or "(" in text) and _URL.search(text)
        ):
            found.append(
                _refuse(
                    path,
                    line,
                    f"`{key}` refers to something outside the drawing",
                    "refer to an id of the drawing itself: `#id`",
                )
            )
        elif key in ("fill", "stroke") and not _COLOUR.match(text):
            found.append(
                _refuse(
                    path,
                    line,
                    f'`{key}="{text}"` is a colour of its own',
                    'use a class of the palette, such as `class="f-accent"`, so that dark mode and print follow',
                )
            )
    return found


def _refuse(path: str, line: int, message: str, help: str) -> Diagnostic:
    return error("svg", Span(path, line, 1, line, 1), message, help=help)


def _serialise(root: etree._Element) -> str:
    """As HTML wants it inside a page: no namespace prefixes, no xmlns."""
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    text = etree.tostring(root, encoding="unicode", with_tail=False)
    return re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", text)


_ID = re.compile(r'(\bid="|href="#|url\(#)([A-Za-z][\w.-]*)')


def prefix_ids(svg: str, prefix: str) -> str:
    """The same drawing with every id made unique for the page."""
    return _ID.sub(lambda found: f"{found.group(1)}{prefix}-{found.group(2)}", svg)
