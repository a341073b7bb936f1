"""Whether an assessment can be drawn, and whether its questions can be found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from ihrp_course.check.shape import AssessmentShape
from ihrp_course.diagnostics import Diagnostic, did_you_mean, error
from ihrp_course.model import Assessment, Bank, Block, pool_of
from ihrp_course.parse.tree import YamlValue


def read_assessment(
    shape: AssessmentShape, module: str, value: YamlValue, banks: Mapping[str, Bank]
) -> tuple[Assessment, list[Diagnostic]]:
    """The assessment that `module.yaml` describes, with what is wrong with its names."""
    wanted = list(banks) if shape.banks == "all" else list(shape.banks)
    problems = [
        error(
            "unknown-bank",
            value.at("banks"),
            f"there is no bank `{bank}`",
            help=did_you_mean(bank, list(banks))
            or (
                f"there are: {', '.join(banks)}"
                if banks
                else "write a file bank-*.md with that `id`"
            ),
        )
        for bank in wanted
        if bank not in banks
    ]
    assessment = Assessment(
        id=shape.id,
        title=shape.title,
        module=module,
        banks=tuple(bank for bank in wanted if bank in banks),
        draw=shape.draw,
        stratify=tuple(shape.stratify),
        at_least=shape.at_least,
        quota=shape.quota,
        must_pass=shape.must_pass,
        pass_score=shape.pass_ / 100,
        attempts=None if shape.attempts == "unlimited" else int(shape.attempts),
        is_unseen_first=shape.unseen_first,
        care=shape.care,
        requires=tuple(shape.requires),
        span=value.span,
    )
    return assessment, problems


def check_draw(
    assessment: Assessment,
    banks: Mapping[str, Bank],
    modules: Collection[str],
    value: YamlValue,
    is_known: bool = True,
) -> list[Diagnostic]:
    """Every way in which this draw can not be filled.

    `is_known`: all that can be drawn could be read; else nothing is said of what a bank gives.
    """
    pool = pool_of(assessment, banks)
    problems: list[Diagnostic] = []
    most = _most_without_enemies([question for _, question in pool])
    if most < assessment.draw and is_known:
        problems.append(
            error(
                "draw-impossible",
                value.at("draw"),
                f"`{assessment.id}` draws {assessment.draw}, but its banks "
                f"({', '.join(assessment.banks) or 'none'}) give at most {most}",
                help="write more questions or draw fewer",
            )
        )
    for tag, least in assessment.at_least.items():
        tagged = [q for _, q in pool if q.question is not None and tag in q.question.tags]
        possible = min(_most_without_enemies(tagged), assessment.draw)
        if possible < least and is_known:
            problems.append(
                error(
                    "draw-impossible",
                    value.at("at-least", tag),
                    f"`{assessment.id}` wants {least} questions tagged `{tag}`, its banks give at most {possible}",
                    help="tag more questions or ask for fewer",
                )
            )
    if sum(assessment.at_least.values()) > assessment.draw and len(assessment.at_least) == 1:
        problems.append(
            error(
                "draw-impossible",
                value.at("at-least"),
                "more tagged questions are wanted than are drawn",
            )
        )
    if assessment.quota:
        problems += _check_quota(assessment, pool, modules, value, is_known)
    if (
        is_known
        and assessment.must_pass
        and not any(
            q.question is not None and assessment.must_pass in q.question.tags for _, q in pool
        )
    ):
        problems.append(
            error(
                "unknown-tag",
                value.at("must-pass"),
                f"no question of `{assessment.id}` has the tag `{assessment.must_pass}`",
                help="tag the questions that must be right, or take `must-pass` out",
            )
        )
    return problems


def _check_quota(
    assessment: Assessment,
    pool: Sequence[tuple[str, Block]],
    modules: Collection[str],
    value: YamlValue,
    is_known: bool,
) -> list[Diagnostic]:
    problems = []
    total = sum(assessment.quota.values())
    if total != assessment.draw:
        problems.append(
            error(
                "draw-impossible",
                value.at("quota"),
                f"the quota adds up to {total}, the draw is {assessment.draw}",
                help="make both the same number",
            )
        )
    for module, wanted in assessment.quota.items():
        if module not in modules:
            hint = did_you_mean(module, list(modules)) or f"there are: {', '.join(modules)}"
            problems.append(
                error(
                    "unknown-module",
                    value.at("quota", module),
                    f"there is no module `{module}`",
                    help=hint,
                )
            )
            continue
        possible = _most_without_enemies([q for owner, q in pool if owner == module])
        if possible < wanted and is_known:
            problems.append(
                error(
                    "draw-impossible",
                    value.at("quota", module),
                    f"`{assessment.id}` wants {wanted} questions of {module}, which gives at most {possible}",
                    help="write more questions or lower the quota",
                )
            )
    return problems


def _most_without_enemies(questions: Iterable[Block]) -> int:
    """How many of these can be drawn together. Exact for groups of up to 16 enemies, a lower bound above."""
    hostile: dict[str, set[str]] = {block.id: set() for block in questions}
    for block in questions:
        for enemy in block.question.enemies if block.question else ():
            if enemy in hostile and enemy != block.id:
                hostile[block.id].add(enemy)
                hostile[enemy].add(block.id)
    total, seen = 0, set[str]()
    for start in hostile:
        if start in seen:
            continue
        group, queue = [start], [start]
        seen.add(start)
        while queue:
            for enemy in hostile[queue.pop()] - seen:
                seen.add(enemy)
                group.append(enemy)
                queue.append(enemy)
        total += 1 if len(group) == 1 else _most_in_group(frozenset(group), hostile)
    return total


def _most_in_group(group: frozenset[str], hostile: Mapping[str, set[str]]) -> int:
    if not group:
        return 0
    if len(group) > 16:
        first = min(group, key=lambda name: (len(hostile[name] & group), name))
        return 1 + _most_in_group(group - {first} - hostile[first], hostile)
    first = max(group, key=lambda name: (len(hostile[name] & group), name))
    if not hostile[first] & group:
        return len(group)
    without = _most_in_group(group - {first}, hostile)
    return max(without, 1 + _most_in_group(group - {first} - hostile[first], hostile))
