"""required-fields, required-sections: what the profile says a document of its kind must have."""

from collections.abc import Iterator, Mapping

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.profile import RequiredSection
from seclint.facts.wording import phrases
from seclint.model import Rule, Span


def required_fields(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Fields that are not on the cover, or have a label and no value."""
    for name, field in facts.profile.field.items():
        if not field.required or facts.front.has(name) or any(facts.front.has(other) for other in field.instead):
            continue
        empty = facts.front.fields.get(name)
        if empty is not None:
            yield found(facts, rule, empty.label or empty.span, variant="empty", field=field.name)
        else:
            yield found(facts, rule, _cover(facts), field=field.name, kind=facts.profile.name)


def required_sections(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Sections of the profile that no heading opens, under any of their titles."""
    sections = facts.profile.section
    opened = {name for section in facts.outline.sections for name in _opened(sections, f"{section.label} {section.title}")}
    for name, section in sections.items():
        exempt = bool(section.exempt) and phrases(section.exempt).search(facts.front.title) is not None
        if section.required and name not in opened and not exempt:
            yield found(facts, rule, _cover(facts), section=section.name, kind=facts.profile.name)


def _opened(sections: Mapping[str, RequiredSection], heading: str) -> Iterator[str]:
    """The sections that a heading opens. "Analysis of Responses" opens the analysis alone, "Responses and Analysis" two sections."""
    matches = {name: match.span() for name, section in sections.items() if (match := phrases(section.aliases).search(heading))}
    for name, (start, end) in matches.items():
        if not any(other != (start, end) and other[0] <= start and end <= other[1] for other in matches.values()):
            yield name


def _cover(facts: Facts) -> Span:
    """What stands for the document as a whole: its title, or its first words."""
    if facts.front.title_span is not None:
        return facts.front.title_span
    return next((block.span for block in facts.document.blocks if block.span.start < block.span.end), Span(0, 0))
