"""Every rule: a package with that one fault in which it fires alone, and the mended one that is silent."""

from __future__ import annotations

import pytest

from ihrp_course.inspect.compare import compare
from ihrp_course.inspect.rules import RULES
from tests.inspect.build import fired, good, read
from tests.inspect.cases import Case
from tests.inspect.manifest_cases import CASES as MANIFESTS
from tests.inspect.tracking_cases import CASES as TRACKING
from tests.inspect.update_cases import SAME_MANIFEST, UPDATES
from tests.inspect.zip_cases import ALSO, ZIPS

CASES = [*MANIFESTS, *TRACKING]
WITHOUT = {"huge-package"}
"""A case would have to be larger than 100 MB: measured beside the hostile zips."""


@pytest.mark.parametrize("base", ["12", "2004"])
def test_a_good_package_is_silent(base: str) -> None:
    assert fired(good(base)) == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.base}")
def test_a_fault_of_the_course_fires_its_rule_alone(case: Case) -> None:
    assert fired(case.wrong_zip) == {case.rule, *case.also}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.base}")
def test_the_mended_course_is_silent(case: Case) -> None:
    assert case.rule not in fired(case.right_zip)


@pytest.mark.parametrize("rule", ZIPS)
def test_a_fault_of_the_zip_fires_its_rule_alone(rule: str) -> None:
    assert fired(ZIPS[rule][0]) == {rule, *ALSO.get(rule, ())}


@pytest.mark.parametrize("rule", ZIPS)
def test_the_mended_zip_is_silent(rule: str) -> None:
    assert rule not in fired(ZIPS[rule][1])


@pytest.mark.parametrize("rule", UPDATES)
def test_an_update_fires_what_it_breaks(rule: str) -> None:
    old, new, also = UPDATES[rule]

    found = {each.rule.id for each in compare(read(old), read(new))}

    assert found == {rule, *also, *(() if rule in SAME_MANIFEST else {"update-manifest"})}


@pytest.mark.parametrize("base", ["12", "2004"])
def test_the_same_package_again_is_a_safe_update(base: str) -> None:
    assert compare(read(good(base)), read(good(base))) == ()


def test_every_rule_has_a_case() -> None:
    tried = {case.rule for case in CASES} | set(ZIPS) | set(UPDATES) | WITHOUT

    assert {rule.id for rule in RULES} == tried


def test_rules_are_many_and_say_everything() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 70
    for rule in RULES:
        assert all((rule.title, rule.mend, rule.bites, rule.source)), rule.id
        assert rule.title.endswith(".") and rule.mend.endswith("."), rule.id
