"""Whose part a reference means: documents by the names they are cited by, as rules/registers/owners.toml lists them."""

import re
from functools import cached_property

from msgspec import Struct

from seclint.library import Library


class Owner(Struct, frozen=True, forbid_unknown_fields=True):
    """A document, and the names it is cited by."""

    name: str
    names: tuple[str, ...]


class Names(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/owners.toml: the documents that are cited, and the words around their names."""

    self: tuple[str, ...]
    articles: tuple[str, ...]
    qualifiers: tuple[str, ...]
    owner: tuple[Owner, ...]

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {name: owner.name for owner in self.owner for name in owner.names}

    @cached_property
    def _pattern(self) -> str:
        return "|".join(re.escape(name) for name in sorted(self._owners, key=len, reverse=True))

    @cached_property
    def _in_front(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{self._pattern})(?P<possessive>[’']s?)?(?P<bracket>\))? $")

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

    def resolve(self, written: str) -> str:
        """The owner that a name means: "self", a registered one, or the name itself without its article."""
        if self._own.fullmatch(written):
            return "self"
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
        name = found[0].rstrip(" )")
        name = name[: -len(found["possessive"])] if found["possessive"] else name
        return (end if found["bracket"] else found.start()), self._owners[name]

    def last_in(self, text: str) -> str:
        """The last registered name in the text, as written, or ""."""
        names = [match[0] for match in self._anywhere.finditer(text)]
        return names[-1] if names else ""

    def others_in(self, text: str) -> bool:
        """Whether the text names a registered document other than the SEC."""
        return any(self._owners[match[0]] != "SEC" for match in self._anywhere.finditer(text))


def names_of(library: Library) -> Names:
    """The register of a library."""
    return library.load("registers", "owners", Names)
