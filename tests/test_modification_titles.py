"""Titles of modifications: what the built-in register says of them, and where it keeps silent."""

import re
from datetime import date

import pytest
from support.reading import LIBRARY, document, findings, quotes, results

from seclint.facts import Facts
from seclint.facts.modification_register import Entry, ModificationRegister, number_of
from seclint.model import Finding

TITLE = "# Conclusions on the November 2023 SEC Release Testing Approach Document (TAD)\n\n# 1. Background\n\n"
BATCH = "Incorporation of Category 2 Issue Resolution Proposals into the SEC – Batch"
REGISTER = LIBRARY.load("registers", "modifications", ModificationRegister)


def named(entry: Entry) -> str:
    return f"{entry.id}: {entry.title}"


class TestAgainstTheRegister:
    def test_another_figure_is_found_with_what_the_register_has_and_where_it_was_seen(self) -> None:
        (finding,) = findings("modification-title-mismatch", f"{TITLE}They noted that MP216 ‘{BATCH} 8’ changes GBCS.")
        assert finding.quote == f"MP216 ‘{BATCH} 8’"
        assert f"“{BATCH} 9”" in finding.message
        assert REGISTER.as_of in finding.message
        assert any("https://" in note for note in finding.notes)

    @pytest.mark.parametrize(
        ("number", "title"),
        [
            ("MP131", "Default maximum demand setting conflict"),
            ("SECMP0025", "Gas Network Party Access to Load Switching Information"),
            ("MP105", "Sending SR11.3 to Devices in Suspended State"),
            ("MP090", "Incorporation of Non-Mandated Alerts into the SEC"),
            ("MP115", "Changes to the old NCSC Good Practice Guides"),
        ],
    )
    def test_a_word_that_is_changed_or_dropped_or_put_in_is_found(self, number: str, title: str) -> None:
        assert quotes("NAM007", f"{TITLE}The scope holds {number} ‘{title}’.") == [f"{number} ‘{title}’"]

    def test_a_title_in_a_table_is_read_as_one_in_a_sentence(self) -> None:
        table = f"| Modification | Title |\n|---|---|\n| MP216 | {BATCH} 7 |\n| MP101 | Large Gas Meter Displays |\n"
        assert quotes("NAM007", TITLE + table) == ["MP216"]

    @pytest.mark.parametrize("words", [f"MP216, ‘{BATCH} 8’", f"‘{BATCH} 8’ (MP216)", f"“{BATCH} 8” [MP216]", f"MP216, titled “{BATCH} 8”"])
    def test_quoted_words_beside_a_number_are_its_title_where_they_are_nearly_that(self, words: str) -> None:
        (quote,) = quotes("NAM007", f"{TITLE}The TAD gives the full title of {words}.")
        assert quote == words.rstrip(")]")

    def test_what_is_only_said_beside_a_number_is_no_title(self) -> None:
        text = "On MP216, ‘We see no change.’ On MP131, “The tests are too short.” They asked for ‘more time’ (MP216)."
        assert quotes("NAM007", TITLE + text) == []

    def test_a_title_of_another_number_says_whose_it_is(self) -> None:
        (known,) = findings("NAM007", f"{TITLE}MP101 ‘Setting the Privacy Assessment Assurance Status’ is in scope.")
        (unknown,) = findings("NAM007", f"{TITLE}MP999 ‘Setting the Privacy Assessment Assurance Status’ is in scope.")
        assert "Large Gas Meter Displays" in known.message
        assert any("MP112" in note for note in known.notes)
        assert "MP112" in unknown.message

    def test_one_wrong_title_is_told_of_once(self) -> None:
        text = f"MP216 ‘{BATCH} 8’ is in scope.\n\nMP216 ‘{BATCH} 8’ changes GBCS.\n\nMP216 ‘{BATCH} 9’ was approved."
        (finding,) = findings("NAM007", TITLE + text)
        assert "Batch 8" in finding.quote
        assert len(finding.related) == 1

    @pytest.mark.parametrize(
        "words",
        [
            f"MP216 ‘{BATCH} 9’",
            f"DP216 “{BATCH.lower().capitalize()} 9”",
            f"MP216 ({BATCH} Nine)",
            f"MP216 ‘{BATCH.replace('–', '-')} 9’",
            "MP216 ‘Incorporation of Category 2 IRPs into the SEC – Batch 9’",
            "MP216 ‘Incorporation of Category 2 Issue Resolution Proposals …’",
            "MP216 ‘Category 2 Issue Resolution Proposals’",
            "MP216 ‘Incorporation of Catgeory 2 Issue Resolution Proposal into the SEC: Batch 9’",
            "MP102 ‘Power Outage Alerts triggered by an OTA firmware upgrade’",
            "MP077 ‘DCC Service Flags’",
        ],
    )
    def test_another_way_of_writing_it_is_the_same_title(self, words: str) -> None:
        assert quotes("NAM007", f"{TITLE}The scope holds {words}.") == []

    @pytest.mark.parametrize(
        "words",
        [
            "MP216 ‘Faster Replies to Meters’",
            "MP131 ‘Retry of Maximum Demand’",
            "MP911 ‘Change Coordination’",
            f"MP912 ‘{BATCH} 14’",
            "MP216 (changes to GBCS)",
        ],
    )
    def test_a_title_that_has_nothing_to_do_with_the_register_is_let_alone(self, words: str) -> None:
        assert quotes("NAM007", f"{TITLE}The scope holds {words}.") == []

    def test_a_title_that_a_users_own_register_adds_is_allowed(self) -> None:
        page = {"address": "https://example.org/mp216", "dated": "2031-01", "titles": {"MP216": f"{BATCH} 8"}}
        library = LIBRARY.extended({"modifications": {"page": [page]}})
        known = Facts(document(f"{TITLE}MP216 ‘{BATCH} 8’ and MP216 ‘{BATCH} 7’."), library, kind="conclusions")
        assert [one.quote for one in results("NAM007", known) if isinstance(one, Finding)] == [f"MP216 ‘{BATCH} 7’"]


class TestTheRegister:
    def test_every_page_is_dated_and_no_younger_than_the_register(self) -> None:
        for page in REGISTER.page:
            day = page.dated if page.dated.count("-") == 2 else f"{page.dated}-01"
            assert date.fromisoformat(day) <= date.fromisoformat(REGISTER.as_of)
            assert re.fullmatch(r"https://[\w.-]+/\S+", page.address)

    @pytest.mark.parametrize("entry", REGISTER.entries, ids=named)
    def test_every_title_is_its_own(self, entry: Entry) -> None:
        assert re.fullmatch(r"(?:SECMP\d{4}|[MD]P\d{3})[A-Z]?", entry.id)
        assert quotes("NAM007", f"{TITLE}{entry.id} “{entry.title}” is in scope.") == []

    def test_letters_and_noughts_before_a_number_make_no_other_modification(self) -> None:
        assert {number_of(one) for one in ("MP077", "DP077", "SECMP0077", "MP 77")} == {"77"}
        assert number_of("MP102A") == "102A"
