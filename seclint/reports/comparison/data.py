"""The comparison for programs: JSON, seclint-compare/1, with every change and its nature."""

from typing import Any

from seclint.facts.alignment import Change, Edit
from seclint.reports import Look
from seclint.reports.comparison.entries import Comparison, Said
from seclint.reports.json import dumps, place_data


def render(comparison: Comparison, _: Look) -> str:
    """Every change, also those of version, date, numbering and formatting."""
    alignment = comparison.alignment
    return dumps(
        {
            "schema": "seclint-compare/1",
            "old": alignment.old.document.path,
            "new": alignment.new.document.path,
            "changes": [_change(comparison, change) for change in alignment.changes],
            "summary": {
                "changes": len(alignment.changes),
                "substantive": sum(change.is_substantive for change in alignment.changes),
                "unclaimed": comparison.unspoken if comparison.coverage is not None else None,
            },
        }
    )


def _change(comparison: Comparison, change: Change) -> dict[str, Any]:
    alignment = comparison.alignment
    return {
        "section": {
            "old": alignment.label(change.section[0], new=False) or None,
            "new": alignment.label(change.section[1], new=True) or None,
        },
        "title": comparison.title(change),
        "nature": change.nature,
        "moved": change.moved,
        **{
            "new" if new else "old": {
                "text": " ".join(facts.document.quote(unit.span).replace("\n", " | ") for unit in units),
                "place": place_data(facts.place(units[0].span)),
            }
            if units
            else None
            for facts, units, new in comparison.sides(change)
        },
        "edits": [_edit(comparison, edit) for edit in change.edits],
        "claims": [_claim(one) for one in comparison.said(change)],
    }


def _edit(comparison: Comparison, edit: Edit) -> dict[str, str]:
    old, new = comparison.alignment.old.document, comparison.alignment.new.document
    return {"old": old.quote(edit.old_span), "new": new.quote(edit.new_span), "nature": edit.nature}


def _claim(said: Said) -> dict[str, Any]:
    return {"target": said.target or None, "kind": said.kind, "verb": said.verb, "quote": said.quote, "place": place_data(said.place)}
