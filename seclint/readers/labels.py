"""Printed numbers: telling a label from the text behind it, and what a label says about its paragraph."""

import re
from typing import Literal

from seclint.patterns import compiled

# What stands between a label and its text: a tab, or white space.
_BULLETS = "•●○◦▪▫■□‣⁃∙·►➢❖✓✔\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf02d"
_BULLET = compiled(rf"[{_BULLETS}–—-]\s+|o\s+(?=[A-Z])|o\t")
_SURE_BULLET = compiled(rf"[{_BULLETS}]\s+|o\t")
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
# "3.1", "3.1.", "17.", "17)": figures of at most three digits, so that years are no labels.
_MULTI = compiled(r"(\d{1,3}(?:\.\d{1,3})+)(\.?)(\s+|$)")
_STOPPED = compiled(rf"(\d{{1,3}})([.)])(?:\s+(?!\s|{_MONTHS}\.?,?\s+\d{{4}})|$)", re.IGNORECASE)
# "10.Further": a tab that found no room, or a forgotten space.
_GLUED = compiled(r"(\d{1,3})\.(?=[A-Z][a-z])")
_BARE = compiled(rf"(\d{{1,3}})(?:\t\s*|\s{{2,}}|\s)(?!{_MONTHS})", re.IGNORECASE)
# Limbs: "a", "aa", "iv", but no words: "(of)", "(mix)".
_SMALL = r"[a-z]|aa|bb|cc|dd|ee|ff|gg|hh|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_LIMB = rf"{_SMALL}|[A-Z]|AA|BB|CC|DD|(?=[IVX])X{{0,3}}(?:IX|IV|V?I{{0,3}})"
_BRACKETED = compiled(rf"(\((?:\d{{1,3}}|{_LIMB})\))(?:\s+|$)")
_HALF_BRACKETED = compiled(rf"((?:{_LIMB})\))(?:\s+|$)")
_LETTER = compiled(rf"({_SMALL})\.\s+(?!\d|[a-z]\.)(?=\S)")
# "D10.18", "H14.36C", "Q1", "A.1"; "SR11.2" names a Service Request and "MP901" a modification.
_LETTERED = compiled(r"([A-Z]\d{1,2}|[A-Z](?:\.\d{1,3})+|[A-Z]\d{1,3}(?:\.\d{1,3}[A-Z]{0,2})+)\.?(?:\t\s*|\s+)(?=[A-Z“‘])")
# How a label of any of these kinds begins; most texts begin otherwise.
_MAY_BE_LABELLED = compiled(rf"[\d({_BULLETS}–—-]|o\s|[A-Za-z]{{1,6}}[.)]|[A-Z]\d")
_PART = compiled(
    r"((?i:annex|appendix|schedule|part|chapter|section)\s+(?:[A-Z]{1,2}|\d{1,3}|[IVX]{1,5})(?:\.\d{1,3})*)(?:\s*[:–—-]\s*|\.\s+|\s*$)"
)
# What is a label only where the text is known to be a heading: a part before its title, a number whose tab found no room.
_BEFORE_TITLE = compiled(
    r"((?i:annex|appendix|schedule|part|chapter|section)\s+(?!(?:OF|TO|IN|ON|BY|AT|OR|AN|IS|FOR)\b)(?:[A-Z]{1,2}|\d{1,3}|[IVX]{1,5}))"
    r"\s+(?=[A-Z“‘])|(\d{1,3}(?:\.\d{1,3})+)\.?(?=[A-Z][a-z])"
)
_LETTER_HEADING = compiled(r"([A-Z]|[IVX]{1,5})\.\s+(?=[A-Z])")
_NUMBER_HEADING = compiled(r"(\d{1,2}(?:\.\d{1,3})*)(?::|\s[–—-])\s+(?=[A-Z])")
_LETTER_BELOW_NUMBER = compiled(r"(\d{1,2}\.[A-Z])\.?\s+(?=[A-Z])")  # "3.A Scope"
_CAPTION = compiled(
    r"((?i:table|figure|diagram|chart)\s+(?:[A-Z]{1,2}[.-]?)?\d{1,3}(?:[.-]\d{1,3})*[a-z]?)(?:\s*[:–—-]\s*|\.?\s+(?=[A-Z])|\s*$)"
)
_PAGE = compiled(r"(?:\d{1,4}|(?=[ivxl])(?:x{0,3}|xl|lx{0,3})(?:ix|iv|v?i{0,3}))$", re.IGNORECASE)
_EXPONENT = compiled(r"(?:(?<![\w.])\d{1,2}|(?<!\w)[a-zA-Z]{1,2})$")
_LEADERS = " \t\n\r\f\v\xa0.…·_"
_NUMBER = compiled(r"\d+(?:\.\d+)*$")
_LETTERS = compiled(r"[^A-Za-z]")
_ROMANS = tuple(tens + ones for tens in ("", "x") for ones in ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"))


def split_label(text: str) -> tuple[str, str] | None:
    """The label printed at the start of a text, cleaned, and the text behind it; None when it starts with none.

    "3.1. Scope" gives ("3.1", "Scope"), "(a) the plan" ("(a)", "the plan"), "• DCC" ("•", "DCC"). Years, quantities and dates are no
    labels: "2023 was", "3.5 million", "1 January 2024", "A. Smith".
    """
    text = text.strip()
    if not _MAY_BE_LABELLED.match(text):
        return None
    if match := _BULLET.match(text):
        return "•", text[match.end() :]
    if (match := _MULTI.match(text)) and (match[2] or match[3] != " " or not _continues(text[match.end() :])):
        return match[1], text[match.end() :]
    if match := _STOPPED.match(text) or _GLUED.match(text):
        return match[1], text[match.end() :]
    if (match := _BARE.match(text)) and ("\t" in match[0] or text[match.end() : match.end() + 1].isupper() or _quoted(text[match.end() :])):
        return match[1], text[match.end() :]
    for pattern in (_BRACKETED, _HALF_BRACKETED, _LETTER, _LETTERED):
        if match := pattern.match(text):
            return match[1], text[match.end() :]
    return None


def split_bullet(text: str) -> tuple[str, str] | None:
    """The bullet at the start of a text, and the text behind it: all that can be told for a label in a table cell."""
    match = _SURE_BULLET.match(text.lstrip())
    return ("•", text.lstrip()[match.end() :]) if match else None


def split_part_label(text: str) -> tuple[str, str] | None:
    """The label of a heading that names a part of the document: "Annex A – Glossary" gives ("Annex A", "Glossary")."""
    match = _PART.match(text.strip())
    if match is None:
        return None
    return " ".join(match[1].split()), text.strip()[match.end() :]


def clean_label(raw: str) -> str:
    """A label as Documents hold it: without white space, a closing full stop or a colon; every bullet as "•"."""
    label = " ".join(raw.split())
    if label and all(character in _BULLETS + "–—-o" for character in label):
        return "•"
    bare = label.rstrip(".:").rstrip()
    if re.fullmatch(r"\d{1,3}\)", bare):
        return bare[:-1]
    return bare


def kind_of(label: str, depth: int) -> Literal["paragraph", "item"]:
    """Whether a numbered unit that is no heading is a numbered paragraph or an item of a list; ``depth`` counts nesting from 0.

    A number of several figures, "4.1", is that of a paragraph wherever it stands: it says by itself what it is nested in.
    """
    return "paragraph" if _NUMBER.match(label) and (depth == 0 or "." in label) else "item"


def number_of(label: str) -> tuple[int, ...] | None:
    """The figures of a decimal label: (3, 2) for "3.2"; None for every other label."""
    return tuple(map(int, label.split("."))) if _NUMBER.match(label) else None


def split_heading_label(text: str) -> tuple[str, str] | None:
    """The label of a heading: a number, a lettered section ("A. Scope"), or the name of a part ("Annex A – Glossary")."""
    text = text.strip()
    if match := _LETTER_HEADING.match(text) or _NUMBER_HEADING.match(text) or _LETTER_BELOW_NUMBER.match(text):
        return match[1], text[match.end() :]
    found = split_label(text)
    if found is not None and (found[0] == "•" or not found[1]):
        return None
    return found or split_part_label(text)


def split_title(text: str) -> tuple[str, str] | None:
    """The label of what is known to be a heading: "Annex A Glossary" gives ("Annex A", "Glossary"), "4.5Limits" ("4.5", "Limits")."""
    found = split_heading_label(text)
    match = None if found else _BEFORE_TITLE.match(text.strip())
    return (" ".join((match[1] or match[2]).split()), text.strip()[match.end() :]) if match else found


def split_caption(text: str) -> tuple[str, str] | None:
    """The label of a caption: "Table 4: Test phases" gives ("Table 4", "Test phases"); a sentence about a table gives None."""
    text = text.strip()
    match = _CAPTION.match(text)
    if match is None or text.endswith((".", ";")) or len(" ".join(text.split())) > 200:
        return None
    return " ".join(match[1].split()), text[match.end() :]


def is_exponent(before: str) -> bool:
    """Whether a raised figure behind this text counts something, rather than marking a footnote: "m" and "10", but not "2023"."""
    return _EXPONENT.search(before[-6:]) is not None


def split_leader(text: str, dots: int = 3) -> tuple[int, str] | None:
    """Where the text of a contents entry ends, and the page behind its leader: a tab, an ellipsis, or at least so many dots.

    A leader of white space alone gives the page too, if it is in figures; whether that makes an entry is for the caller to say.
    """
    text = text.rstrip()
    page = _PAGE.search(text[-8:])
    if page is None:
        return None
    before = text[: len(text) - len(page[0])]
    end = len(before.rstrip(_LEADERS))
    leader = before[end:]
    if not leader or not end:
        return None
    if "\t" in leader or "…" in leader or max(map(leader.count, ".·_")) >= dots:
        return end, page[0]
    return (end, page[0]) if leader.isspace() and page[0].isdigit() else None


def follows(label: str, before: str) -> bool:
    """Whether a label is the next one of a list that has come to ``before``: "(b)" after "(a)", "4" after "3", "•" after "•"."""
    if "•" in (label, before):
        return label == before
    figures, figures_before = number_of(label), number_of(before)
    if figures and figures_before:
        return figures[:-1] == figures_before[:-1] and figures[-1] == figures_before[-1] + 1
    one, other = _LETTERS.sub("", label).lower(), _LETTERS.sub("", before).lower()
    if not one or not other or _LETTERS.findall(label) != _LETTERS.findall(before):
        return False
    return _value(one) == _value(other) + 1 > 1 or (len(one) == len(other) == 1 and ord(one) == ord(other) + 1)


def _value(letters: str) -> int:
    """What a small Roman number stands for; 0 for what is none."""
    return _ROMANS.index(letters) if letters in _ROMANS else 0


def _continues(rest: str) -> bool:
    """Whether what follows figures with a point makes them a quantity: "3.5 million", "2.0 was approved"."""
    return rest[:1].islower() or rest[:1] in tuple("%°£$€")


def _quoted(rest: str) -> bool:
    return rest.startswith(("“", "‘", '"', "'"))
