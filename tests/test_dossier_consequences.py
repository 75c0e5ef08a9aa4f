"""What only follows from amendments, or points to where they are told of, claims nothing and needs no claim."""

import pytest
from test_dossier_claims import found

from seclint.facts.scopes import side_meant
from seclint.library import Library
from seclint.readers import markdown

BODY = """
# 1. Desk

The desk is open from eight to six. A caller hears a voice within a minute.

# 2. Limits

Table 1: Limits

| Grade | At exit |
|---|---|
| 2 | 5 |
| 3 | 12 |

The three grades of Table 1 are explained to every tester.

# 3. Approval

The TAD is to be presented to TAG on 8 June 2031 for approval.

# 4. Witnesses

A tester may bring a witness. Witnesses sit at the back.
"""
OPEN = ("from eight to six", "from seven to nine")
LIMIT = ("| 3 | 12 |", "| 3 | 9 |")
SILENT = " Witnesses sit at the back."
ROWS = "| No | Place in Issue 1.0 | {old} | {new} |\n|---|---|---|---|\n| 1 | Section 1 | eight to six | seven to nine |"

DECIDED = (
    "| No | Section | Request | Outcome | What the final TAD says |\n|---|---|---|---|---|\n"
    "| 1 | 4 | Say who may watch | Accepted | No change needed |\n| 2 | 1 | Longer hours | Accepted | Open from seven to nine |"
)


@pytest.mark.parametrize(
    ("response", "changes"),
    [
        ("The hours in Section 1 have been lengthened from seven to nine: see item 3.", (OPEN,)),
        ("DCC has deleted the last sentence of Section 4 (see row 12).", ((SILENT, ""),)),
        (ROWS.format(old="Issue 0.7", new="Issue 1.0"), (OPEN,)),
        ("The desk is now open from seven to nine (Section 1). Section 4 already says who may come.", (OPEN,)),
        ("The sentence below Table 1 now tells every tester of four grades.", (("three grades", "four grades"),)),
        (
            "The hours in Section 1 have been lengthened from seven to nine.",
            (OPEN, ("is to be presented to TAG on 8 June 2031 for approval", "was presented to TAG on 8 June 2031 and approved")),
        ),
        (
            DECIDED,
            (OPEN,),
        ),
    ],
)
def test_what_points_or_follows_is_no_finding(response: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert found(response, *changes, body=BODY) == []


def test_a_sentence_that_views_quote_may_be_taken_out_without_being_quoted_again() -> None:
    views = "One respondent disliked “Witnesses sit at the back”."
    assert found("The sentence has been deleted.", (SILENT, ""), body=BODY, views=views) == []


def test_a_column_of_another_version_tells_which_words_are_the_old_ones() -> None:
    assert found(ROWS.format(old="Issue 0.7", new="Issue 1.0"), body=BODY) != []


def test_references_to_paragraphs_follow_the_numbers_of_the_paragraphs() -> None:
    body = (
        "\n# 1. Desk\n\n1. The desk is open from eight to six on every day of the trials.\n\n2. A caller hears a voice within a minute.\n\n"
        "3. Calls are kept for a year in the green room.\n\n# 2. Records\n\n4. Calls are dealt with as paragraph 3 says.\n"
    )
    gone = ("2. A caller hears a voice within a minute.\n\n3. Calls", "2. Calls")
    response = "Paragraph 2 of the draft, on the voice that a caller hears, has been deleted."
    assert found(response, gone, ("\n4. Calls", "\n3. Calls"), ("paragraph 3 says", "paragraph 2 says"), body=body) == []


def test_the_number_before_has_become_is_the_one_of_the_draft() -> None:
    from seclint.facts import Facts

    facts = Facts(markdown.read(b"Section 4.4 has become Section 4.3.", "a.md"), Library())
    assert side_meant(facts, facts.mentions.references[0].span, ("draft",), ("become",)) == 0
