"""Colours of a theme: how well they stand out (WCAG 2.2, 1.4.3), and the nearest ones that do."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence

ENOUGH = 4.5  # the ratio for text of any size
SOFT = 0.14  # how much of a colour is in the ground made of it

# The grounds that text in a theme's colours stands on: paper, surface, sunk of player/1-tokens.css.
LIGHT = ("#fbf8f2", "#fffdf9", "#f3ede2")
DARK = ("#11191d", "#182329", "#0d1417")

Rgb = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, ground: str, share: float) -> str:
    """So much of the colour laid over the ground."""
    pairs = zip(_rgb(colour), _rgb(ground), strict=True)
    return _hex(tuple(a * share + b * (1 - share) for a, b in pairs))  # type: ignore[arg-type]


def grounds(colour: str, papers: Sequence[str]) -> list[str]:
    """What text in this colour stands on: the papers, and the soft ground made of the colour."""
    return [*papers, mix(colour, papers[0], SOFT)]


def worst(colour: str, papers: Sequence[str]) -> tuple[float, str]:
    """The lowest ratio of the colour over its grounds, and the ground where it is."""
    return min((contrast(colour, ground), ground) for ground in grounds(colour, papers))


def nearest(colour: str, papers: Sequence[str]) -> str:
    """The colour itself, or the next one of its hue that stands out on all of its grounds."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    step = -0.005 if _luminance(_rgb(papers[0])) > 0.5 else 0.005
    while worst(colour, papers)[0] < ENOUGH and 0 < lightness < 1:
        lightness = min(1.0, max(0.0, lightness + step))
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def _rgb(colour: str) -> Rgb:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return (int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255)


def _hex(rgb: Rgb) -> str:
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in rgb)


def _luminance(rgb: Rgb) -> float:
    """Relative luminance (WCAG 2.2, definitions)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
