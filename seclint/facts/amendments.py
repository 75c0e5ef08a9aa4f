"""Claims of the conclusions tied to the parts of the draft and the final document that they are about."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts import Facts
from seclint.facts.alignment import Alignment, Change, Unit, Words
from seclint.facts.claims import Claim, whole_claims
from seclint.facts.wording import phrases, plain
from seclint.model import Block, Span

_TABLES = ("table", "figure")


class Scope(Struct, frozen=True):
    """The part that a claim is about, on the old and on the new side: a section, perhaps one table in it, or pages."""

    section: tuple[int | None, int | None] = (None, None)
    table: tuple[int | None, int | None] = (None, None)
    page: int | None = None

    @property
    def is_found(self) -> bool:
        """Whether either document has the part."""
        return self.section != (None, None) or self.page is not None


class Assertion(Struct, frozen=True):
    """A claim with the words around it. ``terms`` are the stems of what it says was changed; ``context`` those of the whole answer.

    ``items`` are those of the list that the claim leads in.
    """

    claim: Claim
    scope: Scope
    terms: frozenset[str]
    context: frozenset[str]
    clarifies: bool
    items: tuple[Span, ...] = ()
    everywhere: bool = False


def assertions_of(conclusions: Facts, alignment: Alignment) -> tuple[Assertion, ...]:
    """What the conclusions claim about the document under consultation, sentence by sentence and in tables of amendments."""
    words, artefact = alignment.words, conclusions.subject.artefact or alignment.new.subject.artefact
    views = [span for question in conclusions.answers.questions for span in question.views]
    located = [
        claim
        for claim in conclusions.claims
        if claim.owner == artefact and not any(claim.span.within(span) for span in views) and claim.kind != "question"
    ]
    names = tuple(name for name, known in conclusions.lexicon.artefact_names.items() if known == artefact)
    said = {claim.span for claim in located}
    whole = [
        claim
        for claim in whole_claims(conclusions.document, conclusions.sentences, conclusions.profile.claims, names, artefact)
        if claim.span not in said and not any(claim.span.within(span) for span in views)
    ]
    told = [_assertion(conclusions, alignment, claim, words) for claim in (*located, *whole)]
    return (*told, *_in_tables(conclusions, alignment, artefact))


def changes_in(alignment: Alignment, scope: Scope) -> list[Change]:
    """The changes in the part."""
    if scope.page is not None:
        return [change for change in alignment.changes if _on_page(alignment, change, scope.page)]
    inside = list(alignment.inside(scope.section))
    if scope.table == (None, None):
        return inside
    sides = (alignment.old, alignment.new)
    return [
        change
        for change in inside
        if any(
            number is not None and any(_table_of(facts, unit) == number for unit in units)
            for facts, units, number in zip(sides, (change.old, change.new), scope.table, strict=True)
        )
    ]


def scope_of(alignment: Alignment, kind: str, target: str) -> Scope:
    """Where the part is that a reference names, in the old and in the new document."""
    if kind == "page":
        number = target.split()[-1]
        return Scope(page=int(number)) if number.isdigit() and alignment.old.document.pages else Scope()
    sides = (alignment.old, alignment.new)
    if kind in _TABLES:
        captions = [_caption(facts, target) for facts in sides]
        tables = tuple(_table_below(facts, index) if index is not None else None for facts, index in zip(sides, captions, strict=True))
        sections = tuple(facts.outline.index_at(index) if index is not None else None for facts, index in zip(sides, captions, strict=True))
        return Scope((sections[0], sections[1]), (tables[0], tables[1]))
    if kind == "paragraph":
        found = [_paragraph(facts, target) for facts in sides]
        return Scope((found[0], found[1]))
    old, new = (_section(facts, target) for facts in sides)
    if old is None and new is None:
        return Scope()
    # The same part may bear another number on the other side.
    back = {theirs: mine for mine, theirs in alignment.sections.items()}
    if new is None and old is not None:
        new = alignment.sections.get(old)
    if old is None and new is not None:
        old = back.get(new)
    return Scope((old, new))


def _assertion(conclusions: Facts, alignment: Alignment, claim: Claim, words: Words) -> Assertion:
    text = conclusions.document.text
    following = _list_behind(conclusions, claim.span)
    cut = claim.reference if claim.target else Span(claim.span.end, claim.span.end)  # where only the document is named, all words count
    said = text[claim.span.start : cut.start] + " " + text[cut.end : claim.span.end]
    said += " " + " ".join(text[span.start : span.end] for span in following)
    answer = _answer(conclusions, claim.span)
    context = " ".join((said, *(text[span.start : span.end] for span in answer)))
    return Assertion(
        claim=claim,
        scope=scope_of(alignment, claim.kind, claim.target) if claim.target else Scope(),
        terms=frozenset(words.stems(said)),
        context=frozenset(words.stems(context)),
        clarifies=bool(phrases(words.clarify).search(said)),
        items=tuple(following),
        everywhere=bool(phrases(words.everywhere).search(said)),
    )


def _list_behind(conclusions: Facts, sentence: Span) -> Sequence[Span]:
    """The items of a list that a sentence leads in."""
    document = conclusions.document
    if not document.quote(sentence).rstrip().endswith((":", ";", "to", "that", "when", "following")):
        return ()
    index = document.block_index(sentence.start) + 1
    items = []
    while index < len(document.blocks) and document.blocks[index].kind == "item":
        items.append(document.blocks[index].span)
        index += 1
    return items


def _answer(conclusions: Facts, sentence: Span) -> Sequence[Span]:
    """The views and the response of the question that the sentence answers, else its paragraph."""
    for question in conclusions.answers.questions:
        if any(sentence.within(span) for span in question.response):
            return (*question.views, *question.response)
    return (conclusions.document.block_at(sentence.start).span,)


def _in_tables(conclusions: Facts, alignment: Alignment, artefact: str) -> Iterator[Assertion]:
    """The rows of tables that list what was amended where."""
    words, document = alignment.words, conclusions.document
    rows: dict[tuple[int, int], list[Block]] = {}
    for block in document.blocks:
        if block.cell is not None:
            rows.setdefault((block.cell.table, block.cell.row), []).append(block)
    where, what = ({plain(name) for name in names} for names in (words.where_columns, words.what_columns))
    for (table, row), cells in rows.items():
        heads = {block.cell.column: plain(document.quote(block.span)) for block in rows.get((table, 0), ()) if block.cell is not None}
        place = next((column for column, head in heads.items() if head in where), None)
        if row == 0 or place is None or not any(head in what for head in heads.values()):
            continue
        span = Span(cells[0].span.start, cells[-1].span.end)
        said = " ".join(document.quote(block.span) for block in cells if block.cell is not None and block.cell.column != place)
        cell = next((block.span for block in cells if block.cell is not None and block.cell.column == place), None)
        if cell is None:
            continue
        for kind, target in _targets(conclusions, cell):
            yield Assertion(
                claim=Claim(target, artefact, span, cell, kind, "amended"),
                scope=scope_of(alignment, kind, target),
                terms=frozenset(words.stems(said)),
                context=frozenset(words.stems(said)),
                clarifies=bool(phrases(words.clarify).search(said)),
            )


def _targets(conclusions: Facts, cell: Span) -> Iterator[tuple[str, str]]:
    named = [reference for reference in conclusions.mentions.references if reference.span.within(cell)]
    for reference in named:
        yield from ((reference.kind, clause) for clause in reference.clauses)
    if not named:
        for part in conclusions.document.quote(cell).replace(" and ", ",").split(","):
            label = part.strip()
            if label and label[0].isdigit() and " " not in label:
                yield "section", label


def _section(facts: Facts, target: str) -> int | None:
    wanted = target.casefold()
    for index, section in enumerate(facts.outline.sections):
        if section.label and wanted in (section.label.casefold(), section.label.casefold().rpartition(" ")[2]):
            return index
    return None


def _caption(facts: Facts, target: str) -> int | None:
    blocks = facts.document.blocks
    return next(
        (index for index, block in enumerate(blocks) if block.kind == "caption" and block.label.casefold() == target.casefold()), None
    )


def _table_below(facts: Facts, caption: int) -> int | None:
    """The table that a caption belongs to: the one right below, else right above."""
    blocks = facts.document.blocks
    for index in (caption + 1, caption - 1):
        if 0 <= index < len(blocks):
            cell = blocks[index].cell
            if cell is not None:
                return cell.table
    return None


def _paragraph(facts: Facts, target: str) -> int | None:
    wanted = target.split()[-1]
    for index, block in enumerate(facts.document.blocks):
        if block.kind == "paragraph" and block.label == wanted:
            return facts.outline.index_at(index)
    return None


def _table_of(facts: Facts, unit: Unit) -> int | None:
    cell = facts.document.block_at(unit.span.start).cell
    return cell.table if cell is not None else None


def _on_page(alignment: Alignment, change: Change, page: int) -> bool:
    """Whether something changed on the page, or on one beside it: pages may be counted from the cover or as printed."""
    sides = ((alignment.old, change.old), (alignment.new, change.new))
    return any(
        (facts.document.page_of(unit.span.start) or 0) - 1 <= page <= (facts.document.page_of(unit.span.end - 1) or 0) + 1
        for facts, units in sides
        for unit in units
    )
