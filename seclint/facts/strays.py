"""Edits of amended parts that nothing said of those parts speaks of."""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.alignment.words import Words
from seclint.facts.amendments import Amendments
from seclint.facts.left_standing import LeftStanding
from seclint.facts.promises import Promises
from seclint.facts.said import CLAUSE, Hearing, Said, is_named
from seclint.facts.wording import any_of, phrases
from seclint.model import Span

if TYPE_CHECKING:
    from seclint.facts.coverage import Cover

_FEW = 3  # words whose replacement is no rewriting
_SAYS = 2  # words on its subject with which a clause says something
_STRAY = 0.2  # of the words of a clause may be said by chance
_BESIDE = 40  # characters between two edits that are one change


class Strays:
    """Finds the edits that were made beside those that are told of; ``around`` as in ``Sharing``."""

    def __init__(self, amendments: Amendments, alignment: Alignment, around: int) -> None:
        self._amendments = amendments
        self._alignment = alignment
        self._least = around
        self._words: Words = alignment.words
        self._hearing = Hearing(alignment)
        self._promises = Promises(amendments.conclusions, alignment)
        self._left = LeftStanding(amendments.speech, alignment)
        self._final = alignment.text_of(alignment.new)

    def of(self, change: Change, cover: "Cover") -> Iterator[Edit]:
        """The edits that nothing of the cover speaks of, although it speaks of others of that part."""
        about = [one for one in cover.statements if not one.located]
        if not (cover.located or about) or any(one.claim.kind == "page" or one.everywhere for one in cover.located):
            return
        if cover.located and not any(one.terms for one in cover.located):
            return
        text, taking = self._amendments.conclusions.document.text, (phrases(self._words.taking), any_of(self._words.deleting))
        spans = [*(one.claim.span for one in cover.located), *(one.span for one in cover.statements)]
        said = Said(
            words=frozenset().union(*(one.context for one in cover.located), *(one.stems for one in cover.statements)),
            keys=frozenset().union(*(one.keys for one in cover.located), *(one.keys for one in cover.statements)),
            terms=frozenset().union(*(one.terms for one in cover.located), *(one.stems for one in about)),
            removes=any(one.search(text, span.start, span.end) for one in taking for span in spans),
        )
        promised = [edit for edit in change.edits if self.is_promised(edit, change, cover)]
        edits = [edit for edit in change.edits if edit.nature == "substance" and edit not in promised]
        named = [words for one in cover.located for words in self._left.named(one) if words]
        unsaid = [edit for edit in edits if self._is_row(change, said) or not self._is_told(edit, change, said)]
        unsaid = [edit for edit in unsaid if edit.new or not any(words <= self._words.stems(edit.old) for words in named)]
        beside = list(self._beside(change, cover))
        spoken = bool(promised) or any(self._hearing.speaks_of(edit, other, said) for other, edit in beside)
        for edit in unsaid:
            # A claim in other words than the change's is one all the same; a number that nothing speaks of is another matter.
            alone = spoken and len(unsaid) == len(change.edits)
            if alone or (len(beside) > 1 and self._is_silent(edit, change, unsaid, said, spoken=spoken)):
                yield edit

    def _is_told(self, edit: Edit, change: Change, said: Said) -> bool:
        return self._hearing.speaks_of(edit, change, said) or self._is_told_elsewhere(edit, change)

    def _is_told_elsewhere(self, edit: Edit, change: Change) -> bool:
        """Whether a sentence that names no part says the new number of an edit, and what it counts or two words beside it."""
        fresh = strict_words(edit.new, self._words) - strict_words(edit.old, self._words)
        if not fresh:
            return False
        around = self._hearing.around(edit, change) - self._words.stems_of(fresh)
        beside = self._words.stems(word for unit in (*change.old, *change.new) for word in unit.words)
        counted = self._counted(edit)
        return any(
            (self._words.tells(one.told, self._words.stems_of(fresh)) and (counted & one.stems or len(around & one.stems) >= self._least))
            or (fresh <= one.keys & set(self._words.measures) and beside & one.stems)
            for one in self._amendments.responses.statements
            if not one.located
        )

    def _counted(self, edit: Edit) -> set[str]:
        """The word behind the new words of an edit: what a number counts."""
        sentence = self._alignment.new.sentence(Span(edit.new_span.end - 1, edit.new_span.end))
        behind = self._final.words([Span(edit.new_span.end, max(edit.new_span.end, sentence.end))])
        return self._words.stems(islice(behind, 1))

    def _is_silent(self, edit: Edit, change: Change, unsaid: Sequence[Edit], said: Said, *, spoken: bool) -> bool:
        """Whether an edit changes what is required, and no claim can be meant by it."""
        told = any(self._is_near(edit, other) for other in change.edits if other not in unsaid)
        if told and not edit.new and all(word.key != "." for word in edit.old):  # the rest of a sentence that was rewritten
            return False
        if self._is_clause(edit, said.words):
            return True
        if spoken and not told and (self._is_renamed(edit, said) or self._is_row(change, said)):
            return True
        counts = bool(_strict(edit, self._words) - {*self._words.binding, *(self._words.ordinals if told else ())})
        small = max(len(edit.old), len(edit.new)) <= CLAUSE and not strict_words(edit.new, self._words)
        if not self._matters(edit) or (told and (small or not counts)):
            return False
        if spoken and counts and 0 < len(edit.old) <= _FEW >= len(edit.new) > 0:  # who gives one number of a part gives all of them
            return True
        others = self._words.stems(word for other in change.edits if other is not edit for word in (*other.old, *other.new))
        return self._binds(edit) or len(self._hearing.around(edit, change) & (said.terms - others)) < self._least

    def is_promised(self, edit: Edit, change: Change, cover: "Cover") -> bool:
        """Whether the edit stands for what a claim announces otherwise: that is told of the claim."""
        return any(
            any(broken.edit is edit for broken in self._promises.broken(one, [change]))
            or any(self._promises.other_items(one, [change]))
            or (self._promises.is_length(edit) and self._promises.lacking(one) is not None)
            for one in cover.located
        )

    def _beside(self, change: Change, cover: "Cover") -> Iterator[tuple[Change, Edit]]:
        """The edits of substance in the change, and in the other changes of the parts that the cover is about."""
        changes = {id(change): change}
        for one in cover.located:
            changes |= {id(other): other for other in self._amendments.scopes.changes_in(one.scope) if other.is_substantive}
        yield from ((other, edit) for other in changes.values() for edit in other.edits if edit.nature == "substance")

    def _is_renamed(self, edit: Edit, said: Said) -> bool:
        """Whether somebody or something that bears a name was replaced, and neither is said: "the Service Providers" by "DCC"."""
        if not (edit.old and edit.new) or max(len(edit.old), len(edit.new)) > CLAUSE:
            return False
        renamed = self._hearing.renamed(edit)
        return bool(renamed) and not self._words.stems_of(renamed) & said.words

    def _is_row(self, change: Change, said: Said) -> bool:
        """Whether a row is gone whose first cell nobody speaks of."""
        if change.new or change.old[0].row < 0:
            return False
        first = takewhile(lambda word: word.kind != "border", change.old[0].words)
        return not self._words.stems_of(word.key for word in first) & said.words

    def _matters(self, edit: Edit) -> bool:
        """Whether an edit beside others changes what is required: a number, an obligation, a word that became its contrary."""
        if max(len(edit.old), len(edit.new)) > CLAUSE and edit.old and edit.new:
            return False
        old, new = strict_words(edit.old, self._words), strict_words(edit.new, self._words)
        return old != new or edit.turns(self._words)

    def _is_clause(self, edit: Edit, said: frozenset[str]) -> bool:
        """Whether a clause came or went of whose words hardly one is said."""
        words = self._words.stems(word for word in (*edit.old, *edit.new) if word.key not in self._words.joining)
        if is_named(words & said) or (edit.old and edit.new):
            return False
        return len(words) >= _SAYS and len(words & said) <= _STRAY * len(words)

    def _is_near(self, edit: Edit, other: Edit) -> bool:
        """Whether two edits stand so close in one sentence that what is said of one is said of both."""
        first, second = sorted((edit.new_span, other.new_span))
        between = self._alignment.new.document.text[first.end : second.start]
        return len(between) <= _BESIDE and ". " not in between

    def _binds(self, edit: Edit) -> bool:
        """Whether an obligation, a permission or a "not" changed in few words, or a word became its contrary."""
        binding = (strict_words(edit.old, self._words) ^ strict_words(edit.new, self._words)) & set(self._words.binding)
        return edit.turns(self._words) or (bool(binding) and max(len(edit.old), len(edit.new)) <= CLAUSE)


def _strict(edit: Edit, words: Words) -> set[str]:
    return strict_words(edit.old, words) ^ strict_words(edit.new, words)
