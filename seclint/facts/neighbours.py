"""Claims that name a row or a column of a table, where it was another one that changed."""

from collections.abc import Sequence, Set

from seclint.facts.alignment import Alignment, Change
from seclint.facts.alignment.words import Word, Words
from seclint.facts.assertions import Assertion
from seclint.facts.cells import Cells, Row, cells_of
from seclint.facts.speech import Speech
from seclint.model import Span

_SURE = 2  # words that came into a row and that a claim gives


class Neighbours:
    """Holds the row and the column that a claim names against those in which something changed."""

    def __init__(self, speech: Speech, alignment: Alignment) -> None:
        self._speech = speech
        self._words: Words = alignment.words
        self._cells = Cells(alignment, 1)

    def meant(self, assertion: Assertion, changes: Sequence[Change]) -> Span | None:
        """The row that a claim names and that is as it was, or the cell of that row, where its neighbour changed."""
        edited = {change.new[0].span: change for change in changes if change.new and change.new[0].row >= 0}
        terms = self._terms(assertion)
        if len(edited) < len(changes):  # what changed beside the tables, or was taken out of them, may be meant
            edited = {span: change for span, change in edited.items() if self._is_told(change, terms)}
        if not edited:
            return None
        rows = list(self._cells.within(assertion.scope))
        changed = [row for row in rows if row.unit.span in edited]
        named = [row for row in rows if row.own and row.own <= terms and any(row.table == other.table for other in changed)]
        if named and not any(row in named or row.own & terms or not row.own for row in changed):
            return named[0].unit.span
        inside = [row for row in changed if row in named]
        return self._other_cell(inside[0], edited[inside[0].unit.span], terms) if len(inside) == 1 else None

    def _is_told(self, change: Change, terms: Set[str]) -> bool:
        """Whether a claim says what came into a row."""
        come = self._words.stems(word for edit in change.edits for word in edit.new)
        return len(come) >= _SURE and come <= terms

    def _other_cell(self, row: Row, change: Change, terms: Set[str]) -> Span | None:
        """The cell of the column that is named, where only cells of other columns changed."""
        columns = row.columns_named(terms - self._words.stems_of(self._words.namings))
        before = list(cells_of(change.old[0].words)) if len(change.old) == 1 else []
        if len(before) != len(row.cells):
            return None
        changed = [index for index, cell in enumerate(row.cells) if _keys(cell) != _keys(before[index])]
        if not (columns and changed) or set(columns) & set(changed):
            return None
        words = row.cells[columns[0]]
        # Which kind of Device is used is not meant by how many there are.
        alike = any(self._is_figure(words) == self._is_figure(row.cells[index]) for index in changed)
        return Span(words[0].span.start, words[-1].span.end) if words and alike else None

    def _is_figure(self, words: Sequence[Word]) -> bool:
        return all(self._words.stem(word.key).isdigit() for word in words)

    def _terms(self, assertion: Assertion) -> Set[str]:
        """The stems of what a claim says was changed and where."""
        where = [assertion.claim.reference] if assertion.listed else []
        return self._speech.stems([*assertion.words, *where])


def _keys(words: Sequence[Word]) -> Sequence[str]:
    return [word.key for word in words]
