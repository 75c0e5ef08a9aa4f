"""What changed between two versions of a document: what `seclint compare` prints."""

import html
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from seclint.facts import Facts
from seclint.facts.alignment import COVER, Alignment, Change, Unit
from seclint.facts.alignment.edits import Edit
from seclint.facts.amendments import Assertion, changes_in
from seclint.model import Span
from seclint.reports import Look
from seclint.reports.json import dumps, place_data
from seclint.reports.words import harmless, place_in_words

_WIDE = 100  # columns from which on old and new stand side by side
_COLOURS = {"-": "31", "+": "32", "title": "1", "claim": "36"}


def render(alignment: Alignment, assertions: Sequence[Assertion], format: str, look: Look, *, everything: bool = False) -> str:
    """The comparison as "text", "json" or "html"; without ``everything`` text and html leave out what changes no substance."""
    claims: dict[int, list[Assertion]] = {id(change): [] for change in alignment.changes}
    for assertion in assertions:
        for change in changes_in(alignment, assertion.scope) if assertion.scope.is_found else ():
            claims[id(change)].append(assertion)
    if format == "json":
        return dumps(_data(alignment, claims))
    shown = [change for change in alignment.changes if everything or change.is_substantive]
    if format == "html":
        return _html(alignment, shown, claims)
    return "".join(f"{line}\n" if line else "\n" for line in _lines(alignment, shown, claims, look))


def _lines(alignment: Alignment, shown: Sequence[Change], claims: dict[int, list[Assertion]], look: Look) -> Iterator[str]:
    yield f"{harmless(alignment.old.document.path)} -> {harmless(alignment.new.document.path)}"
    heading = None
    for change in shown:
        title = _title(alignment, change)
        if title != heading:
            yield from ("", _painted(harmless(title), "title", look))
            heading = title
        yield from _change_lines(alignment, change, look)
        for claim in dict.fromkeys(map(_claimed, claims[id(change)])):
            yield _painted(f"   = claim: {harmless(claim)}", "claim", look)
    hidden = len(alignment.changes) - len(shown)
    yield ""
    yield (
        f"{len(shown)} changes in {len({_title(alignment, change) for change in shown})} sections"
        + (f"; {hidden} of version, date, numbering or formatting not shown (--all shows them)" if hidden else "")
    )


def _change_lines(alignment: Alignment, change: Change, look: Look) -> Iterator[str]:
    kind = "" if change.is_substantive else f" [{change.nature}]"
    where = " -> ".join(
        dict.fromkeys(
            place_in_words(facts.place(units[0].span)) or "cover"
            for facts, units in ((alignment.old, change.old), (alignment.new, change.new))
            if units
        )
    )
    what = "moved" if change.moved else "added" if not change.old else "removed" if not change.new else "changed"
    yield f"  {what}{kind}: {harmless(where)}"
    old, new = (_marked(facts, units, change, new=side) for facts, units, side in _sides(alignment, change))
    if look.width >= _WIDE and change.old and change.new:
        room = (look.width - 7) // 2
        left, right = textwrap.wrap(old, room), textwrap.wrap(new, room)
        for index in range(max(len(left), len(right))):
            mine, theirs = (side[index] if index < len(side) else "" for side in (left, right))
            yield f"   {_inked(mine.ljust(room), look)} | {_inked(theirs, look)}".rstrip()
        return
    for sign, words in (("-", old), ("+", new)):
        for line in textwrap.wrap(words, max(40, look.width - 6)):
            yield f"   {_painted(sign, sign, look)} {_inked(line, look)}"


def _sides(alignment: Alignment, change: Change) -> Iterator[tuple[Facts, Sequence[Unit], bool]]:
    yield alignment.old, change.old, False
    yield alignment.new, change.new, True


def _marked(facts: Facts, units: Sequence[Unit], change: Change, *, new: bool) -> str:
    """The words of the units with what differs in marks: [-gone-], {+new+}; whole units bear none."""
    parts = []
    for unit in units:
        at, said = unit.span.start, ""
        for edit in change.edits if change.old and change.new else ():
            span = edit.new_span if new else edit.old_span
            if (edit.new if new else edit.old) and span.within(unit.span):
                mark = "{+%s+}" if new else "[-%s-]"
                said += _text(facts, Span(at, span.start)) + mark % _text(facts, span)
                at = span.end
        parts.append((f"{unit.label} " if unit.label else "") + said + _text(facts, Span(at, unit.span.end)))
    return harmless(" ".join(parts))


def _text(facts: Facts, span: Span) -> str:
    return facts.document.quote(span).replace("\n", " | ") if facts.document.block_at(span.start).cell else facts.document.quote(span)


def _title(alignment: Alignment, change: Change) -> str:
    names = []
    for facts, index in zip((alignment.old, alignment.new), change.section, strict=True):
        if index is not None and index != COVER:
            section = facts.outline.sections[index]
            names.append(f"{section.label} {section.title}".strip())
    return " -> ".join(dict.fromkeys(names)) or "Cover"


def _claimed(assertion: Assertion) -> str:
    claim = assertion.claim
    return f"{claim.verb} {claim.kind} {claim.target}"


def _painted(text: str, colour: str, look: Look) -> str:
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if look.colour else text


def _inked(line: str, look: Look) -> str:
    if not look.colour:
        return line
    for opening, closing, sign in (("[-", "-]", "-"), ("{+", "+}", "+")):
        line = line.replace(opening, f"\x1b[{_COLOURS[sign]}m{opening}").replace(closing, f"{closing}\x1b[0m")
    return line


def _data(alignment: Alignment, claims: dict[int, list[Assertion]]) -> dict[str, Any]:
    return {
        "schema": "seclint-compare/1",
        "old": alignment.old.document.path,
        "new": alignment.new.document.path,
        "changes": [_change_data(alignment, change, claims[id(change)]) for change in alignment.changes],
        "summary": {
            "changes": len(alignment.changes),
            "substantive": sum(change.is_substantive for change in alignment.changes),
            "unclaimed": sum(change.is_substantive and not claims[id(change)] for change in alignment.changes),
        },
    }


def _change_data(alignment: Alignment, change: Change, claims: Sequence[Assertion]) -> dict[str, Any]:
    return {
        "section": {
            "old": alignment.label(change.section[0], new=False) or None,
            "new": alignment.label(change.section[1], new=True) or None,
        },
        "title": _title(alignment, change),
        "nature": change.nature,
        "moved": change.moved,
        **{
            name: {
                "text": " ".join(_text(facts, unit.span) for unit in units),
                "place": place_data(facts.place(units[0].span)),
            }
            if units
            else None
            for name, (facts, units, _) in zip(("old", "new"), _sides(alignment, change), strict=True)
        },
        "edits": [_edit_data(alignment, edit) for edit in change.edits],
        "claims": [{"target": one.claim.target, "kind": one.claim.kind, "verb": one.claim.verb} for one in claims],
    }


def _edit_data(alignment: Alignment, edit: Edit) -> dict[str, str]:
    old, new = alignment.old.document.quote(edit.old_span), alignment.new.document.quote(edit.new_span)
    return {"old": old, "new": new, "nature": edit.nature}


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100%; table-layout: fixed }}
td {{ border: 1px solid #ccc; padding: .4rem .6rem; vertical-align: top }}
del {{ background: #fdd }} ins {{ background: #dfd; text-decoration: none }} .claim {{ color: #046 }} .none {{ color: #a00 }}
</style></head><body><h1>{title}</h1>
{body}
</body></html>
"""


def _html(alignment: Alignment, shown: Sequence[Change], claims: dict[int, list[Assertion]]) -> str:
    body, heading = [], None
    given = any(claims.values())
    for change in shown:
        title = _title(alignment, change)
        if title != heading:
            body.append(f"{'</table>' if heading is not None else ''}<h2>{html.escape(title)}</h2><table>")
            heading = title
        cells = [_html_marks(_marked(facts, units, change, new=new)) for facts, units, new in _sides(alignment, change)]
        body.append(f"<tr><td>{cells[0]}</td><td>{cells[1]}</td></tr>")
        said = "; ".join(dict.fromkeys(map(_claimed, claims[id(change)])))
        if given:
            body.append(
                f'<tr><td colspan="2" class="{"claim" if said else "none"}">{html.escape(said or "no claim covers this")}</td></tr>'
            )
    body.append("</table>" if heading is not None else "<p>No change of substance.</p>")
    title = f"{alignment.old.document.path} - {alignment.new.document.path}"
    return _PAGE.format(title=html.escape(harmless(title)), body="\n".join(body))


def _html_marks(words: str) -> str:
    safe = html.escape(words)
    return safe.replace("[-", "<del>").replace("-]", "</del>").replace("{+", "<ins>").replace("+}", "</ins>")
