"""The names of WordprocessingML in the form that lxml gives them, and the small values its attributes hold."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
VML = "{urn:schemas-microsoft-com:vml}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

VAL = W + "val"
ID = W + "id"
NAME = W + "name"
T, DELETED_T, MATH_T, DRAWN_T = W + "t", W + "delText", M + "t", A + "t"
TAB, TABS, PTAB, BREAK, RETURN = W + "tab", W + "tabs", W + "ptab", W + "br", W + "cr"
NO_BREAK_HYPHEN, SOFT_HYPHEN, SYMBOL = W + "noBreakHyphen", W + "softHyphen", W + "sym"
PARAGRAPH, PARAGRAPH_PROPERTIES, RUN, RUN_PROPERTIES = W + "p", W + "pPr", W + "r", W + "rPr"
TABLE, ROW, CELL = W + "tbl", W + "tr", W + "tc"
SECTION, TEXT_BOX = W + "sectPr", W + "txbxContent"
PICTURES = (DIAGRAM + "relIds", CHART + "chart")  # what points to the part that holds a picture's words
INSERTED, DELETED, MOVED_FROM, MOVED_TO = W + "ins", W + "del", W + "moveFrom", W + "moveTo"
CHOICE, FALLBACK = MC + "Choice", MC + "Fallback"

_OFF = frozenset(("0", "false", "off", "none"))


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as ``<w:vanish/>`` is there and on."""
    return element is not None and element.get(VAL, "1") not in _OFF


def value(parent: etree._Element | None, name: str) -> str | None:
    """The ``w:val`` of the child of that name; None without one."""
    child = None if parent is None else next(parent.iterchildren(name), None)
    return None if child is None else child.get(VAL)


def number(text: str | None, default: int = 0) -> int:
    """The whole number that an attribute holds; the default where it holds none."""
    try:
        return int(text) if text is not None and len(text) < 12 else default
    except ValueError:
        return default
