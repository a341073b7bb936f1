"""References: what the course does not cite must not stop it."""

from __future__ import annotations

from ihrp_course.check.bibliography import read


def test_an_entry_in_parentheses_is_passed_over() -> None:
    other = "@book(Roe2021, author = {Roe, Ann}, title = {Two}, year = {2021})\n"
    book = "@book{Doe2020,\n author = {Doe, Jo}, title = {One}, year = {2020}\n}\n"

    found, problems = read(other + book)

    assert list(found) == ["Doe2020"]
    assert problems == []
