"""Edits whose meaning is plain, such as a number for another one, or a sentence that is gone.

The others: a number that is gone, a "must" or a "not" in one sentence, and words that came into text on its way to another place.
"""

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.alignment.words import Word, Words
from seclint.facts.said import Hearing
from seclint.model import Span

SENTENCE = 5
"""Words of a sentence that says something."""

_FEW = 3  # words whose replacement is no rewriting

_WORDS = 2  # words on the subject that came into moved text, or went

_END = Word("", Span(0, 0))
_LITTLE = 6  # words that are gone together with a number

Kind = Literal["figure", "brought", "lost", "binding", "gone", "slipped"]


class PlainEdit(Struct, frozen=True):
    """An edit with the change that it is of. ``keys`` are the new numbers and obligations, ``fresh`` and ``gone`` the stems of those
    that came and went, ``own`` the stems of its words, ``around`` those of the sentence or row, the title and the heads beside it.
    """

    edit: Edit
    change: Change
    kind: Kind
    keys: frozenset[str]
    fresh: frozenset[str]
    gone: frozenset[str]
    own: frozenset[str]
    around: frozenset[str]


class PlainEdits:
    """Finds them in an alignment."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        self._words: Words = alignment.words
        self._hearing = Hearing(alignment)

    def all(self) -> Sequence[PlainEdit]:
        """The plain edits of all changes of substance."""
        return [one for change in self._alignment.changes if change.is_substantive for one in self._in(change)]

    def _in(self, change: Change) -> Iterator[PlainEdit]:
        for edit in change.edits:
            old, new = strict_words(edit.old, self._words), strict_words(edit.new, self._words)
            kind = self._kind(edit, change, old - new, new - old) if edit.nature == "substance" else None
            if kind is not None:
                fresh = self._measured(edit.new, new - old) if kind == "brought" else new - old
                yield self._plain(edit, change, kind, (frozenset(old - new), frozenset(fresh)))

    def _plain(self, edit: Edit, change: Change, kind: Kind, strict: tuple[frozenset[str], frozenset[str]]) -> PlainEdit:
        gone, fresh = (frozenset(self._words.stems_of(side)) for side in strict)
        own = frozenset(self._words.stems((*edit.old, *edit.new)))
        around = self._hearing.around(edit, change) | self._words.stems(self._hearing.headings(change))
        beside = frozenset(stem for stem in around - own - fresh - gone if not stem.isdigit())
        return PlainEdit(edit, change, kind, strict[1], fresh, gone, own, beside)

    def _kind(self, edit: Edit, change: Change, gone: set[str], fresh: set[str]) -> Kind | None:
        """What an edit with these numbers and obligations is, if its meaning is plain."""
        small = all(sum(word.kind != "sign" for word in side) <= _FEW for side in (edit.old, edit.new))
        if small and all(any(map(self._is_figure, side)) for side in (gone, fresh)):
            return "figure"
        binds = bool((gone ^ fresh) & set(self._words.binding)) or edit.turns(self._words)
        if small and binds and self._is_alone(edit, change):
            return "binding"
        if not edit.new and len(edit.old) >= SENTENCE and edit.old[-1].key == "." and change.old[0].row < 0:
            return "gone"
        if change.old and self._measured(edit.new, fresh):
            return "brought"
        if change.new and len(edit.old) <= _LITTLE and not self._words.stems(edit.new) and self._measured(edit.old, gone):
            return "lost"
        return "slipped" if edit.carried and self._says_else(edit, gone ^ fresh) else None

    def _says_else(self, edit: Edit, strict: set[str]) -> bool:
        """Whether moved text says something else than where it stood: not only a name where a pronoun was, or what stood before it."""
        old, new = (self._words.stems(side) for side in (edit.old, edit.new))
        new -= self._hearing.paragraph_before(edit)
        renamed = bool(edit.old and edit.new) and len(self._hearing.renamed(edit)) > 1
        return bool(strict or renamed or (old and new)) or max(len(old), len(new)) >= _WORDS

    def _measured(self, side: Sequence[Word], keys: set[str]) -> set[str]:
        """Those of the numbers that are a share, or right before a unit of time: "98%", "within three Working Days", "twice a week"."""
        per = {"a", *self._words.rating}
        return {
            one.key
            for one, behind, next_one in zip(side, [*side[1:], _END], [*side[2:], _END, _END], strict=False)
            if one.key in keys
            and self._is_figure(one.key)
            and (one.key.endswith("%") or behind.key in self._words.units or (behind.key in per and next_one.key in self._words.periods))
        }

    def _is_figure(self, key: str) -> bool:
        return key in self._words.measures or key in self._words.numbers or any(character.isdigit() for character in key)

    def _is_alone(self, edit: Edit, change: Change) -> bool:
        """Whether nothing else was changed in the sentence of an edit, so that it was not rewritten."""
        if not change.new or change.new[0].row >= 0 or not (change.old or edit.old):
            return False
        sentence = self._alignment.new.sentence(Span(max(0, edit.new_span.end - 1), edit.new_span.end))
        others = (other for other in change.edits if other is not edit and other.nature == "substance")
        return not any(other.new_span.overlaps(sentence) for other in others)
