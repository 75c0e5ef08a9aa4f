"""Documents that hold the same a hundred times: twice as much is twice the work."""

import pytest
from support.effort import effort

from seclint.facts import Facts
from seclint.library import Library
from seclint.processes.patience import limited
from seclint.readers import markdown
from seclint.recognise import recognise
from seclint.rulebook import Rulebook
from seclint.run.inspection import check

LIBRARY = Library()
RULES = Rulebook(LIBRARY)


def facts(paragraph, number):
    """What is to be found out about a document of so many paragraphs."""
    text = "\n\n".join(("# 2. Part", *(paragraph.format(index) for index in range(1, number + 1))))
    document = markdown.read(text.encode(), "a.md")
    return Facts(document, LIBRARY, recognise(document, LIBRARY), kind="conclusions")


def is_twice_the_work(call, paragraph):
    call(facts(paragraph, 2))  # what is made once is made
    return effort(call, facts(paragraph, 300)) < 2.4 * effort(call, facts(paragraph, 150))


@pytest.mark.parametrize(
    ("rule", "paragraph"),
    [
        ("DAT001", "Responses number {} are due by Tuesday 7 October 2024."),
        ("STR007", "{}. The plan has a number."),
        ("XRF001", "Section 2 and Section 9 say how {} is done."),
    ],
)
def test_of_a_rule(rule, paragraph):
    assert is_twice_the_work(lambda facts: check(facts, [RULES.find(rule)]), paragraph)


@pytest.mark.parametrize("sign", ["{++", "{~~x~>", "{==x==}{>>"])
def test_of_signs_that_are_never_closed(sign):
    def read(number):
        return effort(markdown.read, f"{sign} ".encode() * number, "a.md")

    assert read(600) < 2.3 * read(300)
    with limited("reading", 20):  # seconds of the processor; it took minutes when the end of each was looked for to the end
        markdown.read(f"{sign} ".encode() * 20_000, "a.md")


def test_a_finding_in_a_sentence_without_end_shows_what_is_near_to_it():
    endless = facts("we expect the answer,, and so on and " * 200, 1)
    findings = check(endless, [RULES.find("PUN002")]).findings
    assert len(findings) == 200
    assert all(finding.context[finding.at :].startswith(finding.quote) for finding in findings)
    assert all(len(finding.context) < 700 for finding in findings)
    assert findings[100].context.split()[0] in ("we", "expect", "the", "answer,,", "and", "so", "on")


def test_of_finding_the_claims():
    assert is_twice_the_work(lambda facts: facts.claims, "DCC has amended Section 2.{} of the TAD.")
