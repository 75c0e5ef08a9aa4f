"""Rules that are wanted, most of them off unless selected, find the same in Word, PDF and Markdown."""

import pytest
from support.pdf import pdf_from_markdown
from support.reading import LIBRARY, results
from support.word import docx_from_markdown

from seclint.facts import Facts
from seclint.model import Document, Finding
from seclint.readers import docx, markdown, pdf

CONCLUSIONS = """\
# Conclusions on the March 2031 SEC Release Testing Approach Document

**Date:** 14 May 2031

**Author:** consultations@example.org

**Classification:** DCC Public

# 1. Introduction

1. Under SEC Section D10.18, DCC writes a Testing Approach Document (TAD). The limits are in Table 1 above.

2. DCC consulted on the draft TAD from 6 January 2031 to 1 February 2031. The duties in that Section are met.

# 2. Consultation Responses

3. DCC received five responses. The three changes that follow are:

    (a) a longer window for tests;

    (b) a new environment.

Table 1: Respondents

| Respondent | Category |
|---|---|
| Alder Energy | Energy Supplier |
| Birch Power | Energy Supplier |
| Cedar Networks | Network Operator |

# 3. TAG Decision

4. TAG approved the TAD v1.0 in accordance with SEC Section D10.20.
"""

TAD = """\
# March 2031 SEC Release Testing Approach Document

**Version:** 1.0

**Date:** 14 May 2031

# 1. Criteria

1. SIT ends when 90% of the tests have passed, with no Severity 1 defects.

| Phase | Tests passed | Severity 1 |
|---|---|---|
| SIT | 95% | 0 |
| UIT | 98% | 0 |
"""

READERS = {
    "markdown": lambda text: markdown.read(text.encode(), "a.md"),
    "docx": lambda text: docx.read(docx_from_markdown(text), "a.docx"),
    "pdf": lambda text: pdf.read(pdf_from_markdown(text), "a.pdf"),
}


def quotes(rule: str, document: Document, kind: str) -> list[str]:
    return [one.quote for one in results(rule, Facts(document, LIBRARY, kind=kind, as_of="2031-09-01")) if isinstance(one, Finding)]


@pytest.fixture(scope="module", params=READERS)
def conclusions(request: pytest.FixtureRequest) -> Document:
    return READERS[request.param](CONCLUSIONS)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("CNT001", ["three changes that follow are:"]),
        ("DAT008", ["Date: 14 May 2031"]),
        ("DAT009", ["14 May 2031"]),
        ("DAT011", ["6 January 2031 to 1 February 2031"]),
        ("DOS008", ["received five responses"]),
        ("FRM004", ["consultations@example.org", "Conclusions on the March 2031 SEC Release Testing Approach Document"]),
        ("REF008", ["that Section"]),
        ("VER002", ["draft TAD"]),
        ("XRF008", ["Table 1 above"]),
    ],
)
def test_conclusions(conclusions: Document, rule: str, found: list[str]) -> None:
    assert quotes(rule, conclusions, "conclusions") == found


@pytest.mark.parametrize("form", READERS)
def test_a_limit_that_is_not_the_one_in_the_table(form: str) -> None:
    assert quotes("TAD005", READERS[form](TAD), "tad") == ["90% of the tests have passed"]
