"""Which of the changes between draft and final document the conclusions speak of, and in which words."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import takewhile

from msgspec import Struct

from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.alignment.words import Words
from seclint.facts.amendments import Amendments
from seclint.facts.assertions import Assertion, Statement, edited_words
from seclint.facts.kept import Keeping, Kept
from seclint.facts.said import CLAUSE, Hearing, Said, is_named
from seclint.facts.scopes import is_new
from seclint.facts.strays import Strays
from seclint.model import Span

_FEW = 3  # words whose replacement is no rewriting


class Sharing(Struct, frozen=True, forbid_unknown_fields=True):
    """When a paragraph that names no part speaks of a change: ``shared`` words that changed, making up ``part`` (0 to 1) of them.

    Where only a number or an obligation changed, the new one and ``around`` words that stand beside it. Sentences about another part
    must share ``elsewhere`` (0 to 1) of the words. Where more than ``most`` changes, and more than half of all, are spoken of nowhere, the
    conclusions tell of changes in a way that is not understood.
    """

    shared: int = 2
    part: float = 0.4
    around: int = 2
    elsewhere: float = 0.7
    most: int = 3


class Cover(Struct, frozen=True):
    """What speaks of a change: claims about its part, claims about the whole document, and paragraphs in which its words stand.

    ``follows`` tells that the same replacement is claimed of another part, ``touched`` that something is said to have been done here.
    """

    located: tuple[Assertion, ...] = ()
    everywhere: tuple[Assertion, ...] = ()
    statements: tuple[Statement, ...] = ()
    follows: bool = False
    touched: bool = False

    def __bool__(self) -> bool:
        return bool(self.located or self.everywhere or self.statements or self.follows or self.touched)


class _Changed(Struct, frozen=True):
    """The words of a change: the stems of those that differ, what is new of numbers and obligations, and the stems beside them."""

    edited: frozenset[str]
    fresh: frozenset[str]
    beside: frozenset[str]


class Coverage:
    """The changes of an alignment with what the conclusions say of each."""

    def __init__(self, amendments: Amendments, alignment: Alignment, sharing: Sharing) -> None:
        self.amendments = amendments
        self._alignment = alignment
        self._sharing = sharing
        self._hearing = Hearing(alignment)
        self._strays = Strays(amendments, alignment, sharing.around)
        self._keeping = Keeping(amendments, alignment)
        self._words: Words = alignment.words

    def kept(self, change: Change, cover: Cover) -> Iterator[tuple[Edit, Kept]]:
        """The edits of numbers that a response says were left as they were, each with the sentence that says so."""
        told = (one.terms for one in cover.located if one.claim.kind != "page")
        return self._keeping.broken(change, frozenset().union(*told), claimed=bool(cover.located))

    def is_promised(self, edit: Edit, change: Change, cover: Cover) -> bool:
        """Whether an edit stands for what a claim of the cover announces otherwise: that is told of the claim."""
        return self._strays.is_promised(edit, change, cover)

    def strays(self, change: Change, cover: Cover) -> Iterator[Edit]:
        """The edits that nothing of the cover speaks of, although it speaks of others of that part."""
        new = any(is_new(one.scope) for one in cover.located) and not change.old
        if new or any(self._introduces(one, change) for one in cover.statements):  # who tells of new text need not tell all of it
            return iter(())
        return self._strays.of(change, cover)

    @cached_property
    def _inside(self) -> Sequence[tuple[Assertion, frozenset[int]]]:
        """The located claims, each with the changes in its part."""
        return [
            (one, frozenset(id(change) for change in self.amendments.scopes.changes_in(one.scope)))
            for one in self.amendments.assertions
            if one.scope.is_found
        ]

    def of(self, change: Change) -> Cover:
        """What speaks of the change."""
        hard = any(edit.is_hard(self._words) and not edit.is_slip(self._words) for edit in change.edits)
        changed = self._changed(change)
        return Cover(
            tuple(one for one, inside in self._inside if id(change) in inside and not (one.moves and self._goes_beyond(change, one))),
            tuple(one for one in self.amendments.assertions if one.everywhere and not one.scope.is_found and not hard),
            tuple(one for one in self.amendments.responses.statements if self._speaks_of(one, change, changed)),
            self._follows(change),
            self._is_mentioned(change, changed) or self.is_quoted(change) or (not self._is_hard(change) and id(change) in self._touched),
        )

    def is_quoted(self, change: Change) -> bool:
        """Whether only words are gone that are quoted before a sentence that says so."""
        gone = [edit for edit in change.edits if edit.nature == "substance"]
        return bool(gone) and all(not edit.new and any(edit.old_span.overlaps(span) for span in self._quoted) for edit in gone)

    @cached_property
    def _quoted(self) -> Sequence[Span]:
        """Where in the draft the words stand that are quoted before a sentence that says that they are gone."""
        conclusions = self.amendments.conclusions.document
        return [span for _, words in self.amendments.taken_out for span in self._alignment.old.letters.find(conclusions.quote(words))]

    def _is_hard(self, change: Change) -> bool:
        """Whether a number or an obligation changed."""
        return any(self._is_strict(edit) for edit in change.edits if edit.nature == "substance")

    def _is_mentioned(self, change: Change, changed: _Changed) -> bool:
        """Whether a paragraph of a response names the part and tells of its new numbers and half of the words that changed."""
        fresh = self._words.stems_of(changed.fresh)
        return any(
            id(change) in inside
            and (self._words.tells(one.told, fresh) or changed.fresh <= one.keys)
            and len(changed.edited & one.stems) * 2 >= len(changed.edited) > 0
            for inside, one in self._mentioned
        )

    @cached_property
    def _mentioned(self) -> Sequence[tuple[frozenset[int], Statement]]:
        """The paragraphs of responses that name a part and turn nothing down there: the changes in the part, and what is said."""
        scopes = self.amendments.scopes
        return [(frozenset(map(id, scopes.changes_in(scope))), one) for scope, one in self.amendments.responses.mentioned]

    def _goes_beyond(self, change: Change, assertion: Assertion) -> bool:
        """Whether a number or an obligation changed of which a claim that text only moved does not speak."""
        said = Said(assertion.context, assertion.keys, assertion.terms)
        hard = [edit for edit in change.edits if edit.nature == "substance" and self._is_strict(edit)]
        return any(not self._hearing.speaks_of(edit, change, said) for edit in hard)

    def _is_strict(self, edit: Edit) -> bool:
        return strict_words(edit.old, self._words) != strict_words(edit.new, self._words) or edit.turns(self._words)

    @cached_property
    def _touched(self) -> frozenset[int]:
        """The changes of the parts in which DCC says that it did something."""
        return frozenset(id(change) for scope in self.amendments.responses.touched for change in self.amendments.scopes.changes_in(scope))

    def _changed(self, change: Change) -> _Changed:
        words = self._words
        edited = words.stems(edited_words(change))
        beside = words.stems(word for unit in (*change.old, *change.new) for word in unit.words)
        beside |= words.stems(self._hearing.headings(change))
        return _Changed(frozenset(edited), frozenset(self._fresh(change)), frozenset(beside - edited))

    def _speaks_of(self, statement: Statement, change: Change, changed: _Changed) -> bool:
        """Whether a paragraph that need not name the part is about the change."""
        sharing, edited, fresh = self._sharing, changed.edited, changed.fresh
        if not self._words.tells(statement.told, self._words.stems_of(fresh)) and not fresh <= statement.keys:
            return False
        shared = edited & statement.stems
        part = sharing.elsewhere if statement.located else sharing.part
        counted = all(stem.isdigit() for stem in shared) and not changed.beside & statement.stems  # bare numbers are said by chance
        enough = len(shared) >= max(sharing.shared + statement.located, part * len(edited)) and not counted
        if enough or self._introduces(statement, change):
            return True
        if statement.located or not self._names_row(change) <= statement.stems:
            return False
        beside = changed.beside
        named = is_named(fresh) and len(shared) > 1
        near = bool(shared) and len(beside & statement.stems) > sharing.around
        measured = bool(fresh & set(self._words.measures)) and fresh <= statement.keys  # "a week", which few say by chance
        told = bool(fresh or shared) and (named or near or measured or len(shared) * 2 >= len(edited))
        return told and len(beside & statement.stems) >= (1 if measured else min(sharing.around, max(1, len(beside) // 2)))

    def _names_row(self, change: Change) -> set[str]:
        """What the first cell of a changed row names: a modification, an objective; a paragraph names nothing like that."""
        first = (takewhile(lambda word: word.kind != "border", unit.words) for unit in change.old[:1] if unit.row >= 0)
        return {stem for words in first for stem in self._words.stems(words) if is_named([stem])}

    def _introduces(self, statement: Statement, change: Change) -> bool:
        """Whether a paragraph tells of a new part that bears a title like that of the section that the change added."""
        if change.old or change.section[0] is not None or not statement.adds:
            return False
        title = self._words.stems(self._hearing.headings(change))
        return bool(title) and len(title & statement.stems) * 2 >= len(title)

    def _follows(self, change: Change) -> bool:
        """Whether every edit of the change is made in a part, too, whose claim speaks of it: then it only follows."""
        edits = [edit for edit in change.edits if edit.nature == "substance"]
        return bool(edits) and all(_keys(edit) in self._claimed for edit in edits)

    @cached_property
    def _claimed(self) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
        """The replacements in the parts that claims are about, as far as the claims speak of them."""
        return frozenset(
            _keys(edit)
            for one, inside in self._inside
            for change in self._alignment.changes
            if id(change) in inside
            for edit in change.edits
            if edit.nature == "substance"
            and edit.old
            and edit.new
            and self._hearing.speaks_of(edit, change, Said(one.context, frozenset(), one.terms))
        )

    def _fresh(self, change: Change) -> set[str]:
        """The numbers, dates, versions and obligations that are new."""
        pairs = [(strict_words(edit.old, self._words), strict_words(edit.new, self._words)) for edit in change.edits]
        old, new = (set[str]().union(*sides) for sides in zip(*pairs, strict=True)) if pairs else (set[str](), set[str]())
        longest = max((max(len(edit.old), len(edit.new)) for edit in change.edits), default=0)
        if longest > _FEW:  # what is rewritten may bring a "may" or "not" of its own
            new -= set(self._words.binding)
        if longest > CLAUSE:
            new = {word for word in new if any(sign.isdigit() for sign in word)} if change.old else set()
        return new - old


def _keys(edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(word.key for word in edit.old), tuple(word.key for word in edit.new)
