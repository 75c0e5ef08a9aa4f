"""The arithmetic of clause numbers: ranges written out, right sides completed, order."""

import re
from collections.abc import Iterator

from seclint.patterns import compiled

_PARTS = compiled(r"^(?P<base>(?:[A-Z]{1,2})?(?:\d+[A-Z]{0,2}\.)*)(?P<last>\d+)(?P<letters>[A-Z]{0,2})$")
_LETTERS = compiled(r"^[A-Z]{1,2}$")
_LIMBS = compiled(r"^(?P<base>.*\(\d{0,2}?)(?P<last>[A-Za-z]|\d{1,2})\)$")
_SUFFIXED = compiled(r"\d[A-Z]$")
_LARGEST_RANGE = 200
_ROMAN_OR_DOUBLED = compiled(r"\([a-z]{2,}\)")
_TOKEN = compiled(r"\d+|[A-Za-z]+")
# Limbs of limbs; "(i)" to "(v)" runs through these.
_ROMAN = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
    "xvi",
    "xvii",
    "xviii",
    "xix",
    "xx",
)
_ROMAN_LIMB = compiled(rf"^(?P<base>.*\()(?P<last>{'|'.join(_ROMAN)})\)$")


def expanded(first: str, last: str) -> tuple[list[str], str]:
    """The clauses from ``first`` to ``last`` with both ends, and "reversed" or "degenerate" when they do not run forward.

    The right side may leave out what the left one has: "H5.33" to "5.40", "H5.33" to "40". Where nothing tells what lies between
    ("D10.18" to "D12"), or a range is too large to be one, there are just the two ends.
    """
    last = completed(first, last)
    if first == last:
        return [first], "degenerate"
    left, right = _key(first), _key(last)
    if left is not None and right is not None and left > right:
        return [first, last], "reversed"
    return [first, *_between(first, last), last], ""


def completed(first: str, last: str) -> str:
    """The right side of a range, or a later member of a list, with what it leaves out: "10.20", "20" or ".20" behind "D10.18"."""
    if last[:1] == ".":
        return first.rpartition(".")[0] + last
    if _SUFFIXED.search(first) and len(last) == 1 and last.isalpha():
        return first[:-1] + last
    if not last[:1].isdigit() or first[:1].isdigit():
        return last
    letters = re.match(r"[A-Z]*", first)
    missing = first.count(".") - last.count(".")
    if missing > 0:
        return ".".join(first.split(".")[:missing]) + "." + last
    return (letters[0] if letters else "") + last


def _between(first: str, last: str) -> Iterator[str]:
    left, right = _ROMAN_LIMB.match(first), _ROMAN_LIMB.match(last)
    if left and right and left["base"] == right["base"]:
        low, high = _ROMAN.index(left["last"]), _ROMAN.index(right["last"])
        yield from (f"{left['base']}{number})" for number in _ROMAN[low + 1 : high])
        return
    for pattern, write in ((_PARTS, "{}{}"), (_LIMBS, "{}{})")):
        left, right = pattern.match(first), pattern.match(last)
        if left and right and left["base"] == right["base"]:
            if pattern is _PARTS and (left["letters"] or right["letters"]):
                yield from _suffixed(left, right)
                return
            yield from (write.format(left["base"], step) for step in _steps(left["last"], right["last"]))
            return
    if _LETTERS.match(first) and _LETTERS.match(last):
        yield from map(_letters, range(_place(first) + 1, _place(last)))


def _suffixed(left: re.Match[str], right: re.Match[str]) -> Iterator[str]:
    """The clauses between two of one number: "H14.37A" to "H14.37C"; none between "D10.18A" and "D10.20"."""
    if left["last"] == right["last"] and len(left["letters"]) <= 1 and len(right["letters"]) == 1:
        steps = range(_place(left["letters"]) + 1, _place(right["letters"]))
        yield from (f"{left['base']}{left['last']}{_letters(step)}" for step in steps)


def _place(letters: str) -> int:
    """The place of a letter, or of two, in A, B, ... Z, AA, AB, ...; 0 for none."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
    return place


def _letters(place: int) -> str:
    return (chr(64 + (place - 1) // 26) if place > 26 else "") + chr(65 + (place - 1) % 26)


def _steps(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        if high - low <= _LARGEST_RANGE:
            yield from map(str, range(low + 1, high))
    elif len(first) == len(last) == 1:
        yield from map(chr, range(ord(first) + 1, ord(last)))


def _key(clause: str) -> tuple[tuple[int, int | str], ...] | None:
    """What orders clauses: figures by value, letters by place in the alphabet; None for what has no order (Roman limbs)."""
    if _ROMAN_OR_DOUBLED.search(clause):
        return None
    return tuple(
        (0, int(token)) if token.isdigit() else (1, token.rjust(2) if token.isupper() else token) for token in _TOKEN.findall(clause)
    )
