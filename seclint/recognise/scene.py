"""What decides whose part a reference means when the reference itself does not say."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import takewhile
from string import ascii_uppercase

from msgspec import Struct

from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise.owners import Names

# Kinds that documents number for themselves, so that without an owner this document's own are meant.
_OWN = ("section", "clause", "paragraph", "table", "figure", "annex", "appendix", "attachment", "question", "chapter", "part", "step")
# Kinds that a reader finds by their captions: sentences about them often name what they are about.
_CAPTIONED = ("table", "figure")
# Kinds that are this document's even where the sentence names other ones.
_ATTACHED = ("attachment", "question")
# Kinds that an Act has too: in a text that is not about the Smart Energy Code they may be that Act's.
_STATUTORY = ("section", "paragraph", "part", "chapter", "clause", "step")
_LETTERED = compiled(r"[A-Z]{1,2}\d")
_DIRECTION = compiled(r" (?:above|below|herein|overleaf)\b")
_OWNED = compiled(
    r" (?:of|in|to|under) (?:(?:the|that|those|an?|each|any|its|their|his|her|such|said|which)\b|[A-Z]|(?:v|version |issue )\d)"
    r"|(?:[’']s?)\b| thereof\b"
)
_BRACKETED_WHOLE = compiled(r"[A-Z]\w+ \((?:SEC )?(?:Appendix|Schedule) [A-Z\d]{1,2}\),? \Z")
_LONGEST_WHOLE = 40  # characters
_OF_ANOTHER = compiled(r" of (?:the|this|that|these|those|an?|each|any|its|our|your|their) (?P<thing>[a-z][\w-]*)")
_PART_OF_LETTER = compiled(r"(?P<letter>[A-Z])(?P<part>\d{1,2})")
_TITLED = compiled(r" ?[(:‘“\"–-] ?[‘“\"]?[A-Z]")
_CODE = compiled(r"\bSEC\b(?! (?:[A-Z][a-z]+ )+)|\bCode\b")
_BEHIND_LAST = 3  # numbers: what is further behind the last part of a section is somebody else's
_REACH = 500  # characters
_LAW = compiled(r"\b(?:Act|Regulations|Order|Directive)\b")
# One set of characters in front lets re pass over the others quickly.
SENTENCE_END = compiled(r"[.!?\n](?:(?<=\n)|[”’\"')\]]* (?=[A-Z“‘]))")


class Sec(Struct, frozen=True, forbid_unknown_fields=True):
    """registers/sec.toml: the parts of the Smart Energy Code that are known by name; ``cited_bare`` are clauses that need no noun."""

    as_of: str
    sections: dict[str, str]
    schedules: dict[str, str]
    appendices: dict[str, str]
    cited_bare: tuple[str, ...] = ()
    versions: dict[str, object] = {}
    releases: dict[str, object] = {}

    def title(self, kind: str, number: str) -> str:
        """The registered title of a Section, Schedule or Appendix, "" when none is known."""
        titles = {"section": self.sections, "schedule": self.schedules, "appendix": self.appendices}.get(kind, {})
        return titles.get(number, "")

    def title_before(self, text: str, end: int) -> str:
        """The registered title that the text has right before ``end``, "" when it has none."""
        titles = (title for part in (self.schedules, self.appendices) for title in part.values())
        return next((title for title in titles if text.endswith(title, 0, end)), "")


class Scene(Struct, frozen=True, dict=True):
    """What decides about owners that are not written: the registers, and what the document itself has.

    ``own_labels`` are the labels of the document's own headings ("A", "Appendix E"); ``is_sec`` whether it speaks of the Smart Energy
    Code at all.
    """

    text: str
    names: Names
    sec: Sec
    own_labels: frozenset[str] = frozenset()
    is_sec: bool = True

    @cached_property
    def _ends(self) -> list[int]:
        return [match.end() for match in SENTENCE_END.finditer(self.text)]

    def sentence(self, span: Span) -> str:
        """The sentence around the span; a sentence ends before a capital, so never inside a clause number. Of a long one what is near."""
        index = bisect_right(self._ends, span.start)
        start = self._ends[index - 1] if index else 0
        end = self._ends[index] if index < len(self._ends) else len(self.text)
        return self.text[max(start, span.start - _REACH) : min(end, span.end + _REACH)]

    def paragraph(self, span: Span) -> str:
        """The paragraph around the span; of a long one what is near."""
        start, end = max(0, span.start - _REACH), span.end + _REACH
        return self.text[start : span.start].rpartition("\n")[2] + self.text[span.start : end].partition("\n")[0]

    def owner_of(self, kind: str, number: str, span: Span) -> str:
        """The owner of a part that names none: the SEC by its letters, this document, or "" when nothing decides."""
        if self._is_own_label(kind, number) or (kind == "section" and self._is_of_own_series(number, span)):
            return "self"
        if self.is_sec and kind in ("section", "appendix") and self._goes_on_from_own(kind, number, span):
            return "self"
        if kind in ("section", "clause") and (_LETTERED.match(number) or (number.isalpha() and kind == "section")):
            return "SEC" if self.is_sec and self._is_secs(number, span) else ""
        if kind in ("appendix", "schedule") and (number.isalpha() or kind == "schedule"):
            known = number in (self.sec.appendices if kind == "appendix" else self.sec.schedules)
            if known and self.is_sec:
                return "SEC" if kind == "appendix" or not _LAW.search(self.sentence(span)) else ""
            return "self" if self.is_sec and self._has_own(kind) and not self.names.any_in(self.sentence(span)) else ""
        return "self" if self._is_own(kind, span) else ""

    def _is_own(self, kind: str, span: Span) -> bool:
        """Whether a part that names no owner is this document's."""
        pointed = bool(_DIRECTION.match(self.text, span.end))
        if kind not in _OWN or self._is_of_bracketed(span) or (not self.is_sec and kind in _STATUTORY):
            return False
        if _OWNED.match(self.text, span.end) and not pointed:
            return False
        if pointed or kind in _ATTACHED:
            return True
        # "the Hubs in Table 8 are built to GBCS": what only stands behind a caption's number is no owner.
        return not self.names.others_in(self._before(span) if kind in _CAPTIONED else self.sentence(span))

    def _is_of_bracketed(self, span: Span) -> bool:
        """Whether it is of a document in front of it that goes by its place in the SEC: "the Policy (SEC Appendix AG), section 2.4"."""
        closed = self.text.endswith((") ", "), "), 0, span.start)
        return closed and bool(_BRACKETED_WHOLE.search(self.text, max(0, span.start - _LONGEST_WHOLE), span.start))

    def _is_secs(self, number: str, span: Span) -> bool:
        """Whether a lettered number is the SEC's: "Section D10.18", but not "Section C of the stadium"."""
        if "." not in number and _OF_ANOTHER.match(self.text, span.end):
            return False
        return bool(_LETTERED.match(number)) or number in self.sec.sections

    def is_of_a_thing(self, end: int) -> bool:
        """Whether what stands behind is a thing that is called by what it is, and no document: " of the film"."""
        found = _OF_ANOTHER.match(self.text, end)
        return found is not None and not self.names.is_status(found["thing"]) and found["thing"] not in self.names.documents

    def knows_bare(self, clause: str) -> bool:
        """Whether a clause goes by its number: its section is named with the noun somewhere ("Section D10.19"), or everybody knows it."""
        section = clause.partition(".")[0]
        if clause in self.sec.cited_bare and clause not in self.own_labels:
            return True
        if not self.is_sec or any(label == section or label.startswith(f"{section}.") for label in self.own_labels):
            return False
        return re.search(rf"\bSections?\s{re.escape(section)}\.\d", self.text) is not None

    def _before(self, span: Span) -> str:
        """The sentence around the span as far as the span."""
        index = bisect_right(self._ends, span.start)
        return self.text[max(self._ends[index - 1] if index else 0, span.start - _REACH) : span.start]

    def _is_of_own_series(self, number: str, span: Span) -> bool:
        """Whether it is a little behind the parts of an own lettered section, in a sentence that names no other document: C5 after C3."""
        written = _PART_OF_LETTER.fullmatch(number)
        last = self._last_parts.get(written["letter"], 0) if written else 0
        beyond = written is not None and 0 < last < int(written["part"]) <= last + _BEHIND_LAST
        return beyond and not self.names.any_in(self.sentence(span))

    def _goes_on_from_own(self, kind: str, number: str, span: Span) -> bool:
        """Whether its letter is a little behind those of the own lettered parts, and it bears no title: "Section H" after Section G."""
        last = self._last_letters.get(kind, "")
        beyond = len(number) == 1 and bool(last) and 0 < ord(number) - ord(last) <= _BEHIND_LAST
        titled = self.text[span.start : span.end][-1:] != number or _TITLED.match(self.text, span.end)
        if not beyond or titled:
            return False
        sentence = self.sentence(span)
        return not (_CODE.search(sentence) if kind == "section" else self.names.any_in(sentence))

    @cached_property
    def _last_letters(self) -> dict[str, str]:
        """How far the own letters from A on run, by kind: of sections where there are several, of appendices where there is one."""
        found = {}
        for kind, noun, least in (("section", "Section ", "C"), ("appendix", "Appendix ", "A")):
            letters = {label.removeprefix(noun) for label in self.own_labels if kind == "section" or label.startswith(noun)}
            run = list(takewhile(letters.__contains__, ascii_uppercase))
            if run and run[-1] >= least:
                found[kind] = run[-1]
        return found

    @cached_property
    def _last_parts(self) -> dict[str, int]:
        """How far the own headings "C1", "C2", ... of each letter run, where there are several."""
        parts: dict[str, list[int]] = {}
        for match in filter(None, map(_PART_OF_LETTER.fullmatch, self.own_labels)):
            parts.setdefault(match["letter"], []).append(int(match["part"]))
        return {letter: max(found) for letter, found in parts.items() if len(found) > 1}

    def _has_own(self, kind: str) -> bool:
        return any(label.startswith(f"{kind.capitalize()} ") for label in self.own_labels)

    def _is_own_label(self, kind: str, number: str) -> bool:
        own = self.own_labels
        if kind == "section":
            return (number in own or f"Section {number}" in own) and (not _LETTERED.match(number) or number in own)
        return kind in ("appendix", "annex", "schedule", "part", "chapter") and f"{kind.capitalize()} {number}" in own
