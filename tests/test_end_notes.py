"""End notes of web pages, which end in an arrow back to the text, are footnotes."""

import pytest

from seclint.readers import markdown

_TEXT = "# Scope\n\nThe scope<sup>1</sup> is told here.\n\n"


@pytest.mark.parametrize("note", ["It was narrower before.", "November 2032 SEC Release."])
def test_a_numbered_item_that_ends_in_the_arrow_is_one(note: str) -> None:
    document = markdown.read(f"{_TEXT}1. {note} ↩︎\n".encode(), "a.md")
    last = document.blocks[-1]
    assert (last.kind, last.label, document.quote(last.span)) == ("footnote", "1", note)


def test_an_arrow_without_a_number_stays_text() -> None:
    document = markdown.read(f"{_TEXT}Go back ↩\n".encode(), "a.md")
    assert document.blocks[-1].kind == "paragraph"
