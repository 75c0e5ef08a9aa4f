"""Rules that must be switched on: what they say of documents, and that the real conclusions document bears them out."""

import json
from pathlib import Path

import pytest
from support.reading import LIBRARY, RULES, findings, messages, quotes, results

from seclint.facts import Facts
from seclint.model import Finding, Span
from seclint.readers import markdown

ANALYSIS = """# Conclusions on the March 2031 SEC Release Testing Approach Document (TAD)

# 3. Analysis

## 3.1. Question 1

### Respondent Views

1. {views}

### DCC Response

2. {response}
"""


def analysis(views: str, response: str) -> str:
    return ANALYSIS.format(views=views, response=response)


@pytest.fixture(scope="module")
def known(shared: Path) -> Facts:
    file = shared / "real" / "conclusions-november-2023-tad.md"
    return Facts(markdown.read(file.read_bytes(), file.name), LIBRARY, as_of="2023-09-19")


class TestDirectQuestions:
    @pytest.mark.parametrize(
        ("asked", "answer"),
        [
            ("One respondent asked when UIT would open.", "DCC has updated Section 4 of the TAD to describe UIT."),
            ("One respondent sought clarification on how long the environment is open.", "The environment is open to all users."),
            ("A respondent asked DCC to confirm how many emulators there are.", "DCC has added the emulators to Section 4."),
            ("A respondent wrote: “Who will tell users of delays?”", "DCC notes the comment on delays."),
        ],
    )
    def test_a_definite_question_wants_a_definite_answer(self, asked: str, answer: str) -> None:
        assert quotes("RSP003", analysis(asked, answer)) == [asked]

    @pytest.mark.parametrize(
        ("asked", "answer"),
        [
            ("One respondent asked when UIT would open.", "UIT opens on 3 March 2031."),
            ("One respondent asked when UIT would open.", "UIT opens once SIT has ended."),
            ("One respondent asked how long the environment is open.", "It is open for six weeks."),
            ("A respondent asked who will tell users of delays.", "The service desk tells users by e-mail; each team has a contact."),
            ("A respondent asked for tests to begin when devices are there.", "DCC has amended Section 4."),
            ("A respondent agreed with when UIT opens.", "DCC notes the support."),
        ],
    )
    def test_an_answer_of_the_kind_that_was_asked_for_is_enough(self, asked: str, answer: str) -> None:
        assert quotes("RSP003", analysis(asked, answer)) == []


class TestNextSteps:
    @pytest.mark.parametrize(
        "text",
        [
            "DCC will publish the TAD.",
            "Testing begins on 3 March 2031.",
            "Parties are invited to the next meeting.",
            "No further action is required.",
            "| Publication of the TAD | 3 March 2031 |\n|---|---|\n| Start of SIT | 4 March 2031 |",
        ],
    )
    def test_whatever_is_still_to_come_is_a_next_step(self, text: str) -> None:
        assert quotes("QST006", f"# Conclusions\n\nDate: 1 March 2031\n\n# 5. Next Steps\n\n{text}\n") == []

    def test_what_has_been_done_is_none(self) -> None:
        text = "# Conclusions\n\nDate: 4 March 2031\n\n# 5. Next Steps\n\nThe approved TAD was published on 3 March 2031.\n"
        assert quotes("QST006", text) == ["Next Steps"]

    def test_a_section_without_words_holds_nothing(self) -> None:
        assert messages("QST006", "# 5. Next Steps\n\n# 6. Attachments\n\nAttachment 1: Plan\n") == ["“Next Steps” holds nothing"]


class TestHyphens:
    @pytest.mark.parametrize(
        ("text", "finds"),
        [
            ("The end-to-end tests are first. The end to end test is long.", ["end to end"]),
            ("A rollout follows. The roll-out ends, and a roll-out plan is made.", ["rollout"]),
            ("A two-week window, then a two week window and a two week window.", ["two-week"]),
        ],
    )
    def test_the_rarer_way_is_pointed_at(self, text: str, finds: list[str]) -> None:
        assert quotes("PUN004", text) == finds

    @pytest.mark.parametrize(
        "text",
        [
            "The go-live date is set, and DCC will go live dates apart.",
            "Device-specific tests differ; the device specific to SIT is new.",
            "They wrote “end to end tests”. The end-to-end tests are first.",
            "The commandLine entry has a command-line option.",
        ],
    )
    def test_other_words_are_left_alone(self, text: str) -> None:
        assert quotes("PUN004", text) == []


class TestLongForms:
    def test_every_place_is_shown_with_the_first(self) -> None:
        text = "Smart Metering Inventory (SMI) data; SMI is read. The Smart Metering Inventory grows.\n\nA Smart Metering Inventory ends."
        (finding,) = findings("TRM003", text, "tad")
        assert finding.message.startswith("“Smart Metering Inventory” is written out, although")
        assert [related.quote for related in finding.related] == ["Smart Metering Inventory (SMI)", "Smart Metering Inventory"]

    def test_an_abbreviation_that_is_never_used_is_another_fault(self) -> None:
        assert quotes("TRM003", "The Smart Metering Inventory (SMI) is new. The Smart Metering Inventory grows.", "tad") == []


class TestSelfNames:
    def test_a_name_left_over_from_the_consultation(self) -> None:
        text = "# Conclusions on the March 2031 SEC Release TAD\n\n# 1. Introduction\n\nThis consultation document gives the responses.\n"
        assert messages("NAM006", text) == [
            "The document calls itself “consultation document”; on its cover it is “Conclusions on the March 2031 SEC Release TAD”"
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "This consultation ran for four weeks.",
            "TAG had asked for a report, and this report is published.",
            "They wrote: “This consultation document is long.”",
        ],
    )
    def test_what_may_be_meant_otherwise_is_left_alone(self, text: str) -> None:
        assert quotes("NAM006", f"# Conclusions on the March 2031 SEC Release TAD\n\n# 1. Introduction\n\n{text}\n") == []


class TestTheRealDocument:
    @pytest.mark.parametrize("rule", ["RSP003", "RSP004", "PUN003", "WRD004", "QST006"])
    def test_what_should_be_found_is(self, known: Facts, shared: Path, rule: str) -> None:
        expected = json.loads((shared / "real" / "expected.json").read_text("utf-8"))["should_find"]
        wanted = [_plain(quote) for one in expected if one["rule"] == rule for quote in one["quotes"]]
        spans = [one.span for one in results(rule, known) if isinstance(one, Finding)]
        said = [_plain(known.document.quote(known.document.block_at(span.start).span)) for span in spans]
        assert len(said) == 1
        assert any(quote in said[0] or said[0] in quote for quote in wanted)

    def test_what_must_stay_silent_does(self, known: Facts, shared: Path) -> None:
        expected = json.loads((shared / "real" / "expected.json").read_text("utf-8"))["must_stay_silent"]
        starts = [(known.document.text.find(one["quote"]), len(one["quote"])) for one in expected]
        silent = [Span(start, start + length) for start, length in starts if start >= 0]
        off = [rule for rule in RULES.rules if not rule.default and {known.kind, "*"} & {*rule.applies}]
        found = [one for rule in off for one in results(rule.id, known) if isinstance(one, Finding)]
        assert len(silent) > 10
        assert not [(one.rule, one.quote) for one in found for span in silent if one.span.within(span)]


def _plain(text: str) -> str:
    return " ".join(text.replace("*", "").replace("#", "").split())
