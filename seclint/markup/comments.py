"""Findings as comments in a Word file, each anchored on its words; and those of an earlier run taken out again."""

from collections.abc import Sequence

from lxml import etree

from seclint.markup import AUTHOR
from seclint.markup.anchors import Anchor, Anchors
from seclint.markup.remark import remark
from seclint.markup.runs import joined
from seclint.markup.word import WordFile
from seclint.model import Document, Finding
from seclint.readers.docx.names import ID, PARAGRAPH, RUN, RUN_PROPERTIES, XML_SPACE, T, W, number

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_COMMENT, _START, _END, _REFERENCE = (W + name for name in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference"))
_INITIALS = "sl"


def cleared(data: bytes) -> bytes:
    """The Word file without seclint's own comments, runs that were cut for them joined; the same bytes where it has none."""
    file = WordFile(data)
    name = file.related("comments")
    own = [] if name is None else [one for one in file.part(name).iter(_COMMENT) if one.get(W + "author") == AUTHOR]
    if name is None or not own:
        return data
    for comment in own:
        _remove(comment)
    _withdraw(file.part(file.main), {comment.get(ID, "") for comment in own})
    file.change(name)
    file.change(file.main)
    return file.packed()


def commented(data: bytes, document: Document, findings: Sequence[Finding], day: str | None) -> bytes:
    """The Word file, which has no comment of seclint's yet, with one for each finding; ``day`` dates them."""
    if not findings:
        return data
    file = WordFile(data)
    anchors = Anchors(file, document)
    name = file.related("comments") or file.add("comments", _TYPE, etree.Element(W + "comments", nsmap={"w": W[1:-1]}))
    root = file.part(name)
    taken = [number(one.get(ID)) for one in (*root.iter(_COMMENT), *file.part(file.main).iter(_START, _END, _REFERENCE))]
    for identifier, finding in enumerate(findings, max(taken, default=-1) + 1):
        anchor = anchors.of(finding.span)
        _mark(anchor, str(identifier))
        root.append(_comment(str(identifier), remark(finding, anchor.where), day))
    file.change(name)
    file.change(file.main)
    return file.packed()


def _mark(anchor: Anchor, identifier: str) -> None:
    reference = etree.Element(RUN)
    etree.SubElement(reference, _REFERENCE, {ID: identifier})
    anchor.first.addprevious(etree.Element(_START, {ID: identifier}))
    anchor.last.addnext(reference)
    anchor.last.addnext(etree.Element(_END, {ID: identifier}))


def _comment(identifier: str, lines: Sequence[str], day: str | None) -> etree._Element:
    comment = etree.Element(_COMMENT, {ID: identifier, W + "author": AUTHOR, W + "initials": _INITIALS})
    if day:
        comment.set(W + "date", f"{day}T00:00:00Z")
    for line in lines:
        paragraph = etree.SubElement(comment, PARAGRAPH)
        if line is lines[0]:
            etree.SubElement(etree.SubElement(paragraph, RUN), W + "annotationRef")
        words = etree.SubElement(etree.SubElement(paragraph, RUN), T, {XML_SPACE: "preserve"})
        words.text = line
    return comment


def _withdraw(root: etree._Element, identifiers: set[str]) -> None:
    """Take out the marks of comments, and join what they kept apart."""
    marks = [one for one in root.iter(_START, _END, _REFERENCE) if one.get(ID) in identifiers]
    before: dict[etree._Element, None] = {}
    for mark in marks:
        run = mark.getparent()
        if run is not None and run.tag == RUN and all(child.tag == RUN_PROPERTIES or child is mark for child in run):
            mark = run
        neighbour = mark.getprevious()
        if neighbour is not None:
            before[neighbour] = None
        _remove(mark)
    for run in reversed(before):
        joined(run)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
