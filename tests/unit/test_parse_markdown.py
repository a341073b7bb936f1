"""Markdown as HTML with holes: what becomes of each mark, and where it stands."""

from __future__ import annotations

import pytest

from ihrp_course.parse.tree import Citation, Heading, Image, Link, Prose
from tests.unit.parsing import LESSON, html, parse_lesson, read, read_prose, show


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One *two* **three** _four_ __five__", "<p>One <em>two</em> <strong>three</strong> "
         "<em>four</em> <strong>five</strong></p>\n"),
        ("One\ntwo", "<p>One\ntwo</p>\n"),
        ("One\\\ntwo  \nthree", "<p>One<br>\ntwo<br>\nthree</p>\n"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("`a <b> & c`", "<p><code>a &lt;b&gt; &amp; c</code></p>\n"),
        ("5 > 3 & 2 < 3 \\<b> &lt;i> &copy; &#65;", "<p>5 &gt; 3 &amp; 2 &lt; 3 &lt;b&gt; "
         "&lt;i&gt; © A</p>\n"),
        ("- a\n- b\n  - c", "<ul>\n<li>a</li>\n<li>b<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n"),
        ("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("1) a", "<ol>\n<li>a</li>\n</ol>\n"),
        ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>\n"),
        ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>\n"),
        ("```py x\na < b\n```", '<pre><code class="language-py">a &lt; b\n</code></pre>\n'),
        ("    a *b*", "<pre><code>a *b*\n</code></pre>\n"),
        ("(c) \"a\" 'b' -- ... 1/2", "<p>(c) \"a\" 'b' -- ... 1/2</p>\n"),
        ("~~a~~ ==b== $c$", "<p>~~a~~ ==b== $c$</p>\n"),
        ("[a] [0:00] [[b]] \\[@c]", "<p>[a] [0:00] [[b]] [@c]</p>\n"),
    ],
)  # fmt: skip
def test_each_mark_becomes_its_html(source: str, expected: str) -> None:
    assert html(read_prose(f"{source}\n")) == expected


def test_a_table_names_the_scope_of_its_headers() -> None:
    prose = read_prose("| A | *B* | C |\n|:--|:-:|--:|\n| a \\| x | `b` | c [@d] |\n")

    assert html(prose) == (
        '<div class="table">\n<table>\n<thead>\n<tr><th scope="col">A</th>'
        '<th scope="col" class="center"><em>B</em></th><th scope="col" class="end">C</th></tr>\n'
        '</thead>\n<tbody>\n<tr><td>a | x</td><td class="center"><code>b</code></td>'
        '<td class="end">c‹Citation›</td></tr>\n</tbody>\n</table>\n</div>\n'
    )
    assert prose.text == "A B C a | x b c"


def test_links_keep_their_target_title_and_inner_marks() -> None:
    prose = read_prose('A [b *c*](term:d "e") <https://f.g/?h&i> <j@k.l> [](m)\n')

    found = [(p.target, p.title, show(p.inner)) for p in prose.parts if isinstance(p, Link)]
    assert found == [
        ("term:d", "e", "b <em>c</em>"),
        ("https://f.g/?h&i", "", "https://f.g/?h&amp;i"),
        ("mailto:j@k.l", "", "j@k.l"),
        ("m", "", ""),
    ]
    assert prose.text == "A b c https://f.g/?h&i j@k.l"


def test_hostile_targets_are_only_data() -> None:
    prose = read_prose(
        '[a](javascript:alert(\'"<\')) !["><b>](<x" onerror=y>)\n'.replace("<b>", "b")
    )

    link, image = (part for part in prose.parts if isinstance(part, Link | Image))
    assert isinstance(link, Link) and link.target == "javascript:alert('\"<')"
    assert isinstance(image, Image) and (image.source, image.alt) == ('x" onerror=y', '">b')


def test_an_image_has_its_alternative_as_plain_text() -> None:
    prose = read_prose('![A *b* `c` [d](e)\nf](assets/g.png "h")\n')

    (image,) = (part for part in prose.parts if isinstance(part, Image))
    assert (image.source, image.alt, image.title) == ("assets/g.png", "A b c d f", "h")
    assert prose.span_of(image) == (LESSON, 5, 1, 6, 21)


def test_citations_are_found_and_cling_to_the_word_before_them() -> None:
    prose = read_prose("Said [@a_b:c.d; @e-f/1], *also* [@g]. Line\n[@h] end. (`[@i]`) [ @j ]\n")

    keys = [part.keys for part in prose.parts if isinstance(part, Citation)]
    assert keys == [("a_b:c.d", "e-f/1"), ("g",), ("h",), ("j",)]
    assert html(prose) == (
        "<p>Said‹Citation›, <em>also</em>‹Citation›. Line‹Citation› end. "
        "(<code>[@i]</code>)‹Citation›</p>\n"
    )
    assert prose.text == "Said, also. Line end. ([@i])"
    assert prose.words == 5


def test_addresses_in_brackets_are_no_citations() -> None:
    assert html(read_prose("[me@x.org] \\[@a] [\\@b] @c\n")) == "<p>[me@x.org] [@a] [@b] @c</p>\n"


def test_headings_are_holes_with_level_id_and_plain_text() -> None:
    prose = read_prose("# A *b* `c` {#an-id}\n\n### D [e](f) #\n\nText\n")

    first, second = (part for part in prose.parts if isinstance(part, Heading))
    assert (first.level, first.id, first.text, show(first.inner)) == (
        *(1, "an-id", "A b c"),
        "A <em>b</em> <code>c</code>",
    )
    assert (second.level, second.id, second.text) == (3, "", "D e")
    assert prose.span_of(second) == (LESSON, 7, 1, 7, 15)
    assert html(prose) == "‹Heading›‹Heading›<p>Text</p>\n"
    assert prose.text == "A b c D e Text"


def test_raw_html_is_shown_as_text_however_it_is_told() -> None:
    document, problems = parse_lesson("a <b onclick=x>c</b>\n\n<script>alert(1)</script>\n")

    (prose,) = document.parts
    assert isinstance(prose, Prose)
    assert html(prose) == (
        "<p>a &lt;b onclick=x&gt;c&lt;/b&gt;</p>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n"
    )
    assert [problem.rule for problem in problems] == ["raw-html", "raw-html"]


def test_places_count_characters_whatever_their_bytes() -> None:
    prose = read_prose("é😀 “x” [@a] — [b](c)\n\nΩ ![d](e)\n")

    spans = [prose.span_of(part) for part in prose.parts if not isinstance(part, str)]
    assert spans == [(LESSON, 5, 8, 5, 12), (LESSON, 5, 15, 5, 21), (LESSON, 7, 3, 7, 10)]
    assert prose.span == (LESSON, 5, 1, 7, 10)


def test_words_are_those_a_reader_reads() -> None:
    prose = read_prose(
        "# One two\n\nThree, [four](https://no.no) [@no] `five`.\n\n- six\n- seven\n\n"
        "| eight |\n|---|\n| nine |\n\n![ten](no)\n\n<https://eleven>\n"
    )

    assert prose.words == 11
    assert prose.text.split()[-2:] == ["ten", "https://eleven"]


def test_prose_begins_and_ends_where_its_words_do() -> None:
    assert read_prose("\n\n  A\n\nb  \n\n\n").span == (LESSON, 7, 3, 9, 2)


def test_a_file_of_empty_lines_has_no_parts() -> None:
    assert read("\n \n\t\n").parts == ()


@pytest.mark.parametrize(
    "source", ["> " * 3000 + "a", "- " * 2000 + "a", "![" * 3000, "*a " * 3000]
)
def test_deep_nesting_ends_well(source: str) -> None:
    document, _ = parse_lesson(f"{source}\n")

    assert len(document.parts) == 1
