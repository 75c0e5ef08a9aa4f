"""Tables in which conclusions list what was amended where."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment.words import Words
from seclint.facts.notes import notes_of
from seclint.facts.predicates import predicates_of
from seclint.facts.tables import Table
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise import Reference

_COUNTED = 3  # rows from which on a column of 1, 2, 3 counts them
_PLACED = 0.5  # of the cells of a column name a part and little else, where the column is one of places
_BESIDE = 6  # words beside a part that still tell only where in it
_HEADED = compiled(r"\s*(?P<label>\d+(?:\.\d+)*)\s*(?:[:–—-]|(?=\s[a-z]))")
_NUMBERED = compiled(r"\W*[A-Z]?\d{1,2}(?:\.\d{1,2})+(?![\w.])")
_WORD = compiled(r"\w+")
_LABEL = compiled(r"\W*[A-Za-z]{0,3}\W?\d{0,3}[a-z]?\W*")
_VERSION = compiled(r"\bv?(?P<number>\d{1,2}\.\d{1,2})\b", re.IGNORECASE)
_SEGMENT = compiled(r";\s|[.!?]\s")


class Listed(Struct, frozen=True):
    """A row: all of it, the cell that names the parts, the cells that tell what was amended, and the parts as pairs of noun and number.

    ``context`` is all that stands beside them. ``side`` tells whose numbers they are, as the head of the column has it: 0 the draft's,
    1 the final document's.
    """

    row: Span
    where: Span
    what: tuple[Span, ...]
    targets: tuple[tuple[str, str], ...]
    context: tuple[Span, ...] = ()
    side: int | None = None


def listed_amendments(facts: Facts, words: Words) -> Iterator[Listed]:
    """The rows of tables that have a column of places and one of amendments; those that refuse or only take note list none."""
    for table in facts.tables:
        places = where_columns(facts, table, words)
        amended = _amended(facts, table, words, places)
        for row in table.rows if amended else ():
            what = tuple(row[index] for index in amended if facts.document.quote(row[index]))
            if what and (all(_is_refused(facts, cell, words) for cell in what) or any(_is_unchanged(facts, cell, words) for cell in what)):
                continue
            if not places:
                yield from _headed(facts, row, row[amended[-1]], words)
            beside = tuple(cell for index, cell in enumerate(row) if index not in places and cell not in what)
            for index in places:
                targets = tuple(dict.fromkeys(_targets(facts, row[index])))
                whole = Span(row[0].start, row[-1].end)
                yield Listed(whole, row[index], what, targets, beside, _side(table, index, words))


def _amended(facts: Facts, table: Table, words: Words, places: Sequence[int]) -> Sequence[int]:
    """The columns that tell what was amended; where the one that is called so only numbers the changes, the one with most to say."""
    answered = set[str]() if places else {plain(name) for name in facts.profile.answers.response}
    named = [index for index in what_columns(facts, table, words) if index not in places and table.heads[index] not in answered]
    telling = [index for index in named if not _is_of_labels(facts, table, index)]
    if telling or not (named and places):
        new = [index for index in range(len(table.heads)) if telling and index not in places and _side(table, index, words) == 1]
        return sorted({*telling, *(index for index in new if not _is_of_labels(facts, table, index))})
    if sides := [index for index in range(len(table.heads)) if index not in places and _side(table, index, words) is not None]:
        return sides
    others = [index for index in range(len(table.heads)) if index not in places and not _is_of_labels(facts, table, index)]
    return [max(others, key=lambda index: sum(len(facts.document.quote(row[index])) for row in table.rows))] if others else []


def _is_of_labels(facts: Facts, table: Table, index: int) -> bool:
    """Whether a column only numbers the rows: "C1", "C2"."""
    return all(_LABEL.fullmatch(facts.document.text, row[index].start, row[index].end) for row in table.rows)


def _side(table: Table, index: int, words: Words) -> int | None:
    """Whose numbers a column gives: the draft's (0) or the final document's (1)."""
    head, versions = table.heads[index], _versions(table)
    if index in versions:
        return int(versions[index] == max(versions.values()))
    named = next((side for side, names in enumerate((words.old_columns, words.new_columns)) if _is_head(head, names)), None)
    return next((side for side, names in enumerate((words.of_draft, words.of_final)) if phrases(names).search(head)), named)


def _versions(table: Table) -> dict[int, tuple[int, ...]]:
    """The versions that heads name, where they are two: "Issue 0.7", "Issue 1.0", "Clause in 1.0"."""
    named = {index: match for index, head in enumerate(table.heads) if (match := _VERSION.search(head)) is not None}
    found = {index: tuple(map(int, match["number"].split("."))) for index, match in named.items()}
    return found if len(set(found.values())) > 1 else {}


def _is_refused(facts: Facts, cell: Span, words: Words) -> bool:
    """Whether a cell says that nothing was changed: "None", "Not accepted", "Noted; no change asked for"."""
    text, forms = facts.document.text, facts.profile.claims
    if not any_of(words.refusals).match(text, cell.start, cell.end):
        return False
    return not (predicates_of(forms).within(text, cell.start, cell.end) or notes_of(forms).within(text, cell.start, cell.end))


def _is_unchanged(facts: Facts, cell: Span, words: Words) -> bool:
    """Whether a cell begins with the words that nothing was changed: "No change needed"."""
    return any_of(words.denials).match(facts.document.text, cell.start, cell.end) is not None


def where_columns(facts: Facts, table: Table, words: Words) -> Sequence[int]:
    """The columns that name the parts that were amended, by what they are called, else by what stands in them.

    A column that only counts the rows or numbers the questions names none.
    """
    found: dict[int, int] = {}
    for index, head in enumerate(table.heads):
        if _is_head(head, words.where_columns) and not any(_is_question(facts, row[index]) for row in table.rows):
            cells = [facts.document.quote(row[index]).strip(" .") for row in table.rows]
            if len(cells) < _COUNTED or cells != [str(number + 1) for number in range(len(cells))]:
                found[index] = sum(any(_targets(facts, row[index])) for row in table.rows)
    if any(found.values()):
        return [max(found, key=lambda index: (found[index], -index))]
    telling = _telling(facts, table, words)
    return [index for index in range(len(table.heads)) if telling and index not in telling and _is_of_places(facts, table, index, words)]


def _is_of_places(facts: Facts, table: Table, index: int, words: Words) -> bool:
    """Whether most cells of a column name parts, and hardly say more than where in them: "Table 4, row for UIT"."""
    cells = [row[index] for row in table.rows if facts.document.quote(row[index])]
    text = facts.document.text
    bare = phrases(words.where_columns).search(table.heads[index]) is not None  # "1.1" may as well number the comments
    named = (cell for cell in cells if _parts(facts, cell) or (bare and _NUMBERED.match(text, cell.start, cell.end)))
    placed = [cell for cell in named if _beside(facts, cell) <= _BESIDE]
    return len(placed) >= max(2, _PLACED * len(cells))


def _beside(facts: Facts, cell: Span) -> int:
    """The words of a cell that do not name a part."""
    named = _parts(facts, cell)
    words = (Span(*match.span()) for match in _WORD.finditer(facts.document.text, cell.start, cell.end))
    return sum(not any(word.within(one.span) for one in named) for word in words)


def what_columns(facts: Facts, table: Table, words: Words) -> Sequence[int]:
    """The columns that tell what was amended."""
    telling = _telling(facts, table, words)
    named = [index for index, head in enumerate(table.heads) if _is_head(head, words.what_columns)]
    return sorted({*named, *telling})


def _telling(facts: Facts, table: Table, words: Words) -> Sequence[int]:
    """The columns whose heads speak of changes, else those of the old and of the new words."""
    told, asks = phrases(words.what_words), phrases(words.asking)
    named = [index for index, head in enumerate(table.heads) if told.search(head) and not asks.search(head)]
    columns = range(len(table.heads))
    sides = {_side(table, index, words): index for index in columns if not _is_of_places(facts, table, index, words)}
    return named or ([sides[0], sides[1]] if {0, 1} <= sides.keys() else [])


def _headed(facts: Facts, row: Sequence[Span], cell: Span, words: Words) -> Iterator[Listed]:
    """The claims of a cell that names its parts itself: "3.1: third rehearsal added", "Table 1: new row", "Second sentence of 2.2 cut"."""
    beside = tuple(other for other in row if other != cell)
    match = _HEADED.match(facts.document.text, cell.start, cell.end)
    if match is not None:
        where = Span(*match.span("label"))
        yield Listed(cell, where, (Span(where.end, cell.end),), tuple(_targets(facts, where)), beside)
    for reference in _parts(facts, cell):
        stretch = _segment(facts, cell, reference.span)
        text = facts.document.text
        kept = any_of(words.keeping).search(text, stretch.start, stretch.end)
        if not (kept or any_of(facts.profile.claims.compared).search(text, stretch.start, reference.span.start)):
            targets = tuple((reference.kind, clause) for clause in reference.clauses)
            what = (Span(stretch.start, reference.span.start), Span(reference.span.end, stretch.end))
            yield Listed(cell, reference.span, tuple(one for one in what if one.start < one.end), targets, beside)


def _segment(facts: Facts, cell: Span, at: Span) -> Span:
    """What stands around a part between semicolons or full stops."""
    breaks = [(match.start(), match.end()) for match in _SEGMENT.finditer(facts.document.text, cell.start, cell.end)]
    start = max((end for _, end in breaks if end <= at.start), default=cell.start)
    return Span(start, min((begin for begin, _ in breaks if begin >= at.end), default=cell.end))


def _is_question(facts: Facts, cell: Span) -> bool:
    return any(reference.kind == "question" and reference.span.start == cell.start for reference in facts.mentions.references)


def _parts(facts: Facts, cell: Span) -> Sequence[Reference]:
    """The references to parts of the document under consultation in a cell."""
    named = (one for one in facts.mentions.references if one.span.within(cell))
    return [one for one in named if one.clauses and one.owner != "SEC" and one.kind != "question"]


def _targets(facts: Facts, cell: Span) -> Iterator[tuple[str, str]]:
    """The parts that a cell names: by references, or by numbers alone."""
    named = [one for one in facts.mentions.references if one.span.within(cell) and one.owner != "SEC"]
    for reference in named:
        yield from ((reference.kind, clause) for clause in reference.clauses)
    if named:
        return
    for part in facts.document.quote(cell).replace(" and ", ",").replace("&", ",").split(","):
        label = part.strip().partition(" ")[0].rstrip(".:")
        if label[:1].isdigit():
            yield "section", label


def _is_head(head: str, names: Sequence[str]) -> bool:
    """Whether a column bears one of the names, perhaps with more in brackets or behind a preposition: "Section (final TAD)"."""
    known = {plain(name) for name in names}
    bare = plain(head.partition("(")[0])
    return bare in known or any(plain(bare.partition(link)[0]) in known for link in (" of ", " in ", " to "))
