"""Markdown set as a Word file: automatic heading and paragraph numbers, real footnotes, a contents field, header and footer.

The bytes depend on the arguments alone.
"""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from io import BytesIO
from xml.sax.saxutils import escape

from support.manuscript import Manuscript, Part, Run, Runs, TableCell, column_shares, parse, plain
from support.word_numbering import HEADINGS, Numbering
from support.word_runs import Remarks, Typist, field_runs, footnotes
from support.word_styles import NAMESPACES, SETTINGS, R, styles

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTH = 9060  # of the text, in twentieths of a point
_FIRST_OF_CONTENTS = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
)
_PARTS = ("styles", "settings", "numbering", "footnotes", "comments", "header", "footer")


def docx_from_markdown(
    text: str,
    *,
    header: str | None = None,
    footer: str = "DCC Public",
    pages: int = 1,
    author: str = "Regulation Team",
    date: str = "2027-01-04T09:00:00Z",
) -> bytes:
    """The Word file. ``header`` is by default the title; ``pages`` is what the field for the number of pages shows at first."""
    manuscript = parse(text)
    title = next((plain(part.runs) for part in manuscript.parts if part.kind == "title"), "")
    remarks = Remarks(author, date, manuscript.notes)
    body = _Body(manuscript, Typist(remarks))
    document = body.xml(bool(title))
    notes = Typist(remarks)
    parts = {
        "word/document.xml": document,
        "word/styles.xml": styles(),
        "word/settings.xml": SETTINGS,
        "word/numbering.xml": body.numbering.xml(),
        "word/footnotes.xml": footnotes(notes),
        "word/comments.xml": remarks.comments_xml(),
        "word/header.xml": _header(title if header is None else header),
        "word/footer.xml": _footer(footer, 2 if title else 1, pages),
        "word/_rels/document.xml.rels": body.typist.relationships(_fixed_relationships()),
        "word/_rels/footnotes.xml.rels": notes.relationships(),
        "docProps/core.xml": _core(title, author, date),
    }
    return _package(parts)


@dataclass
class _Body:
    """Sets the parts one after the other, with what runs through them: lists, bookmarks, tables."""

    manuscript: Manuscript
    typist: Typist
    numbering: Numbering = field(default_factory=Numbering)
    captions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        labels = [part.label for part in self.manuscript.parts if part.kind == "heading" and part.label[:1].isdigit()]
        self.numbering.heading_stop = not labels or labels[0].endswith(".")
        numbers = [part.label for part in self.manuscript.parts if part.kind == "paragraph" and part.label]
        self.numbering.body_stop = numbers[0][-1] if numbers and not numbers[0][-1].isdigit() else "."
        headings = [_key(part) for part in self.manuscript.parts if part.kind == "heading"]
        self.bookmarks = {key: f"_Toc{number:06}" for number, key in reversed(list(enumerate(headings, 1)))}

    def xml(self, cover: bool) -> str:
        """The main part."""
        blocks = "".join(self._blocks(cover))
        orphans = [label for label in self.manuscript.notes if label not in self.typist.remarks.marked]
        for label in orphans:
            words = [Run(label, raised=True), Run(" "), *self.manuscript.notes[label]]
            blocks += _paragraph(self.typist.runs(words), "FootnoteText")
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1423" w:bottom="1304" w:left="1423" '
            'w:header="624" w:footer="567" w:gutter="0"/>'
            f"{'<w:titlePg/>' if cover else ''}</w:sectPr>"
        )
        return f"<w:document {NAMESPACES}><w:body>{blocks}{section}</w:body></w:document>"

    def _blocks(self, cover: bool) -> Iterator[str]:
        parts = self.manuscript.parts
        on_cover, fresh_page, index = cover, cover, 0
        while index < len(parts):
            part = parts[index]
            if part.kind == "heading" and fresh_page:
                on_cover, fresh_page = False, False
                if index + 1 < len(parts) and parts[index + 1].kind == "contents":
                    end = next((at for at in range(index + 1, len(parts)) if parts[at].kind != "contents"), len(parts))
                    yield self._contents(part, parts[index + 1 : end])
                    index, fresh_page = end, True
                    continue
                yield self._heading(part, "<w:pageBreakBefore/>")
            else:
                yield self._block(part, on_cover)
            index += 1

    def _block(self, part: Part, on_cover: bool) -> str:
        if part.kind not in ("item", "table") and not part.depth:
            self.numbering.leave()
        match part.kind:
            case "title":
                return _paragraph(self.typist.runs(part.runs), "Title" if part.level == 1 else "Subtitle")
            case "heading":
                return self._heading(part)
            case "contents":
                return _paragraph(self._entry(part), f"TOC{min(part.level, 4)}")
            case "caption":
                return _paragraph(self._caption(part), "Caption")
            case "table":
                return self._table(part)
            case "item":
                return self._item(part)
            case _:
                return _paragraph(self.typist.runs(part.runs), "CoverLine") if on_cover and not part.label else self._numbered(part)

    def _heading(self, part: Part, before: str = "") -> str:
        level = self.numbering.heading(part.label)
        if level is None:
            numbers = _numbered(0, 0) if part.level <= 3 else ""
        else:
            numbers = "" if level == part.level - 1 and level < 3 else _numbered(level, HEADINGS)
        name = self.bookmarks[_key(part)]
        number = name.removeprefix("_Toc").lstrip("0")
        words = self.typist.runs(_typed(part) if level is None else part.runs)
        words = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{words}<w:bookmarkEnd w:id="{number}"/>'
        return _paragraph(words, f"Heading{min(part.level, 6)}", before + numbers)

    def _contents(self, heading: Part, entries: list[Part]) -> str:
        """The contents list as Word makes it: a content control with the heading and a TOC field."""
        title = _paragraph(self.typist.runs(heading.runs), "TOCHeading", "<w:pageBreakBefore/>")
        lines = ""
        for index, part in enumerate(entries):
            first = _FIRST_OF_CONTENTS if index == 0 else ""
            last = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if index == len(entries) - 1 else ""
            lines += _paragraph(first + self._entry(part) + last, f"TOC{min(part.level, 4)}")
        gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
        return f'<w:sdt><w:sdtPr><w:id w:val="100"/>{gallery}</w:sdtPr><w:sdtContent>{title}{lines}</w:sdtContent></w:sdt>'

    def _entry(self, part: Part) -> str:
        target = self.bookmarks.get(_key(part), "")
        words = f"{part.label}\t{plain(part.runs)}" if part.label else plain(part.runs)
        xml = self.typist.runs([Run(words + ("\t" if part.page else ""))])
        if part.page:
            xml += field_runs(f"PAGEREF {target} \\h", part.page) if target else self.typist.runs([Run(part.page)])
        return f'<w:hyperlink w:anchor="{target}" w:history="1">{xml}</w:hyperlink>' if target else xml

    def _caption(self, part: Part) -> str:
        noun, number = part.label.split()
        follows = int(number) == self.captions.get(noun, 0) + 1
        self.captions[noun] = int(number)
        counter = field_runs(f"SEQ {noun} \\* ARABIC" + ("" if follows else f" \\r {number}"), number)
        return self.typist.runs([Run(noun + " ")]) + counter + self.typist.runs([Run(": "), *part.runs])

    def _numbered(self, part: Part) -> str:
        if not part.label:
            indent = f'<w:ind w:left="{567 * part.depth}"/>' if part.depth else ""
            return _paragraph(self.typist.runs(part.runs), "", indent)
        number = self.numbering.paragraph(part.label)
        if number is not None:
            return _paragraph(self.typist.runs(part.runs), "NumberedParagraph", _numbered(0, number) if number > HEADINGS + 1 else "")
        level = self.numbering.heading(part.label) if "." in part.label.rstrip(".") else None
        if level is not None:
            return _paragraph(self.typist.runs(part.runs), "", _numbered(level, HEADINGS))
        return _paragraph(self.typist.runs(_typed(part)))

    def _item(self, part: Part) -> str:
        depth = min(part.depth, 2)
        number = self.numbering.item(part.label, depth)
        if part.label == "•" and depth == 0:
            return _paragraph(self.typist.runs(part.runs), "ListBullet")
        return _paragraph(self.typist.runs(part.runs), "ListParagraph", _numbered(depth, number))

    def _table(self, part: Part) -> str:
        widths = [int(_WIDTH * share) for share in column_shares(part)]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows, above = "", dict[int, TableCell]()  # by column, the cells that go on in the next row
        for index, row in enumerate(part.rows):
            rows += self._row(row, above, widths, head=index == 0)
            above = {column: replace(cell, down=cell.down - 1) for column, cell in above.items()} | {cell.column: cell for cell in row}
            above = {column: cell for column, cell in above.items() if cell.down > 1}
        properties = f'<w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" + _paragraph("", "TableText")

    def _row(self, row: list[TableCell], above: dict[int, TableCell], widths: list[int], *, head: bool) -> str:
        cells = ""
        for cell in sorted([*row, *above.values()], key=lambda cell: cell.column):
            goes_on = cell.column in above
            width = sum(widths[cell.column : cell.column + cell.across])
            span = f'<w:gridSpan w:val="{cell.across}"/>' if cell.across > 1 else ""
            merge = "<w:vMerge/>" if goes_on else '<w:vMerge w:val="restart"/>' if cell.down > 1 else ""
            shade = '<w:shd w:val="clear" w:color="auto" w:fill="D9E2F3"/>' if head else ""
            words = "" if goes_on else self.typist.runs(cell.runs, "<w:b/>" if head else "")
            properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}</w:tcPr>'
            cells += f"<w:tc>{properties}{_paragraph(words, 'TableText')}</w:tc>"
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _key(part: Part) -> tuple[str, str]:
    return part.label.rstrip("."), plain(part.runs).strip()


def _typed(part: Part) -> Runs:
    """The words with the number typed before them, for a label that no list gives."""
    return [Run(part.label + " "), *part.runs] if part.label else part.runs


def _numbered(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _paragraph(words: str, style: str = "", properties: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = f"<w:pPr>{style}{properties}</w:pPr>" if style or properties else ""
    return f"<w:p>{inner}{words}</w:p>"


def _header(text: str) -> str:
    words = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:hdr {NAMESPACES}>{_paragraph(words, 'Header')}</w:hdr>"


def _footer(text: str, page: int, pages: int) -> str:
    count = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r><w:r><w:tab/><w:tab/><w:t xml:space="preserve">Page </w:t></w:r>'
    count += (
        field_runs("PAGE", str(page)) + '<w:r><w:t xml:space="preserve"> of </w:t></w:r>' + field_runs("NUMPAGES", str(max(page, pages)))
    )
    return f"<w:ftr {NAMESPACES}>{_paragraph(count, 'Footer')}</w:ftr>"


def _core(title: str, author: str, date: str) -> str:
    stamps = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}</dcterms:{name}>' for name in ("created", "modified"))
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>{stamps}</cp:coreProperties>"
    )


def _fixed_relationships() -> str:
    return "".join(f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in _PARTS)


def _package(parts: dict[str, str]) -> bytes:
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{name}+xml"/>' for name in _PARTS)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>{overrides}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )
    metadata = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    top = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="document" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="core" Type="{metadata}" Target="docProps/core.xml"/></Relationships>'
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in {"[Content_Types].xml": types, "_rels/.rels": top, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, (2027, 1, 4, 9, 0, 0)), (_XML + xml).encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
