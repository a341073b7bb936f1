"""Every run through a scenario, followed to its end: which endings are reached, which gates can be met."""

from __future__ import annotations

from collections.abc import Iterator

from ihrp_course.blocks.scenario import Scenario
from ihrp_course.diagnostics import Diagnostic, error, warning
from ihrp_course.memory import Memory
from ihrp_course.model import Block, Course

MOST = 60_000
"""Standings (scene, meters, gates met) that are followed; beyond that nothing is claimed."""

_WORTH = {"best": 2, "workable": 1, "costly": 0, "": 2}

Standing = tuple[int, tuple[int, ...]]
"""The gates met so far as bits, and the meters."""


def check_scenarios(course: Course, memory: Memory) -> list[Diagnostic]:
    """What no run can do, in every scenario of the course."""
    problems: list[Diagnostic] = []
    for file in course.files:
        for block in file.blocks:
            if block.kind == "scenario":
                problems += memory.of(check_scenario, block)
    return problems


def check_scenario(block: Block) -> list[Diagnostic]:
    """What no run through it can do."""
    content: Scenario = block.content
    has_goals = content.play.endings or content.play.gates
    return list(_check(block, content)) if has_goals else []


def _check(block: Block, content: Scenario) -> Iterator[Diagnostic]:
    everything = (1 << len(content.play.gates)) - 1
    wanted = {ending.slug for ending in content.play.endings}
    seen: set[str] = set()
    is_met = False
    for end, met in sample(content):
        seen.add(end)
        is_met = is_met or met == everything
        if is_met and wanted <= seen:
            return
    runs = follow(content)
    if runs is None:
        yield warning(
            "scenario-undecided",
            block.span,
            "this scenario has too many ways to follow them all",
            help="check by playing that every ending can be reached, or make fewer or coarser changes of meters",
        )
        return
    if content.play.gates and not any(met == everything for _, met in runs):
        together = 0
        for _, met in runs:
            together |= met
        gate = next(
            (g for n, g in enumerate(content.play.gates) if not together >> n & 1),
            content.play.gates[-1],
        )
        yield error(
            "scenario-gate",
            gate.span,
            "no run meets all the gates",
            help="let one way lead through a scene of every gate, with a reply of the quality that it needs",
        )
        return
    reached = {ending for ending, _ in runs}
    for ending in content.play.endings:
        if ending.slug not in reached:
            yield error(
                "scenario-unreachable",
                ending.span,
                f"no run ends in `{ending.slug}`",
                help="look at the order and the numbers of the `Ending:` lines; the first that holds decides",
            )


def sample(content: Scenario, runs: int = 1500) -> Iterator[tuple[str, int]]:
    """Some runs, the same ones each time: all of one quality first, then mixed. Mostly they show enough."""
    scenes = {scene.slug: scene for scene in content.play.scenes}
    ceiling = content.ceiling if content.ceiling is not None else 1 << 30
    dice = 1
    for number in range(runs):
        liking = ("best", "workable", "costly")[number % 3] if number % 2 == 0 or number < 3 else ""
        slug, gates, meters = content.start, 0, dict(content.meters)
        while slug in scenes:
            replies = scenes[slug].replies
            dice = (dice * 1103515245 + 12345) % (1 << 31)
            reply = replies[(dice >> 16) % len(replies)]
            if liking and (number < 3 or dice >> 8 & 3):
                reply = next((each for each in replies if each.quality == liking), reply)
            for place, gate in enumerate(content.play.gates):
                if slug in gate.scenes and _WORTH[reply.quality] >= _WORTH[gate.needs]:
                    gates |= 1 << place
            for name, change in reply.changes.items():
                meters[name] = min(max(meters[name] + change, content.floor), ceiling)
            slug = reply.target
        end = _ending(content, (gates, tuple(meters.values()))) if slug == "end" else slug
        yield end, gates


def follow(content: Scenario) -> set[tuple[str, int]] | None:
    """Each ending that a run can have with the gates it has met; None when there are too many ways."""
    play = content.play
    scenes = {scene.slug: scene for scene in play.scenes}
    names = list(content.meters)
    ceiling = content.ceiling if content.ceiling is not None else 1 << 30
    waiting: dict[str, set[Standing]] = {content.start: {(0, tuple(content.meters.values()))}}
    ends: set[tuple[str, Standing]] = set()
    count = 0
    for slug in _order(content):
        scene = scenes[slug]
        standings = waiting.pop(slug, set())
        count += len(standings)
        if count > MOST:
            return None
        for reply in scene.replies:
            met = 0
            for number, gate in enumerate(play.gates):
                if slug in gate.scenes and _WORTH[reply.quality] >= _WORTH[gate.needs]:
                    met |= 1 << number
            changes = [reply.changes.get(name, 0) for name in names]
            after = {
                (
                    gates | met,
                    tuple(
                        min(max(value + change, content.floor), ceiling)
                        for value, change in zip(meters, changes, strict=True)
                    ),
                )
                for gates, meters in standings
            }
            if reply.target in scenes:
                waiting.setdefault(reply.target, set()).update(after)
            else:
                ends |= {(reply.target, standing) for standing in after}
    return {
        (_ending(content, standing) if target == "end" else target, standing[0])
        for target, standing in ends
    }


def _order(content: Scenario) -> list[str]:
    """The scenes, each before those it leads to (there are no loops)."""
    scenes = {scene.slug: scene for scene in content.play.scenes}
    seen: set[str] = set()
    order: list[str] = []

    def visit(slug: str) -> None:
        seen.add(slug)
        for reply in scenes[slug].replies:
            if reply.target in scenes and reply.target not in seen:
                visit(reply.target)
        order.append(slug)

    visit(content.start)
    return order[::-1]


def _ending(content: Scenario, standing: Standing) -> str:
    met, meters = standing
    values = dict(zip(content.meters, meters, strict=True))
    everything = (1 << len(content.play.gates)) - 1
    for route in content.play.routes:
        if route.is_missed:
            holds = met != everything
        else:
            holds = all(
                values[c.meter] >= c.value if c.sign == ">=" else values[c.meter] <= c.value
                for c in route.conditions
            )
        if holds:
            return route.ending
    return ""
