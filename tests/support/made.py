"""Documents made up at random, in Markdown: what a consultation or a testing document is composed of, in any order.

Headings with and without numbers, numbered paragraphs with limbs and bullets below them, lists that nest and that go on behind another
paragraph, tables with and without merged cells, footnotes anywhere, bold words.
"""

from itertools import count
from typing import Any

from hypothesis import strategies as st

_VOCABULARY = """
consultation release device meters party responses testing approach document service provider emulator phase environment evidence report
decision draft panel users approval June 2026 SEC DCC TAG Section 14.3 D10.18 v1.0 plan’s “agreed” start–up
"""
_WORDS = _VOCABULARY.split()
_LONG = (
    "The words that come next say more about it, in a paragraph that is long enough to go over the end of its line, and then over the end "
    "of the next one too, as those of such documents do, because how far its lines stand apart is what tells a paragraph from a line."
)
_BELOW = ("limb", "limb", "inner", "bullet", "more")  # below a numbered paragraph: limbs, limbs of these, bullets, more of its words
_ROMANS = ("i", "ii", "iii", "iv", "v", "vi")
_MERGES = ("head", "side", "both")

_Noted = str | tuple[str, str]  # words, perhaps with the footnote at their end

sentences = st.lists(st.sampled_from(_WORDS), min_size=4, max_size=40).map(lambda words: f"The {' '.join(words)} is published.")
phrases = st.lists(st.sampled_from(_WORDS[:16]), min_size=1, max_size=4).map(lambda words: " ".join(words).capitalize())
_bolds = st.tuples(sentences, phrases).map(lambda parts: f"{parts[0][:-1]} with **{parts[1]}** in it.")
_texts = st.one_of(sentences, _bolds)
_notable = st.one_of(_texts, _texts, st.tuples(_texts, sentences))
_cells = st.one_of(phrases, phrases, phrases, st.tuples(phrases, sentences))
_rows = st.integers(2, 3).flatmap(lambda width: st.lists(st.lists(_cells, min_size=width, max_size=width), min_size=2, max_size=4))
_parts = st.lists(
    st.one_of(
        st.tuples(st.just("heading"), phrases),
        st.tuples(st.just("subheading"), phrases),
        st.tuples(st.just("numbered"), _notable),
        st.tuples(st.just("plain"), _notable),
        st.tuples(st.just("bullets"), st.lists(st.tuples(st.integers(0, 2), _notable), min_size=2, max_size=5)),
        st.tuples(st.just("limbs"), st.lists(_notable, min_size=2, max_size=4)),
        st.tuples(st.just("below"), st.tuples(_texts, st.lists(st.tuples(st.sampled_from(_BELOW), _notable), min_size=2, max_size=6))),
        st.tuples(st.just("continued"), st.lists(_texts, min_size=4, max_size=6)),
        st.tuples(st.just("table"), _rows),
        st.tuples(st.just("merged"), st.tuples(st.sampled_from(_MERGES), _rows)),
    ),
    min_size=3,
    max_size=9,
)


class _Author:
    """Writes the parts one after the other, and counts what is numbered. ``numbers`` tells whether headings are."""

    def __init__(self, numbers: bool) -> None:
        self.numbers = numbers
        self.paragraphs, self.notes = count(1), list[str]()
        self.section = self.subsection = 0

    def part(self, kind: str, content: Any) -> str:
        """The Markdown of a part."""
        written: str = getattr(self, kind)(content)
        return f"{written}\n\n{_LONG}" if kind in ("table", "merged", "heading", "subheading") else written

    def heading(self, text: str) -> str:
        self.section, self.subsection = self.section + 1, 0
        # The number of a heading says how deep it stands; one without stands below the title.
        return f"# {self.section}. {text}" if self.numbers else f"## {text}"

    def subheading(self, text: str) -> str:
        self.subsection += 1
        return f"## {self.section}.{self.subsection}. {text}" if self.numbers else f"### {text}"

    def plain(self, text: _Noted) -> str:
        if isinstance(text, str):
            return text
        self.notes.append(f"[^{len(self.notes) + 1}]: {text[1]}")
        return f"{text[0]}[^{len(self.notes)}]"

    def numbered(self, text: _Noted) -> str:
        return f"{next(self.paragraphs)}. {self.plain(text)}"

    def bullets(self, items: list[tuple[int, _Noted]]) -> str:
        lines, last = [], -1
        for depth, text in items:
            last = min(depth, last + 1)  # they never go in by more than one
            lines.append(f"{'  ' * last}- {self.plain(text)}")
        return "\n".join(lines)

    def limbs(self, texts: list[_Noted]) -> str:
        return "\n\n".join(f"({letter}) {self.plain(text)}" for letter, text in zip("abcdef", texts, strict=False))

    def continued(self, texts: list[_Noted]) -> str:
        """Limbs that go on behind a paragraph."""
        first, second, *others, last = texts
        begun, between = self.limbs([first, second]), self.plain(last)
        return "\n\n".join([begun, between, *(f"({letter}) {self.plain(text)}" for letter, text in zip("cdef", others, strict=False))])

    def below(self, made: tuple[str, list[tuple[str, _Noted]]]) -> str:
        """A numbered paragraph, and what stands below it."""
        number = next(self.paragraphs)
        indent = " " * (len(str(number)) + 2)
        lines = [f"{number}. {made[0]}"]
        letters, romans = iter("abcdef"), iter(_ROMANS)
        inside = False  # below a limb
        for kind, text in made[1]:
            words = self.plain(text)
            if kind == "limb":
                romans, inside = iter(_ROMANS), True
                lines.append(f"{indent}({next(letters)}) {words}")
            elif kind == "inner" and inside:
                lines.append(f"{indent}    ({next(romans)}) {words}")
            elif kind == "bullet":
                inside = False
                lines.append(f"{indent}- {words}")
            else:
                inside = False
                lines.append(f"{indent}{words}")
        return "\n\n".join(lines)

    def table(self, rows: list[list[_Noted]]) -> str:
        lines = [f"| {' | '.join(map(self.plain, row))} |" for row in rows]
        return "\n".join([lines[0], "|---" * len(rows[0]) + "|", *lines[1:]])

    def merged(self, made: tuple[str, list[list[_Noted]]]) -> str:
        """A table of HTML: a heading over its last two columns, or a cell beside its last two rows, or both."""
        where, rows = made
        wide, tall = where != "side" and len(rows[0]) > 2, where != "head" and len(rows) > 2
        lines = []
        for index, row in enumerate(rows):
            kept = row[:-1] if wide and not index else row
            if tall and index == len(rows) - 1:  # without footnotes, whose room would part it from the cell that reaches into it
                kept = [text if isinstance(text, str) else text[0] for text in row[1:]]
            cells = [f"<td>{self.plain(text)}</td>" for text in kept]
            if tall and index == len(rows) - 2:
                cells[0] = cells[0].replace("<td>", '<td rowspan="2">')
            if wide and not index:
                cells[-1] = cells[-1].replace("<td>", '<td colspan="2">')
            lines.append(f"<tr>{''.join(cells)}</tr>".replace("[^", "<sup>").replace("]", "</sup>"))
        return "\n".join(["<table>", *lines, "</table>"])


def _written(title: str, numbers: bool, made: list[tuple[str, Any]]) -> str:
    """The document in Markdown. It begins with a heading and ends with a sentence, as documents do."""
    author = _Author(numbers)
    body = [author.part(*part) for part in [("heading", "Introduction"), *made, ("plain", "The document ends here.")]]
    return "\n\n".join([f"# {title}", *body, *author.notes]) + "\n"


documents = st.builds(_written, phrases, st.booleans(), _parts)
