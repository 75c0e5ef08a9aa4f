"""The text of a Word file is the final view; tracked changes, comments and notes are kept as data."""

from support.word_file import blocks, paragraph, read_word, run, texts

from seclint.model import Document

WHO = 'w:id="1" w:author="Ann" w:date="2027-01-04T09:00:00Z"'


def gone(words: str) -> str:
    return f"<w:del {WHO}><w:r><w:delText xml:space='preserve'>{words}</w:delText></w:r></w:del>"


def revisions(document: Document) -> list[tuple[str, str, str]]:
    """Kind, words in the text and lost words of each."""
    return [(revision.kind, document.quote(revision.span), revision.text) for revision in document.revisions]


def test_insertions_are_text_and_deletions_are_not() -> None:
    body = paragraph(run("Responses are due by ") + gone("Monday") + f"<w:ins {WHO}>{run('Tuesday')}</w:ins>" + run(" 7 October."))
    document = read_word(body)
    assert texts(document) == ["Responses are due by Tuesday 7 October."]
    assert revisions(document) == [("deletion", "", "Monday"), ("insertion", "Tuesday", "")]
    assert (document.revisions[0].author, document.revisions[0].date) == ("Ann", "2027-01-04T09:00:00Z")
    assert document.text[: document.revisions[0].span.start].endswith("due by")


def test_what_moved_stands_where_it_moved_to() -> None:
    body = paragraph(f"<w:moveFrom {WHO}>{run('First.')}</w:moveFrom>" + run("Second. ") + f"<w:moveTo {WHO}>{run('First.')}</w:moveTo>")
    document = read_word(body)
    assert texts(document) == ["Second. First."]
    assert revisions(document) == [("move", "", "First."), ("move", "First.", "")]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = paragraph("DCC has ", properties=f"<w:rPr><w:del {WHO}/></w:rPr>") + paragraph("amended Section 2.3.", style="Heading1")
    document = read_word(body + paragraph("Next."))
    assert texts(document) == ["DCC has amended Section 2.3.", "Next."]
    assert document.blocks[0].style == "heading 1"


def test_a_paragraph_deleted_as_a_whole_takes_no_number() -> None:
    from support.word_file import abstract, labels, level, num

    removed = paragraph(gone("Two"), number=(1, 0), properties=f"<w:rPr><w:del {WHO}/></w:rPr>")
    body = paragraph("One", number=(1, 0)) + removed + paragraph("Three", number=(1, 0))
    document = read_word(body, numbering=abstract(1, level(0, "%1.")) + num(1, 1))
    assert labels(document) == ["1", "2"]
    assert texts(document) == ["One", "Three"]


def test_changed_formatting_is_data() -> None:
    body = paragraph(
        run("Bold", f"<w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>") + run(" words"),
        properties=f"<w:pPrChange {WHO}><w:pPr/></w:pPrChange>",
    )
    assert revisions(read_word(body)) == [("formatting", "Bold", ""), ("formatting", "Bold words", "")]


def test_a_deleted_row_is_out_and_an_inserted_one_is_in() -> None:
    rows = "".join(
        f"<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:tcPr/>{paragraph(words)}</w:tc></w:tr>"
        for words, mark in (("kept", ""), ("gone", f"<w:del {WHO}/>"), ("new", f"<w:ins {WHO}/>"))
    )
    document = read_word(f"<w:tbl><w:tblPr/>{rows}</w:tbl>")
    assert [(block.cell.row if block.cell else None, document.quote(block.span)) for block in document.blocks] == [(0, "kept"), (2, "new")]
    assert [(kind, words.strip(), text.strip()) for kind, words, text in revisions(document)] == [
        ("deletion", "", "gone"),
        ("insertion", "new", ""),
    ]


def comment(identifier: int, words: str, paragraph_id: str) -> str:
    return (
        f'<w:comment w:id="{identifier}" w:author="Ann"><w:p w14:paraId="{paragraph_id}"><w:r><w:annotationRef/></w:r>{run(words)}</w:p>'
        "</w:comment>"
    )


def test_comments_stand_on_their_words_with_state_and_replies() -> None:
    body = (
        paragraph(
            run("DCC will ")
            + '<w:commentRangeStart w:id="0"/><w:commentRangeStart w:id="1"/>' + run("publish")
            + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
            + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>' + run(" the TAD.")
        )
        + paragraph(run("Here") + '<w:r><w:commentReference w:id="2"/></w:r>')
    )  # fmt: skip
    document = read_word(
        body,
        comments=comment(0, "When?", "0A") + comment(1, "In June.", "0B") + comment(2, "Check.", "0C") + comment(3, "Unanchored.", "0D"),
        commentsExtended='<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A" w15:done="0"/>',
    )
    assert [(document.quote(one.span), one.text, one.author, one.resolved, one.reply) for one in document.comments] == [
        ("publish", "When?", "Ann", True, False),
        ("publish", "In June.", "Ann", True, True),
        ("", "Check.", "Ann", False, False),
    ]


def note(identifier: int, words: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{identifier}"><w:p><w:r><w:{kind}Ref/></w:r>{run(" " + words)}</w:p></w:{kind}>'


def mark(identifier: int, kind: str = "footnote", more: str = "") -> str:
    return f'<w:r><w:{kind}Reference w:id="{identifier}"{more}/></w:r>'


def test_notes_are_lifted_out_and_numbered_in_the_order_of_their_marks() -> None:
    body = paragraph(run("A consultation") + mark(7) + run(" was") + mark(3, "endnote") + run(" issued.") + mark(2))
    document = read_word(
        body,
        footnotes='<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        + note(2, "Second.")
        + note(5, "Never referred to.")
        + note(7, "First."),
        endnotes=note(3, "At the end.", "endnote"),
    )
    assert blocks(document) == [
        ("paragraph", "", "A consultation was issued."),
        ("footnote", "1", "First."),
        ("footnote", "2", "Second."),
        ("footnote", "i", "At the end."),
    ]
    assert [(one.label, document.text[: one.at]) for one in document.notes] == [
        ("1", "A consultation"),
        ("i", "A consultation was"),
        ("2", "A consultation was issued."),
    ]


def test_a_mark_that_the_author_chose_does_not_count() -> None:
    chosen = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    body = paragraph(run("One") + chosen + run(" two") + mark(3))
    document = read_word(body, footnotes=note(2, "Starred.") + note(3, "Counted."))
    assert blocks(document)[0][2] == "One two"
    assert [(label, words) for _, label, words in blocks(document, "footnote")] == [("*", "Starred."), ("1", "Counted.")]


def test_notes_count_as_the_section_says() -> None:
    section = '<w:sectPr><w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    body = paragraph(run("One") + mark(2) + run(" two") + mark(3), properties=section) + paragraph(run("Three") + mark(4)) + section
    document = read_word(body, footnotes=note(2, "A.") + note(3, "B.") + note(4, "C."))
    assert [label for _, label, _ in blocks(document, "footnote")] == ["a", "b", "a"]


def test_a_deleted_note_mark_takes_its_note_along() -> None:
    body = paragraph(run("One") + f"<w:del {WHO}>{mark(2)}</w:del>" + run(" two") + mark(3))
    document = read_word(body, footnotes=note(2, "Gone.") + note(3, "Kept."))
    assert [(label, words) for _, label, words in blocks(document, "footnote")] == [("1", "Kept.")]


def test_a_note_of_several_paragraphs_is_one_block() -> None:
    notes = f'<w:footnote w:id="2">{paragraph("One.")}{paragraph("Two.")}</w:footnote>'
    assert blocks(read_word(paragraph(run("Text") + mark(2)), footnotes=notes)) == [
        ("paragraph", "", "Text"),
        ("footnote", "1", "One. Two."),
    ]
