"""Numbers as Word prints them: 4 as "4", "04", "d", "IV", "4th", "Four", "Fourth"."""

from collections.abc import Callable

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_SYMBOLS = "*†‡§"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_MOST = 32767  # what Word itself counts to


def roman(number: int) -> str:
    """4 as "iv"."""
    digits = []
    for size, letters in _ROMAN:
        count, number = divmod(number, size)
        digits.append(letters * count)
    return "".join(digits)


def letters(number: int, alphabet: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """1 as "a", 26 as "z", 27 as "aa", 53 as "aaa": Word repeats the letter."""
    if number < 1:
        return ""
    count, index = divmod(number - 1, len(alphabet))
    return alphabet[index] * (count + 1)


def cardinal(number: int) -> str:
    """21 as "twenty-one"."""
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{_ONES[hundreds]} hundred" + (f" {cardinal(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    return f"{cardinal(thousands)} thousand" + (f" {cardinal(rest)}" if rest else "")


def ordinal_text(number: int) -> str:
    """21 as "twenty-first"."""
    words = cardinal(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    regular = (last[:-1] + "ie" if last.endswith("y") else last) + "th"
    return words[:cut] + _ORDINALS.get(last, regular)


def ordinal(number: int) -> str:
    """21 as "21st"."""
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")  # codespell:ignore nd
    return f"{number}{suffix}"


def chicago(number: int) -> str:
    """1 as "*", 5 as "**"."""
    return letters(number, _SYMBOLS)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "ordinal": ordinal,
    "cardinalText": lambda number: cardinal(number).capitalize(),
    "ordinalText": lambda number: ordinal_text(number).capitalize(),
    "chicago": chicago,
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "russianLower": lambda number: letters(number, _RUSSIAN),
    "russianUpper": lambda number: letters(number, _RUSSIAN).upper(),
    "decimalEnclosedParen": lambda number: f"({number})",
    "decimalEnclosedFullstop": lambda number: f"{number}.",
}
_SILENT = frozenset(("none", "bullet"))


def printed(number: int, style: str) -> str:
    """The number in the format of that name (``w:numFmt``); as decimal in a format that is not known here."""
    if style in _SILENT:
        return ""
    if not 0 <= number <= _MOST:
        return str(number)
    return _FORMATS.get(style, str)(number)
