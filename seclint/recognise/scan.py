"""Finds what a Lark grammar describes anywhere in a text: Lark itself only parses texts from end to end.

A trigger, made of the terminals with which the grammar can begin, tells where a mention may start. From there a stretch of text is
taken that consists of the grammar's terminals only, and LALR parses its longest prefix that is a mention. Stretches repeat, so
their parses are kept.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from seclint import resources

# A mention does not begin inside a word, a number or an address.
_BEGINS = r"(?<![\w.,/:@£$€#-])"
_LONGEST = 600  # characters of a stretch; longer ones are no mentions
_KEPT = 20_000  # parses


class Match(NamedTuple):
    """A mention in a text: where it stands, and its tree. Offsets inside the tree count from ``start``."""

    start: int
    end: int
    tree: Tree[Token]


class Grammar:
    """One grammar of grammar/, ready to scan with."""

    def __init__(self, name: str) -> None:
        source = (resources.folder("grammar") / f"{name}.lark").read_text("utf-8")
        self._lark = Lark(source, parser="lalr", import_paths=[_imported], maybe_placeholders=False)
        patterns = {terminal.name: terminal.pattern.to_regexp() for terminal in self._lark.terminals}
        ignored = "|".join(patterns[name] for name in self._lark.ignore_tokens)
        # By priority and then by length, as Lark's own lexer sorts them.
        ranked = sorted(self._lark.terminals, key=lambda terminal: (terminal.priority, len(patterns[terminal.name])), reverse=True)
        words = [patterns[terminal.name] for terminal in ranked]
        self._patterns = patterns
        self._stretch = re.compile(f"(?:{'|'.join(words)}|{ignored})+")
        self._parses: dict[str, tuple[int, Tree[Token]] | None] = {}

    @cached_property
    def trigger(self) -> re.Pattern[str]:
        """Finds where a mention may begin, by the terminals that can begin one."""
        accepted = self._lark.parse_interactive("").accepts()  # type: ignore[no-untyped-call]
        first = sorted((self._patterns[name] for name in accepted), key=len, reverse=True)
        return re.compile(_BEGINS + f"(?:{'|'.join(first)})")

    def scan(self, text: str) -> Iterator[Match]:
        """The mentions in the text, none inside another, each as long as it can be."""
        search, stretch = self.trigger.search, self._stretch.match
        at = 0
        while (found := search(text, at)) is not None:
            start = found.start()
            reach = stretch(text, start)
            parsed = self.prefix(text[start : min(reach.end(), start + _LONGEST)]) if reach is not None else None
            if parsed is None:
                at = found.end()
            else:
                yield Match(start, start + parsed[0], parsed[1])
                at = start + parsed[0]

    def prefix(self, stretch: str) -> tuple[int, Tree[Token]] | None:
        """The longest prefix that the grammar accepts: its length and its tree."""
        if stretch not in self._parses:
            if len(self._parses) >= _KEPT:
                self._parses.clear()
            self._parses[stretch] = self._longest(stretch)
        return self._parses[stretch]

    def _longest(self, stretch: str) -> tuple[int, Tree[Token]] | None:
        parser = self._lark.parse_interactive(stretch)
        ends: list[int] = []
        try:
            for token in parser.lexer_thread.lex(parser.parser_state):  # type: ignore[no-untyped-call]
                parser.feed_token(token)
                if "$END" in parser.choices() and token.end_pos is not None:  # type: ignore[no-untyped-call]
                    ends.append(token.end_pos)
        except UnexpectedInput:
            pass  # the mention ended before this
        for end in reversed(ends):
            try:
                return end, self._lark.parse(stretch[:end])
            except UnexpectedInput:
                continue  # LALR merges states, so an end that looked possible may be none
        return None


def tokens_of(tree: Tree[Token]) -> list[Token]:
    """All tokens below the tree, in order."""
    return list(tree.scan_values(lambda value: isinstance(value, Token)))


@cache
def grammar(name: str) -> Grammar:
    """The grammar of that name, loaded once."""
    return Grammar(name)


def _imported(_: object, path: str) -> tuple[str, str]:
    """Grammars that import each other, read through resources so that they are found inside a zipped wheel too."""
    return path, (resources.folder("grammar") / path).read_text("utf-8")
