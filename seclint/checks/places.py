"""How messages name the place of something else in the document, in the words of rules/registers/places.toml."""

from msgspec import Struct

from seclint.facts import Facts
from seclint.model import Span
from seclint.patterns import compiled

_REACH = 80  # characters on either side in which what makes a find harmless may stand


class PlaceWords(Struct, frozen=True, forbid_unknown_fields=True):
    """Each a few words with ``{place}`` where the label, heading or number stands."""

    cover: str
    footnote: str
    header: str
    footer: str
    paragraph: str
    section: str
    heading: str
    page: str
    elsewhere: str


def where(facts: Facts, span: Span) -> str:
    """The place of a span as one would say it: "paragraph 4", "footnote 1", "the cover"."""
    words = facts.library.load("registers", "places", PlaceWords)
    index = facts.document.block_index(span.start)
    block = facts.document.blocks[index]
    if block.kind in ("footnote", "header", "footer"):
        return {"footnote": words.footnote, "header": words.header, "footer": words.footer}[block.kind].format(place=block.label)
    place = facts.place(span)
    for template, value in ((words.paragraph, place.paragraph), (words.section, place.section), (words.heading, place.heading)):
        if value:
            return template.format(place=value)
    if index < facts.front.cover_end and facts.outline.sections:
        return words.cover
    return words.page.format(place=place.page) if place.page else words.elsewhere


def stands_around(facts: Facts, pattern: str, span: Span) -> bool:
    """Whether the find and its surroundings match a pattern in which "@" stands for the find."""
    before, _, after = pattern.partition("@")
    block, text = facts.document.block_at(span.start).span, facts.document.text
    left = text[max(block.start, span.start - _REACH) : span.start]
    right = text[span.end : min(block.end, span.end + _REACH)]
    return bool(compiled(f"(?:{before})$").search(left)) and bool(compiled(f"(?:{after})").match(right))
