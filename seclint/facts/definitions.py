"""How a document defines its abbreviations: where, as what, and whether the letters fit."""

import re
from collections.abc import Container, Iterable, Iterator

from msgspec import Struct

from seclint.facts.glosses import Definition
from seclint.model import Document, Span
from seclint.patterns import compiled

_PROSE = ("paragraph", "item")
_LONGEST = 200  # characters between the beginning of the long form and the abbreviation
_SMALL = frozenset(("of", "and", "the", "for", "in", "to", "on", "a", "an", "by", "with", "&"))
_WORDS = compiled(r"[^\W_]+(?:[’'][a-z]+)?")
_RUN = compiled(
    r"(?:[A-Z][\w’'-]*|of|and|the|for|in|to|on|by|with|&|/)(?:[\s-]+(?:[A-Z][\w’'-]*|of|and|the|for|in|to|on|by|with|&))*\s*[“‘\"']?$"
)
_NAME = compiled(r"[^,;.:()\n–—]*[^\s,;.:()–—]")
_SENTENCE = 12  # words of a cell that is no name or definition
_SLIPS = 2  # letters by which a misspelt word may differ
_STEM = 5  # letters by which words with other endings are one
_LEAST = 3  # letters, and words: two may stand for almost anything


class Spelled(Struct, frozen=True):
    """An abbreviation spelled out in running text; ``whole`` reaches from the long form to the closing bracket."""

    short: str
    long: str
    span: Span
    whole: Span


def spelled_out(document: Document, definitions: Iterable[Definition], quoted: Iterable[Span]) -> tuple[Spelled, ...]:
    """The definitions that spell an abbreviation out in running text, those in quotations left out."""
    taken = tuple(quoted)

    def is_quoted(term: Span) -> bool:
        """Whether somebody else says so; marks around the abbreviation alone, as in (“SEC”), quote nobody."""
        return any(term.within(span) and span.end - span.start > term.end - term.start + 2 for span in taken)

    return tuple(
        Spelled(one.short, one.long, one.span, whole_of(document, one))
        for one in definitions
        if _is_name(one) and is_prose(document, one) and not is_quoted(one.span)
    )


def is_prose(document: Document, definition: Definition) -> bool:
    """Whether it stands in running text: a paragraph, an item of a list, or a cell that holds sentences."""
    block = document.block_at(definition.span.start)
    if definition.listed:
        return False
    return block.kind in _PROSE or (block.kind == "cell" and len(document.quote(block.span).split()) >= _SENTENCE)


def _is_name(definition: Definition) -> bool:
    """Whether the long form is a name: not a list in small letters, nor words of a sentence with other abbreviations among them."""
    words = [word for word in definition.long.split() if word not in _SMALL]
    if not words or definition.short in words or ("," in definition.long and not all(word[0].isupper() for word in words)):
        return False
    return not any(word.isupper() and len(word) > 1 for word in words) or all(word[0].isupper() for word in words)


def whole_of(document: Document, definition: Definition) -> Span:
    """The long form, the abbreviation and the bracket around either of them."""
    text, span = document.text, definition.span
    block = document.block_at(span.start).span
    before = text.rfind(definition.long, max(block.start, span.start - _LONGEST), span.start) if definition.long else -1
    after = text.find(definition.long, span.end, min(block.end, span.end + _LONGEST)) if definition.long and before < 0 else -1
    start, end = (before if before >= 0 else span.start), (after + len(definition.long) if after >= 0 else span.end)
    close = text.find(")", end, min(end + 3, block.end))
    return Span(start, close + 1 if close >= 0 and "(" in text[start:close] else end)


def is_same(one: str, other: str) -> bool:
    """Whether two long forms are one, or one of them with more words around it; case, hyphens, plurals and small words do not count."""
    mine, theirs = _main(one), _main(other)
    short, long = sorted((mine, theirs), key=len)
    return f" {' '.join(short)} " in f" {' '.join(long)} " or "".join(mine) == "".join(theirs)


def is_known_as(one: str, known: str) -> bool:
    """Whether a long form is a known one but for endings ("System Integration Tests") or misspelt letters, which others look for."""
    mine, theirs = _main(one), _main(known)
    return is_same(one, known) or (
        len(mine) == len(theirs) and all(_are_alike(word, other) for word, other in zip(mine, theirs, strict=True))
    )


def _are_alike(one: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # only long forms of known abbreviations are compared

    return one.startswith(other[:_STEM]) or other.startswith(one[:_STEM]) or OSA.distance(one, other) <= _SLIPS


def _main(long: str) -> list[str]:
    return [re.sub(r"(?:ie)?s$|y$", "", word) for word in _WORDS.findall(re.sub(r"[’']s\b", "", long.lower())) if word not in _SMALL]


def misspelled(document: Document, definitions: Iterable[Definition], known: Container[str]) -> Iterator[tuple[Definition, Span]]:
    """Abbreviations behind a name whose initials differ from them in one letter, or in two that changed places; with the name.

    A letter from within a word will do, but not where it is ``known`` for what the abbreviation stands: "Test StrAtegy Document (TAD)".
    """
    text = document.text
    for one in definitions:
        block = document.block_at(one.span.start).span
        before = text[max(block.start, one.span.start - _LONGEST) : one.span.start]
        if (
            one.long
            or len(one.short) < _LEAST
            or not one.short.isalpha()
            or not one.short.isupper()
            or not before.endswith(("(", "(the ", "(“", "(‘", '("'))
        ):
            continue
        if not text.startswith((")", "”)", "’)", '")', "s)"), one.span.end):
            continue
        name = before[: before.rfind("(")].rstrip()
        run = _RUN.search(name)
        words = _slip(one.short, run[0], strict=one.short in known) if run else ""
        if run and words:
            start = one.span.start - len(before) + name.rfind(words)
            yield one, Span(start, start + len(words))


def misspelled_in_tables(document: Document, definitions: Iterable[Definition]) -> Iterator[tuple[Definition, Span]]:
    """Abbreviations in tables of definitions beside a name of which they are almost the initials; with the name."""
    cells = [block for block in document.blocks if block.cell is not None]
    for one in definitions:
        own = document.block_at(one.span.start)
        if one.long or own.cell is None or len(one.short) < _LEAST or not one.short.isalpha() or not one.short.isupper():
            continue
        for block in cells:
            beside = block.cell is not None and block.cell.table == own.cell.table and block.cell.row == own.cell.row
            name = _NAME.match(document.quote(block.span)) if beside and block is not own else None
            if name and _RUN.fullmatch(name[0]) and _slip(one.short, name[0], bound=True) == name[0]:
                yield one, Span(block.span.start, block.span.start + name.end())


def _slip(short: str, run: str, *, bound: bool = False, strict: bool = False) -> str:
    """The last words of the run that are meant to spell the abbreviation and do not, "" when there are none.

    ``bound`` words belong to the abbreviation for certain, so that its first letter may be the wrong one, and two are enough.
    """
    parts = list(re.finditer(r"[A-Z][\w’']*", run))
    for count in (len(short), len(short) - 1, len(short) + 1):
        words = [part[0] for part in parts[-count:]]
        turned = [word[0] for word in words[:2]] == [*reversed(short[:2])]
        if len(words) == count >= _LEAST - bound and (bound or words[0][0] == short[0] or turned) and _is_slip(short, words, strict=strict):
            return run[parts[-count].start() : parts[-1].end()]
    return ""


def _is_slip(short: str, words: list[str], *, strict: bool) -> bool:
    initials = "".join(word[0] for word in words)
    if len(initials) == len(short):
        wrong = [at for at in range(len(short)) if initials[at] != short[at]]
        if len(wrong) == 1:
            return strict or short[wrong[0]].lower() not in words[wrong[0]].lower()
        return (
            len(wrong) == 2 and wrong[1] == wrong[0] + 1 and initials[wrong[0]] == short[wrong[1]] and initials[wrong[1]] == short[wrong[0]]
        )
    longer, shorter = sorted((initials, short), key=len, reverse=True)
    added = [at for at in range(len(longer)) if longer[:at] + longer[at + 1 :] == shorter]
    # A letter more may come from within the word before it, as in "SMETS"; the last word is often left out.
    if len(short) < len(initials):
        return bool(added) and added[-1] < len(initials) - 1
    return bool(added) and (short[added[0]].lower() not in words[max(0, added[0] - 1)].lower())
