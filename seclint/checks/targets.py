"""targets: references to parts of the document itself that it does not have."""

from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.covering import Covering
from seclint.facts.declared import is_own
from seclint.facts.ownership import NAMELESS
from seclint.facts.part_numbers import CAPTIONED, NUMBERED, annexes_of, might_be, numbers_of, stands
from seclint.facts.series import beyond_series
from seclint.facts.wording import any_of, phrases
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Reference, inside
from seclint.recognise.owners import names_of

_FIGURE = compiled(r"\d+(?:\.\d+)*")
_BARE = compiled(rf"(?:{_FIGURE.pattern}(?:\s*(?:,|and|&|to|[-–])\s*|\s*$))+")
_FEW = 1 / 3  # of the numbers in a column of this document's sections may be wrong
_RUNNING = ("header", "footer")


class Targets(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: the nouns of the references that are followed.

    Where a reference does not say that this document is meant, only a number that the document might have counts as missing.
    ``labelled``: kinds of document in which all tables, figures and annexes bear a label, so that any other number is missing.
    ``apart``: regular expressions of what says that a table, figure or annex is in a file of its own, or in another document that is
    not named.
    ``absent``: regular expressions of what says in a sentence that a part is not there.
    ``led``: regular expressions of what right before a reference says that it is to something else.
    ``labels``: nouns in labels of lines that are followed like any other series, ``owned``: what right behind a label says that it is
    another document's (regular expressions).
    ``columns``: heads of columns that hold bare numbers of sections in documents of ``owning`` kinds.
    """

    kinds: tuple[str, ...]
    labelled: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    led: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    owning: tuple[str, ...] = ()


def targets(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every reference to a part of this document whose label nothing bears."""
    options: Targets = rule.options
    unknown: set[str] = set()
    for reference in facts.mentions.references:
        if reference.owner not in NAMELESS or reference.kind not in options.kinds or reference.malformed:
            continue
        if facts.document.block_at(reference.span.start).kind in _RUNNING:
            continue
        numbers = facts.part_numbers.of(reference.kind)
        if not numbers and not _is_labelled(facts, options, reference.kind):
            unknown.add(reference.kind)
            continue
        kind, missing = _missing(facts, reference)
        if missing and facts.ownership.of(reference) == "own" and _is_meant(facts, options, reference, kind, missing.casefold()):
            quote = facts.document.quote(reference.span)
            yield found(facts, rule, reference.span, variant="" if numbers else "none", reference=quote, target=f"{kind} {missing}")
    if facts.kind in options.owning:
        yield from _of_columns(facts, rule)
    yield from _beyond_series(facts, rule)
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
            labels = facts.part_numbers.headed
            missing = [one for one in numbers if facts.document.quote(one) not in labels]
            if len(missing) <= len(numbers) * _FEW:
                for one in (one for one in missing if might_be(facts.document.quote(one), labels)):
                    number = facts.document.quote(one)
                    yield found(facts, rule, one, reference=number, target=f"section {number}")


def _beyond_series(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Labels that continue a series of the document's own lines, in its own words, and that nothing bears: "C4" beside C1 to C3."""
    options: Targets = rule.options
    text, others = facts.document.text, (facts.mentions.references, facts.mentions.versions, facts.mentions.modifications)
    taken = Covering(one.span for mentions in others for one in mentions)
    for one in beyond_series(facts.document, options.labels):
        block, sentence = facts.document.block_at(one.span.start), facts.sentence(one.span)
        if block.kind in _RUNNING or taken.holds(one.span) or facts.pairing.quoted.holds(one.span):
            continue
        if any_of(options.owned).match(text, one.span.end) or any_of(options.absent).search(text, sentence.start, sentence.end):
            continue
        yield found(facts, rule, one.span, variant="series", reference=one.label, target=one.last)


def _are_all_own(facts: Facts, reference: Reference) -> bool:
    """Whether every other bare section is one of this document's, one at least in the same paragraph, which speaks of no other document."""
    if not facts.ownership.strangers <= {reference.span}:
        return False
    block = facts.document.block_at(reference.span.start).span
    beside = [one for one in inside(facts.mentions.references, block) if one != reference]
    if any(one.owner not in NAMELESS for one in beside) or names_of(facts.library).others_in(facts.document.quote(block)):
        return False
    return any(one.kind == reference.kind and facts.ownership.of(one) == "own" for one in beside)


def _is_labelled(facts: Facts, options: Targets, kind: str) -> bool:
    """Whether every part of that kind bears a label, so that one without it is not there."""
    return kind in CAPTIONED and facts.kind in options.labelled


def _missing(facts: Facts, reference: Reference) -> tuple[str, str]:
    """The kind and number of the part that is not there, "" when all are; the annex of a "Table 2 of Annex I" where there are others."""
    numbers, annexes = facts.part_numbers.of(reference.kind), facts.part_numbers.of("annex")
    for number in numbers_of(reference):
        if not stands(number.casefold(), numbers):
            return reference.kind, number
    return "annex", next((annex for annex in annexes_of(reference) if annexes and not stands(annex.casefold(), annexes)), "")


def _is_meant(facts: Facts, options: Targets, reference: Reference, kind: str, number: str) -> bool:
    """Whether the reference says that it is to this document, or the number can only be one of this document's."""
    if any(one.span.overlaps(reference.span) for one in facts.mentions.versions):
        return False  # "Annex C of version 1.0 of this document" may be gone
    sentence = facts.sentence(reference.span)
    if any_of(options.absent).search(facts.document.text, sentence.start, sentence.end):
        return False
    block = facts.document.block_at(reference.span.start).span
    if any_of(options.led).search(facts.document.text[block.start : reference.span.start]):
        return False
    if not facts.part_numbers.of(kind) and _is_told_apart(facts, options, reference):
        return False
    if is_own(facts.document.text, reference.span) or might_be(number, facts.part_numbers.series(kind)):
        return True
    if kind == "paragraph" and number.isdigit() and 0 < facts.part_numbers.runs_to < int(number):
        near = int(number) <= 2 * facts.part_numbers.runs_to
        return near or not names_of(facts.library).others_in(facts.document.quote(sentence))
    if kind == "section" and number.isdigit() and _are_all_own(facts, reference):
        return True
    if kind in NUMBERED and any(stands(other.casefold(), facts.part_numbers.of(kind)) for other in numbers_of(reference)):
        return True  # beside one that is there; annexes of laws are numbered as this document's may be
    return _is_labelled(facts, options, reference.kind) and not _is_told_apart(facts, options, reference)


def _is_told_apart(facts: Facts, options: Targets, reference: Reference) -> bool:
    """Whether a sentence that names the part, here or elsewhere, says that it is in a file of its own, or in another document."""
    alike = (one for one in facts.mentions.references if one.kind == reference.kind and set(one.clauses) & set(reference.clauses))
    sentences = (facts.sentence(one.span) for one in alike)
    return any(any_of(options.apart).search(facts.document.text, sentence.start, sentence.end) for sentence in sentences)
