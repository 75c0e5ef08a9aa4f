"""The comparison as a page of HTML that stands by itself: old and new side by side, what differs marked."""

import html
from collections.abc import Iterator

from seclint.facts.alignment import Change
from seclint.reports import Look
from seclint.reports.comparison.entries import Comparison, Piece, described
from seclint.reports.html import policy
from seclint.reports.words import counted, harmless, place_in_words

_STYLE = """
:root { color-scheme: light dark }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th { text-align: left }
th, td { border: 1px solid #9996; padding: .4rem .6rem; vertical-align: top; overflow-wrap: anywhere }
del { background: #f003 } ins { background: #0a03; text-decoration: none }
.what { font-size: .85rem; opacity: .8 } .said { border-left: 4px solid #48a } .unsaid { border-left: 4px solid #c60 }
@media (max-width: 40rem) { table, tbody, tr, td, th { display: block } }
"""
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><style>{style}</style></head>
<body><h1>What changed</h1>
<p>Old: {old}<br>New: {new}</p><p>{summary}</p>
{body}
</body></html>
"""


def render(comparison: Comparison, _: Look) -> str:
    """The page. Nothing in it is loaded from elsewhere, and there is no script."""
    old, new = (described(facts) for facts in (comparison.alignment.old, comparison.alignment.new))
    return _PAGE.format(
        policy=html.escape(policy(_STYLE)),
        style=_STYLE,
        title=_safe(f"{old} - {new}"),
        old=_safe(old),
        new=_safe(new),
        summary=_safe(_summary(comparison)),
        body="\n".join(_body(comparison)),
    )


def _body(comparison: Comparison) -> Iterator[str]:
    if not comparison.shown:
        yield "<p>No change of substance.</p>"
    for title, changes in comparison.sections:
        yield f"<section><h2>{_safe(title)}</h2><table><tr><th scope=col>Old</th><th scope=col>New</th></tr>"
        for change in changes:
            yield from _rows(comparison, change)
        yield "</table></section>"


def _rows(comparison: Comparison, change: Change) -> Iterator[str]:
    where = comparison.where(change)
    yield f'<tr><td colspan=2 class="what">{_safe(comparison.what(change) + (f", {where}" if where else ""))}</td></tr>'
    old, new = ("".join(map(_marked, comparison.pieces(change, new=side))) for side in (False, True))
    yield f"<tr><td>{old if change.old else ''}</td><td>{new if change.new else ''}</td></tr>"
    for one in comparison.said(change):
        place = place_in_words(one.place)
        yield f'<tr><td colspan=2 class="said">Conclusions{f", {_safe(place)}" if place else ""}: {_safe(one.quote)}</td></tr>'
    if comparison.is_unspoken(change):
        yield '<tr><td colspan=2 class="unsaid">The conclusions do not speak of this.</td></tr>'


def _summary(comparison: Comparison) -> str:
    words = f"{counted(len(comparison.shown), 'change')} in {counted(len(comparison.sections), 'section')}."
    if comparison.coverage is None or not comparison.shown:
        return words
    unspoken = comparison.unspoken
    return words + (f" The conclusions do not speak of {unspoken} of them." if unspoken else " The conclusions speak of all of substance.")


def _marked(piece: Piece) -> str:
    tag = {"same": "", "gone": "del", "new": "ins"}[piece.mark]
    return f"<{tag}>{_safe(piece.words)}</{tag}>" if tag else _safe(piece.words)


def _safe(words: str) -> str:
    return html.escape(harmless(words))
