"""Where the first line of a paragraph begins, which tells a reader of the page what is nested in what."""

from collections.abc import Sequence

from lxml import etree
from msgspec import Struct

from seclint.readers.docx.names import W, number

_INDENT = W + "ind"
_TWIPS = 20  # to a point


class Indent(Struct, frozen=True):
    """What one place of the file says of the indents of a paragraph, in twentieths of a point; None where it says nothing."""

    left: int | None = None
    first: int | None = None


NONE = Indent()


def indent_of(properties: etree._Element | None) -> Indent:
    """The indents that the properties of a paragraph, a style or a list level give."""
    element = None if properties is None else next(properties.iterchildren(_INDENT), None)
    if element is None:
        return NONE
    left = element.get(W + "left") or element.get(W + "start")
    hanging, first = element.get(W + "hanging"), element.get(W + "firstLine")
    moved = number(first) if hanging is None else -number(hanging)
    return Indent(None if left is None else number(left), None if hanging is first is None else moved)


def beginning(layers: Sequence[Indent]) -> float | None:
    """Points from the margin to the first word or label, of which an earlier layer says more than a later one; None where none does."""
    left = next((layer.left for layer in layers if layer.left is not None), None)
    first = next((layer.first for layer in layers if layer.first is not None), None)
    return None if left is None and first is None else ((left or 0) + (first or 0)) / _TWIPS
