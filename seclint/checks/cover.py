"""classification, publishable, metadata-title, file-name, running-header, page-count: the cover against what stands around it."""

import re
from collections.abc import Iterator
from pathlib import PurePath

from msgspec import Struct

from seclint.checks.file import beginning
from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.days import MONTHS, in_words
from seclint.facts.wording import any_of, any_phrase, phrases, plain
from seclint.model import Block, Rule, Span
from seclint.patterns import compiled

# "Page 3 of 24", "Page 3/24", "3 of 24", "3 / 24".
_PAGE_OF = compiled(
    r"\bpage\s+(\d{1,4})\s*(?:\bof\b|/)\s*(\d{1,4})\b(?!/)|(?<!\S)(\d{1,4})\s+(?:of|/)\s+(\d{1,4})(?!\S|\s+/)", re.IGNORECASE
)
_LINES = ("paragraph", "title", "heading")
_PARTS = 3  # of a line inside the cover that repeats its fields; two at the edge of the document
_BETWEEN = compiled(r"\s*\|\s*|\s[–—·•-]\s")
_WORD = compiled(r"[^\W_]+")
_STEM_VERSION = compiled(r"(?<![a-z0-9])v(?:er(?:sion)?)?[ _.-]?(\d{1,2}[._]\d{1,2}(?:[._]\d{1,2})?)(?!\d)", re.IGNORECASE)
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if month[3:] else month for month in MONTHS)
_STEM_MONTH = compiled(rf"(?<![a-z])(?P<month>{_MONTH})[a-z]?[ _.-]*(?P<year>20\d\d)(?!\d)", re.IGNORECASE)


class Templates(Struct, frozen=True, forbid_unknown_fields=True):
    """``templates``: regular expressions of titles that programs give by themselves."""

    templates: tuple[str, ...]


class FileName(Struct, frozen=True, forbid_unknown_fields=True):
    """``kinds``: words in a file name that tell a kind of document, by kind. ``release``: words behind a month that make it a Release's."""

    kinds: dict[str, tuple[str, ...]]
    release: tuple[str, ...]


def classification(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A classification on the cover that is none, and one in a running header or footer, or on a line, that is not the cover's."""
    field = facts.front.fields.get("classification")
    known = facts.profile.field["classification"].values if "classification" in facts.profile.field else ()
    if not known:
        return
    listed = {plain(value) for value in known}
    pattern = phrases(known)
    if field is not None and field.value and field.label is not None and not pattern.search(field.value):
        yield found(facts, rule, field.span, variant="unknown", value=field.value, known=", ".join(known))
        return
    own = pattern.search(field.value) if field is not None and field.value else None
    if field is None or own is None:
        return
    for block in (*_running(facts), *_lines_of_fields(facts), *_alone(facts, field.span)):
        for match in pattern.finditer(facts.document.text, block.span.start, block.span.end):
            if plain(match[0]) in listed and plain(match[0]) != plain(own[0]):
                yield found(
                    facts, rule, Span(*match.span()), related=[(field.span, rule.messages["cover"])], value=match[0], cover=own[0],
                    where=block.kind,
                )  # fmt: skip


def publishable(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A known classification that is not one of those that may be published."""
    field = facts.front.fields.get("classification")
    if field is None or not field.value:
        return
    known = phrases(facts.profile.field["classification"].values).search(field.value)
    if known and plain(known[0]) not in {plain(value) for value in facts.profile.publishable}:
        yield found(facts, rule, field.span, value=known[0], publishable=", ".join(facts.profile.publishable))


def metadata_title(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A title in the file's properties that has words which the title on the cover lacks, and lacks some that it has."""
    options: Templates = rule.options
    title = facts.document.properties.get("title", "").strip()
    own = facts.front.title_span
    if not title or own is None or any_of(options.templates).search(title):
        return
    cover_end = facts.front.cover_end or 1
    cover = " ".join(facts.document.quote(block.span) for block in facts.document.blocks[:cover_end] if block.kind == "title")
    inside, outside = _tokens(facts, title), _tokens(facts, f"{cover} {facts.front.title}")
    if inside and outside and not (inside <= outside or outside <= inside or _tokens(facts, facts.front.title) <= inside):
        yield found(facts, rule, own, title=title, cover=facts.front.title)


def file_name(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A version, Release or kind in the file's name that is another one than the document's."""
    options: FileName = rule.options
    stem = PurePath(facts.document.path).stem
    spaced = re.sub(r"[_\-.]+", " ", stem)
    version, own = _STEM_VERSION.search(stem), facts.front.own_version(facts.kind)
    if version and own and _numbers(version[1]) != _numbers(own):
        yield _of_name(facts, rule, "version", version[0], own, "version")
    month = _STEM_MONTH.search(stem)
    if month and facts.front.release:
        named = f"{month['year']}-{_month_number(month['month']):02}"
        about_release = phrases(options.release).match(re.sub(r"[_\-.]+", " ", stem[month.end() :]).lstrip())
        own_month = named[4:] == facts.front.release[4:] and not (facts.front.date or named).startswith(named)  # of another year
        if (about_release or own_month) and named != facts.front.release:
            yield _of_name(facts, rule, "release", in_words(named), in_words(facts.front.release), "title")
    told = [kind for kind, words in options.kinds.items() if phrases(words).search(spaced)]
    if len(told) == 1 and facts.kind != "other" and told[0] != facts.kind:
        yield _of_name(facts, rule, "kind", told[0], facts.profile.name, "title")


def running_header(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Versions, dates and Releases in running headers and footers that are not the cover's."""
    front, own = facts.front, facts.front.own_version(facts.kind)
    for block in (*_running(facts), *_lines_of_fields(facts)):
        for version in facts.mentions.versions:
            if version.token.within(block.span) and own and _numbers(version.number) != _numbers(own):
                yield _of_header(facts, rule, "version", version.token, version.written, own)
        for date in facts.mentions.dates:
            if date.span.within(block.span) and date.precision == "day" and front.date and date.value not in ("", front.date):
                yield _of_header(facts, rule, "date", date.span, in_words(date.value), in_words(front.date))
        for release in facts.mentions.releases:
            if release.span.within(block.span) and front.release and release.month != front.release:
                yield _of_header(facts, rule, "release", release.span, in_words(release.month), in_words(front.release))


def page_count(facts: Facts, rule: Rule) -> Iterator[Found]:
    """A footer "Page x of N" whose N is not the number of the last page, as the footer counts them."""
    document = facts.document
    if document.pages is None:
        return
    for block in _running(facts):
        match = _PAGE_OF.search(document.text, block.span.start, block.span.end)
        page = document.page_of(block.span.start)
        if match is None or page is None:
            continue
        number, total = int(match[1] or match[3]), int(match[2] or match[4])
        last = document.pages - page + number
        if number <= page and total != last:
            yield found(facts, rule, Span(*match.span()), total=total, last=last)
            return


def _running(facts: Facts) -> list[Block]:
    return [block for block in facts.document.blocks if block.kind in ("header", "footer")]


def _lines_of_fields(facts: Facts) -> Iterator[Block]:
    """The lines that repeat the cover's fields as headers and footers do: "DCC Public | Version 1.0 | 3 May 2031".

    They stand on the cover, or at the very end, and a classification is one of their parts.
    """
    field = facts.profile.field.get("classification")
    known = {plain(value) for value in field.values} if field is not None else set()
    lines = [block for block in facts.document.blocks if block.kind == "paragraph"]
    for block in (*(one for one in facts.document.blocks[: facts.front.cover_end] if one.kind == "paragraph"), *lines[-1:]):
        parts = [plain(part) for part in _BETWEEN.split(facts.document.quote(block.span))]
        at_edge = block in (facts.document.blocks[0], facts.document.blocks[-1])
        if known.intersection(parts) and len(parts) >= (_PARTS - at_edge):
            yield block


def _alone(facts: Facts, own: Span) -> Iterator[Block]:
    """The lines that hold a classification and nothing else, with its label or without, but for the cover's ``own``."""
    field = facts.profile.field["classification"]
    line = compiled(rf"\W*(?:{any_phrase(field.aliases)}\W+)?{any_phrase(field.values)}\W*", re.IGNORECASE)
    for block in facts.document.blocks:
        if block.kind in _LINES and not block.span.overlaps(own) and line.fullmatch(facts.document.text, block.span.start, block.span.end):
            yield block


def _of_name(facts: Facts, rule: Rule, variant: str, named: str, own: str, field: str) -> Found:
    value = facts.front.fields.get(field)
    span = value.span if value is not None else beginning(facts)
    return found(facts, rule, span, variant=variant, file=PurePath(facts.document.path).name, named=named, own=own)


def _of_header(facts: Facts, rule: Rule, variant: str, span: Span, written: str, own: str) -> Found:
    field = facts.front.fields.get("title" if variant == "release" else variant)
    related = [(field.span, rule.messages["cover"])] if field is not None else []

    block = facts.document.block_at(span.start)
    return found(
        facts,
        rule,
        span,
        variant=variant,
        related=related,
        written=written,
        own=own,
        where="line" if block.kind == "paragraph" else block.kind,
    )


def _tokens(facts: Facts, text: str) -> set[str]:
    """The words of a title, abbreviations spelled out, without small words and the plural."""
    long = facts.abbreviations.long
    words = (word for one in _WORD.findall(text) for word in _WORD.findall(long.get(one, one)))
    return {word.casefold().rstrip("s") for word in words if len(word) > 3 or word.isdigit() or word.isupper()}


def _numbers(version: str) -> tuple[int, ...]:
    figures = [int(figure) for figure in re.findall(r"\d+", version)]
    while len(figures) > 1 and figures[-1] == 0:
        figures.pop()
    return tuple(figures)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.lower().startswith(name[:3].lower()))
