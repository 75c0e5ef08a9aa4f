"""Abbreviations as they stand in running text: capitals that are no code, no number and no emphasis."""

import re
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from seclint.facts.wording import any_phrase
from seclint.model import Document, Span
from seclint.patterns import compiled
from seclint.recognise import Mentions

# Two capitals at least, with digits and "&"; one small letter between capitals ("ECoS"); a part behind a hyphen ("SIT-B").
_BEHIND_CAPITAL = r"(?:[A-Z]*[a-z][A-Z][A-Z0-9]*|[A-Z0-9]*(?:&[A-Z0-9]+)?[A-Z0-9]*)(?:-[A-Z0-9]+)*"
SHORT = f"[A-Z]{_BEHIND_CAPITAL}"
# What a figure follows behind a stroke is part of a reference: "TA/L/24".
# What may not stand before is looked for behind the capital: patterns that begin with a set of letters are found four times as fast.
_TOKEN = compiled(
    rf"(?P<short>[A-Z](?<![\w&@.#/\\-].){_BEHIND_CAPITAL}(?:/{SHORT})*)(?P<plural>s)?(?![\w@&]|\.\w|-[A-Z0-9]|(?:/[A-Z]+)*/\d)"
)
_CODE = compiled(r"[A-Z]{1,6}-?\d{2,}[A-Z]?(?:-(?:\d+|[A-Z]))*|[A-Z]\d.*|\d.*")
_ROMAN = compiled(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_PART = compiled(SHORT)
_NUMBERED = compiled(r"(?P<stem>[A-Z](?<![A-Z].)[A-Z]*+)-?\d")
_WORD = compiled(r"\w")
_ADDRESS = ("://", "www.", "@")
# Postcodes, and letters that stand for what is still to be filled in: "XX", "MPXXX", "DD/MM/YYYY".
_NO_WORDS = compiled(
    r"[A-Z](?<!\w.)(?:[A-Z]?\d[A-Z\d]? \d[A-Z]{2}|[A-Z]{0,2}X{2,}|(?<=X)X+"
    r"|(?:(?<=D)D|(?<=M)M|(?<=Y)YYY)(?:[/. -](?:DD|MM|MMM|YYYY|YY|HH)){1,3})\b"
)
_TO_FILL_IN = compiled(r"\[(?:TO BE|DN|NB|DRAFTING|INSERT|NOTE)\b[^\[\]\n]{0,120}\]")


# What a letter is filed under: TA/L/24/07, (RT/2026/03).
_FILED = compiled(r"\(?[A-Z]{1,5}(?:/[A-Z]{1,5})*(?:/\d{1,4})+\)?[.,;:]?")


class Register(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/abbreviations.toml: what needs no definition, how definitions are worded, and what abbreviations stand for."""

    known: tuple[str, ...]
    emphasis: tuple[str, ...]
    means: tuple[str, ...]
    called: tuple[str, ...]
    bracketed: tuple[str, ...]
    columns: tuple[str, ...]
    places: tuple[str, ...]
    long: dict[str, str]

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """What looks like an abbreviation and needs no definition."""
        return frozenset((*self.known, *self.emphasis))

    @cached_property
    def placed(self) -> re.Pattern[str]:
        """What, right behind its name, says which place something is: ", the pre-production environment"."""
        return compiled(
            rf"(?:,|\s\(|\s(?:is|are|was|being))?\s?(?:the|an?|our)\s(?:[\w-]+\s){{0,4}}?{any_phrase(self.places)}", re.IGNORECASE
        )


class Use(Struct, frozen=True):
    """An abbreviation in running text, without its plural "s"."""

    short: str
    span: Span


def abbreviations_in(document: Document, mentions: Mentions, register: Register, written: str) -> Iterator[Use]:
    """Every abbreviation of the text, in order, defined or not; texts that are set in capitals have none.

    ``written`` has every different word of the text, with the signs on it.
    """
    text = document.text
    hidden = _hidden(document, mentions)
    decided: dict[str, bool] = dict.fromkeys(_labels(text, register), False)
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        matches = list(_TOKEN.finditer(text, start, end))
        # Most paragraphs have so few abbreviations among their words that nobody shouts in them.
        if not matches or (len(matches) * 8 > text.count(" ", start, end) and _is_shouted(text[start:end])):
            continue
        for use in (part for match in matches for part in _parts(match)):
            at = use.span.start
            if use.short not in decided:
                decided[use.short] = _is_abbreviation(use.short, register, written)
            if decided[use.short] and not any(span.start <= at < span.end for span in hidden.get(at // 1000, ())):
                yield use


def _parts(match: re.Match[str]) -> Iterator[Use]:
    """The abbreviations of "SIT/UIT" and "DCC-SEC", one by one; a short part belongs to what it follows or precedes ("SIT-B", "F-SIT")."""
    at, short = match.start("short"), match["short"]
    if "-" not in short and "/" not in short:
        yield Use(short, Span(at, at + len(short)))
        return
    for part in _PART.finditer(short):
        pieces = part[0].split("-")
        if len(pieces[0]) == 1 or all(len(piece) <= 2 for piece in pieces[1:]):
            yield Use(part[0], Span(at + part.start(), at + part.end()))
            continue
        offset = at + part.start()
        for piece in pieces:
            yield Use(piece, Span(offset, offset + len(piece)))
            offset += len(piece) + 1


def _is_abbreviation(short: str, register: Register, written: str) -> bool:
    """Whether capitals stand for words: they are no code, no number, and no word that the text has in small letters too."""
    capitals = sum(letter.isupper() for letter in short)
    return not (
        capitals < 2
        or short in register.passed_over
        or _CODE.fullmatch(short)
        or _ROMAN.fullmatch(short)
        or (short.isupper() and short.isalpha() and len(short) > 3 and _is_word(short, written))
    )


def _labels(text: str, register: Register) -> Iterator[str]:
    """The names of rows and places: numbers in a series ("EX1", "EX2") or behind a hyphen ("ENV-3"), not versions of something known."""
    series: dict[str, set[str]] = {}
    for match in _NUMBERED.finditer(text):
        series.setdefault(match["stem"], set()).add(match[0])
    known = {_NUMBERED.sub(r"\g<stem>", short) for short in register.long}
    for stem, names in series.items():
        if stem not in known and (len(names) > 1 or "-" in min(names)):
            yield from names


def _is_word(short: str, text: str) -> bool:
    """Whether a text has the letters as a word, in small letters but for the first."""
    rest, first = short[1:].lower(), (short[0], short[0].lower())
    at = text.find(rest, 1)
    while at > 0:  # a pattern that begins with either letter would be tried at each of them
        end = at + len(rest)
        if text[at - 1] in first and not _WORD.match(text, end) and not (at > 1 and _WORD.match(text, at - 2)):
            return True
        at = text.find(rest, end)
    return False


def _is_shouted(text: str) -> bool:
    """Whether a text is set in capitals as a whole."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 2 and sum(word.isupper() for word in words) > len(words) / 2


def _hidden(document: Document, mentions: Mentions) -> dict[int, list[Span]]:
    """What is no running text, by thousands of characters: addresses, blanks, the letters of clause numbers, modifications."""
    text = document.text
    spans = [_word_at(text, at) for sign in _ADDRESS for at in _places_of(sign, text)]
    spans += [Span(*match.span()) for pattern in (_NO_WORDS, _TO_FILL_IN) for match in pattern.finditer(text)]
    spans += [word for at in _places_of("/", text) if _FILED.fullmatch(text, (word := _word_at(text, at)).start, word.end)]
    spans += [modification.span for modification in mentions.modifications]
    for reference in mentions.references:
        for part in set(" ".join(reference.clauses).split()):
            if part.islower() or part.isdigit():
                continue  # no abbreviation begins in it
            at = text.find(part, reference.span.start, reference.span.end)
            while at > 0 and text[at - 1].isalnum():
                at = text.find(part, at + 1, reference.span.end)
            if at >= 0:
                spans.append(Span(at, at + len(part)))
    table: dict[int, list[Span]] = {}
    for page, one in ((page, span) for span in spans for page in range(span.start // 1000, span.end // 1000 + 1)):
        table.setdefault(page, []).append(one)
    return table


def _places_of(letters: str, text: str) -> Iterator[int]:
    """Where the letters stand."""
    at = text.find(letters)
    while at >= 0:
        yield at
        at = text.find(letters, at + 1)


def _word_at(text: str, at: int) -> Span:
    """The characters around a place that no white space divides."""
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find(" ", at), text.find("\n", at)) if end >= 0]
    return Span(start, min(ends, default=len(text)))
