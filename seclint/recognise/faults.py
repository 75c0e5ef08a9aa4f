"""Numbers of clauses that are written wrong: what is wrong with them, and how they are properly written."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from seclint.patterns import compiled
from seclint.recognise.clauses import expanded
from seclint.recognise.model import Reference

_FOR_FIGURE = compiled(r"(?<=[A-Z\d])[OIl](?=\d*\.\d)|(?<=\.)[OIl](?=\d)|(?<=\d)[OI](?=\d?$)")
_FIGURES = str.maketrans("OIl", "011")
_HYPHENATED = compiled(r"(?<=ection )(?P<whole>[A-Z]{1,2}\d{1,3})-(?P<number>\d{1,3})(?![\w.])")


def fault_of(number: str) -> tuple[str, str]:
    """What is wrong with a number, and the number put right."""
    letter = _FOR_FIGURE.search(number)
    if letter is not None:
        right = number[: letter.start()] + number[letter.start() :].translate(_FIGURES)
        return f"a letter {letter[0]} stands where a figure belongs", right
    if number[0].islower():
        return "the letter is a small one", number[0].upper() + number[1:]
    if number[1] in ",-":
        return "a mark stands behind the letter", number[0] + number[2:]
    if "," in number or ":" in number:
        return f"a {'comma' if ',' in number else 'colon'} stands where a full stop belongs", re.sub("[,:]", ".", number.replace(" ", ""))
    if ".." in number:
        return "it has a full stop too many", re.sub(r"\.{2,}", ".", number)
    if " " in number:
        return "a space stands inside the number", number.replace(" ", "")
    if number[-1] == ".":
        return "a full stop stands behind the last figure", number[:-1]
    if number[-1].islower():
        return "the brackets around the limb are missing", f"{number[:-1].rstrip('.')}({number[-1]})"
    return "a full stop stands behind the letter", number.replace(".", "", 1)


def with_stop(text: str, reference: Reference) -> Reference:
    """The reference, put right if its hyphen stands for a full stop: "Section D10-18" in a text that also has D10.18."""
    match = _HYPHENATED.search(text, reference.span.start, reference.span.end) if reference.owner == "SEC" else None
    clause = f"{match['whole']}.{match['number']}" if match else ""
    if not clause or not re.search(rf"(?<![\w.]){re.escape(clause)}(?!\w|\.\w)", text):
        return reference
    fault = "a hyphen stands where a full stop belongs"
    return replace(reference, clauses=(clause,), canonical=canonical([clause], reference.owner), malformed=fault, order="")


def canonical(clauses: Sequence[str], owner: str) -> str:
    """How a reference to Sections is properly written: "SEC Sections D10.18 – D10.20"; "" where the numbers have no letter."""
    if not clauses[0][0].isalpha():
        return ""
    run = len(clauses) > 2 and expanded(clauses[0], clauses[-1])[0] == list(clauses)
    written = f"{clauses[0]} – {clauses[-1]}" if run else " and ".join(filter(None, (", ".join(clauses[:-1]), clauses[-1])))
    return f"{owner} Section{'s' if len(clauses) > 1 else ''} {written}"
