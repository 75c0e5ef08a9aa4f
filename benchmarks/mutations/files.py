"""Faults that only real files can have: in the properties, settings, fields and running headers of Word files, and in PDFs."""

import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from random import Random

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from support.pdf import pdf_from_markdown
from support.word import docx_from_markdown

from mutations.dates import MONTHS
from mutations.page import Page

_RELEASE = re.compile(rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>20\d\d)")
_BODY = "word/document.xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@dataclass(frozen=True)
class FileChange:
    """A file with one fault in it: its name (of which the ending tells the format), its bytes, and what was done."""

    name: str
    data: bytes
    told: str


@dataclass(frozen=True)
class FileMutant:
    """A clean document as a file with one fault in it."""

    rule: str
    mutator: str
    document: str
    kind: str
    name: str
    data: bytes
    also: frozenset[str]
    told: str

    @property
    def rules(self) -> frozenset[str]:
        """The rules of which one must find it."""
        return frozenset({self.rule})


Planter = Callable[[Page], Iterable[FileChange]]
FILES: list[tuple[str, frozenset[str], Planter]] = []


def plants_in_files(rule: str, also: Iterable[str] = ()) -> Callable[[Planter], Planter]:
    """Enters a generator of files with a fault that ``rule`` must find; the rules ``also`` may rightly report them as well."""

    def enter(planter: Planter) -> Planter:
        FILES.append((rule, frozenset(also), planter))
        return planter

    return enter


_SET = lru_cache(maxsize=16)(docx_from_markdown)  # many faults are planted into one file


def file_mutants(page: Page, only: Collection[str], seed: int) -> Iterator[FileMutant]:
    """The files with faults that can be made of a clean document."""
    for rule, also, planter in FILES:
        if rule in only:
            page.random = Random(f"{seed} {page.name} {planter.__name__}")
            for change in planter(page):
                yield FileMutant(rule, planter.__name__, page.name, page.kind, change.name, change.data, also, change.told)


def word(page: Page, text: str = "", **more: str) -> bytes:
    """The Word file of a clean document, or of another text in its place, last changed on the day of the document's cover."""
    day = re.search(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (20\d\d)", page.text[: page.body])
    date = f"{day[3]}-{MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}T09:00:00Z" if day else "2027-01-04T09:00:00Z"
    return _SET(text or page.text, date=date, **more)


def named(page: Page, ending: str) -> str:
    """The name of the page's file in another format."""
    return page.name.removesuffix(".md") + ending


def edited(page: Page, part: str, pattern: str, replacement: str, *, add: dict[str, str] | None = None) -> bytes:
    """The Word file with the first match of a pattern in one of its parts replaced, and further parts in it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(word(page))) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            data = package.read(name)
            if name == part:
                text, count = re.subn(pattern, lambda _: replacement, data.decode(), count=1, flags=re.DOTALL)
                if not count:
                    raise ValueError(f"{page.name}: {part} has no {pattern}")
                data = text.encode()
            changed.writestr(name, data)
        for name, text in (add or {}).items():
            changed.writestr(name, text)
    return out.getvalue()


def of_another_release(page: Page) -> str:
    """The title with the Release of half a year before."""
    title = re.search(r"^# (.+)$", page.text, re.MULTILINE)
    words = title[1] if title else ""
    release = _RELEASE.search(words)
    if release is None:
        return ""
    other = f"{MONTHS[MONTHS.index(release['month']) - page.random.choice((3, 5))]} {int(release['year']) - 1}"
    return words[: release.start()] + other + words[release.end() :]


@plants_in_files("FRM005")
def title_property_of_another_document(page: Page) -> Iterator[FileChange]:
    """The title in the file's properties was left from the template."""
    for title in filter(None, (of_another_release(page), "Consultation on DCC charges", "Minutes of the Panel")):
        data = edited(page, "docProps/core.xml", r"<dc:title>.*?</dc:title>", f"<dc:title>{title}</dc:title>")
        yield FileChange(named(page, ".docx"), data, f"title property: {title}")


@plants_in_files("FRM006", ("DAT007",))
def file_named_for_another_document(page: Page) -> Iterator[FileChange]:
    """The file's name gives another Release, version or kind."""
    release = _RELEASE.search(page.text)
    if release is None:
        return
    month = MONTHS[MONTHS.index(release["month"]) - 5]
    for name in (f"{month}-{release['year']}-SEC-Release-TAD.docx", f"{month.lower()}_{release['year']}_tad.docx"):
        yield FileChange(name, word(page), f"named {name}")
    version = re.search(r"^(?:\*\*Version:\*\*|\| Version \|) v?(\d)\.(\d)", page.text, re.MULTILINE)
    if version:
        name = f"TAD_v{version[1]}.{int(version[2]) + 3}.docx"
        yield FileChange(name, word(page), f"named {name}")


@plants_in_files("FRM007", ("FRM002", "NAM001"))
def header_of_another_document(page: Page) -> Iterator[FileChange]:
    """The running header or footer is that of the last document."""
    title = of_another_release(page)
    if title:
        yield FileChange(named(page, ".docx"), word(page, header=title), f"header: {title}")
        yield FileChange(named(page, ".pdf"), pdf_from_markdown(page.text, header=title), f"header: {title}")
    if "Version" in page.text[: page.body]:
        yield FileChange(named(page, ".docx"), word(page, header="Testing Approach Document v7.3"), "header: v7.3")
    yield FileChange(named(page, ".docx"), word(page, footer="DCC Public, 3 March 2019"), "footer: 3 March 2019")


@plants_in_files("FRM008", ("STR005", "STR008", "STR011"))
def pages_miscounted(page: Page) -> Iterator[FileChange]:
    """The footer of the PDF was typed, or a page was put in behind its back."""
    if not page.text.startswith("# "):
        return  # its first page bears a footer, too, and that counts right
    data = pdf_from_markdown(page.text)
    count = len(PdfReader(BytesIO(data)).pages)
    for other in (count - 1, count + page.random.randint(2, 9)):
        yield FileChange(named(page, ".pdf"), pdf_from_markdown(page.text, footer=f"DCC Public Page 2 of {other}"), f"counts {other} pages")
    longer = PdfWriter(clone_from=BytesIO(data))
    longer.add_blank_page()
    yield FileChange(named(page, ".pdf"), written(longer), "a page more")


def written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF."""
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@plants_in_files("DAT007")
def name_dated_otherwise(page: Page) -> Iterator[FileChange]:
    """The file's name has another date than the cover."""
    for day in ("2019-05-14", "20190514", "14.05.2019"):
        yield FileChange(f"document-{day}.docx", word(page), f"named for {day}")


@plants_in_files("HYG003")
def words_hidden(page: Page) -> Iterator[FileChange]:
    """A run of the text is hidden, or white."""
    for look in ("<w:vanish/>", '<w:color w:val="FFFFFF"/>'):
        hidden = f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve"> Check this with Legal before it goes out.</w:t></w:r></w:p>'
        for after in page.random.sample(_paragraphs(page), 3):
            yield FileChange(named(page, ".docx"), edited(page, _BODY, re.escape(after), after.removesuffix("</w:p>") + hidden), look)


@plants_in_files("HYG005")
def tracking_on(page: Page) -> Iterator[FileChange]:
    """Changes are still being tracked, or the file is protected."""
    for setting in ("<w:trackRevisions/>", '<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'):
        yield FileChange(named(page, ".docx"), edited(page, "word/settings.xml", "(?=<w:defaultTabStop)", setting), setting)


@plants_in_files("HYG006")
def field_not_updated(page: Page) -> Iterator[FileChange]:
    """A field was told to update and was not, or shows another title than the file's."""
    if not page.text.startswith("# "):
        return  # its file bears no title
    for after in page.random.sample(_paragraphs(page), 2):
        for field in (
            '<w:fldSimple w:instr=" REF plan " w:dirty="true"><w:r><w:t>Section 9</w:t></w:r></w:fldSimple></w:p>',
            '<w:fldSimple w:instr=" TITLE "><w:r><w:t>Consultation on DCC charges</w:t></w:r></w:fldSimple></w:p>',
        ):
            yield FileChange(named(page, ".docx"), edited(page, _BODY, re.escape(after), after.removesuffix("</w:p>") + field), field[:40])


@plants_in_files("HYG007")
def active_content(page: Page) -> Iterator[FileChange]:
    """The file holds macros or an embedded file, or its template lies in somebody's network."""
    relations, behind = "word/_rels/document.xml.rels", "(?=</Relationships>)"
    macros = '<Relationship Id="vba" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    yield FileChange(named(page, ".docm"), edited(page, relations, behind, macros, add={"word/vbaProject.bin": "x"}), "macros")
    embedded = f'<Relationship Id="ole" Type="{_RELATIONSHIP}oleObject" Target="embeddings/oleObject1.bin"/>'
    yield FileChange(
        named(page, ".docx"), edited(page, relations, behind, embedded, add={"word/embeddings/oleObject1.bin": "x"}), "embedded"
    )
    for target in (r"file:///\\server\share\House.dotx", "http://intranet.example/House.dotx"):
        template = f'<Relationship Id="t" Type="{_RELATIONSHIP}attachedTemplate" Target="{target}" TargetMode="External"/>'
        yield FileChange(named(page, ".docx"), edited(page, relations, behind, template), target)


@plants_in_files("PDF001", ("FRM008", "STR005", "STR008", "STR011", "TRM001"))
def pages_scanned(page: Page) -> Iterator[FileChange]:
    """A page was scanned: it is a picture, and has no text."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawInlineImage(Image.new("L", (200, 280), 128), 0, 0, *A4)
    canvas.save()
    for at in page.random.sample(range(1, len(PdfReader(BytesIO(pdf_from_markdown(page.text))).pages) + 1), 2):
        writer = PdfWriter(clone_from=BytesIO(pdf_from_markdown(page.text)))
        writer.insert_page(PdfReader(BytesIO(out.getvalue())).pages[0], at)
        yield FileChange(named(page, ".pdf"), written(writer), f"page {at + 1} scanned")


@plants_in_files("PDF003")
def notes_left(page: Page) -> Iterator[FileChange]:
    """A reviewer's note is left in the PDF."""
    for note in (Text(text="Please check", rect=(100, 600, 120, 620)), FreeText(text="Please check", rect=(100, 600, 220, 620))):
        writer = PdfWriter(clone_from=BytesIO(pdf_from_markdown(page.text)))
        at = page.random.randrange(len(writer.pages))
        writer.add_annotation(at, note)
        yield FileChange(named(page, ".pdf"), written(writer), f"note on page {at + 1}")


def _paragraphs(page: Page) -> list[str]:
    """The paragraphs of the Word file that end in plain words."""
    with zipfile.ZipFile(BytesIO(word(page))) as package:
        text = package.read(_BODY).decode()
    found = re.findall(r"<w:p>(?:(?!</?w:p>).)*?[a-z]\.</w:t></w:r></w:p>", text)
    return [paragraph for paragraph in found if text.count(paragraph) == 1]
