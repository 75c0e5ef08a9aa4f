"""targets: references to parts of the document itself that it does not have."""

import re
from collections.abc import Iterator

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.declared import covers, is_own
from seclint.facts.points import significant_words
from seclint.facts.tables import head_of
from seclint.facts.wording import any_of
from seclint.model import Rule, Span
from seclint.recognise import Reference
from seclint.recognise.owners import names_of

_NUMBERED = ("section", "clause", "paragraph")
_OF_ANNEX = re.compile(r"(?:Annex|Appendix) (?P<annex>\w+) \w+ (?P<part>\w+)")  # "Annex I section 2"
_CAPTIONED = ("table", "figure", "annex", "appendix")
_REACH = 3  # a bare number further behind the last one than this is somebody else's
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TITLE = re.compile(r"\s*(?:[:.–—-]|$)|\s+(?=[A-Z])(?!.*\.$)")


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
            known[reference.kind] = _labels(facts, reference.kind)
        labels = known[reference.kind]
        if not labels and not _is_labelled(facts, options, reference.kind):
            unknown.add(reference.kind)
            continue
        missing = next((number for number in _numbers_of(reference) if not _stands(number.casefold(), labels)), None)
        kind, missing = (reference.kind, missing) if missing is not None else ("annex", _missing_annex(facts, reference))
        if missing is None:
            continue
        series = _series(facts, kind, labels if kind == reference.kind else _labels(facts, kind))
        if _is_meant(facts, options, reference, missing.casefold(), series):
            quote = facts.document.quote(reference.span)
            yield found(facts, rule, reference.span, variant="" if labels else "none", reference=quote, target=f"{kind} {missing}")
    for kind in sorted(unknown):
        yield unchecked(rule, rule.messages["unchecked"].format(kind=kind))


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
    annexes = _labels(facts, "annex") if all(inside) and reference.kind in _CAPTIONED else set()
    return next((match["annex"] for match in inside if match and annexes and not _stands(match["annex"].casefold(), annexes)), None)


def _is_meant(facts: Facts, options: Targets, reference: Reference, number: str, labels: set[str]) -> bool:
    """Whether the reference can only be to a part of this document."""
    text, span = facts.document.text, reference.span
    if any(span.within(quotation.span) for quotation in facts.pairing.quotations):
        return False
    if is_own(text, span):
        return True
    if reference.kind in options.consulted and any(span.within(paragraph) for paragraph in facts.answers.paragraphs):
        return False
    if _is_about_another(facts, options, reference):
        return False
    if facts.kind in options.consulting and _names_parts_of_another(facts, options, reference) and not _is_in_overview(facts, reference):
        return False
    sentence = facts.sentence(span)
    if any_of(options.foreign).search(text, sentence.start, sentence.end):
        return False
    if _is_labelled(facts, options, reference.kind) and not _might_be(number, labels):
        return not any_of(options.apart).search(text, sentence.start, sentence.end)
    return _might_be(number, labels)


def _is_about_another(facts: Facts, options: Targets, reference: Reference) -> bool:
    """Whether the document says so of its numbers, or the title of a section around or the head of the column says it."""
    span = reference.span
    declared = facts.declaration
    if declared is not None and (covers(facts.document.quote(declared), reference.kind) or not _labels(facts, reference.kind)):
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
    theirs = [
        one
        for one in facts.mentions.references
        if one.owner not in ("self", *options.others) and (one.kind == reference.kind or {one.kind, reference.kind} <= set(_NUMBERED))
    ]
    if reference.kind in _NUMBERED:
        return bool(theirs)
    wanted = {number.casefold() for number in _numbers_of(reference)}
    return any(wanted & {number.casefold() for number in _numbers_of(one)} for one in theirs) or _goes_through(facts, reference.span)


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


def _might_be(number: str, labels: set[str]) -> bool:
    """Whether the number is next to those that the document has: another part of a section, or a little behind the last one."""
    above, dot, _ = number.rpartition(".")
    if dot:
        return above in labels or _might_be(above, labels)
    same_form = [label for label in labels if label.isdigit() == number.isdigit()]
    roman = "i" in same_form and all(label in _ROMAN for label in same_form)
    wanted = _ordinal(number, roman=roman)
    alike = {_ordinal(label, roman=roman) for label in same_form} - {0}
    return bool(alike and wanted) and (bool({wanted - 1, wanted + 1} & alike) or max(alike) < wanted <= max(alike) + _REACH)


def _ordinal(number: str, *, roman: bool) -> int:
    """The place of a figure, a Roman one or a single letter in its series; 0 for anything else."""
    if number.isdigit():
        return int(number)
    if roman:
        return _ROMAN.index(number) + 1 if number in _ROMAN else 0
    return ord(number) - ord("a") + 1 if len(number) == 1 and "a" <= number <= "z" else 0


def bare(clause: str, kind: str) -> str:
    """The number alone: "Table 4" to "4"."""
    return re.sub(rf"^{kind}s?\s+", "", clause.strip(), flags=re.IGNORECASE).replace(" ", "")


def _stands(number: str, labels: set[str]) -> bool:
    """Whether something bears the number, or a part of it: limbs of a paragraph may be printed as words."""
    return number in labels or number.partition("(")[0] in labels


def _labels(facts: Facts, kind: str) -> set[str]:
    if kind == "question":
        answers = facts.answers
        return {number for question in (*answers.questions, *answers.listed) for number in question.numbers}
    if kind == "attachment":
        return {bare(attachment.label, kind).casefold() for attachment in facts.attachments}
    if kind in _NUMBERED:
        return _numbers(facts, kind)
    return _worded(facts, kind)


def _numbers(facts: Facts, kind: str) -> set[str]:
    """The labels of headings, paragraphs and contents entries, also without the word before a heading's number.

    Where headings are numbered, the running number of a paragraph is no section's.
    """
    blocks = facts.document.blocks
    headed = kind == "section" and any(block.kind == "heading" and block.label[:1].isdigit() for block in blocks)
    labels = {
        block.label
        for block in blocks
        if block.kind in ("heading", "contents")
        or (block.kind in ("paragraph", "item") and not (headed and block.label.strip(".").isdigit()))
    }
    labels |= {label.rpartition(" ")[2] for label in labels}
    return {label.strip(".").casefold() for label in labels if any(character.isdigit() for character in label) or len(label) == 1}


def _series(facts: Facts, kind: str, labels: set[str]) -> set[str]:
    """The numbers that a bare number is measured by: for sections those of headings alone, as paragraph numbers run far ahead of them."""
    if kind not in ("section", "clause"):
        return labels
    return {block.label.casefold() for block in facts.document.blocks if block.kind in ("heading", "contents") and block.label}


def _worded(facts: Facts, kind: str) -> set[str]:
    """The numbers of captions and headings such as "Table 4" or "Annex A", whether label or text."""
    opening = re.compile(rf"{kind}\s+(\w+(?:[.-]\d+)*)", re.IGNORECASE)
    labels = set()
    for block in facts.document.blocks:
        if block.kind in ("header", "footer", "footnote"):
            continue
        text = f"{block.label} {facts.document.quote(block.span)}".strip()
        match = opening.match(text)
        if match and (block.kind in ("caption", "heading", "contents") or _TITLE.match(text, match.end())):
            labels.add(match[1].casefold())
    return labels
