"""An inspection for a program. Names in the object never change their meaning."""

from __future__ import annotations

import json
from typing import Any

from ihrp_course.inspect.model import Finding, Inspection, Node, Update


def render(inspection: Inspection, update: Update | None, colour: bool) -> str:
    """One object; of an update one with `new`, `old` and `update`."""
    if update is None:
        return _text(as_object(inspection))
    return _text(
        {
            "verdict": update.verdict,
            "update": [_finding(each) for each in update.findings],
            "old": as_object(update.old),
            "new": as_object(inspection),
        }
    )


def as_object(inspection: Inspection) -> dict[str, Any]:
    """The inspection as plain values."""
    return {
        "name": inspection.name,
        "verdict": inspection.verdict,
        "kind": inspection.kind.name,
        "label": inspection.kind.label,
        "edition": inspection.kind.edition or None,
        "schemaVersion": inspection.schema_version,
        "title": inspection.title,
        "identifier": inspection.identifier,
        "size": inspection.size,
        "unpackedSize": inspection.unpacked_size,
        "files": inspection.file_count,
        "tree": [_node(each) for each in inspection.tree],
        "largest": [{"path": path, "size": size} for path, size in inspection.largest],
        "declares": list(inspection.declares),
        "reports": [
            {"subject": each.subject, "elements": list(each.elements)}
            for each in inspection.reports
        ],
        "hosts": list(inspection.hosts),
        "findings": [_finding(each) for each in inspection.findings],
    }


def _node(node: Node) -> dict[str, Any]:
    return {
        "title": node.title,
        "identifier": node.identifier,
        "launches": node.launches,
        "scormType": node.scorm_type,
        "size": node.size,
        "items": [_node(each) for each in node.nodes],
    }


def _finding(found: Finding) -> dict[str, Any]:
    rule = found.rule
    return {
        "rule": rule.id,
        "severity": rule.severity,
        "unsafe": rule.is_unsafe,
        "title": rule.title,
        "message": found.message,
        "path": found.path,
        "line": found.line,
        "bites": list(rule.bites),
        "mend": rule.mend,
        "source": rule.source,
    }


def _text(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode()
