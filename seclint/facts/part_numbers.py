"""The numbers and letters that the parts of a document bear, by the kinds of parts that references name."""

import re
from functools import cached_property
from typing import TYPE_CHECKING

from seclint.model import Block, Document
from seclint.patterns import compiled
from seclint.recognise import Reference

if TYPE_CHECKING:
    from seclint.facts import Facts

NUMBERED = ("section", "clause", "paragraph")
"""Kinds whose numbers headings and paragraphs bear."""

CAPTIONED = ("table", "figure", "annex", "appendix")
"""Kinds that bear their name together with their number: "Table 4"."""

LETTERED = compiled(r"[A-Z]{1,4}[.-]?\d{1,3}(?:\.\d{1,2})*")
"""The number of a paragraph that has a letter, too, so that it is known wherever it stands: "TA-12", "C4"."""

_OF_ANNEX = compiled(r"(?:Annex|Appendix) (?P<annex>\w+) (?!page\b)\w+ (?P<part>\w+)")  # "Annex I section 2"
_PAGE = compiled(r",? pages? .*")  # "Annex A page 6"
_OPENS = compiled(r"(?:\A|\n|[.?!:]\s)\Z")
_ASKS = compiled(
    r"\s*(?:[:.)–—]|(?:was|is|asked|asks|reads?|said|says|ran)\b[:,]?)\s+(?:(?P<quoted>[“‘\"'])[A-Z][^?!\n]*|(?<![a-z]\s)[A-Z][^.?!\n]*)\?"
)
_TITLE = compiled(r"\s*(?:[:.–—-]|$)|\s+(?=[A-Z])(?!.*\.$)")
_TYPED = compiled(
    r"[A-Z](?:\.\d{1,2})+(?=\s)|\d{1,3}[A-Z](?=\.?\s)|(?:[A-Z]\d{1,2}(?=\.\s)|[A-Z]{1,4}-\d{1,3}(?=\.?\s))(?=\.?\s+[“‘\"']?[A-Z])"
)
_PART_OF_LETTER = compiled(r"(?P<letter>[a-z])(?P<part>\d{1,2})")
_MANY = 10  # paragraphs that are numbered on through the document
_REACH = 3  # a bare number further behind the last one than this is somebody else's
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_DRAWN = ("table", "figure")
_UNREAD = ("header", "footer", "footnote")


class PartNumbers:
    """Looks up, in lower case, what numbers the parts of a kind bear."""

    def __init__(self, facts: "Facts") -> None:
        self._facts = facts
        self._found: dict[str, frozenset[str]] = {}

    def of(self, kind: str) -> frozenset[str]:
        """The numbers of all parts of the kind."""
        if kind not in self._found:
            self._found[kind] = self._borne(kind)
        return self._found[kind]

    def _borne(self, kind: str) -> frozenset[str]:
        if kind == "question":
            answers = self._facts.answers
            known = {number for question in (*answers.questions, *answers.listed) for number in question.numbers}
            return frozenset(known | self._asked_within)
        if kind == "attachment":
            return frozenset(bare(attachment.label, kind).casefold() for attachment in self._facts.attachments)
        if kind in NUMBERED:
            return self._numbered(kind)
        return self._worded(kind) | (self.headed if kind == "part" else frozenset())

    def series(self, kind: str) -> frozenset[str]:
        """Those that a number is measured by: for sections the headings' alone, as the numbers of paragraphs run far ahead of them."""
        return self.headed if kind in ("section", "clause") else self.of(kind)

    @cached_property
    def headed(self) -> frozenset[str]:
        """The labels of the headings, in the text or in the contents."""
        blocks = self._facts.document.blocks
        return frozenset(block.label.casefold() for block in blocks if block.kind in ("heading", "contents") and block.label)

    @cached_property
    def runs_to(self) -> int:
        """The last number of paragraphs that are numbered from 1 on through the whole document, 0 where there are few.

        One or another may be missing: who leaves out a number may get a reference wrong, too.
        """
        blocks = self._facts.document.blocks
        numbers = {int(block.label) for block in blocks if block.kind == "paragraph" and block.label.isdecimal()}
        last = max(numbers, default=0)
        return last if last >= _MANY and last - len(numbers) <= last // _MANY else 0

    @property
    def _asked_within(self) -> set[str]:
        """The numbers of questions that are asked inside a paragraph: "Q1: Is anything missing?", "We asked in Question 2: “Is it?”"."""
        text = self._facts.document.text
        questions = (one for one in self._facts.mentions.references if one.kind == "question" and len(one.clauses) == 1)
        asked = ((one, _ASKS.match(text, one.span.end)) for one in questions)
        opening = (
            one for one, asks in asked if asks and (asks["quoted"] or _OPENS.search(text[max(0, one.span.start - 2) : one.span.start]))
        )
        return {bare(one.clauses[0], "question") for one in opening}

    def _numbered(self, kind: str) -> frozenset[str]:
        """The labels of headings, paragraphs and contents entries, also without the word before a heading's number.

        Where headings are numbered, the running number of a paragraph is no section's.
        """
        blocks = self._facts.document.blocks
        headed = kind == "section" and any(block.kind == "heading" and block.label[:1].isdigit() for block in blocks)
        labels = {
            printed_number(self._facts.document, block)
            for block in blocks
            if block.kind in ("heading", "contents")
            or (block.kind in ("paragraph", "item") and not (headed and block.label.strip(".").isdigit()))
        }
        labels |= {label.rpartition(" ")[2] for label in labels}
        numbers = (label for label in labels if len(label) == 1 or any(character.isdigit() for character in label))
        return frozenset(label.strip(".").casefold() for label in numbers)

    def _worded(self, kind: str) -> frozenset[str]:
        """The numbers of captions and headings such as "Table 4" or "Annex A", whether label or text."""
        opening = re.compile(rf"{kind}\s+(\w+(?:[.-]\d+)*)", re.IGNORECASE)
        labels = set()
        for block in self._facts.document.blocks:
            if block.kind in _UNREAD:
                continue
            label = block.label if any(map(str.isalnum, block.label)) else ""  # a bullet is no label
            quote = self._facts.document.quote(block.span)
            text = f"{label} {quote}".strip()
            if block.kind in ("heading", "contents") and label[:1].isdigit() and opening.match(quote):
                text = quote  # "10. Annex A – Abbreviations" is both
            match = opening.match(text)
            if match and block.kind == "cell" and kind in _DRAWN and match.end() == len(text):
                continue  # a cell that only names a table points to it
            if match and (block.kind in ("caption", "heading", "contents") or _TITLE.match(text, match.end())):
                labels.add(match[1].casefold())
        return frozenset(labels)


def printed_number(document: Document, block: Block) -> str:
    """The number of a paragraph; one with a letter stands in the text: "C.2", "12A", "TA-12"."""
    if block.label:
        return block.label
    typed = _TYPED.match(document.text, block.span.start, block.span.end)
    return typed[0] if typed is not None else ""


def bare(clause: str, kind: str) -> str:
    """The number alone: "Table 4" to "4"."""
    return re.sub(rf"^{kind}s?\s+", "", clause.strip(), flags=re.IGNORECASE).replace(" ", "")


def stands(number: str, numbers: frozenset[str]) -> bool:
    """Whether something bears the number, or a part of it: limbs of a paragraph may be printed as words."""
    return number in numbers or number.partition("(")[0] in numbers


def might_be(number: str, labels: frozenset[str]) -> bool:
    """Whether the number is next to those that the document has: another part of a section, or a little behind the last one."""
    above, dot, _ = number.rpartition(".")
    if dot:
        return above in labels or might_be(above, labels)
    if (lettered := _PART_OF_LETTER.fullmatch(number)) is not None:
        parts = frozenset(
            other["part"] for other in map(_PART_OF_LETTER.fullmatch, labels) if other and other["letter"] == lettered["letter"]
        )
        return might_be(lettered["part"], parts)
    same_form = [label for label in labels if label.isdigit() == number.isdigit()]
    roman = "i" in same_form and all(label in _ROMAN for label in same_form)
    wanted = _ordinal(number, roman=roman)
    alike = {_ordinal(label, roman=roman) for label in same_form} - {0}
    return bool(alike and wanted) and (bool({wanted - 1, wanted + 1} & alike) or max(alike) < wanted <= max(alike) + _REACH)


def _ordinal(number: str, *, roman: bool) -> int:
    """The place of a figure, a Roman one or a single letter in its series; 0 for anything else."""
    if number.isdigit():
        return int(number)
    if roman:
        return _ROMAN.index(number) + 1 if number in _ROMAN else 0
    return ord(number) - ord("a") + 1 if len(number) == 1 and "a" <= number <= "z" else 0


def numbers_of(reference: Reference) -> list[str]:
    """The numbers; of a part of an annex that of the annex ("Annex I, section 2") or of the table ("Table 2 of Annex I")."""
    inside = [_OF_ANNEX.fullmatch(clause) for clause in reference.clauses]
    if not all(inside):
        return [bare(_PAGE.sub("", clause.partition(",")[0]), reference.kind) for clause in reference.clauses]
    part = "part" if reference.kind in CAPTIONED else "annex"
    return [match[part] for match in inside if match]


def annexes_of(reference: Reference) -> list[str]:
    """The annexes that tables and figures are said to be of: of "Table 2 of Annex I" that annex."""
    inside = [_OF_ANNEX.fullmatch(clause) for clause in reference.clauses]
    return [match["annex"] for match in inside if match] if all(inside) and reference.kind in CAPTIONED else []
