"""`review`: nothing that a reviewer has to judge is missing, and nothing in it acts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

from ihrp_course.blocks import TYPES
from ihrp_course.commands._course import load
from ihrp_course.commands.review import review
from tests.rules.base import BANK, COURSE, GLOSSARY, LESSON, MODULE, REFERENCES, write
from tests.unit.test_cli import run

ROOT = Path(__file__).parents[2]
GALLERY = ROOT / "examples" / "all-blocks"
FIRST = "modules/basics/01-first.md"
QUESTION = """
:::choice b-1-f01
objective: B-1
tags: safety-critical
points: 2

What does a pause give?

- [x] A choice
  > It comes back.
- [ ] The hour
  > A clock gives that.

Hint: Look inside.
Rationale: Room to choose [@Doe2020].
Spoken: Pause first.
:::
"""


def copy_of(folder: Path, files: dict[str, str] | None = None) -> html.HtmlElement:
    loaded = load(write(folder, files) if files is not None else folder)
    return html.fromstring(review(loaded, loaded.course.modules))


def words(node: html.HtmlElement) -> str:
    return " ".join(" ".join(node.itertext()).split())


def test_a_question_stands_there_with_its_key_feedback_and_reasons(tmp_path: Path) -> None:
    [block] = copy_of(tmp_path, {FIRST: LESSON + QUESTION}).xpath('//article[@id="b-1-f01"]')

    [key] = block.xpath('.//li[@class="key"]')
    assert words(key) == "✓ A choice key It comes back."
    assert "The hour A clock gives that." in words(block)
    head = words(block.find("header"))
    assert head == (
        "choice b-1-f01 · B-1 Say what a pause is for · tags: safety-critical · points: 2"
    )
    labels = {words(each.find("b")) for each in block.xpath('.//div[@class="label"]')}
    assert labels == {"Hint", "Rationale", "Spoken"}


def test_bank_questions_stand_there_too(tmp_path: Path) -> None:
    page = copy_of(tmp_path, {})

    [block] = page.xpath('//section[@id="bank_basics"]//article')
    assert words(block.xpath('.//p[@class="key"]')[0]) == "✓ key true"


def test_every_file_is_a_draft_until_somebody_is_named_and_has_a_line_to_sign(
    tmp_path: Path,
) -> None:
    signed = BANK.replace(
        "---\n\n",
        "review: {status: reviewed, clinical: [{name: Jo Doe, role: nurse, date: 2027-01-20}], "
        "lived-experience: [{name: Al}], facts-until: 2028-01-01}\n---\n\n",
    )

    page = copy_of(tmp_path, {"modules/basics/bank-basics.md": signed})

    status = [words(each) for each in page.xpath('//p[starts-with(@class, "status")]')]
    assert status == [
        "Draft: nobody has reviewed this file.",
        "Reviewed: Jo Doe, nurse (2027-01-20); lived experience: Al; facts hold until 2028-01-01",
    ]
    assert "2 files, 1 of them reviewed" in words(page)
    assert len(page.xpath('//section//footer[@class="sign"]')) == 2


@pytest.mark.parametrize("status, shown", [("VERIFIED", "verified"), ("", "unverified")])
def test_references_carry_their_verification(status: str, shown: str, tmp_path: Path) -> None:
    bib = REFERENCES.replace("year = {2020}", f"year = {{2020}}, status = {{{status}}}")

    page = copy_of(tmp_path, {"modules/references.bib": bib})

    [reference] = page.xpath('//li[@id="ref_Doe2020"]')
    assert words(reference).endswith(f"Doe2020 {shown}")
    assert ("unverified" in words(page.xpath('//div[@class="prose"]')[0])) == (not status)


def test_accepted_findings_are_shown_with_reason_and_line(tmp_path: Path) -> None:
    lesson = LESSON + "\n<!-- ok L01: the client's own words -->\nSo she says.\n"

    page = copy_of(tmp_path, {FIRST: lesson})

    assert words(page.xpath("//h4[.='Accepted findings']/following-sibling::table/tbody")[0]) == (
        "11 L01 the client's own words So she says."
    )


def test_findings_accepted_in_the_glossary_are_shown_with_the_terms(tmp_path: Path) -> None:
    glossary = GLOSSARY.replace("A moment", "<!-- ok L02: taught -->\nA moment")

    page = copy_of(tmp_path, {"modules/glossary.md": glossary})

    assert "L02 taught A moment in which" in words(page)


def test_terms_that_are_linked_are_explained(tmp_path: Path) -> None:
    assert words(copy_of(tmp_path, {}).xpath('//dt[@id="term_pause"]')[0]) == "pause"


def test_a_copy_of_one_module_holds_no_other(tmp_path: Path) -> None:
    write(tmp_path, {})
    run(tmp_path, "new", "module", "later")

    both, one = run(tmp_path, "review"), run(tmp_path, "review", "--module", "later")
    wrong = run(tmp_path, "review", "--module", "latre")

    assert "b-1-s01" in both.stdout
    assert "b-1-s01" not in one.stdout
    assert "later-1-f01" in one.stdout
    assert wrong.returncode == 2
    assert "did you mean `later`" in wrong.stderr


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    evil = "</style><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    question = QUESTION.replace("points: 2", f"points: 2\nregion: {evil}").replace(
        "A choice", "A `</style><script>alert(1)</script>` {{ 7*7 }}"
    )
    files = {
        "modules/course.yaml": COURSE.replace("title: Basics", f"title: '{evil}'"),
        "modules/basics/module.yaml": MODULE.replace("Say what a pause is for", f"'{evil}'"),
        "modules/references.bib": REFERENCES.replace("On pauses", evil.replace("{", "\\{").replace("}", "\\}")),
        FIRST: LESSON.replace("title: A pause", f"title: '{evil}'\ncare: '{evil}'") + question
        + f"\n<!-- ok L01: {evil.replace('>', '&gt;')} -->\nText.\n",
    }  # fmt: skip

    page = copy_of(tmp_path, files)

    assert page.xpath("//script | //img | //@onerror") == []
    assert len(page.xpath("//style")) == 1
    assert "{{ 7*7 }}" in words(page)


def test_every_kind_of_block_is_shown_with_all_its_words() -> None:
    loaded = load(GALLERY)
    page = html.fromstring(review(loaded, loaded.course.modules))

    kinds = {words(each) for each in page.xpath("//article/header/b")}
    assert kinds == set(TYPES)
    shown = words(page)
    blocks = [block for lesson in loaded.course.lessons for block in lesson.blocks]
    for block in [*blocks, *(each for bank in loaded.course.banks for each in bank.questions)]:
        for prose in block.content.prose():
            assert set(re.findall(r"\w+", prose.text)) <= set(re.findall(r"\w+", shown)), block.id


def test_every_key_of_the_gallery_is_marked() -> None:
    page = copy_of(GALLERY)

    for kind in ("choice", "multi", "hotspot", "truefalse", "numeric"):
        assert page.xpath(f'//article[header/b="{kind}"]//*[contains(@class, "key")]'), kind
    for kind in ("select", "mark", "matrix"):
        assert "✓" in words(page.xpath(f'//article[header/b="{kind}"]')[0]), kind


def test_the_page_stands_alone_and_every_link_leads_somewhere() -> None:
    page = copy_of(ROOT)

    assert page.xpath("//link | //script | //iframe") == []
    assert all(source.startswith("data:") for source in page.xpath("//@src"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link for link in page.xpath("//a/@href") if link[1:] not in set(ids)} == set()


def test_nothing_of_the_course_is_missing_from_its_copy() -> None:
    loaded = load(ROOT)
    page = html.fromstring(review(loaded, loaded.course.modules))

    wanted = {lesson.id for lesson in loaded.course.lessons}
    wanted |= {block.id for lesson in loaded.course.lessons for block in lesson.blocks if block.id}
    wanted |= {block.id for bank in loaded.course.banks for block in bank.questions}
    assert wanted <= set(page.xpath("//@id"))


def test_the_command_writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "out" / "review.html"

    done = run(write(tmp_path, {}), "review", "--output", str(target))

    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
