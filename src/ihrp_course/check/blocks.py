"""Nodes into blocks: settings against their model, the body by its type's reader."""

from __future__ import annotations

from typing import Any

from ihrp_course.blocks import TYPES
from ihrp_course.blocks._type import (
    READERS,
    BlockSettings,
    BlockType,
    QuestionSettings,
    Reading,
    setting_help,
)
from ihrp_course.diagnostics import Diagnostic, did_you_mean, error
from ihrp_course.identity import fingerprint
from ihrp_course.model import Block, Question
from ihrp_course.parse.tree import BlockNode
from ihrp_course.typed import Failure, one_of, read

_REPORTED = Question(None, "", (), 1, 1, False, (), "", 1)
"""What is reported and never judged: a scale that says so."""


def read_block(node: BlockNode, in_bank: bool) -> tuple[Block | None, list[Diagnostic]]:
    """The block that a node describes; None when it cannot be used, with the reasons."""
    block_type = TYPES[node.kind]
    problems: list[Diagnostic] = []
    settings = _read_settings(node, block_type, problems)
    if not node.id and block_type.needs_id:
        problems.append(_no_id(node))
    if in_bank and not block_type.is_judged:
        problems.append(
            error(
                "not-a-question",
                node.span,
                f"a bank holds questions only; `{node.kind}` cannot be judged",
                help="move it to a lesson",
            )
        )
    if settings is None:
        return None, problems
    reading = Reading(node, settings, problems)
    content = block_type.read(reading)
    if block_type.is_judged:
        _check_question(reading, in_bank)
    if content is None or (not node.id and block_type.needs_id):
        return None, problems
    return _block(node, block_type, settings, content, in_bank), problems


def _block(
    node: BlockNode, block_type: BlockType, settings: Any, content: Any, in_bank: bool
) -> Block:
    is_judged = block_type.is_judged
    interaction = block_type.interaction(content) if block_type.interaction else None
    question = _question(settings, in_bank) if isinstance(settings, QuestionSettings) else None
    if question is None and interaction is not None:
        question = _REPORTED
    return Block(
        kind=node.kind,
        id=node.id,
        span=node.span,
        last_line=node.last_line,
        settings=settings,
        lead=node.lead,
        stem=node.stem,
        content=content,
        labels=node.labels,
        families=block_type.families(content),
        key_mark=fingerprint(block_type.key_text(content, settings)) if is_judged else "",
        question=question,
        interaction=interaction,
        is_mark=block_type.is_mark and interaction is None,
        is_required=bool(getattr(settings, "required", False)),
        is_optional=settings.optional,
    )


def _question(settings: QuestionSettings, in_bank: bool) -> Question:
    given = settings.objective or ()
    named = (given,) if isinstance(given, str) else given
    return Question(
        objective=named[0] if named else None,
        level=settings.level,
        tags=settings.tags,
        points=settings.points,
        tries=1 if in_bank else settings.tries or 2,
        shuffle=settings.shuffle,
        enemies=settings.enemies,
        region=settings.region,
        revision=settings.revision,
        also=named[1:],
    )


def _read_settings(
    node: BlockNode, block_type: BlockType, problems: list[Diagnostic]
) -> BlockSettings | None:
    given = {name: setting.value for name, setting in node.settings.items()}
    settings, failures = read(block_type.settings, given, READERS)
    if settings is not None:
        return settings
    problems += [_setting_problem(node, each) for each in failures]
    bad = {each.way[0] for each in failures}
    kept = {name: value for name, value in given.items() if name not in bad}
    return read(block_type.settings, kept, READERS)[0]


def _setting_problem(node: BlockNode, failure: Failure) -> Diagnostic:
    name = failure.way[0]
    if failure.kind == "missing":
        return error(
            "setting-missing",
            node.span,
            f"`{node.kind}` needs the setting `{name}`",
            help=setting_help(node, name, f"add the line `{name}: …` under the opening line"),
        )
    setting = node.settings[name]
    if failure.kind == "unknown":
        hint = did_you_mean(name, failure.wanted) or "known here: " + ", ".join(failure.wanted)
        return error(
            "setting-unknown",
            setting.name_span,
            f"`{node.kind}` has no setting `{name}`",
            help=hint,
        )
    return error(
        "setting-value",
        setting.value_span,
        f"`{name}: {setting.value}` is not a value that `{name}` takes",
        help=_value_help(failure),
    )


_BOUNDS = {
    "gt": "type a number greater than",
    "ge": "type a number of at least",
    "le": "type a number of at most",
}


def _value_help(failure: Failure) -> str:
    if failure.kind == "reader":
        return str(failure.wanted)
    if failure.kind == "choice":
        return f"type one of {one_of(tuple(filter(None, failure.wanted)))}"
    if failure.kind == "bound":
        name, limit = failure.wanted
        return f"{_BOUNDS[name]} {limit:g}"
    return (
        f"type {failure.wanted} characters or fewer" if failure.kind == "long" else "type some text"
    )


def _no_id(node: BlockNode) -> Diagnostic:
    return error(
        "no-id",
        node.span,
        f"this `{node.kind}` has no id",
        help=f"write `:::{node.kind} an-id-of-your-own`; learners' answers are kept under it",
    )


def _check_question(reading: Reading, in_bank: bool) -> None:
    node, settings = reading.node, reading.settings
    has_stem = node.stem is not None and bool(node.stem.text.strip())
    if not has_stem and node.kind not in ("fill", "select", "mark", "scenario"):
        reading.refuse(
            "no-stem", "this question asks nothing", help="write the question before the list"
        )
    if node.kind == "scenario" and in_bank and len(settings.objective) > 1:
        reading.refuse(
            "many-objectives",
            "a question of a bank belongs to one objective",
            help="keep the one that it asks for",
        )
    if not settings.objective and (in_bank or node.kind != "scenario"):
        reading.refuse(
            "no-objective",
            "this question belongs to no objective",
            help=setting_help(
                node, "objective", "add the line `objective: …` with an id of module.yaml"
            ),
        )
    if "safety-critical" in settings.tags and "Spoken" not in node.labels:
        reading.refuse(
            "no-spoken",
            "a safety-critical question needs a line to be read aloud",
            help="add `Spoken: …` after the options: the safe message in one sentence",
        )
    for name in ("tries", "required", "confidence"):
        if in_bank and name in node.settings:
            reading.refuse(
                "setting-place",
                f"`{name}` has no meaning in a bank",
                help="take the line out: a bank's question is answered once an attempt",
                span=node.settings[name].name_span,
            )
