"""Words that are too long for their cell: they fill a line alone, and go on in the next one without a hyphen."""

from collections.abc import Sequence
from functools import cached_property

from seclint.patterns import compiled
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page

_TAIL = compiled(r"[^\W_]+$")
_HEAD = compiled(r"[^\W_]+")
_CLOSING = compiled(r"[.,;:?!)\]”’]")  # no line begins with one
_LETTERS = compiled(r"[^\W\d_]+")
_ROOM = 0.7  # times the size: a line that leaves more room than that would have held one more character
_SPACED = 0.7  # of the lines that seem to go on


class Parting:
    """Decides from the widths of lines, the spaces behind them, and the words of the document itself."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages = pages

    def goes_on(self, last: Line, line: Line, widest: float) -> bool:
        """Whether the word on a cell's line goes on in the next line; ``widest`` is where the widest line of the cell ends."""
        if " " in last.text or "\t" in last.text or last.x1 < widest - _ROOM * last.size or self._is_spaced(last) or not self._spaces:
            return False
        tail, head = _TAIL.search(last.text), _HEAD.match(line.text)
        if tail is None or head is None:
            return _CLOSING.match(line.text) is not None
        before, after = tail[0].casefold(), head[0].casefold()
        if before.isdigit() or after.isdigit():
            return before.isdigit() and after.isdigit()
        is_whole = before in self._whole or before.removesuffix("s") in self._whole
        return len(after) == 1 or not is_whole or before + after in self._whole

    def _is_spaced(self, line: Line) -> bool:
        """Whether a space stands behind the line."""
        end = line.pieces[-1].end
        return self._pages[line.page].text[end : end + 1] == " "

    @cached_property
    def _spaces(self) -> bool:
        """Whether the program that made the file writes a space where a line ends between two words, as most do."""
        lines = [line for page in self._pages for line in page.lines() if line.text[-1:].isalpha() and line.text.count(" ") > 2]
        return sum(map(self._is_spaced, lines)) > _SPACED * len(lines)

    @cached_property
    def _whole(self) -> set[str]:
        """The words that stand beside others on their lines, so that none of them is a part of one."""
        found = (_LETTERS.findall(line.text.casefold()) for page in self._pages for line in page.lines())
        return {word for words in found if len(words) > 1 for word in words}
