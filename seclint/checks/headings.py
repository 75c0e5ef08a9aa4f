"""section-numbers, heading-levels, skipped-levels, empty-section, only-child, heading-end: how headings are numbered, styled and filled."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.checks.heading_series import breaks_in_series
from seclint.facts import Facts
from seclint.facts.outline import Section
from seclint.facts.wording import listed, plain
from seclint.model import Fix, Rule
from seclint.patterns import compiled

_DECIMAL = compiled(r"\d{1,2}(?:\.\d{1,3})*$")
_COUNTED = compiled(r"(?P<noun>[A-Z][a-z]+) (?:\d{1,2}|[A-Z])(?![\w’'-])")
_SERIES = 2  # headings of a series on one level
_REPEATED = 3  # the same of headings with one title
_SHOWN = 5  # further headings that a finding lists
_FEW = 2  # empty sections that are slips in any document
_MANY = 10  # numbered sections for each further one
_TITLE = 10  # words; a longer "heading" is a paragraph that is styled as one
_SENTENCE = 15  # words; a longer heading is a sentence that looks like one


class SectionNumbers(Struct, frozen=True, forbid_unknown_fields=True):
    """``widest``: how many numbers may be missing at once before the number is taken for one of another kind."""

    widest: int = 2


class HeadingEnd(Struct, frozen=True, forbid_unknown_fields=True):
    """``abbreviations`` keep their full stop at the end of a heading."""

    abbreviations: tuple[str, ...] = ()


def section_numbers(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Follow the decimal numbers of headings below each section; a 1 begins again, as annexes do. Letters of sections are followed too."""
    yield from _series(facts, rule)
    last: dict[str, Section] = {}
    numbered = _numbered(facts)
    for position, section in enumerate(numbered):
        above, number = _split(section.label)
        before = last.get(above)
        for prefix in [prefix for prefix in last if prefix == section.label or prefix.startswith(f"{section.label}.")]:
            del last[prefix]
        if number <= 1 and (before is None or _split(before.label)[1] != number or not above):
            last[above] = section
            continue
        following = next((_split(later.label)[1] for later in numbered[position + 1 :] if _split(later.label)[0] == above), None)
        reached = _split(before.label)[1] if before else 0
        problem = _problem(facts, rule.options, section, before, following)
        if problem:
            missing = [_joined(above, gap) for gap in range(reached + 1, number)]
            yield found(
                facts,
                rule,
                section.heading,
                variant="order" if problem == "slip" else problem,
                related=[(before.heading, rule.messages["before"].format(before=before.label))] if before else (),
                number=section.label,
                before=before.label if before else above,
                missing=listed(missing),
                are="are" if len(missing) > 1 else "is",
            )
        if problem == "slip":
            last[above] = replace(section, label=_joined(above, reached + 1))
        elif problem != "order" and (before is not None or above):
            last[above] = section


def _series(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Breaks between headings that letters or words number, unless the missing ones stand there after all."""
    options: SectionNumbers = rule.options
    for one in breaks_in_series(facts):
        stands = any(_stands(facts, label, one.before, one.after) for label in one.missing)
        if len(one.missing) <= options.widest and not stands:
            yield found(
                facts,
                rule,
                one.after.heading,
                variant="series-gap" if one.missing else "series-repeat",
                related=[(one.before.heading, rule.messages["before-it"])],
                number=one.number,
                before=one.previous,
                missing=listed(one.missing),
                are="are" if len(one.missing) > 1 else "is",
            )


def _problem(facts: Facts, options: SectionNumbers, section: Section, before: Section | None, following: int | None) -> str:
    above, number = _split(section.label)
    reached = _split(before.label)[1] if before else 0
    if before is None and not above:
        return ""
    if number == reached:
        return "repeat"
    if number < reached:
        return "order" if following == reached + 1 else ""
    if following == reached + 2 < number:
        return "slip"  # 3, 6, 5: the 6 was to be 4
    if number == reached + 1 or number > reached + 1 + options.widest:
        return ""
    if before is None and not any(one.label == above for one in facts.outline.sections):
        return ""
    if facts.document.format == "pdf" and any(block.kind == "contents" for block in facts.document.blocks):
        return ""  # a heading that the size of its letters did not tell; the contents list is compared instead
    missing = [_joined(above, gap) for gap in range(reached + 1, number)]
    return "" if any(_stands(facts, label, before, section) for label in missing) else "gap"


def _stands(facts: Facts, label: str, before: Section | None, section: Section) -> bool:
    """Whether the number stands there after all: in the contents, on a paragraph between the two headings, or before words."""
    blocks = facts.document.blocks
    between = blocks[before.block + 1 if before else 0 : section.block]
    listed = [block for block in blocks if block.kind == "contents"]
    if any(block.label == label or block.label.startswith(f"{label}.") for block in (*listed, *between)):
        return True
    written = re.compile(rf"{re.escape(label)}[.):]?\s+\S")
    return any(block.kind != "cell" and written.match(facts.document.text, block.span.start, block.span.end) for block in blocks)


def heading_levels(facts: Facts, rule: Rule) -> Iterator[Found]:
    """For each depth of numbers, the headings whose level differs from that of the others; the first counts where opinion is split."""
    if facts.document.format == "pdf":
        return  # the levels are only guessed from the size of the letters
    yield from _series_levels(facts, rule)
    by_depth: dict[int, list[Section]] = {}
    for section in _numbered(facts):
        by_depth.setdefault(section.label.count(".") + 1, []).append(section)
    for sections in by_depth.values():
        usual = Counter(section.level for section in sections).most_common(1)[0][0]
        odd = [section for section in sections if section.level != usual]
        if odd:
            alike = next(section for section in sections if section.level == usual)
            yield found(
                facts,
                rule,
                odd[0].heading,
                related=[(alike.heading, rule.messages["alike"].format(number=alike.label, level=alike.level))]
                + [(one.heading, rule.messages["alike"].format(number=one.label, level=one.level)) for one in odd[1 : _SHOWN + 1]],
                number=odd[0].label,
                level=odd[0].level,
                alike=alike.label,
                usual=usual,
            )


def _series_levels(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The one heading without a number whose level is not that of the others of its series ("Question 1", "Question 2"), or of its title.

    Headings that come back with one title may stand on any level, as long as it is as far below the heading above as elsewhere.
    """
    counted: dict[str, list[tuple[Section, int]]] = {}
    titled: dict[str, list[tuple[Section, int]]] = {}
    for section in facts.outline.sections:
        above = facts.outline.sections[section.parent].level if section.parent is not None else 0
        match = _COUNTED.match(section.title)
        if match and not section.label:
            counted.setdefault(match["noun"].casefold(), []).append((section, section.level))
        elif not section.label:
            titled.setdefault(plain(section.title), []).append((section, section.level - above))
    for series, least in ((counted, _SERIES), (titled, _REPEATED)):
        for sections in series.values():
            yield from _odd_level(facts, rule, sections, least)


def _odd_level(facts: Facts, rule: Rule, sections: Sequence[tuple[Section, int]], least: int) -> Iterator[Found]:
    """The finding for a series of which all but one are on one level, and these are as many as the least."""
    (usual, count), *others = Counter(place for _, place in sections).most_common()
    if count < least or [number for _, number in others] != [1]:
        return
    odd = next(section for section, place in sections if place != usual)
    alike = next(section for section, place in sections if place == usual)
    if odd.level != alike.level:
        told = [(alike.heading, rule.messages["alike"].format(number=f"“{alike.title}”", level=alike.level))]
        place, wanted = odd.level, alike.level
        yield found(facts, rule, odd.heading, variant="series", related=told, title=odd.title, alike=alike.title, level=place, usual=wanted)


def skipped_levels(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The first unnumbered heading that is styled more than one level below the one before it, with the others."""
    if facts.document.format == "pdf":
        return  # the levels are only guessed from the size of the letters
    sections = facts.outline.sections
    deep = [(before, here) for before, here in pairwise(sections) if here.level > before.level + 1 and not here.label]
    if deep:
        before, here = deep[0]
        related = [(before.heading, rule.messages["above"].format(level=before.level))]
        related += [(one.heading, rule.messages["above"].format(level=one.level)) for _, one in deep[1 : _SHOWN + 1]]
        yield found(facts, rule, here.heading, related=related, level=here.level, before=before.level)


def empty_section(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Numbered headings right before another one of their series; where many are, as in an agenda, they are meant so."""
    pairs = [*pairwise(facts.outline.sections), *((section, None) for section in facts.outline.sections[-1:])]
    empty = [(here, following) for here, following in pairs if _is_empty(facts, here, following)]
    if len(empty) > max(_FEW, len(_numbered(facts)) // _MANY):
        return
    for section, following in empty:
        variant = "" if following else "end"
        yield found(
            facts,
            rule,
            section.heading,
            variant=variant,
            number=section.label,
            title=section.title,
            following=following and following.label,
        )


def _is_empty(facts: Facts, section: Section, following: Section | None) -> bool:
    """Whether nothing stands between the two headings, or behind the last one.

    Both must be titles with a number, not sentences, and not one heading on two lines.
    """
    if not _is_labelled(facts, section) or section.end != section.block + 1:
        return False
    if following is None and section.end != facts.outline.body_end:
        return False
    if following is not None and not (section.end == following.block and _is_labelled(facts, following)):
        return False
    if following is not None and _DECIMAL.match(following.label) and not _DECIMAL.match(section.label):
        return False  # the sections of an annex may be numbered from one, on its own level
    is_title = section.title and section.title[-1] not in ".:;,?!" and len(section.title.split()) <= _TITLE
    return bool(is_title) and (following is None or following.label != section.label)


def _is_labelled(facts: Facts, section: Section) -> bool:
    """Whether the section bears a number, or is an annex; parts and chapters are divisions above their sections."""
    return bool(_DECIMAL.match(section.label)) or section.label.partition(" ")[0] in facts.profile.attachment


def only_child(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Sections with a single numbered subsection."""
    sections = facts.outline.sections
    children = Counter(section.parent for section in sections if section.parent is not None)
    for section in sections:
        if section.parent is not None and children[section.parent] == 1 and _DECIMAL.match(section.label):
            above = sections[section.parent]
            yield found(facts, rule, section.heading, number=section.label, above=above.label or above.title)


def heading_end(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Headings that end in a full stop which no abbreviation needs."""
    options: HeadingEnd = rule.options
    for section in facts.outline.sections:
        words = section.title.split()
        if not words or not re.search(r"\w{2}\.$", section.title) or len(words) > _SENTENCE or "." in section.title[:-1]:
            continue
        if plain(words[-1]) not in options.abbreviations:
            quote = facts.document.quote(section.heading)
            fix = Fix(rule.messages["write"].format(right=section.title[:-1]), quote, quote[:-1]) if quote.endswith(".") else None
            yield found(facts, rule, section.heading, fix=fix, title=section.title)


def _numbered(facts: Facts) -> Sequence[Section]:
    return [section for section in facts.outline.sections if _DECIMAL.match(section.label)]


def _split(label: str) -> tuple[str, int]:
    """The number of the section above and the last figure."""
    above, _, last = label.rpartition(".")
    return above, int(last)


def _joined(above: str, number: int) -> str:
    return f"{above}.{number}" if above else str(number)
