"""Which section of the old document is which one of the new: through renumbering, new titles and moves."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from seclint.facts.outline import Section
from seclint.facts.wording import plain


class Side(Struct, frozen=True):
    """The sections of one document and, for each, the words that stand directly under it."""

    sections: Sequence[Section]
    bodies: Sequence[str]


Matched = dict[int, int]


def match_sections(old: Side, new: Side, threshold: float) -> Matched:
    """The new section for each old one that has one, by index.

    First by the titles on the way down to it, then by label and title, by title alone, by label where the words agree, and at last
    by titles and words that are alike to ``threshold`` (0 to 1).
    """
    matched: Matched = {}
    for keys in (_paths, _labelled, _titles):
        _pair_equal(matched, keys(old.sections), keys(new.sections))
    _pair_alike(matched, old, new, threshold)
    return matched


def _pair_equal(matched: Matched, old: Iterable[object], new: Iterable[object]) -> None:
    """Pair those with the same key, the first with the first where a key comes as often on both sides."""
    taken = set(matched.values())
    theirs: dict[object, list[int]] = {}
    for index, key in enumerate(new):
        if index not in taken:
            theirs.setdefault(key, []).append(index)
    mine: dict[object, list[int]] = {}
    for index, key in enumerate(old):
        if index not in matched:
            mine.setdefault(key, []).append(index)
    for key, indexes in mine.items():
        if key and len(indexes) == len(theirs.get(key, ())):
            matched.update(zip(indexes, theirs[key], strict=True))


def _paths(sections: Sequence[Section]) -> Iterator[object]:
    for section in sections:
        path = [plain(section.title)]
        parent = section.parent
        while parent is not None:
            path.append(plain(sections[parent].title))
            parent = sections[parent].parent
        yield tuple(path)


def _labelled(sections: Sequence[Section]) -> Iterator[object]:
    return ((section.label, plain(section.title)) if section.label else "" for section in sections)


def _titles(sections: Sequence[Section]) -> Iterator[object]:
    return (plain(section.title) for section in sections)


def _pair_alike(matched: Matched, old: Side, new: Side, threshold: float) -> None:
    from rapidfuzz import fuzz

    taken = set(matched.values())
    scored = []
    for mine, section in enumerate(old.sections):
        if mine in matched:
            continue
        for theirs, other in enumerate(new.sections):
            if theirs in taken:
                continue
            title = fuzz.ratio(plain(section.title), plain(other.title)) / 100
            body = fuzz.ratio(old.bodies[mine], new.bodies[theirs]) / 100 if old.bodies[mine] and new.bodies[theirs] else 0
            bonus = 0.15 if section.label and section.label == other.label else 0
            scored.append((max(title, body, (title + body) / 2) + bonus, mine, theirs))
    for score, mine, theirs in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= threshold and mine not in matched and theirs not in matched.values():
            matched[mine] = theirs
