"""Runs of a Word file cut where words begin and end, without a change of how they look, and joined again."""

from copy import deepcopy
from itertools import takewhile

from lxml import etree

from seclint.readers.docx import names
from seclint.readers.docx.names import RUN, RUN_PROPERTIES, XML_SPACE, T

_SPACES = " \t\r\n"  # what XML takes for white space; a no-break space is a character like others


class Runs:
    """The runs of one part, by the items (see ``Origin``) that they hold; cuts are made as they are asked for."""

    def __init__(self, found: list[etree._Element]) -> None:
        self._fragments: dict[int, list[tuple[int, etree._Element]]] = {}
        self._items = found

    def starting(self, item: int, offset: int) -> etree._Element:
        """The run, or whatever else holds the character as a whole, that begins with it."""
        element = self._cut(item, offset)
        run = holder(element)
        if run.tag == RUN and element.getparent() is run and _before(run, element):
            return _split(run, element)
        return run

    def ending(self, item: int, offset: int) -> etree._Element:
        """The run, or whatever else holds the character before the offset as a whole, that ends with it."""
        self._cut(item, offset)
        element = [one for start, one in self._of(item) if start < offset][-1]
        run = holder(element)
        if run.tag == RUN and element.getparent() is run:
            following = element.getnext()
            if following is not None:
                _split(run, following)
        return run

    def _of(self, item: int) -> list[tuple[int, etree._Element]]:
        return self._fragments.setdefault(item, [(0, self._items[item])])

    def _cut(self, item: int, offset: int) -> etree._Element:
        """The element that holds the character at the offset, and begins with it where its words can be cut."""
        fragments = self._of(item)
        index = max(index for index, (start, _) in enumerate(fragments) if start <= offset)
        start, element = fragments[index]
        words = element.text or ""
        run = element.getparent()
        if offset == start or offset - start >= len(words) or element.tag != T or run is None or holder(element) is not run:
            return element
        before, after = words[: offset - start], words[offset - start :]
        if not keeps_space(element):
            before, after = before.lstrip(_SPACES), after.rstrip(_SPACES)
            fragments[index] = (offset - len(before), element)
        rest = deepcopy(element)
        rest.tail = None
        _say(element, before)
        _say(rest, after)
        element.addnext(rest)
        fragments.insert(index + 1, (offset, rest))
        return rest


def holder(element: etree._Element) -> etree._Element:
    """What is cut, or else moved and marked as a whole: the outermost run or formula that an element stands in."""
    found = element
    for one in element.iterancestors():
        if one.tag in (RUN, names.M + "oMath", names.M + "oMathPara"):
            found = one
    return found


def joined(first: etree._Element) -> bool:
    """Join a run to the next one, if that is its neighbour and looks the same; whether it was."""
    second = first.getnext()
    if second is None or first.tag != RUN or second.tag != RUN or not _is_like(first, second):
        return False
    last = first[-1] if len(first) else None
    rest = [child for child in second if child.tag != RUN_PROPERTIES]
    if last is not None and rest and last.tag == T and rest[0].tag == T:
        _say(last, (last.text or "") + (rest.pop(0).text or ""))
    first.extend(rest)
    parent = second.getparent()
    if parent is not None:
        parent.remove(second)
    return True


def keeps_space(element: etree._Element) -> bool:
    """Whether white space at the ends of the words is meant."""
    return element.get(XML_SPACE) == "preserve" or any(one.get(XML_SPACE) == "preserve" for one in element.iterancestors())


def _say(element: etree._Element, words: str) -> None:
    element.text = words
    if words != words.strip(_SPACES):
        element.set(XML_SPACE, "preserve")
    else:
        element.attrib.pop(XML_SPACE, None)


def _before(run: etree._Element, element: etree._Element) -> list[etree._Element]:
    return [child for child in takewhile(lambda child: child is not element, run) if child.tag != RUN_PROPERTIES]


def _split(run: etree._Element, element: etree._Element) -> etree._Element:
    """Move a child of the run, and what follows it, to a run of its own behind it."""
    rest = etree.Element(RUN, run.attrib, nsmap=run.nsmap)
    properties = run.find(RUN_PROPERTIES)
    if properties is not None:
        rest.append(deepcopy(properties))
        rest[0].tail = None
    moved = [element, *element.itersiblings()]
    run.addnext(rest)
    rest.extend(moved)
    return rest


def _is_like(first: etree._Element, second: etree._Element) -> bool:
    return dict(first.attrib) == dict(second.attrib) and _look(first) == _look(second)


def _look(run: etree._Element) -> bytes:
    properties = run.find(RUN_PROPERTIES)
    if properties is None:
        return b""
    copy = deepcopy(properties)
    copy.tail = None
    text: bytes = etree.tostring(copy, method="c14n")
    return text
