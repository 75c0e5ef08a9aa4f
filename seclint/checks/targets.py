"""targets: references to parts of the document itself that it does not have."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.borne import NUMBERED, bare, headed, labels_of, might_be, series_of, stands
from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.declared import covers, is_own
from seclint.facts.points import significant_words
from seclint.facts.tables import head_of
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.recognise import Reference
from seclint.recognise.owners import names_of

_OF_ANNEX = re.compile(r"(?:Annex|Appendix) (?P<annex>\w+) \w+ (?P<part>\w+)")  # "Annex I section 2"
_CAPTIONED = ("table", "figure", "annex", "appendix")
_FIGURE = re.compile(r"\d+(?:\.\d+)*")
_BARE = re.compile(rf"(?:{_FIGURE.pattern}(?:\s*(?:,|and|&|to|[-–])\s*|\s*$))+")
_FEW = 1 / 3  # of the numbers in a column of this document's sections may be wrong


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: the nouns of the references that are followed.

    ``foreign``: regular expressions of what says in the sentence that another document is meant. Where neither that stands there nor
    that this one is, only a number that the document might have counts as missing.
    ``about``: those of titles of sections that are about another document, where they name one ("Changes to the TAD").
    ``changes``: those of titles under which a document that is about another one lists what was changed in that.
    ``labelled``: kinds of document in which all tables, figures and annexes bear a label, so that any other number is missing.
    ``apart``: those of what says that a table, figure or annex is in a file of its own, or in another document that is not named.
    ``consulted``: the nouns whose bare numbers, in what respondents said and in the response to it, are of the document consulted on.
    ``consulting``: kinds of document that are about another one. The head of a column may say there that it lists parts of that, and
    where its parts are named at all, a bare number is this document's only if its neighbours are.
    ``others``: owners that are no such documents: theirs are always named.
    ``explaining``: what says around a reference, for which § stands, that this document's part is meant; ``analysing``: the same in
    sentences about questions and answers.
    ``columns``: heads of columns that hold bare numbers of sections in documents of ``owning`` kinds.
    """

    kinds: tuple[str, ...]
    foreign: tuple[str, ...]
    labelled: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    consulting: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    explaining: tuple[str, ...] = ()
    analysing: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    owning: tuple[str, ...] = ()


def targets(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every reference to a part of this document whose label nothing bears."""
    options: Targets = rule.options
    known: dict[str, set[str]] = {}
    unknown: set[str] = set()
    for reference in facts.mentions.references:
        if reference.owner != "self" or reference.kind not in options.kinds or reference.malformed:
            continue
        if facts.document.block_at(reference.span.start).kind in ("header", "footer"):
            continue
        if reference.kind not in known:
            known[reference.kind] = labels_of(facts, reference.kind)
        labels = known[reference.kind]
        if not labels and not _is_labelled(facts, options, reference.kind):
            unknown.add(reference.kind)
            continue
        missing = next((number for number in _numbers_of(reference) if not stands(number.casefold(), labels)), None)
        kind, missing = (reference.kind, missing) if missing is not None else ("annex", _missing_annex(facts, reference))
        if missing is None:
            continue
        series = series_of(facts, kind)
        if _is_meant(facts, options, reference, missing.casefold(), series):
            quote = facts.document.quote(reference.span)
            yield found(facts, rule, reference.span, variant="" if labels else "none", reference=quote, target=f"{kind} {missing}")
    if facts.kind in options.owning:
        yield from _of_columns(facts, rule)
    for kind in sorted(unknown - {"part"}):
        yield unchecked(rule, rule.messages["unchecked"].format(kind=kind))


def _of_columns(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Bare numbers in a column of sections, most of which this document has, that it does not have."""
    options: Targets = rule.options
    heads = phrases(options.columns)
    for table in facts.tables:
        for column in (index for index, head in enumerate(table.heads) if heads.fullmatch(head)):
            cells = [row[column] for row in table.rows if _BARE.fullmatch(facts.document.quote(row[column]).strip())]
            numbers = [Span(*match.span()) for cell in cells for match in _FIGURE.finditer(facts.document.text, cell.start, cell.end)]
            labels = headed(facts)
            missing = [one for one in numbers if facts.document.quote(one) not in labels]
            if len(missing) <= len(numbers) * _FEW:
                for one in (one for one in missing if might_be(facts.document.quote(one), labels)):
                    number = facts.document.quote(one)
                    yield found(facts, rule, one, reference=number, target=f"section {number}")


def _is_labelled(facts: Facts, options: Targets, kind: str) -> bool:
    """Whether every part of that kind bears a label, so that one without it is not there."""
    return kind in _CAPTIONED and facts.kind in options.labelled


def _numbers_of(reference: Reference) -> list[str]:
    """The numbers; of a part of an annex that of the annex ("Annex I, section 2") or of the table ("Table 2 of Annex I")."""
    inside = [_OF_ANNEX.fullmatch(clause) for clause in reference.clauses]
    if not all(inside):
        return [bare(clause.partition(",")[0], reference.kind) for clause in reference.clauses]
    part = "part" if reference.kind in _CAPTIONED else "annex"
    return [match[part] for match in inside if match]


def _missing_annex(facts: Facts, reference: Reference) -> str | None:
    """The annex of a "Table 2 of Annex I" where the document has annexes, but not that one."""
    inside = [_OF_ANNEX.fullmatch(clause) for clause in reference.clauses]
    annexes = labels_of(facts, "annex") if all(inside) and reference.kind in _CAPTIONED else set()
    return next((match["annex"] for match in inside if match and annexes and not stands(match["annex"].casefold(), annexes)), None)


def _is_meant(facts: Facts, options: Targets, reference: Reference, number: str, labels: set[str]) -> bool:
    """Whether the reference can only be to a part of this document."""
    text, span = facts.document.text, reference.span
    if any(span.within(quotation.span) for quotation in facts.pairing.quotations):
        return False
    if is_own(text, span):
        return True
    answers = facts.answers.paragraphs if facts.kind != "tad" else ()  # a "Response" to a risk is none to the consultation
    if reference.kind in options.consulted and any(span.within(paragraph) for paragraph in answers):
        return False
    if facts.kind in options.consulting and _is_of_analysis(facts, options, span):
        return might_be(number, labels)
    if _is_about_another(facts, options, reference):
        return False
    if facts.kind in options.consulting and _names_parts_of_another(facts, options, reference) and not _is_in_overview(facts, reference):
        return False
    sentence = facts.sentence(span)
    if any_of(options.foreign).search(text, sentence.start, sentence.end):
        return False
    if _is_labelled(facts, options, reference.kind) and not might_be(number, labels):
        return not any_of(options.apart).search(text, sentence.start, sentence.end)
    return might_be(number, labels)


def _is_about_another(facts: Facts, options: Targets, reference: Reference) -> bool:
    """Whether the document says so of its numbers, or the title of a section around or the head of the column says it."""
    span = reference.span
    declared = facts.declaration
    if declared is not None and (covers(facts.document.quote(declared), reference.kind) or not labels_of(facts, reference.kind)):
        return True
    names, about = names_of(facts.library), any_of(options.about)
    titles = [section.title for section in facts.outline.within(facts.document.block_index(span.start))]
    if any(about.search(title) and names.others_in(title) for title in titles):
        return True
    if facts.kind not in options.consulting:
        return False
    head = _head_of_column(facts, span)
    return any(map(any_of(options.changes).search, titles)) or names.others_in(head) or names.is_copy(head)


def _names_parts_of_another(facts: Facts, options: Targets, reference: Reference) -> bool:
    """Whether the document names parts of that kind of the document that it is about; of tables and annexes, that very one.

    Where a section goes through that document, its annexes are that one's, too.
    """
    alike = {reference.kind} if reference.kind not in NUMBERED or _is_running(facts, reference.kind) else set(NUMBERED)
    theirs = [one for one in facts.mentions.references if one.owner not in ("self", *options.others) and one.kind in alike]
    if reference.kind in NUMBERED:
        return bool(theirs)
    wanted = {number.casefold() for number in _numbers_of(reference)}
    return any(wanted & {number.casefold() for number in _numbers_of(one)} for one in theirs) or _goes_through(facts, reference.span)


def _is_running(facts: Facts, kind: str) -> bool:
    """Whether a reference is to a paragraph, and this document numbers its paragraphs on from 1, besides its headings."""
    labels = {block.label.strip(".") for block in facts.document.blocks if block.kind == "paragraph"} if kind == "paragraph" else set()
    return {"1", "2", "3"} <= labels


def _is_of_analysis(facts: Facts, options: Targets, span: Span) -> bool:
    """Whether the sentence can only speak of this document's part: it says where answers are dealt with, or what that part explains."""
    sentence, names = facts.sentence(span), names_of(facts.library)
    words = f"{facts.document.text[sentence.start : span.start]}§{facts.document.text[span.end : sentence.end]}"
    if names.others_in(words) or any_of(options.foreign).search(words):
        return False
    return bool(any_of(options.explaining).search(words) or (names.asks_in(words) and any_of(options.analysing).search(words)))


def _goes_through(facts: Facts, span: Span) -> bool:
    """Whether the references before it in the section go back to one of the document consulted on: "Section 4 of the draft TAD"."""
    inside = next(iter(facts.outline.within(facts.document.block_index(span.start))), None)
    if inside is None or not facts.subject.artefact:
        return False
    before = [one for one in facts.mentions.references if inside.span.start <= one.span.start < span.start and one.clauses]
    named = (one for one in reversed(before) if one.owner != "self" or is_own(facts.document.text, one.span))
    return next((one.owner == facts.subject.artefact for one in named), False)


def _is_in_overview(facts: Facts, reference: Reference) -> bool:
    """Whether its paragraph goes through the sections of this document: what it says of another one is in that one's title."""
    block = facts.document.block_at(reference.span.start)
    titles = {section.label.casefold(): significant_words(section.title) for section in facts.outline.sections if section.label}
    inside = [one for one in facts.mentions.references if one.owner == "self" and one.span.within(block.span)]
    starts = [*(one.span.start for one in inside[1:]), block.span.end]
    for one, end in zip(inside, starts, strict=False):
        said = significant_words(facts.document.text[one.span.end : min(end, facts.sentence(one.span).end)])
        if one != reference and any(titles.get(number.casefold(), set()) & said for number in _numbers_of(one)):
            return True
    return False


def _head_of_column(facts: Facts, span: Span) -> str:
    """What stands at the head of the column that the words are in, "" where they are in none."""
    cell = facts.document.block_at(span.start).cell
    heads = (block for block in head_of(facts.document, span.start) if cell and block.cell and block.cell.column == cell.column)
    return " ".join(facts.document.quote(block.span) for block in heads)
