"""Sentences that went from one paragraph to another: what is gone in one change and new in another is no change of substance."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.alignment.edits import Edit, Nature, Own, edits_of
from seclint.facts.alignment.units import sentences_of
from seclint.facts.alignment.words import Word, Words
from seclint.model import Span

_MOVABLE = 5  # words of a sentence that can be told again elsewhere


class _Sentence(Struct, frozen=True):
    """The words of a sentence that was taken out or put in."""

    words: tuple[Word, ...]

    @property
    def key(self) -> str:
        return " ".join(word.key for word in self.words)


def carried(edits: Sequence[Sequence[Edit]], own: Own, words: Words, likeness: float) -> list[tuple[Edit, ...]]:
    """The edits of all changes, with the sentences that only moved taken for such, and told by what changed in them on the way."""
    gone = [one for group in edits for edit in group if _takes(edit) for one in _sentences(edit.old)]
    come = [one for group in edits for edit in group if _gives(edit) for one in _sentences(edit.new)]
    pairs = _matched(gone, come, likeness) if gone and come else {}
    if not pairs:
        return [tuple(group) for group in edits]
    left = set(pairs.values())
    return [tuple(part for edit in group for part in _parts(edit, pairs, left, own, words)) for group in edits]


def _takes(edit: Edit) -> bool:
    return edit.nature == "substance" and not edit.new and len(edit.old) >= _MOVABLE


def _gives(edit: Edit) -> bool:
    return edit.nature == "substance" and not edit.old and len(edit.new) >= _MOVABLE


def _sentences(side: Sequence[Word]) -> Iterator[_Sentence]:
    return map(_Sentence, sentences_of(side))


def _matched(gone: Sequence[_Sentence], come: Sequence[_Sentence], likeness: float) -> dict[_Sentence, _Sentence]:
    """The sentence that each new one was before."""
    from rapidfuzz import fuzz

    pairs: dict[_Sentence, _Sentence] = {}
    for new in come:
        left = [old for old in gone if old not in pairs.values()]
        if len(new.words) < _MOVABLE or not left:
            continue
        best = max(left, key=lambda old: fuzz.ratio(old.key, new.key))
        if fuzz.ratio(best.key, new.key) >= likeness * 100:
            pairs[new] = best
    return pairs


def _parts(edit: Edit, pairs: dict[_Sentence, _Sentence], left: set[_Sentence], own: Own, words: Words) -> Iterator[Edit]:
    """An edit sentence by sentence, where some of its sentences moved."""
    new, old = (list(_sentences(side)) if takes else [] for side, takes in ((edit.new, _gives(edit)), (edit.old, _takes(edit))))
    if not any(one in pairs for one in new) and not any(one in left for one in old):
        yield edit
        return
    for one in new:
        inner = list(edits_of(pairs[one].words, one.words, own, words)) if one in pairs else []
        if inner:
            yield from (replace(part, carried=True) for part in inner)
        else:
            nature = "moved" if one in pairs else "substance"
            yield replace(edit, new=one.words, new_span=_span(one), nature=nature)
    for one in old:
        yield replace(edit, old=one.words, old_span=_span(one), nature="moved" if one in left else _left_over(one))


def _left_over(sentence: _Sentence) -> Nature:
    """What the rest of an edit comes to from which sentences moved: nothing, where it is only a full stop."""
    return "substance" if any(word.kind != "sign" for word in sentence.words) else "formatting"


def _span(sentence: _Sentence) -> Span:
    return Span(sentence.words[0].span.start, sentence.words[-1].span.end)
