"""The events that a label and a date tell of, without a sentence: "Go-live: 24 June 2032", "Approved by TAG | 16 March 2032"."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache

from msgspec.structs import replace

from seclint.facts.events import Event
from seclint.facts.lexicon import Bodies, LabelForm, Lexicon
from seclint.facts.wording import alternatives, plain
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Date, Mentions

_BODY = "{body}"
# What may stand behind the date: a time, a full stop.
_TIME = r"(?:[,;]?\s*\(?(?:at|by|until)?\s*(?:\d{1,2}[:.]?\d{0,2}\s*(?:am|pm|hrs|hours)?|noon|midday|midnight|close of business)\)?)?"
_BEHIND = compiled(rf"{_TIME}[ .;]*", re.IGNORECASE)

_GOES_ON = compiled(rf"{_TIME}(?:\.|, which\b)\s", re.IGNORECASE)  # "Presented to TAG: 3 May 2031. The decision is in Section 4"
_LEAD = compiled(r"(?:[\s:,–—-]|\bon\b)+$")  # between a label and its date
_SHORT = compiled(r"(?:\s*\([^()]*\))?[ ,:–—-]*")  # between a body and the date on which it acts: its abbreviation, a comma


def labelled_events(
    document: Document,
    lexicon: Lexicon,
    bodies: Bodies,
    mentions: Mentions,
    kind: str,
    headings: Mapping[int, str],
    given_up: Collection[int],
) -> Iterator[Event]:
    """The events in paragraphs "label: date", and in rows of a table whose first cell is the label and whose second is the date.

    ``headings`` gives, by block, the body that its section is about; ``given_up`` is where the cells begin whose days hold no longer.
    """
    for date in mentions.dates:
        readable = date.precision in ("day", "period") and not date.impossible
        label, body = _label_of(document, bodies, date, given_up) if readable else (None, "")
        about = headings.get(document.block_index(date.span.start), "")
        for form in lexicon.label if label is not None and date.value else ():
            fitting = form.by_body if body else (*form.labels, *(form.by_body if about else ()))
            if label is None or not (
                _saying(fitting, bodies.pattern.pattern).fullmatch(document.quote(label).strip(" :*?"))
                or _goes(document, lexicon, bodies, form, label)
            ):
                continue
            event = _event(document, lexicon, bodies, form, (label, date), kind)
            event = replace(event, body=body or event.body or (about if form.by_body else ""))
            first, _, last = date.value.partition("/")
            if (not last and not form.period) or (last and form.closing):
                yield replace(event, value=first)
            if last and form.closing:
                deadline = any(one.deadline for one in lexicon.event if one.event == form.closing)
                yield replace(event, event=form.closing, says=lexicon.says[form.closing], value=last, deadline=deadline)
            break


def _label_of(document: Document, bodies: Bodies, date: Date, given_up: Collection[int]) -> tuple[Span | None, str]:
    """The words that stand before a date as its label, and nothing but another sentence beside it, or a body, whose name is given, too."""
    index = document.block_index(date.span.start)
    block = document.blocks[index]
    before = document.text[block.span.start : date.span.start].rstrip()
    goes_on = block.cell is None and _GOES_ON.match(document.text, date.span.end, block.span.end)
    if not goes_on and not _BEHIND.fullmatch(document.text, date.span.end, block.span.end):
        return None, ""
    if block.cell is None:
        return _words_before(block.span.start, before), ""
    at = index - 1
    while at > 0 and document.blocks[at].span.start in given_up:
        at -= 1
    first = document.blocks[at] if index and block.span.start not in given_up else block
    beside = first.cell is not None and (first.cell.table, first.cell.row, first.cell.column) == (block.cell.table, block.cell.row, 0)
    acts = bodies.pattern.match(before)
    body = bodies.named(acts[0]) if acts and _SHORT.fullmatch(before, acts.end()) else None
    if not beside or block.cell.column != index - at:
        return None, ""
    if before and body is None:  # "Approval | Approved by TAG on 3 May"
        return _words_before(block.span.start, before), ""
    return first.span, body.name if body is not None else ""


def _words_before(start: int, before: str) -> Span | None:
    """The label that stands right before a date: "Go-live: ", "Approved by TAG on ", but not a word alone without a colon."""
    words = _LEAD.sub("", before)
    last = words.rpartition(": ")[2]  # "Approval: Approved by TAG, 3 May"
    is_label = before.endswith(":") or len(last.split()) > 1
    return Span(start + len(words) - len(last), start + len(words)) if words and is_label else None


@cache
def _saying(labels: tuple[str, ...], body: str) -> re.Pattern[str]:
    """A pattern for any of the labels, with any body, for which ``body`` is a regular expression, where they say so."""
    parts = ([re.escape(plain(part)) if part.strip() else "" for part in label.split(_BODY)] for label in labels)
    return compiled(alternatives(tuple(rf"\s*({body})(?:\s*\([^()]*\))?\s*".join(some) for some in parts)), re.IGNORECASE)


def _goes(document: Document, lexicon: Lexicon, bodies: Bodies, form: LabelForm, label: Span) -> bool:
    """Whether the label says, without a verb, that something goes to a body: "Revised draft and answers to TAG"."""
    text = document.quote(label).strip(" :*")
    to = compiled(rf"\bto\s+(?:the\s+)?(?:{bodies.pattern.pattern})(?:\s*\([^()]*\))?$").search(text) if form.going else None
    if to is None or lexicon.verb.search(text):
        return False
    things = lexicon.things(document.text, label)
    revised = lexicon.words.revising
    return any(thing.name in form.going or (thing.artefact and set(thing.modifiers) & set(revised)) for thing in things)


def _event(document: Document, lexicon: Lexicon, bodies: Bodies, form: LabelForm, told: tuple[Span, Date], kind: str) -> Event:
    label, date = told
    named = bodies.pattern.search(document.quote(label))
    body = bodies.named(named[0]) if named else None
    return Event(
        event=form.event,
        says=form.says,
        span=Span(label.start, date.span.end),
        date=date,
        value=date.value,
        body=body.name if body is not None else "",
        modality="plan" if kind in form.planned else "fact",
        deadline=any(one.deadline for one in lexicon.event if one.event == form.event),
    )
