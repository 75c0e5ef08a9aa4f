"""The comments of a Word file: who says what, what is resolved, what answers what."""

from lxml import etree
from msgspec import Struct

from seclint.model import Comment, Span
from seclint.readers.builder import Builder, normalise
from seclint.readers.docx.names import BREAK, ID, PARAGRAPH, RETURN, TAB, W14, W15, T, W
from seclint.readers.docx.pieces import Stretch

_PARAGRAPH_ID = W14 + "paraId"


class _Said(Struct, frozen=True):
    text: str
    author: str
    resolved: bool
    parent: str | None


class Comments:
    """The comments by id, and the spans of those whose anchors the walk has met."""

    def __init__(self, root: etree._Element | None, extended: etree._Element | None) -> None:
        self._said: dict[str, _Said] = {}
        self._anchored: dict[str, Span] = {}
        self._open: dict[str, Stretch] = {}
        states = {} if extended is None else {one.get(W15 + "paraId", ""): one for one in extended.iter(W15 + "commentEx")}
        comments = [] if root is None else list(root.iter(W + "comment"))
        owners = {_last_paragraph(comment): comment.get(ID, "") for comment in comments}
        for comment in comments:
            self._said[comment.get(ID, "")] = _said(comment, states.get(_last_paragraph(comment)), owners)

    def start(self, identifier: str) -> Stretch | None:
        """The stretch that begins where the comment's words begin; None when there is no such comment."""
        if identifier not in self._said or identifier in self._open:
            return None
        stretch = self._open[identifier] = Stretch(lambda _, span: self._anchor(identifier, span))
        return stretch

    def end(self, identifier: str) -> Stretch | None:
        """The stretch that ends here."""
        return self._open.get(identifier)

    def refer(self, identifier: str, builder: Builder) -> None:
        """The comment's mark stands here; where it covers no words, this is its place."""
        place = builder.end_position()
        if identifier in self._said:
            self._anchored.setdefault(identifier, Span(place, place))

    def all(self) -> list[Comment]:
        """The comments in the order of their places; an answer without a place of its own stands where the question does."""
        found = []
        for identifier, said in self._said.items():
            span = self._anchored.get(identifier) or (self._anchored.get(said.parent) if said.parent else None)
            if span is not None:
                parent = self._said.get(said.parent) if said.parent else None
                resolved = said.resolved or (parent is not None and parent.resolved)
                found.append(Comment(span, said.text, said.author, resolved, said.parent is not None))
        return sorted(found, key=lambda comment: comment.span.start)

    def _anchor(self, identifier: str, span: Span) -> None:
        self._anchored[identifier] = span


def _last_paragraph(comment: etree._Element) -> str:
    """What commentsExtended.xml knows the comment by."""
    paragraphs = list(comment.iter(PARAGRAPH))
    return paragraphs[-1].get(_PARAGRAPH_ID, "?") if paragraphs else "?"


def _said(comment: etree._Element, state: etree._Element | None, owners: dict[str, str]) -> _Said:
    parent = None if state is None else owners.get(state.get(W15 + "paraIdParent", "-"))
    resolved = state is not None and state.get(W15 + "done") in ("1", "true", "on")
    text = " ".join(filter(None, (normalise(_words(paragraph)) for paragraph in comment.iter(PARAGRAPH))))
    return _Said(text, comment.get(W + "author", ""), resolved, parent)


def _words(paragraph: etree._Element) -> str:
    return "".join(" " if one.tag != T else one.text or "" for one in paragraph.iter(T, TAB, BREAK, RETURN))
