"""What a course says of its rules: on, off, stricter, or accepted with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from ihrp_course.check.items import HOUSE, POOL_RULES, RULES
from ihrp_course.check.rule import examples, rules
from tests.rules.base import COURSE, checked
from tests.rules.test_mistakes import GOOD, HEAD, LESSON

NEW = sorted({*RULES, *POOL_RULES})
FIRST = [rule for rule in NEW if rule not in HOUSE and rule != "IW17"]


def with_level(files: dict[str, str], rule: str, level: str) -> dict[str, str]:
    lines = [
        line
        for line in files.get("modules/course.yaml", COURSE).splitlines()
        if "rules:" not in line
    ]
    return {
        **files,
        "modules/course.yaml": "\n".join([*lines, f"rules: {{{rule}: {level}}}"]) + "\n",
    }


def told(folder: Path, files: dict[str, str], rule: str) -> set[str]:
    return {found.severity for found in checked(folder, files).diagnostics if found.rule == rule}


@pytest.mark.parametrize("rule", NEW)
def test_every_rule_has_its_page(rule: str) -> None:
    assert rule in rules()


@pytest.mark.parametrize("rule", sorted(HOUSE))
def test_a_house_rule_is_silent_where_the_course_does_not_name_it(
    rule: str, tmp_path: Path
) -> None:
    files = {**examples(rule)["Wrong"], "modules/course.yaml": COURSE}

    assert told(tmp_path, files, rule) == set()


@pytest.mark.parametrize("rule", NEW)
def test_a_course_turns_a_rule_off(rule: str, tmp_path: Path) -> None:
    assert told(tmp_path, with_level(examples(rule)["Wrong"], rule, "off"), rule) == set()


@pytest.mark.parametrize("rule", [rule for rule in NEW if rule != "IW17"])
def test_a_course_makes_a_rule_an_error(rule: str, tmp_path: Path) -> None:
    assert told(tmp_path, with_level(examples(rule)["Wrong"], rule, "error"), rule) == {"error"}


@pytest.mark.parametrize("rule", FIRST)
def test_a_finding_is_accepted_with_a_reason_where_it_stands(rule: str, tmp_path: Path) -> None:
    files = examples(rule)["Wrong"]
    found = [each for each in checked(tmp_path / "before", files).diagnostics if each.rule == rule]
    path = found[0].span.path
    if path not in files or found[0].span.line < 8:
        return  # told of a whole bank, in its front matter
    lines = files[path].split("\n")
    for line in sorted({each.span.line for each in found if each.span.path == path}, reverse=True):
        lines.insert(line - 1, f"<!-- ok {rule}: it is meant so here -->")

    after = {
        each.rule
        for each in checked(tmp_path / "after", {**files, path: "\n".join(lines)}).diagnostics
    }

    assert rule not in after
    assert "acceptance-unused" not in after


def test_an_acceptance_without_a_reason_accepts_nothing(tmp_path: Path) -> None:
    body = GOOD.replace("- [x] A", "<!-- ok IW19 -->\n- [x] A")

    result = checked(tmp_path, {LESSON: HEAD + body})

    assert {"acceptance-reason", "IW19"} <= {each.rule for each in result.diagnostics}


def test_one_line_accepts_a_rule_for_a_whole_block(tmp_path: Path) -> None:
    body = "<!-- ok-block IW19: reasons are given in the text -->\n" + GOOD

    result = checked(tmp_path, {LESSON: HEAD + body})

    assert not {"IW19", "acceptance-unused"} & {each.rule for each in result.diagnostics}
