"""Phrases that rules and profiles list are found as authors write them."""

import pytest

from seclint.facts.wording import phrases

FEW = ("test approach", "user's guide", "'as is'", "(draft)", "go-live")
MANY = (*FEW, "annex", "board", "code", "document", "event", "figure", "group", "header", "index", "journal", "key")


def found(listed: tuple[str, ...], text: str) -> list[str]:
    return [match[0] for match in phrases(listed).finditer(text)]


@pytest.mark.parametrize("listed", [FEW, MANY, *((phrase,) for phrase in FEW)])
@pytest.mark.parametrize(
    "written", ["Test  Approach", "TEST\nAPPROACH", "User’s Guide", "user's guide", "‘as is’", "(Draft)", "Go–live", "go-live"]
)
def test_case_spaces_apostrophes_and_dashes_do_not_count(listed: tuple[str, ...], written: str) -> None:
    shortest = " ".join(written.lower().translate(str.maketrans("’‘–", "''-")).split())
    assert found(listed, f"{written} and {written}") == ([written, written] if shortest in listed else [])


@pytest.mark.parametrize("listed", [FEW, MANY])
def test_no_phrase_is_found_inside_words(listed: tuple[str, ...]) -> None:
    assert found(listed, "contest approach, test approaches, ago-live, go-lives") == []


def test_the_longest_phrase_is_taken() -> None:
    assert found(("test", "test plan", "test plans"), "the test plans, a test plan and a test") == ["test plans", "test plan", "test"]


def test_nothing_is_found_where_nothing_is_listed() -> None:
    assert found((), "test") == []
