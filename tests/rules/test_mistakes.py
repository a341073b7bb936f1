"""What authors type by mistake: each is told on its line, with words that help, and hides no other."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

import pytest

from ihrp_course.diagnostics import Diagnostic
from tests.conftest import FULL
from tests.rules.base import BANK, COURSE, MODULE, checked, write

LESSON = "modules/basics/01-first.md"
HEAD = "---\nid: first\ntitle: A pause\nminutes: 1\nobjectives: [B-1]\n---\n\n"
OPEN = ":::choice b-1-f01\nobjective: B-1\n\nWhat?\n\n"
GOOD = OPEN + "- [x] A choice\n- [ ] The hour\n:::\n"


class Mistake(NamedTuple):
    """`line` is the line of the file that has to be named; `words` stand in message or help."""

    name: str
    files: dict[str, str]
    rule: str
    line: int
    words: str = ""


def lesson(name: str, body: str, rule: str, line: int, words: str = "") -> Mistake:
    """A mistake in the body of the lesson, which begins on line 8."""
    return Mistake(name, {LESSON: HEAD + body}, rule, line, words)


def block(kind: str, settings: str, body: str) -> str:
    head = f":::{kind} b-1-f01\nobjective: B-1\n" + (f"{settings}\n" if settings else "")
    return f"{head}\n{body}\n:::\n"


def hotspot(options: str) -> str:
    return block("hotspot", "image: assets/room.svg\nalt: A room", f"Where is it?\n\n{options}")


def scale(id: str, setting: str = "") -> str:
    """Five lines, or six with a setting, which is the third."""
    more = f"{setting}\n" if setting else ""
    return f":::scale {id}\nlabels: Little | Much\n{more}\nHow?\n:::\n"


def scene(replies: str) -> str:
    """A scenario whose only scene stands on line 14; its replies begin on line 18."""
    return block(
        "scenario", "cast: Jo", f"Jo sits down.\n\n## first-scene\n\nJo: Well?\n\n{replies}"
    )


def said(talk: str) -> str:
    """A scenario of Jonas and you, whose scene has these lines from line 16 on."""
    replies = "- Wait -> end {best}\n- Go on -> end {costly}"
    return block(
        "scenario", "cast: Jonas (he/him) | You", f"Rain.\n\n## one\n\n{talk}\n\n{replies}"
    )


def practice(cues: str, setting: str = "skippable: yes") -> str:
    return f":::practice p\ntitle: Sit\nduration: 1:00\n{setting}\n\n{cues}\n:::\n"


MISTAKES = [
    lesson("a fence is never closed", "Text.\n\n:::callout\n\nA note.\n", "fence-unclosed", 10),
    lesson("a fence is indented", "  :::callout\n\nA note.\n:::\n", "fence-indented", 8),
    lesson("a fence is nested", ":::callout\n\nA\n\n:::callout\n\nB\n:::\n", "fence-nested", 12),
    lesson("both fences of a nest are told", ":::callout\n\nA\n\n:::callout\n\nB\n:::\n", "fence-nested", 8),
    lesson("a fence has four colons", "::::callout\n\nA\n:::\n", "fence-colons", 8),
    lesson("a blank follows the colons", "::: callout\n\nA\n:::\n", "fence-text", 8, ":::callout"),
    lesson("a title stands on the opener", ":::callout My note\n\nA\n:::\n", "fence-text", 8),
    lesson("a capital in the id", ":::reveal Why\nlabel: W\n\nA\n:::\n", "fence-text", 8),
    lesson("a closer without an opener", "Text.\n\n:::\n", "fence-stray", 10),
    lesson("a block of no type", ":::chioce x\n\nA\n:::\n", "unknown-block", 8, "choice"),
    lesson("an unknown setting", GOOD.replace("objective: B-1", "objective: B-1\npoint: 2"), "setting-unknown", 10, "points"),
    lesson("a setting with a capital", GOOD.replace("objective: B-1", "Objective: B-1"), "setting-shape", 9, "objective"),
    lesson("a setting without a blank", GOOD.replace("objective: B-1", "objective:B-1"), "setting-shape", 9, "objective: B-1"),
    lesson("a setting twice", GOOD.replace("objective: B-1", "objective: B-1\nobjective: B-1"), "setting-twice", 10),
    lesson("no empty line before the text", ":::callout\nA note.\n:::\n", "setting-shape", 9, "empty line"),
    lesson("a number that is none", GOOD.replace("objective: B-1", "objective: B-1\npoints: two"), "setting-value", 10, "number"),
    lesson("yes that is maybe", GOOD.replace("objective: B-1", "objective: B-1\nshuffle: maybe"), "setting-value", 10, "yes"),
    lesson("a level that is none", GOOD.replace("objective: B-1", "objective: B-1\nlevel: knows"), "setting-value", 10, "understand"),
    lesson("a block without its id", ":::reveal\nlabel: W\n\nA\n:::\n", "no-id", 8, "an-id-of-your-own"),
    lesson("an id used twice", GOOD + "\n" + GOOD, "duplicate-id", 17),
    lesson("no key", GOOD.replace("[x]", "[ ]"), "no-key", 8, "[x]"),
    lesson("two keys in a choice", GOOD.replace("[ ]", "[x]"), "many-keys", 8, "multi"),
    lesson("an option without a blank", GOOD.replace("[x] A", "[x]A"), "option-mark", 13, "- [x] right"),
    lesson("an empty box without a blank inside", GOOD.replace("[ ]", "[]"), "option-mark", 14),
    lesson("a dash in the box", GOOD.replace("[ ]", "[-]"), "option-mark", 14),
    lesson("the stem's list has run into the options", OPEN + "- one\n- [x] A\n- [ ] B\n:::\n", "unmarked-option", 13, "`*`"),
    lesson("feedback at the beginning of the line", OPEN + "- [x] A\n> Yes\n\n- [ ] B\n:::\n", "feedback-not-indented", 14, "two blanks"),
    lesson("a second paragraph in an option", OPEN + "- [x] A\n\n  More.\n- [ ] B\n:::\n", "option-content", 15),
    lesson("a list in an option", OPEN + "- [x] A\n  - More\n- [ ] B\n:::\n", "option-content", 14),
    lesson("text behind the list", OPEN + "- [x] A\n- [ ] B\n\nSo it is.\n:::\n", "stray-text", 16),
    lesson("an unknown label", OPEN + "- [x] A\n- [ ] B\n\nRational: So.\n:::\n", "label-unknown", 16, "Rationale"),
    lesson("a label twice", OPEN + "- [x] A\n- [ ] B\n\nHint: One.\nHint: Two.\n:::\n", "label-twice", 17),
    lesson("a label before the list", OPEN + "Hint: One.\n\n- [x] A\n- [ ] B\n:::\n", "label-early", 13),
    lesson("no options", OPEN + ":::\n", "no-options", 8),
    lesson("one option", OPEN + "- [x] A\n:::\n", "too-few-parts", 8),
    lesson("no stem", ":::choice b-1-f01\nobjective: B-1\n\n- [x] A\n- [ ] B\n:::\n", "no-stem", 8),
    lesson("no objective", GOOD.replace("objective: B-1", "points: 1"), "no-objective", 8),
    lesson("an objective that is not there", GOOD.replace("B-1\n", "B-7\n", 1), "unknown-objective", 8, "B-1"),
    lesson("safety without a spoken line", GOOD.replace("objective: B-1", "objective: B-1\ntags: safety-critical"), "no-spoken", 8),
    lesson("true or false without an answer", block("truefalse", "", "It is so."), "no-key", 8, "answer: true"),
    lesson("a pair without an arrow", block("match", "", "M.\n\n- a => b\n- c - d\n- e => f"), "no-arrow", 14, "=>"),
    lesson("one pair", block("match", "", "M.\n\n- a => b"), "too-few-parts", 8),
    lesson("one category", block("sort", "", "S.\n\n### A\n- one\n- two"), "too-few-parts", 8, "### Category"),
    lesson("an alternative that is no order", block("order", "alternatives: 1 1 2", "O.\n\n1. a\n2. b\n3. c"), "alternative-order", 10),
    lesson("no gap", block("fill", "", "Nothing to fill."), "no-gap", 8, "[["),
    lesson("an empty gap", block("fill", "", "A [[]] here."), "empty-gap", 11),
    lesson("a select without a key", block("select", "", "A [[b|c]] here."), "select-gap", 11, "(lower)"),
    lesson("a numeric without an answer", block("numeric", "unit: cm", "How many?"), "no-key", 8, "answer: 2.5"),
    lesson("a scale with one label", ":::scale s\nlabels: One\n\nHow?\n:::\n", "scale-labels", 9),
    lesson("a pair that is not there", scale("a") + scale("b", "pair: aa"), "scale-pair", 15, "`a`"),
    lesson("a scale that is its own pair", scale("a", "pair: a"), "scale-pair", 10, "own"),
    lesson("a pair with other labels", scale("a") + scale("b", "pair: a").replace("Much", "Very much"), "scale-pair", 15, "labels"),
    lesson("a pair of which one is reported", scale("a", "report: yes") + scale("b", "pair: a"), "scale-pair", 16, "report"),
    lesson("a worksheet field without a kind", ":::worksheet w\ntitle: W\n\n1. What?\n:::\n", "worksheet-field", 11, "{short}"),
    lesson("a worksheet without a title", ":::worksheet w\n\n1. What? {short}\n:::\n", "setting-missing", 8, "title"),
    lesson("a worksheet that wants to send", ":::worksheet w\ntitle: W\nprivate: lms\n\n1. What? {short}\n:::\n", "setting-value", 10, "device"),
    lesson("a care block that skips nowhere", ":::care c\ntopics: loss\nskip-to: after\n\nIt is sad.\n:::\n", "unknown-heading", 8),
    lesson("a figure without a picture", ":::figure f\nalt: A\n:::\n", "setting-missing", 8, "image"),
    lesson("a figure whose picture is not there", ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "unknown-asset", 8),
    lesson("raw HTML", "Text <b>bold</b>.\n", "raw-html", 8),
    lesson("a script", "<script>alert(1)</script>\n", "raw-html", 8),
    lesson("a link definition", "A [b][c].\n\n[c]: https://example.org\n", "reference-definition", 10),
    lesson("a footnote", "A.[^1]\n\n[^1]: B.\n", "footnote", 8),
    lesson("an underlined heading", "Title\n=====\n", "setext-heading", 9),
    lesson("a link to no lesson", "See [it](lesson:secnd).\n", "unknown-lesson", 8),
    lesson("a link to no term", "See [it](term:puase).\n", "unknown-term", 8, "pause"),
    lesson("an address without https", "See [the club](www.example.org).\n", "link-scheme", 8, "https://www.example.org"),
    lesson("a film from elsewhere", ":::media m\nvideo: https://example.org/a.mp4\nduration: 0:10\ncaptions: assets/a.vtt\n\nA.\n\nTranscript: A.\n:::\n", "unknown-asset", 8, "link to it"),
    lesson("a source that is nowhere", "So [@Stone2014].\n", "unknown-source", 8, "@book{Stone2014"),
    lesson("a link to no heading", "See [it](#nowhere).\n", "unknown-heading", 8),
    lesson("a link by http", "See [it](http://example.org).\n", "link-scheme", 8, "https"),
    lesson("a link that would run", "See [it](javascript:alert).\n", "link-scheme", 8),
    lesson("a citation of nothing", "So [@Doe2002].\n", "unknown-source", 8, "Doe2020"),
    lesson("a citation with a page", "So [@Doe2020, p. 3].\n", "citation-form", 8),
    lesson("a picture that leads out", "![A](../a.png)\n", "outside-course", 8),
    lesson("a picture without words", "![](assets/a.png)\n", "no-alt", 8),
    lesson("a title that differs", "# Else\n\nText.\n", "title-heading", 8, "# A pause"),
    lesson("a level skipped", "## A\n\n#### B\n\nText.\n", "heading-order", 10),
    lesson("two headings alike", "## A\n\nText.\n\n## A\n\nText.\n", "heading-twice", 12, "{#a-2}"),
    lesson("a comment without an end", "<!-- later\n\nText.\n", "comment-unclosed", 8),
    lesson("an acceptance without a reason", "<!-- ok unused-term -->\n\nText.\n", "acceptance-reason", 8),
    Mistake("no front matter", {LESSON: "Text.\n"}, "front-matter-missing", 1),
    Mistake("front matter without an end", {LESSON: "---\nid: a\n"}, "front-matter-unclosed", 1),
    Mistake("an unknown key", {LESSON: HEAD.replace("minutes", "minute")}, "unknown-key", 4, "minutes"),
    Mistake("minutes in words", {LESSON: HEAD.replace("minutes: 1", "minutes: one")}, "wrong-value", 4),
    Mistake("minutes missing", {LESSON: HEAD.replace("minutes: 1\n", "")}, "missing-key", 2, "minutes"),
    Mistake("a bad id", {LESSON: HEAD.replace("id: first", "id: First")}, "wrong-value", 2, "small letters"),
    Mistake("a lesson that is not listed", {"modules/basics/02-b.md": HEAD.replace("id: first", "id: second") + "T.\n"}, "unused-lesson", 2),
    Mistake("a listed lesson that is not there", {"modules/basics/module.yaml": MODULE.replace("[first]", "[first, frist]")}, "unknown-lesson", 5),
    Mistake("a version that is a number", {"modules/course.yaml": COURSE.replace("1.0.0", "1.0")}, "wrong-value", 3, "such as 1.0.0"),
    Mistake("a standard that is none", {"modules/course.yaml": COURSE + "standards: [scorm13]\n"}, "wrong-value", 6, "scorm12"),
    Mistake("an empty course.yaml", {"modules/course.yaml": ""}, "empty-file", 1),
    Mistake("a key twice in YAML", {"modules/course.yaml": COURSE + "title: Again\n"}, "yaml-duplicate", 6),
    Mistake("an anchor", {"modules/course.yaml": COURSE.replace("title: Basics", "title: &a Basics")}, "yaml-anchor", 2),
    Mistake("a billion laughs", {"modules/course.yaml": "a: &a [x, x]\nb: &b [*a, *a]\n" + COURSE}, "yaml-anchor", 1),
    Mistake("a tag", {"modules/course.yaml": COURSE.replace("title: Basics", "title: !!python/name:os.system Basics")}, "yaml-tag", 2),
    Mistake("a tab in YAML", {"modules/basics/module.yaml": MODULE.replace("  id: quiz", "\tid: quiz")}, "yaml-syntax", 7),
    Mistake("a setting below an empty line", {LESSON: HEAD + ":::figure rings\nimage: assets/rings.svg\n\nalt: Two rings.\n:::\n"}, "no-alt", 8, "an empty line ends the settings"),
    Mistake("a module that is not there", {"modules/course.yaml": COURSE.replace("[basics]\np", "[basics, bassics]\np")}, "unknown-module", 4),
    Mistake("an impossible draw", {"modules/basics/module.yaml": MODULE.replace("draw: 1", "draw: 9")}, "draw-impossible", 10),
    Mistake("an impossible minimum", {"modules/basics/module.yaml": MODULE + "  at-least: {safe: 1}\n"}, "draw-impossible", 12),
    Mistake("a quota that does not add up", {"modules/basics/module.yaml": MODULE + "  quota: {basics: 3}\n"}, "draw-impossible", 12),
    Mistake("a bank that is not there", {"modules/basics/module.yaml": MODULE.replace("[basics]\n  draw", "[basic]\n  draw")}, "unknown-bank", 9, "basics"),
    Mistake("an objective that nothing teaches", {"modules/basics/module.yaml": MODULE.replace("lessons:", "  B-2: {text: T}\nlessons:")}, "objective-untaught", 5),
    Mistake("tries in a bank", {"modules/basics/bank-basics.md": BANK.replace("answer: true", "answer: true\ntries: 2")}, "setting-place", 9),
    Mistake("a note in a bank", {"modules/basics/bank-basics.md": BANK + "\n:::callout\n\nA.\n:::\n"}, "not-a-question", 13),
    Mistake("a lock edited by hand", {"modules/ids.lock": "module basics 0\nfirst lesson zero\n"}, "lock-unreadable", 2),
    Mistake("a lock merged twice", {"modules/ids.lock": "module basics 0\nfirst lesson 0\nold lesson 0 retired\n"}, "lock-conflict", 3),
    Mistake("an SVG with a script", {LESSON: HEAD + ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<script/></svg>'}, "svg", 2),
    Mistake("an SVG that loads", {LESSON: HEAD + ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "assets/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<use href="https://example.org/a.svg#a"/></svg>'}, "svg", 2),
    Mistake("an SVG with an entity", {LESSON: HEAD + ":::figure f\nimage: assets/a.svg\nalt: A\n:::\n", "assets/a.svg": '<!DOCTYPE svg [<!ENTITY a "b">]><svg/>'}, "svg", 1),
    Mistake("an asset with a hostile name", {LESSON: HEAD + "![A](<assets/A b.png>)\n", "assets/A b.png": "x"}, "asset-name", 8),
    Mistake("a bibliography that breaks off", {"modules/references.bib": "@book{Doe2020,\n  title = {On\n"}, "bib-syntax", 2),
    lesson("a hotspot without places", hotspot("- [x] A lamp\n- [ ] A chair (circle 50% 50% 10%)"), "hotspot-region", 15, "rect"),
    lesson("a place off the picture", hotspot("- [x] A lamp (rect 90% 10% 20% 10%)\n- [ ] A chair (circle 50% 50% 10%)"), "hotspot-outside", 15),
    lesson("a place without a size", hotspot("- [x] A lamp (circle 50% 50% 0%)\n- [ ] A chair (circle 50% 50% 10%)"), "hotspot-outside", 15),
    lesson("a hotspot without a key", hotspot("- [ ] A lamp (circle 20% 20% 9%)\n- [ ] A chair (circle 50% 50% 9%)"), "no-key", 8, "[x]"),
    lesson("a hotspot that is all keys", hotspot("- [x] A lamp (circle 20% 20% 9%)\n- [x] A chair (circle 50% 50% 9%)"), "all-keys", 8),
    lesson("a hotspot without words for its picture", block("hotspot", "image: assets/room.svg", "Where?\n\n- [x] A (circle 20% 20% 9%)\n- [ ] B (circle 50% 50% 9%)"), "no-alt", 8, "alt:"),
    lesson("a mark without a key", block("mark", "", "Mark it.\n\nA [[calm]] and [[slow]] [[walk]]."), "no-key", 8, "=>"),
    lesson("a mark with one wrong phrase", block("mark", "", "Mark it.\n\nA [[calm => calmer]] and [[slow]] walk."), "too-few-parts", 8),
    lesson("a phrase without words", block("mark", "", "Mark it.\n\nA [[ => calm]] and [[slow]] [[walk]] [[on =>]]."), "mark-phrase", 13),
    lesson("a matrix without a ruler", block("matrix", "", "Which?\n\n| | One | Two |\n| A | x | |\n| B | | x |"), "matrix-table", 8, "|---|"),
    lesson("a row with two marks", block("matrix", "", "Which?\n\n| | One | Two |\n|---|---|---|\n| A | x | x |\n| B | | x |"), "matrix-row", 15),
    lesson("a row without a mark", block("matrix", "", "Which?\n\n| | One | Two |\n|---|---|---|\n| A | x | |\n| B | | |"), "matrix-row", 16),
    lesson("a row with a tick instead of an x", block("matrix", "", "Which?\n\n| | One | Two |\n|---|---|---|\n| A | yes | |\n| B | | x |"), "matrix-row", 15, "`x`"),
    lesson("a matrix of one column", block("matrix", "", "Which?\n\n| | One |\n|---|---|\n| A | x |\n| B | x |"), "too-few-parts", 8),
    lesson("a line in a matrix that is no row", block("matrix", "", "Which?\n\n| | One | Two |\n|---|---|---|\n| A | x | |\n| B | | x |\nand C"), "stray-text", 17),
    lesson("a scenario without a scene", block("scenario", "cast: Jo", "Jo sits down."), "scenario-empty", 8, "##"),
    lesson("a reply that leads nowhere", scene("- Wait -> gone {best}\n- Go on -> end {costly}"), "scenario-unknown", 18),
    lesson("a reply without an arrow", scene("- Wait\n- Go on -> end {costly}"), "reply-shape", 18, "->"),
    lesson("a reply of a quality that is none", scene("- Wait -> end {good}\n- Go on -> end {costly}"), "reply-shape", 18, "workable"),
    lesson("one reply only", scene("- Wait -> end {best}"), "scenario-replies", 14),
    lesson("a scene that leads back to itself", scene("- Wait -> first-scene {best}\n- Go on -> end {costly}"), "scenario-loop", 18),
    lesson("a scene that nothing leads to", scene("- Wait -> end {best}\n- Go on -> end {costly}\n\n## lost\n\nJo: Hm.\n\n- Wait -> end {best}\n- Go on -> end {costly}"), "scenario-unreachable", 21),
    lesson("a meter that is not there", scene("- Wait -> end {best, trust +1}\n- Go on -> end {costly}"), "scenario-unknown", 18),
    lesson("a gate of no scene", scene("- Wait -> end {best}\n- Go on -> end {costly}\n\nGate: third needs best"), "scenario-unknown", 21),
    lesson("a title behind a scene's name", block("scenario", "cast: Jo", "Jo sits down.\n\n## first scene\n\n- Wait -> end {best}\n- Go on -> end {costly}"), "scene-head", 14),
    lesson("a name of the cast misspelt", said("Jonsa: Well?"), "scenario-cast", 16, "Jonas"),
    lesson("a name without its capital", said("jonas: Well?"), "scenario-cast", 16, "Jonas"),
    lesson("a tone before the colon", said("Jonas (softly): Well?"), "scenario-cast", 16, "Jonas: (softly)"),
    lesson("somebody who is not of the cast", said("Jonas: Well?\nAnna: Hm."), "scenario-cast", 17, "`cast:`"),
    lesson("nobody in the cast", block("scenario", "title: A pause", "Jo sits down.\n\n## one\n\nJo: Well?\n\n- Wait -> end {best}\n- Go on -> end {costly}"), "scenario-cast", 16, "cast: Jo | You"),
    lesson("a cue out of order", practice("[0:00] Sit.\n[0:20] Breathe.\n[0:10] Look up."), "practice-time", 15),
    lesson("a cue behind the end", practice("[0:00] Sit.\n[3:00] Look up."), "practice-time", 14),
    lesson("a cue that is none", practice("[0:00] Sit.\n[0:20 gong] Breathe."), "practice-cue", 14),
    lesson("a practice without cues", practice("Sit down."), "practice-cues", 8),
    lesson("a practice that cannot be skipped", practice("[0:00] Sit.", "skippable: no"), "setting-value", 11, "yes"),
    lesson("a poll without a list", ":::poll p\n\nHow are you?\n:::\n", "too-few-parts", 8),
    lesson("a medium without sound or film", ":::media m\nduration: 0:10\n\nA bell.\n\nTranscript: A bell.\n:::\n", "media-source", 8, "audio:"),
    lesson("a film without captions", ":::media m\nvideo: assets/a.mp4\nduration: 0:10\n\nA bell.\n\nTranscript: A bell.\n:::\n", "no-captions", 8, "captions:"),
    lesson("sound without a transcript", ":::media m\naudio: assets/a.m4a\nduration: 0:10\n\nA bell.\n:::\n", "no-transcript", 8, "Transcript:"),
    lesson("a duration in seconds", ":::media m\naudio: assets/a.m4a\nduration: 10\n\nA bell.\n\nTranscript: A bell.\n:::\n", "setting-value", 10, "3:00"),
    lesson("a confidence that is perhaps", block("truefalse", "answer: true\nconfidence: perhaps", "It is so."), "setting-value", 11, "yes"),
    lesson("an option for all others", GOOD.replace(":::\n", "- [ ] All of the above\n:::\n").replace(":::\n", "", 0), "IW10", 15, "multi"),
    lesson("two options that say the same", GOOD.replace("The hour", "A choice."), "IW17", 14),
    lesson("a question that is none", GOOD.replace("What?", "A pause gives back"), "IW05", 11, "question mark"),
    lesson("an option without a reason", GOOD, "IW19", 13, ">"),
    lesson("a reason that gives none", GOOD.replace("A choice\n", "A choice\n  > Correct!\n"), "IW19", 14, "why"),
    lesson("a question turned round", GOOD.replace("What?", "Which of these is not a part of a pause?"), "IW11", 11, "**NOT**"),
    lesson("numbers out of order", block("choice", "shuffle: no", "How many breaths is a pause here?\n\n- [ ] 3\n- [x] 1\n- [ ] 9"), "IW18", 16, "sort"),
    lesson("ordered numbers that are shuffled", block("choice", "", "How many breaths is a pause here?\n\n- [ ] 1\n- [x] 3\n- [ ] 9"), "IW18", 8, "shuffle: no"),
    lesson("a number without a unit", block("numeric", "answer: 3", "How many seconds does it take?"), "IW34", 8, "unit:"),
    lesson("a question level above its objective", GOOD.replace("objective: B-1", "objective: B-1\nlevel: evaluate"), "IW02", 10, "understand"),
    lesson("a picture named by its file", "![cup.png](assets/cup.png)\n", "alt-file-name", 8),
    lesson("an image of", "![Image of a cup](assets/cup.png)\n", "alt-image-of", 8, "a cup"),
    lesson("a link on here", "It stands [here](https://example.org).\n", "link-words", 8, "where it leads"),
    lesson("a bare address", "It stands at <https://example.org/a>.\n", "link-words", 8),
    lesson("a table without its line of dashes", "Text.\n\n| a | b |\n| c | d |\n", "table-ruler", 10, "|---|---|"),
    lesson("a column without a heading", "| | One | |\n|---|---|---|\n| A | b | c |\n", "table-heading", 8, "every column"),
    Mistake("captions that are no WebVTT", {"assets/a.vtt": "1\n00:00:01,000 --> 00:00:02,000\nHello\n"}, "captions-syntax", 1, "WEBVTT"),
    Mistake("a comma in a caption's time", {"assets/a.vtt": "WEBVTT\n\n00:01,000 --> 00:02,000\nHello\n"}, "captions-syntax", 3, "point"),
    Mistake("a caption that ends first", {"assets/a.vtt": "WEBVTT\n\n00:02.000 --> 00:01.000\nHello\n"}, "captions-syntax", 3),
    Mistake("a caption without words", {"assets/a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"}, "captions-syntax", 3),
    Mistake("a picture of 983 megapixels", {"assets/a.gif": "GIF89azzzz"}, "picture-size", 1, "megapixels"),
    Mistake("a picture that is none", {"assets/a.png": "no picture"}, "picture-broken", 1),
    Mistake("a name that Windows keeps", {"assets/aux.txt": "x"}, "name-portable", 1),
    Mistake("a pattern that never ends", {"modules/language.yaml": "- {id: L01, severity: warning, pattern: '(a+)+b'}\n"}, "language-pattern", 1, "{0,5}"),
    Mistake("a pattern that does not compile", {"modules/language.yaml": "- {id: L01, severity: warning, pattern: '(a'}\n"}, "language-pattern", 1),
    Mistake("a house rule that is switched on", {"modules/course.yaml": COURSE + "rules: {IW41: warning}\n", LESSON: HEAD + GOOD.replace("b-1-f01", "pauses")}, "IW41", 8, "b-1-f01"),
    Mistake("a rule that is not there", {"modules/course.yaml": COURSE + "rules: {minuts: off}\n"}, "unknown-rule", 6, "minutes"),
    Mistake("percent as a fraction", {"modules/basics/module.yaml": MODULE.replace("pass: 80", "pass: 0.8")}, "wrong-value", 11, "pass: 80"),
    Mistake("percent with its sign", {"modules/basics/module.yaml": MODULE.replace("pass: 80", "pass: 80%")}, "wrong-value", 11, "number alone"),
    Mistake("a list of one that is none", {LESSON: HEAD.replace("[B-1]", "B-1")}, "wrong-value", 5, "`[B-1]`"),
    Mistake("yes where YAML has true", {"modules/course.yaml": COURSE + "clinical: yes\n"}, "wrong-value", 6, "`true`"),
    Mistake("a colour without quotes", {"modules/course.yaml": COURSE + "theme: {accent: #0b5d66}\n"}, "yaml-syntax", 6, "quotes"),
    Mistake("a colour by name", {"modules/course.yaml": COURSE + "theme: {accent: teal}\n"}, "wrong-value", 6, "#0b5d66"),
    Mistake("tries in words", {"modules/basics/module.yaml": MODULE + "  attempts: two\n"}, "wrong-value", 12, "'unlimited'"),
    Mistake("a reviewer as text", {LESSON: HEAD.replace("minutes", "review: {status: reviewed, by: Jo}\nminutes")}, "wrong-value", 4, "[{name: Jo}]"),
    Mistake("objectives as a list", {"modules/basics/module.yaml": MODULE.replace("  B-1: {text: Say what a pause is for, level: understand}", "  - B-1")}, "wrong-value", 4, "AN-ID: {text"),
    Mistake("a source that nothing cites", {LESSON: HEAD + "A [pause](term:pause).\n"}, "unused-source", 1),
    Mistake("a file that nothing shows", {"assets/a.svg": "<svg/>"}, "unused-asset", 1),
    lesson("an accepted rule that is kept", "<!-- ok IW19: no reason is needed -->\n\nText.\n", "acceptance-unused", 8, "delete"),
]  # fmt: skip


# --- one mistake, one finding ---------------------------------------------------------------------

SECOND = "modules/more/01-second.md"
ASKS = (
    OPEN.replace("b-1-f01", "m-1-f01")
    .replace("B-1", "M-1")
    .replace("What?", "What can a pause give back to somebody who has been hurried?")
)
TWO = {
    "modules/course.yaml": COURSE.replace("[basics]", "[basics, more]", 1) + "score: quiz\n",
    "modules/more/module.yaml": "id: more\ntitle: More\nobjectives:\n  M-1: {text: Say more}\nlessons: [second]\n",
    SECOND: HEAD.replace("id: first", "id: second").replace("[B-1]", "[M-1, B-1]")
    + "It follows on [the first](lesson:first).\n\n"
    + ASKS + "- [x] A choice\n  > It comes back with a breath.\n- [ ] The hour\n  > The hour is gone.\n:::\n",
}  # fmt: skip
"""A second module that hangs on the first: on its lesson, its objective and its quiz."""
MODULE_FILE, BANK_FILE = "modules/basics/module.yaml", "modules/basics/bank-basics.md"
USES = "A [pause](term:pause) gives a choice back [@Doe2020].\n"
COPY = GOOD.replace("A choice", "Sleep").replace("The hour", "Food")
LOCKED = "module basics 0\nfirst lesson 0\nquiz assessment 0\nb-1-f01 question/choice 0 key=00000000 options=0:11111111,1:22222222\n"


def whole(name: str, path: str, text: str, rule: str) -> tuple[str, dict[str, str], str]:
    """A mistake in a file on which the rest of the course hangs."""
    return name, {**TWO, path: text}, rule


ALONE = [
    whole("an empty module.yaml", MODULE_FILE, "", "empty-file"),
    whole("a module.yaml of comments", MODULE_FILE, "# later\n", "empty-file"),
    whole("a module.yaml that is a list", MODULE_FILE, "- a\n", "wrong-value"),
    whole("a module.yaml that is no YAML", MODULE_FILE, MODULE.replace("title: B", "title: B: b"), "yaml-syntax"),
    whole("a module.yaml that is not UTF-8", MODULE_FILE, MODULE.replace("Basics", "caf\udce9"), "not-utf-8"),
    whole("a module.yaml without an id", MODULE_FILE, MODULE.replace("id: basics\n", ""), "missing-key"),
    whole("a module's id that is not its folder's", MODULE_FILE, MODULE.replace("id: basics", "id: basic"), "module-id"),
    whole("objectives that cannot be read", MODULE_FILE, MODULE.replace("{text: Say what a pause is for, level: understand}", "Say"), "wrong-value"),
    whole("lessons that are no list", MODULE_FILE, MODULE.replace("[first]", "first"), "wrong-value"),
    whole("lessons under a wrong name", MODULE_FILE, MODULE.replace("lessons:", "lesson:"), "unknown-key"),
    whole("an assessment that cannot be read", MODULE_FILE, MODULE.replace("draw: 1", "draw: some"), "wrong-value"),
    whole("an empty lesson", LESSON, "", "front-matter-missing"),
    whole("a lesson without front matter", LESSON, USES, "front-matter-missing"),
    whole("front matter that never ends", LESSON, HEAD.replace("\n---\n", "\n", 1) + USES, "front-matter-unclosed"),
    whole("front matter that is no YAML", LESSON, HEAD.replace("title: A", "title: A: a") + USES, "yaml-syntax"),
    whole("a lesson that is not UTF-8", LESSON, HEAD + USES + "caf\udce9\n", "not-utf-8"),
    whole("a lesson's id that is none", LESSON, HEAD.replace("id: first", "id: First") + USES, "wrong-value"),
    whole("a copied lesson that kept its id", SECOND, TWO[SECOND].replace("id: second", "id: first"), "duplicate-id"),
    whole("an empty bank", BANK_FILE, "", "front-matter-missing"),
    whole("a question that cannot be read, the only one", BANK_FILE, BANK.replace("answer: true", "answer: so"), "setting-value"),
    whole("an empty glossary entry", "modules/glossary.md", "# pause {#pause}\n\nText.\n", "glossary-text"),
    whole("modules that are no list", "modules/course.yaml", COURSE.replace("[basics]", "basics"), "wrong-value"),
    whole("a module listed twice", "modules/course.yaml", COURSE.replace("[basics]", "[basics, more, basics]", 1), "listed-twice"),
    whole("a lesson listed twice", MODULE_FILE, MODULE.replace("[first]", "[first, first]"), "listed-twice"),
    whole("the only text with a term and a source cannot be read", LESSON, HEAD + GOOD.replace("What?", USES).replace("[ ]", "[x]"), "many-keys"),
    whole("a module's name misspelt", "modules/course.yaml", TWO["modules/course.yaml"].replace("[basics", "[basicks"), "unknown-module"),
    whole("a lesson's name misspelt", MODULE_FILE, MODULE.replace("[first]", "[frist]"), "unknown-lesson"),
    whole("a term without its id", "modules/glossary.md", "## pause\n\nText.\n", "term-form"),
    whole("a key with a capital", LESSON, HEAD.replace("minutes", "Minutes") + USES, "unknown-key"),
    whole("objectives that are no list", LESSON, HEAD.replace("[B-1]", "B-1") + USES, "wrong-value"),
    whole("a setting misspelt that is needed", LESSON, HEAD + USES + "\n" + GOOD.replace("objective:", "objetive:"), "setting-unknown"),
    whole("pairs with the other arrow", LESSON, HEAD + USES + "\n" + block("match", "", "Which?\n\n- a -> b\n- c -> d"), "no-arrow"),
    whole("an option with round brackets", LESSON, HEAD + USES + "\n" + GOOD.replace("[x]", "(x)"), "unmarked-option"),
    whole("meters that cannot be read", LESSON, HEAD + USES + "\n" + scene("- Wait -> end {best, calm +1}\n- Go on -> end {costly}").replace("cast: Jo", "cast: Jo\nmeters: calm: 2"), "setting-value"),
    ("a copied question that kept its id", {LESSON: HEAD + USES + "\n" + GOOD + "\n" + COPY}, "duplicate-id"),
    ("a copy of another kind", {LESSON: HEAD + USES + "\n" + GOOD + "\n" + block("truefalse", "answer: true", "It is.")}, "duplicate-id"),
    ("a copy above a question that the lock knows", {LESSON: HEAD + USES + "\n" + COPY + "\n" + GOOD, "modules/ids.lock": LOCKED}, "duplicate-id"),
    ("a question under its lesson's id", {LESSON: HEAD + USES + "\n" + GOOD.replace("b-1-f01", "first")}, "duplicate-id"),
]  # fmt: skip


@pytest.mark.parametrize("name, files, rule", ALONE, ids=[each[0] for each in ALONE])
def test_what_only_follows_from_a_mistake_is_not_told(
    name: str, files: dict[str, str], rule: str, tmp_path: Path
) -> None:
    result = checked(tmp_path, files)

    told = {each.rule for each in result.diagnostics if not each.rule.startswith("IW")}
    assert told == {rule}, [(each.rule, each.message) for each in result.diagnostics]


def test_a_module_whose_file_cannot_be_read_is_checked_all_the_same(tmp_path: Path) -> None:
    result = checked(tmp_path, {MODULE_FILE: "", LESSON: HEAD + USES + "See [it](term:puase).\n"})

    assert {each.rule for each in result.diagnostics} == {"empty-file", "unknown-term"}


@pytest.mark.parametrize(
    "line", ["Note: it rains.", "Later: the rain has stopped.", "The voice says: go.", "At 12:30: rain."]
)  # fmt: skip
def test_what_happens_may_have_a_colon(line: str, tmp_path: Path) -> None:
    result = checked(tmp_path, {LESSON: HEAD + said(f"Jonas: Well?\n\n{line}")})

    assert "scenario-cast" not in {each.rule for each in result.diagnostics}


def told(found: Diagnostic) -> str:
    return f"{found.message} {found.label} {found.help}"


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_on_its_line(mistake: Mistake, tmp_path: Path) -> None:
    result = checked(tmp_path, mistake.files)

    found = [each for each in result.diagnostics if each.rule == mistake.rule]
    assert found, [each.rule for each in result.diagnostics]
    assert mistake.line in [each.span.line for each in found], [each.span for each in found]
    assert any(mistake.words in told(each) for each in found), [told(each) for each in found]


def test_the_corpus_holds_a_hundred_and_fifty_mistakes() -> None:
    assert len(MISTAKES) >= 150


def test_no_mistake_hides_another(tmp_path: Path) -> None:
    bodies = [
        mistake
        for mistake in MISTAKES
        if list(mistake.files) == [LESSON] and mistake.files[LESSON].startswith(HEAD)
        and mistake.rule not in ("fence-unclosed", "comment-unclosed", "title-heading", "heading-order",
                                 "fence-stray", "duplicate-id", "setext-heading")
    ]  # fmt: skip
    step = 1 if FULL else 7
    for first, second in zip(bodies[::step], bodies[1::step], strict=False):
        text = first.files[LESSON] + "\n" + second.files[LESSON].removeprefix(HEAD)
        result = checked(tmp_path / f"{first.name}-{second.name}", {LESSON: text})
        rules = {each.rule for each in result.diagnostics}
        assert {first.rule, second.rule} <= rules, (first.name, second.name)


def test_bytes_that_are_not_utf_8_are_told_with_their_place(tmp_path: Path) -> None:
    write(tmp_path, {})
    (tmp_path / LESSON).write_bytes(HEAD.encode() + b"caf\xe9\n")

    result = checked(tmp_path, {LESSON: HEAD + "caf\udce9\n"})

    found = next(each for each in result.diagnostics if each.rule == "not-utf-8")
    assert (found.span.line, found.span.column) == (8, 4)


def test_carriage_returns_a_mark_tabs_and_curly_quotes_are_taken_as_typed(tmp_path: Path) -> None:
    text = "\ufeff" + (HEAD + "A “[pause](term:pause)”\t[@Doe2020].  \n").replace("\n", "\r\n")

    result = checked(tmp_path, {LESSON: text})

    assert {each.rule for each in result.diagnostics} == {"lock-stale"}


def test_a_lesson_of_twenty_megabytes_is_refused_in_words(tmp_path: Path) -> None:
    result = checked(tmp_path, {LESSON: HEAD + "word " * 4_000_000})

    assert "too-large" in {each.rule for each in result.diagnostics}


def test_a_symlink_out_of_the_course_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    course = write(tmp_path / "course", {})
    os.symlink(outside, course / "modules" / "basics" / "02-link.md")

    result = checked(course, {})

    assert "outside-course" in {each.rule for each in result.diagnostics}


def test_a_folder_that_is_no_course_says_so(tmp_path: Path) -> None:
    from ihrp_course.source import read

    _, problems = read(tmp_path)

    assert [each.rule for each in problems] == ["no-course"]
