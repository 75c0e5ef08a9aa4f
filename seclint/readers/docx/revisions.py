"""Tracked changes: what was inserted is text, what was deleted is not; both are kept as data."""

from collections.abc import Callable

from lxml import etree

from seclint.model import Revision, Span
from seclint.readers.builder import Builder
from seclint.readers.docx.names import DELETED, INSERTED, W
from seclint.readers.docx.pieces import at_once
from seclint.readers.docx.walk import Walk


def revised(element: etree._Element, kind: str, text: str = "") -> Callable[[Builder, Span], None]:
    """What a stretch does that was changed and not yet accepted; ``element`` says by whom and when."""
    author, date = element.get(W + "author", ""), element.get(W + "date", "")

    def done(builder: Builder, span: Span) -> None:
        builder.revisions.append(Revision(kind, span, author, date, text))  # type: ignore[arg-type]

    return done


def inserted(walk: Walk, element: etree._Element) -> None:
    """``w:ins`` and ``w:moveTo`` around runs."""
    stretch = walk.begin(revised(element, "insertion" if element.tag == INSERTED else "move"))
    walk.children(element)
    walk.flow.pieces.append(stretch.end)


def removed(walk: Walk, element: etree._Element) -> None:
    """``w:del`` and ``w:moveFrom`` around runs."""
    words = walk.lose(element)
    if words:
        kind = "deletion" if element.tag == DELETED else "move"
        walk.flow.pieces.append(at_once(revised(element, kind, words)))
