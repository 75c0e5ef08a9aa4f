"""Word-level differences of two units, and what each of them means: substance, or version, date, numbering, formatting."""

from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from seclint.facts.alignment.words import Word, Words
from seclint.model import Span
from seclint.patterns import compiled

Nature = Literal["substance", "stale", "definition", "version", "date", "numbering", "formatting", "moved"]

_NAME = compiled(r"[a-z]{2,}-[a-z]")  # an environment: "SIT-B"
_SLIPS = 1  # letters that may be wrong, missing or exchanged in a misspelled word
_FEW = 3  # words whose replacement is no new clause
_SHORTEST = 6  # letters of a word that may be misspelled and still be known


class Edit(Struct, frozen=True):
    """Words that were replaced, removed (``new`` is empty) or added (``old`` is empty), and where they stand or would stand.

    ``carried`` tells that they are within text that went to another place.
    """

    old: tuple[Word, ...]
    new: tuple[Word, ...]
    old_span: Span
    new_span: Span
    nature: Nature = "substance"
    carried: bool = False

    def is_hard(self, words: Words) -> bool:
        """Whether a number, date, version, negation or modal verb differs, or a word became its contrary."""
        mine, theirs = ({word.key for word in side if _is_hard(word, words)} for side in (self.old, self.new))
        return mine != theirs or self.turns(words)

    def is_slip(self, words: Words) -> bool:
        """Whether one letter of one word was put right, and that made it one of the small words that count, such as "every"."""
        from rapidfuzz.distance import OSA

        if not len(self.old) == len(self.new) == 1 or self.old[0].kind != "word" or self.old[0].key in words.hard:
            return False
        old, new = self.old[0].key, self.new[0].key
        return new in words.joining and old[0] == new[0] and OSA.distance(old, new) <= _SLIPS

    def turns(self, words: Words) -> bool:
        """Whether a word became its contrary, and not in a clause that was rewritten."""
        old, new = ([word.key for word in side] for side in (self.old, self.new))
        return len(old) <= _FEW and (words.turned(old, new) or words.denied(old, new))


class Own(Struct, frozen=True):
    """What a document says of itself, and where the old labels went: differences that follow from it are no substance.

    ``certain`` are the old labels of what bears the same title with the new one.
    """

    versions: frozenset[str]
    dates: frozenset[str]
    labels: Mapping[str, str]
    certain: Set[str]


def edits_of(old: Sequence[Word], new: Sequence[Word], own: Own, words: Words) -> Iterator[Edit]:
    """The differences in order."""
    matcher = SequenceMatcher(None, [word.key for word in old], [word.key for word in new], autojunk=False)
    for i1, i2, j1, j2 in _joined(matcher, old, new):
        mine, theirs = tuple(old[i1:i2]), tuple(new[j1:j2])
        mine, theirs = _trimmed(mine), _trimmed(theirs)
        at = i1, j1
        for before, after in _by_meaning(mine, theirs):
            nature = "formatting" if _is_repeated(before, after, old, at[0]) else _nature(before, after, own, words)
            yield Edit(before, after, _span(old, at[0], before), _span(new, at[1], after), nature)
            at = at[0] + len(before), at[1] + len(after)
    yield from _stale(matcher, old, new, own)


def _is_repeated(before: Sequence[Word], after: Sequence[Word], old: Sequence[Word], at: int) -> bool:
    """Whether one of two equal words in a row was taken out: "the the defect"."""
    around = [word.key for word in old[max(0, at - 1) : at + 2]]
    return not after and len(before) == 1 and around.count(before[0].key) > 1


def _by_meaning(old: tuple[Word, ...], new: tuple[Word, ...]) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...]]]:
    """The two sides sentence by sentence, where both end one: what was added behind a changed word is an edit of its own.

    So is each day of a period, where both are others.
    """
    if len(old) == len(new) and all(word.kind == "date" for word in (*old, *new)):
        yield from (((before,), (after,)) for before, after in zip(old, new, strict=True))
        return
    ends = [next((at + 1 for at, word in enumerate(side) if word.key == "."), 0) for side in (old, new)]
    if all(ends):
        yield old[: ends[0]], new[: ends[1]]
        old, new = old[ends[0] :], new[ends[1] :]
    if old or new:
        yield old, new


def _stale(matcher: "SequenceMatcher[str]", old: Sequence[Word], new: Sequence[Word], own: Own) -> Iterator[Edit]:
    """The references that still have the number that something else bears by now."""
    for i, j, size in matcher.get_matching_blocks():
        for mine, theirs in zip(old[i : i + size], new[j : j + size], strict=True):
            named = mine.kind == "reference" and not own.certain.isdisjoint(_labels(mine)[1])
            if named and not _followed(mine, theirs, own):
                yield Edit((mine,), (theirs,), mine.span, theirs.span, "stale")


def strict_words(side: Sequence[Word], words: Words) -> set[str]:
    """The numbers, dates, versions, negations and modal verbs among the words; not the small ones that come and go in rewriting."""
    return {word.key for word in side if _is_hard(word, words) and word.key not in words.joining}


def _joined(matcher: "SequenceMatcher[str]", old: Sequence[Word], new: Sequence[Word]) -> Iterator[tuple[int, int, int, int]]:
    """The differences; two with nothing but a sign or one small word between them are one, unless each is a date for a date."""
    held: tuple[int, int, int, int] | None = None
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        if held is not None:
            between = old[held[1] : i1]
            apart = _are_days(old[held[0] : held[1]], new[held[2] : held[3]]) and _are_days(old[i1:i2], new[j1:j2])
            if len(between) == 1 and (between[0].kind == "sign" or len(between[0].key) <= 3) and between[0].kind != "border" and not apart:
                held = (held[0], i2, held[2], j2)
                continue
            yield held
        held = (i1, i2, j1, j2)
    if held is not None:
        yield held


def _are_days(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether a date took the place of a date."""
    return len(old) == len(new) == 1 and old[0].kind == new[0].kind == "date"


def _trimmed(side: tuple[Word, ...]) -> tuple[Word, ...]:
    return tuple(word for word in side if word.kind != "border")


def _span(side: Sequence[Word], start: int, kept: Sequence[Word]) -> Span:
    if kept:
        return Span(kept[0].span.start, kept[-1].span.end)
    at = side[start - 1].span.end if start else side[0].span.start if side else 0
    return Span(at, at)


def _nature(old: Sequence[Word], new: Sequence[Word], own: Own, words: Words) -> Nature:
    mine, theirs = ([word for word in side if word.kind != "sign"] for side in (old, new))
    if _spelled_out(mine, words) == _spelled_out(theirs, words) or _same_letters(mine, theirs):
        return "formatting"
    kinds = {word.kind for word in (*mine, *theirs)}
    if kinds == {"reference"} and len(mine) == len(theirs):
        return "numbering" if all(_followed(a, b, own) for a, b in zip(mine, theirs, strict=True)) else "substance"
    if kinds == {"version"} and all(word.key in own.versions for word in (*mine, *theirs)):
        return "version"
    if kinds == {"date"} and all(word.key in own.dates for word in (*mine, *theirs)):
        return "date"
    if kinds == {"word"} and all(word.key in words.status for word in (*mine, *theirs)):
        return "version"
    if _said(mine) in words.tentative and _said(theirs) in words.settled:
        return "version"
    if len(mine) == len(theirs) == 1 and kinds == {"word"} and _is_respelt(mine[0].key, theirs[0].key, words):
        return "formatting"
    return "substance"


def _said(side: Sequence[Word]) -> str:
    return " ".join(word.key for word in side)


def _spelled_out(side: Sequence[Word], words: Words) -> list[str]:
    """The words with short forms written out: "it's" is "it is"."""
    return [part for word in side for part in words.contractions.get(word.key, word.key).split(" ")]


def _same_letters(old: Sequence[Word], new: Sequence[Word]) -> bool:
    """Whether only hyphens, blanks and the like differ ("pre-integration", "preintegration")."""
    mine, theirs = ("".join(character for word in side for character in word.key if character.isalnum()) for side in (old, new))
    return mine == theirs and not any(character.isdigit() for character in mine)


def _followed(old: Word, new: Word, own: Own) -> bool:
    """Whether the new reference is to what the old one was to; a list or range of parts may have grown with them."""
    (kind, before), (other, after) = _labels(old), _labels(new)
    now = [own.labels.get(label, label) for label in before]
    grown = len(before) > 1 and now != before and all({label, label.rpartition(".")[0]} & set(after) for label in now)
    return kind == other and (now == after or grown)


def _labels(word: Word) -> tuple[str, list[str]]:
    """The kind of part that a reference is to, and the labels: "section" and "4.1", "annex" and "annex b"."""
    kind, _, listed = word.key.partition(" ")
    return kind, [f"{kind} {label}" if listed.startswith(kind) else label for label in listed.split() if label != kind]


def _is_respelt(old: str, new: str, words: Words) -> bool:
    """Whether a word is the same with other letters: misspelt before, or a unit of time of one, and of several."""
    counted = {old, new} <= set(words.units) and words.stem(old) == words.stem(new)
    return counted or _is_spelling(old, new, words)


def _is_spelling(old: str, new: str, words: Words) -> bool:
    from rapidfuzz.distance import OSA

    if min(len(old), len(new)) < _SHORTEST or any(character.isdigit() for character in old + new) or {old, new} & words.hard:
        return False
    return old[0] == new[0] and OSA.distance(old, new) <= _SLIPS


def _is_hard(word: Word, words: Words) -> bool:
    return word.kind in ("date", "version", "citation") or (
        word.kind == "word"
        and (word.key in words.hard or any(character.isdigit() for character in word.key) or _NAME.fullmatch(word.key) is not None)
    )
