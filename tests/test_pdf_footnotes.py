"""Which lines at the foot of a PDF page are footnotes, and of which mark."""

from support.sheets import Words, marked, prose, sheets

from seclint.model import Document
from seclint.readers.pdf import read

FULL = "The Panel considered the approach that DCC set out for the release and agreed to it all"
BODY = prose([f"{FULL}."] * 6, 700)


def note(text: str, y: float = 80.0) -> Words:
    return Words(72, y, text, 8.5)


def footnotes(document: Document) -> list[tuple[str, str]]:
    return [(block.label, document.quote(block.span)) for block in document.blocks if block.kind == "footnote"]


def test_marks_that_are_printed_and_not_raised_begin_footnotes_too() -> None:
    page = [*marked("This was agreed", "1", " by the Panel.", 740), *marked("It was also agreed", "2", " by Ofgem.", 726), *BODY]
    document = read(sheets([*page, note("1 See the first paper."), note("2 See the second paper.", 69)]), "notes.pdf")
    assert footnotes(document) == [("1", "See the first paper."), ("2", "See the second paper.")]


def test_small_print_on_a_later_page_is_no_footnote_because_it_begins_with_a_figure() -> None:
    first = [*marked("This was agreed", "1", " by the Panel.", 740), *BODY, note("1 See the first paper.")]
    document = read(sheets(first, [*BODY, note("1 work-hour costs £85 in all.")]), "notes.pdf")
    assert footnotes(document) == [("1", "See the first paper.")]
    assert "1 work-hour costs £85 in all." in document.text


def test_the_next_page_may_hold_the_footnote_of_a_mark_at_the_foot_of_this_one() -> None:
    first = [*BODY, *marked("This was agreed", "1", " by the Panel.", 90)]
    document = read(sheets(first, [*BODY, note("1 See the first paper.")]), "notes.pdf")
    assert footnotes(document) == [("1", "See the first paper.")]


def test_a_footnote_that_breaks_off_goes_on_at_the_foot_of_the_next_page() -> None:
    first = [*marked("This was agreed", "1", " by the Panel.", 740), *BODY, note("1 The paper was put before the meeting in May, and the")]
    document = read(sheets(first, [*BODY, note("minutes of it say who agreed.")]), "notes.pdf")
    assert footnotes(document) == [("1", "The paper was put before the meeting in May, and the minutes of it say who agreed.")]


def test_a_new_sentence_in_small_print_does_not_go_on_with_a_footnote() -> None:
    first = [*marked("This was agreed", "1", " by the Panel.", 740), *BODY, note("1 See www.dcc.example/papers")]
    document = read(sheets(first, [*BODY, note("Source: DCC")]), "notes.pdf")
    assert footnotes(document) == [("1", "See www.dcc.example/papers")]


def test_numbers_may_begin_again_on_every_page() -> None:
    pages = [
        [*marked(f"This {verb}", "1", " by the Panel.", 740), *BODY, note(f"1 {said}")]
        for verb, said in (("was agreed", "See the paper."), ("became void", "In May."))
    ]
    assert footnotes(read(sheets(*pages), "notes.pdf")) == [("1", "See the paper."), ("1", "In May.")]


def test_footnotes_as_big_as_the_body_are_known_by_their_raised_marks() -> None:
    page = [*marked("This was agreed", "1", " by the Panel.", 740), *BODY, *marked("", "1", " See the first paper.", 80)]
    document = read(sheets(page), "notes.pdf")
    assert footnotes(document) == [("1", "See the first paper.")]
    assert [note.label for note in document.notes] == ["1"]


def test_footnotes_as_big_as_the_body_may_have_printed_marks_if_they_stand_apart_from_it() -> None:
    text = [*marked("This was agreed", "1", " by the Panel.", 740), *BODY]
    assert footnotes(read(sheets([*text, Words(72, 80, "1 See the paper.")]), "notes.pdf")) == [("1", "See the paper.")]
    assert footnotes(read(sheets([*text, Words(72, BODY[-1].y - 16, "1 See the paper.")]), "notes.pdf")) == []


def test_marks_may_be_roman() -> None:
    page = [*marked("This was agreed", "ii", " by the Panel.", 740), *BODY, note("ii See the first paper.")]
    document = read(sheets(page), "notes.pdf")
    assert footnotes(document) == [("ii", "See the first paper.")]
    assert "This was agreed by the Panel." in document.text


def test_what_begins_with_a_raised_mark_that_the_text_does_not_hold_is_no_footnote() -> None:
    document = read(sheets([*BODY, *marked("", "2", " See the first paper.", 80)]), "notes.pdf")
    assert footnotes(document) == []


def test_the_next_number_at_the_foot_is_a_footnote_though_nothing_in_the_text_bears_it() -> None:
    page = [
        *marked("This was agreed", "1", " by the Panel.", 740),
        *BODY,
        note("1 See the first paper."),
        note("2 See the second paper.", 69),
    ]
    document = read(sheets(page), "notes.pdf")
    assert footnotes(document) == [("1", "See the first paper."), ("2", "See the second paper.")]
    assert [mark.label for mark in document.notes] == ["1"]


def test_a_figure_in_the_middle_of_a_footnote_begins_none() -> None:
    lines = [note("1 The Panel met in each of the last"), note("2 years, and agreed.", 69)]
    document = read(sheets([*marked("This was agreed", "1", " by the Panel.", 740), *BODY, *lines]), "notes.pdf")
    assert footnotes(document) == [("1", "The Panel met in each of the last 2 years, and agreed.")]


def test_a_mark_behind_a_word_is_one_whatever_its_number_where_there_are_footnotes() -> None:
    page = [*marked("This was agreed", "1", " by the Panel.", 740), *marked("It was also agreed", "7", " by Ofgem.", 726), *BODY]
    assert [mark.label for mark in read(sheets([*page, note("1 See the first paper.")]), "notes.pdf").notes] == ["1", "7"]
    assert [mark.label for mark in read(sheets(page[6:]), "notes.pdf").notes] == []


def test_a_power_is_no_mark() -> None:
    page = [*marked("This was agreed", "1", " by the Panel.", 740), *marked("The room has 100 m", "7", " in all.", 726), *BODY]
    assert [mark.label for mark in read(sheets([*page, note("1 See the first paper.")]), "notes.pdf").notes] == ["1"]


def test_a_label_that_is_drawn_apart_takes_its_raised_mark_along_to_its_line() -> None:
    label = [Words(66, 744, "*", 6.5), Words(72, 740, "1.")]
    document = read(sheets([Words(110, 740, "This was agreed by the Panel."), *BODY, *label]), "notes.pdf")
    assert "This was agreed by the Panel." in document.text
    assert [mark.label for mark in document.notes] == ["*"]
