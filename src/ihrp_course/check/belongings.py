"""What a course has beside its lessons: glossary, support contacts, assets; each problem at its place."""

from __future__ import annotations

from collections.abc import Mapping

from ihrp_course.check import svg
from ihrp_course.check.course import Draft
from ihrp_course.check.shape import SupportShape, validate
from ihrp_course.diagnostics import Diagnostic, Span, error, warning
from ihrp_course.model import Asset, SupportContact, SupportRegion, Term


def read_terms(draft: Draft) -> dict[str, Term]:
    """The glossary by id."""
    terms: dict[str, Term] = {}
    for entry in draft.parsed.glossary:
        for name, setting in entry.settings.items():
            if name != "also":
                draft.problems.append(
                    error("setting-unknown", setting.name_span, f"a term has no setting `{name}`",
                          help="known here: also")
                )  # fmt: skip
        draft.claim(entry.id, entry.span)
        also = entry.settings.get("also")
        words = tuple(part.strip() for part in also.value.split("|")) if also else ()
        terms[entry.id] = draft.memory.of(
            Term, entry.id, entry.title, words, entry.prose, entry.span
        )
    return terms


def read_support(draft: Draft) -> tuple[SupportRegion, ...]:
    """Contacts; a number that nobody has checked is dropped here, so that it can not be shipped."""
    value = draft.parsed.yaml.get("modules/support.yaml")
    if value is None or value.data is None:
        return ()
    shape, problems = validate(SupportShape, value)
    draft.problems += problems
    if shape is None:
        return ()
    regions = []
    for r, region in enumerate(shape.regions):
        contacts = []
        for c, contact in enumerate(region.contacts):
            is_checked = bool(contact.checked and contact.by)
            if contact.number and not is_checked:
                draft.problems.append(
                    warning(
                        "unchecked-number",
                        value.at("regions", r, "contacts", c, "number"),
                        "nobody has checked this number, so it is not shipped",
                        help="call it, then add `checked:` (the date) and `by:` (who)",
                    )
                )
            number = contact.number if is_checked else ""
            contacts.append(
                SupportContact(contact.kind, contact.name, number, contact.checked, contact.by)
            )
        regions.append(SupportRegion(region.id, region.name, tuple(contacts)))
    return tuple(regions)


def read_assets(draft: Draft, used: Mapping[str, Span]) -> dict[str, Asset]:
    """The assets in use; drawings are cleaned, names that an LMS stumbles over are refused."""
    assets: dict[str, Asset] = {}
    for path, span in used.items():
        found = draft.sources.assets.get(path)
        if found is None:
            continue
        drawing = ""
        if path.endswith(".svg"):
            drawing, problems = draft.memory.of(svg.clean, path, draft.sources.svg.get(path, ""))
            draft.problems += problems
        problem = _asset_name_problem(path, span)
        if problem is not None:
            draft.problems.append(problem)
            continue
        asset = Asset(path, found.size, found.digest, found.file, drawing)
        assets[path] = draft.memory.same(("asset", path), asset)
    return assets


_SAFE = set("abcdefghijklmnopqrstuvwxyz0123456789-_./")


def _asset_name_problem(path: str, span: Span) -> Diagnostic | None:
    wrong = sorted({character for character in path if character not in _SAFE})
    if not wrong and len(path) <= 80:
        return None
    what = " ".join(repr(character) for character in wrong) or "more than 80 characters"
    return error(
        "asset-name",
        span,
        f"LMSs stumble over this file name: {what}",
        help="rename it with small letters, digits and hyphens",
    )
