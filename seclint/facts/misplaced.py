"""Changes that conclusions tell of and put into another part than the one in which they were made."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain

from msgspec import Struct

from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.units import Unit
from seclint.facts.assertions import Assertion, beside
from seclint.facts.said import Hearing, Said
from seclint.facts.scopes import Scope, Scopes, bare_label, words_in
from seclint.facts.speech import Speech
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

_TOLD = 3  # words that a sentence shares with the paragraph or row of a change
_SURE = 2  # the same where one of them is a number or date that the part which is named has not
_MORE = 2  # words by which it must be nearer to that than to anything in the part it names


class Mention(Struct, frozen=True):
    """A part that a sentence of the conclusions names: as it is called there, where, and where it may be in the two documents."""

    target: str
    kind: str
    span: Span
    scopes: tuple[Scope, ...]


class Misplaced(Struct, frozen=True):
    """What a clause or a row of a table says, the part that it names, and the change that it tells of, which was made in another part."""

    said: Span
    part: Mention
    change: Change


class Telling(Struct, frozen=True):
    """Words that name one part: the stems of what they say, the words as they are compared, and the changes in the part."""

    said: Span
    part: Mention
    terms: frozenset[str]
    keys: frozenset[str]
    inside: frozenset[int]


class _Edited(Struct, frozen=True):
    """An edit of a change, the stems of its words, and those of all words of the paragraphs or rows in which it stands."""

    change: Change
    edit: Edit
    words: frozenset[str]
    around: frozenset[str]


class Misplacing:
    """Holds what is said of a part against the edits of all parts, by the words that they share."""

    def __init__(self, speech: Speech, scopes: Scopes, alignment: Alignment) -> None:
        self._speech = speech
        self._scopes = scopes
        self._alignment = alignment
        self._words = alignment.words
        self._hearing = Hearing(alignment)

    def among(self, mentions: Sequence[tuple[Span, Sequence[Mention]]], assertions: Sequence[Assertion]) -> Iterator[Misplaced]:
        """The changes that sentences, with the parts that they name, put elsewhere, unless something else puts them where they are."""
        tellings = [one for sentence, parts in mentions for one in self._tellings(sentence, parts)]
        told = [(one.terms, one.inside) for one in tellings]
        told += [(one.terms, self._inside([one.scope])) for one in assertions if one.scope.is_found]
        placed = {id(one.edit) for terms, inside in told for one in self._edits if id(one.change) in inside and terms & one.words}
        for telling in tellings:
            if not any(id(one.change) in telling.inside and telling.terms & one.words for one in self._edits):
                meant = self._meant(telling)
                if meant is not None and id(meant.edit) not in placed:
                    yield Misplaced(telling.said, telling.part, meant.change)

    def _tellings(self, sentence: Span, parts: Sequence[Mention]) -> Iterator[Telling]:
        """What a sentence that names one part tells, or each of its clauses that does; nothing where something is kept or turned down."""
        text, whole = self._speech.conclusions.document.text, innermost(parts) is not None
        for said in (sentence,) if whole else self._speech.clauses(sentence):
            named = innermost([one for one in parts if one.span.within(said)])
            if named is None or self._kept.search(text, said.start, said.end):
                continue
            stretches = [one for one in beside(named.span, said) if one.start < one.end]
            terms = self._speech.stems(stretches) - self._speech.verbs
            yield Telling(said, named, terms, self._speech.keys(stretches), self._inside(named.scopes))

    def _inside(self, scopes: Sequence[Scope]) -> frozenset[int]:
        return frozenset(id(change) for scope in scopes for change in self._scopes.changes_in(scope))

    @cached_property
    def _kept(self) -> re.Pattern[str]:
        return any_of((*self._words.keeping, *self._words.denials, *self._words.declines))

    @cached_property
    def _edits(self) -> Sequence[_Edited]:
        """The edits of substance, and the sentences that moved."""
        found = []
        for change in self._alignment.changes:
            edits = [edit for edit in change.edits if edit.nature in ("substance", "moved")]
            if edits and (change.is_substantive or change.nature == "moved"):
                units = (unit.words for unit in (*change.old, *change.new))
                around = frozenset(self._words.stems(chain.from_iterable(units)))
                found += [_Edited(change, edit, frozenset(self._words.stems((*edit.old, *edit.new))), around) for edit in edits]
        return found

    def _meant(self, telling: Telling) -> _Edited | None:
        """The edit elsewhere that is told of, if what is said is clearly nearer to it than to anything in the part that is named."""
        removes = phrases(self._words.taking).search(self._speech.conclusions.document.quote(telling.said)) is not None
        said = Said(telling.terms, telling.keys, telling.terms, removes)
        near = [one for one in self._edits if telling.terms & one.words and id(one.change) not in telling.inside]
        near = [one for one in near if (one.edit.new or removes) and self._speaks_of(said, one)]
        best = max(near, default=None, key=lambda one: (len(telling.terms & one.around), len(telling.terms & one.words)))
        if best is None:
            return None
        shared = len(telling.terms & best.around)
        if shared >= _SURE and self._figures(best) & telling.terms - self._in_part(telling):
            return best
        return best if shared >= max(_TOLD, self._nearest_in(telling, best.change) + _MORE) else None

    def _figures(self, one: _Edited) -> frozenset[str]:
        """The stems of the numbers and dates that an edit brings."""
        return frozenset(stem for stem in self._words.stems(one.edit.new) if stem[:1].isdigit())

    def _in_part(self, telling: Telling) -> frozenset[str]:
        """The stems of the part that is named, in the final document."""
        units = (unit for scope in telling.part.scopes for unit in self._units_in(scope))
        return frozenset(stem for unit in units for stem in self._words.stems(unit.words))

    def _speaks_of(self, said: Said, one: _Edited) -> bool:
        return one.edit.nature == "moved" or self._hearing.speaks_of(one.edit, one.change, said)

    def _nearest_in(self, telling: Telling, but: Change) -> int:
        """The most words that are shared with a paragraph or row of the part that is named."""
        units = (unit for scope in telling.part.scopes for unit in self._units_in(scope) if unit not in but.new)
        return max((len(telling.terms & self._words.stems(unit.words)) for unit in units), default=0)

    def _units_in(self, scope: Scope) -> Iterator[Unit]:
        """The paragraphs and rows of a part in the final document."""
        part = words_in(self._alignment.new, scope.section[1])
        for unit in self._alignment.units[1]:
            if unit.span.within(part) and (not scope.clause or bare_label(unit.label) == scope.clause):
                yield unit


def innermost(parts: Sequence[Mention]) -> Mention | None:
    """The part that is named, where all others that are named hold it: "TA-23 in Section 6.1"."""
    narrow = [one for one in parts if any(scope.clause or scope.table != (None, None) for scope in one.scopes)]
    named = narrow or list(parts)
    return named[0] if len({one.scopes for one in named}) == 1 and named[0].scopes else None
