"""What is printed is found again: references, dates and versions in the forms of grammar/, in any sentence."""

import re
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from seclint.library import Library
from seclint.recognise import recognise_text

_LIBRARY = Library()

_SENTENCES = some.sampled_from(
    [
        "{}",
        "DCC notes {}.",
        "It rests on {}, as agreed.",
        "({})",
        "This was seen before ({}) and since.",
        "As to {}: nothing changes.",
        "Scope\n{}\n1",
    ]
)
_DASHES = some.sampled_from(["-", "–", "—", " - ", " – ", " to ", "\u2009–\u2009", "\u00a0–\u00a0", "\u2011", " until "])
_LETTERS = some.sampled_from("DEFGHJKL")
_SMALL = some.integers(1, 40)
_LIMBS = some.lists(some.sampled_from(["(a)", "(b)", "(h)", "(1)", "(iv)"]), max_size=2, unique=True).map("".join)


def _placed(sentence, mention):
    """The sentence with the mention in it, and what recognise finds there."""
    text = sentence.format(mention)
    return text, recognise_text(text, _LIBRARY)


def _quotes(text, mentions):
    return [text[one.span.start : one.span.end] for one in mentions]


@settings(max_examples=50)
@given(_SENTENCES, _LETTERS, _SMALL, _SMALL, _LIMBS, some.sampled_from(["{}", "SEC {}", "{} of the SEC", "{} of the Smart Energy Code"]))
def test_a_clause_of_the_sec(sentence, letter, section, clause, limbs, owner):
    number = f"{letter}{section}.{clause}{limbs}"
    printed = owner.format(f"Section {number}")
    text, found = _placed(sentence, printed)
    assert [(quote, one.owner, one.clauses) for quote, one in zip(_quotes(text, found.references), found.references, strict=True)] == [
        (printed, "SEC", (number,))
    ]


@settings(max_examples=50)
@given(_SENTENCES, _LETTERS, _SMALL, _SMALL, some.integers(1, 20), _DASHES, some.sampled_from(["whole", "letter", "last"]))
def test_a_range_of_clauses(sentence, letter, section, first, length, dash, leaves_out):
    last = {"whole": f"{letter}{section}.", "letter": f"{section}.", "last": ""}[leaves_out] + str(first + length)
    printed = f"Sections {letter}{section}.{first}{dash}{last}"
    text, found = _placed(sentence, printed)
    assert _quotes(text, found.references) == [printed]
    assert found.references[0].clauses == tuple(f"{letter}{section}.{number}" for number in range(first, first + length + 1))


@settings(max_examples=50)
@given(_SENTENCES, some.lists(some.tuples(some.integers(1, 12), some.integers(1, 12)), min_size=2, max_size=5, unique=True))
def test_a_list_of_sections_of_the_tad(sentence, numbers):
    clauses = [f"{section}.{part}" for section, part in numbers]
    printed = f"Sections {', '.join(clauses[:-1])} and {clauses[-1]} of the draft TAD"
    text, found = _placed(sentence, printed)
    assert _quotes(text, found.references) == [printed]
    assert (found.references[0].owner, found.references[0].clauses) == ("TAD", tuple(clauses))


_DATES = some.dates(date(1980, 1, 1), date(2060, 12, 31))
_DATE_FORMS = some.sampled_from(
    [
        "{0.day} {0:%B} {0.year}",
        "{0:%d} {0:%b} {0.year}",
        "{0:%A} {0.day} {0:%B} {0.year}",
        "{0:%A}, {0.day} {0:%B}, {0.year}",
        "{0:%B} {0.day}, {0.year}",
        "{0:%d.%m.%Y}",
        "{0:%d/%m/%Y}",
        "{0:%d-%m-%Y}",
        "{0:%Y-%m-%d}",
        "{0:%d-%b-%Y}",
        "{0.day}/{0.month}/{0.year}",
    ]
)


@settings(max_examples=50)
@given(_SENTENCES, _DATES, _DATE_FORMS)
def test_a_day(sentence, day, form):
    printed = form.format(day)
    text, found = _placed(sentence, printed)
    assert (_quotes(text, found.dates), [one.value for one in found.dates]) == ([printed], [day.isoformat()])
    assert not found.references
    assert not found.versions


@settings(max_examples=50)
@given(_SENTENCES, _DATES, some.integers(1, 400), _DASHES)
def test_a_period(sentence, first, length, dash):
    last = date.fromordinal(first.toordinal() + length)
    printed = f"{first.day} {first:%B %Y}{dash}{last.day} {last:%B %Y}"
    text, found = _placed(sentence, printed)
    assert (_quotes(text, found.dates), [one.value for one in found.dates]) == ([printed], [f"{first}/{last}"])


_NAMES = some.sampled_from(["GBCS", "DUIS", "TAD", "SVTAD", "SMETS2", "CHTS", "Incident Management Policy"])
_NUMBERS = some.tuples(some.integers(0, 30), some.integers(0, 30)).map(lambda pair: f"{pair[0]}.{pair[1]}")


@settings(max_examples=50)
@given(_SENTENCES, _NAMES, _NUMBERS, some.sampled_from(["{} v{}", "{} V{}", "{} version {}", "{} Version {}", "{}, v{}", "{} Issue {}"]))
def test_a_version(sentence, name, number, form):
    printed = form.format(name, number)
    _, found = _placed(sentence, printed)
    assert [(one.name, one.number) for one in found.versions] == [(name, number)]
    assert not found.dates


@settings(max_examples=50)
@given(_SENTENCES, _NAMES, some.lists(_NUMBERS, min_size=2, max_size=4, unique=True))
def test_several_versions_of_one_document(sentence, name, numbers):
    written = [f"v{number}" for number in numbers]
    _, found = _placed(sentence, f"{name} {', '.join(written[:-1])} and {written[-1]}")
    assert [(one.name, one.number) for one in found.versions] == [(name, number) for number in numbers]


_PIECES = """
Section|Sections|SEC|SEC's|Smart Energy Code (SEC)|Appendix|AB|Clause|page|paragraphs|Table|Schedule|D10.18|D10|D10,18|D 10.18|H14.36C(c)
(a)|b)|2.3|12|A|Q1|Q2/Q3 2018|to|and|,|–|.–|/|of|in|from|under|the|this|draft|TAD|Testing Approach Document|DCC Licence|Energy Act 2008
GDPR|ss. 4|(Security)|‘Testing Services’|v1.0|(V2.0, draft)|version|GBCS|DUIS|28|June|2023|28 June 2023|3.11.10|the 28th|between
(a Wednesday)|5pm|10:00-12:00|ten Working Days|MP102A/B|June 2023 SEC Release|(|)
"""


@settings(max_examples=300)
@given(
    some.lists(some.tuples(some.sampled_from(["\n", *re.split("[|\n]", _PIECES.strip())]), some.sampled_from([" ", " ", ""])), max_size=9)
)
def test_mentions_of_a_kind_never_overlap_and_never_cross_the_end_of_a_paragraph(pieces):
    text = "".join(piece + space for piece, space in pieces)
    found = recognise_text(text, _LIBRARY)
    for mentions in (found.references, found.dates, found.versions, found.releases, found.modifications, found.times, found.durations):
        spans = [one.span for one in mentions]
        assert all(span.start < span.end and "\n" not in text[span.start : span.end] for span in spans)
        assert all(before.end <= after.start for before, after in pairwise(spans))


def test_a_text_of_nothing_but_mentions_is_read_to_its_end():
    text = "Section 1 Section 2 to 3 June 2023 SEC Release v1.0 " * 500
    found = recognise_text(text, _LIBRARY)
    assert len(found.references) == 1000
    assert len(found.releases) == 500
