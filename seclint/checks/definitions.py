"""definitions: abbreviations that are defined twice, too late, for nothing, in two ways, with other letters, or passed over later."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.places import where
from seclint.facts import Facts
from seclint.facts.definitions import Spelled, is_known_as, is_prose, is_same, misspelled, misspelled_in_tables, spelled_out, whole_of
from seclint.facts.glosses import Definition
from seclint.facts.wording import phrases, plain
from seclint.model import Fix, Rule, Span
from seclint.patterns import compiled

Fault = Literal["again", "unused", "late", "two-ways", "letters", "passed-over"]

_PROSE = ("paragraph", "item")
_ADDRESS = 6  # words
_SERIES = 3  # names that make a series
# What makes a long form part of a longer name, or introduces or follows its abbreviation.
_IN_NAME_BEFORE = compiled(
    r"(?:[A-Z][\w’'-]*|(?:[A-Z]\.){2,}|\d|[(/&]|[A-Z]\w* (?:of|and|for)(?: the)?)\s*$|\b[A-Z]{2,}\b[^.\n]{0,20}[(=–—:-]\s*$"
)
_FIRST_WORD = compiled(r"^[“‘\"']?[A-Z][a-z]*\s")  # its capital begins the sentence
_BEING = compiled(r"\s+(?:being|is|means|stands\s+for)\b")
_IN_NAME_AFTER = compiled(
    r"\s*[(/]|\s+(?:[A-Z]|v?\d)|[’']s\s+[A-Z]|\s+(?:for|of)\s+(?:the\s+)?[A-Z]|,?\s+(?:known|referred|abbreviated|or\s+[“‘\"'A-Z])"
)


class Definitions(Struct, frozen=True, forbid_unknown_fields=True):
    """``fault``: what to look for. ``apart``: titles of sections that are read by themselves and may define everything anew."""

    fault: Fault
    apart: tuple[str, ...] = ()


def definitions(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every abbreviation whose definitions have the fault."""
    options: Definitions = rule.options
    quoted = [quotation.span for quotation in facts.pairing.quotations]
    yield from _FAULTS[options.fault](facts, rule, spelled_out(facts.document, facts.abbreviations.definitions, quoted))


def _again(facts: Facts, rule: Rule, spelled: Sequence[Spelled]) -> Iterator[Found]:
    """Definitions that an earlier one in the same part of the document makes needless; a list of them may repeat what the text says."""
    first: dict[tuple[str, str], Spelled] = {}
    entries = _entries(facts, spelled)
    for one in spelled:
        known = first.setdefault((one.short, _part(facts, rule, one.span)), one)
        if known is one or one.span in entries or not is_same(known.long, one.long):
            continue
        if _names_version(facts, one) or _are_two_wordings(facts, known.span, one.span):
            continue
        yield found(
            facts,
            rule,
            one.whole,
            related=[(known.whole, rule.messages["first"])],
            fix=Fix(rule.messages["write"].format(short=one.short), facts.document.quote(one.whole), one.short),
            short=one.short,
            place=where(facts, known.span),
        )


def _are_two_wordings(facts: Facts, one: Span, other: Span) -> bool:
    """Whether both stand in one row of a table, in cells that share most of their words: the old wording and the new one."""
    first, second = (facts.document.block_at(span.start) for span in (one, other))
    if first.cell is None or second.cell is None or (first.cell.table, first.cell.row) != (second.cell.table, second.cell.row):
        return False
    words, others = (set(facts.document.quote(block.span).split()) for block in (first, second))
    return first.cell != second.cell and 2 * len(words & others) > min(len(words), len(others))


def _part(facts: Facts, rule: Rule, span: Span) -> str:
    """The part of the document that a reader may begin with: what stands before the contents, an annex, a summary, or "" for the body."""
    options: Definitions = rule.options
    block = facts.document.block_index(span.start)
    if block < facts.front.cover_end and facts.outline.sections:
        return "cover"
    for section in facts.outline.within(block):
        if (section.label or section.title).partition(" ")[0].rstrip(":") in facts.profile.attachment or phrases(options.apart).fullmatch(
            section.title.strip()
        ):
            return section.label or section.title
    return ""


def _unused(facts: Facts, rule: Rule, spelled: Sequence[Spelled]) -> Iterator[Found]:
    """Abbreviations that stand nowhere but where they are defined, but for those by which readers know the thing."""
    for one in {one.short: one for one in reversed(spelled) if one.short not in facts.abbreviations.long}.values():
        is_use = one.whole.start == one.span.start  # what it stands for is told behind it, or in a footnote
        is_use |= _names_version(facts, one)
        stands = len(re.findall(rf"(?<!\w){re.escape(one.short)}s?(?![^\W_])", facts.document.text))
        if not is_use and stands == 1 and not _is_in_series(facts, one, spelled):
            yield found(facts, rule, one.whole, short=one.short, long=one.long)


def _names_version(facts: Facts, one: Spelled) -> bool:
    """Whether the short form begins the name of a version: "Testing Approach Document, TAD v1.0"."""
    return any(version.name == one.short and version.token.start == one.span.end + 1 for version in facts.mentions.versions)


def _is_in_series(facts: Facts, one: Spelled, spelled: Sequence[Spelled]) -> bool:
    """Whether the paragraph names it among others of its kind, each with its letters: "Solution Testing (ST), System Testing (SYT) ..."."""
    block, kind = facts.document.block_at(one.span.start).span, one.long.split()[-1:]
    alike = {other.short for other in spelled if other.span.within(block) and other.long.split()[-1:] == kind}
    return len(alike) >= _SERIES


def _late(facts: Facts, rule: Rule, spelled: Sequence[Spelled]) -> Iterator[Found]:
    """Abbreviations that running text uses before it spells them out, unless a table of definitions does so."""
    firsts = {one.short: one for one in reversed(spelled)}
    anywhere = {one.short: one for one in reversed(facts.abbreviations.definitions)}
    entries = _entries(facts, spelled)
    listed = {one.short for one in facts.abbreviations.definitions if one.span in entries or _is_listed(facts, one)}
    seen: set[str] = set()
    for use in facts.abbreviations.uses:
        first = firsts.get(use.short)
        if first is None or use.span.start > anywhere[use.short].span.start or use.short in seen | listed:
            continue
        if (
            facts.document.block_at(use.span.start).kind == "footnote"
            or _is_inside(facts, use.span, spelled)
            or _is_address(facts, use.span)
        ):
            continue
        if _is_explained(facts, use.span, first) or any(use.span.within(release.span) for release in facts.mentions.releases):
            continue
        seen.add(use.short)
        yield found(
            facts,
            rule,
            use.span,
            related=[(first.whole, rule.messages["defined"])],
            short=use.short,
            long=first.long,
            place=where(facts, first.span),
        )


def _is_explained(facts: Facts, span: Span, first: Spelled) -> bool:
    """Whether the same paragraph goes on to explain it in so many words ("“SEC” is the Smart Energy Code"), or it begins a longer name."""
    text = facts.document.text
    if facts.document.block_at(span.start) != facts.document.block_at(first.span.start):
        return False
    in_words = text[first.span.start - 1] in "“‘\"'" and "(" not in facts.document.quote(first.whole)
    in_words |= first.whole.start == first.span.start  # the long form stands behind it: "SIT the System Integration Testing"
    in_words |= _BEING.match(text, first.span.end) is not None
    return in_words or bool(re.match(r"\s[A-Z]", text[span.end : span.end + 2]))


def _is_address(facts: Facts, span: Span) -> bool:
    """Whether a short line without a full stop and a number only says to whom a letter goes, or lists a heading: "To all SEC Parties"."""
    block = facts.document.block_at(span.start)
    words = facts.document.quote(block.span)
    if any(plain(section.title) == plain(words) for section in facts.outline.sections):
        return True
    return block.kind == "paragraph" and not block.label and len(words.split()) <= _ADDRESS and words[-1:] not in ".?!:;"


def _entries(facts: Facts, spelled: Sequence[Spelled]) -> set[Span]:
    """Where the abbreviations of a list stand: each before what it stands for, and several of them in one section."""
    lists: dict[int, list[Span]] = {}
    for one in spelled:
        if one.whole.start == one.span.start:
            sections = list(facts.outline.within(facts.document.block_index(one.span.start)))
            lists.setdefault(sections[-1].block if sections else -1, []).append(one.span)
    return {span for entries in lists.values() if len(entries) >= _SERIES for span in entries}


def _is_listed(facts: Facts, definition: Definition) -> bool:
    """Whether a table or a list of definitions has it."""
    in_table = facts.document.block_at(definition.span.start).kind == "cell"
    return definition.listed or (in_table and not is_prose(facts.document, definition))


def _is_inside(facts: Facts, span: Span, spelled: Sequence[Spelled]) -> bool:
    """Whether the use is part of a longer name that is spelled out there, or of somebody's quoted words."""
    return any(span.within(one.whole) for one in spelled) or facts.pairing.quoted.holds(span)


def _two_ways(facts: Facts, rule: Rule, spelled: Sequence[Spelled]) -> Iterator[Found]:
    """Definitions that spell an abbreviation out differently from the first one, in running text or a table."""
    known = {one.span: one for one in spelled}
    first: dict[str, Spelled] = {}
    reported: set[str] = set()
    for one in facts.abbreviations.definitions:
        if not one.long or (one.span not in known and not _is_listed(facts, one)):
            continue
        here = known.get(one.span) or Spelled(one.short, one.long, one.span, whole_of(facts.document, one))
        other = first.setdefault(one.short, here)
        if one.short in reported:
            continue
        meant = _otherwise_known(facts, here) if other is here else ""
        if meant and _initials(here.long) == here.short:
            reported.add(one.short)
            yield found(facts, rule, here.whole, variant="known", short=one.short, long=here.long, other=meant)
        elif not meant and not is_same(other.long, here.long):
            reported.add(one.short)
            related = [(other.whole, rule.messages["other"])]
            yield found(
                facts, rule, here.whole, related=related, short=one.short, long=here.long, other=other.long, place=where(facts, other.span)
            )


def _otherwise_known(facts: Facts, spelled: Spelled) -> str:
    """What an abbreviation of the Code stands for, if it is spelled out as something else; "" when not."""
    long = facts.abbreviations.long
    known = long.get(spelled.short, "").partition(",")[0]
    here, meant = (" ".join(long.get(word, word) for word in words.split()) for words in (spelled.long, known))
    return known if known and not is_known_as(here, meant) else ""


def _initials(long: str) -> str:
    """The capitals that begin the words of a long form."""
    return "".join(word[0] for word in re.findall(r"[^\W_]+", long) if word[0].isupper())


def _letters(facts: Facts, rule: Rule, spelled: Sequence[Spelled]) -> Iterator[Found]:
    """Abbreviations whose letters are almost, and not quite, the initials of the name that they are given."""
    known = {one.span: one for one in spelled}
    for one in facts.abbreviations.definitions:
        if one.long and (one.span in known or _is_listed(facts, one)) and _initials(one.long) != one.short:
            here = known.get(one.span) or Spelled(one.short, one.long, one.span, whole_of(facts.document, one))
            if meant := _otherwise_known(facts, here):
                yield found(facts, rule, here.whole, variant="known", short=one.short, long=one.long, other=meant)
    for one, name in misspelled(facts.document, facts.abbreviations.definitions, facts.abbreviations.long):
        end = facts.document.text.find(")", one.span.end) + 1
        yield found(facts, rule, Span(name.start, end), short=one.short, long=facts.document.quote(name))
    for one, name in misspelled_in_tables(facts.document, facts.abbreviations.definitions):
        yield found(facts, rule, one.span, related=[(name, rule.messages["long"])], short=one.short, long=facts.document.quote(name))


def _passed_over(facts: Facts, rule: Rule, spelled: Sequence[Spelled]) -> Iterator[Found]:
    """Long forms in running text, behind their definition in the same part, of abbreviations that are in use there."""
    firsts = {(one.short, _part(facts, rule, one.span)): one for one in reversed(spelled) if " " in one.long}
    used = {use.short for use in facts.abbreviations.uses}
    for (short, part), first in firsts.items():
        written = [span for span in _written_out(facts, first) if _part(facts, rule, span) == part] if short in used else []
        if written:
            long = facts.document.quote(written[0])
            right = f"{short}s" if long == f"{first.long}s" else short
            yield found(
                facts,
                rule,
                written[0],
                related=[(first.whole, rule.messages["first"]), *((span, rule.messages["again"]) for span in written[1:])],
                fix=Fix(rule.messages["write"].format(short=right), long, right),
                long=long,
                short=short,
                place=where(facts, first.span),
            )


def _written_out(facts: Facts, first: Spelled) -> Iterator[Span]:
    """Where the long form stands by itself behind its definition: not in a longer name, a quotation, or before its abbreviation."""
    text = facts.document.text
    for match in re.compile(rf"(?<![\w-]){re.escape(first.long.removesuffix('s'))}s?(?![\w-])").finditer(text, first.whole.end):
        span = Span(*match.span())
        before, after = _FIRST_WORD.sub("", text[facts.sentence(span).start : span.start]), text[span.end : span.end + 60]
        if facts.document.block_at(span.start).kind not in _PROSE or _IN_NAME_BEFORE.search(before) or _IN_NAME_AFTER.match(after):
            continue
        if not facts.pairing.quoted.holds(span):
            yield span


_FAULTS: dict[Fault, Callable[[Facts, Rule, Sequence[Spelled]], Iterator[Found]]] = {
    "again": _again,
    "unused": _unused,
    "late": _late,
    "two-ways": _two_ways,
    "letters": _letters,
    "passed-over": _passed_over,
}
