"""The one builder that every reader writes through: text is folded the same way whatever its format, and its origins stay right."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seclint.model import Document, Origin
from seclint.readers.builder import Builder, normalise

SPECIAL = "\xa0\xad\t\n\r\x00\x0b\x85\u2003\u200b\u2011\u202e\u2028\ufeffﬁﬃ \u3000"
written = st.lists(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from(SPECIAL)), max_size=12), max_size=6)


def built(*texts: str) -> Document:
    """A paragraph written in stretches, each an item of its own."""
    builder = Builder()
    builder.open("paragraph", label="1")
    for item, text in enumerate(texts):
        builder.write(text, 0, item)
    builder.close()
    return builder.finish(path="test", format="text", sha256="", parts=["test"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("DCC\xa0consulted\u2003all\t\n parties", "DCC consulted all parties"),
        ("  DCC  ", "DCC"),
        ("con\xadsult", "consult"),
        ("e\u2011mail", "e-mail"),
        ("ﬁnal oﬃce ﬂow", "final office flow"),
        ("\ufeffD\u200bC\u2060C\u202e", "DCC"),
        ("a\x00b\x07c\x7f", "abc"),
        ("one\x85two\u2028three\u3000four", "one two three four"),
        ("“so” – ‘it’ — is…", "“so” – ‘it’ — is…"),
    ],
)
def test_text_is_folded(text: str, expected: str) -> None:
    assert built(text).text == expected + "\n"
    assert normalise(text) == expected


@given(written)
def test_stretches_join_to_what_normalising_the_whole_gives(texts: list[str]) -> None:
    assert built(*texts).text == normalise("".join(texts)) + "\n"


@given(written)
def test_every_character_has_the_place_it_came_from(texts: list[str]) -> None:
    document = built(*texts)
    for at, character in enumerate(document.text[:-1]):
        origin = document.origin_at(at)
        assert origin is not None
        source = texts[origin.item][origin.offset + at - origin.start]
        assert character in (normalise(source) or " ")


@given(written)
def test_origins_stand_in_order_and_never_overlap(texts: list[str]) -> None:
    origins = built(*texts).origins
    assert all(origin.start < origin.end for origin in origins)
    assert all(before.end <= after.start for before, after in pairwise(origins))


def test_a_ligature_has_one_place_for_all_its_letters() -> None:
    document = built("a ﬃ b")
    assert document.text == "a ffi b\n"
    origins = [document.origin_at(at) for at in (2, 3, 4)]
    assert [origin.offset + at - origin.start for at, origin in zip((2, 3, 4), origins, strict=True) if origin] == [2, 2, 2]


def test_words_that_the_file_does_not_hold_have_no_origin() -> None:
    builder = Builder()
    builder.open("paragraph")
    builder.write("Question 1: ", -1, 0)
    builder.write("Do you agree?", 0, 4)
    builder.close()
    document = builder.finish(path="test", format="docx", sha256="")
    assert document.text == "Question 1: Do you agree?\n"
    assert document.origins == (Origin(12, 25, 0, 4, 0),)


def test_a_joint_is_a_space_only_between_words() -> None:
    builder = Builder()
    builder.open("paragraph")
    builder.joint()
    builder.write("one", 0, 0)
    builder.joint()
    builder.joint()
    builder.write(" two", 0, 1)
    builder.joint()
    builder.close()
    assert builder.finish(path="test", format="pdf", sha256="").text == "one two\n"


def test_a_note_stands_behind_the_word_before_it() -> None:
    builder = Builder()
    builder.open("paragraph")
    builder.write("consulted ", 0, 0)
    builder.note("1")
    builder.write("on it", 0, 1)
    builder.close()
    document = builder.finish(path="test", format="docx", sha256="")
    assert document.text == "consulted on it\n"
    assert [(note.label, note.at) for note in document.notes] == [("1", len("consulted"))]


def test_positions_are_where_the_next_word_begins_and_the_last_one_ended() -> None:
    builder = Builder()
    builder.open("paragraph")
    builder.write("one ", 0, 0)
    assert (builder.end_position(), builder.position()) == (3, 4)


def test_only_cells_and_labelled_blocks_may_be_empty() -> None:
    builder = Builder()
    for kind, label in (("paragraph", ""), ("cell", ""), ("item", "•")):
        builder.open(kind, label=label)  # type: ignore[arg-type]
        builder.write(" \t", 0, 0)
        builder.close()
    document = builder.finish(path="test", format="docx", sha256="")
    assert [block.kind for block in document.blocks] == ["cell", "item"]
    assert document.text == "\n\n"


def test_blocks_are_opened_and_closed_in_turn() -> None:
    builder = Builder()
    with pytest.raises(ValueError, match="no block"):
        builder.close()
    builder.open("paragraph")
    with pytest.raises(ValueError, match="open already"):
        builder.open("paragraph")
