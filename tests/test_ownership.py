"""Whose part a reference is to that does not name its document."""

from support.reading import facts

OPENING = "# Conclusions on the March 2031 SEC Release Testing Approach Document\n\n"
OWN = OPENING + "# 1. Introduction\n\nThree parties responded.\n\n# 2. Next Steps\n\nThe document is published.\n\n"
ANSWER = "# 3. Question 1\n\n## 3.1. Respondent Views\n\n{views}\n\n## 3.2. DCC Response\n\n{response}\n"


def whose(text: str, kind: str = "conclusions") -> dict[str, str]:
    """Whose part each reference of the document is to, by the words of the reference."""
    known = facts(text, kind)
    return {known.document.quote(one.span): known.ownership.of(one) for one in known.mentions.references}


def test_a_reference_that_says_so_is_to_this_document() -> None:
    assert whose(OWN + "Section 9 of this document says more.") == {"Section 9 of this document": "own"}


def test_a_number_is_of_this_document_where_nothing_else_is_spoken_of() -> None:
    assert whose(OWN + "Section 2 says what follows.") == {"Section 2": "own"}


def test_a_document_is_named_or_called_the_draft() -> None:
    named = whose(
        OWN + "See Section 4 of the TAD, Section 5 of the previous draft, Section 6 of the approved document and Section 7 of the TMAD."
    )
    assert list(named.values()) == ["subject", "subject", "subject", "another"]


def test_respondents_and_responses_speak_of_the_document_that_was_consulted_on() -> None:
    text = OWN + ANSWER.format(views="One respondent found Section 2 vague.", response="DCC has made Section 3.1 clearer.")
    said = whose(text)
    assert said["Section 2"] == said["Section 3.1"] == "subject"


def test_a_document_says_once_whose_numbers_it_uses() -> None:
    declared = whose(OWN + "Unless stated otherwise, section numbers are those of the TAD. Section 2 is shorter now.")
    assert declared["Section 2"] == "subject"


def test_a_list_of_changes_and_a_column_about_the_draft_are_about_that() -> None:
    table = "| Test | In the draft TAD |\n|---|---|\n| SIT | Section 1 |\n"
    changed = OWN + f"# 3. Changes to the TAD\n\nSection 2 is shorter now.\n\n# 4. Tests\n\n{table}"
    assert whose(changed) == {"Section 2": "subject", "Section 1": "subject"}


def test_an_annex_that_this_document_has_is_its_own_even_in_a_list_of_changes() -> None:
    annexed = OWN + "# 3. Changes to the TAD\n\nThe scope is clearer (Annex A).\n\n# Annex A: Alder Energy\n\nIt asked for clarity.\n"
    assert whose(annexed) == {"Annex A": "own"}


def test_a_number_that_this_document_cannot_have_is_the_other_ones() -> None:
    assert whose(OWN + "Section 5.1 was thought too strict.") == {"Section 5.1": "subject"}


def test_nothing_decides_where_parts_of_the_other_document_are_named_beside() -> None:
    assert whose(OWN + "Section 4 of the TAD is shorter now, and so is that one. Section 2 is clearer.")["Section 2"] == "open"


def test_an_overview_goes_through_the_sections_of_this_document() -> None:
    overview = OWN + "We have changed Section 4 of the TAD.\n\nSection 1 is an introduction, and section 2 gives the next steps."
    assert whose(overview)["section 2"] == whose(overview)["Section 1"] == "own"


def test_a_quoted_number_may_be_anybodys() -> None:
    assert whose(OWN + "One party wrote “see Section 2”.") == {"Section 2": "open"}


def test_a_testing_approach_document_speaks_of_its_own_parts() -> None:
    title = "# March 2031 SEC Release Testing Approach Document"
    text = f"{title}\n\n# 1. Scope\n\nSection 5.1 gives the dates.\n\n# 2. Dates\n\nThey are in May.\n"
    assert whose(text, "tad") == {"Section 5.1": "own"}


def test_a_place_that_is_given_by_page_is_in_the_other_document() -> None:
    assert whose(OWN + "The entry for UIT has been changed (Annex A, page 6).") == {"Annex A, page 6": "subject"}


def test_a_table_is_the_other_ones_where_this_document_has_none() -> None:
    assert whose(OWN + "Table 1 now shows that UIT ends in October.") == {"Table 1": "subject"}


def test_facts_show_the_owner_that_the_document_declares() -> None:
    known = facts(
        OWN + "Unless stated otherwise, section numbers are those of the TAD. Section 2.4 is shorter than SEC Section D10.", "conclusions"
    )
    assert [known.ownership.named(one) for one in known.mentions.references] == ["TAD", "SEC"]
