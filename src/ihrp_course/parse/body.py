"""A block's body into the parts that its kind may have: lead, stem, items, groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ihrp_course.diagnostics import Diagnostic, Span, error
from ihrp_course.parse.fence import Fence
from ihrp_course.parse.markdown import Source, chunks, convert
from ihrp_course.parse.tree import BlockNode, Fragment, Group, Item, Label, Part, Prose, Shape

_SLUG = re.compile(r"[ \t]*\{#([a-z0-9][a-z0-9-]*)\}[ \t]*$")
_BAD_SLUG = re.compile(r"\{#[^}]*\}[ \t]*$")
_BAD_MARK = re.compile(r"^\[( *[xX]? *|-|[^\]\[@]{0,2})\](?=\S|$|[ \t])")
_LIST_START = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*")
_LIST_WANTED = ("options", "items", "groups", "gaps")


@dataclass(slots=True)
class _Body:
    before: list[tuple[str, int, int]]
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()


def read_block(fence: Fence, shape: Shape, problems: list[Diagnostic]) -> BlockNode:
    """The block with its body split as its shape says."""
    body = fence.body or Fragment(fence.path, "", fence.line)
    source = Source(body, problems)
    found = _split(source, shape)
    lead, stem = _lead_and_stem(source, found.before, shape)
    labels = {name: _label(name, span, text, problems) for name, span, text in fence.labels}
    return BlockNode(
        kind=fence.kind,
        id=fence.id,
        span=fence.span,
        id_span=fence.id_span,
        settings=fence.settings,
        lead=lead,
        stem=stem,
        items=found.items,
        groups=found.groups,
        labels=labels,
        body=body,
        last_line=fence.last_line,
    )


def _label(name: str, span: Span, fragment: Fragment, problems: list[Diagnostic]) -> Label:
    source = Source(fragment, problems)
    pieces = list(chunks(source))
    lists = [piece for piece in pieces if piece[0] == "List"]
    if name == "Rubric" and lists:
        items = _items(source, lists[0][2], lists[0][3], is_marked=False)
        return Label(name, convert(source, 0, lists[0][2]), items, span)
    return Label(
        name, _flow(source, [(kind, first, last) for kind, _, first, last in pieces]), (), span
    )


def _flow(
    source: Source, pieces: list[tuple[str, int, int]], has_gaps: bool = False, base: int = 0
) -> Prose:
    """One paragraph without its `<p>`, or several pieces as they are."""
    if len(pieces) == 1 and pieces[0][0] == "Paragraph":
        return convert(source, pieces[0][1] + 1, pieces[0][2] - 1, has_gaps, base)
    if not pieces:
        return convert(source, 0, 0)
    return convert(source, pieces[0][1], pieces[-1][2], has_gaps, base)


def _lead_and_stem(
    source: Source, before: list[tuple[str, int, int]], shape: Shape
) -> tuple[Prose | None, Prose | None]:
    has_gaps = shape.body == "gaps"
    if not before:
        return None, None
    if shape.body == "prose":
        return None, convert(source, before[0][1], before[-1][2])
    lead = _flow(source, before[:-1], has_gaps) if len(before) > 1 else None
    base = sum(1 for part in lead.parts if type(part).__name__ == "Gap") if lead else 0
    if before[-1][0] != "Paragraph" and not has_gaps:
        return _flow(source, before), None
    return lead, _flow(source, before[-1:], has_gaps, base)


# --- lists ---------------------------------------------------------------------------------------


def _split(source: Source, shape: Shape) -> _Body:
    body = _Body([])
    wants_list = shape.body in _LIST_WANTED
    groups: list[Group] = []
    heading: tuple[Prose, str, Span] | None = None
    is_past = is_torn = False  # torn: a stray feedback has cut the list in two, and is told
    for name, data, first, last in chunks(source):
        if shape.body == "groups" and name == "Heading" and data["level"] == "H3":
            if heading is not None:
                groups.append(Group(heading[0], heading[1], (), heading[2]))
            heading, is_past = _heading(source, data, first, last), True
        elif heading is not None and name == "List":
            items = _items(source, first, last, is_marked=False)
            groups.append(Group(heading[0], heading[1], items, heading[2]))
            heading = None
        elif (
            wants_list
            and shape.body != "groups"
            and name == "List"
            and _is_the_list(source, first, last, shape)
        ):
            if body.items and not is_torn:
                _tell_second_list(source, first, shape)
            body.items += _items(source, first, last, shape.body == "options")
            is_past = True
        elif is_past:
            is_torn = is_torn or name == "BlockQuote"
            _stray(source, name, first, last)
        else:
            body.before.append((name, first, last))
    if heading is not None:
        groups.append(Group(heading[0], heading[1], (), heading[2]))
    body.groups = tuple(groups)
    return body


def _is_the_list(source: Source, first: int, last: int, shape: Shape) -> bool:
    """A stem's own list uses `*`; options, pairs and steps use `-` or numbers; a scale's `*` is its own."""
    start = source.events[first][1]["start"]
    is_star = source.slice(start, start + 1) == "*"
    if shape.body == "options":
        return not is_star or any(
            "TaskListMarker" in event
            for event, _ in source.events[first:last]
            if type(event) is dict
        )
    if shape.body == "gaps":
        return not is_star
    return True


def _tell_second_list(source: Source, first: int, shape: Shape) -> None:
    place = source.events[first][1]
    line_end = source.slice(place["start"], place["end"]).find("\n")
    source.tell(
        "two-lists", place["start"], place["start"] + max(1, line_end), "a second list begins here",
        "a block has one list with one sign; a list in the question itself uses `*`",
    )  # fmt: skip


def _stray(source: Source, name: str, first: int, last: int) -> None:
    place = source.events[first][1]
    end = source.events[last - 1][1]["end"]
    if name == "BlockQuote":
        source.tell(
            "feedback-not-indented",
            place["start"],
            end,
            "this feedback belongs to no option",
            "indent the `>` by two blanks, under its option",
        )
    else:
        source.tell(
            "stray-text",
            place["start"],
            end,
            "this text stands between the list and the labels",
            "move it before the list, or under a label such as `Rationale:`",
        )


def _heading(
    source: Source, data: dict[str, str], first: int, last: int
) -> tuple[Prose, str, Span]:
    title = convert(source, first + 1, last - 1)
    place = source.events[first][1]
    span = source.fragment.span(source.char(place["start"]), source.char(place["end"]))
    return title, data["id"] or "", span


def _items(source: Source, first: int, last: int, is_marked: bool) -> tuple[Item, ...]:
    """The items of the list whose Start and End are the first and the last event."""
    items: list[Item] = []
    depth, start = 0, 0
    for index in range(first + 1, last - 1):
        event = source.events[index][0]
        if type(event) is not dict:
            continue
        if "Start" in event:
            depth += 1
            if depth == 1:
                start = index
        elif "End" in event:
            depth -= 1
            if depth == 0:
                items.append(_item(source, start, index, is_marked))
    return _check_marks(source, items) if is_marked else tuple(items)


def _item(source: Source, first: int, last: int, is_marked: bool) -> Item:
    """One item from its Start to its End."""
    events = source.events
    mark: bool | None = None
    begin = first + 1
    feedback: Prose | None = None
    text_range: tuple[int, int] | None = None
    index = begin
    while index < last:
        event = events[index][0]
        name = _name(event)
        if name == "TaskListMarker":
            mark = bool(event["TaskListMarker"])
            index += 1
            continue
        if name in (
            "Paragraph",
            "BlockQuote",
            "List",
            "Heading",
            "CodeBlock",
            "Table",
            "HtmlBlock",
        ):
            end = _end_of(events, index)
            if name == "BlockQuote" and feedback is None:
                feedback = _feedback(source, index, end)
            elif name == "Paragraph" and text_range is None:
                text_range, mark = _paragraph(events, index, end, mark)
            else:
                _refuse_content(source, name, index, end)
            index = end
            continue
        end = index
        while end < last and _name(events[end][0]) not in _BLOCKS:
            end = _end_of(events, end)
        if text_range is None:
            text_range = (index, end)
        else:
            _refuse_content(source, "Paragraph", index, end)
        index = end
    text = convert(source, *text_range) if text_range else convert(source, 0, 0)
    return _finish(source, first, text, text_range, mark, feedback)


_BLOCKS = {
    "Paragraph",
    "BlockQuote",
    "List",
    "Heading",
    "CodeBlock",
    "Table",
    "HtmlBlock",
    "TaskListMarker",
    "Rule",
}


def _name(event: object) -> str:
    if type(event) is str:
        return event
    assert isinstance(event, dict)
    key, value = next(iter(event.items()))
    if key != "Start":
        return str(key)
    return next(iter(value)) if type(value) is dict else str(value)


def _end_of(events: list[tuple[object, dict[str, int]]], index: int) -> int:
    """The event after the one that ends what begins at `index`."""
    depth = 0
    while index < len(events):
        event = events[index][0]
        if type(event) is dict:
            depth += ("Start" in event) - ("End" in event)
        index += 1
        if depth <= 0:
            break
    return index


def _paragraph(
    events: list[tuple[object, dict[str, int]]], first: int, end: int, mark: bool | None
) -> tuple[tuple[int, int], bool | None]:
    begin = first + 1
    event = events[begin][0] if begin < end else None
    if type(event) is dict and "TaskListMarker" in event:
        return (begin + 1, end - 1), bool(event["TaskListMarker"])
    return (begin, end - 1), mark


def _feedback(source: Source, first: int, end: int) -> Prose:
    kinds = [_name(event) for event, _ in source.events[first + 1 : end - 1]]
    if kinds.count("Paragraph") == 1 and kinds[0] == "Paragraph":
        return convert(source, first + 2, end - 2)
    return convert(source, first + 1, end - 1)


_CONTENT = {
    "Paragraph": "a second paragraph",
    "List": "a list of its own",
    "Heading": "a heading",
    "CodeBlock": "a code block",
    "Table": "a table",
    "BlockQuote": "a second feedback",
    "HtmlBlock": "HTML",
    "Rule": "a rule",
}


def _refuse_content(source: Source, name: str, first: int, end: int) -> None:
    start, stop = source.events[first][1]["start"], source.events[max(first, end - 1)][1]["end"]
    what = _CONTENT.get(name, "something")
    source.tell(
        "option-content",
        start,
        max(start + 1, stop),
        f"an item of a list holds one paragraph; here is {what}",
        "feedback is a `>` indented under the item; a longer text belongs before the list",
    )


def _finish(
    source: Source,
    first: int,
    text: Prose,
    text_range: tuple[int, int] | None,
    mark: bool | None,
    feedback: Prose | None,
) -> Item:
    raw, slug = "", ""
    if text_range is not None and text_range[0] < text_range[1]:
        events = source.events
        start, end = events[text_range[0]][1]["start"], events[text_range[1] - 1][1]["end"]
        raw = source.slice(start, end).strip()
        found = _SLUG.search(raw)
        if found:
            slug, raw = found.group(1), raw[: found.start()]
            text = _without_slug(text)
        elif _BAD_SLUG.search(raw):
            source.tell(
                "slug-form",
                end - 1,
                end,
                "this `{#…}` is no name",
                "use small letters, digits and hyphens",
            )
    place = source.events[first][1]
    start = source.char(place["start"])
    line_end = source.fragment.text.find("\n", start)
    end = len(source.fragment.text) if line_end < 0 else line_end
    return Item(mark, text, feedback, slug, source.fragment.span(start, end), raw)


def _without_slug(text: Prose) -> Prose:
    parts: list[Part] = list(text.parts)
    if parts and isinstance(parts[-1], str):
        parts[-1] = _SLUG.sub("", parts[-1])
    plain = _SLUG.sub("", text.text)
    return replace(text, parts=tuple(parts), text=plain, words=len(plain.split()))


def _check_marks(source: Source, items: list[Item]) -> tuple[Item, ...]:
    """Options carry `[x]` or `[ ]`; what looks like an attempt at one is shown the right form.

    An attempt counts as what it was meant to be, so that one mistake is told once.
    """
    has_marks = any(item.mark is not None for item in items)
    read = []
    for item in items:
        if item.mark is not None:
            read.append(item)
            continue
        read.append(replace(item, mark="x" in item.raw[:4].lower()))
        if _BAD_MARK.match(item.raw):
            source.problems.append(
                error(
                    "option-mark",
                    item.span,
                    f"`{item.raw[:12].split('] ')[0]}` does not mark an option",
                    help="write `- [x] right` or `- [ ] wrong`, with a blank inside and one behind",
                )
            )
        elif has_marks:
            source.problems.append(
                error(
                    "unmarked-option",
                    item.span,
                    "this option is marked neither right nor wrong",
                    help="write `- [ ]` or `- [x]`; if the list belongs to the question, use `*` and leave an empty line",
                )
            )
        else:
            read[-1] = item
    return tuple(read)
