"""Running headers and footers: what stands at the same place on page after page, figures aside."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter

from seclint.patterns import compiled
from seclint.readers.pdf.leaders import is_entry
from seclint.readers.pdf.lines import Line
from seclint.readers.pdf.pages import Page
from seclint.readers.pdf.tables import Table

_TOP, _BOTTOM = 0.16, 0.86  # shares of the page's height: above and below may stand what is running
_MARGIN = 0.085  # share of the height: nearer to the edge stands no heading
_SMALL = 0.93  # of the size of the body
_MANY = 5  # pages: what looks like a heading runs if it stands on so many
_TELLING = 20  # characters: so long a running line is known again where it stands a little higher or lower
_CLOSE = 1.5  # times its size: a line no further below another goes on with it
_FEW = 3  # pages, on which figures may differ by chance
_DIGITS = 9  # of a figure, which a hostile file may make longer than any number
_LETTERS = 3  # that tell most lines from a running one
_FIGURES = compiled(r"\d+")
_PAGE_NUMBER = compiled(r"(?:.*\s)?page\s+\d+(?:\s+of\s+\d+)?|[-–]?\s*\d{1,4}\s*[-–]?|\d+\s*(?:/|of)\s*\d+|[ivxl]{1,6}", re.IGNORECASE)
_WORDS = compiled(r"#|[^\W\d_]{3}")
_Key = tuple[str, int, str]


def take_running(pages: Sequence[Page], body_size: float) -> tuple[list[list[Line]], list[list[Line]]]:
    """Take the running lines, and tables of them, off the pages. Gives the headers and the footers, page by page, from the top."""
    candidates = [[(_key(page, item), item) for item in _candidates(page)] for page in pages]
    running = _running(pages, candidates, body_size)
    slots = _slots(pages, {key: len(on) for key, on in running.items()})
    headers: list[list[Line]] = []
    footers: list[list[Line]] = []
    if not any(_beyond(page, running) for page in pages):
        return headers, footers
    for page, near in zip(pages, candidates, strict=True):
        found = [item for key, item in near if _is_running(page, key, item, running.keys(), slots, body_size)]
        found = _edgewise(page, found)
        taken = {id(item) for item in found}
        page.items = [item for item in page.items if id(item) not in taken]
        lines = [line for item in found for line in _lines(item)]
        lines.sort(key=lambda line: (round(line.bottom), line.x0))
        headers.append([line for line in lines if line.middle < page.height / 2])
        footers.append([line for line in lines if line.middle >= page.height / 2])
    return headers, footers


def each_once(running: Sequence[Sequence[Line]]) -> list[Line]:
    """Each different line of those that run, page by page; one that only counts the pages is the same on all of them."""
    told: dict[str, list[tuple[int, Line, list[str]]]] = defaultdict(list)
    for page, lines in enumerate(running):
        for line in lines:
            told[_masked(line.text)].append((page, line, _FIGURES.findall(line.text)))
    first: dict[tuple[str, ...], Line] = {}
    for words, alike in told.items():
        columns = list(zip(*(figures for _, _, figures in alike), strict=True))
        telling = [index for index, column in enumerate(columns) if not _counts_pages(column, [page for page, _, _ in alike])]
        for _, line, figures in alike:
            first.setdefault((words, *(figures[index] for index in telling)), line)
    order = {id(line): number for number, line in enumerate(line for lines in running for line in lines)}
    return sorted(first.values(), key=lambda line: order[id(line)])


def _counts_pages(figures: Sequence[str], pages: Sequence[int]) -> bool:
    """Whether figures go up with the pages, or are other ones on most of them."""
    steps = {int(figure[-_DIGITS:]) - page for figure, page in zip(figures, pages, strict=True)}
    return len(steps) == 1 or (len(figures) > _FEW and len(set(figures)) > len(figures) / 2)


def _masked(text: str) -> str:
    """A running line without what changes from page to page."""
    return _FIGURES.sub("#", " ".join(text.split()))


def _lines(item: Line | Table) -> list[Line]:
    return [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell.lines]


def _running(pages: Sequence[Page], candidates: Iterable[Iterable[tuple[_Key, Line | Table]]], body_size: float) -> dict[_Key, set[int]]:
    """What repeats on enough pages, with those pages; not what stands where most other pages have their text."""
    borne: dict[_Key, set[int]] = defaultdict(set)
    prominent: set[_Key] = set()
    for page, near in zip(pages, candidates, strict=True):
        for key, item in near:
            borne[key].add(page.index)
            if _is_prominent(page, item, body_size):
                prominent.add(key)
    repeated = {key: on for key, on in borne.items() if _repeats(key, len(on), len(pages))}
    if not repeated:
        return {}
    prominent |= _inside(pages, {key for key, on in repeated.items() if key not in prominent and not _is_common(len(on), len(pages))})
    texts = [_text_places(page, repeated.keys()) for page in pages]
    return {
        key: on
        for key, on in repeated.items()
        if len(on) > sum(places[key[0]] <= key[1] + 1 for page, places in zip(pages, texts, strict=True) if page.index not in on)
        and (key not in prominent or _is_common(len(on), len(pages)))
    }


def _is_common(count: int, pages: int) -> bool:
    """Whether what stands on so many pages runs though it looks like a heading."""
    return count >= max(_MANY, pages / 2)


def _inside(pages: Sequence[Page], doubtful: set[_Key]) -> set[_Key]:
    """Those of the running lines that stand in the middle of pages too, as headings do that the top of a page has met."""
    if not doubtful:
        return set()
    beginnings = {key[2][:_LETTERS] for key in doubtful}
    middle = (item for page in pages for item in page.items if page.height * _TOP < item.top < page.height * _BOTTOM)
    said = {_said(item) for item in middle if isinstance(item, Table) or _may_begin(item.text[:_LETTERS], beginnings)}
    return {key for key in doubtful if key[2] in said}


def _may_begin(letters: str, beginnings: Collection[str]) -> bool:
    """Whether one of the beginnings is that of a line which begins so; only letters tell for certain."""
    return letters in beginnings or not letters.isalpha()


def _slots(pages: Sequence[Page], counts: dict[_Key, int]) -> set[tuple[str, int]]:
    """The places that are running on so many pages that all that stands there is, whatever it says."""
    busy = Counter[tuple[str, int]]()
    for (side, place, _), count in counts.items():
        busy[side, place] += count
    return {slot for slot, count in busy.items() if count >= max(3, len(pages) * 0.5)}


def _candidates(page: Page) -> Iterator[Line | Table]:
    """What stands near the edges and is no footnote."""
    marks = {note for line in page.lines() for note in line.notes}  # without any there are no footnotes
    note: Line | None = None  # the last line of a footnote
    top, bottom = page.height * _TOP, page.height * _BOTTOM
    for item in page.items:
        if marks and isinstance(item, Line) and (item.pieces[0].mark or _begins_with(item, marks) or _goes_on(note, item)):
            note = item
        elif item.bottom < top or item.top > bottom or item.turned:
            yield item


def _goes_on(note: Line | None, line: Line) -> bool:
    """Whether the line stands right below that of a footnote, which it goes on with."""
    return note is not None and note.size == line.size and 0 < line.base - note.base < _CLOSE * line.size


def _begins_with(line: Line, marks: Collection[str]) -> bool:
    """Whether the line begins with one of the marks, and goes on: a mark alone is the number of the page."""
    mark, _, rest = line.text.partition(" ")
    return mark in marks and bool(rest.strip())


def _is_prominent(page: Page, item: Line | Table, body_size: float) -> bool:
    """Whether the line looks like a heading and does not stand in the margin."""
    inside = item.bottom > page.height * _MARGIN and item.top < page.height * (1 - _MARGIN)
    return isinstance(item, Line) and inside and (item.bold or item.size > 1.08 * body_size)


def _text_places(page: Page, repeated: Collection[_Key]) -> dict[str, int]:
    """How near to the top and to the bottom of the page the text comes that does not repeat."""
    downwards = sorted(page.items, key=attrgetter("bottom"))
    return {"top": _text_place(page, "top", downwards, repeated), "bottom": _text_place(page, "bottom", reversed(downwards), repeated)}


def _text_place(page: Page, half: str, inwards: Iterable[Line | Table], repeated: Collection[_Key]) -> int:
    """The place of the first of the items that does not repeat; a large number where all in that half of the page do."""
    for item in inwards:
        side, place = _slot(page, item)
        if side == half and not item.turned and (side, place, _said(item)) not in repeated and not _is_page_number(item):
            return place
    return 10_000


def _key(page: Page, item: Line | Table) -> _Key:
    return *_slot(page, item), _said(item)


def _slot(page: Page, item: Line | Table) -> tuple[str, int]:
    """The half of the page in which the item stands, and how far from its edge."""
    bottom = item.bottom
    if (item.top + bottom) / 2 < page.height / 2:
        return "top", round(bottom / 4)
    return "bottom", round((page.height - bottom) / 4)


def _said(item: Line | Table) -> str:
    return _masked(" ".join(line.text for line in _lines(item)))


def _repeats(key: _Key, count: int, pages: int) -> bool:
    """Whether so many pages bear the same words at the same place that they are running. Numbers alone make lines look alike."""
    return (
        count >= (2 if pages <= 8 else max(3, 0.1 * pages if "#" in key[2] else 0))
        and _WORDS.search(key[2]) is not None
        and not is_entry(key[2])
    )


def _is_running(
    page: Page, key: _Key, item: Line | Table, running: Collection[_Key], slots: set[tuple[str, int]], body_size: float
) -> bool:
    side, place, text = key
    if any((side, near, text) in running for near in (place - 1, place, place + 1)):
        return True
    if len(text) >= _TELLING and any((side, text) == (known[0], known[2]) for known in running):
        return True
    if isinstance(item, Table):
        return False
    if (side, place) in slots and item.size <= body_size + 0.5 and not is_entry(item.text):
        return True
    at_edge = item.top > page.height * 0.92 or item.bottom < page.height * 0.06
    return (at_edge and _is_page_number(item)) or (item.size < _SMALL * body_size and _is_apart(page, item))


def _is_page_number(item: Line | Table) -> bool:
    return isinstance(item, Line) and _PAGE_NUMBER.fullmatch(" ".join(item.text.split())) is not None


def _is_apart(page: Page, line: Line) -> bool:
    """Whether the line stands in the outermost margin with nothing close to it."""
    if 0.06 * page.height <= line.bottom and line.top <= 0.94 * page.height:
        return False
    near = 2 * line.size
    others = (item for item in page.items if item is not line and not item.turned)
    return all(
        item.bottom < line.top - near or item.top > line.bottom + near or abs(item.top - line.top) < line.size / 2 for item in others
    )


def _beyond(page: Page, running: Collection[_Key]) -> bool:
    """Whether the page holds anything that does not repeat."""
    return any(_key(page, item) not in running for item in page.items)


def _edgewise(page: Page, found: list[Line | Table]) -> list[Line | Table]:
    """Those of the items between which and the edge of the page nothing else stands."""
    taken = {id(item) for item in found}
    others = [item for item in page.items if id(item) not in taken and not item.turned] if found else []
    first, last = min((item.top for item in others), default=page.height), max((item.bottom for item in others), default=0.0)
    return [item for item in found if item.turned or not others or not first <= (item.top + item.bottom) / 2 <= last]
