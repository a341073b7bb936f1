"""A synthetic course as sources of ours."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.generate import Course, Module, Question, generate


def block(question: Question) -> str:
    """One question as a fenced block."""
    keyed = f"objective: {question.objective}\n"
    head, body, data = "", question.stem, question.data
    match question.kind:
        case "choice" | "multi":
            body += "\n\n" + "\n".join(
                f"- [{'x' if key else ' '}] {text}\n  > {why}" for text, key, why in data
            )
        case "match":
            body += "\n\n" + "\n".join(f"- {left} => {right}" for left, right in data)
        case "sort":
            body += "\n\n" + "\n".join(
                f"### {title}\n" + "\n".join(f"- {card}" for card in cards) for title, cards in data
            )
        case "order":
            body += "\n\n" + "\n".join(f"{n}. {step}" for n, step in enumerate(data, 1))
        case "fill":
            body = f"{question.stem[:-1]} [[{data}]]."
        case "numeric":
            head = f"answer: {data}\ntolerance: 1\n"
        case "truefalse":
            head = f"answer: {'true' if data else 'false'}\n"
        case "scale":
            return f":::scale {question.id}\nlabels: Not at all | Somewhat | Fully\n\n{body}\n:::\n"
        case "open":
            return f":::open {question.id}\n{keyed}\n{body}\n\nModel: {question.rationale}\n:::\n"
    return f":::{question.kind} {question.id}\n{keyed}{head}\n{body}\n\nRationale: {question.rationale}\n:::\n"


def _module_yaml(module: Module) -> str:
    lines = [f"id: {module.id}", f"title: {module.title}"]
    if module.lessons:
        lines.append("objectives:")
        lines += [
            f"  {lesson.id.upper()}: {{text: {json.dumps(lesson.objective, ensure_ascii=False)}, level: apply}}"
            for lesson in module.lessons
        ]
    lines.append(f"lessons: [{', '.join(lesson.id for lesson in module.lessons)}]")
    if module.assessment:
        lines += ["assessment:", f"  id: quiz-{module.id}", "  title: Quiz"]
        lines += [f"  {key}: {json.dumps(value)}" for key, value in module.assessment.items()]
    return "\n".join(lines) + "\n"


def write(course: Course, folder: Path, packages: str = "[modules, course]") -> None:
    """Write the sources, then the lock."""
    modules = folder / "modules"
    modules.mkdir(parents=True, exist_ok=True)
    ids = ", ".join(module.id for module in course.modules)
    (modules / "course.yaml").write_text(
        f"id: {course.id}\ntitle: {course.title}\nversion: 1.0.0\nmodules: [{ids}]\npackages: {packages}\n",
        encoding="utf-8",
    )
    for module in course.modules:
        place = modules / module.id
        place.mkdir(exist_ok=True)
        (place / "module.yaml").write_text(_module_yaml(module), encoding="utf-8")
        for number, lesson in enumerate(module.lessons, 1):
            head = f"---\nid: {lesson.id}\ntitle: {lesson.title}\nminutes: 5\nobjectives: [{lesson.id.upper()}]\n---\n"
            parts = [head, *lesson.blocks, *(block(question) for question in lesson.questions)]
            (place / f"{number:02d}-{lesson.id}.md").write_text("\n\n".join(parts) + "\n", "utf-8")
        if module.bank:
            parts = [f"---\nid: {module.id}\ntitle: Bank\n---\n", *(block(q) for q in module.bank)]
            (place / f"bank-{module.id}.md").write_text("\n\n".join(parts), encoding="utf-8")
    command = [sys.executable, "-m", "ihrp_course", "--course", str(folder), "lock"]
    subprocess.run(command, check=True, capture_output=True)


def make(size: str, folder: Path) -> Path:
    """The course of that size in a folder of its own."""
    target = folder / size
    write(generate(size), target)
    return target
