"""What a document tells of its own consultation and approval changes from the draft to the final document, and nobody need say so."""

import pytest

from seclint.facts import Facts
from seclint.facts.alignment import Words, align
from seclint.library import Library
from seclint.readers import markdown

LIBRARY = Library()
BODY = "\n\n# 2. Regression\n\nThe pack is run once."


def natures(old: str, new: str) -> list[str]:
    """The nature of every change between a draft and a final document with these words in their first section."""
    sides = (
        Facts(markdown.read(f"# 1. Purpose\n\nThe tests of the release are set out here. {words}{BODY}".encode(), "tad.md"), LIBRARY)
        for words in (old, new)
    )
    return [change.nature for change in align(*sides, LIBRARY.load("registers", "comparison", Words)).changes]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "DCC will submit this document to TAG for approval when the consultation has closed.",
            "A draft of this document was consulted on in May 2031. TAG approved it on 4 June 2031.",
        ),
        (
            "This issue is a draft for consultation. The approval of TAG will be sought once the consultation is over.",
            "Issue 0.9 of this TAD was put out to consultation in May 2031, and this issue was approved by TAG on 4 June 2031.",
        ),
        ("The present version has not yet been approved.", "It was consulted on as v0.6 and was approved by TAG on 4 June 2031."),
    ],
)
def test_the_way_to_approval_is_no_change_of_substance(old: str, new: str) -> None:
    assert "substance" not in natures(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The exit from SIT needs the approval of TAG.", "The exit from SIT needs the approval of DCC."),
        ("Results are presented to TAG every month.", "Results are presented to TAG every week."),
        ("This document is reviewed every year.", "This document is reviewed every two years."),
    ],
)
def test_other_approvals_and_what_the_document_says_otherwise_are(old: str, new: str) -> None:
    assert "substance" in natures(old, new)
