"""Text that does not run level on the page as displayed."""

from collections import Counter
from collections.abc import Iterable, Iterator

from seclint.readers.pdf.native import PageText
from seclint.readers.pdf.words import Word, Words

_NEARLY = 0.1  # quarters of a turn


def level_and_turned(page: PageText) -> tuple[Words | list[Word], list[list[Word]]]:
    """The words that run level, and the runs of those that do not. A page on which most words are turned is itself turned first."""
    words = Words(page)
    if not words.turned and words.all_on_page():
        return words, []
    shown = _shown(words)
    if not words.turned:
        return shown, []
    angles = page.angles([word.start for word in shown])
    quarters = Counter(round(angle) % 4 for angle in angles if abs(angle - round(angle)) < _NEARLY)
    most = quarters.most_common(1)[0][0] if quarters else 0
    if most and quarters[most] > 0.6 * len(shown):
        page.turn(-most)
        shown = _shown(Words(page))
        angles = page.angles([word.start for word in shown])
    both = list(zip(shown, angles, strict=True))
    level = [word for word, angle in both if _is_level(angle)]
    return level, list(_runs((word, angle) for word, angle in both if not _is_level(angle)))


def is_slanted(page: PageText, run: list[Word]) -> bool:
    """Whether the words run neither level nor upright."""
    angle = page.angles([run[0].start])[0]
    return abs(angle - round(angle)) >= _NEARLY


def _shown(words: Words) -> list[Word]:
    """The words that lie on the visible page."""
    page = words.page
    return [word for word in words if word.x1 > 0 and word.x0 < page.width and word.bottom > 0 and word.top < page.height]


def _is_level(angle: float) -> bool:
    return min(angle, 4 - angle) < _NEARLY


def _runs(words: Iterable[tuple[Word, float]]) -> Iterator[list[Word]]:
    """Words that follow each other in the same direction without a wide gap."""
    run: list[Word] = []
    last = 0.0
    for word, angle in words:
        if run and (abs(angle - last) > _NEARLY or _distance(run[-1], word) > 30):
            yield run
            run = []
        run.append(word)
        last = angle
    if run:
        yield run


def _distance(before: Word, word: Word) -> float:
    """Between the end of one word and the beginning of the next."""
    across = max(0.0, word.x0 - before.x1, before.x0 - word.x1)
    down = abs((before.last_top + before.last_bottom) / 2 - (word.top + word.bottom) / 2)
    return max(across, down)
