"""Whose part a reference means: documents by the names they are cited by, as rules/registers/owners.toml lists them."""

import re
from functools import cached_property

from msgspec import Struct

from seclint.library import Library

# An Act or regulations by name: Gas Act 1986, Electricity and Gas (Internal Markets) Regulations 2019.
_STATUTE = r"(?:[A-Z][\w&-]* (?:(?:and|of) )?)+(?:\([A-Z][^()\n]{1,60}\) )*(?:Act|Regulations|Order)(?: (?:19|20)\d\d)?"


class Owner(Struct, frozen=True, forbid_unknown_fields=True):
    """A document, and the names it is cited by. Where ``short``, versions go by its name however it is cited."""

    name: str
    names: tuple[str, ...]
    short: bool = False


class Names(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/owners.toml: the documents that are cited, and the words around their names."""

    self: tuple[str, ...]
    articles: tuple[str, ...]
    qualifiers: tuple[str, ...]
    other_licences: tuple[str, ...]
    adjectival: tuple[str, ...]
    openers: tuple[str, ...]
    statuses: tuple[str, ...]
    unversioned: tuple[str, ...]
    owner: tuple[Owner, ...]

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {name: owner.name for owner in self.owner for name in owner.names}

    @cached_property
    def _pattern(self) -> str:
        return "|".join(re.escape(name) for name in sorted(self._owners, key=len, reverse=True))

    @cached_property
    def _in_front(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?P<name>{self._pattern})(?P<possessive>[’']s?)?(?P<bracket>\))? $")

    @cached_property
    def _at_end(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?P<name>{self._pattern})$")

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{self._pattern})(?![\w-])")

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in (*self.articles, *self.qualifiers))
        return re.compile(rf"(?:(?:{words}) )*", re.IGNORECASE)

    @cached_property
    def _own(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in sorted(self.self, key=len, reverse=True))
        return re.compile(rf"(?:this|the present|our) (?:(?:draft|final|approved) )?(?:{words})", re.IGNORECASE)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        """A document that a sentence or bracket begins with: "In the TAD, ", "the TAD (", "The Gas Act 1986, "."""
        words = "|".join(re.escape(word) for word in (*self.articles, *self.qualifiers))
        name = rf"(?:(?:{words}) )*(?P<name>{self._pattern}|{_STATUTE})"
        opens = r"(?:^|(?<=[.;:] )|(?<=\n)|(?<![\w-])(?:[Ii]n|[Uu]nder|[Oo]f|[Ww]ithin) )"
        return re.compile(
            rf"{opens}{name}, $|(?<![\w-])(?P<bracketed>{self._pattern}|{_STATUTE})(?: \(?[vV](?:ersion )?[\d.]+\)?)? \($", re.MULTILINE
        )

    @cached_property
    def _other_licence(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, self.other_licences))}) $", re.IGNORECASE)

    def leading(self, text: str, end: int) -> str:
        """The owner that the words in front of ``end`` set: "In the TAD, Section 4.2", "the TAD (Section 4.2)"; "" when they set none."""
        if not text.endswith((", ", " ("), 0, end):
            return ""
        found = self._before.search(text, max(0, text.rfind("\n", 0, end) + 1, end - 120), end)
        return self.resolve(found["name"] or found["bracketed"]) if found else ""

    def is_other_licence(self, text: str, end: int) -> bool:
        """Whether the words in front of ``end`` say that a licence is not DCC's: "supply licence condition 25"."""
        return bool(self._other_licence.search(text, max(0, end - 40), end))

    @cached_property
    def _described(self) -> re.Pattern[str]:
        return re.compile(rf" (?:{'|'.join(map(re.escape, self.adjectival))})s?\b")

    def is_adjective(self, text: str, end: int) -> bool:
        """Whether a section only describes what stands behind it: "section 106 agreement"."""
        return bool(self._described.match(text, end))

    def alone(self, written: str) -> str:
        """The name without what is joined to it: "the TAD" of "the TAD and Annex", "the TAD for the November 2023 SEC Release"."""
        for joint in (" and ", " for the ", " for "):
            first = written.partition(joint)[0]
            if first != written and self.knows(self.resolve(first)) and not self.knows(self.resolve(written)):
                return first
        return written

    def resolve(self, written: str) -> str:
        """The owner that a name means: "self", a registered one, or the name itself without its article."""
        if self._own.fullmatch(written):
            return "self"
        written = re.sub(r" \((?:the )?[“‘\"']?[A-Z][\w&]*[”’\"']?\)$", "", written)
        bare = written[self._leading.match(written).end() :]  # type: ignore[union-attr]  # the pattern matches anything
        known = self._at_end.search(bare)
        return self._owners[known["name"]] if known else bare

    def knows(self, owner: str) -> bool:
        """Whether the owner is "self" or registered."""
        return owner == "self" or owner in self._owners.values()

    def in_front(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """The owner that stands right in front of ``end``: where its name begins, and who it is."""
        found = self._in_front.search(text, max(start, end - 80), end)
        if found is None:
            return None
        return (end if found["bracket"] else found.start()), self._owners[found["name"]]

    def last_in(self, text: str) -> str:
        """The last registered name in the text, as written, or ""."""
        names = [match[0] for match in self._anywhere.finditer(text)]
        return names[-1] if names else ""

    def with_version(self, name: str) -> str:
        """The name under which versions of the document go: its short one, or as it is cited."""
        return next((owner.name for owner in self.owner if owner.short and name in owner.names), name)

    def has_versions(self, name: str) -> bool:
        """Whether a bare number behind the name is a version of it: "GBCS 4.1"."""
        return name in self._owners and name not in self.unversioned

    def without_qualifiers(self, words: str, *, opens: bool = False) -> str:
        """A name without articles and words like "draft"; where it opens a sentence, without "See" and the like."""
        first, _, rest = words.partition(" ")
        if opens and first in self.openers and rest:
            words = rest
        bare = words[self._leading.match(words).end() :]  # type: ignore[union-attr]  # the pattern matches anything
        return re.sub(r"^(?:[a-z-]+ )+", "", bare or words)

    @cached_property
    def _status(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{'|'.join(self.statuses)})(?![\w-])", re.IGNORECASE)

    def status_of(self, before: str, at: int, behind: str) -> str:
        """The status in the words from right before ``at`` on, or right ``behind``; "" when there is none."""
        found = [match for match in self._status.finditer(before) if match.end() >= at - 1]
        if found:
            return found[-1][0].lower()
        after = self._status.match(behind, len(behind) - len(behind.lstrip(" (,–-")))
        return after[0].lower() if after else ""

    def any_in(self, text: str) -> bool:
        """Whether the text names a registered document."""
        return bool(self._anywhere.search(text))

    def others_in(self, text: str) -> bool:
        """Whether the text names a registered document other than the SEC."""
        return any(self._owners[match[0]] != "SEC" for match in self._anywhere.finditer(text))


def names_of(library: Library) -> Names:
    """The register of a library."""
    return library.load("registers", "owners", Names)
