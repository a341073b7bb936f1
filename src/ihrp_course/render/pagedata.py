"""What the page's scripts are told, as JSON. The shapes are `player/types.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from ihrp_course.blocks import TYPES
from ihrp_course.identity import Numbering, Slot
from ihrp_course.memory import Memory
from ihrp_course.model import Assessment, Bank, Block, Course, Lesson, Module, PackagePlan, pool_of
from ihrp_course.profile import Profile
from ihrp_course.render.typography import curled
from ihrp_course.words import Words, choose, load_words

_DESCRIPTION = 250  # characters; SCORM 2004 interactions.n.description


_to_json = msgspec.json.Encoder(enc_hook=str).encode  # HTML, too, is text


def to_file(data: object) -> bytes:
    """JSON that may stand in a script file, for browsers too that end a line at U+2028."""
    text = _to_json(data)
    return text.replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")


def to_script(data: object) -> str:
    """JSON that may stand in a script element."""
    return to_file(data).replace(b"<", b"\\u003c").decode()


def page_data(
    course: Course,
    plan: PackagePlan,
    numbering: Numbering,
    standard: str,
    is_reviewed: bool,
    profile: Profile,
    memory: Memory,
) -> dict[str, Any]:
    """PageData of one package."""
    lessons = [lesson for module in plan.modules for lesson in module.lessons]
    blocks = [block for lesson in lessons for block in lesson.blocks]
    words = load_words(course.language)
    slots = numbering.slots
    return {
        "course": {
            "id": course.id,
            "title": curled(course.title, course.language),
            "version": course.version,
            "language": course.language,
            "direction": words["page.direction"],
        },
        "unit": {
            "id": plan.id,
            "title": curled(plan.title, course.language),
            "standard": standard,
            "whole": plan.is_whole,
        },
        "policy": course.policy,
        "profile": profile.for_player(),
        "reviewed": is_reviewed,
        "modules": [_module(course, module, numbering) for module in plan.modules],
        "objectives": _objectives(course, plan, lessons, words),
        "questions": {
            block.id: memory.of(question_data, block, slots[block.id])
            for block in blocks
            if block.interaction is not None
        },
        "marks": [
            _mark(block, lesson, slots[block.id])
            for lesson in lessons
            for block in lesson.blocks
            if block.is_mark
        ],
        "score": course.score if plan.is_whole else None,
        "strings": {key: word for key, word in words.items() if key.startswith("live.")},
    }


def _module(course: Course, module: Module, numbering: Numbering) -> dict[str, Any]:
    assessment = module.assessment
    return {
        "number": numbering.modules[module.id],
        "id": module.id,
        "title": curled(module.title, course.language),
        "lessons": [
            _lesson(lesson, numbering.slots[lesson.id], course.language)
            for lesson in module.lessons
        ],
        "assessment": _assessment(course, assessment, numbering) if assessment else None,
    }


def _lesson(lesson: Lesson, slot: Slot, language: str) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "slot": slot.number,
        "title": curled(lesson.title, language),
        "minutes": lesson.minutes,
        "requires": list(lesson.requires),
        "required": [
            block.id
            for block in lesson.blocks
            if block.is_required and (block.interaction is not None or block.is_mark)
        ],
        "optional": lesson.is_optional,
    }


def _assessment(course: Course, assessment: Assessment, numbering: Numbering) -> dict[str, Any]:
    banks = {bank.id: bank for bank in course.banks}
    teaching = teaching_lessons(course)
    pool = [
        _pool_entry(block, bank, numbering.slots[block.id], teaching)
        for bank in (banks[name] for name in assessment.banks)
        for block in bank.questions
    ]
    assert len(pool) == len(pool_of(assessment, banks))
    return {
        "id": assessment.id,
        "slot": numbering.slots[assessment.id].number,
        "title": curled(assessment.title, course.language),
        "requires": list(assessment.requires),
        "banks": list(assessment.banks),
        "pool": sorted(pool, key=lambda entry: (entry["module"], entry["slot"])),
        "draw": assessment.draw,
        "stratify": list(assessment.stratify),
        "atLeast": dict(assessment.at_least),
        "quota": dict(assessment.quota),
        "mustPass": assessment.must_pass,
        "pass": assessment.pass_score,
        "attempts": assessment.attempts,
        "unseenFirst": assessment.is_unseen_first,
    }


def _pool_entry(
    block: Block, bank: Bank, slot: Slot, teaching: Mapping[str, str]
) -> dict[str, Any]:
    assert block.question is not None
    objective = block.question.objective or ""
    return {
        "id": block.id,
        "module": slot.module,
        "slot": slot.number,
        "bank": bank.id,
        "objective": objective,
        "lesson": teaching.get(objective, ""),
        "tags": list(block.question.tags),
        "enemies": list(block.question.enemies),
        "revision": block.question.revision,
    }


def teaching_lessons(course: Course) -> dict[str, str]:
    """Each objective's teaching lesson: the first that lists it."""
    teaching: dict[str, str] = {}
    for lesson in course.lessons:
        for objective in lesson.objectives:
            teaching.setdefault(objective, lesson.id)
    return teaching


def _objectives(
    course: Course, plan: PackagePlan, lessons: Iterable[Lesson], words: Words
) -> dict[str, dict[str, str]]:
    teaching = teaching_lessons(course)
    own = {lesson.id for lesson in lessons}
    banks = {bank.id: bank for bank in course.banks}
    wanted = {objective.id for module in plan.modules for objective in module.objectives}
    for module in plan.modules:
        if module.assessment is not None:
            pool = pool_of(module.assessment, banks)
            wanted |= {q.question.objective or "" for _, q in pool if q.question is not None}
    word = choose(words, words["link.elsewhere"], None)
    places = {
        lesson.id: curled(
            word.replace("{lesson}", lesson.title).replace("{module}", module.title),
            course.language,
        )
        for module in course.modules
        for lesson in module.lessons
        if lesson.id not in own
    }
    return {
        id: {
            "text": curled(objective.text, course.language),
            "lesson": teaching.get(id, "") if teaching.get(id) in own else "",
            "elsewhere": places.get(teaching.get(id, ""), ""),
        }
        for id, objective in course.objectives.items()
        if id in wanted
    }


def question_data(block: Block, slot: Slot) -> dict[str, Any]:
    """QuestionData of one block."""
    question, block_type = block.question, TYPES[block.kind]
    assert question is not None
    text = block.stem.text if block.stem is not None else ""
    return {
        "id": block.id,
        "kind": block.kind,
        "module": slot.module,
        "slot": slot.number,
        "revision": question.revision,
        "tries": question.tries,
        "points": question.points,
        "objective": question.objective,
        "tags": list(question.tags),
        "shuffle": question.shuffle,
        "text": _short(text),
        "interaction": block.interaction,
        "key": block_type.key(block.content, block.settings, slot.ordinals),
    }


def _short(text: str) -> str:
    """One line of at most 250 UTF-16 units, cut at a word (browsers count so)."""
    line = " ".join(text.split())
    if len(line.encode("utf-16-le")) // 2 <= _DESCRIPTION:
        return line
    cut = line.encode("utf-16-le")[: (_DESCRIPTION - 1) * 2].decode("utf-16-le", "ignore")
    return cut.rsplit(" ", 1)[0] + "…"


def _mark(block: Block, lesson: Lesson, slot: Slot) -> dict[str, Any]:
    return {
        "id": block.id,
        "lesson": lesson.id,
        "module": slot.module,
        "slot": slot.number,
        "pair": getattr(block.settings, "pair", "") or None,
    }


def as_markup(data: object) -> Markup:
    """The same for a template."""
    return Markup(to_script(data))
