"""One grammar: the longest mention that begins at a place of a text, and its tree.

The LALR table that Lark made is followed as long as it goes, and the longest prefix that is a mention is taken. Mentions repeat, so their
trees are kept.
"""

import re
from collections.abc import Callable, Collection, Sequence

from msgspec import Struct

from seclint.patterns import compiled
from seclint.recognise.tables import END, Rule, Tables, Terminal

_LONGEST = 600  # characters; what is longer is no mention
_KEPT = 20_000  # trees

Matcher = Callable[[str, int], "re.Match[str] | None"]


class Token(str):
    """A word of a mention, with its terminal; offsets count from the beginning of the mention."""

    __slots__ = ("end_pos", "start_pos", "type")

    type: str
    start_pos: int
    end_pos: int


# Trees never hold each other in a circle, so the garbage collector need not look at them.
class Tree(Struct, frozen=True, gc=False):
    """A part of a mention, by the name of its rule, with all tokens below it in order."""

    data: str
    children: "list[Tree | Token]"
    tokens: list[Token]


class Match(Struct, frozen=True, gc=False):
    """A mention in a text: where it stands, and its tree. Offsets inside the tree count from ``start``."""

    start: int
    end: int
    tree: Tree


# A terminal that was found, and where it begins and ends in the text. There are so many that a record would be felt.
Word = tuple[str, int, int]


class _Reached(Struct, frozen=True):
    """How far a mention may have come: the states on the stack of LALR, whether it may end there, and where each terminal leads.

    ``candidates`` are the terminals that may follow, by the character with which they begin. Both are filled when they are first asked for.
    """

    stack: tuple[int, ...]
    may_end: bool
    leads: "dict[str, _Reached | None]"
    candidates: dict[str, tuple[tuple[str, Matcher], ...]]


class _Shape(Struct, frozen=True):
    """A tree without its words, which stand in it by their numbers."""

    name: str
    children: "list[_Shape | int]"
    words: list[int]


class Grammar:
    """One grammar of grammar/, ready to scan with; regular expressions are compiled when they are first needed."""

    def __init__(self, compiled: Tables) -> None:
        self._tables = compiled
        self._terminals = {terminal.name: terminal for terminal in compiled.terminals}
        self._matchers: dict[str, Matcher] = {}
        self._candidates: list[dict[str, tuple[tuple[str, Matcher], ...]]] = [{} for _ in compiled.states]
        self._known: dict[tuple[int, ...], _Reached] = {}
        self._begun = self._reached((compiled.start,))
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._trees: dict[tuple[str, tuple[str, ...]], Tree] = {}
        self._space = self._terminals[compiled.ignored].beginnings if compiled.ignored else ""

    @property
    def first(self) -> list[Terminal]:
        """The terminals with which a mention can begin."""
        return [self._terminals[name] for name in self._tables.first]

    def starting(self, character: str, patterns: Collection[str]) -> tuple[tuple[str, Matcher], ...]:
        """Those terminals of the patterns with which a mention can begin that begins with the character, and what matches them."""
        possible = self._that_begin(self._tables.start, character)
        return tuple(one for one in possible if self._terminals[one[0]].pattern in patterns)

    def match(self, text: str, start: int) -> Match | None:
        """The longest mention that begins here."""
        first = self._next(self._begun, text, start)
        return self.beginning(first, text) if first is not None else None

    def beginning(self, first: Word, text: str) -> Match | None:
        """The longest mention that begins with a word."""
        start = first[1]
        words = self._longest(first, text)
        if not words:
            return None
        end = words[-1][2]
        key = text[start:end], tuple([word[0] for word in words])
        tree = self._trees.get(key)
        if tree is None:
            if len(self._trees) >= _KEPT:
                self._trees.clear()
            shape = self._shapes.get(key[1]) or self._shapes.setdefault(key[1], self._shape(key[1]))
            tree = self._trees[key] = _grown(shape, [_token(word, text, start) for word in words])
        return Match(start, end, tree)

    def _longest(self, first: Word, text: str) -> list[Word]:
        """The words of the longest prefix that the grammar accepts."""
        words: list[Word] = []
        accepted = 0
        reached, word, farthest = self._begun, first, first[1] + _LONGEST
        while word[2] <= farthest:
            terminal = word[0]
            if terminal not in reached.leads:
                reached.leads[terminal] = self._shifted(reached, terminal)
            led = reached.leads[terminal]
            if led is None:
                break
            words.append(word)
            if led.may_end:
                accepted = len(words)
            following = self._next(led, text, word[2])
            if following is None:
                break
            reached, word = led, following
        return words[:accepted]

    def _shifted(self, before: _Reached, terminal: str) -> _Reached | None:
        """What is reached by a word; None where it cannot follow."""
        stack = [*before.stack]
        while (action := self._tables.states[stack[-1]].get(terminal)) is not None and action < 0:
            self._reduce(stack, action)
        return self._reached((*stack, action)) if action is not None else None

    def _reached(self, stack: tuple[int, ...]) -> _Reached:
        if stack not in self._known:
            self._known[stack] = _Reached(stack, self._ends([*stack]), {}, self._candidates[stack[-1]])
        return self._known[stack]

    def _ends(self, stack: list[int]) -> bool:
        """Whether a mention may end here: LALR merges states, so a state alone does not tell."""
        while stack[-1] != self._tables.end:
            action = self._tables.states[stack[-1]].get(END)
            if action is None:
                return False
            self._reduce(stack, action)
        return True

    def _reduce(self, stack: list[int], action: int) -> Rule:
        """Apply the rule to the stack."""
        rule = self._tables.rules[-1 - action]
        del stack[len(stack) - len(rule.kept) :]
        stack.append(self._tables.states[stack[-1]][rule.symbol])
        return rule

    def _next(self, reached: _Reached, text: str, at: int) -> Word | None:
        """The next word that may stand there."""
        character = text[at : at + 1]
        while character and character in self._space:
            at += 1
            character = text[at : at + 1]
        candidates = reached.candidates.get(character)
        if candidates is None:
            candidates = reached.candidates[character] = self._that_begin(reached.stack[-1], character)
        for terminal, matches in candidates:
            found = matches(text, at)
            if found is not None:
                return terminal, at, found.end()
        return None

    def _that_begin(self, state: int, character: str) -> tuple[tuple[str, Matcher], ...]:
        """The terminals that may stand in the state and begin with the character."""
        allowed = self._tables.states[state]
        return tuple(
            (terminal.name, self._matcher(terminal.name))
            for terminal in self._tables.terminals
            if terminal.name in allowed and character and character in terminal.beginnings
        )

    def _matcher(self, terminal: str) -> Matcher:
        if terminal not in self._matchers:
            self._matchers[terminal] = compiled(self._terminals[terminal].pattern).match
        return self._matchers[terminal]

    def _shape(self, terminals: Sequence[str]) -> _Shape:
        """The shape of the tree that words of these terminals make."""
        states = self._tables.states
        stack: list[int] = [self._tables.start]
        values: list[list[_Shape | int]] = []
        for number, terminal in enumerate((*terminals, END)):
            while (action := states[stack[-1]].get(terminal, 0)) < 0:
                rule = self._reduce(stack, action)
                size = len(rule.kept)
                parts = zip(rule.kept, values[len(values) - size :], strict=True)
                children = [child for kept, value in parts if kept for child in value]
                del values[len(values) - size :]
                values.append([_shaped(rule.name, children)] if rule.name else children)
                if stack[-1] == self._tables.end:
                    break
            else:
                stack.append(action)
                values.append([number])
        (shape,) = values[0]
        return shape if isinstance(shape, _Shape) else _shaped("start", [shape])


def _shaped(name: str, children: list[_Shape | int]) -> _Shape:
    words = [word for child in children for word in (child.words if isinstance(child, _Shape) else (child,))]
    return _Shape(name, children, words)


def _grown(shape: _Shape, tokens: Sequence[Token]) -> Tree:
    """The tree of a shape with its words."""
    children = [_grown(child, tokens) if isinstance(child, _Shape) else tokens[child] for child in shape.children]
    return Tree(shape.name, children, [tokens[word] for word in shape.words])


def _token(word: Word, text: str, start: int) -> Token:
    terminal, begins, ends = word
    token = Token(text[begins:ends])
    token.type, token.start_pos, token.end_pos = terminal, begins - start, ends - start
    return token
