"""contents: the contents list and the headings that it lists."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from seclint.checks.found import Found, found, unchecked
from seclint.facts import Facts
from seclint.facts.contents import Entry
from seclint.facts.outline import Section
from seclint.facts.wording import plain
from seclint.model import Finding, Related, Rule, Span
from seclint.patterns import compiled

_LISTING = ("item", "contents", "paragraph")
_CAPTION = compiled(r"(?P<label>(?:Table|Figure)\s+[\w.-]*\w)\s*[:.–—-]\s*(?=\S)", re.IGNORECASE)
_LEAST = 3  # entries that agree on how printed and physical pages differ
_SEPARATE = 3  # differences that are told one by one; where there are more, the list as a whole is out of date
_SHOWN = 5  # of the others that the one finding lists
_ANNEXES = 2  # at least, for each that the list leaves out
_NEARLY = 0.75  # of the entries must have theirs before one without a number is missed
_SHARE = 0.6  # of the entries must have their heading before the others are missed


def contents(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Entries without a heading, with another title or page or a page too low, and headings without an entry, as deep as is listed."""
    yield from _listed_captions(facts, rule)
    entries = facts.contents
    if not entries:
        return
    listed = {section.block for section in facts.outline.sections if section.span.end > entries[-1].span.end}
    sections = [section for section in facts.outline.sections if section.block in listed]
    by_label = {section.label: section for section in reversed(sections) if section.label}
    titles = Counter(plain(section.title) for section in sections)
    by_title = {plain(section.title): section for section in sections if titles[plain(section.title)] == 1}
    pairs = [(entry, _heading(facts, entry, by_label, by_title)) for entry in entries]
    if sum(section is not None for _, section in pairs) < _SHARE * len(entries):
        yield unchecked(rule, rule.messages["unchecked"])
        return
    findings = [
        *_entries(facts, rule, pairs),
        *_unlisted(facts, rule, pairs, sections),
        *_pages(facts, rule, pairs),
        *_falling(facts, rule, pairs),
    ]
    if len(findings) <= _SEPARATE:
        yield from findings
    else:
        first, *others = findings
        related = tuple(Related(other.message, other.quote, other.span) for other in others[:_SHOWN])
        note = rule.messages["more"].format(count=len(others))
        yield replace(first, related=(*first.related, *related), notes=(note,))


def _listed_captions(facts: Facts, rule: Rule) -> Iterator[Finding]:
    """Entries of a list of tables or figures with another title than the caption of that label."""
    captions = {plain(one.label): one for one in reversed(facts.captions)}
    pairs = []
    for block in (one for one in facts.document.blocks if one.kind in _LISTING):
        words = facts.document.quote(block.span)
        label = _CAPTION.match(words)
        caption = captions.get(plain(label["label"])) if label else None
        if label and caption is not None and caption.span != block.span:
            pairs.append((Span(block.span.start + label.end(), block.span.end), words[label.end() :], caption))
    apart = [(span, entry, caption) for span, entry, caption in pairs if not _same(entry, caption.title)]
    if len(pairs) >= _LEAST and len(pairs) - len(apart) >= _SHARE * len(pairs):
        for span, entry, caption in apart:
            related = [(caption.span, rule.messages["heading"])]
            yield found(facts, rule, span, variant="title", related=related, entry=entry, heading=caption.title)


def _heading(facts: Facts, entry: Entry, by_label: dict[str, Section], by_title: dict[str, Section]) -> Section | None:
    title = plain(facts.document.quote(entry.span))
    same = by_label.get(entry.label) if entry.label else None
    if same is not None and plain(same.title) == title:
        return same
    return by_title.get(title) or same or by_title.get(plain(f"{entry.label} {title}"))


def _entries(facts: Facts, rule: Rule, pairs: Sequence[tuple[Entry, Section | None]]) -> Iterator[Finding]:
    taken = {section.block for _, section in pairs if section is not None}
    found_at = [index for index, (_, section) in enumerate(pairs) if section is not None]
    for index, (entry, section) in enumerate(pairs):
        title = facts.document.quote(entry.span)
        if section is None:
            between = found_at[0] < index < found_at[-1]  # before and behind them, lists have titles of their own
            if (entry.label or (between and len(taken) >= _NEARLY * len(pairs))) and not _stands(facts, entry):
                yield found(facts, rule, entry.span, variant="no-heading", entry=f"{entry.label} {title}".strip())
        elif _same(title, section.title) and entry.label and section.label and entry.label != section.label:
            other = next((one for one in facts.outline.sections if one.label == entry.label and plain(one.title) == plain(title)), None)
            if other is None:
                related = [(section.heading, rule.messages["heading"])]
                yield found(facts, rule, entry.span, variant="number", related=related, entry=entry.label, heading=section.label)
        elif not _same(title, section.title) and section.block in taken:
            related = [(section.heading, rule.messages["heading"])]
            yield found(facts, rule, entry.span, variant="title", related=related, entry=title, heading=section.title)


def _same(entry: str, heading: str) -> bool:
    """Whether the two say the same, whatever their spaces, marks and capitals."""
    return _letters(entry) == _letters(heading)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, plain(text)))


def _stands(facts: Facts, entry: Entry) -> bool:
    """Whether the words of an entry stand in the text after all, if not as a heading."""
    words = _letters(facts.document.quote(entry.span))
    if not words:
        return True
    listed = {one.span for one in facts.contents}
    blocks = [block for block in facts.document.blocks if block.kind not in ("contents", "header", "footer") and block.span not in listed]
    return any(words in _letters(facts.document.quote(block.span)) for block in blocks)


def _unlisted(facts: Facts, rule: Rule, pairs: Sequence[tuple[Entry, Section | None]], sections: Sequence[Section]) -> Iterator[Finding]:
    """Numbered headings that the list leaves out, at depths that it lists in full but for them, and annexes beside others."""
    taken = {section.block for _, section in pairs if section is not None}
    depths = {depth: [one for one in sections if one.label and one.depth == depth] for depth in {one.depth for one in sections}}
    for section in sections:
        if section.block in taken or not section.label:
            continue
        numbered, word = section.label[:1].isdigit(), section.label.partition(" ")[0]
        alike = depths[section.depth] if numbered else [one for one in sections if one.label.startswith(f"{word} ")]
        missing = [one for one in alike if one.block not in taken]
        if len(missing) * (_LEAST if numbered else _ANNEXES) <= len(alike):
            yield found(facts, rule, section.heading, variant="no-entry", heading=f"{section.label} {section.title}")


def _pages(facts: Facts, rule: Rule, pairs: Sequence[tuple[Entry, Section | None]]) -> Iterator[Finding]:
    """Entries whose page differs from the heading's otherwise than those of most others."""
    apart = []
    for entry, section in pairs:
        page = facts.document.page_of(section.heading.start) if section is not None else None
        if section is not None and page is not None and entry.page_label.isdigit():
            apart.append((page - int(entry.page_label), entry, section))
    if not apart:
        return
    usual, count = Counter(one[0] for one in apart).most_common(1)[0]
    if count < _LEAST or len(apart) - count > count // _LEAST:
        return
    for difference, entry, section in apart:
        if difference != usual:
            page = int(entry.page_label) + difference - usual
            related = [(section.heading, rule.messages["heading"])]
            yield found(facts, rule, entry.span, variant="page", related=related, entry=entry.page_label, heading=page)


def _falling(facts: Facts, rule: Rule, pairs: Sequence[tuple[Entry, Section | None]]) -> Iterator[Finding]:
    """Entries with a lower page than the one before, where the pages themselves cannot be looked up."""
    known = [(entry, section) for entry, section in pairs if section is not None and entry.page_label.isdigit()]
    for (before, above), (entry, section) in pairwise(known if facts.document.pages is None else ()):
        if int(entry.page_label) < int(before.page_label) and above.block < section.block:
            related = [(before.span, rule.messages["before"])]
            yield found(facts, rule, entry.span, variant="falling", related=related, entry=entry.page_label, before=before.page_label)
