"""The text-bearing elements of a part, which ``Origin.item`` counts."""

from lxml import etree

from seclint.readers.docx import names

ITEMS = (
    names.T,
    names.DELETED_T,
    names.MATH_T,
    names.DRAWN_T,
    names.TAB,
    names.PTAB,
    names.BREAK,
    names.RETURN,
    names.NO_BREAK_HYPHEN,
    names.SOFT_HYPHEN,
    names.SYMBOL,
)


def items(root: etree._Element) -> list[etree._Element]:
    """The text-bearing elements of a part in document order: ``Origin.item`` is an index into this list.

    These are w:t, w:delText, m:t, a:t, w:tab (but not the tab stops of paragraph properties), w:ptab, w:br, w:cr, w:noBreakHyphen,
    w:softHyphen and w:sym, wherever they stand: in deletions, field codes and both branches of mc:AlternateContent too.
    ``Origin.offset`` counts the characters of the element's text; elements without text stand for one character.
    """
    return [element for element in root.iter(*ITEMS) if not _is_tab_stop(element)]


def count_items(root: etree._Element) -> int:
    """How many of them there are under an element."""
    return sum(not _is_tab_stop(element) for element in root.iter(*ITEMS))


def has_items(root: etree._Element) -> bool:
    """Whether there is any (or a tab stop) under an element."""
    return next(root.iter(*ITEMS), None) is not None


def has_words(root: etree._Element) -> bool:
    """Whether there is any, or a picture whose words stand in another part."""
    return next(root.iter(*ITEMS, *names.PICTURES), None) is not None


def _is_tab_stop(element: etree._Element) -> bool:
    parent = element.getparent()
    return element.tag == names.TAB and parent is not None and parent.tag == names.TABS
