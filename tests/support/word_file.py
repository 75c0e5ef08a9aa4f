"""Word files out of raw XML: exactly the elements that a test is about, in the smallest package that Word opens."""

import zipfile
from io import BytesIO

from seclint.model import Block, Document
from seclint.readers.docx import read

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": MAIN,
        "r": RELATIONSHIPS,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }.items()
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "commentsExtended": "w15:commentsEx",
}
# The styles that the tests name; ids as Word gives them.
STYLES = "".join(
    f'<w:style w:type="paragraph" {more}w:styleId="{identifier}"><w:name w:val="{name}"/>{rest}</w:style>'
    for identifier, name, more, rest in (
        ("Normal", "Normal", 'w:default="1" ', ""),
        ("Heading1", "heading 1", "", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("Heading2", "heading 2", "", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Title", "Title", "", ""),
        ("Caption", "caption", "", ""),
        ("TOC1", "toc 1", "", ""),
        ("TOC2", "toc 2", "", ""),
    )
)


def run(text: str, look: str = "") -> str:
    """A run of words; ``look`` are its properties."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str = "", *, style: str = "", number: tuple[int, int] | None = None, properties: str = "") -> str:
    """A paragraph of runs, or of plain words; ``number`` is its list and the level in it."""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    inner = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{styled}{numbered}{properties}</w:pPr>{inner}</w:p>"


def level(index: int, text: str, style: str = "decimal", more: str = "", start: int = 1) -> str:
    """A level of a list."""
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identifier: int, *levels: str) -> str:
    """An abstract list."""
    return f'<w:abstractNum w:abstractNumId="{identifier}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}</w:abstractNum>'


def num(identifier: int, of: int, overrides: str = "") -> str:
    """A list that counts in an abstract one."""
    return f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def instruction(words: str, result: str = "", *, attributes: str = "") -> str:
    """A complex field; ``result`` are runs."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{attributes}/></w:r><w:r><w:instrText xml:space="preserve"> {words} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_file(body: str, *, links: dict[str, tuple[str, str]] | None = None, raw: dict[str, str] | None = None, **parts: str) -> bytes:
    """The bytes of a Word file. ``parts`` are the contents of styles, numbering, footnotes, ...; ``links`` are further relationships of
    the document, id to (kind, target), external where the target holds a colon; ``raw`` are whole files by name.
    """
    parts = {"styles": STYLES, **parts}
    relations = [(f"p{index}", kind, f"{kind}.xml") for index, kind in enumerate(parts)]
    relations += [(identifier, kind, target) for identifier, (kind, target) in (links or {}).items()]
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships([("d", "officeDocument", "word/document.xml"), ("c", "core-properties", "docProps/core.xml")]),
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(relations),
    }
    for kind, content in parts.items():
        root = _ROOTS[kind]
        tag = root if ":" in root else f"w:{root}"
        files[f"word/{kind}.xml"] = f"<{tag} {NAMESPACES}>{content}</{tag}>"
    return packed({**files, **(raw or {})})


def packed(files: dict[str, str] | dict[str, bytes]) -> bytes:
    """A zip file of these files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def part(kind: str, content: str) -> str:
    """The whole XML of a header ("hdr") or footer ("ftr")."""
    return f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>"


def read_word(body: str, **more: object) -> Document:
    """The document that seclint reads out of such a file."""
    return read(word_file(body, **more), "test.docx")  # type: ignore[arg-type]


def blocks(document: Document, kind: str = "") -> list[tuple[str, str, str]]:
    """Kind, label and words of each block, or of those of one kind."""
    return [(block.kind, block.label, document.quote(block.span)) for block in document.blocks if kind in ("", block.kind)]


def texts(document: Document) -> list[str]:
    """The words of each block."""
    return [document.quote(block.span) for block in document.blocks]


def labels(document: Document) -> list[str]:
    """The label of each block."""
    return [block.label for block in document.blocks]


def first(document: Document) -> Block:
    """The first block."""
    return document.blocks[0]


def _relationships(relations: list[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{identifier}" Type="{_type(kind)}" Target="{target}"' + (' TargetMode="External"/>' if ":" in target else "/>")
        for identifier, kind, target in relations
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _type(kind: str) -> str:
    if kind == "core-properties":
        return "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    if kind == "commentsExtended":
        return "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
    return f"{RELATIONSHIPS}/{kind}"
