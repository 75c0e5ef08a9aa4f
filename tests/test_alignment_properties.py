"""Alignment through renumbering, moves and splits: what only stands elsewhere did not change; what changed is found wherever it went."""

import random
import re
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from seclint.facts import Facts
from seclint.facts.alignment import Change, Words, align
from seclint.library import Library
from seclint.readers import markdown

LIBRARY = Library()
WORDS = LIBRARY.load("registers", "comparison", Words)
VOCABULARY = sorted(
    set(
        re.findall(
            r"\w+",
            """
            alarm archive battery channel clock counter desk display engineer export fault frame gateway hub
            import journal ledger link log meter modem notice outage packet panel portal probe queue
            relay retry router sample screen sensor server signal socket storage stream switch tariff token
            trace valve vendor warehouse window wire zone
            """,
        )
    )
)
FEW = settings(max_examples=20, deadline=None)


@dataclass(frozen=True)
class Part:
    """A section of a document: its title and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def written(parts: list[Part]) -> str:
    numbered = (f"# {number}. {part.title}\n\n" + "\n\n".join(part.paragraphs) for number, part in enumerate(parts, 1))
    return "# June 2031 SEC Release Testing Approach Document\n\n**Version:** 1.0\n\n" + "\n\n".join(numbered) + "\n"


def substance(old: list[Part], new: list[Part]) -> list[Change]:
    sides = (Facts(markdown.read(written(parts).encode(), "tad.md"), LIBRARY, kind="tad") for parts in (old, new))
    return [change for change in align(*sides, WORDS).changes if change.is_substantive]


def sentence(chance: random.Random) -> str:
    words = chance.sample(VOCABULARY, 9)
    return " ".join([words[0].capitalize(), *words[1:5], str(chance.randint(20, 99)), *words[5:]]) + "."


@st.composite
def documents(draw: st.DrawFn) -> list[Part]:
    chance = random.Random(draw(st.integers(0, 10_000)))
    titles = chance.sample(VOCABULARY, draw(st.integers(4, 8)))
    return [
        Part(f"{title.capitalize()} Tests", tuple(f"{sentence(chance)} {sentence(chance)}" for _ in range(chance.randint(2, 4))))
        for title in titles
    ]


@FEW
@given(documents(), st.data())
def test_a_section_that_is_put_in_changes_only_itself(old: list[Part], data: st.DataObject) -> None:
    fresh = Part("Training of People", ("Every tester attends a course before the first phase.",))
    at = data.draw(st.integers(0, len(old)))
    changes = substance(old, [*old[:at], fresh, *old[at:]])
    assert [(change.old, len(change.new)) for change in changes] == [((), 1)]


@FEW
@given(documents(), st.data())
def test_sections_in_another_order_are_the_same_sections(old: list[Part], data: st.DataObject) -> None:
    assert substance(old, data.draw(st.permutations(old))) == []


@FEW
@given(documents(), st.data())
def test_a_section_with_another_title_is_the_same_section(old: list[Part], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(old) - 1))
    assert substance(old, [*old[:at], replace(old[at], title="What Is Done Here"), *old[at + 1 :]]) == []


@FEW
@given(documents(), st.data())
def test_a_section_that_is_split_says_what_it_said(old: list[Part], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(old) - 1))
    cut = data.draw(st.integers(1, len(old[at].paragraphs) - 1))
    halves = [replace(old[at], paragraphs=old[at].paragraphs[:cut]), Part("More of the Same", old[at].paragraphs[cut:])]
    assert substance(old, [*old[:at], *halves, *old[at + 1 :]]) == []


@FEW
@given(documents(), st.data())
def test_a_paragraph_that_is_moved_says_what_it_said(old: list[Part], data: st.DataObject) -> None:
    source, target = data.draw(st.permutations(range(len(old))))[:2]
    new = list(old)
    new[source] = replace(old[source], paragraphs=old[source].paragraphs[1:])
    new[target] = replace(old[target], paragraphs=(*old[target].paragraphs, old[source].paragraphs[0]))
    assert substance(old, new) == []


@FEW
@given(documents(), st.data())
def test_one_number_is_found_whatever_happens_to_its_section(old: list[Part], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(old) - 1))
    number = next(word for word in old[at].paragraphs[0].split() if word.isdigit())
    changed = replace(old[at], paragraphs=(old[at].paragraphs[0].replace(number, "7", 1), *old[at].paragraphs[1:]))
    fresh = Part("Training of People", ("Every tester attends a course before the first phase.",))
    new = data.draw(st.permutations([*old[:at], changed, *old[at + 1 :], fresh]))
    edits = [
        (" ".join(word.key for word in edit.old), " ".join(word.key for word in edit.new))
        for change in substance(old, new)
        if change.old
        for edit in change.edits
    ]
    assert edits == [(number, "7")]
