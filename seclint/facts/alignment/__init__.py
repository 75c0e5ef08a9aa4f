"""Two versions of one document laid side by side: matched sections, and what changed in each of them, word by word."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from seclint.facts.alignment.edits import Edit, Nature, Own, edits_of, strict_words
from seclint.facts.alignment.moves import carried
from seclint.facts.alignment.pairing import Pairing, pair_moved, pair_units
from seclint.facts.alignment.sections import Matched, Side, match_sections
from seclint.facts.alignment.status import is_of_status
from seclint.facts.alignment.text import Text, plain_words
from seclint.facts.alignment.units import COVER, Unit, units_of
from seclint.facts.alignment.words import Word, Words
from seclint.facts.tables import head_of
from seclint.facts.wording import phrases, plain

if TYPE_CHECKING:
    from seclint.facts import Facts

__all__ = ["COVER", "Alignment", "Change", "Edit", "Likeness", "Nature", "Unit", "Words", "align"]


_BEGINNING = 60  # letters by which a paragraph is known again
_NO_AMENDMENT = ("numbering", "version", "date", "moved", "definition", "stale")


class Likeness(Struct, frozen=True, forbid_unknown_fields=True):
    """From which likeness on (0 to 1) sections, units, units in other places and sentences in other units count as the same."""

    sections: float = 0.7
    units: float = 0.55
    moved: float = 0.85
    carried: float = 0.75


class Change(Struct, frozen=True):
    """Units that differ. ``section`` is the index of the section on the old and on the new side (None where there is none).

    ``edits`` tell how they differ; ``nature`` is "substance" when one of the edits is. ``headed`` marks a change of a section's title.
    """

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    section: tuple[int | None, int | None]
    edits: tuple[Edit, ...]
    nature: Nature
    moved: bool = False
    headed: bool = False

    @property
    def is_substantive(self) -> bool:
        """Whether it changes what the document says."""
        return self.nature == "substance"

    @property
    def is_amendment(self) -> bool:
        """Whether a reader would call it a change of the text: not what follows from a new number, version or place, and no new title."""
        return self.nature not in _NO_AMENDMENT and (self.is_substantive or not self.headed)


class Alignment(Struct, frozen=True, dict=True):
    """The old and the new document, which section is which, and the changes in the order of the new document."""

    old: "Facts"
    new: "Facts"
    sections: Matched
    changes: tuple[Change, ...]
    words: Words
    units: tuple[Sequence[Unit], Sequence[Unit]]

    @cached_property
    def stems(self) -> Set[str]:
        """The stems of all words of both documents."""
        return self.words.stems(word for side in self.units for unit in side for word in unit.words)

    def text_of(self, facts: "Facts") -> Text:
        """One of the two documents, or another that is held against them, as words that are compared with theirs."""
        return self._texts.get(facts) or self._texts.setdefault(facts, Text(facts, self.words))

    @cached_property
    def _texts(self) -> dict["Facts", Text]:
        return {}

    def label(self, index: int | None, *, new: bool) -> str:
        """The printed number of a section, "" for the cover and for sections without one."""
        facts = self.new if new else self.old
        return facts.outline.sections[index].label if index is not None and index != COVER else ""

    def title(self, index: int) -> Sequence[Word]:
        """The words of the title of a section of the new document."""
        return _title_unit(self.new, index, self.words).words if index != COVER else ()

    def inside(self, top: tuple[int | None, int | None]) -> Iterator[Change]:
        """The changes in a section and the sections below it, given by its index on both sides."""
        for change in self.changes:
            if any(
                mine is not None and wanted is not None and mine != COVER and _is_below(facts, mine, wanted)
                for facts, mine, wanted in zip((self.old, self.new), change.section, top, strict=True)
            ):
                yield change


def align(old: "Facts", new: "Facts", words: Words, likeness: Likeness | None = None) -> Alignment:
    """Lay two versions of a document side by side."""
    likeness = likeness or Likeness()
    units = units_of(old, words), units_of(new, words)
    sections = match_sections(_side(old, units[0]), _side(new, units[1]), likeness.sections)
    own = Own(
        versions=frozenset(f"v{facts.front.version}" for facts in (old, new) if facts.front.version),
        dates=frozenset(facts.front.date for facts in (old, new) if facts.front.date),
        labels={**_paragraph_labels(units), **_labels(old, new, sections)},
        certain={
            old.outline.sections[mine].label.casefold()
            for mine, theirs in sections.items()
            if plain(old.outline.sections[mine].title) == plain(new.outline.sections[theirs].title)
        },
    )
    differences = _differences(units, sections, likeness)
    changes = [change for pairing in differences if (change := _change(pairing, old, new, sections, own, words)) is not None]
    changes = _with_moves(changes, own, words, likeness.carried) + list(_titles(old, new, sections, own, words))
    order = sorted(changes, key=lambda one: (one.new[0].span.start if one.new else _anchor(one, new, sections), one.new == ()))
    return Alignment(old, new, sections, tuple(order), words, units)


def _side(facts: "Facts", units: Sequence[Unit]) -> Side:
    bodies: dict[int, list[str]] = {}
    for unit in units:
        bodies.setdefault(unit.section, []).append(unit.key)
    return Side(facts.outline.sections, [" ".join(bodies.get(index, ()))[:3000] for index in range(len(facts.outline.sections))])


def _differences(units: tuple[Sequence[Unit], Sequence[Unit]], sections: Matched, likeness: Likeness) -> list[Pairing]:
    by_section: tuple[dict[int, list[Unit]], dict[int, list[Unit]]] = ({}, {})
    for side, found in zip(units, by_section, strict=True):
        for unit in side:
            found.setdefault(unit.section, []).append(unit)
    old, new = by_section
    pairs = {COVER: COVER, **sections}
    differences: list[Pairing] = []
    for mine in sorted(set(old) | set(pairs)):
        differences += pair_units(old.get(mine, ()), new.get(pairs[mine], ()) if mine in pairs else (), likeness.units)
    matched = set(pairs.values())
    for theirs in sorted(set(new) - matched):
        differences += [Pairing((), (unit,)) for unit in new[theirs]]
    return pair_moved(differences, likeness.moved)


def _paragraph_labels(units: tuple[Sequence[Unit], Sequence[Unit]]) -> dict[str, str]:
    """The new label of numbered paragraphs that begin with the same words, by the kind of part that names them: "paragraph 12"."""
    old, new = ({unit.key[:_BEGINNING]: unit.label.strip(".") for unit in side if unit.label and unit.row < 0} for side in units)
    return {f"paragraph {label.casefold()}": f"paragraph {new[key].casefold()}" for key, label in old.items() if key in new}


def _labels(old: "Facts", new: "Facts", sections: Matched) -> dict[str, str]:
    """The new label of what bore the old one: sections, and captions whose words are the same."""
    labels = {
        old.outline.sections[mine].label.casefold(): new.outline.sections[theirs].label.casefold() for mine, theirs in sections.items()
    }
    captions = [
        {plain(facts.document.quote(block.span)): block.label.casefold() for block in facts.document.blocks if block.kind == "caption"}
        for facts in (old, new)
    ]
    for words, label in captions[0].items():
        if label and words in captions[1]:
            labels[label] = captions[1][words]
            labels[label.split()[-1]] = labels.get(label.split()[-1], captions[1][words].split()[-1])
    return {label: now for label, now in labels.items() if label and now}


def _change(pairing: Pairing, old: "Facts", new: "Facts", sections: Matched, own: Own, words: Words) -> Change | None:
    mine = pairing.old[0].section if pairing.old else None
    theirs = pairing.new[0].section if pairing.new else None
    if mine is not None and theirs is None and mine in sections:
        theirs = sections[mine]
    if theirs is not None and mine is None:
        mine = next((one for one, other in sections.items() if other == theirs), None)
    left, right = ([word for unit in side for word in unit.words] for side in (pairing.old, pairing.new))
    edits = tuple(_as_list(edit, pairing, words) for edit in edits_of(left, right, own, words))
    edits = tuple(replace(edit, nature="version") if is_of_status(edit, old, new, words) else edit for edit in edits)
    edits = tuple(replace(edit, carried=pairing.moved) for edit in edits)
    if not edits and not pairing.moved:
        return None
    nature = _nature_of(edits)
    if _is_history(pairing, old, new, words):
        nature = "version"
    elif nature == "substance" and _is_new_meaning(pairing, new, words):
        nature = "definition"
    return Change(pairing.old, pairing.new, (mine, theirs), edits, nature, pairing.moved)


def _nature_of(edits: Sequence[Edit]) -> Nature:
    """What the edits of a change come to: substance, if one of them does."""
    natures = [edit.nature for edit in edits]
    return "substance" if "substance" in natures else natures[0] if natures else "moved"


def _with_moves(changes: Sequence[Change], own: Own, words: Words, likeness: float) -> list[Change]:
    """The changes, with the sentences that went from one of them to another taken for moved ones."""
    found = []
    for change, edits in zip(changes, carried([change.edits for change in changes], own, words, likeness), strict=True):
        moved = edits != change.edits
        found.append(replace(change, edits=edits, nature=_nature_of(edits), moved=True) if moved and change.is_substantive else change)
    return found


def _as_list(edit: Edit, pairing: Pairing, words: Words) -> Edit:
    """An edit; one that only makes room for another item of a list ("; and" at the end) follows from that."""
    sides = ((edit.old, pairing.old), (edit.new, pairing.new))
    ends = all(not side or (units[-1].row < 0 and side[-1].span.end == units[-1].span.end) for side, units in sides)
    joins = all(word.kind == "sign" or word.key in words.listing for side, _ in sides for word in side)
    return replace(edit, nature="numbering") if ends and joins else edit


def _is_history(pairing: Pairing, old: "Facts", new: "Facts", words: Words) -> bool:
    """Whether the units belong to what changes with every version: the cover, and the record of versions."""
    for facts, side in ((old, pairing.old), (new, pairing.new)):
        for unit in side:
            if unit.section == COVER or (
                unit.row >= 0 and (_is_titled(facts, unit, words.control_sections) or _is_record(facts, unit, words))
            ):
                return True
    return False


def _is_new_meaning(pairing: Pairing, new: "Facts", words: Words) -> bool:
    return not pairing.old and bool(pairing.new) and all(_is_titled(new, unit, words.glossaries) for unit in pairing.new)


def _is_titled(facts: "Facts", unit: Unit, titles: tuple[str, ...]) -> bool:
    """Whether the unit's section bears one of the titles."""
    return unit.section != COVER and phrases(titles).search(facts.outline.sections[unit.section].title) is not None


def _is_record(facts: "Facts", unit: Unit, words: Words) -> bool:
    """Whether the row is of a table that lists versions with their dates."""
    heads = _heads(facts, unit)
    return bool(heads & {plain(column) for column in words.control_columns}) and any("date" in head for head in heads)


def _heads(facts: "Facts", unit: Unit) -> set[str]:
    """The words in the first row of the table that the unit is a row of."""
    return {plain(facts.document.quote(block.span)) for block in head_of(facts.document, unit.span.start)}


def _titles(old: "Facts", new: "Facts", sections: Matched, own: Own, words: Words) -> Iterator[Change]:
    """Sections whose title changed."""
    for mine, theirs in sections.items():
        before, after = old.outline.sections[mine], new.outline.sections[theirs]
        if plain(before.title) == plain(after.title):
            continue
        left, right = (_title_unit(facts, index, words) for facts, index in ((old, mine), (new, theirs)))
        edits = tuple(edits_of(left.words, right.words, own, words))
        # A part may be called otherwise and still say the same; a number or a "not" in its title is another matter.
        nature: Nature = "substance" if any(edit.nature == "substance" and _is_strict(edit, words) for edit in edits) else "formatting"
        yield Change((left,), (right,), (mine, theirs), edits, nature, headed=True)


def _is_strict(edit: Edit, words: Words) -> bool:
    """Whether a number, date, version, negation or modal verb differs, or a word became its contrary."""
    return strict_words(edit.old, words) != strict_words(edit.new, words) or edit.turns(words)


def _title_unit(facts: "Facts", index: int, known: Words) -> Unit:
    section = facts.outline.sections[index]
    words = tuple(plain_words(facts.document.text, section.heading.start, section.heading.end, known.token))
    return Unit(" ".join(word.key for word in words), section.heading, "heading", index, words, section.label)


def _anchor(change: Change, new: "Facts", sections: Mapping[int, int]) -> int:
    """Where in the new document something stood that is gone."""
    theirs = change.section[1]
    if theirs is not None and theirs != COVER:
        return new.outline.sections[theirs].span.start
    mine = change.section[0]
    if mine is None or mine == COVER:
        return 0
    before = [sections[one] for one in range(mine) if one in sections]
    return new.outline.sections[before[-1]].span.end if before else 0


def _is_below(facts: "Facts", index: int, top: int) -> bool:
    at: int | None = index
    while at is not None:
        if at == top:
            return True
        at = facts.outline.sections[at].parent
    return False
