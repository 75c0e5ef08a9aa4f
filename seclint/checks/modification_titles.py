"""modification-titles: the titles of modifications against the register, and against each other."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.checks.title_words import TitleWords
from seclint.facts import Facts
from seclint.facts.modification_register import Entry, ModificationRegister, number_of
from seclint.facts.wording import plain
from seclint.model import Rule, Span
from seclint.recognise import Modification

_TITLE = 4  # letters; what is shorter is an answer: "Yes", "No"
_OPENINGS = (" (", " [")  # of the brackets in which a number stands behind its title


class ModificationTitles(Struct, frozen=True, forbid_unknown_fields=True):
    """How titles are read.

    ``heads``: heads of the columns of tables that give titles. ``leads``: what may stand between a number and a quoted title.
    ``fillers``: words that do not make two titles different. ``agree``: words that two titles must share before one is taken for the
    other. ``telling``: words of a title that nobody gives to two modifications.
    """

    heads: tuple[str, ...]
    leads: tuple[str, ...]
    fillers: tuple[str, ...]
    agree: int
    telling: int


class Amiss(Struct, frozen=True):
    """A title that is not the modification's: what the register has instead, and whose title it is, where it is that of another one."""

    modification: Modification
    known: Entry | None
    other: Entry | None


def modification_titles(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Modifications whose title is not the register's, and those that bear two titles of which neither is a part of the other."""
    options: ModificationTitles = rule.options
    named = titled(facts, options.heads)
    beside = [*named, *_beside_quotations(facts, options.leads)]
    if not beside:
        return
    register = facts.library.load("registers", "modifications", ModificationRegister)
    wrong: dict[tuple[str, str], list[Amiss]] = {}
    for amiss in _against(facts, register, options, sorted(beside, key=lambda one: one.span)):
        key = number_of(amiss.modification.id), plain(amiss.modification.title)
        wrong.setdefault(key, []).append(amiss)
    for same in wrong.values():
        yield _not_registered(facts, rule, register.as_of, same)
    told = {number for number, _ in wrong}
    yield from _two_titles(facts, rule, [one for one in named if number_of(one.id) not in told])


def _against(facts: Facts, register: ModificationRegister, options: ModificationTitles, named: Sequence[Modification]) -> Iterator[Amiss]:
    words = TitleWords(options.fillers, facts.profile.numbers, options.agree)
    strays = [one for one in named if not _is_registered(words, register, one)]
    owners = {words.of(entry.title): entry for entry in register.entries} if strays else {}
    for modification in strays:
        mine, known = words.of(modification.title), register.named(modification.id)
        near = next((entry for entry in known if words.differ(mine, words.of(entry.title))), None)
        other = owners.get(mine)
        if other is not None and (_is_part(modification.id, other.id) or (not known and len(mine) < options.telling)):
            other = None
        if near is not None or other is not None:
            yield Amiss(modification, near or (known[0] if known else None), other)


def _is_registered(words: TitleWords, register: ModificationRegister, modification: Modification) -> bool:
    """Whether the title is one of the modification's own, shortened or with more behind it."""
    mine = words.of(modification.title)
    titles = [words.of(entry.title) for entry in register.named(modification.id)]
    return any(words.holds(title, mine) or words.holds(mine, title) for title in titles)


def _is_part(identifier: str, other: str) -> bool:
    """Whether both are one modification, or one is a part of the other: MP102 and MP102A."""
    one, two = number_of(identifier), number_of(other)
    return one.startswith(two) or two.startswith(one) if one[-1:].isalpha() or two[-1:].isalpha() else one == two


def _not_registered(facts: Facts, rule: Rule, as_of: str, same: Sequence[Amiss]) -> Found:
    """One finding for a wrong title, however often it stands there."""
    first, *others = same
    title, owner = first.modification.title, first.other.id if first.other else ""
    notes = [rule.messages["owner"].format(title=title, owner=owner)] if first.known and owner else []
    notes += [rule.messages["page"].format(address=one.page.address, dated=one.page.dated) for one in (first.known or first.other,) if one]
    return found(
        facts,
        rule,
        _whole(first.modification),
        variant="registered" if first.known else "stranger",
        related=[(_whole(amiss.modification), rule.messages["again"]) for amiss in others],
        notes=notes,
        modification=first.modification.id,
        title=title,
        known=first.known.title if first.known else "",
        owner=owner,
        as_of=as_of,
    )


def _two_titles(facts: Facts, rule: Rule, named: Sequence[Modification]) -> Iterator[Found]:
    """A modification that bears two titles of which neither is a part of the other."""
    known: dict[str, Modification] = {}
    for modification in named:
        first = known.setdefault(number_of(modification.id), modification)
        one, other = plain(first.title), plain(modification.title)
        if one not in other and other not in one:
            yield found(
                facts,
                rule,
                _whole(modification),
                related=[(_whole(first), rule.messages["other"])],
                modification=modification.id,
                title=modification.title,
                other=first.title,
                place=where(facts, first.span),
            )


def _whole(modification: Modification) -> Span:
    """The number with its title; the number alone where the title stands in another cell."""
    return modification.whole if modification.whole.end else modification.span


def titled(facts: Facts, heads: tuple[str, ...]) -> list[Modification]:
    """The modifications that bear a title, in sentences or in tables whose ``heads`` say so, in text order."""
    told = [one for one in facts.mentions.modifications if len(one.title) >= _TITLE and not _is_place(facts, one)]
    return sorted((*told, *_in_tables(facts, heads)), key=lambda one: one.span)


def _beside_quotations(facts: Facts, leads: Sequence[str]) -> Iterator[Modification]:
    """Modifications with quoted words beside them, which may be their title: "MP911, ‘Clear Displays’", "‘Clear Displays’ (MP911)"."""
    text = facts.document.text
    untitled = [one for one in facts.mentions.modifications if not one.title]
    quotations = facts.pairing.quotations if untitled else ()
    starts = {quotation.span.start: quotation for quotation in quotations}
    ends = {quotation.span.end: quotation for quotation in quotations}
    for one in untitled:
        behind = (starts.get(one.span.end + len(lead)) for lead in leads if text.startswith(lead, one.span.end))
        before = (
            ends.get(one.span.start - len(opening)) for opening in _OPENINGS if text.startswith(opening, one.span.start - len(opening))
        )
        for quotation in filter(None, (*behind, *before)):
            whole = Span(min(one.span.start, quotation.span.start), max(one.span.end, quotation.span.end))
            yield Modification(one.span, one.id, facts.document.quote(quotation.words), whole)


def _is_place(facts: Facts, modification: Modification) -> bool:
    """Whether what stands behind the number is no title, but a place: "MP911 (Annex A, page 6)"."""
    return any(one.span.within(modification.whole) for one in facts.mentions.references)


def _in_tables(facts: Facts, heads: tuple[str, ...]) -> Iterator[Modification]:
    """The modifications whose number fills a cell, with the title in the row's column of titles."""
    for table in facts.tables:
        column = table.column(heads)
        if column is None:
            continue
        for row in table.rows:
            title = facts.document.quote(row[column]).strip(" ‘’“”'\"")
            for one in facts.mentions.modifications:
                alone = not one.title and any(one.span.within(cell) and cell.end - cell.start <= len(one.id) + 2 for cell in row)
                if alone and title:
                    yield Modification(one.span, one.id, title)
