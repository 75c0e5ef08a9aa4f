"""A document's typed facts, each computed once, each with its span."""

from functools import cached_property

from seclint.library import Library
from seclint.model import Document, Place, Span, Stage


class Facts:
    """What seclint knows of one document. Checks read facts and nothing else.

    ``kind`` overrides what is recognised. ``as_of`` is the ISO day on which "today" falls, or None: nothing reads the clock.
    """

    def __init__(
        self,
        document: Document,
        library: Library,
        *,
        kind: str | None = None,
        stage: Stage = "publish",
        as_of: str | None = None,
    ) -> None:
        self.document = document
        self.library = library
        self.stage = stage
        self.as_of = as_of
        self._kind = kind
