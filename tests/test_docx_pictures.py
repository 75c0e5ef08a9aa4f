"""What a Word file keeps outside its text - SmartArt, charts, imported files - is read, or said to be unread."""

from support.word_file import instruction, paragraph, read_word, run, texts, word_file

import seclint

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def drawing(content: str) -> str:
    graphic = f'<a:graphic xmlns:a="{DRAWING}"><a:graphicData>{content}</a:graphicData></a:graphic>'
    return f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"


def words(text: str) -> str:
    return f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>"


def point(text: str, kind: str = "node") -> str:
    return f'<dgm:pt modelId="1" type="{kind}"><dgm:t>{words(text)}</dgm:t></dgm:pt>'


SMART_ART = drawing(f'<dgm:relIds xmlns:dgm="{DIAGRAM}" r:dm="d1"/>')
SHAPES = (
    f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}"><dgm:ptLst>'
    f"{point('Draft TAD')}{point('never shown', 'parTrans')}{point('Consultation')}</dgm:ptLst></dgm:dataModel>"
)
GRAPH = drawing(f'<c:chart xmlns:c="{CHART}" r:id="c1"/>')
TITLES = (
    f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:chart><c:title><c:tx><c:rich>{words("Responses by party")}</c:rich></c:tx>'
    "</c:title><c:plotArea><c:v>17</c:v></c:plotArea></c:chart></c:chartSpace>"
)


def test_the_words_of_smart_art_come_behind_its_paragraph() -> None:
    document = read_word(
        paragraph(run("The process:") + SMART_ART) + paragraph("DCC decides."),
        links={"d1": ("diagramData", "diagrams/data1.xml")},
        raw={"word/diagrams/data1.xml": SHAPES},
    )
    assert texts(document) == ["The process:", "Draft TAD", "Consultation", "DCC decides."]
    origin = document.origin_at(document.text.index("Consultation"))
    assert origin is not None
    assert (document.parts[origin.part], origin.item) == ("word/diagrams/data1.xml", 2)


def test_smart_art_is_read_where_older_programs_see_a_picture() -> None:
    choice = f'<mc:AlternateContent><mc:Choice Requires="dgm">{SMART_ART}</mc:Choice><mc:Fallback/></mc:AlternateContent>'
    document = read_word(paragraph(choice), links={"d1": ("diagramData", "diagrams/data1.xml")}, raw={"word/diagrams/data1.xml": SHAPES})
    assert texts(document) == ["Draft TAD", "Consultation"]


def test_the_title_of_a_chart_is_read() -> None:
    document = read_word(
        paragraph(run("See the chart.") + GRAPH), links={"c1": ("chart", "charts/chart1.xml")}, raw={"word/charts/chart1.xml": TITLES}
    )
    assert texts(document) == ["See the chart.", "Responses by party"]


def test_a_picture_whose_part_is_missing_is_said_to_be_unread() -> None:
    document = read_word(paragraph(run("The process:") + SMART_ART), links={"d1": ("diagramData", "diagrams/data1.xml")})
    assert "word/diagrams/data1.xml" in document.features["unread"]


def test_an_imported_file_is_said_to_be_unread() -> None:
    document = read_word(paragraph("DCC consulted.") + '<w:altChunk r:id="a1"/>', links={"a1": ("aFChunk", "afchunk.mht")})
    assert document.features["unread"] == "the imported file word/afchunk.mht"


def test_a_number_of_a_list_that_is_not_known_is_said_to_be_unread() -> None:
    document = read_word(paragraph(instruction("LISTNUM Unheard \\l 2") + run(" Scope")))
    assert texts(document) == ["Scope"]
    assert "LISTNUM" in document.features["unread"]


def test_what_is_unread_is_reported_as_unchecked(tmp_path) -> None:
    path = tmp_path / "consultation.docx"
    path.write_bytes(word_file(paragraph("DCC consulted.") + '<w:altChunk r:id="a1"/>', links={"a1": ("aFChunk", "afchunk.mht")}))
    report = seclint.check(path, jobs=1)
    assert ("*", "seclint cannot read the imported file word/afchunk.mht") in [(one.rule, one.reason) for one in report.unchecked]


def test_footnotes_that_are_missing_from_the_file_are_said_to_be_unread() -> None:
    document = read_word(paragraph(run("It was agreed.") + '<w:r><w:footnoteReference w:id="2"/></w:r>'))
    assert [note.label for note in document.notes] == ["1"]
    assert "footnotes" in document.features["unread"]
