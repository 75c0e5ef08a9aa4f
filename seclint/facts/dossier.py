"""The facts of the documents of one dossier, by the role that each has in it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Words, align
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion
from seclint.facts.shortfalls import Shortfall, Shortfalls
from seclint.facts.untold import Untold
from seclint.library import Library

ROLES = ("consultation", "draft-tad", "conclusions", "tad", "report")
"""The roles of documents in a dossier; ``tad`` is the final one."""

_FORMATS = ("docx", "pdf", "markdown", "text")  # where an author corrects first


class DossierFacts:
    """What seclint knows of a dossier. A document may be there in several formats; the one that is edited stands for all.

    ``beside`` are the names and titles of the other files that were checked together with it.
    """

    def __init__(self, name: str, members: Sequence[tuple[str, Facts]], library: Library, beside: Sequence[str] = ()) -> None:
        self.name = name
        self.beside = beside
        self.library = library
        self._members: Mapping[str, list[Facts]] = {
            role: sorted((facts for own, facts in members if own == role), key=lambda facts: _FORMATS.index(facts.document.format))
            for role in ROLES
        }

    def get(self, role: str) -> Facts | None:
        """The document in that role, if the dossier has it."""
        found = self._members[role]
        return found[0] if found else None

    def formats(self, role: str) -> Sequence[Facts]:
        """The same document in every format that is there."""
        return self._members[role]

    def paged(self, role: str) -> Facts | None:
        """The document in that role in a format that has pages."""
        return next((facts for facts in self._members[role] if facts.document.pages), None)

    @property
    def documents(self) -> Iterator[tuple[str, Facts]]:
        """The roles that are filled, each with its document."""
        for role, found in self._members.items():
            if found:
                yield role, found[0]

    @property
    def everything(self) -> Iterator[Facts]:
        """Every document in every format."""
        for found in self._members.values():
            yield from found

    @cached_property
    def words(self) -> Words:
        """The words that tell what a difference means."""
        return self.library.load("registers", "comparison", Words)

    def called(self, role: str) -> str:
        """The role in words: "draft TAD"."""
        return self.words.roles[role].format(artefact=self._artefact or self.words.roles["artefact"])

    @cached_property
    def _artefact(self) -> str:
        """The document under consultation, as most of the documents have it."""
        named = [facts.subject.artefact for _, facts in self.documents if facts.subject.artefact]
        return max(named, key=named.count, default="")

    @cached_property
    def alignment(self) -> Alignment | None:
        """Draft and final document side by side, when both are there."""
        draft, final = self.get("draft-tad"), self.get("tad")
        if draft is None or final is None:
            return None
        # Two documents of one format are laid side by side where there are such: readers are not perfectly alike.
        for one in self.formats("draft-tad"):
            for other in self.formats("tad"):
                if one.document.format == other.document.format:
                    return align(one, other, self.words)
        return align(draft, final, self.words)

    @cached_property
    def amendments(self) -> Amendments | None:
        """What the conclusions say was changed, when conclusions, draft and final document are there."""
        conclusions, alignment = self.get("conclusions"), self.alignment
        return Amendments(conclusions, alignment) if conclusions is not None and alignment is not None else None

    @cached_property
    def shortfalls(self) -> Sequence[Shortfall]:
        """The claims of the conclusions about parts that did change, or about none, that the final document does not keep."""
        alignment, amendments = self.alignment, self.amendments
        return list(Shortfalls(amendments, alignment).found()) if alignment is not None and amendments is not None else []

    @cached_property
    def untold(self) -> Untold | None:
        """The plain edits between draft and final document that no sentence of the conclusions tells of."""
        alignment, amendments = self.alignment, self.amendments
        undone = {one.assertion.claim.span for one in self.shortfalls if one.undone and one.way in ("off-topic", "lacking", "standing")}
        return Untold(amendments, alignment, undone) if alignment is not None and amendments is not None else None

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        """What the conclusions claim to have changed."""
        return self.amendments.assertions if self.amendments is not None else ()
