"""What Lark makes of the grammars, in a form that is quick to load: terminals, the LALR table and the rules.

Making the tables takes Lark a tenth of a second, so they are kept in the user's cache folder, under the digest of all that makes them.
What is kept is data: it is decoded into the records below, never run; and what another user could have written is not read. Where the
folder cannot be written, the tables are made anew by each process.
"""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import Any

import msgspec
from msgspec import Struct

from seclint import resources
from seclint.recognise.beginnings import beginnings, openings

GRAMMARS = ("references", "dates", "versions", "releases", "modifications", "durations", "times")
END = "$END"
_MAKERS = ("lark", "seclint.recognise.tables", "seclint.recognise.beginnings")  # lark/__init__.py holds its version


class Rule(Struct, frozen=True, array_like=True):
    """One expansion of a rule: its symbol, the name of the tree that it makes ("" when its parts go to the tree above), and its parts.

    ``kept`` tells which parts are children of the tree.
    """

    symbol: str
    name: str
    kept: tuple[bool, ...]


class Terminal(Struct, frozen=True, array_like=True):
    """A word as it may be written: a regular expression, the characters with which it can begin, and the first two of them."""

    name: str
    pattern: str
    beginnings: str
    openings: tuple[str, ...]


class Tables(Struct, frozen=True, array_like=True):
    """A grammar. ``terminals`` stand in the order in which they are tried; ``ignored`` is what may stand between them.

    ``states`` give for each terminal what is to be done: to go to a state (from 0 up), or to apply rule ``-1 - action``;
    and for each other symbol the state to go to. ``first`` are the terminals that can begin a mention.
    """

    terminals: tuple[Terminal, ...]
    ignored: str
    start: int
    end: int
    states: tuple[dict[str, int], ...]
    rules: tuple[Rule, ...]
    first: tuple[str, ...]


@cache
def tables() -> dict[str, Tables]:
    """The tables of every grammar, by name."""
    file = resources.cache_folder() / f"grammars-{_digest()}"
    data = resources.kept(file)
    with suppress(msgspec.MsgspecError):
        if data is not None:
            return msgspec.msgpack.decode(data, type=dict[str, Tables])
    made = {name: make(name) for name in GRAMMARS}
    resources.keep(file, msgspec.msgpack.encode(made))
    return made


def make(name: str) -> Tables:
    """The tables of the grammar of that name, made by Lark."""
    from lark import Lark  # heavy, and seldom needed
    from lark.parsers.lalr_analysis import Shift

    source = (resources.folder("grammar") / f"{name}.lark").read_text("utf-8")
    lark = Lark(source, parser="lalr", import_paths=[_imported], maybe_placeholders=False)
    table = lark.parser.parser._parse_table  # private, but what Lark's own save() writes; the tests hold our trees against Lark's
    number = {rule: index for index, rule in enumerate(lark.rules)}
    states: list[dict[str, int]] = [{} for _ in table.states]
    for state, actions in table.states.items():
        states[state] = {str(symbol): arg if action is Shift else -1 - number[arg] for symbol, (action, arg) in actions.items()}
    names = {terminal.name for terminal in lark.terminals}
    start = table.start_states["start"]
    return Tables(
        terminals=tuple(_terminal(terminal) for terminal in sorted(lark.terminals, key=_rank)),
        ignored="".join(map(str, lark.ignore_tokens)),
        start=start,
        end=table.end_states["start"],
        states=tuple(states),
        rules=tuple(_rule(rule) for rule in lark.rules),
        first=tuple(symbol for symbol in states[start] if symbol in names),
    )


def _terminal(terminal: Any) -> Terminal:
    pattern = str(terminal.pattern.to_regexp())
    return Terminal(str(terminal.name), pattern, beginnings(pattern), openings(pattern))


def _rank(terminal: Any) -> tuple[int, int, int, str]:
    """The order in which Lark tries terminals."""
    return -terminal.priority, -terminal.pattern.max_width, -len(terminal.pattern.value), terminal.name


def _rule(rule: Any) -> Rule:
    symbol = str(rule.origin.name)
    name = str(rule.alias or symbol)
    return Rule(symbol, "" if name.startswith("_") else name, tuple(not getattr(part, "filter_out", False) for part in rule.expansion))


def _imported(_: object, path: str) -> tuple[str, str]:
    """Grammars that import each other, read through resources so that they are found inside a zipped wheel too."""
    return path, (resources.folder("grammar") / path).read_text("utf-8")


def _digest() -> str:
    """The digest of all that makes the tables: the grammars, Lark, this module, and Python, which tells how long a match may be."""
    digest = hashlib.sha256(str(sys.hexversion).encode())
    for part in _sources():
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _sources() -> Iterator[bytes]:
    for name in ("common", *GRAMMARS):
        yield (resources.folder("grammar") / f"{name}.lark").read_bytes()
    for module in _MAKERS:
        spec = find_spec(module)
        if spec is not None and spec.origin is not None:
            loader: Any = spec.loader  # reads from folders and zipped wheels alike
            yield loader.get_data(spec.origin)
