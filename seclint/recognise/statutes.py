"""The names of Acts and regulations, as they stand in front of their parts: "Gas Act 1986 section 23"."""

from seclint.patterns import compiled

NAME = r"(?:[A-Z][\w&-]* (?:(?:and|of) )?)+(?:\([A-Z][^()\n]{1,60}\) )*(?:Act|Regulations|Order)(?: (?:19|20)\d\d)?"
"""Finds a name: Gas Act 1986, Electricity and Gas (Internal Markets) Regulations 2019."""

_END = compiled(r"(?:\b(?:Act|Regulations|Order)(?: (?:19|20)\d\d)?|GDPR),? \Z")
_LONGEST_END = len("Regulations 2019, ")
_IN_FRONT = compiled(rf"(?<![\w-])(?P<name>{NAME}|(?:UK )?GDPR) \Z")
_LAST_WORD = compiled(r"Act|Regulations|Order|(?:19|20)\d\d")


def ends(word: str) -> bool:
    """Whether the name of a law may end with the word."""
    return _LAST_WORD.fullmatch(word) is not None


def in_front(text: str, start: int, end: int) -> tuple[int, str] | None:
    """Where the name of a law begins that stands right in front of ``end``, but not before ``start``, and that name."""
    if not _END.search(text, max(start, end - _LONGEST_END), end):  # most words are no laws, and the whole pattern takes long
        return None
    found = _IN_FRONT.search(text, start, end)
    return (found.start("name"), found["name"]) if found is not None else None
