"""features, hidden-words, stale-fields, links: what a file holds besides the words that a reader sees."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from seclint.checks.found import Found, found
from seclint.facts import Facts
from seclint.facts.wording import any_of, plain
from seclint.model import Field, Link, Mark, Rule, Span
from seclint.patterns import compiled

_ADDRESS_SIGNS = ("://", "file:", "\\\\")
_SHOWN = 5  # further places that a finding lists
_MAILBOX = compiled(r"[\w.+-]+@[\w.-]+")
_MAILTO = compiled(r"^mailto:\s*|\?.*$", re.IGNORECASE)
_NUMBERED = compiled(r"\\[rnw]\b", re.IGNORECASE)  # switches of a cross-reference that shows the number of a paragraph
_PLACED = compiled(r"\\[pfdt]\b", re.IGNORECASE)  # the same for "above", a note's mark and the like
_TRACKING = compiled(r"(?:^|&)(?:utm_\w+|fbclid|gclid|mc_[ce]id)=[^&]*")


class Features(Struct, frozen=True, forbid_unknown_fields=True):
    """``features``: names of Document.features, each with what to call it.

    ``milder``: regular expressions by feature; where what the file says of it matches, it is never more than a warning.
    """

    features: dict[str, str]
    milder: dict[str, str] = {}


class Links(Struct, frozen=True, forbid_unknown_fields=True):
    """``fault``: what to look for. ``targets``: regular expressions of targets that are at fault; ``allow`` of those that are not.

    ``addresses``: regular expressions of words that are an address. ``written``: that of addresses in the text that count as links,
    in documents of the kinds ``written_in``.
    """

    fault: str
    addresses: tuple[str, ...] = ()
    written: str = ""
    written_in: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


def features(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Every listed feature that the file has, at the beginning of the document."""
    options: Features = rule.options
    for name, what in options.features.items():
        detail = facts.document.features.get(name)
        if detail:
            finding = found(facts, rule, beginning(facts), what=what.format(detail=detail), detail=detail)
            mild = name in options.milder and any_of((options.milder[name],)).search(unquote(detail)) and finding.severity == "error"
            yield replace(finding, severity="warning") if mild else finding


def hidden_words(facts: Facts, rule: Rule) -> Iterator[Found]:
    """One finding for words that are hidden, and one for those that cannot be seen on the paper."""
    for kind in ("hidden", "invisible"):
        marks = [mark for mark in facts.document.marks if mark.kind == kind and _words(facts, mark).strip()]
        if not marks:
            continue
        first, *others = marks
        yield found(
            facts,
            rule,
            _shown(facts, first),
            variant="" if kind == "hidden" else "invisible",
            related=[(_shown(facts, other), rule.messages["further"]) for other in others[:_SHOWN]],
            count=len(marks),
            s="" if len(marks) == 1 else "s",
            words=_words(facts, first),
        )


def stale_fields(facts: Facts, rule: Rule) -> Iterator[Found]:
    """Fields that Word was told to update and has not, and a title field that shows another title than the file's properties."""
    document = facts.document
    for field in document.fields:
        shown = document.quote(field.span)
        if field.dirty:
            yield found(facts, rule, _at_least_a_word(facts, field.span), shown=shown)
        elif re.match(r"\s*(?:TITLE\b|DOCPROPERTY\s+\"?title\b)", field.instruction, re.IGNORECASE):
            title = document.properties.get("title", "")
            if title and shown and plain(title) != plain(shown):
                yield found(facts, rule, field.span, variant="title", shown=shown, title=title)
        elif field.target is not None and shown:
            yield from _stale_reference(facts, rule, field, field.target)


def _stale_reference(facts: Facts, rule: Rule, field: Field, target: Span) -> Iterator[Found]:
    """A cross-reference that shows another number, or other words, than what it points to has by now."""
    document, shown = facts.document, facts.document.quote(field.span)
    block = document.block_at(target.start)
    if _NUMBERED.search(field.instruction):
        now = block.label if block.span.start <= target.start < block.span.end else ""
        variant, stale = "number", now and not _is_same_number(shown, now)
    else:
        now = "" if _PLACED.search(field.instruction) else document.quote(target).strip()
        variant, stale = "words", now and plain(now) != plain(shown)
    if stale:
        yield found(facts, rule, field.span, variant=variant, related=[(block.span, rule.messages["target"])], shown=shown, now=now)


def _is_same_number(shown: str, label: str) -> bool:
    """Whether a number is the label's, or all of it that is not understood where it stands: "(a)" of "4(a)", "4" of "Section 4"."""
    one, other = (re.findall(r"[^\W_]+", number.casefold()) for number in (shown, label))
    length = min(len(one), len(other))
    return not length or one[-length:] == other[-length:]


def links(facts: Facts, rule: Rule) -> Iterator[Found]:
    """The links whose target is at fault: it is one of the listed ones, or another address than the words show."""
    options: Links = rule.options
    wrong, right = any_of(options.targets), any_of(options.allow)
    for link in (*facts.document.links, *_written(facts, options)):
        target = unquote(link.target.strip())
        if options.allow and right.search(target):
            continue
        if options.fault == "target" and wrong.search(target):
            yield found(facts, rule, _at_least_a_word(facts, link.span), target=target or rule.messages["nothing"])
        elif options.fault == "words" and _misleads(facts, options, link, target):
            yield found(facts, rule, link.span, target=target)


def _written(facts: Facts, options: Links) -> Iterator[Link]:
    """The addresses that stand in the text without a link behind them."""
    if facts.kind not in options.written_in or not any(map(facts.holds, _ADDRESS_SIGNS)):
        return
    linked = [link.span for link in facts.document.links]
    for match in re.finditer(options.written, facts.document.text):
        span = Span(*match.span())
        if not any(span.overlaps(other) for other in linked):
            yield Link(span, match[0])


def _misleads(facts: Facts, options: Links, link: Link, target: str) -> bool:
    """Whether the words are an address of their own, and not the one that the link leads to, nor its site or (in PDFs) a line of it."""
    shown = facts.document.quote(link.span).strip(" <>()[].,;")
    if _MAILBOX.fullmatch(shown) and target.lower().startswith("mailto:"):
        return shown.casefold() != _MAILTO.sub("", target).casefold()
    if not any_of(options.addresses).fullmatch(shown) or not target.lower().startswith(("http://", "https://", "www.")):
        return False
    if facts.document.format == "pdf" and shown in target:
        return False
    site, path, query = _address(shown)
    return _address(target)[0] != site if not path and not query else _address(target) != (site, path, query)


def _address(url: str) -> tuple[str, str, str]:
    """Host, path and query, without what differs between two ways of writing one address."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    return host, unquote(parts.path).rstrip("/").casefold(), _TRACKING.sub("", parts.query).strip("&")


def beginning(facts: Facts) -> Span:
    """What stands for the document as a whole: its title, or its first words."""
    if facts.front.title_span is not None:
        return facts.front.title_span
    return next((block.span for block in facts.document.blocks if block.span.start < block.span.end), Span(0, 0))


def _words(facts: Facts, mark: Mark) -> str:
    return mark.detail if mark.kind == "hidden" else facts.document.quote(mark.span)


def _shown(facts: Facts, mark: Mark) -> Span:
    return _at_least_a_word(facts, mark.span)


def _at_least_a_word(facts: Facts, span: Span) -> Span:
    """The span, or the sentence around a place between words."""
    return span if span.start < span.end or not facts.document.blocks else facts.sentence(span)
