"""What the parts alone cost on the same text: read, Markdown to HTML, one page template, deflate."""

from __future__ import annotations

import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import jinja2
import pyromark

PAGE = "<!doctype html><html><head><title>{{ title }}</title></head><body>{{ body|safe }}</body></html>"


def main(course: Path, target: Path) -> None:
    """One zip per module."""
    template = jinja2.Environment(autoescape=True).from_string(PAGE)
    target.mkdir(parents=True, exist_ok=True)
    for module in sorted(path for path in (course / "modules").iterdir() if path.is_dir()):
        texts = [file.read_text(encoding="utf-8") for file in sorted(module.glob("*.md"))]
        html = template.render(
            title=module.name, body="".join(pyromark.html(text) for text in texts)
        )
        with ZipFile(target / f"{module.name}.zip", "w", ZIP_DEFLATED, compresslevel=6) as archive:
            archive.writestr("index.html", html)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
