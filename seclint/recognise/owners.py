"""Whose part a reference means: documents by the names they are cited by, as rules/registers/owners.toml lists them."""

import re
from functools import cached_property

from msgspec import Struct

from seclint.library import Library
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import statutes

# The last word of a name, and what stands between it and the part of it that follows: ", ", " (", " in ", a version.
_LEADS = compiled(r"(?<![\w&])(?P<word>[\w&]++)\)?(?: \(?[vV](?:ersion )?\d[\d.]*\)?)?(?:, (?:(?:at|in) )?| (?:at|in) | \(| )\Z")
_REACH, _SHORT = 120, 60  # characters in front of a part: in which its document may stand, and in which that name ends
_AHEAD = 8  # characters of the word in front of a verb
_AUXILIARIES = tuple(f" {word} " for word in ("has", "have", "had", "was", "were", "is", "are", "will"))
_WORD_IN_FRONT = compiled(r"(?P<word>\w+)(?:[’']s?)?(?P<bracket>\))? \Z")
_WITHIN_WORD = compiled(r"[\w-]")
_LAST_WORD = compiled(r"[A-Z][\w&]*(?:[’']s?)? \Z")


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
    generic: tuple[str, ...]
    neutral: tuple[str, ...]
    documents: tuple[str, ...]
    bodies: tuple[str, ...]
    put: tuple[str, ...]
    occasions: tuple[str, ...]
    asking: tuple[str, ...]
    doing: tuple[str, ...]
    saying: tuple[str, ...]
    statuses: tuple[str, ...]
    unversioned: tuple[str, ...]
    declared: tuple[str, ...]
    owner: tuple[Owner, ...]

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {name: owner.name for owner in self.owner for name in owner.names}

    @cached_property
    def _pattern(self) -> str:
        return "|".join(re.escape(name) for name in sorted(self._owners, key=len, reverse=True))

    @cached_property
    def _by_last_word(self) -> dict[str, list[str]]:
        """The names that end with a word, also one in brackets; the longest first."""
        found: dict[str, list[str]] = {}
        for name in sorted(self._owners, key=len, reverse=True):
            found.setdefault(re.split("[ -]", name)[-1].strip("()"), []).append(name)
        return found

    @cached_property
    def _at_end(self) -> re.Pattern[str]:
        return compiled(rf"(?<![\w-])(?P<name>{self._pattern})\Z")

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return compiled(rf"(?<![\w-])(?:{self._pattern})(?![\w-])")

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in (*self.articles, *self.qualifiers))
        return compiled(rf"(?:(?:{words}) )*", re.IGNORECASE)

    @cached_property
    def _own(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in sorted(self.self, key=len, reverse=True))
        return compiled(rf"(?:this|the present|our) (?:(?:draft|final|approved) )?(?:{words})", re.IGNORECASE)

    @cached_property
    def _before(self) -> re.Pattern[str]:
        """A document that a sentence begins with or that stands right in front: "In the TAD, ", "the TAD (", "the TAD v2.0, page ..."."""
        words = "|".join(re.escape(word) for word in (*self.articles, *self.qualifiers))
        name = rf"(?:(?i:{words}) )*(?P<name>{self._pattern}|{statutes.NAME})"
        opens = r"(?:^|(?<=[.;:] )|(?<=\n)|(?<![\w-])(?:[Ii]n|[Uu]nder|[Oo]f|[Ww]ithin) )"
        version = r"(?: \(?[vV](?:ersion )?\d[\d.]*\)?)"
        beside = rf"(?<![\w-])(?P<beside>{self._pattern}|{statutes.NAME})(?:{version} |{version}?(?:, (?:(?:at|in) )?| (?:at|in) | \())\Z"
        return compiled(rf"{opens}{name}, \Z|{beside}", re.MULTILINE)

    @cached_property
    def _other_licence(self) -> re.Pattern[str]:
        return compiled(rf"\b(?:{'|'.join(map(re.escape, self.other_licences))}) \Z", re.IGNORECASE)

    def leading(self, text: str, end: int) -> str:
        """The owner that the words in front of ``end`` set: "In the TAD, Section 4.2", "the TAD (Section 4.2)"; "" when they set none."""
        start = max(0, text.rfind("\n", 0, end) + 1, end - _REACH)
        last = _LEADS.search(text, max(start, end - _SHORT), end)
        if last is None or not (last["word"] in self._by_last_word or statutes.ends(last["word"])):
            return ""
        found = self._before.search(text, start, end)
        if found is None:
            return ""
        owner = self.resolve(found["name"] or found["beside"])
        return "" if owner == "SEC" and found["beside"] and not found[0].endswith("(") else owner

    @cached_property
    def _after(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, (*self.articles, *self.qualifiers)))
        return compiled(
            rf" (?:has|have|had|was|were|is|are|will be)(?: now)?(?: been)?(?: now)? (?:{'|'.join(self.put)}) (?:to|into|in|from|within) "
            rf"(?:(?:{words}) )*(?P<name>{self._pattern})(?![\w-])"
        )

    def following(self, text: str, start: int) -> str:
        """The owner that the words behind ``start`` set: "Section 5.3 has been added to the TAD"; "" when they set none."""
        found = self._after.match(text, start) if text.startswith(_AUXILIARIES, start) else None
        return self.resolve(found["name"]) if found else ""

    def is_other_licence(self, text: str, end: int) -> bool:
        """Whether the words in front of ``end`` say that a licence is not DCC's: "supply licence condition 25"."""
        return bool(self._other_licence.search(text, max(0, end - 40), end))

    @cached_property
    def _described(self) -> re.Pattern[str]:
        return compiled(rf" (?:{'|'.join(map(re.escape, self.adjectival))})s?\b")

    def is_adjective(self, text: str, end: int) -> bool:
        """Whether a section only describes what stands behind it: "section 106 agreement"."""
        return bool(self._described.match(text, end))

    @cached_property
    def _done(self) -> re.Pattern[str]:
        doing, saying = ("|".join(map(re.escape, words)) for words in (self.doing, self.saying))
        return compiled(rf"(?:{doing}) §\w+ \d+ (?:[a-z]+-[a-z]+ )?(?!(?:{saying})\b)[a-z-]+s\b", re.IGNORECASE)

    def is_done(self, text: str, span: Span) -> bool:
        """Whether the words of a reference are a verb and a number of things: "to table 4 papers"."""
        if not text[span.start].islower():
            return False
        words = f"{text[max(0, span.start - _AHEAD) : span.start]}§{text[span.start : span.end + _SHORT]}"
        return self._done.search(words) is not None

    def alone(self, written: str) -> str:
        """The name without what is joined to it: "the TAD" of "the TAD and Annex", "the TAD for the November 2023 SEC Release"."""
        for joint in (" and ", " for the ", " for "):
            first = written.partition(joint)[0]
            if first != written and self.knows(self.resolve(first)) and not self.knows(self.resolve(written)):
                return first
        return written

    def resolve(self, written: str) -> str:
        """The owner that a name means: "self", a registered one, or the name itself without its article."""
        if written not in self._resolved:
            self._resolved[written] = self._resolve(written)
        return self._resolved[written]

    @cached_property
    def _resolved(self) -> dict[str, str]:
        return {}

    def _resolve(self, written: str) -> str:
        written = re.sub(r"^(?:[Vv]ersion |[vV])\d+(?:\.\d+)* of ", "", written)
        if self._own.fullmatch(written):
            return "self"
        written = re.sub(r" \((?:the )?[“‘\"']?(?:the )?[A-Z][\w&]*[”’\"']?\)$", "", written)
        bare = written[self._leading.match(written).end() :]  # type: ignore[union-attr]  # the pattern matches anything
        known = self._at_end.search(bare)
        if known is None or (known["name"] in self.generic and not self._is_neutral(bare[: known.start()])):
            return "self" if re.match(r"(?:this|our) [a-z ]+$", bare) else bare
        return self._owners[known["name"]]

    @cached_property
    def _around(self) -> re.Pattern[str]:
        words = "|".join(re.escape(word) for word in sorted((*self.articles, *self.qualifiers, *self.neutral), key=len, reverse=True))
        return compiled(rf"(?:(?:{words}|(?:19|20)\d\d)(?:[’']s?)? )*")

    def _is_neutral(self, words: str) -> bool:
        """Whether the words in front of a mere "Code" leave it the one that is registered; in "Grid Code" they do not."""
        return bool(self._around.fullmatch(words))

    @cached_property
    def _abbreviation(self) -> re.Pattern[str]:
        articles = "|".join(re.escape(word) for word in ("this", "our", *self.articles))
        return compiled(rf"(?:{articles}) (?P<name>[A-Z][A-Za-z&]*[A-Z]\d?)")

    def is_occasion(self, written: str) -> bool:
        """Whether the name is that of something that has no parts: a release."""
        return written.rpartition(" ")[2] in self.occasions

    def is_document(self, written: str) -> bool:
        """Whether the name is that of a document: registered, a law, called a document, or abbreviated and nobody's."""
        abbreviated = self._abbreviation.fullmatch(written)
        if abbreviated and abbreviated["name"] not in self.bodies:
            return True
        last = re.sub(r"(?: (?:19|20)\d\d| \d+/\d+(?:/E[A-Z]+)?| \([^()]*\))+$", "", written).rpartition(" ")[2]
        return self.knows(self.resolve(written)) or last in self.documents

    def knows(self, owner: str) -> bool:
        """Whether the owner is "self" or registered."""
        return owner == "self" or owner in self._owners.values()

    def in_front(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """The owner that stands right in front of ``end``: where its name begins, and who it is."""
        last = _WORD_IN_FRONT.search(text, max(start, text.rfind(" ", start, end - 1) + 1), end)
        name = self._name_before(text, start, last) if last else ""
        if not last or not name:
            return self._statute_in_front(text, start, end)
        begin = last.end("word") - len(name.rstrip(")"))
        before = _LAST_WORD.search(text, start, begin) if name in self.generic else None
        if before is not None and not self._is_neutral(before[0]):
            return None  # "Grid Code Section 5"
        return (end if last["bracket"] and not name.endswith(")") else begin), self._owners[name]

    def _name_before(self, text: str, start: int, last: re.Match[str]) -> str:
        """The longest registered name that ends with the last word, "" when none does."""
        for name in self._by_last_word.get(last["word"], ()):
            begin = last.end("word") - len(name.rstrip(")"))
            if begin >= start and text.startswith(name, begin) and not (begin and _WITHIN_WORD.match(text, begin - 1)):
                return name
        return ""

    def _statute_in_front(self, text: str, start: int, end: int) -> tuple[int, str] | None:
        """The same for "Gas Act 1986 section 23"."""
        found = statutes.in_front(text, start, end)
        if found is None:
            return None
        first, _, rest = found[1].partition(" ")
        name = rest if first in self.openers or first.lower() in self.articles else found[1]
        return found[0] + len(found[1]) - len(name), name

    def last_in(self, text: str) -> str:
        """The last registered name in the text, as written, or ""."""
        names = [match[0] for match in self._anywhere.finditer(text)]
        return names[-1] if names else ""

    def versioned_in(self, words: str) -> str:
        """The last registered name in the words of which a version can be; "SEC Appendix AB" is no version of the SEC."""
        known = self.last_in(words)
        inside = self._owners.get(known) in self.unversioned and not words.endswith(known)  # "June 2024 Smart Energy Code Release"
        return "" if known in self.generic or inside else known

    def with_version(self, name: str) -> str:
        """The name under which versions of the document go: its short one, or as it is cited."""
        return next((owner.name for owner in self.owner if owner.short and name in owner.names), name)

    def has_versions(self, name: str) -> bool:
        """Whether a bare number behind the name is a version of it: "GBCS 4.1"."""
        return name in self._owners and name not in self.unversioned

    def without_qualifiers(self, words: str, *, opens: bool = False) -> str:
        """A name without articles and words like "draft"; where it opens a sentence, without "See" and the like."""
        first, _, rest = words.partition(" ")
        if opens and first in self.openers:
            words = rest
        bare = words[self._leading.match(words).end() :]  # type: ignore[union-attr]  # the pattern matches anything
        return re.sub(r"^(?:[a-z-]+ )+| \([A-Z][\w&]*\)$", "", bare or words)

    @cached_property
    def _status(self) -> re.Pattern[str]:
        return compiled(rf"(?<![\w-])(?:{'|'.join(self.statuses)})(?![\w-])", re.IGNORECASE)

    def status_of(self, before: str, at: int, behind: str) -> str:
        """The status in the words from right before ``at`` on, or right ``behind``; "" when there is none."""
        found = [match for match in self._status.finditer(before) if match.end() >= at - 1]
        if found:
            return found[-1][0].lower()
        after = self._status.match(behind, len(behind) - len(behind.lstrip(" (,–-")))
        return after[0].lower() if after else ""

    def is_status(self, name: str) -> bool:
        """Whether what stands where a name may stand only says of what status a version is: "Draft v0.9"."""
        return bool(self._status.fullmatch(name))

    @cached_property
    def _titled(self) -> re.Pattern[str]:
        return compiled(rf"\b[A-Z][\w&-]+ (?:[A-Z][\w&-]+ )*(?:{'|'.join(map(re.escape, self.documents))})\b")

    def titles_in(self, text: str) -> bool:
        """Whether the text gives a document by a title of two words or more: "the Incident Management Policy"."""
        return bool(self._titled.search(text))

    def is_copy(self, head: str) -> bool:
        """Whether the head of a column stands for a copy of a document: "Draft", "Approved (v1.0)"."""
        return bool(self._status.match(head))

    @cached_property
    def _asking(self) -> re.Pattern[str]:
        return compiled(rf"\b(?:{'|'.join(self.asking)})", re.IGNORECASE)

    def asks_in(self, text: str) -> bool:
        """Whether the text speaks of questions and answers."""
        return bool(self._asking.search(text))

    def any_in(self, text: str) -> bool:
        """Whether the text names a registered document."""
        return bool(self._anywhere.search(text))

    def others_in(self, text: str) -> bool:
        """Whether the text names a registered document other than the SEC."""
        return any(self._owners[match[0]] != "SEC" for match in self._anywhere.finditer(text))


def names_of(library: Library) -> Names:
    """The register of a library."""
    return library.load("registers", "owners", Names)
