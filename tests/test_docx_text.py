"""Everything a reader of the printed Word document sees is text, in reading order, once."""

import pytest
from support.word_file import STYLES, blocks, instruction, paragraph, part, read_word, run, texts, word_file

from seclint.errors import UnreadableDocument
from seclint.model import Cell, Document
from seclint.readers import builder
from seclint.readers.docx import items, read
from seclint.readers.docx.package import Package

BOX = "<w:txbxContent>{}</w:txbxContent>"


def anchored(content: str) -> str:
    """A text box as Word writes it: the same words for newer and for older programs."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx>'
        + BOX.format(content)
        + "</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        + BOX.format(content)
        + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cells(document: Document) -> list[tuple[int, int, int, str]]:
    return [
        (block.cell.table, block.cell.row, block.cell.column, document.quote(block.span))
        for block in document.blocks
        if block.cell is not None
    ]


def test_headings_are_what_is_styled_so_and_bold_words_are_not() -> None:
    styles = (
        STYLES
        + '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Numbered HEADING 3"/></w:style>'
        + '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="House"/><w:basedOn w:val="Heading2"/></w:style>'
        + '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="TOC Heading"/><w:basedOn w:val="Heading1"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        + '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="Table Heading 1"/></w:style>'
    )
    body = (
        paragraph("Testing approach", style="Title")
        + paragraph("Contents", style="c")
        + paragraph("Scope", style="Heading1")
        + paragraph("Devices", style="b")
        + paragraph("Emulators", style="a")
        + paragraph("Dates", properties='<w:outlineLvl w:val="2"/>')
        + paragraph("Values", style="d")
        + paragraph(run("Next steps", "<w:b/>"))
    )
    document = read_word(body, styles=styles)
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("title", 1),
        ("heading", 1),
        ("heading", 1),
        ("heading", 2),
        ("heading", 3),
        ("heading", 3),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_a_numbered_clause_that_only_borrows_an_outline_level_is_a_paragraph() -> None:
    sentence = "DCC shall provide the test environment to each Testing Participant by the date in the plan."
    assert blocks(read_word(paragraph(sentence, properties='<w:outlineLvl w:val="1"/>'))) == [("paragraph", "", sentence)]


def test_tabs_breaks_hyphens_and_symbols_are_characters() -> None:
    body = paragraph(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t>"
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FC"/><w:cr/><w:t>f</w:t></w:r>'
    )
    assert texts(read_word(body)) == ["a b c-de≥✓ f"]


def test_white_space_at_the_ends_of_a_run_counts_only_when_it_is_to_be_kept() -> None:
    body = paragraph('<w:r><w:t>DCC </w:t><w:t xml:space="preserve">Key </w:t><w:t>Infra</w:t><w:t>structure</w:t></w:r>')
    assert texts(read_word(body)) == ["DCCKey Infrastructure"]


def test_content_controls_hold_text_at_every_level() -> None:
    body = (
        control(paragraph("Block"))
        + table(control(row(control(cell(paragraph("Row and cell"))))))
        + f"<w:p>{run('In ')}{control(run('the run'))}</w:p>"
        + f"<w:customXml><w:p><w:smartTag>{run('Tagged')}</w:smartTag></w:p></w:customXml>"
    )
    assert texts(read_word(body)) == ["Block", "Row and cell", "In the run", "Tagged"]


def test_a_text_box_is_read_once_after_the_paragraph_it_is_anchored_in() -> None:
    body = paragraph(run("Before ") + anchored(paragraph("In the box")) + run("and after")) + paragraph("Next")
    assert texts(read_word(body)) == ["Before and after", "In the box", "Next"]


def test_what_only_older_programs_can_show_is_read_too() -> None:
    body = paragraph(
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"><w:unknown/></mc:Choice>'
        "<mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read_word(body)) == ["☺"]


def test_a_fraction_keeps_its_bar() -> None:
    body = "<w:p><m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath></w:p>"
    assert texts(read_word(body)) == ["1/2"]


def test_cells_have_their_places_and_empty_ones_are_kept() -> None:
    body = table(
        row(cell(paragraph("Version"), '<w:gridSpan w:val="2"/>'), cell(paragraph("Date"))),
        row(cell(paragraph()), cell(paragraph("v2.0") + paragraph() + paragraph("final")), cell(paragraph("June"))),
        row(cell(paragraph("late")), properties='<w:gridBefore w:val="1"/>'),
    )
    assert cells(read_word(body)) == [
        (0, 0, 0, "Version"),
        (0, 0, 2, "Date"),
        (0, 1, 0, ""),
        (0, 1, 1, "v2.0"),
        (0, 1, 1, "final"),
        (0, 1, 2, "June"),
        (0, 2, 1, "late"),
    ]


def test_a_cell_merged_downwards_stands_once() -> None:
    body = table(
        row(cell(paragraph("SIT"), '<w:vMerge w:val="restart"/>'), cell(paragraph("a"))),
        row(cell(paragraph(), "<w:vMerge/>"), cell(paragraph("b"))),
        row(cell(paragraph("UIT"), '<w:vMerge w:val="restart"/>'), cell(paragraph("c"))),
    )
    assert cells(read_word(body)) == [(0, 0, 0, "SIT"), (0, 0, 1, "a"), (0, 1, 1, "b"), (0, 2, 0, "UIT"), (0, 2, 1, "c")]


def test_a_nested_table_has_a_number_of_its_own() -> None:
    inner = table(row(cell(paragraph("inner"))))
    body = table(row(cell(paragraph("outer") + inner + paragraph()), cell(paragraph("beside")))) + table(row(cell(paragraph("next"))))
    assert cells(read_word(body)) == [(0, 0, 0, "outer"), (1, 0, 0, "inner"), (0, 0, 1, "beside"), (2, 0, 0, "next")]


def test_a_field_shows_its_cached_words_and_keeps_its_instruction() -> None:
    body = paragraph(
        run("See ") + instruction(r"REF _Ref1 \r \h", run("3.2"), attributes=' w:dirty="true"') + run(" of ")
        + f'<w:fldSimple w:instr=" DOCPROPERTY Name ">{run("the TAD")}</w:fldSimple>'
    )  # fmt: skip
    document = read_word(body)
    assert texts(document) == ["See 3.2 of the TAD"]
    assert [(field.instruction, document.quote(field.span), field.dirty) for field in document.fields] == [
        (r"REF _Ref1 \r \h", "3.2", True),
        ("DOCPROPERTY Name", "the TAD", False),
    ]


def test_a_field_inside_an_instruction_is_not_printed() -> None:
    inner = instruction("PAGE", run("7"))
    body = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>' + inner
        + '<w:r><w:instrText> = 1</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("first")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert texts(read_word(body)) == ["first"]


def test_fields_that_end_where_none_began_do_no_harm() -> None:
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = paragraph(end + f'<w:fldSimple w:instr="PAGE">{end}{run("2")}{open_field}</w:fldSimple>' + run(" of 4"))
    assert texts(read_word(body)) == ["2 of 4"]


def test_a_field_that_never_ends_hides_nothing() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    body = paragraph(run("Page ") + begin) + paragraph(run("See ") + instruction("REF a", run("3.2"))) + paragraph(run("The end."))
    assert texts(read_word(body)) == ["Page", "See 3.2", "The end."]


def test_the_entry_chosen_in_a_form_is_printed() -> None:
    body = paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="No"/>'
        '<w:listEntry w:val="Yes"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert texts(read_word(body)) == ["Yes"]


def test_contents_entries_are_taken_apart() -> None:
    def entry(label: str, words: str, page: str) -> str:
        return f"<w:r><w:t>{label}</w:t><w:tab/><w:t>{words}</w:t><w:tab/></w:r>" + instruction("PAGEREF _Toc1", run(page))

    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r>'
    body = (
        paragraph("Contents")
        + paragraph(begin + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + entry("1.", "Context", "3"), style="TOC1")
        + paragraph(entry("1.1", "Background", "3"), style="TOC2")
        + paragraph(entry("2", "Analysis", "iv"))
        + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
        + paragraph("Context", style="Heading1")
    )
    document = read_word(body)
    assert [(block.kind, block.level, block.label, document.quote(block.span), block.page_label) for block in document.blocks] == [
        ("heading", 1, "", "Contents", ""),
        ("contents", 1, "1", "Context", "3"),
        ("contents", 2, "1.1", "Background", "3"),
        ("contents", 1, "2", "Analysis", "iv"),
        ("heading", 1, "", "Context", ""),
    ]


def test_a_caption_may_be_typed_in_any_style() -> None:
    document = read_word(paragraph("Table 2: Test phases") + paragraph("Table 2 shows the phases."))
    assert blocks(document) == [("caption", "Table 2", "Test phases"), ("paragraph", "", "Table 2 shows the phases.")]


def test_captions_have_their_number_as_label() -> None:
    body = (
        paragraph(run("Table ") + instruction("SEQ Table", run("4")) + run(": Test phases"), style="Caption")
        + paragraph(run("Figure ") + instruction("SEQ Figure", run("1")) + run(" – Environments"))
        + paragraph("Source: DCC", style="Caption")
    )
    assert blocks(read_word(body)) == [
        ("caption", "Table 4", "Test phases"),
        ("caption", "Figure 1", "Environments"),
        ("caption", "", "Source: DCC"),
    ]


def test_links_have_their_targets() -> None:
    body = paragraph(
        f'<w:hyperlink r:id="h" w:anchor="top">{run("the site")}</w:hyperlink>{run(", ")}'
        f'<w:hyperlink w:anchor="_Ref2">{run("section 2")}</w:hyperlink>{run(", ")}'
        + instruction('HYPERLINK "https://b.example"', run("b"))
    )
    document = read_word(body, links={"h": ("hyperlink", "https://a.example")})
    assert [(document.quote(link.span), link.target) for link in document.links] == [
        ("the site", "https://a.example#top"),
        ("section 2", "#_Ref2"),
        ("b", "https://b.example"),
    ]


def test_hidden_highlighted_and_white_words_are_marked() -> None:
    body = paragraph(
        run("Seen")
        + run(" secret", "<w:vanish/>")
        + run(" check", '<w:highlight w:val="yellow"/>')
        + run(" this", '<w:highlight w:val="yellow"/>')
        + run(" ghost", '<w:color w:val="FFFFFF"/>')
        + run(" shown", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="0070C0"/>')
    )
    document = read_word(body)
    assert texts(document) == ["Seen check this ghost shown"]
    assert [(mark.kind, document.quote(mark.span), mark.detail) for mark in document.marks] == [
        ("hidden", "", " secret"),
        ("highlight", "check this", "yellow"),
        ("invisible", "ghost", "white text"),
    ]


def test_white_words_on_a_coloured_cell_or_style_are_no_marks() -> None:
    white = run("Header", '<w:color w:val="FFFFFF"/>')
    styles = (
        STYLES + '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow"><w:tcPr>'
        '<w:shd w:val="clear" w:fill="1F497D"/></w:tcPr></w:tblStylePr></w:style>'
    )
    body = table(row(cell(paragraph(white), '<w:shd w:val="clear" w:fill="1F497D"/>')))
    body += '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>' + row(cell(paragraph(white))) + "</w:tbl>"
    assert read_word(body, styles=styles).marks == ()


def test_running_headers_and_footers_in_use_stand_once_at_the_end() -> None:
    section = (
        '<w:sectPr>{}<w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="even" r:id="h3"/>'
        '<w:footerReference w:type="default" r:id="f1"/>{}</w:sectPr>'
    )
    body = (
        paragraph("One", properties=section.format("", ""))
        + paragraph("Two")
        + section.format('<w:headerReference w:type="first" r:id="h2"/>', "<w:titlePg/>")
    )
    links = {name: ("header" if name[0] == "h" else "footer", f"{name}.xml") for name in ("h1", "h2", "h3", "f1")}
    raw = {
        "word/h1.xml": part("hdr", paragraph("DCC Public")),
        "word/h2.xml": part("hdr", paragraph("DCC") + paragraph("Public")),
        "word/h3.xml": part("hdr", paragraph("Never printed")),
        "word/f1.xml": part("ftr", paragraph(run("Page ") + instruction("PAGE", run("2")))),
    }
    assert blocks(read_word(body, links=links, raw=raw)) == [
        ("paragraph", "", "One"),
        ("paragraph", "", "Two"),
        ("header", "", "DCC Public"),
        ("footer", "", "Page 2"),
    ]


def test_an_item_of_the_file_stands_behind_every_character() -> None:
    tab_stop = '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>'
    body = (
        paragraph(run("One\u00a0two ") + "<w:r><w:tab/><w:t>three</w:t></w:r>", properties=tab_stop)
        + paragraph(run("See ") + anchored(paragraph("box", properties=tab_stop)) + instruction("REF a", run("four")) + run(" end"))
        + f'<w:p><w:del w:author="A"><w:r><w:delText>gone</w:delText></w:r></w:del>{run("kept")}</w:p>'
        + table(row(cell(paragraph("cell"), '<w:vMerge w:val="restart"/>')), row(cell(paragraph("covered"), "<w:vMerge/>")))
        + paragraph("last")
    )
    data = word_file(body)
    document = read(data, "test.docx")
    root = Package(data).xml("word/document.xml")
    assert root is not None
    found = items(root)
    for block in document.blocks:
        for offset in range(block.span.start, block.span.end):
            origin = document.origin_at(offset)
            assert origin is not None, document.text[offset]
            characters = found[origin.item].text or " "
            assert builder.normalise("x" + characters[origin.offset + offset - origin.start] + "x")[1] == document.text[offset]


def test_a_style_that_is_not_defined_is_known_by_its_id() -> None:
    body = paragraph("DCC consulted.") + paragraph("Scope", style="Heading2")
    assert blocks(read_word(body, styles="")) == [("paragraph", "", "DCC consulted."), ("heading", "", "Scope")]


@pytest.mark.parametrize("kind", ["p", "customXml"])
def test_elements_nested_too_deep_are_a_damaged_file(kind: str) -> None:
    body = f"<w:{kind}>" * 400 + run("deep") + f"</w:{kind}>" * 400
    with pytest.raises(UnreadableDocument):
        read_word(body)


def test_the_first_cell_is_the_place_of_merged_words() -> None:
    body = table(row(cell(paragraph("wide"), '<w:gridSpan w:val="3"/>')))
    assert read_word(body).blocks[0].cell == Cell(0, 0, 0)


@pytest.mark.parametrize(
    ("code", "character"),
    [("SYMBOL 147", "“"), ("SYMBOL 183 \\f Symbol \\s 10", "•"), ("SYMBOL 0x2713 \\u", "✓"), ("SYMBOL x", ""), ("SYMBOL 99999999", "")],
)
def test_a_symbol_field_prints_its_character(code: str, character: str) -> None:
    field = f'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>{code}</w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
    assert texts(read_word(paragraph(run("so ") + field + run("it is")))) == [f"so {character}it is"]
