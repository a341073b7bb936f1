"""Findings for GitHub and as SARIF: escaped, placed, and in the structure of the standard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from ihrp_course.check.rule import page, rules
from ihrp_course.diagnostics import Diagnostic, Related, Span, error, render_findings, warning
from tests.rules.base import checked

PLACE = Span("modules/a b/01-first.md", 3, 5, 3, 9)


def closed(required: list[str], **properties: Any) -> dict[str, Any]:
    """An object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
MESSAGE = closed(["text"], text=TEXT, markdown=TEXT)  # 3.11, 3.12
REGION = closed(  # 3.30
    ["startLine"], startLine=COUNT, startColumn=COUNT, endLine=COUNT, endColumn=COUNT
)
ARTIFACT = closed(  # 3.4: a relative reference, no blanks
    ["uri"], uri={"type": "string", "pattern": r"^[^\s:/][^\s:]*$"}, uriBaseId=TEXT
)
PHYSICAL = closed(["artifactLocation"], artifactLocation=ARTIFACT, region=REGION)  # 3.29
LOCATION = closed(  # 3.28
    ["physicalLocation"],
    id={"type": "integer", "minimum": 0},
    physicalLocation=PHYSICAL,
    message=MESSAGE,
)
RULE = closed(  # 3.49
    ["id"], id=TEXT, shortDescription=MESSAGE, fullDescription=MESSAGE, help=MESSAGE
)
RESULT = closed(  # 3.27
    ["message"],
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level={"enum": ["none", "note", "warning", "error"]},
    message=MESSAGE,
    locations={"type": "array", "items": LOCATION},
    relatedLocations={"type": "array", "items": LOCATION, "uniqueItems": True},
)
DRIVER = closed(  # 3.19
    ["name"],
    name=TEXT,
    version=TEXT,
    rules={"type": "array", "items": RULE, "uniqueItems": True},
)
RUN = closed(  # 3.14
    ["tool", "results"],
    tool=closed(["driver"], driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": RESULT},
)
SARIF = closed(  # 3.13
    ["version", "runs"],
    **{"$schema": {"type": "string"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": RUN},
)


def sarif(*findings: Diagnostic) -> Any:
    return json.loads(render_findings(findings, Path(), "sarif", False))


def valid(log: object) -> Any:
    Draft202012Validator(SARIF).validate(log)
    return log


def test_sarif_has_the_structure_of_the_standard(tmp_path: Path) -> None:
    found = checked(tmp_path, {"modules/basics/01-first.md": ":::choice\nNo\n"}).diagnostics

    run = valid(sarif(*found))["runs"][0]

    listed = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(found) > 1
    assert all(listed[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_sarif_without_findings_still_names_every_rule_once_with_its_page() -> None:
    listed = valid(sarif())["runs"][0]["tool"]["driver"]["rules"]

    assert [each["id"] for each in listed] == list(rules())
    assert {each["id"]: each["help"]["markdown"] for each in listed}["no-key"] == page("no-key")


def test_sarif_takes_a_rule_of_the_course_that_has_no_page() -> None:
    run = valid(sarif(warning("L01", PLACE, "“x” is not how this course speaks")))["runs"][0]

    assert run["tool"]["driver"]["rules"][-1]["id"] == "L01"
    assert run["results"][0]["ruleIndex"] == len(rules())


def test_sarif_places_a_finding_and_what_belongs_to_it() -> None:
    related = (Related(Span("modules/x.md", 1, 1, 1, 2), "first used here"),)
    found = Diagnostic("duplicate-id", "error", PLACE, "twice", related=related)

    result = valid(sarif(found))["runs"][0]["results"][0]

    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "modules/a%20b/01-first.md"
    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert result["relatedLocations"][0]["message"]["text"] == "first used here"


def github(found: Diagnostic, folder: Path = Path()) -> str:
    return render_findings([found], folder, "github", False)


def test_github_gets_one_line_that_names_the_place() -> None:
    line = github(error("no-key", PLACE, "this question has no key", "none", "mark one"))

    assert line == (
        "::error title=no-key,file=modules/a b/01-first.md,line=3,endLine=3,col=5,endColumn=8"
        "::this question has no key: none%0Ahelp: mark one"
    )


def test_github_is_not_told_columns_of_several_lines() -> None:
    line = github(warning("bank-prose", Span("modules/x.md", 3, 5, 7, 2), "nobody sees this"))

    assert line == (
        "::warning title=bank-prose,file=modules/x.md,line=3,endLine=7::nobody sees this"
    )


@pytest.mark.parametrize("hostile", ["::error::x", "a\nb", "50%\r", "%0A"])
def test_what_an_author_wrote_starts_no_command_of_its_own(hostile: str) -> None:
    line = github(error("no-key", Span(f"modules/{hostile},.md"), hostile))

    assert len(line.splitlines()) == 1
    assert line.count("::error title=") == 1
    head = line.split("::")[1]
    assert head.count(",") == 5


def test_github_paths_lead_from_where_the_command_runs() -> None:
    line = github(error("no-key", Span("modules/x.md"), "x"), Path("courses/one"))

    assert "file=courses/one/modules/x.md," in line
