"""Plain text is read by its numbering, with lines joined that only their width broke."""

from seclint.readers.markdown import read


def blocks(text: str) -> list[tuple[str, str, str]]:
    document = read(text.encode(), "consultation.txt")
    return [(block.kind, block.label, document.quote(block.span)) for block in document.blocks]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "DCC consulted all parties on the\ndraft of the document, which was\npublished in June.\n\nIt received 12\nresponses.\n"
    assert blocks(text) == [
        ("paragraph", "", "DCC consulted all parties on the draft of the document, which was published in June."),
        ("paragraph", "", "It received 12 responses."),
    ]


def test_headings_are_told_by_number_capitals_or_underline() -> None:
    text = "1. Introduction\n\nDCC consulted.\n\n2.1 Views of respondents\n\nMIXED VIEWS\n\nDecision\n--------\n\nDone.\n"
    assert blocks(text) == [
        ("heading", "1", "Introduction"),
        ("paragraph", "", "DCC consulted."),
        ("heading", "2.1", "Views of respondents"),
        ("heading", "", "MIXED VIEWS"),
        ("heading", "", "Decision"),
        ("paragraph", "", "Done."),
    ]


def test_numbered_sentences_are_paragraphs_though_no_line_between_them_is_blank() -> None:
    text = "17. DCC consulted all parties\n    in June.\n18. It received 12 responses.\n"
    assert blocks(text) == [("paragraph", "17", "DCC consulted all parties in June."), ("paragraph", "18", "It received 12 responses.")]


def test_limbs_and_bullets_are_items() -> None:
    text = "DCC will:\n(a) test; and\n(b) report.\n\n• at once\n• in June\n\n- or later\n"
    assert blocks(text) == [
        ("paragraph", "", "DCC will:"),
        ("item", "(a)", "test; and"),
        ("item", "(b)", "report."),
        ("item", "•", "at once"),
        ("item", "•", "in June"),
        ("item", "•", "or later"),
    ]


def test_contents_and_fields_keep_their_lines() -> None:
    text = "Version: 1.0\nDate: 4 May 2026\n\nContents\n\n1. Introduction ....... 3\n2. Views .............. 4\n"
    assert blocks(text) == [
        ("paragraph", "", "Version: 1.0"),
        ("paragraph", "", "Date: 4 May 2026"),
        ("paragraph", "", "Contents"),
        ("contents", "1", "Introduction"),
        ("contents", "2", "Views"),
    ]


def test_each_line_below_contents_is_an_entry() -> None:
    text = "Contents\n\n1 Scope\n1.1 What is new\n2 Phases\n\n1 Scope\n\n1.1 What is new\n\n2 Phases\n\nWords.\n"
    assert blocks(text) == [
        ("paragraph", "", "Contents"),
        ("contents", "1", "Scope"),
        ("contents", "1.1", "What is new"),
        ("contents", "2", "Phases"),
        ("heading", "1", "Scope"),
        ("heading", "1.1", "What is new"),
        ("heading", "2", "Phases"),
        ("paragraph", "", "Words."),
    ]


def test_markup_is_text() -> None:
    assert blocks("It is **so** <insert date> &amp; {++more++}.\n") == [("paragraph", "", "It is **so** <insert date> &amp; {++more++}.")]


def test_every_character_knows_its_line_and_column() -> None:
    text = "1. Introduction\n\n  DCC consulted\r\nall parties.\n\f\n(a) one\n"
    document = read(text.encode(), "test.txt")
    lines = text.replace("\r\n", "\n").split("\n")
    for at, character in enumerate(document.text):
        origin = document.origin_at(at)
        if not character.isspace():
            assert origin is not None
            assert lines[origin.item - 1][origin.offset + at - origin.start] == character
