"""clause-known, clause-caption: references to the Code against the register of its clauses."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.capitals import Register as AbbreviationRegister
from seclint.facts.clause_register import ClauseRegister, Edition
from seclint.facts.initials import spells
from seclint.facts.wording import alternatives, plain
from seclint.model import Rule, Span
from seclint.patterns import compiled
from seclint.recognise import Reference
from seclint.recognise.scene import Sec

_KINDS = ("section", "clause", "appendix", "schedule")
_TITLE = compiled(r"[(‘“]([A-Z][^()‘’“”\d]{2,100})[)’”]$|[–—:-]\s*([A-Z][a-z][^()\d]{2,100})$")
_OWNER = compiled(r"\s+of\s+(?:the\s+)?(?:SEC|Smart Energy Code|Code)$")
_BEHIND_OWNER = compiled(r"\s(?:\([A-Z][^()\n]{2,100}\)|‘[A-Z][^‘’\n]{2,100}’|“[A-Z][^“”\n]{2,100}”)")
_EACH = compiled(r"(?P<number>\b(?:[A-Z]{1,2}|\d{1,2}))\s(?:\((?=[A-Z])|‘|“)(?P<title>[A-Z][^()‘’“”]{2,100})[)’”]")
_WORD = compiled(r"[A-Za-z][\w&]*")
_SHORT = compiled(r"\s*\([“‘\"']?[A-Z][\w&-]*[”’\"']?\)\s*$")  # the abbreviation of a title behind it
_WHOLE = ("appendix", "schedule")
_WORDS = 3  # of a title that stands before its number: "Security" is a word like any other
_STEM = 6  # letters by which words are compared: "Modifications" and "Modification"


class Known(Struct, frozen=True, forbid_unknown_fields=True):
    """``fresh``: days after which the newest edition of the register may have been replaced by another one."""

    fresh: int


class Captions(Struct, frozen=True, forbid_unknown_fields=True):
    """``fillers``: words that do not make two captions different. ``leads``: what parts one from its number behind, ``naming`` before.

    The latter two are regular expressions.
    """

    fillers: tuple[str, ...]
    leads: tuple[str, ...]
    naming: tuple[str, ...]


def clause_known(facts: Facts, rule: Rule) -> Iterator[Found]:
    """References to clauses that the edition of the Code in force on the document's day does not have."""
    register = facts.library.load("registers", "clauses", ClauseRegister)
    edition = edition_of(facts, register)
    if register.edition and edition is None:
        yield unchecked(rule, rule.messages["unchecked"])
    if edition is None:
        return
    for reference in clause_references(facts):
        missing = [clause for clause in reference.clauses if edition.covers(clause) and not edition.has(clause)]
        if missing:
            yield found(
                facts,
                rule,
                reference.span,
                notes=_doubts(facts, rule, register, edition),
                clause=", ".join(missing),
                version=edition.sec_version,
                since=edition.starts.isoformat(),
            )


def edition_of(facts: Facts, register: ClauseRegister) -> Edition | None:
    """The edition of the Code in force on the document's day; None where the day is not known or no edition is that old."""
    day = _day(facts)
    return register.at(day) if day else None


def _day(facts: Facts) -> date | None:
    """The day that was given, or else the document's own."""
    for value in (facts.as_of, facts.front.date):
        if value and len(value) == len("2031-01-01"):
            return date.fromisoformat(value)
    return None


def _doubts(facts: Facts, rule: Rule, register: ClauseRegister, edition: Edition) -> list[str]:
    options: Known = rule.options
    day = _day(facts)
    newest = max(one.starts for one in register.edition)
    if day is not None and edition.starts == newest and day - newest > timedelta(days=options.fresh):
        return [rule.messages["old"].format(version=edition.sec_version, since=newest.isoformat())]
    return []


def clause_references(facts: Facts) -> Iterator[Reference]:
    """The well-formed references to clauses, Sections, Appendices and Schedules of the Code."""
    for reference in facts.mentions.references:
        if reference.owner == "SEC" and reference.kind in _KINDS and reference.clauses and not reference.malformed:
            yield reference


def clause_caption(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Titles given with a Section, Appendix or clause that are not its title, nor a short or longer form of it.

    What stands in brackets may be a remark; it is a title when it shares words with the clause's own or is that of another clause.
    """
    known = _captions(facts)
    options: Captions = rule.options
    yield from _behind_title(facts, rule, known)
    for span, clause, title in _titled(facts, options):
        caption = known.get(clause, "")
        if not caption or _is_same(facts, options, title, caption):
            continue
        other = next((clause for clause, one in known.items() if plain(one) == plain(title)), "")
        if other or _stems(facts, options, title) & _stems(facts, options, caption):
            notes = [rule.messages["other"].format(title=title, clause=_named(other))] if other else []
            yield found(facts, rule, span, notes=notes, clause=_named(clause), title=title, caption=caption)


def _titled(facts: Facts, options: Captions) -> Iterator[tuple[Span, str, str]]:
    """The references that give a title, with the clause and the title; of a list each part that has one in brackets."""
    for reference in clause_references(facts):
        if len(reference.clauses) > 1:
            yield from _titled_in_list(facts, reference, options)
            continue
        quote = _OWNER.sub("", facts.document.quote(_with_title(facts, options, reference)))
        match = _TITLE.search(quote)
        if match is not None:
            yield reference.span, reference.clauses[0], match[1] or match[2]


def _titled_in_list(facts: Facts, reference: Reference, options: Captions) -> Iterator[tuple[Span, str, str]]:
    """The same of "Appendix AB (Service Request Processing Document), Appendix AC (Inventory, ...)", each with its own words."""
    whole = _with_title(facts, options, reference)
    numbers = {clause.rpartition(" ")[2]: clause for clause in reference.clauses}
    for match in _EACH.finditer(facts.document.text, whole.start, whole.end):
        if match["number"] in numbers:
            yield Span(*match.span()), numbers[match["number"]], match["title"]


def _behind_title(facts: Facts, rule: Rule, known: Mapping[str, str]) -> Iterator[Found]:
    """Appendices and Schedules right behind the whole title of another one: "the Incident Management Policy (SEC Appendix AC)"."""
    options: Captions = rule.options
    leads = compiled(rf"(?:{alternatives(options.leads)})$", re.IGNORECASE)
    titles = {tuple(stems): clause for clause, title in known.items() if len(stems := _row(facts, options, title)) >= _WORDS}
    for reference in clause_references(facts):
        caption = known.get(reference.clauses[0], "") if reference.kind in _WHOLE and len(reference.clauses) == 1 else ""
        before = facts.document.text[facts.sentence(reference.span).start : reference.span.start]
        lead = leads.search(before) if caption else None
        said = _row(facts, options, _SHORT.sub("", before[: lead.start()])) if lead else []
        named = max((title for title in titles if tuple(said[-len(title) :]) == title), key=len, default=())
        if named and not set(_row(facts, options, caption)) >= set(named):
            other = titles[named]
            notes = [rule.messages["other"].format(title=known[other], clause=_named(other))]
            clause = _named(reference.clauses[0])
            yield found(facts, rule, reference.span, notes=notes, clause=clause, title=known[other], caption=caption)


def _with_title(facts: Facts, options: Captions, reference: Reference) -> Span:
    """The reference with the title in brackets or quotation marks behind it or its owner: "Section D of the SEC (Modification Process)"."""
    behind = compiled(rf"(?:{alternatives(options.naming)})?{_BEHIND_OWNER.pattern}").match(facts.document.text, reference.span.end)
    return Span(reference.span.start, behind.end() if behind else reference.span.end)


def _named(clause: str) -> str:
    """How a sentence names a clause: Sections go by their letter in references and registers."""
    return clause if " " in clause or not clause else f"Section {clause}"


def _captions(facts: Facts) -> Mapping[str, str]:
    """The titles by clause: those known of Sections, Appendices and Schedules, and those of the user's edition."""
    sec = facts.library.load("registers", "sec", Sec)
    edition = edition_of(facts, facts.library.load("registers", "clauses", ClauseRegister))
    return {
        **sec.sections,
        **{f"Schedule {number}": title for number, title in sec.schedules.items()},
        **{f"Appendix {letters}": title for letters, title in sec.appendices.items()},
        **(edition.clauses if edition else {}),
    }


def _is_same(facts: Facts, options: Captions, title: str, caption: str) -> bool:
    """Whether one is the other, its abbreviation, or leaves out some of its words."""
    if spells(title, caption) or spells(caption, title):
        return True
    given, known = _stems(facts, options, title), _stems(facts, options, caption)
    return given <= known or known <= given


def _stems(facts: Facts, options: Captions, text: str) -> set[str]:
    """The beginnings of the telling words, abbreviations written out."""
    return set(_row(facts, options, text))


def _row(facts: Facts, options: Captions, text: str) -> list[str]:
    """The same in their order, each as often as it stands there."""
    long = facts.library.load("registers", "abbreviations", AbbreviationRegister).long
    written = [word if word.casefold() in options.fillers else long.get(word, word) for word in _WORD.findall(text)]
    words = [part for word in written for part in _WORD.findall(word)]
    return [stem for word in words if (stem := word.casefold()[:_STEM]) not in options.fillers]
