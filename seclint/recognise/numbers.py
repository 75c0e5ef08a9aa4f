"""The numbers behind a noun, read from the tree of a reference: "Sections D10.18 – D10.20", "H14.1, 14.4 and 6", "F1.4(e) and (f)"."""

import re
from collections.abc import Sequence

from seclint.recognise.clauses import completed, expanded
from seclint.recognise.faults import fault_of
from seclint.recognise.grammar import Token, Tree
from seclint.recognise.groups import Group, is_one_number, limb
from seclint.recognise.scene import Scene

_TO = ("to", "-", "–", "—")


class Numbers:
    """Reads the groups of one reference."""

    def __init__(self, scene: Scene, tree: Tree) -> None:
        self._scene = scene
        self._tree = tree

    def group(self, trees: Sequence[Tree]) -> Group:
        """The noun with its numbers."""
        tokens = [token for tree in trees for token in tree.tokens]
        noun = tokens[0].type
        group = Group(_kind(noun), tokens[0].start_pos, tokens[-1].end_pos, [])
        group.fault = "the space before the number is missing" if noun.startswith("GLUED") else ""
        group.licence, group.short = noun.startswith("LICENCE"), noun.startswith("SHORT")
        for tree in trees:
            if tree.data == "unit":
                group.clauses.append(self._unit(tree, group))
            elif tree.data == "tail":
                self.tail(tree, group)
        return group

    def goes_on(self, before: Group, group: Group, joining: Tree | Token) -> bool:
        """Whether the second is no part of the first but its other end ("Section D10.18 to Section D10.20"), or its number."""
        first, last = before.clauses[-1], group.clauses[0]
        joined = "".join(joining.tokens if isinstance(joining, Tree) else [joining])
        is_inside = joined.strip() == "in"  # "the pointer to Section G in Clause 7.2"
        is_range = before.kind == group.kind and joined in _TO and first.rpartition(".")[0] == last.rpartition(".")[0]
        if is_range and len(before.clauses) == 1:
            before.clauses[-1:], before.order = expanded(first, last)
        elif before.kind != "section" or group.kind not in ("clause", "paragraph") or is_inside:
            return False
        elif first in self._scene.sec.sections and "." in last:
            before.clauses[-1:], before.fault = [first + clause for clause in group.clauses], "the letter and the number stand apart"
        elif first[1:] == last.partition(".")[0] != last:
            before.clauses[-1:] = [first[0] + clause for clause in group.clauses]  # "Section H14, paragraphs 14.1 to 14.3"
        else:
            return False
        before.end = group.end
        return True

    def tail(self, tree: Tree, group: Group) -> None:
        """Put what joins on to the last number of a group - another one, the end of a range, limbs - into the group."""
        joining, item = tree.children[0], tree.children[-1]
        if not isinstance(item, Tree):
            return
        last = group.clauses[-1]
        if item.data == "limbs":
            base = re.sub(r"\((?:[^()]*)\)$", "", last)
            clause = base + "".join(map(limb, item.tokens))
        else:
            clause = self._unit(item, group)
        if isinstance(joining, Tree):
            group.clauses.append(completed(last, clause))  # "H14.1, 14.4 and 6"
            return
        if joining.type == "FAULTY_RANGE":
            group.fault = "a full stop stands before the dash" if joining[0] == "." else "a dash stands twice"
        if is_one_number(group, clause, str(joining), self._scene.own_labels):
            group.clauses[-1] = f"{last}-{clause}"
            return
        clauses, order = expanded(last, clause)
        group.clauses[-1:] = clauses
        group.order = group.order or order

    def _unit(self, tree: Tree, group: Group) -> str:
        number, *rest = tree.tokens
        limbs = [token for token in rest if token.type == "LIMB"]
        if number.type == "FAULTY" and (group.kind not in ("section", "clause") or self._is_of_another()):
            written = str(number)  # "Annex A.1" and "Section A.1 of the TAD" are what they should be
        elif number.type == "FAULTY":
            group.fault, written = fault_of(str(number))
        else:
            written = str(number)
        return written + "".join(map(limb, limbs))

    def _is_of_another(self) -> bool:
        """Whether the reference names a document other than the SEC behind it."""
        named = [child for child in self._tree.children if isinstance(child, Tree) and child.data == "owner"]
        if not named or self._scene.names.is_occasion(named[0].tokens[-1]):
            return False
        return self._scene.names.resolve(self._scene.names.alone(named[0].tokens[-1])) != "SEC"


def _kind(terminal: str) -> str:
    return terminal.rpartition("_")[2].lower()
