"""The inline tokens of a Markdown paragraph, each found again in the source, so that every piece of text knows its place."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, count

from markdown_it.token import Token

from seclint.patterns import compiled
from seclint.readers.markdown.tags import is_placeholder
from seclint.readers.markdown.units import JOINT, Piece, Under, raised

_TARGET = compiled(
    r"\](?:\(\s*(?:<[^>\n]*>|(?:[^()\s\\]|\\.|\((?:[^()\s]|\([^()\s]*\))*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)|\[[^\]]*\])?"
)
# A mark of a footnote, a raised figure as pandoc writes it, or a tag of Word's own, which is none to Markdown.
_SPECIAL = compiled(r"\[\^(?P<note>[^\]\s]+)\]|(?<=\S)\^(?P<raised>\d{1,3})\^|</?[a-z]\d?:\w+\s*/?>")
_HREF = compiled(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_WORDS = compiled(r"\||\s+|[^|\s]+")
_MARKS = {"mark": "highlight", "ins": "insertion", "del": "deletion"}
_numbers = count()


class Source:
    """A stretch of source lines and the place in it up to which the tokens have been found."""

    def __init__(self, lines: Sequence[str], first: int, column: int = 0) -> None:
        self.text = "\n".join(lines)
        self.at = column
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._first = first

    def find(self, text: str) -> tuple[int, int]:
        """Line (from 1) and column (from 0) of the next occurrence of the text; (0, 0) when the source writes it another way."""
        found = self.text.find(text, self.at)
        if found < 0:
            return 0, 0
        self.at = found + len(text)
        index = bisect_right(self._starts, found) - 1
        return self._first + index, found - self._starts[index]

    def pieces(self, text: str, under: tuple[Under, ...] = ()) -> list[Piece]:
        """The text with its place: in one piece, or word by word where the source writes it another way, as in tables."""
        line, column = self.find(text)
        if line:
            return [Piece(text, line, column, under)]
        return [Piece(word, *self.find(word), under) for word in _WORDS.findall(text)]

    def pass_over(self, pattern: re.Pattern[str]) -> None:
        """Go behind the next match, so that a link's target is not taken for text."""
        match = pattern.search(self.text, self.at)
        if match is not None:
            self.at = match.end()

    def next_line(self) -> None:
        """Go to the next line."""
        self.at = self.text.find("\n", self.at) + 1 or self.at


def pieces(children: Sequence[Token], source: Source) -> list[Piece]:
    """The text of the tokens as pieces; ``<sup>1</sup>`` and ``[^1]`` behind a word are footnote marks."""
    line = _Line(source)
    for token in children:
        line.read(token)
    return [*line.found, *(line.raised or ())]


class _Line:
    """Reads the tokens of one paragraph into pieces; ``raised`` are those of an open superscript, ``under`` tells what else is open."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.found: list[Piece] = []
        self.raised: list[Piece] | None = None
        self.under: list[Under] = []

    def read(self, token: Token) -> None:
        match token.type:
            case "link_open":
                self._open("link", str(token.attrs.get("href", "")))
            case "link_close":
                self._close("link")  # a stray </a> may have closed it
                if token.markup != "autolink":
                    self.source.pass_over(_TARGET)
            case "image":
                for inner in token.children or ():
                    self.source.find(inner.content)
                self.source.pass_over(_TARGET)
            case "softbreak" | "hardbreak":
                self.source.next_line()
                self._add(JOINT)
            case "html_inline":
                self._html(token.content)
            case "text_special":  # an escape or an entity: one place for what it stands for
                line, column = self.source.find(token.markup or token.content)
                self._add(Piece(token.content, line, column + (token.info == "escape"), tuple(self.under)))
            case _:
                self._text(token.content)

    def _add(self, *pieces: Piece) -> None:
        (self.found if self.raised is None else self.raised).extend(pieces)

    def _open(self, what: str, more: str = "") -> None:
        self.under.append((what, next(_numbers), more))

    def _close(self, what: str) -> None:
        """The innermost of that kind is closed, if one is open."""
        last = max((at for at, one in enumerate(self.under) if one[0] == what), default=len(self.under))
        del self.under[last : last + 1]

    def _text(self, text: str) -> None:
        at = 0
        for match in _SPECIAL.finditer(text):
            self._add(*self._placed(text[at : match.start()]))
            line, column = self.source.find(match[0])
            if match["note"]:
                self._add(Piece("", line, column, note=match["note"]))
            elif match["raised"]:
                self._add(Piece("", line, column + 1, note=match["raised"], typed=match["raised"]))
            at = match.end()
        self._add(*self._placed(text[at:]))

    def _placed(self, text: str) -> list[Piece]:
        return self.source.pieces(text, tuple(self.under)) if text else []

    def _html(self, tag: str) -> None:
        """The tags that mean something to us: <br>, <sup>, <a>, and <mark>, <ins> and <del>; and what only looks like a tag."""
        if is_placeholder(tag, self.source.text):
            self._add(*self._placed(tag))
            return
        self.source.find(tag)
        name = re.match(r"</?(?P<bare>[a-z]*)", tag.lower())
        if name is not None and (what := _MARKS.get(name["bare"])):
            self._close(what) if tag.startswith("</") else self._open(what)
        match name[0] if name else "":
            case "<br":
                self._add(JOINT)
            case "<sup":
                self.raised = []
            case "</sup" if self.raised is not None:
                self.found += raised(self.raised)
                self.raised = None
            case "<a" if target := _HREF.search(tag):
                self._open("link", target[1])
            case "</a":
                self._close("link")
