"""Faults in titles of the document and of the Code's clauses, and clauses that the Code does not have."""

import re
from collections.abc import Iterator

from mutations.dates import MONTHS
from mutations.page import Change, Page, plants, swap

_RELEASE = re.compile(rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>20\d\d)")
_CLAUSE = r"\bSections? (?P<clause>(?P<letter>[A-Z])\d+\.\d+)(?![\w.(]| (?:–|to|and) )"
# A part of the Code with the title of another one.
_TITLES = (
    "SEC Section D (Governance)",
    "SEC Section H (Security)",
    "SEC Section L ‘Charges’",
    "SEC Appendix R (Inventory, Enrolment and Decommissioning Procedures)",
    "SEC Appendix AG (Common Test Scenarios Document)",
)
_VARIANTS = (
    "Testing Approach Document for the {month} {year} SEC Release",
    "{month} {year} DCC Testing Approach Document",
    "{month} {year} SEC System Release Testing Approach Document",
)


@plants("STR006", ("NAM001", "NAM002", "STR004", "STR005", "STR008", "STR003"))
def title_of_another_document(page: Page) -> Iterator[Change]:
    """The title stands again before the body, left from the document that served as template."""
    title = re.compile(r"^# (.+)$", re.MULTILINE).search(page.text)
    release = _RELEASE.search(title[1]) if title else None
    if title is None or release is None:
        return
    for shift in (3, 5, 7):
        other = f"{MONTHS[(MONTHS.index(release['month']) + shift) % 12]} {int(release['year']) - 1}"
        words = title[1][: release.start()] + other + title[1][release.end() :]
        yield Change(((page.body, page.body, f"# {words}\n\n"),), (page.body,))


@plants("NAM002", ("NAM001", "RSP001", "RSP002"))
def several_titles(page: Page) -> Iterator[Change]:
    """The document under consultation goes by several full titles."""
    title = _RELEASE.search(page.text)
    uses = [match for match in page.find(r"(?<=the )(?:approved |draft )?TAD\b(?! v\d)") if not page.quoted(match.start())]
    if title is None or page.kind == "tad" or len(uses) < len(_VARIANTS):
        return
    for _ in range(4):
        chosen = sorted(page.random.sample(uses, len(_VARIANTS)), key=lambda match: match.start())
        variants = page.random.sample(_VARIANTS, len(_VARIANTS))
        edits = tuple(
            (match.end() - len("TAD"), match.end(), variant.format(**title.groupdict()))
            for match, variant in zip(chosen, variants, strict=True)
        )
        yield Change(edits)


@plants("REF004", ("REF009", "QST005"))
def no_such_clause(page: Page) -> Iterator[Change]:
    """A clause of the Code has a number that the register of the Code's clauses does not have."""
    known = frozenset(re.findall(r"\b[A-Z]\d+\.\d+", page.text))
    for match in page.find(_CLAUSE):
        for number in page.random.sample(range(61, 99), 2):
            yield swap(match, re.sub(r"\d+$", str(number), match["clause"]), "clause", clauses=known)


@plants("REF005", ("RSP001", "RSP002", "REF009", "TRM001", "TRM006"))
def title_of_another_clause(page: Page) -> Iterator[Change]:
    """A part of the Code is given with the title of another one."""
    # A pronoun would no longer stand for what stood before.
    for match in page.find(r"(?<=[a-z]\. )(?!(?:It|They|This|These) )(?P<first>[A-Z])(?=[a-z]+ )"):
        if not page.quoted(match.start()) and not page.in_table(match.start()):
            yield swap(match, f"The process is set out in {page.random.choice(_TITLES)}. {match['first']}")
