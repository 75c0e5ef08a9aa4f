"""The inline tokens of a Markdown paragraph, each found again in the source, so that every piece of text knows its place."""

import re
from collections.abc import Iterator, Sequence
from itertools import count

from markdown_it.token import Token

from seclint.readers.markdown.units import Piece, Under

_TARGET = re.compile(
    r"\]\s*(?:\((?:<[^>\n]*>|[^()\s]|\\[()]|\((?:[^()\s]|\([^()\s]*\))*\))*(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\[[^\]]*\])?"
)
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_SUPERSCRIPT = re.compile(r"[\s\\]*\d{1,3}[\s.)]*$")
_numbers = count()


class Source:
    """A stretch of source lines and the place in it up to which the tokens have been found."""

    def __init__(self, lines: Sequence[str], first: int, column: int = 0) -> None:
        self.text = "\n".join(lines)
        self.at = column
        self._starts = [0]
        for line in lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._first = first

    def find(self, text: str) -> tuple[int, int]:
        """Line (from 1) and column (from 0) of the next occurrence of the text; (0, 0) when the source writes it another way."""
        found = self.text.find(text, self.at)
        if found < 0:
            return 0, 0
        self.at = found + len(text)
        index = max(0, next((n for n, start in enumerate(self._starts) if start > found), len(self._starts)) - 1)
        return self._first + index, found - self._starts[index]

    def pass_over(self, pattern: re.Pattern[str]) -> None:
        """Go behind the next match, so that a link's target is not taken for text."""
        match = pattern.search(self.text, self.at)
        if match is not None:
            self.at = match.end()


def pieces(children: Sequence[Token], source: Source) -> list[Piece]:
    """The text of the tokens as pieces; ``<sup>1</sup>`` and ``[^1]`` behind a word are footnote marks."""
    found: list[Piece] = []
    links: list[Under] = []
    raised: list[Piece] | None = None
    for token in children:
        target = found if raised is None else raised
        if token.type == "link_open":
            links.append(("link", f"{next(_numbers)} {token.attrs.get('href', '')}"))
        elif token.type == "link_close":
            links.pop()
            if token.markup != "autolink":
                source.pass_over(_TARGET)
        elif token.type == "image":
            source.pass_over(_TARGET)
        elif token.type in ("softbreak", "hardbreak"):
            target.append(Piece(" "))
        elif token.type == "html_inline":
            raised = _html(token, source, found, raised, tuple(links))
        elif token.content:
            target += _text(token, source, tuple(links))
    return [*found, *(raised or ())]


def _text(token: Token, source: Source, under: tuple[Under, ...]) -> Iterator[Piece]:
    if token.type == "text_special":  # an escape or an entity: one place for what it stands for
        line, column = source.find(token.markup or token.content)
        yield Piece(token.content, line, column + (token.info == "escape"), under)
        return
    line, column = source.find(token.content)
    at = 0
    for match in _MARK.finditer(token.content):
        yield Piece(token.content[at : match.start()], line, column + at, under)
        yield Piece("", line, column + match.start(), note=match[1])
        at = match.end()
    yield Piece(token.content[at:], line, column + at, under)


def _html(token: Token, source: Source, found: list[Piece], raised: list[Piece] | None, under: tuple[Under, ...]) -> list[Piece] | None:
    """Read a tag: the only ones that mean something to us are <sup> and <br>."""
    line, column = source.find(token.content)
    tag = token.content.lower().replace(" ", "")
    if tag.startswith("<br"):
        (found if raised is None else raised).append(Piece(" "))
    elif tag.startswith("<sup"):
        return []
    elif tag == "</sup>" and raised is not None:
        text = "".join(piece.text for piece in raised)
        if _SUPERSCRIPT.match(text):
            found.append(Piece("", line, column, note=text.strip(" .)\\")))
        else:
            found += raised
        return None
    del under
    return raised
