"""Where sentences end, and what quotation marks enclose."""

import pytest
from support.reading import document, facts


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        ("See SEC Section D10.18. DCC agrees.", ["See SEC Section D10.18.", "DCC agrees."]),
        (
            "It covers devices, e.g. DCC hubs, i.e. the new ones. It ends.",
            ["It covers devices, e.g. DCC hubs, i.e. the new ones.", "It ends."],
        ),
        ("See No. 5 and para. 12 of it. Then stop.", ["See No. 5 and para. 12 of it.", "Then stop."]),
        ("GBCS v4.2 is out. GBCS v4.3 follows.", ["GBCS v4.2 is out.", "GBCS v4.3 follows."]),
        ("J. R. Hartley wrote it. He signed.", ["J. R. Hartley wrote it.", "He signed."]),
        ("They chose Option B. DCC noted it.", ["They chose Option B.", "DCC noted it."]),
        ("It said “we agree.” The end came.", ["It said “we agree.”", "The end came."]),
        ("It said “we agree.”. The end came.", ["It said “we agree.”.", "The end came."]),
        ("(It was late.) Nobody came.", ["(It was late.)", "Nobody came."]),
        ("Do you agree? Please say why.", ["Do you agree?", "Please say why."]),
        ("It is dated 19.09.2023 and signed", ["It is dated 19.09.2023 and signed"]),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    known = facts(text)
    assert [known.document.quote(span) for span in known.sentences] == sentences


def test_a_sentence_does_not_cross_paragraphs() -> None:
    known = facts("The first paragraph has no stop\n\nThe second one has. It is short.")
    found = known.document.text.index("second")
    assert known.document.quote(known.sentence(known.sentences[1])) == "The second one has."
    assert known.document.text[found:].startswith("second")


def test_nested_quotations_know_their_depth() -> None:
    known = facts("It said “the term ‘draft’ is clear” twice.")
    assert [(known.document.quote(one.words), one.depth) for one in known.pairing.quotations] == [
        ("the term ‘draft’ is clear", 0),
        ("draft", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The respondents’ views aren’t in ‘Annex A’ of the firm’s paper.",
        "Back in the ‘90s the author‘s word processor turned marks.",
        "Choose a) this, b) that or iv) neither.",
        "The pipe is 5” wide.",
        "The range [0, 5) is half open.",
        'He wrote “closed with a straight mark" and went on.',
        "Call run() or Type.method( when ready.",
        "See https://dcc.example/a)b for it.",
        "“The first paragraph of a long quotation.\n\n“The second one.”",
        "It comprises (a list:\n\n- meters;\n\n- hubs).",
        "He wrote: “The plan is sound\n\nand will go ahead.”",
        '```\n{"a": [1,\n```',
    ],
)
def test_marks_that_need_no_partner(text: str) -> None:
    assert not facts(text).pairing.unpaired


@pytest.mark.parametrize(
    ("text", "mark", "opens"),
    [
        ("It said “the plan is sound. The rest followed.", "“", True),
        ("It said the plan is sound” and left.", "”", False),
        ("Devices (meters and hubs are ready.", "(", True),
        ("Devices meters and hubs) are ready.", ")", False),
        ("The text [as amended is ready.", "[", True),
        ("With changes both ‘on and ‘off’ in place.", "‘", True),
        ("It said “a” and “b and “c” too.", "“", True),
    ],
)
def test_marks_without_a_partner(text: str, mark: str, opens: bool) -> None:
    found = facts(text).pairing.unpaired
    assert [(document(text).quote(one.span), one.opens) for one in found] == [(mark, opens)]


def test_an_unclosed_quotation_is_not_closed_by_a_stray_mark_of_a_later_sentence() -> None:
    text = "It said “the plan is sound. The rest followed.\n\nThe other said the hubs are ready” at last."
    assert len(facts(text).pairing.unpaired) == 2
