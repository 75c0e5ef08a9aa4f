"""References: from the trees of grammar/references.lark to clauses with their owner."""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint.model import Span
from seclint.recognise.clauses import expanded
from seclint.recognise.faults import canonical, fault_of
from seclint.recognise.model import Reference
from seclint.recognise.scan import Match, Token, Tree, scanner, tokens_of
from seclint.recognise.scene import Scene

# How the parts of a kind are written in ``clauses``; sections and the clauses of a document go by their bare number.
_WRITTEN = {
    "page": "page {}", "paragraph": "paragraph {}", "article": "article {}", "regulation": "regulation {}", "step": "step {}",
    "table": "Table {}", "figure": "Figure {}", "annex": "Annex {}", "appendix": "Appendix {}", "schedule": "Schedule {}",
    "attachment": "Attachment {}", "question": "Question {}", "condition": "Condition {}", "part": "Part {}", "chapter": "Chapter {}",
}  # fmt: skip
# Parts that have parts: "Appendix AB, Clause 3.2" is a clause of the Appendix, "Section 3, Table 4" two things.
_WHOLES = ("appendix", "schedule", "annex", "part", "chapter")
# Behind a document's name these say which one it is: "the approved TAD (Attachment 1)".
_NAMING = ("attachment",)
_HYPHENATED = ("table", "figure")
_LETTERED = re.compile(r"[A-Z]{1,2}\d")
# What may stand between two references with one owner, and how long it is.
_SHARES = re.compile(r",? (?:and|or|&|in|of) (?:the )?|, ")
_LINK = 10
# What may stand before a title.
_INTRODUCES = re.compile(r" ?[-–—:] ?| \(")
_TABLE_CODE = re.compile(
    r"(?:[Tt]able|[Ff]igure|[Rr]equirement|[Tt]est|[Vv]ersion|[Rr]elease|[Ee]rror|[Aa]lert|[Cc]ode|[Rr]isk|[Ii]ssue) (?:[Nn]o\.? )?$"
)


class _Group(Struct):
    """A noun with its numbers: "Sections K4 and K5". ``start`` and ``end`` count in the text."""

    kind: str
    start: int
    end: int
    clauses: list[str] = []
    order: str = ""
    fault: str = ""
    inner: bool = False
    licence: bool = False
    short: bool = False


def references_in(scene: Scene, matches: Iterable[Match]) -> Iterator[Reference]:
    """The references of the text, in order."""
    later: Reference | None = None
    found = [reference for match in matches for reference in _read(scene, match)]
    for number in range(len(found) - 1, -1, -1):
        later = found[number] = _sharing(scene, found[number], later)
    yield from found


def _read(scene: Scene, match: Match) -> Iterator[Reference]:
    """The reference, and those in what it does not take: "Section 2.3" and "Table 4 of the TAD"."""
    reading = _Reading(scene, match)
    found = reading.reference()
    if found is not None:
        yield found
        for rest in scanner().within("references", scene.text, reading.end, match.end):
            yield from _read(scene, rest)


def _sharing(scene: Scene, reference: Reference, later: Reference | None) -> Reference:
    """The reference with the owner that only the next one names: "Section 4 and Annex B of the TAD", "Table 2 in Section 4 of the TAD"."""
    if reference.owner or later is None or not later.owner or later.span.start - reference.span.end > _LINK:
        return reference
    numbered = reference.clauses and later.clauses and not _LETTERED.match(later.clauses[0])
    if not numbered or not _SHARES.fullmatch(scene.text, reference.span.end, later.span.start):
        return reference
    return replace(reference, owner=later.owner)


class _Reading:
    """Reads one tree."""

    def __init__(self, scene: Scene, match: Match) -> None:
        self.scene = scene
        self.base = match.start
        self.match = match
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
                return self._finished(list(self._groups(tree)))

    def _groups(self, tree: Tree) -> Iterator[_Group]:
        """The groups in the order in which they are written; reading stops where the rest belongs to something else."""
        head = [child for child in tree.children if isinstance(child, Tree) and child.data not in ("parent", "owner")]
        first = self._group(head)
        yield first
        before = first
        for child in tree.children:
            if not isinstance(child, Tree) or child.data not in ("parent", "owner"):
                continue
            if child.data == "owner":
                self._take_owner(child, before.end)
                return
            group = self._group([part for part in child.children if isinstance(part, Tree) and part.data != "link"])
            group.inner = isinstance(child.children[0], Token)  # behind a comma stands the smaller part
            holder = next((part for part in child.children if isinstance(part, Token) and part.type == "OWNER"), None)
            larger, smaller = (before, group) if group.inner else (group, before)
            if larger.kind not in _WHOLES and not (larger.kind in ("section", "clause", "condition") and smaller.kind == "paragraph"):
                self.end = before.end
                return
            if holder is not None:
                self.owner, self.explicit = self.scene.names.resolve(str(holder)), True
            yield group
            before = group

    def _group(self, trees: Sequence[Tree]) -> _Group:
        tokens = [token for tree in trees for token in tokens_of(tree)]
        noun = tokens[0].type
        group = _Group(_kind(noun), self._at(tokens[0].start_pos), self._at(tokens[-1].end_pos), [])
        group.fault = "the space before the number is missing" if noun.startswith("GLUED") else ""
        group.licence, group.short = noun.startswith("LICENCE"), noun.startswith("SHORT")
        for tree in trees:
            if tree.data == "unit":
                group.clauses.append(self._unit(tree, group))
            elif tree.data == "tail":
                self._tail(tree, group)
        return group

    def _unit(self, tree: Tree, group: _Group) -> str:
        number, *rest = tokens_of(tree)
        limbs = [token for token in rest if token.type == "LIMB"]
        if number.type == "FAULTY" and (group.kind not in ("section", "clause") or self._is_of_another()):
            written = str(number)  # "Annex A.1" and "Section A.1 of the TAD" are what they should be
        elif number.type == "FAULTY":
            group.fault, written = fault_of(str(number))
        else:
            written = str(number)
        return written + "".join(limbs)

    def _is_of_another(self) -> bool:
        """Whether the reference names a document other than the SEC behind it."""
        named = [child for child in self.match.tree.children if isinstance(child, Tree) and child.data == "owner"]
        return bool(named) and self.scene.names.resolve(self.scene.names.alone(tokens_of(named[0])[-1])) != "SEC"

    def _tail(self, tree: Tree, group: _Group) -> None:
        joining, item = tree.children[0], tree.children[-1]
        if not isinstance(item, Tree):
            return
        last = group.clauses[-1]
        if item.data == "limbs":
            base = re.sub(r"\((?:[^()]*)\)$", "", last)
            clause = base + "".join(tokens_of(item))
        else:
            clause = self._unit(item, group)
        if isinstance(joining, Tree):
            # "H14.1, 14.4": a member of a list may leave out the letter as well.
            letter = re.match(r"[A-Z]{1,2}(?=\d)", group.clauses[0])
            group.clauses.append(f"{letter[0]}{clause}" if letter and clause[0].isdigit() and "." in clause else clause)
            return
        if joining.type == "FAULTY_RANGE":
            group.fault = "a full stop stands before the dash"
        if self._is_one_number(group, last, clause, str(joining)):
            group.clauses[-1] = f"{last}-{clause}"
            return
        clauses, order = expanded(last, clause)
        group.clauses[-1:] = clauses
        group.order = group.order or order

    def _is_one_number(self, group: _Group, first: str, last: str, joining: str) -> bool:
        """Whether a hyphen belongs to the number of a table or figure: "Table 3-1" where the document has it, or no range can be meant."""
        if group.kind not in _HYPHENATED or joining not in ("-", "–") or not (first.isdigit() and last.isdigit()):
            return False
        label = f"{group.kind.capitalize()} {first}"
        return any(f"{label}{dash}{last}" in self.scene.own_labels for dash in "-–\u2011") or int(last) <= int(first)

    def _take_owner(self, tree: Tree, otherwise: int) -> None:
        link, name = tree.children[0], str(tree.children[-1])
        if not isinstance(link, Tree):  # "Article 6 GDPR"
            self.owner, self.explicit = name, True
            return
        name = self.scene.names.alone(name)
        self.end = self._at(tokens_of(tree)[-1].start_pos) + len(name)
        owner = self.scene.names.resolve(name)
        word = str(link.children[0])
        article = bool(re.match(r"(?:the|this|that|our|these|those|said) ", name))
        # "in June 2023", "to DCC": only "of" makes a mere name an owner.
        if not self.scene.names.knows(owner) and not (word == "of" or article or re.search(r"\bAct\b|\bRegulations\b|\bOrder\b", owner)):
            self.end = otherwise
            return
        self.owner, self.explicit = owner, True

    def _unnumbered(self, tree: Tree) -> Reference | None:
        section, link, name = tree.children
        owner = self.scene.names.resolve(str(name))
        known = self.scene.names.knows(owner) and owner != "self" and str(section) == "Section"
        before = self.scene.text[max(0, self.base - 12) : self.base]
        if not known or re.search(r"\b(?:the|this|that|each|any|a|every|which|another|own) $", before, re.IGNORECASE):
            return None
        del link
        return Reference(Span(self.base, self.end), owner, "section", (), "", "it has no number")

    def _labels(self, tree: Tree) -> Reference | None:
        group = _Group("question", self.base, self.end, [])
        joining: Token | Tree | None = None
        for child in tree.children:
            if isinstance(child, Token) and child.type == "LABEL":
                if isinstance(joining, Token):
                    group.clauses[-1:], group.order = expanded(group.clauses[-1], child[1:])
                else:
                    group.clauses.append(child[1:])
            else:
                joining = child
                continue
            joining = None
        return self._finished([group])

    def _bare(self, tree: Tree) -> Reference | None:
        """A clause without a noun is the SEC's only where that is plain: in brackets with its limb, or where the sentence names the SEC."""
        text = self.scene.text
        group = _Group("section", self.base, self.end, [])
        tokens = tokens_of(tree)
        first = [token for token in tokens if token.type == "BARE"]
        limbs = [child for child in tree.children if isinstance(child, Tree) and child.data == "limbs"]
        group.clauses.append(str(first[0]) + "".join(token for limb in limbs for token in tokens_of(limb)))
        for child in tree.children:
            if isinstance(child, Tree) and child.data == "tail":
                self._tail(child, group)
            elif isinstance(child, Tree) and child.data == "owner":
                self._take_owner(child, self.end)
        bracketed = text[self.base - 1 : self.base] == "(" and text[self.end : self.end + 1] == ")" and bool(limbs)
        named = re.search(r"\bSEC\b|Smart Energy Code|\bthe Code\b", self.scene.sentence(Span(self.base, self.end)))
        known = group.clauses[0][0] in self.scene.sec.sections
        if not known or _TABLE_CODE.search(text[max(0, self.base - 16) : self.base]) or not (bracketed or named or self.owner == "SEC"):
            return None
        return self._finished([group])

    def _finished(self, groups: list[_Group]) -> Reference | None:
        first = groups[0]
        start = self._owner_before(groups)
        self.end = self._with_title(first) if len(groups) == 1 and self.end == first.end else self.end
        outer = groups[0] if groups[-1].inner else groups[-1]
        owner = self.owner if self.owner is not None else self.scene.owner_of(outer.kind, outer.clauses[0], Span(start, self.end))
        fault = _faulty(groups, owner, self.explicit)
        if any(group.fault for group in groups) and owner != "SEC":
            return None  # "Section A.1.1" may well be how another document numbers its sections
        if (first.kind == "page" and not first.clauses[0][0].isdigit()) or (first.short and not self.explicit):
            return None
        if len(groups) == 1 and not self.explicit and first.kind == "section" and self.scene.names.is_adjective(self.scene.text, self.end):
            return None  # "section 106 agreement", "Section 8 housing"
        order = next((group.order for group in groups if group.order), "")
        put_right = canonical(first.clauses, owner) if fault else ""
        return Reference(Span(start, self.end), owner, first.kind, tuple(dict.fromkeys(_nested(groups))), put_right, fault, order)

    def _owner_before(self, groups: Sequence[_Group]) -> int:
        """Where the reference begins, with an owner that stands in front of it; takes that owner."""
        names, text = self.scene.names, self.scene.text
        in_front = names.in_front(text, max(0, self.base - 80), self.base)
        if in_front is not None and (self.owner is None or in_front[1] == self.owner):
            self.owner, self.explicit = in_front[1], True
            return in_front[0]
        if self.owner is None and groups[0].licence and not names.is_other_licence(text, self.base):
            self.owner, self.explicit = names.resolve("licence"), True
        elif self.owner is None and groups[0].clauses[0][:1].isdigit() and groups[0].kind not in _NAMING:
            self.owner = names.leading(text, self.base) or None
        return self.base

    def _with_title(self, group: _Group) -> int:
        """The end of the reference with the registered title of the part, where that stands behind a dash, a colon or a bracket."""
        title = self.scene.sec.title(group.kind, group.clauses[0]) if len(group.clauses) == 1 else ""
        mark = _INTRODUCES.match(self.scene.text, self.end)
        if not title or not mark:
            return self.end
        end = mark.end() + len(title)
        is_title = self.scene.text[mark.end() : end].casefold() == title.casefold()
        if "(" in mark[0]:
            return end + 1 if is_title and self.scene.text[end : end + 1] == ")" else self.end
        return end if is_title else self.end

    def _at(self, position: int) -> int:
        return self.base + position


def _nested(groups: Sequence[_Group]) -> list[str]:
    """The clauses of the innermost group, each behind the parts that hold it: "Schedule 12 paragraph 1(5)"."""
    ordered = [group for group in groups if group.inner] or [groups[0]]
    innermost = ordered[-1]
    outer = [group for group in groups if group is not innermost]
    if not innermost.inner:
        outer.reverse()
    prefix = " ".join(_written(group.kind, group.clauses[0]) for group in outer)
    if not prefix:
        return [_written(innermost.kind, clause) for clause in innermost.clauses]
    form = _WRITTEN.get(innermost.kind, innermost.kind + " {}")
    return [f"{prefix} {form.format(clause)}" for clause in innermost.clauses]


def _written(kind: str, clause: str) -> str:
    return _WRITTEN.get(kind, "{}").format(clause)


def _faulty(groups: Sequence[_Group], owner: str, explicit: bool) -> str:
    fault = next((group.fault for group in groups if group.fault), "")
    number = groups[0].clauses[0]
    if not fault and owner == "SEC" and explicit and len(groups) == 1 and groups[0].kind == "section" and number[0].isdigit():
        return "the letter of the Section is missing"
    return fault


def _kind(terminal: str) -> str:
    return terminal.rpartition("_")[2].lower()
