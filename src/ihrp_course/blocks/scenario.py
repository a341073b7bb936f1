"""`scenario`: a conversation with branches. A role-play in a lesson, one short question in a bank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from msgspec import Struct, field

from ihrp_course.blocks._scenes import Play, Scene, read_play, unknown
from ihrp_course.blocks._type import (
    QUESTION_LABELS,
    BlockType,
    Ordinals,
    Payload,
    QuestionSettings,
    Reading,
    Words,
    about,
)
from ihrp_course.model import Family
from ihrp_course.parse.tree import Prose, Shape

LONGEST = 24
"""Replies on a path; the suspended state keeps two bits of each (player state)."""
MOST_REPLIES = 4
ANY = ("any-ending",)


def _pairs(value: str) -> dict[str, int]:
    """`alliance=5, safety=4`."""
    pairs = {}
    for part in value.split(","):
        name, sign, number = (each.strip() for each in part.partition("="))
        if not sign or not number.isdecimal():
            raise ValueError("type names and whole numbers, such as `alliance=5, safety=4`")
        pairs[name] = int(number)
    return pairs


class Settings(QuestionSettings, frozen=True):
    objective: Annotated[Words, about("id of an objective; a role-play may name several")] = ()  # type: ignore[assignment]
    title: Annotated[str, about("what it is called")] = ""
    cast: Annotated[Words, about("who speaks: Jordan (they/them) | You")] = ()
    meters: Annotated[
        dict[str, int], about("start values: alliance=5, safety=4", extra={"read": _pairs})
    ] = field(default_factory=dict)
    floor: Annotated[int, about("no meter falls below it")] = 0
    ceiling: Annotated[int, about("no meter rises above it")] | None = None
    start: Annotated[str, about("the first scene; without it the first one written")] = ""
    credit: Annotated[Words, about("what must hold: any-ending | gates | not an-ending")] = ANY


class Scenario(Struct, frozen=True):
    """`names` are the cast without their parentheses; `tops` the highest value of each meter."""

    title: str
    cast: tuple[str, ...]
    names: tuple[str, ...]
    meters: dict[str, int]
    floor: int
    ceiling: int | None
    start: str
    credit: tuple[str, ...]
    play: Play
    tops: dict[str, int]
    longest: int
    objectives: tuple[str, ...]

    def prose(self) -> Iterator[Prose]:
        for scene in self.play.scenes:
            yield from (speech.text for speech in scene.speeches)
            for reply in scene.replies:
                yield reply.text
                if reply.feedback is not None:
                    yield reply.feedback
        for ending in self.play.endings:
            yield ending.text
            if ending.debrief is not None:
                yield ending.debrief

    def speech(self) -> Iterator[Prose]:
        """What clients say: their own words, which language rules leave alone."""
        for scene in self.play.scenes:
            yield from (speech.text for speech in scene.speeches if speech.name)


def _read(reading: Reading) -> Scenario | None:
    settings = reading.settings
    names = tuple(name.split("(")[0].strip() for name in settings.cast)
    before = _errors(reading)
    play = read_play(reading, names)
    if _errors(reading) > before:
        return None
    if not play.scenes:
        reading.refuse(
            "scenario-empty",
            "this scenario has no scene",
            help="write `## its-name`, what is said, and two to four replies `- text -> target {best}`",
        )
        return None
    start = settings.start or play.scenes[0].slug
    _check_names(reading, play, start)
    _check_replies(reading, play)
    if _errors(reading) > before or _has_unread_meters(reading):
        return None
    order = _in_order(reading, play, start)
    if order is None:
        return None
    longest = _longest(play, order)
    _check_reach(reading, play, order, longest[start])
    return Scenario(
        settings.title,
        settings.cast,
        names,
        settings.meters,
        settings.floor,
        settings.ceiling,
        start,
        settings.credit,
        play,
        {name: _top(play, order, name, settings) for name in settings.meters},
        longest[start],
        settings.objective,
    )


def _has_unread_meters(reading: Reading) -> bool:
    """Whether `meters:` makes no sense, which has been told: then no meter is unknown."""
    return "meters" in reading.node.settings and not reading.settings.meters


def _errors(reading: Reading) -> int:
    return sum(found.severity == "error" for found in reading.problems)


# --- checks ---------------------------------------------------------------------------------------


def _check_names(reading: Reading, play: Play, start: str) -> None:
    """Everything that is named is there, and nothing is there twice."""
    scenes = [scene.slug for scene in play.scenes]
    endings = [ending.slug for ending in play.endings]
    seen: set[str] = set()
    named = [(scene.slug, scene.span) for scene in play.scenes]
    named += [(ending.slug, ending.span) for ending in play.endings]
    for slug, span in named:
        if slug in seen or slug == "end":
            reading.refuse(
                "scenario-twice",
                f"the name `{slug}` is taken",
                help="give every scene and ending a name of its own; `end` is not one",
                span=span,
            )
        seen.add(slug)
    if start not in scenes:
        span = reading.node.settings["start"].value_span
        unknown(reading, "scene", start, scenes, span)
    is_unread = _has_unread_meters(reading)
    for scene in play.scenes:
        for reply in scene.replies:
            if reply.target not in seen and reply.target != "end":
                unknown(reading, "scene or ending", reply.target, [*scenes, *endings], reply.span)
            for meter in reply.changes:
                if meter not in reading.settings.meters and not is_unread:
                    unknown(reading, "meter", meter, list(reading.settings.meters), reply.span)
    for gate in play.gates:
        for name in gate.scenes:
            if name not in scenes:
                unknown(reading, "scene", name, scenes, gate.span)
    for route in play.routes:
        if route.ending not in endings:
            unknown(reading, "ending", route.ending, endings, route.span)
        for condition in route.conditions:
            if condition.meter not in reading.settings.meters and not is_unread:
                unknown(
                    reading, "meter", condition.meter, list(reading.settings.meters), route.span
                )
    place = reading.node.settings.get("credit")
    for word in reading.settings.credit:
        named = word.removeprefix("not ")
        if word not in ("any-ending", "gates") and (named == word or named not in endings):
            unknown(
                reading,
                "condition",
                word,
                ["any-ending", "gates", *(f"not {slug}" for slug in endings)],
                place.value_span if place else reading.node.span,
            )


def _check_replies(reading: Reading, play: Play) -> None:
    is_open = any(reply.target == "end" for scene in play.scenes for reply in scene.replies)
    if is_open and play.endings and not any(_is_last(route) for route in play.routes):
        reading.refuse(
            "scenario-no-ending",
            "`end` leads to no ending when none of the conditions holds",
            help="add the line `Ending: an-ending otherwise` at the end of the block",
        )
    needs = {name: gate for gate in play.gates for name in gate.scenes}
    for scene in play.scenes:
        _check_scene(reading, scene, is_gate=scene.slug in needs)


def _is_last(route: Any) -> bool:
    return not route.is_missed and not route.conditions


def _check_scene(reading: Reading, scene: Scene, is_gate: bool) -> None:
    count = len(scene.replies)
    if not 2 <= count <= MOST_REPLIES:
        reading.refuse(
            "scenario-replies",
            f"a scene has two to four replies, `{scene.slug}` has {count}",
            help="write each as `- text -> target {best}`",
            span=scene.span,
        )
    qualities = [reply.quality for reply in scene.replies]
    bare = [reply for reply in scene.replies if not reply.quality]
    if bare and (is_gate or any(qualities)):
        reading.refuse(
            "reply-quality",
            "this reply needs a quality: its scene is judged",
            help="write `best`, `workable` or `costly` in its braces",
            span=bare[0].span,
        )
    elif any(qualities) and "best" not in qualities:
        reading.refuse(
            "scenario-best",
            f"`{scene.slug}` has no best reply",
            help="a learner can not do well in it: mark one as `best`",
            span=scene.span,
        )


def _in_order(reading: Reading, play: Play, start: str) -> list[Scene] | None:
    """Scenes that can be reached, each before those it leads to; None when one leads back."""
    scenes = {scene.slug: scene for scene in play.scenes}
    order: list[Scene] = []
    state: dict[str, bool] = {}  # True: finished
    stack: list[tuple[str, int]] = [(start, 0)]
    while stack:
        slug, place = stack.pop()
        state.setdefault(slug, False)
        targets = [reply for reply in scenes[slug].replies if reply.target in scenes]
        if place == len(targets):
            state[slug] = True
            order.append(scenes[slug])
            continue
        stack.append((slug, place + 1))
        reply = targets[place]
        if reply.target not in state:
            stack.append((reply.target, 0))
        elif not state[reply.target]:
            reading.refuse(
                "scenario-loop",
                f"this reply leads back to `{reply.target}`: a run might never end",
                help="lead it on; learners go back by themselves with “Try another way”",
                span=reply.span,
            )
            return None
    return order[::-1]


def _longest(play: Play, order: list[Scene]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for scene in reversed(order):
        longest[scene.slug] = 1 + max(longest.get(reply.target, 0) for reply in scene.replies)
    return longest


def _top(play: Play, order: list[Scene], meter: str, settings: Settings) -> int:
    """The highest value that a path can give."""
    most = settings.ceiling if settings.ceiling is not None else 10**6
    best = {order[0].slug: settings.meters[meter]}
    top = settings.meters[meter]
    for scene in order:
        for reply in scene.replies:
            value = best[scene.slug] + reply.changes.get(meter, 0)
            value = min(max(value, settings.floor), most)
            best[reply.target] = max(best.get(reply.target, settings.floor), value)
            top = max(top, value)
    return top


def _check_reach(reading: Reading, play: Play, order: list[Scene], longest: int) -> None:
    reached = {scene.slug for scene in order}
    for scene in play.scenes:
        if scene.slug not in reached:
            reading.refuse(
                "scenario-unreachable",
                f"no reply leads to the scene `{scene.slug}`",
                help="lead a reply to it, or delete it",
                span=scene.span,
            )
    targets = {reply.target for scene in order for reply in scene.replies}
    targets |= {route.ending for route in play.routes} if "end" in targets else set()
    for ending in play.endings:
        if ending.slug not in targets:
            reading.refuse(
                "scenario-unreachable",
                f"nothing leads to the ending `{ending.slug}`",
                help="lead a reply to it, or name it in an `Ending:` or `Missed:` line",
                span=ending.span,
            )
    if longest > LONGEST:
        reading.refuse(
            "scenario-long",
            f"the longest path has {longest} replies; {LONGEST} can be kept",
            help="shorten it, or make two role-plays of it",
        )


# --- what the state, the page and reports need ----------------------------------------------------


def _families(content: Scenario) -> tuple[Family, ...]:
    return tuple(
        Family(
            f"{scene.slug}",
            tuple(reply.text.text for reply in scene.replies),
            tuple(reply.slug for reply in scene.replies),
        )
        for scene in content.play.scenes
    )


def _payload(content: Scenario) -> Payload:
    play = content.play
    return Payload(kind="path", n=len(play.endings) + len(play.gates) + content.longest)


def _short(ordinals: tuple[int, ...]) -> list[int]:
    """What the state keeps of each reply in two bits: its ordinal; one above 3 takes a place that is free."""
    free = iter(sorted(set(range(MOST_REPLIES)) - set(ordinals)))
    return [ordinal if ordinal < MOST_REPLIES else next(free) for ordinal in ordinals]


def _key(content: Scenario, settings: Settings, ordinals: Ordinals) -> dict[str, Any]:
    play = content.play
    return {
        "start": content.start,
        "scenes": {
            scene.slug: [
                {
                    "o": code,
                    "to": reply.target,
                    "q": reply.quality,
                    "d": [reply.changes.get(meter, 0) for meter in content.meters],
                }
                for code, reply in zip(_short(ordinals[scene.slug]), scene.replies, strict=True)
            ]
            for scene in play.scenes
        },
        "meters": [[value, content.tops[name]] for name, value in content.meters.items()],
        "floor": content.floor,
        "ceiling": content.ceiling,
        "endings": sorted(ending.slug for ending in play.endings),
        "gates": [{"in": list(gate.scenes), "needs": gate.needs} for gate in play.gates],
        "routes": [
            {
                "to": route.ending,
                "missed": route.is_missed,
                "when": [
                    [list(content.meters).index(c.meter), c.sign, c.value] for c in route.conditions
                ],
            }
            for route in play.routes
        ],
        "credit": list(content.credit),
    }


def _key_text(content: Scenario, settings: Any) -> str:
    """Where each reply leads and how good it is; endings and gates, since the state keeps them by place."""
    play = content.play
    replies = [
        f"{scene.slug}:{reply.slug or reply.text.text}>{reply.target}={reply.quality}"
        for scene in play.scenes
        for reply in sorted(scene.replies, key=lambda reply: reply.text.text)
    ]
    endings = sorted(ending.slug for ending in play.endings)
    gates = [f"{'+'.join(gate.scenes)} needs {gate.needs}" for gate in play.gates]
    return "|".join([*replies, *endings, *gates])


TYPE = BlockType(
    shape=Shape("lines", QUESTION_LABELS, begin="## "),
    settings=Settings,
    read=_read,
    seconds=lambda content: 25 * content.longest,
    is_judged=True,
    interaction=lambda content: "performance",
    payload=_payload,
    families=_families,
    key=_key,
    key_text=_key_text,
)
