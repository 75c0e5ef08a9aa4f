"""Versions, Releases and abbreviations: what the findings say, and what they leave alone."""

import pytest
from support.reading import findings, quotes

TITLE = "# Conclusions on the November 2023 SEC Release Testing Approach Document (TAD)\n\n# 1. Background\n\n"


class TestVersionWriting:
    def test_the_usual_way_of_writing_is_offered(self) -> None:
        text = "It supports GBCS v4.2.\n\nThe approved TAD (V2.0) is published.\n\nAttachment 1: Testing Approach Document (TAD) v2.0"
        (finding,) = findings("version-written-two-ways", TITLE + text)
        assert finding.quote == "V2.0"
        assert finding.fix is not None
        assert (finding.fix.with_, finding.fix.safe) == ("v2.0", True)

    @pytest.mark.parametrize(
        "text", ["It supports GBCS v4.2 and DUIS V4.2.", "It supports GBCS v4.1, v4.2 and v4.3.", "TAD v2.0 and TAD v2.0."]
    )
    def test_other_documents_and_other_numbers_do_not_clash(self, text: str) -> None:
        assert quotes("VER001", TITLE + text) == []


class TestVersionConflict:
    def test_the_number_that_is_cited_less_is_the_wrong_one(self) -> None:
        text = """The approved TAD v2.0 is published.

TAG approved the TAD v2.1.

# 2. Attachments

Attachment 1: November 2023 SEC Release TAD v2.0"""
        (finding,) = findings("version-conflict", TITLE + text)
        assert finding.quote == "v2.1"

    @pytest.mark.parametrize(
        "text",
        [
            "DCC consulted on the draft TAD v0.9. The approved TAD v2.0 is published.",
            "The emulators were approved for GBCS v4.1, GBCS v4.2 and GBCS v4.3.",
            "The approved TAD v2.0 replaces TAD v1.0.",
            "The approved June 2022 SEC Release TAD v3.0 was used. The approved TAD v2.0 is published.",
        ],
    )
    def test_versions_in_other_roles_do_not_clash(self, text: str) -> None:
        assert quotes("VER003", TITLE + text) == []


class TestReleaseName:
    def test_the_month_of_the_consultation_is_not_the_release(self) -> None:
        (finding,) = findings("wrong-release", TITLE + "Respondents supported the draft June 2023 TAD attached to the consultation.")
        assert finding.quote == "June 2023 TAD"
        assert finding.fix is not None
        assert finding.fix.with_ == "November 2023 TAD"

    @pytest.mark.parametrize(
        "text",
        [
            "The November 2023 TAD is published.",
            "It was tested for the June 2022, November 2022 SEC Releases.",
            "The June 2022 SEC Release TAD said so.",
            "The June 2022 SEC Release came first; the June 2022 TAD said so.",
            "DCC consulted on the draft TAD in June 2023.",
        ],
    )
    def test_other_releases_may_be_named(self, text: str) -> None:
        assert quotes("NAM001", TITLE + text) == []


class TestAbbreviations:
    def test_a_known_abbreviation_is_spelled_out_for_the_author(self) -> None:
        (finding,) = findings("undefined-abbreviation", TITLE + "Under SEC Section D10.18 the SEC asks for tests.")
        assert finding.message == "SEC is used twice and never defined (Smart Energy Code)"
        assert finding.fix is not None
        assert finding.fix.with_ == "Smart Energy Code (SEC)"

    def test_each_is_reported_once_at_its_first_use(self) -> None:
        text = "The CSP and the GBCS are ready. The CSP agrees.\n\nThe CSP is paid."
        assert quotes("TRM001", TITLE + text) == ["CSP", "GBCS"]
