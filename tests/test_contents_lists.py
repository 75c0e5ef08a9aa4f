"""Contents lists without page numbers are told from the headings that they list, in every format."""

from seclint.model import Document
from seclint.readers import markdown

_HEADINGS = "# 1. Scope\n\nThe scope is told here.\n\n## 1.1. Question 1\n\nIt was asked.\n\n# 2. Devices\n\nThey are told here.\n"
_LISTED = "- 1. Scope\n  - 1.1. Question 1\n- 2. Devices\n"


def _entries(document: Document) -> list[tuple[int, str, str, str]]:
    found = [block for block in document.blocks if block.kind == "contents"]
    return [(block.level, block.label, document.quote(block.span), block.page_label) for block in found]


def _read(contents: str) -> Document:
    return markdown.read(f"# Contents\n\n{contents}\n{_HEADINGS}".encode(), "a.md")


def test_lines_that_are_the_headings_of_the_document_are_entries() -> None:
    assert _entries(_read(_LISTED)) == [(1, "1", "Scope", ""), (2, "1.1", "Question 1", ""), (1, "2", "Devices", "")]


def test_one_that_differs_is_an_entry_too() -> None:
    assert (1, "2", "Gadgets", "") in _entries(_read("- 1. Scope\n- 1.1. Question 1\n- 2. Gadgets\n- 2. Devices\n"))


def test_what_follows_the_last_entry_is_none() -> None:
    assert len(_entries(_read(f"{_LISTED}\nDCC Public\n"))) == 3


def test_a_list_of_other_things_is_no_contents_list() -> None:
    assert _entries(_read("- Apples\n- Pears\n- Scope\n- Plums\n")) == []
