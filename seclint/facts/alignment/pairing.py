"""Which units of two stretches are the same, which changed, which are new, gone or moved."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from seclint.facts.alignment.units import Unit

_RUN = 3  # words in a row that two units have in common before they are compared at all
_LONG = 40  # letters from which on the same ones are no chance
_MOVABLE = 5  # words of a unit that can be told again elsewhere


class Pairing(Struct, frozen=True):
    """Units that stand for each other: none on one side where they were added or removed, several where one was split or joined."""

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    moved: bool = False


def pair_units(old: Sequence[Unit], new: Sequence[Unit], threshold: float) -> list[Pairing]:
    """What differs between two runs of units; equal units are left out, but for those with references, which may be out of date."""
    found: list[Pairing] = []
    matcher = SequenceMatcher(None, [_key(unit) for unit in old], [_key(unit) for unit in new], autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            found += _pair_gap(old[i1:i2], new[j1:j2], threshold)
        else:
            found += [Pairing((a,), (b,)) for a, b in zip(old[i1:i2], new[j1:j2], strict=True) if _refers(a)]
    return found


def _refers(unit: Unit) -> bool:
    return any(word.kind == "reference" for word in unit.words)


def pair_moved(differences: Sequence[Pairing], threshold: float) -> list[Pairing]:
    """The same with units that are gone in one place and new in another taken for moved ones, whole or in pieces."""
    gone = [one for one in differences if not one.new]
    come = [one for one in differences if not one.old]
    pairs = _moves(gone, come, threshold)
    left = [j for j in range(len(come)) if j not in pairs.values()]
    pieces: dict[int, list[int]] = {i: [j] for i, j in pairs.items()}
    shingles = _Shingles([one.old[0] for one in gone])
    for j in left:
        whole = _whole_of(come[j].new[0], gone, shingles, threshold)
        if whole is not None:
            pieces.setdefault(whole, []).append(j)
    kept = [one for one in differences if one.old and one.new]
    kept += [Pairing(gone[i].old, tuple(come[j].new[0] for j in sorted(parts)), moved=True) for i, parts in pieces.items()]
    kept += [one for i, one in enumerate(gone) if i not in pieces]
    taken = {j for parts in pieces.values() for j in parts}
    return kept + [one for j, one in enumerate(come) if j not in taken]


def _moves(gone: Sequence[Pairing], come: Sequence[Pairing], threshold: float) -> dict[int, int]:
    """Which unit that is new is which one that is gone, by index."""
    from rapidfuzz import fuzz

    near = _Shingles([one.new[0] for one in come])
    scored = [
        (fuzz.ratio(left.old[0].key, come[j].new[0].key) / 100, i, j)
        for i, left in enumerate(gone)
        for j in near.sharing(left.old[0])
        if min(len(left.old[0].words), len(come[j].new[0].words)) >= _MOVABLE
    ]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= threshold and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _whole_of(piece: Unit, gone: Sequence[Pairing], shingles: "_Shingles", threshold: float) -> int | None:
    """The unit that is gone of which this one is a piece: what is left over of a paragraph that was split and moved."""
    from rapidfuzz import fuzz

    if len(piece.words) < _MOVABLE or piece.row >= 0:
        return None
    near = shingles.sharing(piece)
    scored = [
        (fuzz.partial_ratio(piece.key, gone[i].old[0].key) / 100, i)
        for i in near
        if len(piece.key) < len(gone[i].old[0].key) and gone[i].old[0].row < 0
    ]
    best = max(scored, default=(0.0, 0), key=lambda one: (one[0], -one[1]))
    return best[1] if best[0] >= threshold else None


class _Shingles:
    """Units by the runs of words in them, so that only those are compared that have one in common."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units: dict[tuple[str, ...], list[int]] = {}
        for index, unit in enumerate(units):
            for run in _runs(unit):
                self._units.setdefault(run, []).append(index)

    def sharing(self, unit: Unit) -> list[int]:
        """The indexes of the units with a run of words of this one."""
        return sorted({index for run in _runs(unit) for index in self._units.get(run, ())})


def _runs(unit: Unit) -> set[tuple[str, ...]]:
    keys = [word.key for word in unit.words]
    return {tuple(keys[index : index + _RUN]) for index in range(len(keys) - _RUN + 1)}


def _key(unit: Unit) -> str:
    return f"{'row' if unit.row >= 0 else ''}\0{unit.key}"


def _pair_gap(old: Sequence[Unit], new: Sequence[Unit], threshold: float) -> list[Pairing]:
    """Pair the units of a gap that are most alike, never crosswise; then give what is left to the neighbour it was split from."""
    pairs = _alike(old, new, threshold)
    olds = {i: [old[i]] for i, _ in pairs}
    news = {i: [new[j]] for i, j in pairs}
    left_old = [i for i in range(len(old)) if i not in olds]
    left_new = [j for j in range(len(new)) if j not in {j for _, j in pairs}]
    for i, j in pairs:
        left_new = [other for other in left_new if not (abs(other - j) == 1 and _joins(news[i], new[other], old[i], after=other > j))]
        left_old = [other for other in left_old if not (abs(other - i) == 1 and _joins(olds[i], old[other], new[j], after=other > i))]
    found = [Pairing(tuple(olds[i]), tuple(news[i])) for i, _ in pairs]
    found += [Pairing((old[i],), ()) for i in left_old]
    return found + [Pairing((), (new[j],)) for j in left_new]


def _alike(old: Sequence[Unit], new: Sequence[Unit], threshold: float) -> list[tuple[int, int]]:
    from rapidfuzz import fuzz

    scored = [
        (_likeness(fuzz.ratio(mine.key, theirs.key) / 100, mine, theirs), i, j)
        for i, mine in enumerate(old)
        for j, theirs in enumerate(new)
        if (mine.row >= 0) == (theirs.row >= 0)
    ]
    pairs: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1])):
        if score >= threshold and all((i < a and j < b) or (i > a and j > b) for a, b in pairs):
            pairs.append((i, j))
    return sorted(pairs)


def _likeness(ratio: float, mine: Unit, theirs: Unit) -> float:
    """How alike two units are. A paragraph to which sentences were added is the same one, and so is a row whose first cell stayed."""
    shorter, longer = sorted((mine.key, theirs.key), key=len)
    if len(shorter) > _LONG and longer.startswith(shorter[: len(shorter) * 2 // 3]):
        ratio = max(ratio, 0.75)
    if mine.row >= 0 and mine.key.partition("|")[0] == theirs.key.partition("|")[0]:
        ratio += 0.2
    return ratio


def _joins(part: list[Unit], other: Unit, whole: Unit, *, after: bool) -> bool:
    """Whether a unit that is left over is the rest of one that was split; then it joins its first part."""
    from rapidfuzz import fuzz

    if other.row >= 0 or len(other.words) < _MOVABLE or len(other.key) > len(whole.key):
        return False
    near = len(other.key) * 2 // 3  # of the rest, what stands next to its first part: sentences may have been added at the far end
    end = other.key[:near] if after else other.key[-near:]
    alike = max(fuzz.partial_ratio(other.key, whole.key), fuzz.partial_ratio(end, whole.key) if near > _LONG else 0.0)
    if alike < 90 or any(other.key in one.key or end in one.key for one in part):
        return False
    part.insert(len(part) if after else 0, other)
    return True
