"""Words that claim a change in notes, which do without "has been": "Section 4.2 amended", "row added to Table 5", "UIT extended (3.1)"."""

import re
from functools import cached_property, lru_cache

from seclint.facts.predicates import ASIDE, Predicate, Predicates, predicates_of
from seclint.facts.profile import ClaimForms
from seclint.facts.wording import any_of, any_phrase, phrases
from seclint.model import Document, Span
from seclint.patterns import compiled

# What may stand behind a verb in notes: "amended to", "amended: two weeks, not three".
_ENDS = r"(?=\s+(?:to|so|by|with|and|as|from|accordingly|in)\b|\s*[.;,:–—]|\s*$)"
_BREAK = compiled(r"[,;:()]|\s[–—-]\s|[.!?]\s")
_STOP = compiled(r";|[.!?]\s")
# What leads from a verb to the part: "added to", "added as a row in", "raised in the table of".
_LEADS = (
    r"(?:\s+as\s+(?:[\w-]+\s+){0,3}[\w-]+)?\s+(?:to|in|into|from|at|under|within|of)\s+(?:the\s+)?"
    r"(?:(?:[\w-]+\s+){1,4}(?:in|of|to)\s+(?:the\s+)?)?"
)
_INSIDE = compiled(r"\b(?:in|of|from|under|at|for|to)\s+(?:the\s+)?$", re.IGNORECASE)  # "support hours in Section 4.3 extended"
_CLOSED = compiled(r"\s*(?:[.;,:)–—]|$)")
_FOLLOWED = compiled(r"\s*(?:[.;,:)–—]|$|(?:and|to|so)\b)")
_TOPIC = compiled(r"[\w\s/&-]{0,60}\(")


class Notes:
    """Finds what claims a change in clauses that have no finite verb, by the forms of a profile."""

    def __init__(self, forms: ClaimForms) -> None:
        self._forms = forms
        self._sentences: Predicates = predicates_of(forms)

    def at(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The verb of the note in which a part is named, behind it or before it."""
        return self._behind(text, at, sentence) or self._headed(text, at, sentence) or self._before(text, at, sentence)

    def within(self, text: str, start: int, end: int) -> Predicate | None:
        """The verb of the note that a stretch of text ends with: of its last clause, else of all since the last full stop."""
        stops = [match.end() for match in _STOP.finditer(text, start, end)]
        for begin in (_last_break(text, start, end), stops[-1] if stops else start):
            match = self._verbs.search(text, begin, end) if self._is_note(text, begin, end) else None
            if match is not None and not self._sentences.is_denied(text, begin, end):
                return _predicate(match)
        return None

    def listed(self, text: str, lead: Span, item: Span) -> Predicate | None:
        """What an item of a list of changes says: its verb, or that something was changed."""
        if not (self._forms.lists and any_of(self._forms.lists).search(text, lead.start, lead.end)):
            return None
        match = self._verbs.search(text, item.start, item.end)
        return Predicate(item, match["verb"].casefold() if match else "changed", acts=True)

    def _behind(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The verb behind a part that its clause begins with, or that tells where in it: "deadline in Section 4 moved"."""
        match = self._follows.match(text, at.end, sentence.end)
        start = _last_break(text, sentence.start, at.start)
        if match is None:
            return None
        opens = not text[sentence.start : at.start].strip(" –—-•")
        inside = _INSIDE.search(text, start, at.start) is not None or not text[start : at.start].strip(" –—-•")
        rest = _BREAK.search(text, match.end(), sentence.end)
        plain = self._is_plain(match["verb"]) or _CLOSED.match(text, match.end(), sentence.end) is not None
        whole = plain and self._is_note(text, start, rest.start() if rest else sentence.end)
        return _predicate(match) if opens or (inside and whole) else None

    def _headed(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The verb behind a part that leads in what was done there: "Section 2.1: MP409 added", "Scope (Section 2.1): MP409 added"."""
        match = self._leads.match(text, at.end, sentence.end)
        before = text[sentence.start : at.start].strip(" –—-•")
        if match is None or (before and not _TOPIC.fullmatch(before)):
            return None
        return None if self._sentences.is_denied(text, at.end, match.end()) else _predicate(match)

    def _before(self, text: str, at: Span, sentence: Span) -> Predicate | None:
        """The verb before a part that the note ends with: "Added to C.2", "Risks: a row added to Table 4"."""
        start = _last_break(text, sentence.start, at.start)
        match = self._ends.search(text, start, at.start)
        if match is None:
            return None
        opens = text[start : match.start()].strip(" –—-•").casefold() in ("", "now", "also", "duly")
        closed = _FOLLOWED.match(text, at.end, sentence.end) is not None
        if not opens and not (closed and self._is_plain(match["verb"]) and self._is_note(text, start, match.start())):
            return None
        return None if self._sentences.is_denied(text, start, match.end("verb")) else _predicate(match)

    def _is_note(self, text: str, start: int, end: int) -> bool:
        """Whether a stretch of text has no finite verb."""
        return phrases(self._forms.finite).search(text, start, end) is None

    def _is_plain(self, verb: str) -> bool:
        """Whether a participle can hardly be about anything but a change: "added", not "set"."""
        return verb.casefold() not in self._forms.describing

    @cached_property
    def _verb(self) -> str:
        return rf"(?P<verb>{any_phrase(self._forms.verbs)})"

    @cached_property
    def _verbs(self) -> re.Pattern[str]:
        return compiled(self._verb, re.IGNORECASE)

    @cached_property
    def _follows(self) -> re.Pattern[str]:
        return compiled(f"{ASIDE}{self._verb}{_ENDS}", re.IGNORECASE)

    @cached_property
    def _ends(self) -> re.Pattern[str]:
        return compiled(f"{self._verb}{_LEADS}$", re.IGNORECASE)

    @cached_property
    def _leads(self) -> re.Pattern[str]:
        return compiled(rf"\s*\)?(?::|\s[–—-]\s)\s*[^.;:]{{0,80}}?\b{self._verb}{_ENDS}", re.IGNORECASE)


@lru_cache(maxsize=16)
def notes_of(forms: ClaimForms) -> Notes:
    """The notes of a profile."""
    return Notes(forms)


def lead_of(document: Document, span: Span) -> Span:
    """The paragraph that leads in the list in which the span stands; an empty span where it stands in none."""
    index = document.block_index(span.start)
    if document.blocks[index].kind != "item":
        return Span(0, 0)
    while index and document.blocks[index].kind == "item":
        index -= 1
    return document.blocks[index].span


def _last_break(text: str, start: int, end: int) -> int:
    breaks = [match.end() for match in _BREAK.finditer(text, start, end)]
    return breaks[-1] if breaks else start


def _predicate(match: re.Match[str]) -> Predicate:
    return Predicate(Span(*match.span("verb")), match["verb"].casefold(), acts=False)
