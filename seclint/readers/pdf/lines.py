"""Words to lines; superscript marks are told from the words they hang on."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, field

from seclint.patterns import compiled
from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.styles import Styles
from seclint.readers.pdf.words import Range, Word, Words

_TRAILING = compiled(r"(?:\d{1,3}(?:,\d{1,3})*|[*†‡]|[ivx]{1,5})[.,;:)\]”’\"']*$")
_LEADING = compiled(r"\d{1,3}(?=[A-Z“‘\"])")
_MARK = compiled(r"[\d*†‡]|\S[ivx](?!\S)")  # or the last letter of a roman number
# A mark may stand before a closing character: "parties2,".
_MARKED = compiled(r"[^\W\d_][.,;:)\]”’\"']*(?:\d{1,2}|[*†‡])[.,;:)\]”’\"']+(?:\s|$)")
# Far quicker to look for than that: no number that stands alone or has three figures.
_CLOSED = compiled(r"[.,;:)\]”’\"'](?<=[\d*†‡].)(?<!\s..)(?<!\s\d\d.)(?<!\d\d\d.)[.,;:)\]”’\"']*(?:\s|$)")
_SMALL = 0.85  # times the size of its line: a raised mark
_HIGH = 0.3  # times the size of its line, above its foot: a raised mark that is not small
_EVEN = 0.5  # points by which the gaps of a line differ that is set to fill its column
_STRETCHED = 4.0  # times the height: the widest of such gaps
_BULLETS = "•●○◦▪▫■□‣∙·\uf0b7\uf0a7"


class Piece(Struct, frozen=True, array_like=True):
    """A stretch of a page's text on one line; ``mark`` when it is a raised footnote mark, ``spaced`` when white space stands before it."""

    start: int
    end: int
    spaced: bool
    mark: bool


class Line(Struct, array_like=True, tag=True):
    """Words side by side. ``text`` is what they say without marks; wide gaps are tabs in it."""

    page: int
    pieces: list[Piece]
    x0: float
    top: float
    x1: float
    bottom: float
    anchor: int = 0  # the position of a character that is no raised mark
    base: float = 0.0  # where the words stand: the same for words with and without tails
    text: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    font: str = ""
    lead: float = 0.0  # the width of the first word
    indent: float = 0.0  # where the second word begins: the text behind a hanging label
    behind: float = 0.0  # where the words behind the only wide gap begin
    right: float = 0.0  # where full lines of its column end
    wide_gaps: int = 0
    hidden: str = ""
    turned: bool = False  # not level
    filled: bool = False  # into the field of a form
    dot: float | None = None  # where a bullet stands that is drawn before it
    heading: tuple[int, int] | None = None  # the level that the file's tags give it, and which heading of its page it is
    notes: list[str] = field(default_factory=list)
    note: str = ""  # the mark of the footnote that the line begins

    @property
    def middle(self) -> float:
        """How far down the page the middle of the line stands."""
        return (self.top + self.bottom) / 2


def line_of(page: PageText, words: Words | Sequence[Word], row: list[Word] | Range, styles: Styles) -> Line:
    """The line that a row of the words makes."""
    if isinstance(words, Words):
        part = words.range_of(row) if isinstance(row, list) else row
        plain = _plain_line(page, words, part) if part else None
        if plain:
            return plain
    return mixed_line(page, row if isinstance(row, list) else [words[index] for index in range(row.first, row.last)], styles)


def _plain_line(page: PageText, words: Words, row: Range) -> Line | None:
    """The line, when it is one stretch of text without wide gaps, and nothing on it looks like a raised mark."""
    first, last = row.first, row.last
    start, end = words.starts[first], words.ends[last - 1]
    text = page.text[start:end]
    foot = min(words.last_bottoms[first:last])
    low = min(row.lowest, foot) - max(row.highest, max(words.last_tops[first:last]))  # all words are at least as high
    gap = max(words.gaps[first : last - 1], default=0.0)
    if gap > 1.6 * low or not _is_spaced_once(text) or _may_hold_mark(text, low, row.bottom - row.top, row.bottom - foot):
        return None
    x0 = words.x0s[first]
    line = Line(page.index, [Piece(start, end, False, False)], x0, row.top, max(words.x1s[first:last]), row.bottom, anchor=start, text=text)
    line.lead = words.x1s[first] - x0
    line.indent = words.x0s[first + 1] if last - first > 1 else x0
    return line


def _is_spaced_once(text: str) -> bool:
    """Whether nothing but single spaces stands between the words."""
    return (text.isprintable() and "  " not in text) or " ".join(text.split()) == text


def _may_hold_mark(text: str, low: float, tall: float, rise: float) -> bool:
    """Whether anything in words of such heights, of which one ends so much higher than another begins, looks like a raised mark."""
    if low < _SMALL * tall or rise > _HIGH * low:
        return _MARK.search(text) is not None
    return _CLOSED.search(text) is not None and _MARKED.search(text) is not None


def mixed_line(page: PageText, row: Sequence[Word], styles: Styles, *, turned: bool = False) -> Line:
    """The line that a row of words makes; gaps and raised marks are not told on a turned one."""
    height = _median([word.bottom - word.top for word in row])
    bounds = row[0].x0, min(word.top for word in row), max(word.x1 for word in row), max(word.bottom for word in row)
    line = Line(page.index, [], *bounds, turned=turned)
    said: list[str] = []
    before: Word | None = None
    stretched = _is_stretched(row, height)
    for word in row:
        gap = word.x0 - before.x1 if before else 0.0
        spaced = before is not None and (gap > 0.12 * height or turned or (before.end < word.start and page.text[before.end] == " "))
        wide = before is not None and gap > 1.6 * height and not turned and not stretched
        line.wide_gaps += wide
        if wide:
            line.behind = word.x0 if line.wide_gaps == 1 else 0.0
        if said and spaced:
            said.append("\t" if wide else " ")
        whole = Piece(word.start, word.end, spaced, False)
        for piece in (whole,) if turned else _pieces(page, row, word, height, styles, spaced):
            _add(line.pieces, piece, page.text)
            (line.notes if piece.mark else said).append(page.text[piece.start : piece.end])
        before = word
    line.text = "".join(said)
    line.lead = row[0].x1 - row[0].x0
    line.indent = row[1].x0 if len(row) > 1 else row[0].x0
    line.anchor = _middling(row).start
    return line


def _is_stretched(row: Sequence[Word], height: float) -> bool:
    """Whether the words are set apart to fill their line: all gaps are alike, and none is too wide for that."""
    gaps = [after.x0 - before.x1 for before, after in pairwise(row)]
    return len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN and max(gaps) < _STRETCHED * height


def _middling(row: Sequence[Word]) -> Word:
    """A word that is no raised mark: the longest of the first few."""
    return max(row[:4], key=lambda word: word.end - word.start)


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


def _add(pieces: list[Piece], piece: Piece, text: str) -> None:
    """Add a piece, grown onto the one before where only a space stands between."""
    last = pieces[-1] if pieces else None
    if last is not None and not piece.mark and not last.mark:
        between = text[last.end : piece.start]
        if (between == " " and piece.spaced) or (not between and not piece.spaced):
            pieces[-1] = Piece(last.start, piece.end, last.spaced, False)
            return
    pieces.append(piece)


def _pieces(page: PageText, row: Sequence[Word], word: Word, height: float, styles: Styles, spaced: bool) -> Iterator[Piece]:
    """The word, cut where a raised mark begins and ends."""
    if word is row[0] and (leading := _LEADING.match(page.text, word.start, word.end)):
        start, end = _raised(page, row, range(word.start, leading.end()), styles)
        if start == word.start < end:
            yield Piece(start, end, spaced, True)
            yield Piece(end, word.end, True, False)
            return
    found = _TRAILING.search(page.text, word.start, word.end)
    lower = (
        min(word.last_bottom - word.last_top, word.bottom - word.top) < _SMALL * height or word.bottom - word.last_bottom > _HIGH * height
    )
    start = end = word.start
    if found and (lower or not found[0][-1].isalnum()):
        start, end = _raised(page, row, range(found.start(), word.end), styles)
    if start == end:
        yield Piece(word.start, word.end, spaced, False)
        return
    if start > word.start:
        yield Piece(word.start, start, spaced, False)
    yield Piece(start, end, spaced and start == word.start, True)
    if end < word.end:
        yield Piece(end, word.end, False, False)


def _raised(page: PageText, row: Sequence[Word], positions: range, styles: Styles) -> tuple[int, int]:
    """The positions of the characters among these that stand above the foot of their line and are smaller, or far above; perhaps none."""
    size = max(styles.at(word.start)[0] for word in (row[0], row[-1], max(row, key=lambda word: word.end - word.start)))
    foot = _median([word.bottom for word in row])
    raised = [
        position
        for position, box in zip(positions, page.boxes(positions), strict=True)
        if (box[3] < foot - _HIGH * size or (box[3] < foot - 0.1 * size and styles.at(position)[0] < _SMALL * size))
        and page.text[position] not in ".;:"
    ]
    while raised and page.text[raised[-1]] == ",":
        raised.pop()
    return (raised[0], raised[-1] + 1) if raised else (0, 0)


def dress(page: PageText, lines: Sequence[Line], styles: Styles) -> None:
    """Tell the lines of a page where they stand, and the style that the first and the last character besides marks and bullets share."""
    bodies = [[piece for piece in line.pieces if not piece.mark] or line.pieces for line in lines]
    bases = page.baselines([line.anchor for line in lines])
    firsts, lasts = styles.of([_first(page.text, body) for body in bodies]), styles.of([body[-1].end - 1 for body in bodies])
    for line, base, first, last in zip(lines, bases, firsts, lasts, strict=True):
        line.base = base
        if not last.font:
            last = first
        line.size = max(first.printed, last.printed)
        line.font, line.hidden = last.font, first.hidden if first.hidden == last.hidden else ""
        line.bold, line.italic = first.bold and last.bold, first.italic and last.italic


def _first(text: str, pieces: Sequence[Piece]) -> int:
    """The position of the first character behind a bullet, which may be set larger or in another font."""
    start, end = pieces[0].start, pieces[0].end
    if text[start] not in _BULLETS:
        return start
    if end - start > 2:
        return start + 2 if text[start + 1] == " " else start
    return pieces[1].start if len(pieces) > 1 else start


def is_full(last: Line, line: Line) -> bool:
    """Whether the first word of the line would not have fitted at the end of the last one."""
    return last.x1 + line.lead + 0.2 * line.size > last.right - 0.5 * line.size
