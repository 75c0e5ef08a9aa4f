"""Runs: words, and what makes them look different."""

from collections.abc import Callable

from lxml import etree

from seclint.model import Mark, Span
from seclint.readers.builder import Builder
from seclint.readers.docx import names
from seclint.readers.docx.names import VAL, W
from seclint.readers.docx.pieces import Stretch, at_once
from seclint.readers.docx.raised import raise_figure
from seclint.readers.docx.references import end_custom_note
from seclint.readers.docx.revisions import revised
from seclint.readers.docx.styles import PLAIN, TINY, Look, is_coloured
from seclint.readers.docx.symbols import symbol
from seclint.readers.docx.walk import Walk

CHARACTERS = {
    names.TAB: "\t",
    names.PTAB: "\t",
    names.BREAK: "\n",
    names.RETURN: "\n",
    names.NO_BREAK_HYPHEN: "\u2011",
    names.SOFT_HYPHEN: "\xad",
}
_STYLE = W + "rStyle"
_SIZE = W + "sz"
_CHANGE = W + "rPrChange"
_NOTABLE = frozenset(W + name for name in ("vanish", "highlight", "color", "shd", "vertAlign", "position"))


def run(walk: Walk, element: etree._Element) -> None:
    """``w:r``."""
    look = walk.look
    ends: list[Stretch] = []
    children = list(element)
    if children and children[0].tag == names.RUN_PROPERTIES:
        look, change = _seen(walk, children.pop(0))
        if change is not None:
            ends.append(walk.begin(revised(change, "formatting")))
    if look.hidden and walk.lost is None:
        _hide(walk, element)
    else:
        if look is not PLAIN:
            ends += _marks(walk, look)
        first = len(walk.flow.pieces)
        walk.children(children)
        if walk.note is not None:
            end_custom_note(walk)
        elif look.raised:
            raise_figure(walk.flow.pieces, first)
            walk.book.raised = True
    for stretch in ends:
        walk.flow.pieces.append(stretch.end)


def text(walk: Walk, element: etree._Element) -> None:
    """``w:t`` and the like; Word drops white space at its ends unless told to keep it."""
    words = element.text
    item = walk.item
    walk.item = item + 1
    if not words:
        return
    offset = 0
    if (words[0] <= " " or words[-1] <= " ") and not _keeps_space(element):
        stripped = words.lstrip()
        offset = len(words) - len(stripped)
        words = stripped.rstrip()
    walk.put((words, item, offset))


def character(walk: Walk, element: etree._Element) -> None:
    """Tabs, breaks, hyphens and symbols: elements that stand for a character."""
    item = walk.item
    walk.item = item + 1
    walk.put((CHARACTERS.get(str(element.tag)) or symbol(element), item, 0))


def fraction(walk: Walk, element: etree._Element) -> None:
    """``m:f``: one half as "1/2", not as "12"."""
    for child in element:
        if child.tag == names.M + "den":
            walk.put(("/", -1, 0))
        walk.element(child)


def _keeps_space(element: etree._Element) -> bool:
    return element.get(names.XML_SPACE) == "preserve" or any(one.get(names.XML_SPACE) == "preserve" for one in element.iterancestors())


def _seen(walk: Walk, properties: etree._Element) -> tuple[Look, etree._Element | None]:
    """How the words of a run look, with its character style and the paragraph's; and the tracked change of that."""
    base = walk.look
    notable = False
    change = None
    for child in properties:
        tag = child.tag
        if tag in _NOTABLE or (tag == _SIZE and (base.tiny or child.get(VAL) in TINY)):
            notable = True
        elif tag == _STYLE:
            base = walk.book.styles.get(child.get(VAL, "")).look.over(base)
        elif tag == _CHANGE:
            change = child
    return (Look(properties).over(base) if notable else base), change


def _hide(walk: Walk, element: etree._Element) -> None:
    words = walk.lose(element)
    if words.strip():
        walk.flow.pieces.append(at_once(lambda builder, span: builder.marks.append(Mark("hidden", span, words))))


def _marks(walk: Walk, look: Look) -> list[Stretch]:
    highlight = look.highlight
    if highlight in (None, "none") and look.shade == "FFFF00":
        highlight = "yellow"
    if highlight not in (None, "none"):
        return [walk.begin(_marked("highlight", highlight or ""))]
    if look.color is not None and look.color.upper() == "FFFFFF" and not walk.flow.shaded and not is_coloured(look.shade):
        return [walk.begin(_marked("invisible", "white text"))]
    return [walk.begin(_marked("invisible", "tiny text"))] if look.tiny else []


def _marked(kind: str, detail: str) -> Callable[[Builder, Span], None]:
    def done(builder: Builder, span: Span) -> None:
        if span.start == span.end:
            return
        last = builder.marks[-1] if builder.marks else None
        if last is not None and last.kind == kind and last.detail == detail and last.span.end in (span.start, span.start - 1):
            builder.marks[-1] = Mark(last.kind, Span(last.span.start, span.end), detail)
        else:
            builder.marks.append(Mark(kind, span, detail))  # type: ignore[arg-type]

    return done
