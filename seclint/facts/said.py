"""Whether what is said of a part speaks of an edit in it."""

from collections.abc import Iterable, Iterator, Set
from itertools import takewhile

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change, Edit, Unit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.alignment.text import plain_words
from seclint.facts.alignment.units import COVER
from seclint.facts.alignment.words import Word
from seclint.facts.tables import head_of
from seclint.model import Block, Cell, Span

CLAUSE = 6
"""Words from which on an edit is a rewritten clause, in which small words come and go."""

_FEW = 3  # words that bring a "shall" of their own when they are more
_ABOUT = 2  # words beside an obligation by which it is told which one
_TOLD = 0.3  # of the words of a clause that came or went, to be told of


class Said(Struct, frozen=True):
    """What is said of a part: the stems of all words of views and responses, the exact words, and the stems of what DCC claims.

    ``removes`` tells that something is said to be gone.
    """

    words: frozenset[str]
    keys: frozenset[str]
    terms: frozenset[str]
    removes: bool = False


class Hearing:
    """Holds edits against what is said."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        self._words = alignment.words
        self._facts = (alignment.old, alignment.new)
        self._sides = (alignment.text_of(alignment.old), alignment.text_of(alignment.new))

    def speaks_of(self, edit: Edit, change: Change, said: Said) -> bool:
        """Whether what is said speaks of the edit: of its new numbers and obligations, or else of its other words.

        One word may be said by chance: then something beside it must be said, too.
        """
        words = self._words
        fresh = strict_words(edit.new, words) - strict_words(edit.old, words)
        gone = strict_words(edit.old, words) - strict_words(edit.new, words)
        if not edit.old:  # a new row names environments that nobody needs to repeat
            fresh = {word for word in fresh if word in words.strict or any(sign.isdigit() for sign in word)}
            fresh -= {*words.binding, *words.common} if len(edit.new) > _FEW else set()
        loose = words.stems((*edit.old, *edit.new)) - words.stems_of(fresh | gone)
        if not edit.old and is_named((loose | words.stems_of(fresh)) & said.words):  # "OBJ4 was added"
            return True
        if (
            self._is_told_by_name(edit, change, said)
            or self._is_told_to_bind(edit, change, said)
            or self.addresses(said.terms, edit, change)
        ):
            return True
        if loose and _is_row_gone(change) and not said.removes:  # of a row that is gone without a word about that, half must be said
            return len(loose & said.terms) * 2 >= len(loose)
        if max(len(edit.old), len(edit.new)) > CLAUSE:
            figures = {one for one in words.stems_of(fresh | gone) if one[:1].isdigit()}
            whole = bool(edit.old and edit.new) or figures <= said.words
            return whole and len(loose & said.words) >= _TOLD * len(loose)
        if said.removes and fresh <= set(words.negations):
            fresh = set()
        if any(one[:1].isdigit() for one in words.stems_of(fresh)):  # who says "two weeks" may leave out "at least"
            fresh = fresh - set(words.bounds)
        if words.multiplied(edit.old, edit.new) & said.keys or self.is_put_off(edit, change, said.keys, said.terms):
            return True
        if fresh and not (words.tells(said.words, words.stems_of(fresh)) or fresh <= said.keys):
            return False
        if gone and not fresh and not (words.tells(said.words, words.stems_of(gone)) or loose & said.words):
            return False
        if not (fresh or gone) and loose and not loose & said.words:
            return False
        own = words.stems_of(fresh | gone) | loose
        around = self.around(edit, change) - own
        parts = {part for term in said.terms for part in term.split()}  # the row of "Severity 3" may begin with a bare "3"
        return len(own & said.words) > 1 or is_named(fresh) or not around or bool(around & (parts | said.terms))

    def addresses(self, terms: Set[str], edit: Edit, change: Change) -> bool:
        """Whether the words of a claim name row and column of a cell without figures that changed: "MP331 is now tested in UIT"."""
        side = 1 if edit.new else 0
        units, document = (change.old, change.new)[side], self._facts[side].document
        figured = any(character.isdigit() for word in (*edit.old, *edit.new) for character in word.key)
        if figured or not units or units[0].row < 0:
            return False
        at = (edit.new_span if side else edit.old_span).start
        cell, heads = document.block_at(at).cell, head_of(document, at)
        names = [(_is_above(head, cell), self._words.stems(self._sides[side].words([head.span]))) for head in heads]
        others = set[str]().union(*(stems for above, stems in names if not above))
        return any((stems - others) & terms for above, stems in names if above) and self._names_row(terms, units[0])

    def is_put_off(self, edit: Edit, change: Change, keys: Set[str], terms: Set[str]) -> bool:
        """Whether words name the row in which a day changed, and tell by how long it was put off."""
        row = bool(change.new) and change.new[0].row >= 0
        return row and self._names_row(terms, change.new[0]) and self._words.put_off(edit.old, edit.new, keys)

    def _names_row(self, terms: Set[str], row: Unit) -> bool:
        """Whether words name a row: by the modification or date in its first cell, else by all words there."""
        first = self._words.stems(takewhile(lambda word: word.kind != "border", row.words))
        named = {stem for stem in first if is_named([stem])} or first
        return bool(named) and named <= terms

    def _is_told_by_name(self, edit: Edit, change: Change, said: Said) -> bool:
        """Whether it is named what came or went: who names a new row need not tell what is in it."""
        if _is_row_new(change):
            return self._first_cell(change.new[0]) <= said.terms
        return said.removes and self._is_taken_out(edit, change, said)

    def _is_told_to_bind(self, edit: Edit, change: Change, said: Said) -> bool:
        """Whether it is told in general that something must be done, or need not be: "the duty to tell Users has been removed"."""
        sides = [strict_words(side, self._words) for side in (edit.old, edit.new)]
        binds = sides[0] != sides[1] and sides[0] | sides[1] <= set(self._words.binding)
        general = not said.terms - self._words.stems_of(self._words.obliging)
        about = general or len(self.around(edit, change) & said.terms) >= _ABOUT
        return binds and not said.keys.isdisjoint(self._words.obliging) and about

    def _is_taken_out(self, edit: Edit, change: Change, said: Said) -> bool:
        """Whether it is told by what it is that something was taken out: "R2 has been deleted", "last sentence deleted"."""
        sentence = not edit.new and edit.old[-1].key == "." and bool(said.keys & set(self._words.pieces))
        return sentence or (_is_row_gone(change) and self._first_cell(change.old[0]) <= said.words)

    def _first_cell(self, row: Unit) -> set[str]:
        """The stems of what the first cell of a row says; all of them where none says anything of the subject."""
        first = list(takewhile(lambda word: word.kind != "border", row.words))
        return self._words.stems(first) or self._words.stems_of(word.key for word in first)

    def around(self, edit: Edit, change: Change) -> set[str]:
        """The words of the sentence, or of the row, in which an edit stands."""
        side, span = (1, edit.new_span) if edit.new else (0, edit.old_span)
        facts, units = ((self._alignment.old, change.old), (self._alignment.new, change.new))[side]
        row = [unit for unit in units if unit.row >= 0]
        stretch = Span(row[0].span.start, row[-1].span.end) if row else facts.sentence(Span(span.end - 1, span.end))
        return self._words.stems(self._sides[side].words([stretch]))

    def paragraph_before(self, edit: Edit) -> set[str]:
        """The words of the paragraph of the draft in which an edit was made."""
        paragraph = self._facts[0].document.block_at(edit.old_span.start).span
        return self._words.stems(self._sides[0].words([paragraph]))

    def renamed(self, edit: Edit) -> set[str]:
        """The names of people and things, written with capitals, that only one side of an edit has."""
        before, after = (
            {word.key for word in words if _is_capital(facts, word)} for facts, words in zip(self._facts, (edit.old, edit.new), strict=True)
        )
        return before ^ after

    def headings(self, change: Change) -> Iterator[Word]:
        """The words of the title of the part, and of the head of the table."""
        for facts, section, units in zip(self._facts, change.section, (change.old, change.new), strict=True):
            if section is not None and section != COVER:
                heading = facts.outline.sections[section].heading
                yield from plain_words(facts.document.text, heading.start, heading.end, self._words.token)
            for block in head_of(facts.document, units[0].span.start) if units else ():
                yield from plain_words(facts.document.text, block.span.start, block.span.end, self._words.token)


def _is_above(head: Block, cell: Cell | None) -> bool:
    """Whether the head of a column stands over a cell."""
    return head.cell is not None and cell is not None and head.cell.column == cell.column


def _is_capital(facts: Facts, word: Word) -> bool:
    """Whether a word begins with a capital in the middle of a sentence."""
    text, start = facts.document.text, word.span.start
    return text[start].isupper() and start > facts.sentence(word.span).start


def _is_row_gone(change: Change) -> bool:
    return not change.new and change.old[0].row >= 0


def _is_row_new(change: Change) -> bool:
    return not change.old and change.new[0].row >= 0


def is_named(words: Iterable[str]) -> bool:
    """Whether there is a date, version or modification among the words: nobody says those by chance."""
    return any(not word.isdigit() and any(sign.isdigit() for sign in word) for word in words)
