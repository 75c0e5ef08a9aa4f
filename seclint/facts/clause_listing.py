"""The clauses that documents of the Smart Energy Code print, with their captions: what a register of clauses is made of.

Sections number their clauses by their letter ("D10.18"); Appendices and Schedules number from 1, so their own name stands in front
("Appendix AB clause 3.2"). A clause that is a heading has its words for a caption; another one the unnumbered heading that it stands under.
"""

import re
from collections.abc import Iterator

from seclint.model import Block, Document
from seclint.patterns import compiled

_PART = compiled(r"\b(?:SEC )?(?P<kind>section|appendix|schedule) (?P<number>[A-Z]{1,2}|\d{1,2})\b(?!\.\d)", re.IGNORECASE)
_LETTERED = compiled(r"[A-Z]{1,2}\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2})*$")
_NUMBERED = compiled(r"\d{1,3}[A-Z]{0,2}(?:\.\d{1,3}[A-Z]{0,2})*$")
_HEADINGS = ("title", "heading")
_CLAUSES = ("heading", "paragraph", "item")
_TITLE = compiled(r"^[\s:–—-]+|[\s.]+$")


def clauses_in(document: Document) -> dict[str, str]:
    """The clauses of the document with their captions, "" where a clause has none, in the order in which they stand.

    The Section, Appendix or Schedule itself is among them when the document gives its title.
    """
    found: dict[str, str] = {}
    for clause, caption in _read(document):
        if clause not in found or not found[clause]:
            found[clause] = caption
    return found


def _read(document: Document) -> Iterator[tuple[str, str]]:
    part, caption, untitled = "", "", ""
    for block in document.blocks:
        text = document.quote(block.span)
        if block.kind in _HEADINGS and (named := _part_of(block, text)):
            part, title = named
            caption, untitled = "", "" if title else part
            yield from [(part, title)] if title else []
        elif block.kind in _CLAUSES and (clause := _clause(part, block.label)):
            yield clause, text if block.kind == "heading" else caption
            caption, untitled = "" if block.kind == "heading" else caption, ""
        elif block.kind in _HEADINGS and not block.label:
            if untitled:  # the title stands on a line of its own
                yield untitled, text
            caption, untitled = "" if untitled else text, ""


def _part_of(block: Block, text: str) -> tuple[str, str] | None:
    """The Section, Appendix or Schedule that a heading opens, as its clauses name it, with its title."""
    match = _PART.match(block.label) or (_PART.search(text) if not block.label else None)
    if match is None:
        return None
    title = text if block.label else text[match.end() :]
    kind = match["kind"].capitalize()
    number = match["number"].upper()
    return (number if kind == "Section" else f"{kind} {number}"), _TITLE.sub("", title)


def _clause(part: str, label: str) -> str:
    """The clause that a label numbers in the part, "" when it numbers none."""
    if " " in part:
        return f"{part} clause {label}" if _NUMBERED.match(label) else ""
    return label if _LETTERED.match(label) and label.startswith(part) else ""
