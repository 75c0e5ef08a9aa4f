"""What tables say of the document under consultation as a draft and as approved: the version and the date of each."""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.facts.lexicon import Lexicon
from seclint.facts.tables import Table
from seclint.facts.versions import VersionWords
from seclint.facts.wording import phrases, plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions, Version

_VERSION = compiled(r"\b(?:v|version\s+v?)(?P<number>\d+(?:\.\d+)*)\b")
_NUMBER = compiled(r"\d{1,3}(?:\.\d{1,3})+")
_SIGNS = compiled(r"[^\w\s]+")


class Copy(Struct, frozen=True):
    """A cell that holds nothing but the version or the date of a copy. ``number`` is the version in its row's name, "" without one.

    ``role`` is "" when only that number can tell which copy is meant.
    """

    role: Literal["draft", "final", ""]
    what: Literal["version", "date"]
    value: str
    span: Span
    number: str = ""


class TableCopies(Struct, frozen=True):
    """The tables of a document, and what is needed to understand their cells."""

    document: Document
    mentions: Mentions
    lexicon: Lexicon
    words: VersionWords

    def copies(self, tables: Sequence[Table]) -> Iterator[Copy]:
        """The versions and dates, row by row: "TAD version | v0.6 | v1.0" below "Draft | Final", "Draft TAD v0.9 | 19 April 2031"."""
        versions = {version.token: version for version in self.mentions.versions}
        days = {date.span: date for date in self.mentions.dates if date.precision == "day"}
        for table in tables:
            versioned = any(cell in versions for row in table.rows for cell in row)
            for row in table.rows:
                for cell, head in zip(row[1:], table.heads[1:], strict=False):
                    value = versions.get(cell) or days.get(cell)
                    if value is None:
                        yield from self._bare(plain(self.document.quote(row[0])), head, cell)
                    else:
                        yield from self._copy(plain(self.document.quote(row[0])), head, (cell, value), versioned=versioned)

    def _copy(self, name: str, head: str, given: tuple[Span, Version | Date], *, versioned: bool) -> Iterator[Copy]:
        """What a cell says; a date counts where its row is called by a version, or where the table gives versions as well."""
        roles = (self._role(name), self._role(head))
        told = [role for role in roles if role]
        if None in roles or len(told) > 1:
            return
        role: Literal["draft", "final", ""] = told[0] if told else ""
        cell, value = given
        number = next((match["number"] for match in _VERSION.finditer(name)), "")
        named = bool(self.lexicon.artefact.search(name))
        dated = (number and named) or (role and "date" in f"{name} {head}" and (versioned or (named and "date" in name)))
        if isinstance(value, Version):
            if role:
                yield Copy(role, "version", value.number, cell)
        elif dated:
            yield Copy(role, "date", value.value, cell, number)

    def _bare(self, name: str, head: str, cell: Span) -> Iterator[Copy]:
        """A version without a letter, where the name of its row or column says that it is one: "Approved version | 1.0"."""
        number = _NUMBER.fullmatch(self.document.quote(cell).strip())
        roles = [role for role in (self._role(name), self._role(head)) if role]
        if number and "version" in name and len(roles) == 1:
            yield Copy(roles[0], "version", number[0], cell)

    def _role(self, words: str) -> Literal["draft", "final", ""] | None:
        """What the name of a row or a column says of a copy; "" when nothing, None when it is about something else."""
        bare = _VERSION.sub(" ", self.lexicon.artefact.sub(" ", words))
        left = " ".join(_SIGNS.sub(" ", phrases(self.words.labels).sub(" ", bare)).split())
        if not left:
            return ""
        return "draft" if left in self.words.draft_copies else "final" if left in self.words.final_copies else None
