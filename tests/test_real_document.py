"""A real conclusions document: what must be found is found and what must stay silent is silent, in three formats."""

import json
import re
from functools import cache

import pypdfium2
import pytest
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown

import seclint
from seclint.readers.builder import normalise

pytestmark = pytest.mark.xdist_group("real-document")  # one report serves all tests

NAME = "conclusions-november-2023-tad"


def pdf_with_its_own_pages(text):
    """The PDF, whose contents list gives the pages on which the headings stand in it, not those of the file that was converted."""
    with pypdfium2.PdfDocument(pdf_from_markdown(text)) as document:
        pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]

    def entry(match):
        page = max(number for number, words in enumerate(pages, 1) if match["heading"] in words)
        return f"{match['lead']}{page}"

    return pdf_from_markdown(re.sub(r"(?m)^(?P<lead> *- (?P<heading>\d.*?) ?\.{5} )\d+$", entry, text))


MAKERS = {"md": str.encode, "docx": docx_from_markdown, "pdf": pdf_with_its_own_pages}


@pytest.fixture(scope="module")
def real(shared):
    return shared / "real"


@pytest.fixture(scope="module")
def report(real, tmp_path_factory):
    folder = tmp_path_factory.mktemp("real")
    text = (real / f"{NAME}.md").read_text("utf-8")

    @cache
    def checked(suffix):
        file = folder / f"{NAME}.{suffix}"
        file.write_bytes(MAKERS[suffix](text))
        return seclint.check(file, as_of="2023-09-19")

    return checked


def words(text):
    """The text without what Markdown adds and what readers lift out."""
    return normalise(text.replace("**", "").replace("<sup>1</sup>", ""))


def expected(real, key):
    return json.loads((real / "expected.json").read_text("utf-8"))[key]


@pytest.mark.parametrize("suffix", MAKERS)
def test_what_must_be_found_is_found(real, report, suffix):
    rules = set(_rules())
    missing = []
    for entry in expected(real, "must_find"):
        if entry["rule"] not in rules:
            continue
        quotes = [words(quote) for quote in entry["quotes"]]
        found = [one for one in report(suffix).findings if one.rule == entry["rule"]]
        if not any(_about(one, quotes) for one in found):
            missing.append((entry["rule"], quotes))
    assert not missing


@pytest.mark.parametrize("suffix", MAKERS)
def test_what_must_stay_silent_is_silent(real, report, suffix):
    quotes = [words(entry["quote"]) for entry in expected(real, "must_stay_silent")]
    assert not [(one.rule, one.quote, quote) for quote in quotes for one in report(suffix).findings if _touches(one, quote)]


# Rules about the levels of headings, of which a PDF shows only the size of the letters, and about a title that is broken into lines.
STYLED = ("STR002", "STR003", "NAM002")


@pytest.mark.parametrize(("suffix", "unseen"), [("docx", ()), ("pdf", STYLED)])
def test_the_findings_are_the_same_in_every_format(report, suffix, unseen):
    def essence(one):
        return one.rule, one.message, one.quote, one.place.section, one.place.heading, one.place.paragraph

    def seen(report):
        return [essence(one) for one in report.findings if one.rule not in unseen]

    assert seen(report(suffix)) == seen(report("md"))


@pytest.mark.parametrize("suffix", MAKERS)
def test_weekday_date_and_order_together_tell_which_token_is_wrong(report, suffix):
    weekday = next(one for one in report(suffix).findings if one.rule == "DAT001")
    assert weekday.fix is not None
    assert "28 June 2023" in weekday.fix.description
    assert (weekday.fix.replace, weekday.fix.with_) == ("Wednesday 28 June 2022", "Wednesday 28 June 2023")
    assert not weekday.fix.safe
    assert "paragraph 4" in weekday.notes[0]


def _touches(finding, quote):
    """Whether a finding is about the quoted words; RSP002 may name what stands in them, as the file says."""
    return quote in finding.quote or (finding.quote in quote and quote in finding.context and finding.rule != "RSP002")


def _about(finding, quotes):
    """Whether a finding, with its other places, stands in the sentences that are quoted."""
    stands = " ".join([finding.quote, finding.context, *(other.quote for other in finding.related)])
    return any(quote in stands or finding.quote in quote for quote in quotes)


def _rules():
    from seclint.library import Library
    from seclint.rulebook import Rulebook

    return [rule.id for rule in Rulebook(Library()).rules]
