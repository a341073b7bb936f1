"""A course's colours as tokens, laid over the player's own between `1-tokens.css` and the rest."""

from __future__ import annotations

from ihrp_course.colour import DARK, LIGHT, SOFT, mix
from ihrp_course.model import Theme


def theme_css(theme: Theme) -> str:
    """The rules for light and dark; high contrast, forced colours and print stay the player's."""
    light = _tokens("accent", theme.accent, LIGHT[0]) + _tokens("warm", theme.warm, LIGHT[0])
    if not light and not theme.accent_dark:
        return ""
    brand = f"--brand: {theme.accent}; --on-accent: #fff; " if theme.accent else ""
    dark = _tokens("accent", theme.accent_dark, DARK[0])
    dark += _tokens("warm", theme.warm_dark, DARK[0])
    on_dark = f"--on-accent: {DARK[2]}; " if theme.accent_dark else ""
    system = ':root:is(:not([data-theme]), [data-theme="system"])'
    return (
        f":root {{ {brand}{light}}}\n"
        f':root[data-theme="dark"] {{ {on_dark}{dark}}}\n'
        f"@media (prefers-color-scheme: dark) {{ {system} {{ {on_dark}{dark}}} }}\n"
    )


def _tokens(name: str, colour: str, paper: str) -> str:
    return f"--{name}: {colour}; --{name}-soft: {mix(colour, paper, SOFT)}; " if colour else ""
