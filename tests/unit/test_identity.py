"""`ids.lock`: a slot is for ever."""

from __future__ import annotations

from pathlib import Path

from ihrp_course.check import Checked
from ihrp_course.identity import LOCK_PATH, write_lock
from tests.rules.base import LESSON as BASE_LESSON
from tests.rules.base import MODULE, checked

LESSON = "modules/basics/01-first.md"


def question(options: str, settings: str = "") -> str:
    return (
        f"{BASE_LESSON}\n:::choice b-1-f01\nobjective: B-1\n{settings}\nWhat?\n\n{options}\n:::\n"
    )


ABC = "- [x] One\n- [ ] Two\n- [ ] Three"


def locked(result: Checked) -> str:
    assert result.numbering is not None, result.diagnostics
    return write_lock(result.numbering.lock)


def then(folder: Path, before: dict[str, str], after: dict[str, str]) -> Checked:
    """Lock one version of a course, then check the next."""
    lock = locked(checked(folder / "a", before))
    return checked(folder / "b", {**after, LOCK_PATH: lock})


def ordinals(result: Checked, id: str = "b-1-f01") -> tuple[int, ...]:
    assert result.numbering is not None
    return result.numbering.slots[id].ordinals["options"]


def rules(result: Checked) -> set[str]:
    return {found.rule for found in result.diagnostics}


def test_options_in_another_order_keep_their_ordinals(tmp_path: Path) -> None:
    moved = "- [ ] Three\n- [x] One\n- [ ] Two"

    result = then(tmp_path, {LESSON: question(ABC)}, {LESSON: question(moved)})

    assert ordinals(result) == (2, 0, 1)
    assert "meaning-changed" not in rules(result)


def test_one_option_in_other_words_keeps_its_ordinal(tmp_path: Path) -> None:
    result = then(
        tmp_path, {LESSON: question(ABC)}, {LESSON: question(ABC.replace("Two", "The second"))}
    )

    assert ordinals(result) == (0, 1, 2)
    assert "meaning-changed" not in rules(result)


def test_two_options_in_other_words_ask_for_a_revision(tmp_path: Path) -> None:
    other = ABC.replace("Two", "Second").replace("Three", "Third")

    result = then(tmp_path, {LESSON: question(ABC)}, {LESSON: question(other)})
    raised = then(
        tmp_path / "r", {LESSON: question(ABC)}, {LESSON: question(other, "revision: 2\n")}
    )

    assert "meaning-changed" in rules(result)
    assert "meaning-changed" not in rules(raised)


def test_a_key_that_moved_asks_for_a_revision(tmp_path: Path) -> None:
    moved = "- [ ] One\n- [x] Two\n- [ ] Three"

    result = then(tmp_path, {LESSON: question(ABC)}, {LESSON: question(moved)})

    assert "meaning-changed" in rules(result)


def test_named_options_may_be_reworded_at_will(tmp_path: Path) -> None:
    named = "- [x] One {#one}\n- [ ] Two {#two}\n- [ ] Three {#three}"
    other = "- [x] First {#one}\n- [ ] Second {#two}\n- [ ] Third {#three}"

    result = then(tmp_path, {LESSON: question(named)}, {LESSON: question(other)})

    assert ordinals(result) == (0, 1, 2)
    assert "meaning-changed" not in rules(result)


def test_a_removed_option_leaves_its_ordinal_unused(tmp_path: Path) -> None:
    fewer = "- [x] One\n- [ ] Three"
    lock = locked(then(tmp_path, {LESSON: question(ABC)}, {LESSON: question(fewer)}))

    result = checked(tmp_path / "c", {LESSON: question(fewer + "\n- [ ] Four"), LOCK_PATH: lock})

    assert ordinals(result) == (0, 2, 3)


def test_a_removed_question_is_retired_and_its_slot_never_given_again(tmp_path: Path) -> None:
    lock = locked(then(tmp_path, {LESSON: question(ABC)}, {}))
    new = question(ABC).replace("b-1-f01", "b-1-f02")

    result = checked(tmp_path / "c", {LESSON: new, LOCK_PATH: lock})

    assert "b-1-f01 question/choice 0" in lock
    assert "retired" in lock
    assert result.numbering is not None
    numbers = [slot.number for slot in result.numbering.slots.values() if slot.series == "question"]
    assert len(set(numbers)) == len(numbers)
    assert result.numbering.slots["b-1-f02"].number > 0


def test_a_question_that_returns_has_its_old_slot(tmp_path: Path) -> None:
    gone = locked(then(tmp_path, {LESSON: question(ABC)}, {}))

    result = checked(tmp_path / "c", {LESSON: question(ABC), LOCK_PATH: gone})

    assert result.numbering is not None
    assert result.numbering.slots["b-1-f01"].number == 0
    assert "retired" not in locked(result)


def test_an_id_that_returns_as_another_kind_is_refused(tmp_path: Path) -> None:
    as_multi = question("- [x] One\n- [x] Two\n- [ ] Three").replace(":::choice", ":::multi")

    result = then(tmp_path, {LESSON: question(ABC)}, {LESSON: as_multi})

    assert "id-other-kind" in rules(result)


def test_locking_twice_changes_nothing(tmp_path: Path) -> None:
    lock = locked(checked(tmp_path / "a", {LESSON: question(ABC)}))

    again = checked(tmp_path / "b", {LESSON: question(ABC), LOCK_PATH: lock})

    assert locked(again) == lock
    assert "lock-stale" not in rules(again)


def test_build_refuses_a_stale_lock_and_check_only_warns(tmp_path: Path) -> None:
    built = checked(tmp_path / "a", {}, depth="build")
    looked = checked(tmp_path / "b", {}, depth="check")

    severity = {found.rule: found.severity for found in built.diagnostics}
    assert severity["lock-stale"] == "error"
    assert {found.severity for found in looked.diagnostics} == {"warning"}


def test_a_new_module_takes_a_number_of_its_own(tmp_path: Path) -> None:
    lock = locked(checked(tmp_path / "a", {}))
    more = {
        "modules/course.yaml": "id: basics\ntitle: B\nversion: 1.0.0\nmodules: [more, basics]\n",
        "modules/more/module.yaml": MODULE.split("assessment")[0]
        .replace("id: basics", "id: more")
        .replace("B-1", "M-1")
        .replace("[first]", "[]"),
        LOCK_PATH: lock,
    }

    result = checked(tmp_path / "b", more)

    assert result.numbering is not None
    assert result.numbering.modules == {"basics": 0, "more": 1}
