"""Abbreviations: where each is used, and where it is defined - spelled out in brackets, in a glossary, or in so many words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from seclint.facts.wording import phrases, plain
from seclint.model import Block, Document, Span
from seclint.recognise import Mentions

# Two capitals at least, with digits and "&"; one small letter between capitals ("ECoS"); a part behind a hyphen ("SIT-B").
_BEHIND_CAPITAL = r"(?:[A-Z]*[a-z][A-Z][A-Z0-9]*|[A-Z0-9]*(?:&[A-Z0-9]+)?[A-Z0-9]*)(?:-[A-Z0-9]+)*"
_SHORT = f"[A-Z]{_BEHIND_CAPITAL}"
# What may not stand before is looked for behind the capital: patterns that begin with a set of letters are found four times as fast.
_TOKEN = re.compile(rf"(?P<short>[A-Z](?<![\w&@.#/\\-].){_BEHIND_CAPITAL}(?:/{_SHORT})*)(?P<plural>s)?(?![\w@&]|\.\w|-[A-Z0-9])")
_CODE = re.compile(r"[A-Z]{1,6}-?\d{2,}[A-Z]?(?:-\d+)*|[A-Z]\d.*|\d.*")
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ADDRESS = re.compile(r"://|www\.|@")
# Postcodes, and letters that stand for what is still to be filled in: "XX", "MPXXX", "DD/MM/YYYY".
_NO_WORDS = re.compile(
    r"[A-Z](?<!\w.)(?:[A-Z]?\d[A-Z\d]? \d[A-Z]{2}|[A-Z]{0,2}X{2,}|(?<=X)X+"
    r"|(?:(?<=D)D|(?<=M)M|(?<=Y)YYY)(?:[/. -](?:DD|MM|MMM|YYYY|YY|HH)){1,3})\b"
)
_TO_FILL_IN = re.compile(r"\[(?:TO BE|DN|NB|DRAFTING|INSERT|NOTE)\b[^\[\]\n]{0,120}\]")
# What a bracket says that explains the word before it, and does not tell of something that belongs to it ("a copy of which").
_DESCRIBED = re.compile(r"(?:the|an?)\s(?!.*\b(?:which|whose|whom)\b)")
_BRACKET = re.compile(r"\((?P<inside>[^()]{2,120})\)")
_QUOTED_TOO = re.compile(r"^(?:(?:,|and|or)\s*(?:and\s+|or\s+)?[“‘\"'][^“”‘’\"']{2,20}[”’\"']\s*)+")
_SMALL_WORDS = frozenset(("of", "and", "the", "for", "in", "to", "on", "a", "an", "by", "with", "&"))
_MARK = 3  # characters within which the mark of an abbreviation's own footnote stands behind it
_LEAD = 4  # words in front of an abbreviation in its bracket
_EXEMPT = ("title", "heading", "header", "footer", "contents", "caption")


class Register(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """registers/abbreviations.toml: what needs no definition, how definitions are worded, and what abbreviations stand for."""

    known: tuple[str, ...]
    emphasis: tuple[str, ...]
    means: tuple[str, ...]
    called: tuple[str, ...]
    columns: tuple[str, ...]
    long: dict[str, str]

    @cached_property
    def passed_over(self) -> frozenset[str]:
        """What looks like an abbreviation and needs no definition."""
        return frozenset((*self.known, *self.emphasis))


class Use(Struct, frozen=True):
    """An abbreviation in running text, without its plural "s"."""

    short: str
    span: Span


class Definition(Struct, frozen=True):
    """What an abbreviation stands for, where the document says so; ``long`` is "" when it is explained but not spelled out."""

    short: str
    long: str
    span: Span


class Abbreviations(Struct, frozen=True):
    """The definitions and the uses of a document, each in text order; ``long`` is what the register spells out."""

    definitions: tuple[Definition, ...]
    uses: tuple[Use, ...]
    long: Mapping[str, str]

    @property
    def long_forms(self) -> dict[str, str]:
        """What each abbreviation stands for: as the document says, else as the register does."""
        return {**self.long, **{one.short: one.long for one in self.definitions if one.long}}

    def defines(self, short: str) -> bool:
        """Whether it is defined, itself or without its version digit ("SMETS" for "SMETS2")."""
        defined = {
            definition.short.replace("-", "") if definition.short[-1].isdigit() else definition.short for definition in self.definitions
        }
        return bool(defined & {short, short.replace("-", "") if short[-1].isdigit() else short, short.rstrip("0123456789").rstrip("-")})


def abbreviations_of(document: Document, mentions: Mentions, register: Register, cover_end: int) -> Abbreviations:
    """Everything about the abbreviations of a document; blocks before ``cover_end`` are the cover, where nothing counts as a use."""
    tokens = list(_tokens(document, mentions, register))
    definitions = [*_definitions(document, tokens, register), *_in_footnotes(document, tokens), *_glossary(document, register)]
    defining = {definition.span.start for definition in definitions}
    uses = tuple(use for use in tokens if use.span.start not in defining and _counts(document, use, cover_end))
    return Abbreviations(tuple(sorted(definitions, key=lambda one: one.span)), uses, register.long)


def spells(short: str, long: str) -> bool:
    """Whether the initials of the words of ``long`` are, in order, the letters of ``short``; small words may be left out.

    Other words may be left out too when the first and the last letter stand for the first and the last word.
    """
    letters = [letter for letter in short.lower() if letter.isalpha()]
    words = [word.lower() for word in re.findall(r"[^\W_]+|&", long)]
    if not letters or not words or words[0][0] != letters[0]:
        return False
    main = [word for word in words if word not in _SMALL_WORDS] or words
    initials = "".join(word[0] for word in words)
    if _within(letters, initials) and main[-1][0] == letters[-1]:
        return True
    # A word may give more than its initial: "SPecification", "CommunicationS".
    return len(main) >= 2 and _is_shared_out(letters, main)


def _is_shared_out(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the letters can be shared out among all the words, each word giving its initial and then any letters behind it."""
    if not words:
        return not letters
    word, rest = words[0], words[1:]
    return any(
        letters[:1] == [word[0]] and _within(letters[:count], word) and _is_shared_out(letters[count:], rest)
        for count in range(1, len(letters) - len(rest) + 1)
    )


def _within(letters: Sequence[str], text: str) -> bool:
    remaining = iter(text)
    return all(letter in remaining for letter in letters)


def _tokens(document: Document, mentions: Mentions, register: Register) -> Iterator[Use]:
    text = document.text
    hidden = _hidden(document, mentions)
    decided: dict[str, bool] = {}
    for block in document.blocks:
        start, end = block.span.start, block.span.end
        matches = list(_TOKEN.finditer(text, start, end))
        # Most paragraphs have so few abbreviations among their words that nobody shouts in them.
        if not matches or (len(matches) * 8 > text.count(" ", start, end) and _is_shouted(text[start:end])):
            continue
        for use in (part for match in matches for part in _parts(match)):
            at = use.span.start
            if use.short not in decided:
                decided[use.short] = _is_abbreviation(use.short, register, text)
            if decided[use.short] and not any(span.start <= at < span.end for span in hidden.get(at // 1000, ())):
                yield use


def _parts(match: re.Match[str]) -> Iterator[Use]:
    """The abbreviations of "SIT/UIT" and "DCC-SEC", one by one; a short part behind a hyphen belongs to what it follows ("SIT-B")."""
    at = match.start("short")
    for part in re.finditer(rf"{_SHORT}", match["short"]):
        pieces = part[0].split("-")
        if all(len(piece) <= 2 for piece in pieces[1:]):
            yield Use(part[0], Span(at + part.start(), at + part.end()))
            continue
        offset = at + part.start()
        for piece in pieces:
            yield Use(piece, Span(offset, offset + len(piece)))
            offset += len(piece) + 1


def _is_abbreviation(short: str, register: Register, text: str) -> bool:
    """Whether capitals stand for words: they are no code, no number, and no word that the text has in small letters too."""
    capitals = sum(letter.isupper() for letter in short)
    return not (
        capitals < 2
        or short in register.passed_over
        or _CODE.fullmatch(short)
        or _ROMAN.fullmatch(short)
        or (short.isupper() and short.isalpha() and len(short) > 3 and _is_word(short, text))
    )


def _is_word(short: str, text: str) -> bool:
    """Whether the text has the letters as a word, in small letters but for the first."""
    rest = short[1:].lower()
    return rest in text and re.search(rf"\b[{short[0]}{short[0].lower()}]{rest}\b", text) is not None


def _is_shouted(text: str) -> bool:
    """Whether a text is set in capitals as a whole."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    return len(words) > 2 and sum(word.isupper() for word in words) > len(words) / 2


def _hidden(document: Document, mentions: Mentions) -> dict[int, list[Span]]:
    """What is no running text, by thousands of characters: addresses, blanks, the letters of clause numbers, modifications."""
    text = document.text
    spans = [_word_at(text, match.start()) for match in _ADDRESS.finditer(text)]
    spans += [Span(*match.span()) for pattern in (_NO_WORDS, _TO_FILL_IN) for match in pattern.finditer(text)]
    spans += [modification.span for modification in mentions.modifications]
    for reference in mentions.references:
        for part in set(" ".join(reference.clauses).split()):
            at = text.find(part, reference.span.start, reference.span.end)
            while at > 0 and text[at - 1].isalnum():
                at = text.find(part, at + 1, reference.span.end)
            if at >= 0:
                spans.append(Span(at, at + len(part)))
    table: dict[int, list[Span]] = {}
    for page, one in ((page, span) for span in spans for page in range(span.start // 1000, span.end // 1000 + 1)):
        table.setdefault(page, []).append(one)
    return table


def _word_at(text: str, at: int) -> Span:
    """The characters around a place that no white space divides."""
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [end for end in (text.find(" ", at), text.find("\n", at)) if end >= 0]
    return Span(start, min(ends, default=len(text)))


def _counts(document: Document, use: Use, cover_end: int) -> bool:
    index = document.block_index(use.span.start)
    block = document.blocks[index]
    if index < cover_end or block.kind in _EXEMPT:
        return False
    return block.kind != "cell" or len(document.quote(block.span).split()) > 3


def _definitions(document: Document, tokens: Sequence[Use], register: Register) -> Iterator[Definition]:
    text = document.text
    means, called = phrases(register.means), phrases(register.called)
    for use in tokens:
        block = document.block_at(use.span.start).span
        before = text[max(block.start, use.span.start - 200) : use.span.start]
        after = text[use.span.end : min(block.end, use.span.end + 200)]
        for found in (_in_bracket(use, before, after, called), _before_bracket(use, after), _in_words(use, before, after, means, called)):
            if found is not None:
                yield Definition(use.short, found, use.span)
                break


def _in_bracket(use: Use, before: str, after: str, called: re.Pattern[str]) -> str | None:
    """Long Form (SHORT): what stands before the bracket when it spells the abbreviation, "" when it explains it in other words."""
    bracket = before.rfind("(")
    if bracket < 0 or ")" in before[bracket:] or not re.match(r"s?[’”\"']?\s*(?:[),;/]|(?:and|or)\s)", after):
        return None
    lead = re.findall(r"[\w&-]+", called.sub("", before[bracket + 1 :]))
    described = any(word != "and" and word.islower() for word in lead)  # (the “draft TAD”)
    if len(lead) > _LEAD or not all(word.islower() or re.fullmatch(rf"{_SHORT}s?", word) for word in lead):
        return None
    words = before[:bracket].split()
    if not any(letter.islower() for word in words[-3:] for letter in word):
        return None
    for count in range(2, min(len(words), 2 * len(use.short) + 4) + 1):
        long = " ".join(words[-count:]).strip("“‘\"'( ")
        if spells(use.short, long) and (long[:1].isupper() or not words[-1][:1].isupper()) and _is_one_name(use.short, long):
            return long
    return None if described else ""


def _is_one_name(short: str, long: str) -> bool:
    """Whether the words are no two things of which one has its abbreviation: "System Integration Testing (SIT) and User Testing"."""
    inside = re.findall(r"\(([^()]*)\)", long)
    return long.count("(") == long.count(")") and all(part.isalpha() and part in short for part in inside)


def _before_bracket(use: Use, after: str) -> str | None:
    """SHORT (Long Form), and "" for SHORT (the thing that it is)."""
    bracket = _BRACKET.match(after.removeprefix("s").lstrip("”’\"' "))
    inside = bracket["inside"].removeprefix("the ") if bracket else ""
    inside = re.split(r"[,;]", inside)[0]
    if not inside or not spells(use.short, inside):
        return "" if bracket and _DESCRIBED.match(bracket["inside"]) else None
    is_name = inside[:1].isupper() or len(inside.split()) >= len(use.short)
    return inside if is_name else ""  # "GSME (gas meter)" explains, and spells nothing out


def _in_words(use: Use, before: str, after: str, means: re.Pattern[str], called: re.Pattern[str]) -> str | None:
    """SHORT means ...; ..., known as SHORT; and the long form on the other side of a dash, comma or colon."""
    rest = after.removeprefix("s").lstrip("”’\"' ")
    if before[-1:] in tuple("“‘\"'"):  # “ESME” and “GSME” are meters
        rest = _QUOTED_TOO.sub("", rest)
        explained = re.match(r"(?:is|are|being)\s", rest)
        if explained:
            return _spelled_first(use.short, rest[explained.end() :]) or ""
    meant = means.match(rest)
    if meant:
        return _spelled_first(use.short, rest[meant.end() :]) or ""
    behind = after.removeprefix("s").lstrip("”’\"'")
    separated = re.match(r"\s*(?:[:=,–—-]|is|are|being)\s+(?:(?:the|a|an)\s+)?", behind)
    if separated:
        long = _spelled_first(use.short, behind[separated.end() :])
        if long:
            return long
    for call in called.finditer(before):
        if " " in call[0] and not before[call.end() :].strip(" “‘\"'"):
            return ""
    words = re.sub(r"[\s,–—-]+(?:or\s+(?:the\s+)?)?[“‘\"']?$", "", before)
    if words != before.rstrip() and re.search(r"[,–—-]\s*(?:or\s+)?(?:the\s+)?[“‘\"']?$", before):
        return _spelled_last(use.short, words)
    return None


def _spelled_first(short: str, text: str) -> str | None:
    """The words at the start of the text that spell the abbreviation."""
    words = re.match(r"(?:(?i:the|an?)\s+)?([^.;:()]{2,160})", text.lstrip())
    listed = words[1].split() if words else []
    for count in range(2, min(len(listed), 2 * len(short) + 2) + 1):
        long = " ".join(listed[:count]).rstrip(",")
        if long[:1].isupper() and spells(short, long):
            return long
    return None


def _spelled_last(short: str, text: str) -> str | None:
    words = text.split()
    for count in range(2, min(len(words), 2 * len(short) + 2) + 1):
        long = " ".join(words[-count:])
        if long[:1].isupper() and spells(short, long):
            return long
    return None


def _in_footnotes(document: Document, tokens: Sequence[Use]) -> Iterator[Definition]:
    """Abbreviations whose footnote spells them out: "DCC[1]", where note 1 is "The Data Communications Company."."""
    notes = {block.label: document.quote(block.span) for block in document.blocks if block.kind == "footnote"}
    marks = {note.at: note.label for note in document.notes}
    for use in tokens if marks else ():
        label = next((marks[at] for at in range(use.span.end, use.span.end + _MARK) if at in marks), None)
        between = document.text[use.span.end : use.span.end + _MARK]
        long = _spelled_first(use.short, notes.get(label, "")) if label is not None and not between[:1].isalnum() else None
        if long is not None:
            yield Definition(use.short, long, use.span)


def _glossary(document: Document, register: Register) -> Iterator[Definition]:
    """Rows of which one cell is an abbreviation and another one spells it, or which stand in a table of definitions."""
    columns = {plain(column) for column in register.columns}
    for row, listed in _rows(document):
        texts = [document.quote(block.span).strip(" “”‘’\"'") for block in row]
        for block, text in zip(row, texts, strict=True):
            short = text.removesuffix("s") if re.fullmatch(rf"{_SHORT}s", text) else text
            if not re.fullmatch(_SHORT, short):
                continue
            others = [other for other in texts if other and other != text]
            long = next((other for other in others if spells(short, re.split(r"[,;.(–]", other)[0])), None)
            if long is not None or (others and listed & columns):
                yield Definition(short, long or "", Span(block.span.start, block.span.start + len(short)))


def _rows(document: Document) -> Iterator[tuple[list[Block], set[str]]]:
    """The rows of every table, and what the table's first row says."""
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    for rows in tables.values():
        listed = {plain(document.quote(block.span)) for block in rows[min(rows)]}
        yield from ((row, listed) for row in rows.values())
