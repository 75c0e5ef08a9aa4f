"""Tracked changes accepted or rejected as Word does it, and parts of Word files compared whatever runs their words are cut into."""

import io
import zipfile

from lxml import etree

from seclint.readers.docx.names import DELETED, DELETED_T, INSERTED, PARAGRAPH, RUN, RUN_PROPERTIES, T, W

AUTHOR = W + "author"


def parts(data):
    """The parts of a Word file, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def settled(xml, *, accept, author="seclint"):
    """A part with the changes of an author accepted, or rejected."""
    root = etree.fromstring(xml)
    gone, kept = (DELETED, INSERTED) if accept else (INSERTED, DELETED)
    for change in [one for one in root.iter(gone, kept) if one.get(AUTHOR) == author]:
        if change.tag == kept:
            for words in change.iter(DELETED_T):
                words.tag = T
            for run in change:
                change.addprevious(run)
        change.getparent().remove(change)
    return etree.tostring(root)


def settled_file(data, *, accept):
    """A Word file with seclint's changes accepted, or rejected, in every part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts(data).items():
            archive.writestr(name, settled(content, accept=accept) if b'"seclint"' in content else content)
    return buffer.getvalue()


def merged(xml):
    """A part with neighbouring runs that look the same made one, in canonical form: how runs are cut is no difference."""
    root = etree.fromstring(xml)
    for one in root.iter():
        one.tail = None
    for one in [*root.iter(PARAGRAPH)]:
        for first in [*one.iter(RUN)]:
            while (
                first.getparent() is not None
                and (second := first.getnext()) is not None
                and second.tag == RUN
                and _look(first) == _look(second)
            ):
                first.extend([child for child in second if child.tag != RUN_PROPERTIES])
                second.getparent().remove(second)
    for words in root.iter(T):
        if not words.attrib:
            words.text = (words.text or "").strip(" \t\r\n")
        words.attrib.clear()
    for words in [*root.iter(T)]:
        while (after := words.getnext()) is not None and after.tag == T:
            words.text = (words.text or "") + (after.text or "")
            after.getparent().remove(after)
    return etree.tostring(root, method="c14n")


def _look(one):
    properties = one.find(RUN_PROPERTIES)
    return dict(one.attrib), b"" if properties is None else etree.tostring(properties, method="c14n")
