"""What each key of a YAML file is for, as an editor shows it: by model, then by key."""

from __future__ import annotations

from collections.abc import Mapping

_ID = "its id, for ever: small letters, digits and hyphens, unique in the course"
_TITLE = "as learners read it"

WORDS: Mapping[str, Mapping[str, str]] = {
    "LessonFront": {
        "id": _ID,
        "title": _TITLE,
        "minutes": "how long it takes; `check` counts too",
        "objectives": "ids of the objectives that this lesson teaches",
        "care": "a content note: what may be hard to read",
        "covers": "codes of modules/coverage.yaml that this lesson covers",
        "requires": "lessons to be done first",
        "review": "who reviewed it; without this it is a draft",
        "optional": "true: not counted, never asked for",
        "lang": "its language, where it is not the course's",
    },
    "BankFront": {
        "id": "its id, by which an assessment names it",
        "title": _TITLE,
        "review": "who reviewed it; without this it is a draft",
    },
    "Review": {
        "status": "draft, or reviewed: then `by` names somebody, in a clinical course `clinical`",
        "by": "who really reviewed it and agreed to be named",
        "clinical": "clinicians who really reviewed it and agreed to be named",
        "lived-experience": "people with lived experience who did",
        "facts-until": "date until which the facts hold: 2027-05-01",
    },
    "Reviewer": {"name": "as agreed", "role": "such as nurse", "date": "day of the review"},
    "CourseShape": {
        "id": "its id, for ever: packages are called after it",
        "title": _TITLE,
        "version": "three numbers: 1.0.0",
        "language": "such as en or pt-BR",
        "clinical": "true: for clinicians; drafts and the first page say so, a clinician has to review",
        "modules": "folders below modules/, in order",
        "policy": "when a package counts as done",
        "standards": "what `build` makes",
        "packages": "one for each module, one of the whole course, or both",
        "score": "the assessment whose score the whole course reports",
        "rules": "the severity of a rule by its name: error, warning or off",
        "ce": "continuing education credit, if an approved provider gives it",
        "theme": "colours, logo and name of the course",
    },
    "ThemeShape": {
        "accent": "colour of links and buttons, such as #0b5d66; dark enough to be read on paper",
        "accent-dark": "the same for the dark page; left out, it is made from accent",
        "warm": "colour of content notes and of what wants care",
        "logo": "a drawing for the front page and the certificate: assets/logo.svg",
        "name": "who offers the course, beside the logo",
    },
    "CreditShape": {
        "approval": "number of the approval",
        "provider": "who gives the credit",
        "disclosure": "what has to be disclosed",
    },
    "ModuleShape": {
        "id": "the name of its folder",
        "title": _TITLE,
        "objectives": "what a learner can do afterwards, by id",
        "lessons": "ids of its lessons, in order",
        "assessment": "a quiz drawn from banks",
    },
    "ObjectiveShape": {"text": "begins with a verb", "level": "what it asks for"},
    "AssessmentShape": {
        "id": _ID,
        "title": _TITLE,
        "banks": "ids of banks, or all",
        "draw": "how many questions are drawn",
        "stratify": "draw evenly: one per lesson first, then new objectives",
        "at-least": "how many of a tag: {safety-critical: 4}",
        "quota": "how many per module; adds up to `draw`",
        "must-pass": "a tag; every drawn question with it has to be put right",
        "pass": "percent",
        "attempts": "a number, or unlimited",
        "unseen-first": "a retake asks what was not asked yet",
        "care": "a content note: what may be hard to read in its questions",
        "requires": "lessons to be done first",
    },
    "SupportShape": {"regions": "where a learner can turn, by region"},
    "RegionShape": {"id": "such as us", "name": "as learners read it", "contacts": "in order"},
    "ContactShape": {
        "kind": "such as emergency or crisis",
        "name": "as learners read it",
        "number": "shipped only with `checked` and `by`",
        "checked": "day on which somebody called it",
        "by": "who called it",
    },
    "LanguageRule": {
        "id": "by which a finding is accepted: L01",
        "severity": "error, warning or off",
        "pattern": "a Python regular expression, in single quotes",
        "prefer": "what to write instead",
        "exceptions": "letters of the reasons for which a finding may be accepted",
        "source": "where the rule comes from",
    },
    "CoverageShape": {
        "rows": "the ideas that the course has to cover, by code",
        "people": "those whom the rows name",
    },
    "CoverageRow": {
        "concept": "the idea",
        "people": "names that stand below `people:`",
        "objectives": "what a learner can do with it",
    },
    "PersonShape": {
        "name": "as the rows name them",
        "said": "what the source attributes to them",
        "rule": "how to speak of it",
    },
}
