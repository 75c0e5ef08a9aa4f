"""Things that a point names side by side ("MHHS and SMETS1 Device Swap Out"), and where a response takes each of them up."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.points import Point, Reading, Token
from seclint.facts.reply import Response
from seclint.facts.wording import any_of, any_phrase, phrases
from seclint.model import Span
from seclint.patterns import compiled

_BETWEEN = compiled(r"\bbetween\s+(?:the\s+)?$")
_BOTH = compiled(r"\b(?:both|neither)\b", re.IGNORECASE)
_BOTH_OF = compiled(r"\bboth\s+(?P<one>[a-z][\w-]{4,})(?:\s+[a-z][\w-]+)?\s+and\s+(?P<other>[a-z][\w-]{4,})\b")
_ONE_HEAD = compiled(
    r"\b(?P<one>[A-Za-z][\w-]{2,})\s+(?P<head>[a-z][a-z-]+(?:\s+[a-z]+)?)\s+and\s+(?:the\s+)?(?P<other>[A-Za-z][\w-]{2,})\s+(?P=head)\b"
)
_AND = compiled(r"\s+and\s+")
_RANGE = compiled(r"[-–—]|\bto\b")
_NAMED = compiled(r"[A-Z][\w-]+(?:\s+(?:of\s+|for\s+)?[A-Z][\w-]+)*")
_WORD = compiled(r"[A-Za-z][\w-]+")
_SMALL = ("of", "for", "and", "the")
_STEM = 6  # letters in which "overlap" and "overlaps" are alike
_REACH = 20  # characters before a thing in which the word in front of it stands


class Half(Struct, frozen=True):
    """Two things of one sentence: ``taken_up`` where the response takes up the one, ``missing`` is the other one.

    ``aside`` is where the response names the missing one after all, but only to say what something is for.
    """

    taken: Token
    missing: Token
    taken_up: Span
    aside: Span | None = None


def half_answered(reading: Reading, response: Response, point: Point, sentences: Sequence[Span]) -> Iterator[Half]:
    """The things that the point names side by side of which the sentences of the response take up some, and others not."""
    forms = reading.forms
    said = reading.document.quote(point.span)
    if not (phrases(forms.contrast).search(said) or _BOTH.search(said)) or any_of(forms.together).search(response.text):
        return
    related = any_of(forms.relations).search(said)
    if related is not None and related[0].casefold()[:_STEM] in response.lowered:
        return
    for group in (*_groups(reading, point), *_both(reading, point)):
        places = {token: list(_places(reading, response, token, group, sentences)) for token in group}
        taken = next((token for token in group if any(main for _, main in places[token])), None)
        if taken is None:
            continue
        for token in group:
            if any(main for _, main in places[token]) or token.quoted or token.background or response.stands_in(token.kind):
                continue
            there = next(place for place, main in places[taken] if main)
            yield Half(taken, token, there, next((place for place, _ in places[token]), None))


def _groups(reading: Reading, point: Point) -> Iterator[list[Token]]:
    """The tokens of a point that stand side by side with "and" before the last one, two or more at a time."""
    text = reading.document.text
    joints = _joints(reading.forms.joining)
    group: list[Token] = []
    joined = False
    named = sorted(point.tokens, key=lambda one: one.span)
    for token in (part for one in named for part in parts_of(reading, one)):
        joint = joints.fullmatch(text, group[-1].span.end, _behind_repeated(text, group[-1], token)) if group else None
        if joint is None:
            if joined:
                yield group
            group, joined = [], False
        elif not _BETWEEN.search(text, point.span.start, group[0].span.start):
            joined = joint["word"] != ","
        group.append(token)
    if joined:
        yield group


def _both(reading: Reading, point: Point) -> Iterator[list[Token]]:
    """Two things without a name of their own of which the point says "both", or that one noun tells apart.

    "both single-phase and polyphase meters", "the firmware version and the hardware version".
    """
    taken = [token.span for token in point.tokens]
    for pattern in (_BOTH_OF, _ONE_HEAD):
        for match in pattern.finditer(reading.document.text, point.span.start, point.span.end):
            spans = [Span(*match.span(name)) for name in ("one", "other")]
            if not any(one.overlaps(span) for one in taken for span in spans):
                taken += spans
                yield [Token("name", (reading.document.quote(span),), span) for span in spans]


def _behind_repeated(text: str, before: Token, token: Token) -> int:
    """Where a thing begins with the word in front that the one before it has, too: "the affected MP and the affected Service Request"."""
    first, second = (text[max(0, one.span.start - _REACH) : one.span.start].split()[-1:] for one in (before, token))
    return token.span.start - len(second[0]) - 1 if first == second and second and second[0].islower() else token.span.start


@cache
def _joints(joining: tuple[str, ...]) -> re.Pattern[str]:
    """What stands between two things that are named side by side; ``word`` joins them."""
    return compiled(
        rf"(?:\s*\([^()]{{1,40}}\))?(?:\s+[a-z]{{3,}}){{0,2}}?\s*,?\s*(?P<word>{any_phrase(joining)}|,)"
        r"(?:\s+(?:the|of|for|with|in|by|on|to|a|an|both|also))*\s+"
    )


def parts_of(reading: Reading, token: Token) -> Iterator[Token]:
    """A name with "and" in it is two things when each half could be a name; a list of parts of a document is several."""
    words = reading.document.quote(token.span)
    if token.kind in ("clause", "locator"):
        halves = list(token.key[1:]) if not _RANGE.search(words) else []
        keys: list[tuple[str, ...]] = [(token.key[0], half) for half in halves]
    else:
        halves = _AND.split(words) if token.kind == "name" else []
        halves = halves if all(map(_NAMED.fullmatch, halves)) and not any(map(phrases(reading.forms.general).fullmatch, halves)) else []
        keys = [(half,) for half in halves]
    if len(halves) < 2 or not all(half in words for half in halves):
        yield token
        return
    at = token.span.start
    for half, key in zip(halves, keys, strict=True):
        at = reading.document.text.index(half, at)
        yield replace(token, key=key, span=Span(at, at + len(half)))
        at += len(half)


def _places(
    reading: Reading, response: Response, token: Token, group: Sequence[Token], sentences: Sequence[Span]
) -> Iterator[tuple[Span, bool]]:
    """The sentences of the response that name the thing, and whether they do so before they come to what it is for."""
    text = reading.document.text
    others = {word for other in group if other != token for word in _stems(reading.document.quote(other.span))}
    for sentence in sentences:
        purpose = any_of(reading.forms.purposes).search(text, sentence.start, sentence.end)
        main = Span(sentence.start, purpose.start() if purpose else sentence.end)
        if _names(reading, response, token, others, main):
            yield sentence, True
        elif purpose and _names(reading, response, token, others, sentence):
            yield sentence, False


def _names(reading: Reading, response: Response, token: Token, others: set[str], span: Span) -> bool:
    """Whether a stretch of the response names the thing, in so many words or with most of the words that are its own."""
    if Response(reading, (span,), response.long_forms).takes_up(token):
        return True
    if token.kind == "name" and token.key[0].islower() and token.key[0].isalpha():  # "approver", "approval"
        begun = token.key[0][:_STEM]
        return any(match[0].casefold().startswith(begun) for match in _WORD.finditer(reading.document.quote(span)))
    own = _stems(reading.document.quote(token.span)) - others
    return token.kind == "name" and 2 * len(own & _stems(reading.document.quote(span))) > len(own)


def _stems(words: str) -> set[str]:
    return {match[0].casefold().rstrip("s")[:7] for match in _WORD.finditer(words) if match[0] not in _SMALL}
