"""Text laid out in the columns of a terminal, where wide characters take two and combining marks none."""

import unicodedata
from collections.abc import Iterator

_WORD = 24  # columns that a cut may give up to end with a whole word


def columns(text: str) -> int:
    """How many columns the text takes on a terminal."""
    return len(text) if text.isascii() else sum(map(_width, text))


def cut(text: str, room: int) -> str:
    """The beginning of the text in at most ``room`` columns; " ..." stands for what is left out."""
    if columns(text) <= room:
        return text
    kept = _filled(text, room - 4)
    whole = kept.rpartition(" ")[0]
    return f"{whole if columns(kept) - columns(whole) <= _WORD and whole else kept} ..."


def cut_front(text: str, room: int) -> str:
    """The end of the text in at most ``room`` columns; "... " stands for what is left out."""
    if columns(text) <= room:
        return text
    kept = text[len(text) - len(_filled(text[::-1], room - 4)) :]
    while kept and not _width(kept[0]):  # a mark that has lost its letter
        kept = kept[1:]
    whole = kept.partition(" ")[2]
    return f"... {whole if columns(kept) - columns(whole) <= _WORD and whole else kept}"


def wrapped(head: str, text: str, width: int, indent: int) -> Iterator[str]:
    """The text behind its head in lines of at most ``width`` columns, but for longer words; all but the first begin with ``indent`` spaces.

    The first word stays with the head.
    """
    first, *words = text.split(" ")
    line = head + first
    for word in words:
        if columns(line) + 1 + columns(word) > width:
            yield line
            line = " " * indent + word
        else:
            line += f" {word}"
    yield line


def _filled(text: str, room: int) -> str:
    """As many characters from the beginning as go into the columns, with the marks on the last one."""
    taken = 0
    for index, character in enumerate(text):
        taken += _width(character)
        if taken > room:
            return text[:index]
    return text


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf") and character != "\xad":  # terminals show a soft hyphen
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
