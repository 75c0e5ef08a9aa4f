"""The parts that sentences name without a reference: by bare number, by the letter or number that a paragraph bears, by title."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment import Alignment
from seclint.facts.part_numbers import LETTERED
from seclint.facts.scopes import BARE_NUMBER, Scope, Scopes
from seclint.facts.wording import any_phrase, plain
from seclint.model import Span

_LEADS = r"(?:\b(?:in|to|into|under|of|at|as|and|from|see|within|through{sides})|[(,;/&–-])\s*$"
_LONGEST = 10  # words of a title by which a part is called


class Named(Struct, frozen=True):
    """A part as a sentence names it without a reference: its printed number or title, and where it is named."""

    target: str
    scope: Scope
    span: Span


class NamedParts:
    """Finds the parts of two aligned documents in the sentences of a third one."""

    def __init__(self, scopes: Scopes, alignment: Alignment) -> None:
        self._scopes = scopes
        self._alignment = alignment
        self._sides = (alignment.old, alignment.new)

    def within(self, facts: Facts, sentence: Span, taken: Sequence[Span]) -> Iterator[Named]:
        """The parts that a sentence names by bare number ("in 3.2") or by title ("the section on Regression Testing")."""
        for match in BARE_NUMBER.finditer(facts.document.text, sentence.start, sentence.end):
            span = Span(*match.span())
            leads = span.start == sentence.start or self._leads.search(facts.document.text, sentence.start, span.start)
            if leads and not any(span.overlaps(other) for other in taken):
                yield from (Named(match[0], scope, span) for scope in self._scopes.candidates("section", match[0])[:1])
        for kind, pattern in self._labelled:
            for match in pattern.finditer(facts.document.text, sentence.start, sentence.end):
                span = Span(*match.span())
                if not any(span.overlaps(other) for other in taken):
                    yield from (Named(match[0], scope, span) for scope in self._scopes.candidates(kind, match["label"])[:1])
        for match in self._titled.finditer(facts.document.text, sentence.start, sentence.end):
            title = next((words for words in match.groupdict().values() if words), "")
            if match["fronted"] and match.start() > sentence.start:
                continue
            if match["led"] and title.isupper():  # "in SIT" is in the phase, whether a section is called so or not
                continue
            scope = self._by_title.get(plain(title))
            span = Span(*match.span(next((name for name in ("fronted", "glossary") if match[name]), 0)))
            if scope is not None and not any(span.overlaps(other) for other in taken):
                yield Named(title, scope, span)

    @cached_property
    def _leads(self) -> re.Pattern[str]:
        """Finds what stands before a bare number that names a part: "in 3.2", "final 3.2"."""
        sides = any_phrase((*self._alignment.words.of_draft, *self._alignment.words.of_final))
        return re.compile(_LEADS.format(sides=f"|{sides}"), re.IGNORECASE)

    def called(self, facts: Facts, words: Span) -> Named | None:
        """The part whose title the words are, with or without an article."""
        text = facts.document.quote(words)
        bare = re.sub(r"^(?:the|our)\s+", "", plain(text))
        scope = self._by_title.get(bare)
        return Named(text, scope, words) if scope is not None else None

    @cached_property
    def _labelled(self) -> Sequence[tuple[str, re.Pattern[str]]]:
        """What finds the parts that go by a label with a letter, by the kind of part; nothing where there are none."""
        ways = (
            ("section", self._lettered if self._letters else None),
            ("paragraph", self._lettered_paragraph if self._paragraphs else None),
        )
        return [(kind, pattern) for kind, pattern in ways if pattern is not None]

    @cached_property
    def _letters(self) -> frozenset[str]:
        """The labels of sections that are no numbers: "Section C", "Annex A", "B.2"."""
        return frozenset(section.label for facts in self._sides for section in facts.outline.sections if section.label[:1].isalpha())

    @cached_property
    def _lettered(self) -> re.Pattern[str]:
        """Finds the parts that bear a letter, by the noun before it or, where the label has one, by the label."""
        bare = sorted({label.rpartition(" ")[2] for label in self._letters}, key=len, reverse=True)
        nouns = sorted({re.escape(label.rpartition(" ")[0]) for label in self._letters if " " in label} | {"Sections?"})
        noun = "|".join(nouns)
        return re.compile(rf"\b(?<!SEC )(?:{noun})\s+(?P<label>{'|'.join(map(re.escape, bare))})(?![\w.])")

    @cached_property
    def _paragraphs(self) -> frozenset[str]:
        """The labels of paragraphs that have a letter and a figure, so that they name them wherever they stand: "TA-12", "C4"."""
        labels = (unit.label.strip(".") for side in self._alignment.units for unit in side if unit.row < 0)
        return frozenset(label for label in labels if LETTERED.fullmatch(label))

    @cached_property
    def _lettered_paragraph(self) -> re.Pattern[str]:
        longest_first = sorted(self._paragraphs, key=len, reverse=True)
        return re.compile(rf"(?<![\w-])(?P<label>{'|'.join(map(re.escape, longest_first))})(?![\w-]|\.\d)")

    @cached_property
    def longest(self) -> int:
        """Words of the longest title by which a part may be called."""
        return max((len(title.split()) for title in self._by_title), default=0)

    @cached_property
    def _by_title(self) -> dict[str, Scope]:
        """The parts whose title or caption stands once on each side, or on one side only."""
        found: dict[str, list[Scope]] = {}
        back = {theirs: mine for mine, theirs in self._alignment.sections.items()}
        for mine, section in enumerate(self._sides[0].outline.sections):
            found.setdefault(plain(section.title), []).append(Scope((mine, self._alignment.sections.get(mine))))
        for theirs, section in enumerate(self._sides[1].outline.sections):
            scope = Scope((back.get(theirs), theirs))
            if scope not in found.setdefault(plain(section.title), []):
                found[plain(section.title)].append(scope)
        for facts in self._sides:
            for block in facts.document.blocks:
                if block.kind == "caption" and block.label:
                    scopes = self._scopes.captioned(block.label)
                    found.setdefault(plain(facts.document.quote(block.span)), []).extend(one for one in scopes if one.is_found)
        return {title: scopes[0] for title, scopes in found.items() if title and len(set(scopes)) == 1 and len(title.split()) <= _LONGEST}

    @cached_property
    def _titled(self) -> re.Pattern[str]:
        titles = any_phrase(tuple(self._by_title))
        glossaries = any_phrase(tuple(set(map(plain, self._alignment.words.glossaries)) & set(self._by_title)))
        noun = any_phrase(self._alignment.words.part_nouns)
        linked = r"\s+(?:(?:on|about|for|of|covering|headed|entitled|titled|called|named)\s+)?(?:the\s+)?"
        owner = rf"(?:\s+(?:of|in)\s+the\s+(?:\w+\s+)?{self._alignment.new.lexicon.artefact.pattern})?"
        return re.compile(
            rf"{noun}{linked}[“‘\"']?(?P<after>{titles})[”’\"']?{owner}|(?P<before>{titles})[”’\"']?\s+{noun}{owner}"
            rf"|(?-i:\b(?:In|To|Under))\s+(?:the|our)\s+(?P<fronted>{titles}),"
            rf"|\b(?:in|to|under|see)\s+(?:the\s+)?(?=(?-i:[A-Z]))(?P<led>{titles})(?![\w-]|\s+(?-i:[A-Z]))"
            rf"|\b(?:in|to|into|from)\s+(?:the|our)\s+(?P<glossary>{glossaries})(?![\w-])"
            rf"|(?:under|headed|entitled|heading|in)\s+(?:the\s+heading\s+)?[“‘\"'](?P<quoted>{titles})[”’\"']",
            re.IGNORECASE,
        )
