"""What the cover says: title, date, author, classification, version, status, and the SEC Release that the document is about."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from seclint.facts.cover import cover_end, title_of
from seclint.facts.profile import Profile
from seclint.facts.wording import any_phrase, phrases, plain
from seclint.model import Block, Cell, Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions

_MAILBOX = compiled(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_COUNTED = compiled(r"(?<=[A-Za-z])\d+\b")  # "v2.0-draft3" is a draft
_NUMBER = compiled(r"\d+(?:\.\d+)*(?:[a-z]\b)?")
_BESIDE = 6  # words beside the date of a document on its part of the line
_PARTING = compiled(r"\s[–—|·•-]\s|;\s|(?<!\b[A-Z])\.\s")  # between the values that share a line: "DCC – DCC Public – 3 May 2031"
_VALUE_ENDS = compiled(rf"{_PARTING.pattern}|\s+on\s+(?=\w+day\b|\d)")  # "Published by DCC on 3 May 2031"
_PAIR = 2  # cells of a row: a label and its value
_COVER_ROWS = 2  # of a cover that is set as a table: the labels and the values
_LONGEST_VALUE = 8  # words of a value behind a label without a colon
_STRUNG = 3  # fields that make a line of labels and values
_SHORT_LINE = 4  # words


class FieldValue(Struct, frozen=True):
    """A field as the cover gives it: where its label and value stand. ``value`` is empty when the label stands alone."""

    value: str
    span: Span
    label: Span | None = None


class FrontMatter(Struct, frozen=True):
    """The cover. ``date`` and ``release`` are ISO, ``version`` a bare number; ``fields`` go by their name in the profile."""

    title: str = ""
    title_span: Span | None = None
    fields: dict[str, FieldValue] = {}
    date: str | None = None
    version: str | None = None
    author: str | None = None
    classification: str | None = None
    status: str | None = None
    opens: str | None = None
    closes: str | None = None
    release: str | None = None
    draft: bool | None = None
    cover_end: int = 0

    def own_version(self, kind: str) -> str | None:
        """The version of the document itself: one that the cover labels so, or in a TAD the one in its title; else None."""
        field = self.fields.get("version")
        return self.version if field is not None and (field.label is not None or kind == "tad") else None

    def has(self, field: str) -> bool:
        """Whether the field is there and has a value."""
        return bool(field in self.fields and self.fields[field].value)


def front_matter(document: Document, profile: Profile, mentions: Mentions) -> FrontMatter:
    """Everything that the cover says."""
    end = cover_end(document, profile)
    cover = document.blocks[:end]
    fields = dict(_fields(document, cover, profile))
    title = title_of(document, profile)
    if title is not None:
        fields["title"] = FieldValue(document.quote(title), title)
    labelled = [field.span for name, field in fields.items() if name != "date"]
    for name, value in _unlabelled(document, cover, profile, mentions, labelled):
        if not (name in fields and fields[name].value):
            fields[name] = value
    if signature := _signature(document, profile):
        fields.setdefault("author", signature)
    version = _NUMBER.search(fields["version"].value) if "version" in fields else None
    return FrontMatter(
        title=fields["title"].value if "title" in fields else "",
        title_span=fields["title"].span if "title" in fields else None,
        fields=fields,
        date=_date(fields.get("date"), mentions) or _date(fields.get("opens"), mentions),
        version=version[0] if version else None,
        author=_value(fields, "author"),
        classification=_value(fields, "classification"),
        status=_value(fields, "status"),
        opens=_date(fields.get("opens"), mentions),
        closes=_date(fields.get("closes"), mentions),
        release=_release(document, title, cover, mentions),
        draft=_is_draft(document, title, fields, version[0] if version else "", profile),
        cover_end=end,
    )


def _signature(document: Document, profile: Profile) -> FieldValue | None:
    """Who signs a letter: the line behind its closing words."""
    closing = phrases(profile.closings)
    for block, below in pairwise(document.blocks):
        if block.kind == below.kind == "paragraph" and closing.fullmatch(document.quote(block.span).strip(" ,.")):
            return FieldValue(document.quote(below.span), below.span)
    return None


def _value(fields: Mapping[str, FieldValue], name: str) -> str | None:
    return (fields[name].value or None) if name in fields else None


def _fields(document: Document, cover: Sequence[Block], profile: Profile) -> Iterator[tuple[str, FieldValue]]:
    """The labelled fields of the cover, each once; one with a value goes before one without."""
    found: dict[str, FieldValue] = {}
    for name, value in _labelled(document, cover, profile):
        if name not in found or (value.value and not found[name].value):
            found[name] = value
    yield from found.items()


def _labelled(document: Document, cover: Sequence[Block], profile: Profile) -> Iterator[tuple[str, FieldValue]]:
    names = {plain(alias): name for name, field in profile.field.items() for alias in field.aliases}
    inline = _inline_label(names)
    for index, block in enumerate(cover):
        text = document.quote(block.span)
        alone = names.get(plain(text))
        if alone is not None and profile.field[alone].by_version and _heads_record(document, cover, block, names):
            continue
        if alone is not None:
            yield alone, _neighbour(document, cover, index, names)
            continue
        labels = _strung_together(text, names) if block.kind == "paragraph" else []
        labels = labels or list(inline.finditer(text)) or list(_in_a_run(document, cover, index, names))
        for position, match in enumerate(labels):
            stop = labels[position + 1].start() if position + 1 < len(labels) else len(text)
            written = "label" if match["label"] else "bare"
            label = Span(block.span.start + match.start(written), block.span.start + match.end(written))
            parting = _VALUE_ENDS.search(text, match.end(), stop) if written == "bare" else None
            value = _stripped(document, Span(block.span.start + match.end(), block.span.start + (parting.start() if parting else stop)))
            yield names[plain(match[written])], FieldValue(document.quote(value), value, label)


def _heads_record(document: Document, cover: Sequence[Block], head: Block, names: Mapping[str, str]) -> bool:
    """Whether a cell is one of several heads above several rows; the one row of a cover that is set as a table is no record."""
    if head.cell is None or head.cell.row:
        return False
    cells = [(block, block.cell) for block in cover if block.cell is not None and block.cell.table == head.cell.table]
    heads = [block for block, at in cells if at.row == 0]
    labels = [block for block in heads if plain(document.quote(block.span)) in names]
    return len({at.row for _, at in cells}) > _COVER_ROWS and len(heads) > _PAIR and len(labels) > 1


def _inline_label(names: Mapping[str, str]) -> re.Pattern[str]:
    """A label with a colon anywhere in a line, or where a part begins before a figure or a name ("Version 1.0", "Written by A Tester")."""
    alias = any_phrase(tuple(names))
    return compiled(
        rf"(?:^|(?<=\s))(?P<label>{alias})\s*:\s*|(?:^|\s[–—|·•]\s)(?P<bare>{alias})(?:\s+(?=v?\d)|(?<=\bby)\s+(?=(?-i:[A-Z])))",
        re.IGNORECASE,
    )


def _strung_together(text: str, names: Mapping[str, str]) -> Sequence[re.Match[str]]:
    """The labels of several fields without colons in one paragraph, as line breaks leave them: "Date 3 May 2031 Author DCC Version 1.0"."""
    bare = compiled(
        rf"(?P<label>(?!))?(?:^|(?<=\s))(?P<bare>(?=(?-i:[A-Z])){any_phrase(tuple(names))})\s+(?=(?-i:v?[A-Z0-9]))", re.IGNORECASE
    )
    firsts: dict[str, re.Match[str]] = {}
    for match in bare.finditer(text) if bare.match(text) else ():
        firsts.setdefault(names[plain(match["bare"])], match)
    labels = list(firsts.values())
    ends = [*(match.start() for match in labels[1:]), len(text)]
    values = [text[match.end() : end].split() for match, end in zip(labels, ends, strict=False)]
    short = all(0 < len(value) <= _LONGEST_VALUE for value in values)
    return labels if len(labels) >= _STRUNG and short else []


def _in_a_run(document: Document, cover: Sequence[Block], index: int, names: Mapping[str, str]) -> Iterator[re.Match[str]]:
    """The label at the start of a line without a colon, where the line before or behind begins with one too: "Author DCC Testing"."""
    bare = compiled(rf"(?P<label>(?!))?(?P<bare>{any_phrase(tuple(names))})\s+(?=(?-i:[A-Z0-9]))", re.IGNORECASE)
    own = bare.match(document.quote(cover[index].span)) if cover[index].kind == "paragraph" else None
    beside = [cover[at] for at in (index - 1, index + 1) if 0 <= at < len(cover)]
    short = len(document.quote(cover[index].span).split()) <= _LONGEST_VALUE
    if own and short and any(bare.match(document.quote(block.span)) for block in beside):
        yield own


def _stripped(document: Document, span: Span) -> Span:
    text = document.quote(span)
    return Span(span.start + len(text) - len(text.lstrip(" |,;")), span.end - (len(text) - len(text.rstrip(" |,;"))))


def _neighbour(document: Document, cover: Sequence[Block], index: int, names: Mapping[str, str]) -> FieldValue:
    """The value of a label that has a block to itself: the next cell, the cell below, or the next line."""
    block = cover[index]
    label = Span(block.span.start, block.span.start + len(document.quote(block.span).rstrip(" .:")))
    for other in _beside(document, cover, index, names):
        text = document.quote(other.span)
        if text and plain(text) not in names and not _inline_label(names).match(text):
            return FieldValue(text, other.span, label)
        if block.cell is None:
            break
    return FieldValue("", label, label)


def _beside(document: Document, cover: Sequence[Block], index: int, names: Mapping[str, str]) -> Iterator[Block]:
    """Where the value of a label may stand. Below the heading of a column it is the latest row: the last one, unless the first is newer."""
    cell = cover[index].cell
    if cell is None:
        yield from cover[index + 1 : index + 2]
        return
    table = [(block, block.cell) for block in cover if block.cell is not None and block.cell.table == cell.table]
    labels = {at.column for block, at in table if at.row == cell.row and plain(document.quote(block.span)) in names}
    heads_column = cell.row == 0 and bool(labels & {cell.column - 1, cell.column + 1})
    if not heads_column:
        yield from (block for block, at in table if at.row == cell.row and at.column == cell.column + 1)
    below = [block for block, at in table if at.row > cell.row and at.column == cell.column]
    yield from below if _newest_first(document, table, cell.row, names) else reversed(below)


def _newest_first(document: Document, table: Sequence[tuple[Block, Cell]], head: int, names: Mapping[str, str]) -> bool:
    """Whether a table of versions begins with the highest one."""
    columns = [at.column for block, at in table if at.row == head and names.get(plain(document.quote(block.span))) == "version"]
    written = [document.quote(block.span) for block, at in table if at.row > head and at.column in columns[:1]]
    numbers = [tuple(map(int, match[0].split("."))) for text in written if (match := _NUMBER.search(text))]
    return len(numbers) > 1 and numbers[0] > numbers[-1]


def _unlabelled(
    document: Document, cover: Sequence[Block], profile: Profile, mentions: Mentions, labelled: Sequence[Span]
) -> Iterator[tuple[str, FieldValue]]:
    """Fields that are known by their value: a date or version on a line of its own, a mailbox, a classification.

    A date in the ``labelled`` value of another field, or in a sentence, is not the document's.
    """
    if not cover:
        return
    end = cover[-1].span.end
    for date in mentions.dates:
        if date.span.end <= end and date.precision == "day" and _is_dateline(document, date.span, labelled):
            yield "date", FieldValue(document.quote(date.span), date.span)
            break
    for version in mentions.versions:
        if version.span.end <= end:
            yield "version", FieldValue(version.number, version.token)
            break
    mailbox = _MAILBOX.search(document.text, 0, end)
    if mailbox:
        yield "author", FieldValue(mailbox[0], Span(*mailbox.span()))
    running = [block for block in document.blocks if block.kind in ("header", "footer")]
    for name, field in profile.field.items():
        known = phrases(field.values)
        for block in (*cover, *running) if field.values else ():
            match = known.search(document.text, block.span.start, block.span.end)
            if match:
                yield name, FieldValue(match[0], Span(*match.span()))


def _is_dateline(document: Document, date: Span, labelled: Sequence[Span]) -> bool:
    """Whether a date stands with a few words at most on its line, or its part of a line, and is no other field's."""
    line = document.block_at(date.start).span
    before = _PARTING.split(document.text[line.start : date.start])[-1]
    beside = before + _PARTING.split(document.text[date.end : line.end])[0]
    return len(beside.split()) <= _BESIDE and not any(date.overlaps(span) for span in labelled)


def _date(field: FieldValue | None, mentions: Mentions) -> str | None:
    if field is None:
        return None
    return next((date.value for date in mentions.dates if date.value and date.span.overlaps(field.span)), None)


def _release(document: Document, title: Span | None, cover: Sequence[Block], mentions: Mentions) -> str | None:
    """The month of the Release in the title, else on the cover, else the one that the document speaks of most."""
    for block in (*([title] if title else []), *(block.span for block in cover)):
        for release in mentions.releases:
            if release.span.within(block):
                return release.month
    months = [release.month for release in mentions.releases]
    return max(months, key=months.count) if months and document.blocks else None


def _is_draft(document: Document, title: Span | None, fields: Mapping[str, FieldValue], version: str, profile: Profile) -> bool | None:
    """Draft or final by what the document says of itself; a version below 1 is a draft; None when nothing tells."""
    own: Iterable[str] = (fields[name].value for name in ("status", "version") if name in fields)
    words = " ".join((*own, document.quote(title) if title else ""))
    words = _COUNTED.sub("", f"{words} {_beside_version(document, fields)}")
    if phrases(profile.drafts).search(words) or version.startswith("0."):
        return True
    return False if phrases(profile.finals).search(words) or version else None


def _beside_version(document: Document, fields: Mapping[str, FieldValue]) -> str:
    """What stands in one short line with a version that has no label: "Draft v4.0a"."""
    field = fields.get("version")
    words = document.quote(document.block_at(field.span.start).span) if field is not None and field.label is None else ""
    return words if len(words.split()) <= _SHORT_LINE else ""
