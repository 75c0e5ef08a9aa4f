"""Runs of text as WordprocessingML: links, footnote marks, tracked changes and comments."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from support.manuscript import Run, Runs
from support.word_styles import NAMESPACES, R

_LINK_TYPE = f"{R}/hyperlink"


@dataclass
class Remarks:
    """What the parts of a file number together: footnotes as they are marked, changes, and comments with their texts."""

    author: str
    date: str
    notes: dict[str, Runs]
    marked: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    changes: int = 0

    def signature(self) -> str:
        """The attributes that say who made a change or comment, and when."""
        return f'w:author="{escape(self.author)}" w:date="{self.date}"'

    def comments_xml(self) -> str:
        """The comments part."""
        texts = "".join(
            f'<w:comment w:id="{number}" {self.signature()} w:initials="RV"><w:p>{_text_run(text)}</w:p></w:comment>'
            for number, text in enumerate(self.comments)
        )
        return f"<w:comments {NAMESPACES}>{texts}</w:comments>"


@dataclass
class Typist:
    """Writes runs into one part of the file, with the relationships that its links need."""

    remarks: Remarks
    targets: list[str] = field(default_factory=list)

    def runs(self, runs: Iterable[Run], extra: str = "") -> str:
        """The runs; ``extra`` are run properties that all of them get."""
        xml = ""
        for comment, group in groupby(runs, key=lambda run: run.comment):
            words = "".join(self._linked(link, list(pieces), extra) for link, pieces in groupby(group, key=lambda run: run.link))
            xml += self._commented(words, comment) if comment else words
        return xml

    def relationships(self, fixed: str = "") -> str:
        """The relationships part that belongs to this part, behind the ``fixed`` ones."""
        links = "".join(
            f'<Relationship Id="link{number}" Type="{_LINK_TYPE}" Target={quoteattr(target)} TargetMode="External"/>'
            for number, target in enumerate(self.targets)
        )
        return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{fixed}{links}</Relationships>'

    def _commented(self, words: str, comment: str) -> str:
        number = len(self.remarks.comments)
        self.remarks.comments.append(comment)
        return (
            f'<w:commentRangeStart w:id="{number}"/>{words}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )

    def _linked(self, link: str, runs: Runs, extra: str) -> str:
        words = "".join(self._run(run, extra) for run in runs)
        if not link:
            return words
        if link.startswith("#") and len(link) > 1:
            return f"<w:hyperlink w:anchor={quoteattr(link[1:])}>{words}</w:hyperlink>"
        if link not in self.targets:
            self.targets.append(link)
        return f'<w:hyperlink r:id="link{self.targets.index(link)}">{words}</w:hyperlink>'

    def _run(self, run: Run, extra: str) -> str:
        if run.note:
            return self._note(run.note)
        if not run.text:
            return ""
        deleted = run.change == "deletion"
        xml = f"<w:r>{_properties(run, extra)}{_text(run.text, 'w:delText' if deleted else 'w:t')}</w:r>"
        if run.change in ("insertion", "deletion"):
            self.remarks.changes += 1
            element = "w:del" if deleted else "w:ins"
            xml = f'<{element} w:id="{1000 + self.remarks.changes}" {self.remarks.signature()}>{xml}</{element}>'
        return xml

    def _note(self, label: str) -> str:
        """A footnote mark: automatic where the count gives its number, typed by hand where no footnote is behind it."""
        marked = self.remarks.marked
        if label not in self.remarks.notes or label in marked:
            return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>{_text(label)}</w:r>'
        marked.append(label)
        custom = "" if label == str(len(marked)) else ' w:customMarkFollows="1"'
        typed = _text(label) if custom else ""
        reference = f'<w:footnoteReference{custom} w:id="{len(marked)}"/>'
        return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}{typed}</w:r>'


def footnotes(typist: Typist) -> str:
    """The footnotes part: the two separators, then each footnote that the text has marked."""
    xml = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    for number, label in enumerate(typist.remarks.marked, 1):
        mark = "<w:footnoteRef/>" if label == str(number) else _text(label)
        xml += (
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{mark}</w:r>{_text_run(" ")}'
            f"{typist.runs(typist.remarks.notes[label])}</w:p></w:footnote>"
        )
    return f"<w:footnotes {NAMESPACES}>{xml}</w:footnotes>"


def field_runs(instruction: str, result: str) -> str:
    """A field with its cached result."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_text_run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _text_run(text: str) -> str:
    return f"<w:r>{_text(text)}</w:r>"


def _text(text: str, element: str = "w:t") -> str:
    """Text elements, with line breaks and tabs as elements of their own."""
    lines = text.split("\n")
    pieces = [f'<{element} xml:space="preserve">{escape(line)}</{element}>' if line else "" for line in lines]
    return "<w:br/>".join(pieces).replace("\t", f'</{element}><w:tab/><{element} xml:space="preserve">')


def _properties(run: Run, extra: str) -> str:
    xml = '<w:rStyle w:val="Hyperlink"/>' if run.link else ""
    xml += "<w:b/>" if run.bold and "<w:b/>" not in extra else ""
    xml += "<w:i/>" if run.italic else ""
    xml += extra
    xml += '<w:highlight w:val="yellow"/>' if run.change == "highlight" else ""
    xml += '<w:vertAlign w:val="superscript"/>' if run.raised else ""
    return f"<w:rPr>{xml}</w:rPr>" if xml else ""
