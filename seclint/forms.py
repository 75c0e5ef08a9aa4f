"""What is wrong with the data of a TOML file, in words for the people who wrote it."""

import re
from collections.abc import Iterator
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import msgspec

from seclint.errors import meant

# What msgspec calls a type, and what people call it.
_CALLED = {
    "array": 'a list, such as ["one", "two"]',
    "bool": "true or false",
    "date": "a day, such as 2027-01-31",
    "int": "a whole number",
    "float": "a number",
    "str": "words in quotation marks",
    "object": "a table",
}
_STEP = re.compile(r"\.([\w-]+)|\[(?:\d+|\.\.\.)\]")


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, a remedy, the key that it is about ("" for none), and the way to it ("$.rule[3].severity")."""

    says: str
    hint: str
    key: str
    at: str


def problem(error: msgspec.ValidationError, record: Any, remedy: str) -> Problem:
    """What a validation error means; ``record`` is the type that the data should have, ``remedy`` what helps where nothing better does."""
    says, _, where = str(error).partition(" - at `")
    at = where.rstrip("`") or "$"
    key = next((name for name in reversed(re.findall(r"\.([\w-]+)", at))), "")
    if found := re.search(r"unknown field `([^`]+)`", says):
        return Problem(
            f"there is no key {found[1]!r} here", _meant(found[1], _keys(_type_at(record, at)), "the keys here are"), found[1], at
        )
    if found := re.search(r"required field `([^`]+)`", says):
        return Problem(f"the key {found[1]!r} is missing", remedy, key, at)  # where it is missing
    if found := re.search(r"Invalid enum value '?([^']*)'?$", says):
        return Problem(f"{key} cannot be {found[1]!r}", _meant(found[1], list(_words(_type_at(record, at))), "it is one of"), key, at)
    if "RFC3339" in says:  # as msgspec calls what a day must be written like
        return Problem(f"{key} is not {_CALLED['date']}", remedy, key, at)
    if found := re.search(r"Expected `(\w+)", says):
        return Problem(f"{key or 'this'} is not {_CALLED.get(found[1], found[1])}", remedy, key, at)
    return Problem(f"{key}: {says}" if key else says, remedy, key, at)


def takes(record: Any) -> str:
    """What a value of the type is, in words: "`draft` or `publish`", "a day, such as 2027-01-31", "a list of tables"."""
    kind = next(one for one in _alternatives(record) if one is not type(None))
    if words := list(_words(kind)) if get_origin(kind) is Literal else []:
        return " or ".join(f"`{word}`" for word in words)
    origin = get_origin(kind) or kind
    if origin is tuple:
        return _CALLED["array"] if get_args(kind)[0] is str else "a list of tables"
    return _CALLED["object" if origin is dict else origin.__name__]


def line_at(text: str, found: Problem) -> int:
    """The line of a TOML text that a problem is about, by its looks; 0 when there is none.

    In a list of tables it is that of the key, or of the beginning, of the table that is meant.
    """
    entry = re.match(r"\$\.([\w-]+)\[(\d+)\]", found.at)
    begins = entries(text, entry[1])[int(entry[2]) :] if entry else []
    if not begins:
        return line_of(text, found.key)
    lines = text.splitlines()[begins[0] :]
    own = next((index for index, line in enumerate(lines) if line.lstrip().startswith("[[")), len(lines))
    inside = line_of("\n".join(lines[:own]), found.key)
    return begins[0] + inside


def entries(text: str, name: str) -> list[int]:
    """The lines of a TOML text that begin an entry of a list of tables, by their looks."""
    pattern = re.compile(rf"\s*\[\[(?:[^\]]*\.)?{re.escape(name)}\]\]")
    return [number for number, line in enumerate(text.splitlines(), 1) if pattern.match(line)]


def syntax(error: ValueError) -> tuple[int, str]:
    """The line of what tomllib complains of (0 where none is told), and what it says."""
    says = str(error)
    found = re.search(r" \(at line (\d+), column \d+\)$", says)
    return (int(found[1]), says[: found.start()]) if found else (0, says)


def line_of(text: str, key: str) -> int:
    """The first line of a TOML text that sets the key or opens a table of that name, by its looks; 0 when there is none."""
    pattern = re.compile(rf"""\s*(?:\[\[?(?:[^\]]*\.)?)?["']?{re.escape(key)}["']?\s*(?:[=\].])""")
    return next((number for number, line in enumerate(text.splitlines(), 1) if key and pattern.match(line)), 0)


def _meant(word: str, allowed: list[str], otherwise: str) -> str:
    """Which of the allowed words may have been meant, or all of them."""
    return meant(word, allowed, f"{otherwise}: {', '.join(allowed)}")


def _type_at(record: Any, at: str) -> Any:
    """The type that stands at the end of a way into a record."""
    for step in _STEP.finditer(at):
        record = next((found for one in _alternatives(record) if (found := _inside(one, step[1])) is not None), None)
    return next((one for one in _alternatives(record) if one is not type(None)), None)


def _inside(record: Any, key: str | None) -> Any:
    """The type of a field of a record or of a value of a table; without a key, that of an entry of a list."""
    if key is None:
        return get_args(record)[-2 if get_args(record)[-1:] == (Ellipsis,) else -1] if get_args(record) else None
    if isinstance(record, type) and issubclass(record, msgspec.Struct):
        return next((field.type for field in msgspec.structs.fields(record) if field.encode_name == key), None)
    return get_args(record)[1] if get_origin(record) is dict else None


def _alternatives(record: Any) -> tuple[Any, ...]:
    return get_args(record) if get_origin(record) in (Union, UnionType) else (record,)


def _keys(record: Any) -> list[str]:
    is_record = isinstance(record, type) and issubclass(record, msgspec.Struct)
    names = [field.encode_name for field in msgspec.structs.fields(record)] if is_record else []
    return [name for name in names if not name.startswith("(")]  # what is no key of the file


def _words(record: Any) -> Iterator[str]:
    """The words that a type allows, where it allows only some."""
    for part in get_args(record):
        if isinstance(part, str):
            yield part
        elif get_origin(part) is Literal:
            yield from _words(part)
