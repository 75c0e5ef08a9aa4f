"""Claims of amendments as authors write them, in a hurry too: understood, held against what changed, and covering what they speak of."""

import pytest

from seclint.facts import Facts
from seclint.facts.dossier import DossierFacts
from seclint.library import Library
from seclint.readers import markdown
from seclint.records import Crossing
from seclint.rulebook import Rulebook
from seclint.run.inspection import check_dossier

RULEBOOK = Rulebook(Library())
RULES = [rule for rule in RULEBOOK.choose((), (), "publish") if rule.id[:3] == "AMD"]

TAD = """
# 1. Scope

The release holds MP411 and MP412. Billing systems are excluded.

# 2. Test Phases

## 2.1. Integration

Integration testing lasts for six weeks. Users may watch it.

## 2.2. User Testing

Users give ten Working Days' notice before they start.

# 3. Defect Limits

Open defects must stay within the limits of Table 1.

Table 1: Limits for open defects

| Severity | At exit |
|---|---|
| 2 | 0 |
| 3 | 10 |

# 4. Reporting

A report goes to the Testing Advisory Group (TAG) every week. Results are kept for twelve months.

# 5. Governance

The Head of Testing decides on disputes.
"""


def facts(name: str, kind: str, words: str) -> Facts:
    return Facts(markdown.read(words.encode(), f"{name}.md"), RULEBOOK.library, kind=kind)


def tad(body: str, version: str, status: str) -> str:
    return f"# June 2031 SEC Release Testing Approach Document\n\n**Version:** {version}\n\n**Status:** {status}\n{body}"


def conclusions(response: str, views: str = "One respondent asked for changes.") -> str:
    return (
        "# Conclusions on the June 2031 SEC Release Testing Approach Document\n\n**Date:** 4 March 2031\n\n# 1. Analysis\n\n"
        "## 1.1. Question 1\n\nDo you agree?\n\n### Respondent Views\n\n"
        f"{views}\n\n"
        f"### DCC Response\n\n{response}\n"
    )


def found(response: str, *changes: tuple[str, str], body: str = TAD, views: str = "One respondent asked for changes.") -> list[str]:
    """The rules of what is found when the response is given to the views and the draft was changed so."""
    changed = body
    for before, after in changes:
        assert before in changed
        changed = changed.replace(before, after)
    members = [
        ("conclusions", facts("conclusions", "conclusions", conclusions(response, views))),
        ("draft-tad", facts("draft", "tad", tad(body, "1.0", "Draft"))),
        ("tad", facts("final", "tad", tad(changed, "2.0", "Approved"))),
    ]
    return [finding.rule for finding in crossing(members).findings]


def crossing(members: list[tuple[str, Facts]]) -> Crossing:
    crossed = check_dossier(DossierFacts("test", members, RULEBOOK.library), {facts.document.path: RULES for _, facts in members}, {})
    assert not crossed.crashes
    return crossed


NOTICE = ("Users give ten Working Days' notice", "Users give five Working Days' notice")
LIMIT = ("| 3 | 10 |", "| 3 | 8 |")
KEPT = ("kept for twelve months", "kept for eighteen months")
HEAD = ("# 5. Governance\n\nThe Head of Testing decides on disputes.", "# 5. Governance\n\nDisputes go to the Panel.")
LESSONS = (
    "decides on disputes.",
    "decides on disputes.\n\n## 5.1. Lessons Learned\n\nAfter the release DCC asks everybody what went well.",
)

TRUE_CLAIMS = [
    ("DCC has tweaked Section 2.2 so that notice is five Working Days.", NOTICE),
    ("We have cut the notice period in 2.2 to five Working Days.", NOTICE),
    ("Section 2.2 of the TAD now asks for five Working Days' notice.", NOTICE),
    ("In Section 2.2 of the TAD the notice that Users give has come down to five Working Days.", NOTICE),
    ("The section on User Testing has been amended: five Working Days' notice is enough.", NOTICE),
    ("The User Testing section has been relaxed to five Working Days.", NOTICE),
    ("Section 2.2 (User Testing) has been reworded to say five Working Days.", NOTICE),
    ("Section 2.2, which sets the notice that Users give, has been revised to five Working Days.", NOTICE),
    ("Notice is now 5 Working Days instead of 10, see the user testing section.", NOTICE),
    ("DCC has made a small change to Section 2.2: Users give 5 Working Days' notice.", NOTICE),
    ("Agreed. Section 2.2 updated to five Working Days.", NOTICE),
    ("Table 1 has been updated: only eight Severity 3 defects may be open at exit.", LIMIT),
    ("In the table in Section 3 the limit for Severity 3 defects went from 10 to 8, as DCC has lowered it.", LIMIT),
    ("The defect limits have been tightened for Severity 3, from 10 to 8.", LIMIT),
    ("Results will be kept for 18 months instead of 12.", KEPT),
    ("DCC has taken the Head of Testing out of Section 5; disputes go to the Panel.", HEAD),
    ("The reference to the Head of Testing has been removed, as disputes now go to the Panel.", HEAD),
    ("A new Section 5.1 has been added on lessons learned.", LESSONS),
    ("DCC has added a new section on lessons learned.", LESSONS),
    ("DCC agrees that a third pair of eyes helps; Section 5 now says so.", ("The Head of Testing decides", "Three people decide")),
]

FALSE_CLAIMS = [
    "DCC has tweaked Section 2.2 so that notice is five Working Days.",
    "We have cut the notice period in 2.2 to five Working Days.",
    "The section on User Testing has been amended: five Working Days' notice is enough.",
    "Sections 2.2, 3 and 4 of the TAD have been amended.",
    "Table 1 has been updated: only eight Severity 3 defects may be open at exit.",
    "The defect limits have been tightened.",
    "Results will be kept for 18 months instead of 12.",
    "DCC has updated the TAD to explain how Communications Hubs are upgraded between phases.",
    "A new Section 5.1 has been added on lessons learned.",
    "In Section 2.2 of the TAD the notice that Users give has come down to five Working Days.",
    "DCC has replaced the words “The Head of Testing decides on disputes” in Section 5.",
    "DCC has added the words “and the Panel is told about it” to Section 5 of the TAD.",
    "DCC has made the following changes:\n\n- notice in Section 2.2 shortened to five days; and\n- limit in Section 3 lowered.",
]

NO_CLAIMS = [
    "DCC has not changed Section 2.2 of the TAD.",
    "No changes have been made to Section 2.2 of the TAD.",
    "DCC does not think that Section 2.2 of the TAD should be amended.",
    "Section 2.2 of the TAD already says so.",
    "DCC considered whether Section 2.2 of the TAD could be amended, and decided to leave it as it is.",
    "Section 2.2 of the TAD has not been amended.",
    "DCC notes the suggestion that Section 2.2 of the TAD be updated.",
]


@pytest.mark.parametrize(("response", "change"), TRUE_CLAIMS, ids=[one[0][:50] for one in TRUE_CLAIMS])
def test_a_true_claim_is_believed_and_covers_its_change(response: str, change: tuple[str, str]) -> None:
    assert found(response, change) == []


@pytest.mark.parametrize("response", FALSE_CLAIMS, ids=[one[:50] for one in FALSE_CLAIMS])
def test_a_claim_without_its_change_is_found(response: str) -> None:
    assert set(found(response)) == {"AMD001"}


@pytest.mark.parametrize("response", NO_CLAIMS, ids=[one[:50] for one in NO_CLAIMS])
def test_a_change_that_is_denied_or_wished_for_is_not_claimed(response: str) -> None:
    assert found(response) == []
    assert found(response, NOTICE) == ["AMD003"]


@pytest.mark.parametrize(
    "change",
    [
        ("lasts for six weeks", "lasts for five weeks"),
        ("Users may watch it", "Users must watch it"),
        ("are excluded", "are included"),
        ("every week", "every month"),
        ("| 2 | 0 |\n", ""),
        ("| 3 | 10 |", "| 3 | 12 |"),
        (" Users may watch it.", ""),
        ("MP411 and MP412", "MP411 and MP421"),
    ],
    ids=lambda change: change[1] or "gone",
)
def test_a_change_beside_the_claimed_one_is_found(change: tuple[str, str]) -> None:
    assert found("DCC has cut the notice in Section 2.2 of the TAD to five Working Days.", NOTICE, change) == ["AMD003"]


def test_a_number_that_nobody_speaks_of_is_found_in_the_very_paragraph_that_a_claim_is_about() -> None:
    panel = ("A report goes to the Testing", "A report goes to the Panel and the Testing")
    response = "DCC has amended Section 4 of the TAD so that the report goes to the Panel, too."
    assert found(response, panel) == []
    assert found(response, panel, ("for twelve months", "for six months")) == ["AMD003"]


@pytest.mark.parametrize(
    "response",
    [
        "DCC has amended Section 2.2 of the TAD so that five Working Days' notice is enough.",
        "DCC has cut the notice in Section 2.2 of the TAD from ten to five Working Days.",
    ],
)
def test_another_number_than_the_claimed_one_is_found_once(response: str) -> None:
    assert found(response, ("ten Working Days'", "seven Working Days'")) == ["AMD002"]


def test_what_is_added_to_a_part_does_not_make_the_part_new() -> None:
    assert found("DCC has added lessons learned to Section 9 of the TAD.", LESSONS) == ["AMD004"]
    assert set(found("DCC has added Section 9 to the TAD.", LESSONS)) == {"AMD001", "AMD003"}


def test_a_length_of_time_that_is_announced_and_not_there_is_found() -> None:
    response = "DCC has amended Section 2.1 of the TAD so that testing is longer, eight weeks, and Users may take notes."
    watch = ("Users may watch it.", "Users may watch it and take notes.")
    assert found(response, watch, ("six weeks", "eight weeks")) == []
    assert found(response, watch) == ["AMD002"]


def test_a_number_that_is_said_of_another_row_does_not_cover_this_one() -> None:
    response = "DCC has amended Section 3 of the TAD: eight defects of Severity 3 may be open at exit."
    rows = "| 3 | 10 |\n| Cosmetic faults | 20 |\n"
    body = TAD.replace("| 3 | 10 |\n", rows)
    assert found(response, ("| 3 | 10 |", "| 3 | 8 |"), body=body) == []
    assert found(response, ("| 3 | 10 |", "| 3 | 8 |"), ("Cosmetic faults | 20", "Cosmetic faults | 8"), body=body) == ["AMD003"]


def test_a_section_is_called_by_the_number_of_the_document_that_is_named() -> None:
    inserted = ("# 4. Reporting", "# 4. Training\n\nDCC trains Users in March.\n\n# 5. Reporting"), ("# 5. Governance", "# 6. Governance")
    new_section = "DCC has added a section on training of Users in March. "
    true = new_section + "DCC has amended Section 5 of the final TAD (Section 4 of the draft) so that results are kept for eighteen months."
    assert found(true, KEPT, *inserted) == []
    assert found(true, *inserted) == ["AMD001"]


def test_paragraphs_that_bear_the_number_of_a_clause_are_parts() -> None:
    body = "\n\n# 6. Duties\n\n6.1 DCC shall tell Users within one day.\n\n6.2 Users shall keep records for two years.\n"
    records = ("records for two years", "records for three years")
    assert found("DCC has raised the limit in Clause 6.2 of the TAD to three years.", records, body=TAD + body) == []
    assert found("DCC has amended Clause 6.1 of the TAD.", records, body=TAD + body) == ["AMD001", "AMD003"]


STANDING_FOR = [
    ("DCC has added this.", "One respondent wished to learn lessons after the release.", LESSONS),
    ("These have been added as Section 5.1 of the TAD.", "One respondent missed the lessons learned.", LESSONS),
    ("We've put a new section into the TAD, called “Lessons Learned”.", "One respondent looked back at other releases.", LESSONS),
    ("We have described the procedure in Section 5 of the TAD.", "One respondent asked how disputes are settled.", HEAD),
]


@pytest.mark.parametrize(("response", "views", "change"), STANDING_FOR, ids=[one[0][:50] for one in STANDING_FOR])
def test_a_claim_in_words_for_what_was_asked_covers_its_change(response: str, views: str, change: tuple[str, str]) -> None:
    assert found(response, change, views=views) == []


def test_a_response_about_typing_errors_covers_a_letter_that_was_put_right() -> None:
    wrong = "every week".replace("er", "r")
    misspelled = TAD.replace("every week", wrong)
    assert found("DCC has corrected both.", (wrong, "every week"), body=misspelled, views="One respondent found two typing errors.") == []


def test_a_claim_that_takes_up_one_point_does_not_cover_another_change() -> None:
    assert found("DCC has included this.", KEPT, views="One respondent wished to learn lessons after the release.") == ["AMD003"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (("lasts for six weeks", "lasts for five weeks"), "AMD003"),
        (("Users may watch it", "Users must watch it"), "AMD003"),
        (("Integration testing lasts for six weeks. ", ""), "AMD003"),
        (("every week", "every fortnight"), "AMD003"),
    ],
)
def test_what_is_told_of_one_thing_is_no_excuse_for_another(change: tuple[str, str], rule: str) -> None:
    """The words of the response are those of the change, by chance: "five", "Users", "testing"."""
    response = "Users who watch integration testing tell DCC. We have cut the notice that Users give in Section 2.2 to five Working Days."
    assert found(response, NOTICE) == []
    assert found(response, NOTICE, change) == [rule]


@pytest.mark.parametrize(
    ("response", "change", "rule"),
    [
        ("DCC has corrected a spelling mistake in Section 2.2.", NOTICE, "AMD003"),
        ("DCC has clarified Section 2.2.", NOTICE, "AMD005"),
        ("DCC has clarified Section 2.1.", ("Users may watch it.", "Users may watch it within two Working Days."), "AMD005"),
        ("DCC has clarified Section 2.1.", ("Users may watch it.", "Users may not watch it."), "AMD005"),
    ],
)
def test_no_clarification_or_correction_is_an_excuse_for_another_requirement(response: str, change: tuple[str, str], rule: str) -> None:
    assert rule in found(response, change)


def test_results_that_are_kept_are_not_left_as_they_were() -> None:
    assert found("Results will be kept for eighteen months.", KEPT) == []
    assert found("The number of months for which results are kept has not been raised to eighteen.", KEPT) == ["AMD003"]


def test_a_second_set_or_the_third_criterion_is_no_number_that_is_announced() -> None:
    assert found("DCC has redrafted the third criterion in Section 3 of the TAD.", LIMIT) == []


def test_questions_in_a_column_of_references_are_no_parts_of_the_document() -> None:
    table = "| Ref | Question | Respondent views | DCC response |\n|---|---|---|---|\n| Q1 | Is it enough? | All agreed. | Noted. |\n"
    assert found(table) == []


TABLES = [
    "| Draft | Approved TAD | Change |\n|---|---|---|\n| Section 2.2 | Section 2.2 | Five Working Days |\n| Section 5 | None | Head |\n",
    "| No. | Section | Old words | New words |\n|---|---|---|---|\n| 1 | 2.2 | ten Working Days | five Working Days |\n",
    "| No. | Views | Decision and change |\n|---|---|---|\n| C1 | Too long. | Section 2.2: five Working Days are enough. |\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_changes_are_told_by_what_stands_in_them(table: str) -> None:
    assert "AMD003" not in found(table, NOTICE)


def test_a_row_that_names_a_part_and_says_nothing_of_it_is_read_with_the_others() -> None:
    table = "| No. | Section | Old words | New words |\n|---|---|---|---|\n| 1 | 2.2 | ten | five |\n| 2 | 4 | | |\n"
    assert "AMD003" not in found(table, NOTICE)


def test_what_only_keeps_the_numbers_is_no_new_text() -> None:
    gone = ("The Head of Testing decides on disputes.", "Not used.")
    assert found("DCC has removed the Head of Testing from Section 5.", gone) == []


def test_where_most_changes_are_told_of_nowhere_the_conclusions_are_not_understood() -> None:
    """They may tell of them in ways that nobody has thought of: that is said once, instead of a finding for each change."""
    changed = TAD
    for before, after in (NOTICE, LIMIT, KEPT, HEAD):
        changed = changed.replace(before, after)
    members = [
        ("conclusions", facts("conclusions", "conclusions", conclusions("DCC thanks the respondent."))),
        ("draft-tad", facts("draft", "tad", tad(TAD, "1.0", "Draft"))),
        ("tad", facts("final", "tad", tad(changed, "2.0", "Approved"))),
    ]
    crossed = crossing(members)
    assert [one.rule for one in crossed.findings] == []
    (reason,) = [one.reason for one in crossed.unchecked if one.rule == "AMD003"]
    assert reason.startswith("of 5 changes of substance seclint finds 5 told of nowhere")


@pytest.mark.parametrize(
    "response",
    [
        "Under Section {part} of the TAD, Users give only five Working Days' notice before they start.",
        "DCC has instead shortened, in Section {part}, the notice that Users give before they start to five Working Days.",
        "Users will give five Working Days' notice before they start, and {part} says so.",
    ],
)
def test_what_is_told_of_one_part_and_was_done_in_another_is_found(response: str) -> None:
    assert found(response.format(part="2.2"), NOTICE) == []
    assert "AMD001" in found(response.format(part="2.1"), NOTICE)
    watch = ("Users may watch it.", "Users may watch it and take notes.")
    assert "AMD002" in found(f"Section 2.1 now lets Users take notes. {response.format(part='2.1')}", NOTICE, watch)


def test_a_passage_that_is_as_it_was_beside_others_that_changed_was_not_amended() -> None:
    week = ("every week", "every fortnight")
    response = (
        "Section 4 of the TAD now has a report every fortnight. DCC has amended Section 4 so that results are kept for eighteen months."
    )
    assert found(response, week, KEPT) == []
    assert found(response, week) == ["AMD001"]
    assert found(response, week, ("kept for twelve months", "kept for fifteen months")) == ["AMD002"]


def test_a_sentence_that_the_views_quote_and_a_response_takes_out_must_be_gone() -> None:
    views = "One respondent objected to the sentence “The Head of Testing decides on disputes.”"
    response = "DCC agrees. We have deleted the sentence."
    gone = ("The Head of Testing decides on disputes.", "Disputes are rare.")
    assert "AMD001" not in found(response, gone, views=views)
    assert found(response, views=views) == ["AMD001"]


@pytest.mark.parametrize(
    "response",
    [
        "Has Section 2.2 of the TAD been changed? It has not.",
        "The results will still be kept for twelve months.",
        "A respondent asked for what stands below Table 1 to be clearer; nothing there has changed.",
    ],
)
def test_a_question_or_what_goes_on_as_before_claims_nothing(response: str) -> None:
    assert found(response) == []


def test_hours_of_the_day_are_no_old_and_new_number() -> None:
    hours = ("Users may watch it.", "Users may watch it from 09:00 to 13:00 on Saturdays.")
    assert found("The sentence in Section 2.1 by which Users watch it is longer: from 09:00 to 13:00 on Saturdays.", hours) == []


@pytest.mark.parametrize(
    "response",
    [
        "We have left Section 2.2 of the TAD as it is, since ten Working Days are enough.",
        "Section 2.2 of the TAD stays as it was.",
        "The notice has not been shortened: Section 2.2 is unchanged.",
    ],
)
def test_a_part_that_is_said_to_be_as_it_was_must_not_have_another_number(response: str) -> None:
    views = "One respondent wished five Working Days' notice before Users start."
    assert found(response, views=views) == []
    assert found(response, NOTICE, views=views) == ["AMD003"]
