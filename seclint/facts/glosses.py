"""Where a document says what an abbreviation stands for: in brackets, in so many words, in a footnote or in a glossary."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from seclint.facts.capitals import SHORT, Register, Use
from seclint.facts.initials import is_one_name, spelled_first, spelled_last, spells
from seclint.facts.wording import phrases, plain
from seclint.model import Block, Document, Span
from seclint.patterns import compiled

# What a bracket says that explains the word before it, and does not tell of something that belongs to it ("a copy of which").
_DESCRIBED = compiled(r"(?:the|an?)\s(?!.*\b(?:which|whose|whom)\b)")
_ASIDE = compiled(r"(?:\sv?\d[\d.]*)?(?:,|\s[–—-]|\s(?:being|is|are))\s+(?:the|an?)\s[^.;:()]{2,120}")
_VERSION_TOLD = compiled(r"(?:\s[a-z]+){0,2}\s\((?:the\s)?[a-z][a-z-]{3,}[^()]*\)|(?:\s[a-z]+){0,2},\sthat\sis,?\s[a-z]")
_BRACKET = compiled(r"\((?P<inside>[^()]{2,120})\)")
_VERSIONED = compiled(r"\s(?:[vV]|[Vv]ersion |[Ii]ssue )\d[\d.]*\)")  # (ETAD v5.1)
_SHARED = compiled(
    rf"(?:\s(?:and|or)\s{SHORT})?[”’\"']?\s\((?P<first>[A-Z]\w+)\s(?:and|or)\s(?P<second>[A-Z]\w+)\s(?P<common>[A-Z][^(),;]{{2,80}})\)"
)
_JOINED = compiled(rf"[”’\"']?\sand\s[“‘\"']?(?P<other>{SHORT})[”’\"']?\s+")
_ARE = compiled(r"(?:are|being)\s")
_INTERPOSED = compiled(r"(?<=\w),\s[^,;.:()]{2,30},(?=\s)")  # "SEC stands, as always, for"
_IN_COMMON = compiled(r"\s*(?:the\s)?(?P<first>[A-Z]\w+)\sand\s(?:the\s)?(?P<second>[A-Z]\w+)\s(?P<common>[A-Z][^(),;.]{2,80})")
_AND_TO = compiled(r"\b(?:and|,)\s(?P<words>[^,;.]+?)\s(?:to|as)\s[“‘\"']?$")
_TO = compiled(r"\s(?:to|as)\s[“‘\"']?$")
_CLOSES = compiled(r"s?[’”\"']?\s*(?:[),;/]|(?:and|or)\s)")
_PARTED = compiled(r"\s*(?:[:=,–—-]|is|are|being)\s+(?:(?:the|a|an)\s+)?|\s+(?:the|an?)\s+")
_APPOSED = compiled(r"[,–—-]\s*(?:or\s+)?(?:the\s+)?[“‘\"']?$")
_QUOTED_TOO = compiled(r"^(?:(?:,|and|or)\s*(?:and\s+|or\s+)?[“‘\"'][^“”‘’\"']{2,20}[”’\"']\s*)+")
_SHORT, _PLURAL = compiled(SHORT), compiled(f"{SHORT}s")
_TOGETHER = compiled(r"\s*(?:,|/|\s&\s|\band\b)\s*")
_JOINTS = (",", "/", "&", "and")
_MARK = 3  # characters within which the mark of an abbreviation's own footnote stands behind it
_SHORTEST = 2  # letters
_FEW_ROWS = 3  # a table of so few is none of definitions, unless its head says so
_FEW_WORDS = 3
_LEAD = 4  # words in front of an abbreviation in its bracket
_CALLED = 40  # characters right in front of an abbreviation in which stands what says that something is called so


class Definition(Struct, frozen=True):
    """What an abbreviation stands for, where the document says so; ``long`` is "" when it is explained but not spelled out.

    ``listed`` marks a line of a list of abbreviations, which is no running text.
    """

    short: str
    long: str
    span: Span
    listed: bool = False


def definitions_in(document: Document, tokens: Sequence[Use], register: Register) -> Iterator[Definition]:
    """All definitions: those in running text, in footnotes and in tables. ``tokens`` are the abbreviations of the text."""
    yield from _in_text(document, tokens, register)
    yield from _in_footnotes(document, tokens)
    yield from _in_tables(document, register)


def _in_text(document: Document, tokens: Sequence[Use], register: Register) -> Iterator[Definition]:
    text = document.text
    means, called = phrases(register.means), phrases(register.called)
    joining = phrases((*register.called, *register.bracketed))
    for use in tokens:
        block = document.block_at(use.span.start).span
        before = text[max(block.start, use.span.start - 200) : use.span.start]
        after = text[use.span.end : min(block.end, use.span.end + 200)]
        yield from _coordinated(use, after, means)
        in_words = _in_words(use, before, after, means, called)
        described = _described(use, after, register)
        for found in (_in_bracket(use, before, after, joining), _before_bracket(use, after), in_words, described):
            if found is not None:
                yield Definition(use.short, found, use.span)
                break
        else:
            if (long := _listed(use, before, after)) is not None:
                yield Definition(use.short, long, use.span, listed=True)


def _in_bracket(use: Use, before: str, after: str, called: re.Pattern[str]) -> str | None:
    """Long Form (SHORT): what stands before the bracket when it spells the abbreviation, "" when it explains it in other words."""
    bracket = before.rfind("(")
    if bracket < 0 or ")" in before[bracket:] or not (_CLOSES.match(after) or _VERSIONED.match(after)):
        return None
    lead = re.findall(r"[\w&-]+", called.sub("", before[bracket + 1 :]))
    described = any(word != "and" and word.islower() for word in lead)  # (the “draft TAD”)
    if len(lead) > _LEAD or not all(word.islower() or re.fullmatch(rf"{SHORT}s?", word) for word in lead):
        return None
    words = before[:bracket].split()
    if not any(letter.islower() for word in words[-3:] for letter in word):
        return None
    for count in range(2, min(len(words), 2 * len(use.short) + 4) + 1):
        long = " ".join(words[-count:]).strip("“”‘’\"'( ")
        if spells(use.short, long) and (long[:1].isupper() or not words[-1][:1].isupper()) and is_one_name(use.short, long):
            return long
    return None if described else ""


def _before_bracket(use: Use, after: str) -> str | None:
    """SHORT (Long Form), and "" for SHORT (the thing that it is); one bracket may be that of two."""
    shared = _SHARED.match(after)
    if shared is not None and (both := [long for long in _both(shared) if spells(use.short, long)]):
        return both[0]
    bracket = _BRACKET.match(after.removeprefix("s").lstrip("”’\"' "))
    if bracket is None:
        return None
    inside = re.split(r"[,;]", bracket["inside"].removeprefix("the "))[0]
    if not inside or use.short in inside.split() or not spells(use.short, inside):
        explains = _DESCRIBED.match(bracket["inside"]) or _is_abridged(use.short, bracket["inside"])
        return "" if explains else None
    is_name = inside[:1].isupper() or len(inside.split()) >= len(use.short)
    return inside if is_name else ""  # "GSME (gas meter)" explains, and spells nothing out


def _coordinated(use: Use, after: str, means: re.Pattern[str]) -> Iterator[Definition]:
    """SHORT and SHORT are First and Second Common: "SIT and UIT are System and User Integration Testing"."""
    joined = _JOINED.match(after)
    meant = (means.match(after, joined.end()) or _ARE.match(after, joined.end())) if joined is not None else None
    shared = _IN_COMMON.match(after, meant.end()) if meant is not None else None
    if joined is not None and shared is not None:
        other = Span(use.span.end + joined.start("other"), use.span.end + joined.end("other"))
        for short, long, span in zip((use.short, joined["other"]), _both(shared), (use.span, other), strict=True):
            if spells(short, long):
                yield Definition(short, long, span)


def _is_abridged(short: str, inside: str) -> bool:
    """Whether letters are taken in their order from the one word, or the few, in the bracket behind them: "FW (firmware)"."""
    letters = iter(inside)
    is_plain = inside.islower() and len(inside.split()) <= _FEW_WORDS
    return is_plain and inside[0] == short[0].lower() and all(letter in letters for letter in short.lower())


def _both(shared: re.Match[str]) -> tuple[str, str]:
    """The two names that a bracket behind two abbreviations gives in one: "ESME and GSME (Electricity and Gas ... Equipment)"."""
    return f"{shared['first']} {shared['common']}", f"{shared['second']} {shared['common']}"


def _in_words(use: Use, before: str, after: str, means: re.Pattern[str], called: re.Pattern[str]) -> str | None:
    """SHORT means ...; ..., known as SHORT; and the long form on the other side of a dash, comma or colon."""
    rest = after.removeprefix("s").lstrip("”’\"' ")
    if before[-1:] in tuple("“‘\"'"):  # “ESME” and “GSME” are meters
        rest = _QUOTED_TOO.sub("", rest)
        explained = re.match(r"(?:is|are|being)\s", rest)
        if explained:
            return spelled_first(use.short, rest[explained.end() :]) or ""
    meant = means.match(rest)
    if meant is None and _INTERPOSED.search(rest, 0, _CALLED):
        rest = _INTERPOSED.sub("", rest, 1)
        meant = means.match(rest)
    if meant:
        return spelled_first(use.short, rest[meant.end() :]) or ""
    behind = after.removeprefix("s").lstrip("”’\"'")
    parted = _PARTED.match(behind)
    if parted:
        long = spelled_first(use.short, behind[parted.end() :])
        if long and not (parted[0].lstrip().startswith(",") and re.fullmatch(SHORT, long.split()[0])):  # "the DCC, the DSP and ..."
            return long
    if before.endswith(", ") and behind[:1].isspace() and (long := spelled_first(use.short, behind)) and long[0].isupper():
        return long  # "SIT is System Integration Testing, UIT User Integration Testing"
    near = max(0, len(before) - _CALLED)
    if any(not before[call.end() :].strip(" “‘\"'") for call in called.finditer(before, near)):
        return ""
    joined = _AND_TO.search(before) if _TO.search(before, near) and called.search(before) else None
    if joined and (long := spelled_last(use.short, joined["words"])):
        return long  # "User Integration Testing is shortened to UIT and System Integration Testing to SIT"
    words = re.sub(r"[\s,–—-]+(?:or\s+(?:the\s+)?)?[“‘\"']?$", "", before) if _APPOSED.search(before, near) else before.rstrip()
    return spelled_last(use.short, words) if words != before.rstrip() else None


def _described(use: Use, after: str, register: Register) -> str | None:
    """What is "" for "SHORT, the second version of the Long Form", where the register knows the long form, and "SIT-A, a part of SIT".

    Of one with a number, which version it is will do: "SMETS1 (first-generation) meters"; of a place, which one it is: "PREP, the last
    environment".
    """
    if (use.short[-1].isdigit() and _VERSION_TOLD.match(after)) or register.placed.match(after):
        return ""
    aside = _ASIDE.match(after)
    if aside is None:
        return None
    whole = use.short.rpartition("-")[0]
    known = (register.long.get(short, "").partition(",")[0] for short in (use.short, whole))
    return "" if any(name and name.casefold() in aside[0].casefold() for name in (*known, whole)) else None


def _listed(use: Use, before: str, after: str) -> str | None:
    """SHORT Long Form, and nothing else in the paragraph: a list of abbreviations, or a table whose columns nothing told apart."""
    if before.strip() or not after[:1].isspace():
        return None
    long = re.split(r"[,;.(–]", after)[0].strip()
    return long if long[:1].isupper() and spells(use.short, long) else None


def _in_footnotes(document: Document, tokens: Sequence[Use]) -> Iterator[Definition]:
    """Abbreviations whose footnote spells them out: "DCC[1]", where note 1 is "The Data Communications Company."."""
    notes = {block.label: document.quote(block.span) for block in document.blocks if block.kind == "footnote"}
    marks = {note.at: note.label for note in document.notes}
    for use in tokens if marks else ():
        label = next((marks[at] for at in range(use.span.end, use.span.end + _MARK) if at in marks), None)
        between = document.text[use.span.end : use.span.end + _MARK]
        long = spelled_first(use.short, notes.get(label, "")) if label is not None and not between[:1].isalnum() else None
        if long is not None:
            yield Definition(use.short, long, use.span)


def _in_tables(document: Document, register: Register) -> Iterator[Definition]:
    """Rows of which one cell is an abbreviation and another one spells it, or which stand in a table of definitions."""
    columns = {plain(column) for column in register.columns}
    for rows in _tables(document):
        glosses = [gloss for row in rows for gloss in _in_row(document, row)]
        spelled = sum(_is_by_words(gloss) for gloss in glosses)
        defining = bool({plain(document.quote(block.span)) for block in rows[0]} & columns) or spelled * 2 >= len(rows) > _FEW_ROWS
        for gloss in glosses:
            # Beside other things, a name that gives letters from within its words is one of those things: "SIT | System Integrator".
            if defining or _is_by_words(gloss):
                yield gloss


def _in_row(document: Document, row: Sequence[Block]) -> Iterator[Definition]:
    """The abbreviations that have a cell for themselves, with what spells them in another cell, "" where none does."""
    texts = [document.quote(block.span).strip(" “”‘’\"'") for block in row]
    for block, text in zip(row, texts, strict=True):
        short = text.removesuffix("s") if _PLURAL.fullmatch(text) else text
        others = [other for other in texts if other and other != text]
        together = _TOGETHER.split(text) if any(joint in text for joint in _JOINTS) else [text]
        if others and len(together) > 1 and all(map(_SHORT.fullmatch, together)):  # "SMETS1, SMETS2 | The two versions ..."
            yield from (Definition(one, "", block.span) for one in together)
        elif others and len(short) >= _SHORTEST and _SHORT.fullmatch(short):
            named = [other for other in others if not re.search(rf"(?<!\w){re.escape(short)}(?!\w)", other)]  # "UIT | UIT-A is ready"
            long = next((other for other in named if spells(short, re.split(r"[,;.(–]", other)[0])), "")
            yield Definition(short, long, Span(block.span.start, block.span.start + len(short)))


def _is_by_words(gloss: Definition) -> bool:
    """Whether each capital of the abbreviation may stand for a word."""
    return bool(gloss.long) and len(re.split(r"[\s-]+", gloss.long)) >= sum(map(str.isupper, gloss.short))


def _tables(document: Document) -> Iterator[list[list[Block]]]:
    """The cells of every table, row by row."""
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, []).append(block)
    for rows in tables.values():
        yield [rows[row] for row in sorted(rows)]
