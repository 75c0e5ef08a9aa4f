"""Faults in the tables of Testing Approach Documents: scope and tests, phases, criteria, environments, obligations."""

import re
from collections.abc import Iterator

from mutations.dates import DATE, day_of, written
from mutations.page import Change, Page, plants, swap

_GONE = ("STR011", "TRM001", "TRM005", "TRM006", "CNT002", "XRF001")


def rows(page: Page, head: str) -> list[re.Match[str]]:
    """The rows of the table whose first row matches ``head``."""
    table = re.compile(rf"^\| {head}.*\n\|[-|]+\n(?P<rows>(?:\|.*(?:\n|$))+)", re.MULTILINE).search(page.text)
    return list(re.compile(r"^\| (?P<name>[^|]+?) \|.*(?:\n|$)", re.MULTILINE).finditer(page.text, *table.span("rows"))) if table else []


@plants("TAD001", _GONE)
def modification_untested(page: Page) -> Iterator[Change]:
    """A modification has no test, or a test belongs to no modification in scope."""
    tests = rows(page, r"Modification \| Test requirement")
    for row in tests:
        yield Change(((*row.span(), ""),))
        yield swap(row, f"MP{int(row['name'][2:]) + 60}", "name")
        yield Change(((row.end(), row.end(), row[0].replace(row["name"], f"MP{int(row['name'][2:]) + 61}")),))


@plants("TAD002", ("DAT002", "DAT003", "DAT012", "TAD003"))
def phase_out_of_order(page: Page) -> Iterator[Change]:
    """A phase ends before it starts, or starts before the one that it builds on."""
    for row in rows(page, r"Test phase \| Environment"):
        start, end = re.compile(DATE).finditer(page.text, *row.span())
        yield Change(((*start.span(), end[0]), (*end.span(), start[0])), (row.start(),))
        early = day_of(start).replace(year=day_of(start).year - 1)
        yield Change(((*end.span(), written(early)),), (row.start(),))


@plants("TAD003", (*_GONE, "TAD002"))
def criteria_left_out(page: Page) -> Iterator[Change]:
    """A phase has no row in the table of criteria, or one of its criteria is empty."""
    for row in rows(page, r"Test phase \| Entry criteria"):
        yield Change(((*row.span(), ""),))
        for cell in list(re.compile(r"(?<=\| )[^|\n]+(?= \|)").finditer(page.text, *row.span()))[1:]:
            yield Change(((*cell.span(), ""),))


@plants("TAD004", ("TRM001", "TRM006", "TAD002"))
def environment_not_declared(page: Page) -> Iterator[Change]:
    """The text names an environment that the table of environments does not have."""
    if not rows(page, "Environment"):
        return
    for match in page.find(r"(?<= )(?P<stem>SIT|UIT)-B\b(?!\))"):
        if not page.in_table(match.start()):
            yield swap(match, f"{match['stem']}-{page.random.choice('CDE')}")


@plants("TAD006", _GONE)
def obligation_left_out(page: Page) -> Iterator[Change]:
    """A clause that binds every such document has no row in the matrix of obligations, or nothing says where it is met."""
    for row in rows(page, "SEC clause"):
        yield Change(((*row.span(), ""),))
        yield Change(((row.end() - len(row[0].rsplit("| ", 1)[1]) - 2, row.end(), "| |\n"),))
