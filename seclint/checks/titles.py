"""title-variants, near-miss: one thing under several names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.checks.found import Found, found
from seclint.checks.spelling import is_slip, letters_apart, misspelt_months
from seclint.facts import Facts
from seclint.facts.subject import document_of
from seclint.facts.wording import listed, plain
from seclint.model import Finding, Fix, Rule, Span
from seclint.patterns import compiled
from seclint.recognise.scene import Sec

_WORDS = 3  # of the title of a part of the Code; a shorter one may well be another name ("Registration Date")
_SETTLED = 2  # times that two words stand together and so are a name
_LONG = 8  # letters; in a shorter word two wrong ones make another word
_WORD = compiled(r"[A-Za-z]+(?:[-’'][A-Za-z]+)*")
# Words with capitals in a row, as names are written; a few small ones and commas may stand between them.
_RUN = compiled(r"[A-Z][\w’'-]*(?:,? (?:of|and|for|the|[A-Z][\w’'-]*))+")
_IN_BRACKETS = compiled(r"\([^()]*\)")
_FILLERS = frozenset(("the", "a", "an", "for", "of", "draft", "final", "approved", "updated", "amended", "new", "its"))


_Names = Mapping[str, Sequence[tuple[int, Sequence[str]]]]  # for each word of the names, where in which of them it stands


class Variants(Struct, frozen=True, forbid_unknown_fields=True):
    """``most``: how many full titles one document may have."""

    most: int


class Near(Struct, frozen=True, forbid_unknown_fields=True):
    """``least``: letters of a name to look for; ``distance``: letters that may differ; ``word``: letters of the wrong word at the least."""

    least: int
    distance: int
    word: int


class _Slip(Struct, frozen=True):
    """Words that are nearly those of a name: the wrong one among them, what should stand there instead of all, and the name."""

    span: Span
    wrong: str
    right: str
    name: str


def title_variants(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The document under consultation under more full titles than it may have: one finding that shows them all."""
    options: Variants = rule.options
    if not facts.subject.artefact or facts.subject.release is None:
        return
    variants: dict[str, Span] = {}
    for span in _full_titles(facts):
        variants.setdefault(_settled(facts, facts.document.quote(span)), span)
    if len(variants) > options.most:
        first, *others = variants.values()
        names = [f"“{_without_fillers(facts.document.quote(span))}”" for span in variants.values()]
        yield found(
            facts, rule, first, related=[(span, rule.messages["other"]) for span in others], count=len(variants), names=listed(names)
        )


def near_miss(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Words that are those of a known name but for a letter or two in one of them, and months that are misspelt."""
    yield from misspelt_months(facts, rule)
    options: Near = rule.options
    sec = facts.library.load("registers", "sec", Sec)
    parts = [
        title for titles in (sec.sections, sec.schedules, sec.appendices) for title in titles.values() if title.count(" ") >= _WORDS - 1
    ]
    known = dict.fromkeys((*facts.abbreviations.long.values(), *parts))
    names = [name.replace(",", "").split() for name in known if len(name) >= options.least and " " in name]
    by_word: dict[str, list[tuple[int, list[str]]]] = {}
    for name in names:
        for index, word in enumerate(name):
            by_word.setdefault(word.casefold(), []).append((index, name))
    runs: dict[str, list[int]] = {}  # the same names stand in a document again and again
    for match in _RUN.finditer(facts.document.text):
        runs.setdefault(match[0], []).append(match.start())
    misspelt = list(_unlike_known_names(facts, rule, runs, by_word))
    yield from misspelt
    yield from (one for one in _unlike_the_others(facts, rule, runs) if not any(one.span.overlaps(other.span) for other in misspelt))


def _unlike_known_names(facts: Facts, rule: Rule, runs: Mapping[str, Sequence[int]], by_word: _Names) -> Iterator[Finding]:
    """Words that are those of a name of the registers but for a letter or two in one of them."""
    options: Near = rule.options
    for run, starts in runs.items():
        told: set[Span] = set()
        for slip in _slips(run, by_word, options):
            if slip.span in told or slip.wrong.casefold() in by_word or _stands_often(facts, slip.wrong):
                continue
            told.add(slip.span)
            for start in starts:
                span = Span(start + slip.span.start, start + slip.span.end)
                fix = Fix(rule.messages["write"].format(name=slip.right), facts.document.quote(span), slip.right)
                yield found(facts, rule, span, fix=fix, name=slip.name, wrong=slip.wrong)


def _unlike_the_others(facts: Facts, rule: Rule, runs: Mapping[str, Sequence[int]]) -> Iterator[Finding]:
    """Two words that stand together once, where the same two do so more often but for a letter too many, too few or out of its place."""
    pairs: dict[tuple[str, str], list[Span]] = {}
    for run, starts in runs.items():
        for before, behind in pairwise(_WORD.finditer(run)):
            if run[before.end() : behind.start()] != " " or not (before[0][0].isupper() and behind[0][0].isupper()):
                continue
            places = (Span(start + before.start(), start + behind.end()) for start in starts)
            pairs.setdefault((before[0], behind[0]), []).extend(places)
    beside: dict[tuple[str, int], list[str]] = {}
    for (one, other), spans in pairs.items():
        if len(spans) >= _SETTLED:
            beside.setdefault((other, 0), []).append(one)
            beside.setdefault((one, 1), []).append(other)
    for pair, spans in pairs.items():
        for at in (0, 1) if len(spans) == 1 else ():
            right = next((word for word in beside.get((pair[1 - at], at), ()) if is_slip(pair[at], word)), None)
            if right is not None and not _stands_often(facts, pair[at]):
                name = " ".join((right, pair[1]) if at == 0 else (pair[0], right))
                fix = Fix(rule.messages["write"].format(name=name), facts.document.quote(spans[0]), name)
                yield found(facts, rule, spans[0], fix=fix, name=name, wrong=pair[at])


def _slips(run: str, by_word: _Names, options: Near) -> Iterator[_Slip]:
    """Where words of a run are nearly those of a name; ``by_word`` has the names, and where in them each word stands."""
    words = list(_WORD.finditer(run))
    for position, met in enumerate(words):
        for index, name in by_word.get(met[0].casefold(), ()):
            window = words[position - index : position - index + len(name)] if position >= index else []
            if (wrong := _nearly(window, name, options)) is not None:
                right = " ".join(known if there[0] == wrong else there[0] for there, known in zip(window, name, strict=True))
                yield _Slip(Span(window[0].start(), window[-1].end()), wrong, right, " ".join(name))


def _stands_often(facts: Facts, word: str) -> bool:
    """Whether a word is there more than twice: then it is a word of its own and no slip."""
    return len(re.findall(rf"\b{re.escape(word.lower())}\b", facts.lowered)) > 2


def _full_titles(facts: Facts) -> Iterator[Span]:
    """Where the document under consultation stands with its Release: "June 2024 SEC Release TAD", "TAD for the June 2024 SEC Release"."""
    lexicon = facts.lexicon
    quoted = [quotation.span for quotation in facts.pairing.quotations if quotation.kind == "double"]
    for release in facts.mentions.releases:
        if release.month != facts.subject.release or any(release.span.within(quotation) for quotation in quoted):
            continue
        named = document_of(facts.document, release, lexicon)
        if named is not None and lexicon.artefact_in(facts.document.quote(named)) == facts.subject.artefact:
            yield named


def _settled(facts: Facts, title: str) -> str:
    """A title for comparing: its words in lower case, in whatever order, abbreviations spelled out, but for those that say its state."""
    long = facts.abbreviations.long
    known = {definition.short: definition.long for definition in facts.abbreviations.definitions if definition.long}
    bare = (word.strip(",;:") for word in _IN_BRACKETS.sub(" ", title).split())
    words = (known.get(word, long.get(word, word)) if word not in ("SEC", "DCC") else word for word in bare)
    return " ".join(sorted({word for word in plain(" ".join(words)).split() if word not in _FILLERS}))


def _without_fillers(title: str) -> str:
    words = title.split()
    while words and words[0].casefold() in _FILLERS:
        words.pop(0)
    return " ".join(words)


def _nearly(window: Sequence[re.Match[str]], name: Sequence[str], options: Near) -> str | None:
    """The one word in which the words differ from the name, by a few letters; None when they differ otherwise, or not at all."""
    if len(window) != len(name):
        return None
    different = [(word[0], right) for word, right in zip(window, name, strict=True) if _singular(word[0]) != _singular(right)]
    if len(different) != 1:
        return None
    wrong, right = different[0]
    if len(wrong) < options.word or not wrong[0].isupper():
        return None
    if any(one.string[one.end() : other.start()] not in (" ", ", ") for one, other in pairwise(window)):
        return None
    most = options.distance if len(right) >= _LONG else 1
    return wrong if letters_apart(_singular(wrong), _singular(right), most) <= most else None


def _singular(word: str) -> str:
    """A word without case and the marks of the plural and the genitive, which a name may take anywhere."""
    return word.casefold().replace("’", "'").removesuffix("'s").rstrip("'s")
