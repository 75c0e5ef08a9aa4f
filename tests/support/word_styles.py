"""The styles, settings and document properties that every Word file of the typesetter holds."""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
BLUE = "1F3864"

_HEADING_SIZES = (32, 26, 23, 22, 22, 22)
_FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>'


def _style(
    identifier: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", follow: str = "", ui: str = "<w:qFormat/>"
) -> str:
    follow = f'<w:next w:val="{follow}"/>' if follow else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{follow}{ui}'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(half_points: int, *, bold: bool = False, colour: str = "") -> str:
    return ("<w:b/>" if bold else "") + (f'<w:color w:val="{colour}"/>' if colour else "") + f'<w:sz w:val="{half_points}"/>'


def _headings() -> str:
    """Heading 1 to 6; the first three are linked to the multi-level list of the headings."""
    styles = ""
    for level, size in enumerate(_HEADING_SIZES, 1):
        numbering = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="1"/></w:numPr>' if level <= 3 else ""
        spacing = f'<w:spacing w:before="{420 - 60 * min(level, 3)}" w:after="120"/><w:outlineLvl w:val="{level - 1}"/>'
        paragraph = f"<w:keepNext/><w:keepLines/>{numbering}{spacing}"
        styles += _style(f"Heading{level}", f"heading {level}", paragraph, _size(size, bold=True, colour=BLUE), follow="Normal")
    return styles


def _contents() -> str:
    return "".join(
        _style(
            f"TOC{level}",
            f"toc {level}",
            f'<w:tabs><w:tab w:val="left" w:pos="{480 + 400 * (level - 1)}"/><w:tab w:val="right" w:leader="dot" w:pos="9060"/></w:tabs>'
            f'<w:spacing w:before="{80 if level == 1 else 0}" w:after="40"/><w:ind w:left="{240 * (level - 1)}"/>',
            "",
            ui='<w:uiPriority w:val="39"/>',
        )
        for level in range(1, 5)
    )


def styles() -> str:
    """The styles part."""
    tabs = '<w:tabs><w:tab w:val="center" w:pos="4530"/><w:tab w:val="right" w:pos="9060"/></w:tabs><w:spacing w:after="0"/>'
    return (
        f'<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        + _headings()
        + _style(
            "Title", "Title", '<w:spacing w:before="2400" w:after="240" w:line="240" w:lineRule="auto"/>', _size(52, bold=True, colour=BLUE)
        )
        + _style("Subtitle", "Subtitle", '<w:spacing w:after="240"/>', _size(32, colour=BLUE))
        + _style("CoverLine", "Cover Line", '<w:spacing w:before="60" w:after="60"/>', _size(24))
        + _style(
            "TOCHeading",
            "TOC Heading",
            '<w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/>',
            based="Heading1",
            follow="Normal",
        )
        + _contents()
        + _style("NumberedParagraph", "Numbered Paragraph", '<w:numPr><w:numId w:val="2"/></w:numPr>')
        + _style("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="3"/></w:numPr><w:spacing w:after="80"/>')
        + _style("ListParagraph", "List Paragraph", '<w:spacing w:after="80"/>')
        + _style("Caption", "caption", '<w:keepNext/><w:spacing w:before="160" w:after="80"/>', _size(19, bold=True, colour=BLUE))
        + _style("TableText", "Table Text", '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>', _size(18))
        + _style("Header", "header", tabs, _size(17, colour="595959"))
        + _style("Footer", "footer", tabs, _size(17, colour="595959"))
        + _style("FootnoteText", "footnote text", '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', _size(17))
        + '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>' + _table_grid() + "</w:styles>"
    )


def _table_grid() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr></w:style>"
    )


SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-GB"/></w:settings>'
)
