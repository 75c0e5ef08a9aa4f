"""Finds what the grammars describe anywhere in a text: Lark itself only parses texts from end to end.

One trigger, made of the terminals with which mentions can begin, tells where one may start. From there the LALR table that Lark made is
followed as long as it goes, and the longest prefix that is a mention is taken. Mentions repeat, so their trees are kept.
"""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, cached_property

from msgspec import Struct

from seclint.patterns import compiled
from seclint.recognise.tables import END, Tables, Terminal, tables

# A mention does not begin inside a word, a number or an address.
_BEGINS = r"(?<![\w.,/:@£$€#-])"
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
_Word = tuple[str, int, int]


class Grammar:
    """One grammar of grammar/, ready to scan with; regular expressions are compiled when they are first needed."""

    def __init__(self, compiled: Tables) -> None:
        self._tables = compiled
        self._terminals = {terminal.name: terminal for terminal in compiled.terminals}
        self._matchers: dict[str, Matcher] = {}
        self._candidates: list[dict[str, tuple[tuple[str, Matcher], ...]]] = [{} for _ in compiled.states]
        self._trees: dict[tuple[str, ...], Tree] = {}
        self._endings: dict[tuple[int, ...], bool] = {}  # by the states that were gone through
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
        first = self._next(self._tables.start, text, start)
        return self.beginning(first, text) if first is not None else None

    def beginning(self, first: _Word, text: str) -> Match | None:
        """The longest mention that begins with a word."""
        start = first[1]
        words = self._longest(first, text)
        if not words:
            return None
        end = words[-1][2]
        key = (text[start:end], *[terminal for terminal, _, _ in words])
        tree = self._trees.get(key)
        if tree is None:
            if len(self._trees) >= _KEPT:
                self._trees.clear()
            tree = self._trees[key] = self._tree(text, words)
        return Match(start, end, tree)

    def _longest(self, first: _Word, text: str) -> list[_Word]:
        """The words of the longest prefix that the grammar accepts."""
        states, rules = self._tables.states, self._tables.rules
        stack: list[int] = [self._tables.start]
        words: list[_Word] = []
        ends: list[tuple[int, tuple[int, ...]]] = []
        word: _Word | None = first
        while word is not None and word[2] <= first[1] + _LONGEST:
            terminal, _, at = word
            action = states[stack[-1]].get(terminal)
            while action is not None and action < 0:
                rule = rules[-1 - action]
                del stack[len(stack) - len(rule.kept) :]
                stack.append(states[stack[-1]][rule.symbol])
                action = states[stack[-1]].get(terminal)
            if action is None:
                break
            stack.append(action)
            words.append(word)
            if END in states[action]:
                ends.append((len(words), tuple(stack)))
            word = self._next(action, text, at)
        while ends:
            count, reached = ends.pop()
            may_end = self._endings.get(reached)
            if may_end is None:
                may_end = self._endings[reached] = self._ends([*reached])
            if may_end:
                return words[:count]
        return []

    def _ends(self, stack: list[int]) -> bool:
        """Whether a mention may end here: LALR merges states, so a state alone does not tell."""
        states, rules = self._tables.states, self._tables.rules
        while stack[-1] != self._tables.end:
            action = states[stack[-1]].get(END)
            if action is None:
                return False
            rule = rules[-1 - action]
            del stack[len(stack) - len(rule.kept) :]
            stack.append(states[stack[-1]][rule.symbol])
        return True

    def _next(self, state: int, text: str, at: int) -> _Word | None:
        """The next word that may stand in this state."""
        character = text[at : at + 1]
        while character and character in self._space:
            at += 1
            character = text[at : at + 1]
        candidates = self._candidates[state].get(character)
        if candidates is None:
            candidates = self._candidates[state][character] = self._that_begin(state, character)
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

    def _tree(self, text: str, words: Sequence[_Word]) -> Tree:
        states, rules, start = self._tables.states, self._tables.rules, words[0][1]
        stack: list[int] = [self._tables.start]
        values: list[list[Tree | Token]] = []
        for word in (*words, (END, 0, 0)):
            while (action := states[stack[-1]].get(word[0], 0)) < 0:
                rule = rules[-1 - action]
                size = len(rule.kept)
                children: list[Tree | Token] = []
                for kept, value in zip(rule.kept, values[len(values) - size :], strict=True):
                    if kept:
                        children += value
                del stack[len(stack) - size :], values[len(values) - size :]
                stack.append(states[stack[-1]][rule.symbol])
                values.append([_grown(rule.name, children)] if rule.name else children)
                if stack[-1] == self._tables.end:
                    break
            else:
                stack.append(action)
                values.append([_token(word, text, start)])
        (tree,) = values[0]
        return tree if isinstance(tree, Tree) else _grown("start", [tree])


def _grown(name: str, children: list[Tree | Token]) -> Tree:
    tokens: list[Token] = []
    for child in children:
        if isinstance(child, Token):
            tokens.append(child)
        else:
            tokens += child.tokens
    return Tree(name, children, tokens)


def _token(word: _Word, text: str, start: int) -> Token:
    terminal, begins, ends = word
    token = Token(text[begins:ends])
    token.type, token.start_pos, token.end_pos = terminal, begins - start, ends - start
    return token


# A grammar by name, with what matches the first word of a mention, and what goes on from there.
_Starting = tuple[str, tuple[tuple[str, Matcher], ...], Callable[[_Word, str], Match | None]]


class Scanner:
    """Several grammars that go over a text together."""

    def __init__(self, grammars: dict[str, Grammar]) -> None:
        self._grammars = grammars
        self._starting: dict[tuple[int, str], tuple[_Starting, ...]] = {}

    @cached_property
    def trigger(self) -> re.Pattern[str]:
        """Finds where a mention of any grammar may begin; takes one character, so that the next search goes on behind it."""
        # At nearly every word nothing begins: the first look takes one character, and only then what can begin with it is tried from
        # in front of that. re passes quickly over choices that begin with a set of characters. The empty group tells the choice.
        choices = [f"[{re.escape(beginnings)}](?<=(?={'|'.join(patterns)}).)()" for beginnings, patterns in self._choices.items()]
        return compiled(f"{_BEGINS}(?:{'|'.join(choices)})")

    @cached_property
    def _choices(self) -> dict[str, list[str]]:
        """The patterns with which mentions can begin, by their first characters.

        Those of the first grammar, which finds most, come last: where only they are found, no other grammar need be asked.
        """
        first = {terminal.pattern: terminal.beginnings for grammar in reversed(self._grammars.values()) for terminal in grammar.first}
        choices: dict[str, list[str]] = {}
        for pattern, beginnings in first.items():
            choices.setdefault(beginnings, []).append(pattern)
        return choices

    def scan(self, text: str, start: int, end: int) -> dict[str, list[Match]]:
        """The mentions of each grammar that begin in a stretch of the text, in order.

        None is inside another of the same grammar, each is as long as it can be.
        """
        found: dict[str, list[Match]] = {name: [] for name in self._grammars}
        reached = dict.fromkeys(self._grammars, 0)
        for hit in self.trigger.finditer(text, start, end):
            at = hit.start()
            for name, terminals, beginning in self._that_begin(hit.lastindex or 0, text[at]):
                if at < reached[name]:
                    continue
                for terminal, matches in terminals:
                    if (word := matches(text, at)) is not None:
                        if (mention := beginning((terminal, at, word.end()), text)) is not None:
                            found[name].append(mention)
                            reached[name] = mention.end
                        break
        return found

    def within(self, name: str, text: str, start: int, end: int) -> Match | None:
        """The first mention of a grammar that begins in a stretch of the text."""
        matches = (self._grammars[name].match(text, hit.start()) for hit in self.trigger.finditer(text, start, end))
        return next((match for match in matches if match is not None), None)

    def _that_begin(self, choice: int, character: str) -> tuple[_Starting, ...]:
        """The grammars of which a mention can begin with the character, where the trigger found none of the choices before this one."""
        if (choice, character) not in self._starting:
            left = {pattern for patterns in list(self._choices.values())[choice - 1 :] for pattern in patterns}
            each = ((name, grammar.starting(character, left), grammar.beginning) for name, grammar in self._grammars.items())
            self._starting[choice, character] = tuple(one for one in each if one[1])
        return self._starting[choice, character]


@cache
def scanner() -> Scanner:
    """The grammars of grammar/, loaded once."""
    return Scanner({name: Grammar(compiled) for name, compiled in tables().items()})
