"""required-fields, required-sections: what the profile says a document of its kind must have."""

from collections.abc import Iterator

from seclint.checks.file import beginning
from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.outline import Section
from seclint.facts.profile import Field, RequiredSection, named_by, opened_by
from seclint.facts.wording import any_of, phrases, plain
from seclint.model import Rule, Span

_PROSE = ("paragraph", "item")
_HEADED = ("heading", "title")
_FIRST = ("1", "A", "I", "0")  # numbers of first sections


def required_fields(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Fields that are not on the cover, or have a label and no value."""
    for name, field in facts.profile.field.items():
        if not _is_required(facts, field) or facts.front.has(name) or any(facts.front.has(other) for other in field.instead):
            continue
        if _is_signed(facts, field.closings):
            continue
        empty = facts.front.fields.get(name)
        if empty is not None:
            yield found(facts, rule, empty.label or empty.span, variant="empty", field=field.name)
        else:
            yield found(facts, rule, beginning(facts), field=field.name, kind=facts.profile.name)


def _is_required(facts: Facts, field: Field) -> bool:
    """Whether the document must have the field: as one of its kind, or as a letter without a day in a line of its own."""
    if field.required or not field.in_letters:
        return field.required
    days = {date.span for date in facts.mentions.dates if date.precision == "day"}
    return _is_letter(facts) and not any(block.span in days for block in facts.document.blocks)


def _is_signed(facts: Facts, closings: tuple[str, ...]) -> bool:
    """Whether the words that close a letter stand in a line of their own, with somebody behind them."""
    lines = [facts.document.quote(block.span) for block in facts.document.blocks if block.kind in _PROSE]
    closing = phrases(closings)
    return any(closing.fullmatch(line.strip(" ,")) for line in lines[:-1])


def required_sections(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Sections of the profile that no heading opens, under any of their titles; unchecked in a document without headings."""
    if not facts.outline.sections:
        yield unchecked(rule, rule.messages["unchecked"])
        return
    sections = facts.profile.section
    opened = {name for label, title in _titles(facts) for name in opened_by(sections, title, label)}
    for name, section in sections.items():
        if not section.required or name in opened or not is_due(facts, section) or _is_there_untitled(facts, section):
            continue
        if not _may_be_untold(facts, name):
            yield found(facts, rule, beginning(facts), section=section.name, kind=facts.profile.name)


def _may_be_untold(facts: Facts, name: str) -> bool:
    """Whether a section whose title tells nothing stands where this one belongs, and says what this one would say."""
    says = any_of(facts.profile.section[name].says)
    apart = {plain(title) for title in (*facts.profile.apart, *facts.profile.contents)}
    text = facts.document.text
    return any(
        says.search(text, section.heading.end, section.span.end)
        for section in _in_place_of(facts, name)
        if plain(section.title) not in apart
    )


def _in_place_of(facts: Facts, name: str) -> Iterator[Section]:
    """The sections that no title tells of, behind those that come before this one and before those that come behind it.

    An introduction in other words may tell of the next one as well: "In short".
    Where several titles tell of one, it is the first of those before, and the last of those behind: "Theme 1: Timetable" does not tell of
    the next steps, nor "Appendix: Respondents" of the responses.
    """
    order = list(facts.profile.section)
    place = order.index(name)
    found = [
        (section, [order.index(name) for name in opened_by(facts.profile.section, section.title, section.label)])
        for section in facts.outline.sections
        if section.heading != facts.front.title_span
    ]
    highest = min((section.depth for section, places in found if places), default=0)
    ranked = [(index, places) for index, (section, places) in enumerate(found) if section.depth <= highest]
    first = {one: index for index, places in reversed(ranked) for one in places if one < place}
    before = max(first.values(), default=-1)
    last = {one: index for index, places in ranked for one in places if one > place and index > before}
    behind = min(last.values(), default=len(found))
    tell = {*first.values(), *last.values()}
    for index, places in ranked:
        section = found[index][0]
        in_short = index == before and places == [0] and not any(named_by(facts.profile.section, f"{section.label} {section.title}"))
        is_open = not places or (index not in tell and not _begins_with_name(facts, section))
        if in_short or (before < index < behind and place not in places and is_open):
            yield section


def _begins_with_name(facts: Facts, section: Section) -> bool:
    """Whether the title begins with the name of a section that is required; further on, it may be what a theme is about."""
    return any(phrases(one.aliases).match(section.title.strip()) for one in facts.profile.section.values())


def is_due(facts: Facts, section: RequiredSection) -> bool:
    """Whether a document with this title and these words must have the section."""
    if section.exempt and phrases(section.exempt).search(facts.front.title):
        return False
    return not section.where or phrases(section.where).search(facts.document.text) is not None


def _titles(facts: Facts) -> Iterator[tuple[str, str]]:
    """The labels and titles of the sections, and of what is headed among the lines of the cover: "At a glance"."""
    for block in facts.document.blocks[: facts.front.cover_end]:
        if block.kind in _HEADED and block.span != facts.front.title_span:
            yield block.label, facts.document.quote(block.span)
    for section in facts.outline.sections:
        yield section.label, section.title


def _is_there_untitled(facts: Facts, section: RequiredSection) -> bool:
    """Whether a section is told by its words and not by its title."""
    if any(_say(facts, words) for words in (section.holds, section.letter if section.letter and _is_letter(facts) else ())):
        return True
    return _opens(facts, section.opening)


def _say(facts: Facts, words: tuple[str, ...]) -> bool:
    """Whether a block of the body holds one of the words, which are regular expressions."""
    holds = any_of(words)
    blocks = facts.document.blocks[facts.front.cover_end : facts.outline.body_end]
    return any(holds.search(facts.document.text, block.span.start, block.span.end) for block in blocks)


def _is_letter(facts: Facts) -> bool:
    """Whether somebody is addressed right where the cover ends."""
    salutation = phrases(facts.profile.salutations)
    beginning = facts.document.blocks[: facts.front.cover_end + 1]
    return any(salutation.match(facts.document.text, block.span.start, block.span.end) for block in beginning)


def _opens(facts: Facts, opening: tuple[str, ...]) -> bool:
    """Whether the first prose behind the cover says what this section says, and its number, if it has one, is a first one."""
    blocks = facts.document.blocks[facts.front.cover_end : facts.outline.body_end]
    first = next((index for index, block in enumerate(blocks, facts.front.cover_end) if block.kind in _PROSE), None)
    if first is None:
        return False
    sections = list(facts.outline.within(first))
    end = sections[-1].end if sections else next((one.block for one in facts.outline.sections), facts.outline.body_end)
    numbered = bool(sections) and sections[-1].label.rpartition(" ")[2] not in ("", *_FIRST)
    words = Span(facts.document.blocks[first].span.start, facts.document.blocks[end - 1].span.end)
    return not numbered and any_of(opening).search(facts.document.text, words.start, words.end) is not None
