"""A course's own colours and logo: text in them can be read, in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ihrp_course.check.shape import ThemeShape
from ihrp_course.colour import DARK, ENOUGH, LIGHT, nearest, worst
from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.model import Theme
from ihrp_course.parse.tree import YamlValue


def read_theme(shape: ThemeShape, value: YamlValue) -> tuple[Theme, list[Diagnostic]]:
    """The theme of `course.yaml`; what it leaves open for dark is made from its light colours."""
    dark_warm = nearest(shape.warm, DARK) if shape.warm else ""
    dark_accent = shape.accent_dark or (nearest(shape.accent, DARK) if shape.accent else "")
    theme = Theme(shape.name, shape.logo, shape.accent, dark_accent, shape.warm, dark_warm)
    return theme, list(_check(shape, value))


def _check(shape: ThemeShape, value: YamlValue) -> Iterator[Diagnostic]:
    colours: list[tuple[str, str, Sequence[str]]] = [
        ("accent", shape.accent, LIGHT),
        ("accent-dark", shape.accent_dark, DARK),
        ("warm", shape.warm, LIGHT),
    ]
    for name, colour, papers in colours:
        if colour:
            yield from _judge(name, colour, papers, value.at("theme", name))


def _judge(name: str, colour: str, papers: Sequence[str], span: Span) -> Iterator[Diagnostic]:
    ratio, ground = worst(colour, papers)
    if ratio < ENOUGH:
        yield error(
            "theme-contrast",
            span,
            f"text in `{name}: {colour}` has a contrast of {ratio:.2f} : 1 on {ground}, "
            f"{ENOUGH} : 1 is wanted",
            help=f'the nearest colour that passes is "{nearest(colour, papers)}"',
        )
