"""Which of the changes between draft and final document the conclusions speak of, and in which words."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from msgspec import Struct

from seclint.facts.alignment import Alignment, Change, Edit
from seclint.facts.alignment.edits import strict_words
from seclint.facts.alignment.words import Text, Word, Words
from seclint.facts.amendments import Amendments, Assertion, Statement, edited_words
from seclint.facts.promises import Promises
from seclint.model import Span

_TOLD = 0.3  # of the words of a clause that came or went, to be told of
_FEW = 3  # words whose replacement is no rewriting
_SAYS = 2  # words on its subject with which a clause says something
_STRAY = 0.2  # of the words of a clause may be said by chance
_BESIDE = 40  # characters between two edits that are one change
_CLAUSE = 6  # words from which on an edit is a rewritten clause, in which small words come and go


class Sharing(Struct, frozen=True, forbid_unknown_fields=True):
    """When a paragraph that names no part speaks of a change: ``shared`` words that changed, making up ``part`` (0 to 1) of them.

    Where only a number or an obligation changed, the new one and ``around`` words that stand beside it. Sentences about another part
    must share ``elsewhere`` (0 to 1) of the words.
    """

    shared: int = 2
    part: float = 0.4
    around: int = 2
    elsewhere: float = 0.7


class Cover(Struct, frozen=True):
    """What speaks of a change: claims about its part, claims about the whole document, and paragraphs in which its words stand.

    ``follows`` tells that the same replacement is claimed of another part.
    """

    located: tuple[Assertion, ...] = ()
    everywhere: tuple[Assertion, ...] = ()
    statements: tuple[Statement, ...] = ()
    follows: bool = False

    def __bool__(self) -> bool:
        return bool(self.located or self.everywhere or self.statements or self.follows)


class _Said(Struct, frozen=True):
    """What is said of a part: the stems of all words of views and responses, the exact words, and the stems of what DCC claims.

    ``removes`` tells that something is said to be gone.
    """

    words: frozenset[str]
    keys: frozenset[str]
    terms: frozenset[str]
    removes: bool = False


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
        self._promises = Promises(amendments.conclusions, alignment)
        self._words: Words = alignment.words
        self._sides = (Text(alignment.old, alignment.words), Text(alignment.new, alignment.words))

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
        hard = any(edit.is_hard(self._words) for edit in change.edits)
        changed = self._changed(change)
        return Cover(
            tuple(one for one, inside in self._inside if id(change) in inside),
            tuple(one for one in self.amendments.assertions if one.everywhere and not one.scope.is_found and not hard),
            tuple(one for one in self.amendments.statements if self._speaks_of(one, change, changed)),
            self._follows(change),
        )

    def strays(self, change: Change, cover: Cover) -> Iterator[Edit]:
        """The edits that nothing of the cover speaks of, although it speaks of others of that part."""
        about = [one for one in cover.statements if not one.located]
        if not (cover.located or about) or any(one.claim.kind == "page" or one.everywhere for one in cover.located):
            return
        if cover.located and not any(one.terms for one in cover.located):
            return
        said = _Said(
            words=frozenset().union(*(one.context for one in cover.located), *(one.stems for one in cover.statements)),
            keys=frozenset().union(*(one.keys for one in cover.located), *(one.keys for one in cover.statements)),
            terms=frozenset().union(*(one.terms for one in cover.located), *(one.stems for one in about)),
            removes=any(one.claim.verb in self.amendments.conclusions.profile.claims.removing for one in cover.located),
        )
        promised = [edit for edit in change.edits if self._is_promised(edit, change, cover)]
        edits = [edit for edit in change.edits if edit.nature == "substance" and edit not in promised]
        unsaid = [edit for edit in edits if not (self._is_said(edit, change, said) or self._is_told_elsewhere(edit, change))]
        beside = list(self._beside(change, cover))
        spoken = bool(promised) or any(self._is_said(edit, other, said) for other, edit in beside)
        for edit in unsaid:
            # A claim in other words than the change's is one all the same; a number that nothing speaks of is another matter.
            alone = spoken and len(unsaid) == len(change.edits)
            if alone or (len(beside) > 1 and self._is_silent(edit, change, unsaid, said, spoken=spoken)):
                yield edit

    def _is_told_elsewhere(self, edit: Edit, change: Change) -> bool:
        """Whether a sentence that names no part says the new number of an edit, and what it counts or two words beside it."""
        fresh = strict_words(edit.new, self._words) - strict_words(edit.old, self._words)
        if not fresh:
            return False
        around = self._around(edit, change) - self._stems(fresh)
        counted = self._counted(edit)
        return any(
            self._words.tells(one.told, self._stems(fresh)) and (counted & one.stems or len(around & one.stems) >= self._sharing.around)
            for one in self.amendments.statements
            if not one.located
        )

    def _counted(self, edit: Edit) -> set[str]:
        """The word behind the new words of an edit: what a number counts."""
        sentence = self._alignment.new.sentence(Span(edit.new_span.end - 1, edit.new_span.end))
        behind = self._sides[1].words([Span(edit.new_span.end, max(edit.new_span.end, sentence.end))])
        return self._words.stems(islice(behind, 1))

    def _is_silent(self, edit: Edit, change: Change, unsaid: Sequence[Edit], said: _Said, *, spoken: bool) -> bool:
        """Whether an edit changes what is required, and no claim can be meant by it."""
        told = any(self._is_near(edit, other) for other in change.edits if other not in unsaid)
        if told and not edit.new and all(word.key != "." for word in edit.old):  # the rest of a sentence that was rewritten
            return False
        if self._is_clause(edit, said.words):
            return True
        counts = bool(_strict(edit, self._words) - set(self._words.binding))
        small = max(len(edit.old), len(edit.new)) <= _CLAUSE and not strict_words(edit.new, self._words)
        if not self._matters(edit) or (told and (small or not counts)):
            return False
        if spoken and counts and 0 < len(edit.old) <= _FEW >= len(edit.new) > 0:  # who gives one number of a part gives all of them
            return True
        others = self._words.stems(word for other in change.edits if other is not edit for word in (*other.old, *other.new))
        return self._binds(edit) or len(self._around(edit, change) & (said.terms - others)) < self._sharing.around

    def _around(self, edit: Edit, change: Change) -> set[str]:
        """The words of the sentence, or of the row, in which an edit stands."""
        side, span = (1, edit.new_span) if edit.new else (0, edit.old_span)
        facts, units = ((self._alignment.old, change.old), (self._alignment.new, change.new))[side]
        row = [unit for unit in units if unit.row >= 0]
        stretch = Span(row[0].span.start, row[-1].span.end) if row else facts.sentence(Span(span.end - 1, span.end))
        return self._words.stems(self._sides[side].words([stretch]))

    def _is_promised(self, edit: Edit, change: Change, cover: Cover) -> bool:
        """Whether the edit stands for what a claim announces otherwise: that is told of the claim."""
        return any(
            any(broken.edit is edit for broken in self._promises.broken(one, [change]))
            or any(self._promises.other_items(one, [change]))
            or (self._promises.is_length(edit) and self._promises.lacking(one) is not None)
            for one in cover.located
        )

    def _beside(self, change: Change, cover: Cover) -> Iterator[tuple[Change, Edit]]:
        """The edits of substance in the change, and in the other changes of the parts that the cover is about."""
        changes = {id(change): change}
        for one in cover.located:
            changes |= {id(other): other for other in self.amendments.scopes.changes_in(one.scope) if other.is_substantive}
        yield from ((other, edit) for other in changes.values() for edit in other.edits if edit.nature == "substance")

    def _is_said(self, edit: Edit, change: Change, said: _Said) -> bool:
        """Whether what is said speaks of the edit: of its new numbers and obligations, or else of its other words.

        One word may be said by chance: then something beside it must be said, too.
        """
        words = self._words
        fresh = strict_words(edit.new, words) - strict_words(edit.old, words)
        gone = strict_words(edit.old, words) - strict_words(edit.new, words)
        if not edit.old:  # a new row names environments that nobody needs to repeat
            fresh = {word for word in fresh if word in words.strict or any(sign.isdigit() for sign in word)}
        loose = words.stems((*edit.old, *edit.new)) - self._stems(fresh | gone)
        if max(len(edit.old), len(edit.new)) > _CLAUSE:
            if not edit.old and _is_named(loose & said.words | fresh & said.words):  # "OBJ4 was added"
                return True
            figures = {one for one in self._stems(fresh | gone) if one[:1].isdigit()}
            whole = bool(edit.old and edit.new) or figures <= said.words
            return whole and len(loose & said.words) >= _TOLD * len(loose)
        if said.removes and fresh <= set(words.negations):
            fresh = set()
        if any(one[:1].isdigit() for one in self._stems(fresh)):  # who says "two weeks" may leave out "at least"
            fresh = fresh - set(words.bounds)
        if words.multiplied(edit.old, edit.new) & said.keys:
            return True
        if fresh and not (words.tells(said.words, self._stems(fresh)) or fresh <= said.keys):
            return False
        if gone and not fresh and not (words.tells(said.words, self._stems(gone)) or loose & said.words):
            return False
        if not (fresh or gone) and loose and not loose & said.words:
            return False
        own = self._stems(fresh | gone) | loose
        around = self._around(edit, change) - own
        return len(own & said.words) > 1 or _is_named(fresh) or not around or bool(around & said.terms)

    def _matters(self, edit: Edit) -> bool:
        """Whether an edit beside others changes what is required: a number, an obligation, a word that became its contrary."""
        if max(len(edit.old), len(edit.new)) > _CLAUSE and edit.old and edit.new:
            return False
        old, new = strict_words(edit.old, self._words), strict_words(edit.new, self._words)
        return old != new or edit.turns(self._words)

    def _is_clause(self, edit: Edit, said: frozenset[str]) -> bool:
        """Whether a clause came or went of whose words hardly one is said."""
        words = self._words.stems(word for word in (*edit.old, *edit.new) if word.key not in self._words.joining)
        if _is_named(words & said) or (edit.old and edit.new):
            return False
        return len(words) >= _SAYS and len(words & said) <= _STRAY * len(words)

    def _is_near(self, edit: Edit, other: Edit) -> bool:
        """Whether two edits stand so close in one sentence that what is said of one is said of both."""
        first, second = sorted((edit.new_span, other.new_span))
        between = self._alignment.new.document.text[first.end : second.start]
        return len(between) <= _BESIDE and ". " not in between

    def _binds(self, edit: Edit) -> bool:
        """Whether an obligation, a permission or a "not" changed in few words, or a word became its contrary."""
        binding = (strict_words(edit.old, self._words) ^ strict_words(edit.new, self._words)) & set(self._words.binding)
        return edit.turns(self._words) or (bool(binding) and max(len(edit.old), len(edit.new)) <= _CLAUSE)

    def _changed(self, change: Change) -> _Changed:
        words = self._words
        edited = words.stems(edited_words(change))
        beside = words.stems(word for unit in (*change.old, *change.new) for word in unit.words)
        beside |= words.stems(self._headings(change))
        return _Changed(frozenset(edited), frozenset(self._fresh(change)), frozenset(beside - edited))

    def _speaks_of(self, statement: Statement, change: Change, changed: _Changed) -> bool:
        """Whether a paragraph that need not name the part is about the change."""
        sharing, edited, fresh = self._sharing, changed.edited, changed.fresh
        if not self._words.tells(statement.told, self._stems(fresh)) and not fresh <= statement.keys:
            return False
        shared = edited & statement.stems
        part = sharing.elsewhere if statement.located else sharing.part
        counted = all(stem.isdigit() for stem in shared) and not changed.beside & statement.stems  # bare numbers are said by chance
        enough = len(shared) >= max(sharing.shared + statement.located, part * len(edited)) and not counted
        if enough or self._introduces(statement, change):
            return True
        if statement.located:
            return False
        beside = changed.beside
        named = _is_named(fresh) and len(shared) > 1
        near = bool(shared) and len(beside & statement.stems) > sharing.around
        told = bool(fresh or shared) and (named or near or len(shared) * 2 >= len(edited))
        return told and len(beside & statement.stems) >= min(sharing.around, max(1, len(beside) // 2))

    def _introduces(self, statement: Statement, change: Change) -> bool:
        """Whether a paragraph tells of a new part that bears a title like that of the section that the change added."""
        if change.old or change.section[0] is not None or not statement.adds:
            return False
        title = self._words.stems(self._headings(change))
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
            and self._is_said(edit, change, _Said(one.context, frozenset(), one.terms))
        )

    def _fresh(self, change: Change) -> set[str]:
        """The numbers, dates, versions and obligations that are new."""
        pairs = [(strict_words(edit.old, self._words), strict_words(edit.new, self._words)) for edit in change.edits]
        old, new = (set[str]().union(*sides) for sides in zip(*pairs, strict=True)) if pairs else (set[str](), set[str]())
        longest = max((max(len(edit.old), len(edit.new)) for edit in change.edits), default=0)
        if longest > _FEW:  # what is rewritten may bring a "may" or "not" of its own
            new -= set(self._words.binding)
        if longest > _CLAUSE:
            new = {word for word in new if any(sign.isdigit() for sign in word)} if change.old else set()
        return new - old

    def _headings(self, change: Change) -> Iterator[Word]:
        """The words of the title of the part, and of the head of the table."""
        from seclint.facts.alignment.words import COVER, plain_words

        for facts, section, units in (
            (self._alignment.old, change.section[0], change.old),
            (self._alignment.new, change.section[1], change.new),
        ):
            if section is not None and section != COVER:
                heading = facts.outline.sections[section].heading
                yield from plain_words(facts.document.text, heading.start, heading.end, self._words.token)
            cell = facts.document.block_at(units[0].span.start).cell if units else None
            if cell is not None:
                for block in facts.document.blocks:
                    if block.cell is not None and block.cell.table == cell.table and block.cell.row == 0:
                        yield from plain_words(facts.document.text, block.span.start, block.span.end, self._words.token)

    def _stems(self, keys: Iterable[str]) -> set[str]:
        return {self._words.stem(key) for key in keys} - {""}


def _is_named(words: Iterable[str]) -> bool:
    """Whether there is a date, version or modification among the words: nobody says those by chance."""
    return any(not word.isdigit() and any(sign.isdigit() for sign in word) for word in words)


def _strict(edit: Edit, words: Words) -> set[str]:
    return strict_words(edit.old, words) ^ strict_words(edit.new, words)


def _keys(edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(word.key for word in edit.old), tuple(word.key for word in edit.new)
