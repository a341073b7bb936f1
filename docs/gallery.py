"""Writes `docs/gallery.md` and its pictures: every block of examples/all-blocks, source beside result.

python docs/gallery.py            text and pictures
python docs/gallery.py ID ID      text, and the pictures of these blocks only
python docs/gallery.py --check    ends with 1 when the text is not what the sources say
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
COURSE = ROOT / "examples" / "all-blocks"
PICTURES = ROOT / "docs" / "img" / "blocks"
PAGE = ROOT / "docs" / "gallery.md"
HEAD = """\
# Block gallery

Written by `python docs/gallery.py` from `examples/all-blocks`; the pictures show each block as a phone does.
"""
_BLOCK = re.compile(r"^:::([a-z]+)(?: ([a-z0-9-]+))?\n.*?^:::$", re.MULTILINE | re.DOTALL)


DETAILS = {"pair: ": "asked again", "report: yes": "reported"}
BESIDE = {
    "pair: ": (
        "\nThe package then has a page on which both stand side by side; it is made on the device.\n"
        "\n![Then and now](img/confidence-phone.png)\n"
    )
}
"""What a setting brings elsewhere in the package."""


class Block(NamedTuple):
    kind: str
    id: str
    lesson: str
    source: str
    title: str


def blocks() -> Iterator[Block]:
    """Every block of the lessons that has an id, in course order."""
    for file in sorted((COURSE / "modules" / "gallery").glob("[0-9]*.md")):
        text = file.read_text("utf-8")
        lesson = re.search(r"^id: (.*)$", text, re.MULTILINE)
        assert lesson is not None
        for found in _BLOCK.finditer(text):
            kind, id = found.group(1), found.group(2) or ""
            title = f"{kind} · {_detail(found.group())}".removesuffix(" · ")
            yield Block(kind, id, lesson.group(1), found.group(), title)


def _detail(source: str) -> str:
    """What tells a block from others of its kind."""
    kind = re.search(r"^:::callout\nkind: (\w+)$", source, re.MULTILINE)
    if kind is not None:
        return kind.group(1)
    return next((words for line, words in DETAILS.items() if f"\n{line}" in source), "")


def page() -> str:
    """The gallery as Markdown."""
    parts = [HEAD]
    for block in blocks():
        parts.append(f"\n## {block.title}\n\n```markdown\n{block.source}\n```\n")
        if block.id:
            parts.append(f"\n![{block.kind}](img/blocks/{block.id}.png)\n")
        parts += [text for line, text in BESIDE.items() if f"\n{line}" in block.source]
    return "".join(parts)


def draw(ids: list[str]) -> None:
    """A picture of each of these blocks, or of all, 400 px wide."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT))
    from ihrp_course.pipeline import build
    from tests.browser_finder import find_chromium

    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        build(COURSE, Path(folder), ["web"])
        site = next(Path(folder).glob("*-web"))
        browser = play.chromium.launch(executable_path=find_chromium() or None)
        page = browser.new_page(viewport={"width": 400, "height": 800})
        for block in blocks():
            if not block.id or (ids and block.id not in ids):
                continue
            page.goto(f"{(site / 'index.html').as_uri()}#{block.lesson}")
            page.reload()
            page.wait_for_selector("html.ready")
            page.wait_for_timeout(1500)  # the second script, which brings most block types
            if block.kind == "scenario":
                page.locator(f"#{block.id} [data-do=play]").click()
                page.locator(f"#{block.id} [data-part=scene] [data-reply='0'] button").click()
            page.evaluate("() => { document.querySelector('.bar').hidden = true; }")
            page.locator(f"#{block.id}").first.screenshot(path=PICTURES / f"{block.id}.png")
        browser.close()


def main() -> int:
    if "--check" in sys.argv:
        return 0 if PAGE.is_file() and PAGE.read_text("utf-8") == page() else 1
    PAGE.write_text(page(), encoding="utf-8")
    draw(sys.argv[1:])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
