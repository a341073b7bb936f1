"""Synthetic courses as neutral data, the same for the same seed.

S: 3 modules of 4 lessons of 600 words, 5 questions each. L: 20 modules of 25 lessons of 800 words, 5
questions each. XL: 120 such modules, 3,000 lessons. `plan`: the size and mix of question types of this repository's finished course, 35 lessons
and 371 questions in 6 modules. All text is inline Markdown: **bold**, *em*, `code`, links, and characters
that break careless tools.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

FUNCTION_WORDS = (
    "the of and to a in is that for it as with on be by this are at from or an "
    "not but which when can each into if than then its more will one may"
).split()
ONSETS = "b c d f g h l m n p r s t v w br cl cr dr fl gr pl pr st str th tr sh ch".split()
VOWELS = "a e i o u ai ea ee io ou".split()
CODAS = "n r s t l m d ng nt st ck rd x p ve ss".split()
SPECIAL = [
    "café",
    "naïve",
    "R&D",
    "x < y",
    "5 > 3",
    "“quoted”",
    "it’s",
    "α-test",
    "Zürich",
    "100 %",
]
SEED = 20261123


@dataclass(frozen=True, slots=True)
class Question:
    """`data` is the kind's own: options, pairs, steps, cards, gaps or a number."""

    id: str
    kind: str
    objective: str
    stem: str
    rationale: str
    data: Any


@dataclass(frozen=True, slots=True)
class Lesson:
    id: str
    title: str
    objective: str
    blocks: tuple[str, ...]  # Markdown, one piece each
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Module:
    id: str
    title: str
    lessons: tuple[Lesson, ...]
    bank: tuple[Question, ...] = ()
    assessment: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Course:
    id: str
    title: str
    modules: tuple[Module, ...]


class Writer:
    """Makes words, sentences and pieces of Markdown."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.vocabulary = self._vocabulary(1800)
        self.weights = [1 / (place + 3) for place in range(len(self.vocabulary))]

    def _vocabulary(self, count: int) -> list[str]:
        seen, words = set(FUNCTION_WORDS), list[str]()
        while len(words) < count:
            syllables = self.rng.choice((1, 1, 2, 2, 3))
            word = "".join(
                self.rng.choice(ONSETS) + self.rng.choice(VOWELS) for _ in range(syllables)
            )
            word += self.rng.choice(CODAS)
            if 3 <= len(word) <= 13 and word not in seen:
                seen.add(word)
                words.append(word)
        return words

    def content(self, count: int) -> list[str]:
        return self.rng.choices(self.vocabulary, self.weights, k=count)

    def sentence(self, count: int = 0, inline: bool = True) -> str:
        count = count or self.rng.randint(8, 22)
        words = [
            self.rng.choice(FUNCTION_WORDS) if self.rng.random() < 0.42 else word
            for word in self.content(count)
        ]
        if inline:
            chance, place = self.rng.random(), self.rng.randrange(count)
            word = words[place]
            forms = [
                (0.10, f"**{word}**"),
                (0.18, f"*{word}*"),
                (0.24, f"`{word}`"),
                (0.27, f"[{word}](https://example.org/{word})"),
                (0.32, self.rng.choice(SPECIAL)),
            ]
            words[place] = next((form for limit, form in forms if chance < limit), word)
        text = " ".join(words)
        return text[0].upper() + text[1:] + "."

    def title(self, count: int = 0) -> str:
        return " ".join(self.content(count or self.rng.randint(2, 4))).capitalize()

    def prose(self, words: int) -> tuple[str, ...]:
        """Paragraphs, lists, code, quotes and tables of about so many words."""
        pieces: list[str] = []
        while words > 0:
            if pieces and self.rng.random() < 0.16:
                pieces.append(f"## {self.title()}")
            chance = self.rng.random() if pieces else 0
            if chance < 0.72:
                count = min(words, self.rng.randint(40, 95))
                pieces.append(" ".join(self.sentence() for _ in range(max(1, count // 15))))
                words -= count
            elif chance < 0.88:
                mark = "- " if chance < 0.81 else "1. "
                items = [
                    self.sentence(self.rng.randint(5, 12)) for _ in range(self.rng.randint(3, 5))
                ]
                pieces.append("\n".join(mark + item for item in items))
                words -= sum(len(item.split()) for item in items)
            elif chance < 0.93:
                lines = [f"{a} = {b}({c!r})" for a, b, c in (self.content(3) for _ in range(3))]
                pieces.append("```python\n" + "\n".join(lines) + "\n```")
                words -= 12
            elif chance < 0.97:
                pieces.append(f"> {self.sentence(14)}")
                words -= 14
            else:
                rows = ["| " + " | ".join(self.title(1) for _ in range(3)) + " |", "|---|---|---|"]
                rows += [
                    "| " + " | ".join(self.title(2) for _ in range(3)) + " |" for _ in range(4)
                ]
                pieces.append("\n".join(rows))
                words -= 27
        return tuple(pieces)

    def question(self, id: str, kind: str, objective: str) -> Question:
        stem = self.sentence(self.rng.randint(9, 16), inline=False)[:-1] + "?"
        rationale = self.sentence(12, inline=False)
        return Question(id, kind, objective, stem, rationale, self._data(kind))

    def _texts(self, count: int, words: int = 5) -> list[str]:
        return [f"{self.sentence(words, inline=False)[:-1]} {n}" for n in range(count)]

    def _data(self, kind: str) -> Any:
        if kind in ("choice", "multi"):
            count = 4 if kind == "choice" else 5
            keys = set(self.rng.sample(range(count), 1 if kind == "choice" else 2))
            feedback = [self.sentence(7, inline=False) for _ in range(count)]
            return list(
                zip(self._texts(count), [n in keys for n in range(count)], feedback, strict=True)
            )
        if kind == "match":
            return list(zip(self._texts(4), self._texts(4), strict=True))
        if kind == "sort":
            return [(self.title(2), self._texts(3)) for _ in range(3)]
        if kind == "order":
            return self._texts(5)
        if kind in ("fill", "numeric"):
            return self.content(1)[0] if kind == "fill" else self.rng.randint(1, 90)
        return self.rng.random() < 0.5


def even(writer: Writer, id: str, modules: int, lessons: int, words: int, each: int) -> Course:
    made = []
    for m in range(1, modules + 1):
        taught, bank = [], list[Question]()
        for n in range(1, lessons + 1):
            name = f"m{m:02d}-l{n:02d}"
            kinds = ["multi" if writer.rng.random() < 0.3 else "choice" for _ in range(each)]
            questions = [
                writer.question(f"{name}-q{q}", k, name.upper()) for q, k in enumerate(kinds)
            ]
            own, rest = questions[: (each + 1) // 2], questions[(each + 1) // 2 :]
            bank += rest
            taught.append(
                Lesson(
                    name,
                    writer.title(),
                    writer.sentence(12, False),
                    writer.prose(words),
                    tuple(own),
                )
            )
        quiz = {"banks": [f"m{m:02d}"], "draw": min(10, len(bank)), "pass": 70}
        made.append(Module(f"m{m:02d}", writer.title(3), tuple(taught), tuple(bank), quiz))
    return Course(id, f"Synthetic course {id}", tuple(made))


MIX = {
    "choice": 201, "multi": 46, "sort": 43, "match": 30, "order": 18, "truefalse": 10, "fill": 8, "numeric": 6,
    "open": 6, "scale": 3,
}  # fmt: skip
LESSONS_ONLY = ("truefalse", "open", "scale")
PLAN = (("or", 1, 0, 0), ("hr", 9, 72, 20), ("tr", 8, 51, 16), ("mf", 8, 52, 16), ("sk", 9, 64, 18))


def _plan(writer: Writer) -> Course:
    kinds = [kind for kind, count in MIX.items() for _ in range(count)]
    writer.rng.shuffle(kinds)
    private = [kind for kind in kinds if kind in LESSONS_ONLY]
    graded = [kind for kind in kinds if kind not in LESSONS_ONLY]
    for_banks, for_lessons = graded[:239], graded[239:] + private
    made = []
    for id, lessons, banked, draw in PLAN:
        share = len(for_lessons) if id == "sk" else round(132 * lessons / 35)
        own, for_lessons = for_lessons[:share], for_lessons[share:]
        names = [f"{id}-{n}" for n in range(1, lessons + 1)]
        taught = []
        for n, name in enumerate(names):
            mine = own[n::lessons]
            questions = [
                writer.question(f"{name}-f{q:02d}", k, name.upper()) for q, k in enumerate(mine)
            ]
            taught.append(
                Lesson(
                    name,
                    writer.title(),
                    writer.sentence(12, False),
                    writer.prose(900),
                    tuple(questions),
                )
            )
        bank = [
            writer.question(f"{id}-s{q:02d}", for_banks.pop(), names[q % lessons].upper())
            for q in range(banked)
        ]
        quiz = {"banks": [id], "draw": draw, "pass": 80} if banked else {}
        made.append(Module(id, writer.title(3), tuple(taught), tuple(bank), quiz))
    final = {"banks": "all", "draw": 30, "pass": 80, "quota": {"hr": 9, "tr": 6, "mf": 6, "sk": 9}}
    made.append(Module("final", "Final assessment", (), (), final))
    return Course("plan", "Synthetic course of the plan's size", tuple(made))


def generate(size: str, seed: int = SEED) -> Course:
    """A course of size S, L, XL or plan."""
    writer = Writer(seed)
    if size == "S":
        return even(writer, "s", 3, 4, 600, 5)
    if size == "L":
        return even(writer, "l", 20, 25, 800, 5)
    if size == "XL":
        return even(writer, "x", 120, 25, 800, 5)
    return _plan(writer)
