"""Headings and the contents list: what is found, and what is passed over."""

import pytest
from support.reading import messages, quotes


def sections(*headings: str) -> str:
    return "\n\n".join(f"{heading}\n\nSomething is said here." for heading in headings)


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (("# 1. One", "# 2. Two", "# 3. Three"), []),
        (("# 1. One", "# 3. Three"), ["Section 3 follows section 1: 2 is missing"]),
        (("# 1. One", "## 1.1. A", "## 1.1. B", "## 1.2. C"), ["The number 1.1 stands before two sections"]),
        (("# 1. One", "# 2. Two", "# Annex A – Forms", "# 1. One", "# 2. Two"), []),
        (("# 1. One", "# 9. Nine"), []),  # another kind of number
        (("# 14. CFR", "# 14. CFR"), []),  # no series
        (("# 1. One", "### 1.1.1. A", "## 1.2. B"), []),  # the heading above is there without its style
    ],
)
def test_sections_are_numbered_without_gaps(headings: tuple[str, ...], found: list[str]) -> None:
    assert messages("STR004", sections(*headings)) == found


def test_an_agenda_is_not_full_of_empty_sections() -> None:
    assert quotes("STR008", "# 1. Call to order\n\n# 2. Report\n\n# 3. Minutes\n\n# 4. Dates\n\n# 5. Close\n\nThe meeting closed.\n") == []


def test_a_contents_list_that_is_out_of_date_is_told_once() -> None:
    entries = "\n".join(f"- {number + 1}. Topic {name} ..... {number}" for number, name in enumerate("ABCDEF", 3))
    headings = sections(*(f"# {number}. Topic {name}" for number, name in enumerate("ABCDEF", 1)))
    assert len(quotes("STR005", f"# Contents\n\n{entries}\n\n{headings}\n")) == 1
