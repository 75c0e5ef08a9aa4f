"""References: from the trees of grammar/references.lark to clauses with their owner."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from seclint.model import Span
from seclint.patterns import compiled
from seclint.recognise.clauses import expanded
from seclint.recognise.faults import canonical, fault_of, with_stop
from seclint.recognise.grammar import Match, Token, Tree
from seclint.recognise.groups import Group, holds, nested, without_count
from seclint.recognise.model import Reference
from seclint.recognise.numbers import Numbers
from seclint.recognise.quarters import is_quarter
from seclint.recognise.scan import scanner
from seclint.recognise.scene import Scene
from seclint.recognise.sharing import shared

# Behind a document's name these say which one it is ("the approved TAD (Attachment 1)"), or are asked about it.
_NAMING = ("attachment", "question")
# Films and books have these as well.
_OF_ANYTHING = ("part", "chapter")
# Behind these words "section" means any or a known one, and needs no number.
_DESCRIBING = frozenset(("the", "this", "that", "each", "any", "a", "every", "which", "another", "own"))
# The same with words between that describe it: "a lettered Section of the SEC", and not "the duty under Section of the SEC".
_DESCRIBED = compiled(
    rf"\b(?i:{'|'.join(sorted(_DESCRIBING))}|an|no|some|its|their|our)\s(?:[a-z-]+\s){{0,2}}"
    r"(?!(?:about|and|as|at|by|for|from|in|of|on|or|per|see|than|through|to|under|via|with|within)\s\Z)[a-z-]+\s\Z"
)
# What may stand before a title.
_INTRODUCES = compiled(r" ?[-–—:] ?| \(")
# What stands in front of numbers that are no clauses: "batch D10.18", "Table B2.1".
_TABLE_CODE = compiled(
    r"(?:[Tt]able|[Ff]igure|[Rr]equirement|[Tt]est|[Vv]ersion|[Rr]elease|[Ee]rror|[Aa]lert|[Cc]ode|[Rr]isk|[Ii]ssue|[Bb]atch|[Rr]oom|[Cc]ase"
    r"|[Ii]tem|[Rr]ow|[Ss]tep|[Bb]ox|[Ss]cript|[Dd]efect|[Cc]omment|[Rr]esponse|[Bb]uild) (?:[Nn]o\.? )?\Z"
)


def references_in(scene: Scene, matches: Iterable[Match]) -> Iterator[Reference]:
    """The references of the text, in order."""
    yield from (with_stop(scene.text, reference) for reference in shared(scene, list(_read(scene, matches))))


def _read(scene: Scene, matches: Iterable[Match]) -> Iterator[Reference]:
    """The references, also those in what the one before does not take: "Section 2.3" and "Table 4 of the TAD"."""
    read = 0
    said: dict[int, _Said] = {}
    for match in matches:
        rest: Match | None = match if match.start >= read else None
        while rest is not None:
            reading = _Reading(scene, rest, read, said)
            found = reading.reference()
            if found is not None:
                yield found
            read = reading.end if found is not None else rest.end
            rest = scanner().within("references", scene.text, read, rest.end) if read < rest.end else None


class _Said(Struct, frozen=True):
    """What the words of a reference say wherever they stand; ``end`` counts from their beginning."""

    tree: Tree
    groups: Sequence[Group]
    end: int
    owner: str | None
    explicit: bool


class _Reading:
    """Reads one tree; nothing in front of ``read`` is looked at, for it belongs to the reference before.

    ``said`` are the trees that were read before, and what they say: references come again and again.
    """

    def __init__(self, scene: Scene, match: Match, read: int, said: dict[int, _Said]) -> None:
        self.scene = scene
        self.read = read
        self.base = match.start
        self.match = match
        self.said = said
        self.end = match.end
        self.owner: str | None = None
        self.explicit = False

    def reference(self) -> Reference | None:
        """The reference, or None when what was parsed means nothing."""
        tree = self.match.tree
        match tree.data:
            case "unnumbered":
                return self._unnumbered(tree)
            case "labels":
                return self._labels(tree)
            case "bare":
                return self._bare(tree)
            case _:
                return self._finished(self._read_before(tree))

    def _read_before(self, tree: Tree) -> Sequence[Group]:
        """The groups, read only once where no words around them count."""
        said = self.said.get(id(tree))
        if said is None or said.tree is not tree:
            groups = list(self._groups(tree))
            said = _Said(tree, groups, self.end - self.base, self.owner, self.explicit)
            if not any(isinstance(child, Tree) and child.data == "owner" for child in tree.children):
                self.said[id(tree)] = said
        self.end, self.owner, self.explicit = self._at(said.end), said.owner, said.explicit
        return said.groups

    def _groups(self, tree: Tree) -> Iterator[Group]:
        """The groups in the order in which they are written; reading stops where the rest belongs to something else."""
        numbers = Numbers(self.scene, tree)
        trees = [child for child in tree.children if isinstance(child, Tree)]
        head = [child for child in trees if child.data not in ("parent", "owner")]
        counted = without_count(head)
        before = numbers.group(counted)
        yield before
        if len(counted) < len(head):
            self.end = self._at(before.end)
            return
        for child in trees[len(head) :]:
            if child.data == "owner":
                self._take_owner(child, self._at(before.end))
                return
            group = numbers.group(without_count([part for part in child.children if isinstance(part, Tree) and part.data != "link"]))
            joining = child.children[0]
            group.inner = not (isinstance(joining, Tree) and joining.data == "link")  # only behind "of" stands the larger part
            if numbers.goes_on(before, group, joining):
                continue
            if not holds(*((before, group) if group.inner else (group, before))):
                self.end = self._at(before.end)
                return
            holder = next((part for part in child.children if isinstance(part, Token) and part.type == "OWNER"), None)
            if holder is not None:
                self.owner, self.explicit = self.scene.names.resolve(str(holder)), True
            yield group
            before = group

    def _take_owner(self, tree: Tree, otherwise: int) -> None:
        link, name = tree.children[0], str(tree.children[-1])
        if not isinstance(link, Tree):  # "Article 6 GDPR"
            self.owner, self.explicit = name, True
            return
        name = self.scene.names.alone(name)
        owner = self.scene.names.resolve(name)
        # "in June 2023", "to the Panel": only "of" makes a mere name an owner, and only it goes before one in front.
        if self.scene.names.is_occasion(name) or (
            str(link.children[0]) != "of" and (not self.scene.names.is_document(name) or self._is_anothers(owner))
        ):
            self.end = otherwise
            return
        self.end = self._at(tree.tokens[-1].start_pos) + len(name)
        if self.scene.text[self._at(tree.tokens[0].start_pos) - 1] == "(":
            self.end += 1  # "Section 5.2 (of the TAD)"
        self.owner, self.explicit = owner, True

    def _is_anothers(self, owner: str) -> bool:
        """Whether somebody else's name stands right in front of the reference."""
        in_front = self.scene.names.in_front(self.scene.text, max(self.read, self.base - 80), self.base)
        return in_front is not None and in_front[1] != owner

    def _unnumbered(self, tree: Tree) -> Reference | None:
        section, _, name = tree.children
        owner = self.scene.names.resolve(str(name))
        known = self.scene.names.knows(owner) and owner != "self" and str(section) == "Section"
        before = self.scene.text[max(0, self.base - 60) : self.base]
        word = re.search(r"(\w+) \Z", before)  # none before "Section of the TAD" as the head of a column
        if not known or word is None or word[1].lower() in _DESCRIBING or _DESCRIBED.search(before):
            return None
        return Reference(Span(self.base, self.end), owner, "section", (), "", "it has no number")

    def _labels(self, tree: Tree) -> Reference | None:
        if len(tree.tokens) == 1 and is_quarter(self.scene, str(tree.tokens[0]), Span(self.base, self.end)):
            return None
        group = Group("question", 0, self.end - self.base, [])
        joining: Token | Tree | None = None
        for child in tree.children:
            if isinstance(child, Token) and child.type == "LABEL":
                if isinstance(joining, Token):
                    group.clauses[-1:], group.order = expanded(group.clauses[-1], child.lstrip("Q."))
                else:
                    group.clauses.append(child.lstrip("Q."))
            else:
                joining = child
                continue
            joining = None
        return self._finished([group])

    def _bare(self, tree: Tree) -> Reference | None:
        """A clause without a noun is the SEC's only where that is plain: in brackets with its limb, or where the sentence names the SEC."""
        text = self.scene.text
        group = Group("section", 0, self.end - self.base, [])
        first = tree.tokens[0]
        limbs = [child for child in tree.children if isinstance(child, Tree) and child.data == "limbs"]
        if first.type == "BARE_FAULTY":
            group.fault, number = fault_of(first)
        else:
            number = str(first)
        group.clauses.append(number + "".join(token for limb in limbs for token in limb.tokens))
        for child in tree.children:
            if isinstance(child, Tree) and child.data == "tail":
                Numbers(self.scene, tree).tail(child, group)
            elif isinstance(child, Tree) and child.data == "owner":
                self._take_owner(child, self.end)
        bracketed = text[self.base - 1 : self.base] == "(" and text[self.end : self.end + 1] == ")" and bool(limbs)
        named = bool(re.search(r"\bSEC\b|Smart Energy Code|\bthe Code\b", self.scene.sentence(Span(self.base, self.end))))
        known = group.clauses[0][0] in self.scene.sec.sections
        if group.fault and self.owner != "SEC" and self._owner_before([group]) == self.base:
            return None
        named = named or self.scene.knows_bare(group.clauses[0].partition("(")[0])
        if not known or _TABLE_CODE.search(text[max(0, self.base - 16) : self.base]) or not (bracketed or named or self.owner == "SEC"):
            return None
        return self._finished([group])

    def _finished(self, groups: Sequence[Group]) -> Reference | None:
        first = groups[0]
        start = self._owner_before(groups)
        self.end = self._with_title(first) if len(groups) == 1 and self.end == self._at(first.end) else self.end
        outer = groups[0] if groups[-1].inner else groups[-1]
        owner = self.owner if self.owner is not None else self.scene.owner_of(outer.kind, outer.clauses[0], Span(start, self.end))
        fault = "".join([group.fault for group in groups if group.fault][:1])
        if fault and owner != "SEC":
            return None  # "Section A.1.1" may well be how another document numbers its sections
        fault = fault or self._misses_letter(groups, owner)
        is_odd = first.kind in ("page", "regulation", "article") and not first.clauses[0][:1].isdigit()
        # Nothing but a Section is written with its sign.
        signed = len(groups) == 1 and self.scene.text.startswith("§", self._at(first.start))
        lettered = owner == "SEC" and "." in first.clauses[0]  # "s.D10.18"
        if is_odd or (first.short and not (signed or lettered) and not self.explicit and self.owner is None):
            return None
        if len(groups) == 1 and self.scene.names.is_done(self.scene.text, Span(start, self.end)):
            return None
        if not owner and first.kind in _OF_ANYTHING and self.scene.is_of_a_thing(self.end):
            return None  # "Part 2 of the film"
        if len(groups) == 1 and not self.explicit and first.kind == "section" and self.scene.names.is_adjective(self.scene.text, self.end):
            return None  # "section 106 agreement", "Section 8 housing"
        order = "".join([group.order for group in groups if group.order][:1])
        put_right = canonical(first.clauses, owner) if fault else ""
        return Reference(Span(start, self.end), owner, first.kind, tuple(dict.fromkeys(nested(groups))), put_right, fault, order)

    def _misses_letter(self, groups: Sequence[Group], owner: str) -> str:
        """What is wrong with a Section that is said to be the SEC's and has no letter."""
        is_bare = owner == "SEC" and self.explicit and len(groups) == 1 and groups[0].kind == "section"
        return "the letter of the Section is missing" if is_bare and groups[0].clauses[0][0].isdigit() else ""

    def _owner_before(self, groups: Sequence[Group]) -> int:
        """Where the reference begins, with an owner that stands in front of it; takes that owner."""
        names, text = self.scene.names, self.scene.text
        in_front = names.in_front(text, max(self.read, self.base - 80), self.base)
        if in_front is not None and (self.owner is None or in_front[1] == self.owner):
            self.owner, self.explicit = in_front[1], True
            return in_front[0]
        if self.owner is None and any(group.licence for group in groups) and not names.is_other_licence(text, self.base):
            self.owner, self.explicit = names.resolve("licence"), True
        elif self.owner is None and groups[0].clauses[0][:1].isdigit() and groups[0].kind not in _NAMING:
            self.owner = names.leading(text, self.base) or names.following(text, self.end) or None
        return self.base

    def _with_title(self, group: Group) -> int:
        """The end of the reference with the registered title of the part, where that stands behind a dash, a colon or a bracket."""
        mark = _INTRODUCES.match(self.scene.text, self.end)
        title = self.scene.sec.title(group.kind, group.clauses[0]) if mark and len(group.clauses) == 1 else ""
        if not title or not mark:
            return self.end
        end = mark.end() + len(title)
        is_title = self.scene.text[mark.end() : end].casefold() == title.casefold()
        if "(" in mark[0]:
            return end + 1 if is_title and self.scene.text[end : end + 1] == ")" else self.end
        return end if is_title else self.end

    def _at(self, position: int) -> int:
        return self.base + position
