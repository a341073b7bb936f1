"""Every block and page in made-up languages: a word that still reads as English was never in the file."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from ihrp_course.cli import commands
from ihrp_course.pipeline import build
from tests.conftest import sample
from tests.taking import Learner

GALLERY = Path(__file__).parents[2] / "examples" / "all-blocks"
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
CLOCK = re.compile(r"\d+:\d\d\s[AP]M")  # a language of no country has the browser's own clock
MARKUP = re.compile(r"[\n/|\[\]{}*_#<>()`:;,.?!\"“”·→=]+|\s-\s|^\s*[-+\d]+[.)]?\s", re.MULTILINE)

# What a person sees or hears of the page as it is now. Left out: what is technical on purpose.
SAID = """() => {
  const out = [document.title];
  const skip = 'script, noscript, style, .trace, #_self-test dd, .hits [data-part=snippet], svg title, svg desc';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (!node.parentElement.closest(skip)) out.push(node.data);
  }
  for (const template of document.querySelectorAll('template')) {
    const texts = document.createTreeWalker(template.content, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) out.push(node.data);
  }
  for (const name of ['aria-label', 'title', 'alt', 'placeholder', 'data-title']) {
    for (const each of document.querySelectorAll('[' + name + ']')) out.push(each.getAttribute(name));
  }
  return out.map(text => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""


def gallery(folder: Path, language: str) -> Path:
    """The gallery course in a language, as a folder for the web."""
    shutil.copytree(GALLERY, folder)
    course = folder / "modules" / "course.yaml"
    text = course.read_text("utf-8")
    course.write_text(re.sub(r"(?m)^language: .*$", f"language: {language}", text), "utf-8")
    assert f"language: {language}" in course.read_text("utf-8")
    (folder / "modules" / "ids.lock").unlink()  # nobody has a record here
    CliRunner().invoke(commands, ["--course", str(folder), "lock"])
    built = build(folder, folder / "build", ["web"])
    assert built.written, built.diagnostics
    return next(path for path in (folder / "build").iterdir() if path.is_dir())


def own_texts() -> tuple[set[str], str]:
    """What authors wrote: in pieces between marks, and as one text."""
    files = [path for path in sorted(GALLERY.rglob("*.*")) if path.suffix in (".md", ".yaml", ".bib", ".svg", ".vtt")]  # fmt: skip
    text = "\n".join(path.read_text("utf-8") for path in files)
    pieces = {" ".join(WORD.findall(piece)) for piece in MARKUP.split(text)}
    return pieces, " ".join(WORD.findall(text))


def english(said: list[str]) -> set[str]:
    """Runs of plain words that no author wrote."""
    pieces, whole = own_texts()
    found: set[str] = set()
    for text in said:
        for run in re.split(r"[^A-Za-z'’ -]+", CLOCK.sub("", text)):
            words = " ".join(WORD.findall(run))
            is_own = words in pieces or (len(words.split()) > 2 and words in whole)
            if words and not is_own:
                found.update(w for w in [words] if not all(p in pieces for p in words.split(" ")))
    return found


@pytest.fixture(params=sample(["qps", "qps-Hebr"], 1, seed=3))
def strange(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    yield gallery(tmp_path / "course", request.param), request.param


def answer_everything(page: Page) -> None:
    """Press what there is to press on a lesson: checks, keys, starts; no matter what is right."""
    for name in ("check", "show", "again", "play", "step", "begin", "skip"):
        for button in page.locator(f".page:visible [data-do={name}]:visible").all():
            if button.is_visible() and button.get_attribute("href") is None:
                button.click()
    for pick in page.locator(".page:visible label:visible").all():
        if pick.is_visible():
            pick.click()
    for name in ("check", "show"):
        for button in page.locator(f".page:visible [data-do={name}]:visible").all():
            if button.is_visible():
                button.click()


def test_no_word_of_the_interface_is_hard_coded(page: Page, strange: tuple[Path, str]) -> None:
    folder, language = strange
    page.goto((folder / "index.html").as_uri())
    learner = Learner(page)
    learner.ready()
    said: list[str] = page.evaluate(SAID)
    learner.start()
    while "lesson" in (learner.page.get_attribute("class") or ""):
        answer_everything(page)
        said += page.evaluate(SAID)
        here = learner.page.get_attribute("id")
        learner.page.locator("[data-do=next]").click()
        expect(page.locator(f"#{here}")).to_be_hidden()
        learner.arrived()
    learner.page.locator("[data-view=intro] [data-do=open]").click()
    expect(learner.page.locator("[data-view=questions]")).to_be_visible()
    said += page.evaluate(SAID)
    learner.hand_in()
    said += page.evaluate(SAID)
    for fixed in ("_certificate", "_self-test", "_references", "_glossary"):
        page.evaluate(f"location.hash = '{fixed}'")
        learner.arrived(fixed)
    page.locator("[data-do=contents]").click()
    page.locator("#_search").fill("the")
    expect(page.locator("[data-part=found]")).not_to_be_empty()
    said += page.evaluate(SAID)

    direction = "rtl" if language == "qps-Hebr" else "ltr"
    expect(page.locator("html")).to_have_attribute("dir", direction)
    assert english(said) == set()


def test_a_hard_coded_word_would_be_noticed() -> None:
    assert english(["Try again"]) == {"Try again"}
    assert english(["Ţŕýý áǵááíñ"]) == set()
