"""The verdict of `play`, from calls alone; and the words of its scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from ihrp_course.play.report import as_json, as_text, call_line
from ihrp_course.play.script import ScriptError, Step, python_script, read_script
from ihrp_course.play.verdict import Seen, Verdict, judge

STATUS = "cmi.core.lesson_status"


def call(
    name: str, *args: str, error: int = 0, session: int = 1, result: str = "true"
) -> dict[str, Any]:
    plain = f"{name} {' '.join(args)} failed." if error else ""
    result = "false" if error else result
    return {"call": name, "args": list(args), "error": error, "session": session, "result": result, "plain": plain, "time": 1500}  # fmt: skip


def verdict(
    *log: Mapping[str, Any], stored: Mapping[str, str] | None = None, seen: Seen | None = None
) -> Verdict:
    return judge("a.zip", "A title", "scorm12", "strict", log, stored or {}, None, seen or Seen())


BEGIN, COMMIT, END = call("LMSInitialize", ""), call("LMSCommit", ""), call("LMSFinish", "")
DONE = call("LMSSetValue", STATUS, "completed")


def test_a_package_that_says_all_and_leaves_is_sound() -> None:
    found = verdict(BEGIN, DONE, COMMIT, END, stored={STATUS: "completed"})

    assert found.is_sound
    assert found.set == {STATUS: "completed"}
    assert found.notes == ("No score was set.",)
    assert as_text(found).endswith("Sound.")


def test_what_was_refused_is_told_once_with_how_often() -> None:
    bad = call("LMSSetValue", "cmi.core.score.raw", "101", error=405)

    found = verdict(BEGIN, bad, bad, DONE, COMMIT, END, stored={STATUS: "completed"})

    (refusal,) = found.refused
    assert (refusal.element, refusal.value, refusal.error, refusal.times) == (
        "cmi.core.score.raw",
        "101",
        405,
        2,
    )
    assert "2 times)" in as_text(found)
    assert as_text(found).endswith("1 fault.")


def test_reading_in_vain_is_told_and_is_no_fault() -> None:
    asked = call("LMSGetValue", "cmi.core.lesson_mode", error=401)

    found = verdict(BEGIN, asked, DONE, COMMIT, END, stored={STATUS: "completed"})

    assert [each.element for each in found.unread] == ["cmi.core.lesson_mode"]
    assert found.is_sound


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ([], "never called the LMS"),
        ([call("LMSInitialize", "", error=101)], "LMSInitialize was never taken"),
        ([BEGIN, COMMIT], "LMSFinish was never called"),
        ([BEGIN, call("LMSGetValue", STATUS)], "Nothing was committed"),
        ([BEGIN, END, call("LMSInitialize", "", session=2)], "LMSFinish was never called in session 2"),
    ],
)  # fmt: skip
def test_what_was_never_finished_is_said(log: list[dict[str, Any]], words: str) -> None:
    assert any(words in each for each in verdict(*log).unfinished)


def test_a_value_that_the_lms_does_not_hold_at_the_end_is_a_fault() -> None:
    going = call("LMSSetValue", STATUS, "incomplete")

    found = verdict(BEGIN, going, DONE, COMMIT, END, stored={STATUS: "incomplete"})

    assert found.unfinished == (f"Set, and not what the LMS holds at the end: {STATUS}.",)
    assert any("incomplete at the end" in each for each in found.notes)


def test_a_status_that_the_lms_put_in_the_place_of_ours_is_a_note() -> None:
    found = verdict(BEGIN, DONE, COMMIT, END, stored={STATUS: "failed"})

    assert found.is_sound
    assert f"The LMS replaced {STATUS} completed by failed" in found.notes[0]


def test_hosts_missing_files_and_failures_are_named() -> None:
    seen = Seen(("cdn.example.org",), ("gone.png",), ("x is not defined",))

    found = verdict(BEGIN, DONE, COMMIT, END, stored={STATUS: "completed"}, seen=seen)

    assert "wanted to speak to other servers: cdn.example.org" in " ".join(found.notes)
    assert found.faults == (
        "A file of the package is missing: gone.png",
        "The page failed: x is not defined",
    )


def test_the_verdict_as_json_has_faults_and_whether_it_is_sound() -> None:
    told = json.loads(as_json(verdict(BEGIN, DONE, COMMIT, END, stored={STATUS: "completed"})))

    assert (told["sound"], told["faults"], told["set"]) == (True, [], {STATUS: "completed"})


def test_a_call_is_one_line_however_long_its_value() -> None:
    line = call_line(call("LMSSetValue", "cmi.suspend_data", "x\n" * 5000))

    assert line.startswith("    1.50 s  LMSSetValue(cmi.suspend_data, x x")
    assert len(line) < 200
    assert "\n" not in line


# --- scripts ---------------------------------------------------------------------------------------


def test_a_script_is_one_step_a_line() -> None:
    text = '# a story\nclick "Hand in"\n\nanswer Name "Jo Doe"  # typed\nwait 2\nclose\n'

    assert read_script(text) == (
        Step(2, "click", ("Hand in",)),
        Step(4, "answer", ("Name", "Jo Doe")),
        Step(5, "wait", ("2",)),
        Step(6, "close", ()),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("clik Start", "line 1: there is no step `clik`; did you mean `click`"),
        ("zzz", "there are wait, click"),
        ("click", "`click` takes 1 words, not 0"),
        ("answer a b c", "`answer` takes 1 or 2 words, not 3"),
        ('click "Start', "line 1: No closing quotation"),
    ],
)
def test_a_script_that_makes_no_sense_is_told_with_its_line(text: str, words: str) -> None:
    with pytest.raises(ScriptError, match=words):
        read_script(text)


def test_a_python_script_is_its_function_play(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.py", tmp_path / "bad.py"
    good.write_text("def play(player): return 7\n", encoding="utf-8")
    bad.write_text("x = 1\n", encoding="utf-8")

    assert python_script(good)(None) == 7  # type: ignore[arg-type]
    with pytest.raises(ScriptError, match="no function"):
        python_script(bad)
