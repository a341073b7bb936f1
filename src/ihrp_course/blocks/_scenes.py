"""The lines of a `scenario`: scenes with replies, endings, gates, and what decides at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec import Struct

from ihrp_course.blocks._type import Reading
from ihrp_course.diagnostics import Span, did_you_mean, nearest, warning
from ihrp_course.parse.body import read_inline
from ihrp_course.parse.tree import Fragment, Prose

Quality = Literal["", "best", "workable", "costly"]

_NUMBER = re.compile(r"[a-z]\d{1,2}[a-z]?")
_HEAD = re.compile(r"^## ?(.*)$", re.MULTILINE)
_SCENE = re.compile(r"([a-z][a-z0-9-]*)[ \t]*(?:\(end\)[ \t]*(.*?))?[ \t]*")
_ITEM = re.compile(r"^- ", re.MULTILINE)
_SIGN = re.compile(r"[ \t]*>?[ \t]?")
_FEEDBACK = re.compile(r"\n[ \t]{1,}>")
_REPLY = re.compile(
    r"(?P<text>.*)\s->\s+(?P<target>[a-z][a-z0-9-]*)\s*(?:\{(?P<says>[^{}#]*)\})?\s*(?:\{#(?P<slug>[a-z][a-z0-9-]*)\})?\s*",
    re.DOTALL,
)
_CHANGE = re.compile(r"([a-z][a-z0-9-]*) *([+−-]\d{1,2})")
_TAIL = re.compile(r"^(Gate|Missed|Ending):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_GATE = re.compile(r"(?P<scenes>[a-z0-9| -]+?) needs (?P<quality>best|workable)")
_ENDING = re.compile(r"(?P<slug>[a-z][a-z0-9-]*) (?:when (?P<when>.+)|otherwise)")
_CONDITION = re.compile(r"([a-z][a-z0-9-]*) *(>=|<=) *(\d{1,3})")
_SPEAKER = re.compile(
    r"^(?P<name>[^\W\d_][\w’'-]*\.?(?: [^\W\d_][\w’'-]*)?)(?P<aside> ?\([^()\n]*\))?:(?=[ \t]|$)",
    re.MULTILINE,
)
_NO_NAMES = frozenset(
    "note notes later now then outside inside meanwhile today tomorrow yesterday tonight monday tuesday wednesday "
    "thursday friday saturday sunday morning afternoon evening night time place scene setting context background "
    "afterwards finally first second third next also remember tip hint warning important question answer example "
    "aside pause silence nb ps".split()
)
"""Words with which a line that tells what happens may begin before a colon."""
_DEBRIEF = re.compile(r"^Debrief:[ \t]*", re.MULTILINE)
_NEARLY = re.compile(r"^[ \t]*[*_]*(debrief)\b", re.MULTILINE | re.IGNORECASE)


class Speech(NamedTuple):
    """A line of somebody in the cast; without a name it tells what happens."""

    name: str
    text: Prose


class Reply(NamedTuple):
    """`target` is a scene, an ending or `end`; `changes` go to the meters."""

    text: Prose
    feedback: Prose | None
    target: str
    quality: Quality
    changes: dict[str, int]
    slug: str
    span: Span


class Scene(NamedTuple):
    slug: str
    speeches: tuple[Speech, ...]
    replies: tuple[Reply, ...]
    span: Span

    @property
    def number(self) -> str:
        """Its name as a learner sees it, where that is a number such as `a2` or `b10b`; else empty."""
        return self.slug.upper() if _NUMBER.fullmatch(self.slug) else ""


class Ending(NamedTuple):
    slug: str
    title: str
    text: Prose
    debrief: Prose | None
    span: Span


class Gate(NamedTuple):
    """In one of these scenes a reply of this quality or better has been given."""

    scenes: tuple[str, ...]
    needs: Quality
    span: Span


class Condition(NamedTuple):
    meter: str
    sign: str  # >= or <=
    value: int


class Route(NamedTuple):
    """What `end` asks, from the top: a missed gate, meters, or nothing more."""

    ending: str
    is_missed: bool
    conditions: tuple[Condition, ...]
    span: Span


class Play(Struct, frozen=True):
    scenes: tuple[Scene, ...]
    endings: tuple[Ending, ...]
    gates: tuple[Gate, ...]
    routes: tuple[Route, ...]


def read_play(reading: Reading, cast: tuple[str, ...]) -> Play:
    """All that stands below the first `##`; what makes no sense is told and left out."""
    rest = reading.node.rest
    scenes: list[Scene] = []
    endings: list[Ending] = []
    gates: list[Gate] = []
    routes: list[Route] = []
    if rest is None:
        return Play((), (), (), ())
    heads = list(_HEAD.finditer(rest.text))
    strangers: set[str] = set()
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(rest.text)
        tail = _TAIL.search(rest.text, head.end(), end)
        body = rest.cut(head.end(), tail.start() if tail else end)
        span = rest.span(head.start(), head.end())
        found = _SCENE.fullmatch(head.group(1))
        if found is None:
            reading.refuse(
                "scene-head",
                "this is neither a scene nor an ending",
                help=_head_help(head.group(1)),
                span=span,
            )
        elif found.group(2) is None:
            scenes.append(_scene(reading, found.group(1), body, cast, span, strangers))
        else:
            endings.append(_ending(reading, found.group(1), found.group(2), body, span))
    for found in _TAIL.finditer(rest.text):
        _read_tail(reading, rest, found, gates, routes)
    return Play(tuple(scenes), tuple(endings), tuple(gates), tuple(routes))


def _head_help(head: str) -> str:
    """A name with a capital can be told; what else was meant can not."""
    small = head[:1].lower() + head[1:]
    if _SCENE.fullmatch(small):
        return f"write `## {small}`: names are in small letters"
    return "write `## its-name`, or `## its-name (end) Its title`"


# --- scenes ---------------------------------------------------------------------------------------


def _scene(
    reading: Reading,
    slug: str,
    body: Fragment,
    cast: tuple[str, ...],
    span: Span,
    strangers: set[str],
) -> Scene:
    first = _ITEM.search(body.text)
    talk = body.cut(0, first.start() if first else len(body.text))
    _tell_strangers(reading, talk, cast, strangers)
    replies = tuple(_replies(reading, body, first.start())) if first else ()
    return Scene(slug, tuple(_speeches(reading, talk, cast)), replies, span)


def _speeches(reading: Reading, talk: Fragment, cast: tuple[str, ...]) -> Iterator[Speech]:
    """Each line that begins with a name of the cast is a speech; empty lines part the rest."""
    starts = []
    fresh = True
    at = 0
    for line in talk.text.split("\n"):
        name = next((name for name in cast if name and line.startswith(f"{name}:")), "")
        if name:
            said = line[len(name) + 1 :]
            starts.append((at, at + len(line) - len(said.lstrip(" \t")), name))
        elif fresh and not line[:1].isspace() and line:
            starts.append((at, at, ""))
        fresh = not line.strip()
        at += len(line) + 1
    for place, (_, start, name) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(talk.text)
        yield Speech(name, read_inline(talk.cut(start, end), reading.problems))


def _tell_strangers(
    reading: Reading, talk: Fragment, cast: tuple[str, ...], known: set[str]
) -> None:
    """Who seems to speak and is not of the cast, each once: the player shows it as what happens."""
    names = {name.casefold(): name for name in cast}
    for found in _SPEAKER.finditer(talk.text):
        name, aside = found.group("name"), (found.group("aside") or "").strip()
        if (name in cast and not aside) or name in known:
            continue
        near = names.get(name.casefold()) or nearest(name, cast, likeness=0.7)
        if not near and not all(word[0].isupper() for word in name.split()):
            continue
        if name.casefold() in _NO_NAMES:
            continue
        known.add(name)
        shown = f"{near}: {aside} …" if aside and "/" not in aside else f"{near}: …"
        wanted = f"add `{name}` to `cast:`" if cast else f"add the line `cast: {name} | You`"
        help = (
            f"did you mean `{shown}`?"
            if near
            else f"{wanted}, or begin with a word that is no name"
        )
        reading.problems.append(
            warning(
                "scenario-cast",
                talk.span(found.start(), found.end()),
                f"`{found.group()}` is no name of the cast, so this is not shown as speech",
                help=help,
            )
        )


def _replies(reading: Reading, body: Fragment, start: int) -> Iterator[Reply]:
    starts = [found.start() for found in _ITEM.finditer(body.text, start)]
    for place, at in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(body.text)
        said = _FEEDBACK.search(body.text, at, end)
        item = body.cut(at + 2, said.start() if said else end)
        span = body.span(at, at + len(body.text[at:end].split("\n")[0]))
        reply = _reply(reading, item, body.cut(said.start() + 1, end) if said else None, span)
        if reply is not None:
            yield reply


def _reply(reading: Reading, item: Fragment, said: Fragment | None, span: Span) -> Reply | None:
    found = _REPLY.fullmatch(item.text)
    if found is None:
        reading.refuse(
            "reply-shape",
            "this reply does not say where it leads",
            help="write `- What you say -> next-scene {best, alliance +1}`, the target being a scene, an ending or `end`",
            span=span,
        )
        return None
    quality, changes = _says(reading, found.group("says") or "", span)
    text = read_inline(item.cut(*found.span("text")), reading.problems)
    feedback = _feedback(reading, said) if said is not None else None
    return Reply(
        text, feedback, found.group("target"), quality, changes, found.group("slug") or "", span
    )


def _says(reading: Reading, says: str, span: Span) -> tuple[Quality, dict[str, int]]:
    quality: Quality = ""
    changes: dict[str, int] = {}
    for part in (part.strip() for part in says.split(",") if part.strip()):
        change = _CHANGE.fullmatch(part)
        if part in ("best", "workable", "costly"):
            quality = part  # type: ignore[assignment]
        elif change is not None:
            changes[change.group(1)] = int(change.group(2).replace("−", "-"))
        else:
            reading.refuse(
                "reply-shape",
                f"`{part}` is neither a quality nor a change of a meter",
                help="write best, workable or costly, and changes such as `alliance +1`",
                span=span,
            )
    return quality, changes


def _feedback(reading: Reading, said: Fragment) -> Prose:
    """The lines behind `>`, the sign taken off."""
    lines = said.text.rstrip().split("\n")
    bare = [_SIGN.sub("", line, count=1) for line in lines]
    begin = _SIGN.match(lines[0])
    assert begin is not None
    if len(bare) == 1:
        return read_inline(said.cut(begin.end(), len(lines[0])), reading.problems)
    place = said.cut(begin.end(), begin.end())
    whole = Fragment(place.path, "\n".join(bare), place.first_line, place.column, place.lines)
    return read_inline(whole, reading.problems)


def _ending(reading: Reading, slug: str, title: str, body: Fragment, span: Span) -> Ending:
    found = _DEBRIEF.search(body.text)
    text = body.cut(0, found.start() if found else len(body.text))
    after = body.cut(found.end(), len(body.text)) if found else None
    if not found and (nearly := _NEARLY.search(body.text)):
        reading.refuse(
            "label-unknown",
            f"`{nearly[1]}` is no label as it stands here",
            help="write `Debrief:` at the beginning of the line; if it is text, begin with another word",
            span=body.span(*nearly.span(1)),
        )
    if not title:
        reading.refuse(
            "scene-head",
            "this ending has no title",
            help=f"write `## {slug} (end) Its title`",
            span=span,
        )
    return Ending(
        slug,
        title,
        read_inline(text, reading.problems),
        read_inline(after, reading.problems) if after is not None else None,
        span,
    )


# --- gates and endings ----------------------------------------------------------------------------


def _read_tail(
    reading: Reading,
    rest: Fragment,
    found: re.Match[str],
    gates: list[Gate],
    routes: list[Route],
) -> None:
    name, text = found.groups()
    span = rest.span(found.start(), found.end())
    if name == "Gate" and (gate := _GATE.fullmatch(text)):
        scenes = tuple(part.strip() for part in gate.group("scenes").split("|"))
        quality: Quality = "best" if gate.group("quality") == "best" else "workable"
        gates.append(Gate(scenes, quality, span))
    elif name == "Missed" and re.fullmatch(r"[a-z][a-z0-9-]*", text):
        routes.append(Route(text, True, (), span))
    elif name == "Ending" and (ending := _ENDING.fullmatch(text)):
        conditions = [
            _CONDITION.fullmatch(part.strip())
            for part in (ending.group("when") or "").split(" and ")
            if part.strip()
        ]
        if None in conditions:
            _refuse_tail(reading, name, span)
            return
        routes.append(
            Route(
                ending.group("slug"),
                False,
                tuple(Condition(c[1], c[2], int(c[3])) for c in conditions if c),
                span,
            )
        )
    else:
        _refuse_tail(reading, name, span)


def _refuse_tail(reading: Reading, name: str, span: Span) -> None:
    right = {
        "Gate": "`Gate: scene | other needs workable`, or `… needs best`",
        "Missed": "`Missed: ending`",
        "Ending": "`Ending: slug when meter >= 6 and other >= 4` or `Ending: slug otherwise`",
    }
    reading.refuse(
        "scenario-line",
        f"this `{name}:` line makes no sense",
        help=f"write {right[name]}",
        span=span,
    )


def unknown(reading: Reading, what: str, name: str, known: list[str], span: Span) -> None:
    """Tell of a scene, an ending or a meter that is not there."""
    reading.refuse(
        "scenario-unknown",
        f"there is no {what} `{name}`",
        help=did_you_mean(name, known)
        or (f"known here: {', '.join(known)}" if known else f"name it in `{what}s:` first"),
        span=span,
    )
