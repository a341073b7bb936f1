"""One stem per block type: `choice.py` reads it, `choice.html` shows it, `choice.js` brings it to life.

A new type is a new stem; nothing else lists the types. A missing brother is an ImportError.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from ihrp_course.blocks._type import BlockType

FOLDER = Path(__file__).parent


def _discover() -> dict[str, BlockType]:
    types: dict[str, BlockType] = {}
    for found in iter_modules([str(FOLDER)]):
        if found.name.startswith("_"):
            continue
        block_type: BlockType = import_module(f"{__name__}.{found.name}").TYPE
        brothers = [".html", ".js"] if block_type.has_script else [".html"]
        for suffix in brothers:
            if not (FOLDER / f"{found.name}{suffix}").is_file():
                raise ImportError(f"blocks/{found.name}.py has no brother {found.name}{suffix}")
        types[found.name] = block_type
    return types


TYPES = _discover()
"""Every block type by kind."""

SHAPES = {kind: block_type.shape for kind, block_type in TYPES.items()}
"""What the parser has to know of each kind."""
