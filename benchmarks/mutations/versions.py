"""Faults in versions, document control and the front matter."""

import itertools
import re
from collections.abc import Iterator

from mutations.dates import DATE, dated, day_of
from mutations.page import Change, Page, plants, swap

NAMED = r"(?P<name>\b(?:TAD|Testing Approach Document|GBCS|DUIS|CHTS|SMETS2))(?P<gap> \(?)(?P<version>v\d+\.\d+)"
TAD_NAMES = ("TAD", "Testing Approach Document")
_ROW = re.compile(r"^\| (?P<version>v?\d+\.\d+) \| (?P<date>\d+ \w+ \d{4}) \|.*\n", re.MULTILINE)


def cited(page: Page) -> list[re.Match[str]]:
    """Versions with the name of their document right before them."""
    return list(page.find(NAMED, everywhere=True))


def same(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two citations are of one version of one document."""
    return one["version"] == other["version"] and (one["name"] == other["name"] or {one["name"], other["name"]} <= set(TAD_NAMES))


@plants("VER001")
def capital_v(page: Page) -> Iterator[Change]:
    """One of several citations of a version is written with a capital V."""
    for match in cited(page):
        others = [other for other in cited(page) if other.start() != match.start() and same(match, other)]
        if others:
            near = (match.start(), *(other.start() for other in others))
            start, end = match.span("version")
            yield Change(((start, end, match["version"].upper()),), near)


@plants("VER003", ("XRF004", "DAT002"))
def another_version(page: Page) -> Iterator[Change]:
    """One of several citations of the version under consultation, or of the approved one, has another number."""
    if page.kind not in ("conclusions", "consultation"):
        return
    for match in cited(page):
        others = [other for other in cited(page) if other.start() != match.start() and same(match, other) and match["name"] in TAD_NAMES]
        if others:
            start, end = match.span("version")
            major, minor = map(int, match["version"][1:].split("."))
            near = (match.start(), *(other.start() for other in others))
            for other_version in (f"v{major}.{minor + 1}", f"v{major + 1}.{minor}"):
                yield Change(((start, end, other_version),), near)


def history(page: Page) -> list[re.Match[str]]:
    """The rows of the document control, the latest last."""
    return list(_ROW.finditer(page.text))


@plants("VER004", ("VER003", "VER005", "VER006", "DAT002", "DAT003", "DAT007", "FRM007"))
def control_differs_from_cover(page: Page) -> Iterator[Change]:
    """The last row of the document control, or the cover, has another version or date than the other."""
    rows = history(page)
    if not rows:
        return
    near = (rows[-1].start(),)
    start, end = rows[-1].span("version")
    for number in (rows[-1]["version"] + "1", re.sub(r"\d+$", lambda last: str(int(last[0]) + 1), rows[-1]["version"])):
        yield Change(((start, end, number),), near)
    cover = re.search(r"(?:\*\*Version:\*\*|^\| Version \|) (?P<version>v?\d+\.\d+)", page.text, re.MULTILINE)
    if cover:
        major, minor = map(int, cover["version"].lstrip("v").split("."))
        for number in (f"{major}.{minor + 1}", f"{major + 1}.{minor}"):
            start, end = cover.span("version")
            yield Change(((start, end, ("v" if cover["version"][0] == "v" else "") + number),), (cover.start(), *near))
    days = re.search(rf"(?:\*\*Date:\*\*|^\| Date \|) (?P<date>{DATE})", page.text, re.MULTILINE)
    if days:
        day = day_of(days)
        for other in (day.replace(day=day.day % 27 + 1), day.replace(year=day.year - 1), day.replace(month=day.month % 12 + 1)):
            start, end = days.span("date")
            yield Change(((start, end, dated(days, other)),), (days.start(), *near), frozenset({"VER004", "DAT007"}))


@plants("VER005", ("VER004", "DAT007", "VER003"))
def control_out_of_order(page: Page) -> Iterator[Change]:
    """Two neighbouring rows of the document control have changed places, or the versions or dates of them have."""
    rows = history(page)
    for one, other in itertools.pairwise(rows):
        near = (one.start(), other.start())
        for group in ("version", "date"):
            yield Change(((*one.span(group), other[group]), (*other.span(group), one[group])), near)
        yield Change(((*one.span(), other[0]), (*other.span(), one[0])), near)


@plants("VER006", ("VER004", "VER003"))
def still_a_draft(page: Page) -> Iterator[Change]:
    """The approved document still says on its cover that it is a draft, or has a version below one."""
    if page.kind == "conclusions":
        for match in page.find(r"^\*\*(?:Security c|C)lassification:\*\* .*\n|^\| Classification: \| .*\n", everywhere=True):
            form = "| Status: | {} |\n" if match[0][0] == "|" else "\n**Status:** {}\n"
            for words in ("Draft", "DRAFT", "Draft for internal review", "Final draft"):
                yield Change(((match.end(), match.end(), form.format(words)),), (match.end(),))
    status = re.search(r"^\*\*Status:\*\* (?P<status>Approved)$", page.text, re.MULTILINE)
    if status:
        version = re.search(r"\*\*Version:\*\* (?P<version>v\d+\.\d+)", page.text)
        if version:
            yield from (swap(version, number, "version") for number in ("v0.9", "v0.1"))


_FIELD = r"^(?:\*\*(?P<label>{labels}):\*\* (?P<value>.+)|\| (?P<cell>{labels}):? \| (?P<content>.+) \|)\n"
_LABELS = {
    "conclusions": "Date|Date of issue|Author|Document owner|Classification|Security classification",
    "consultation": "Date|Author|Classification",
    "tad": "Date|Version",
}


@plants("FRM001", ("VER004", "DAT007", "VER003"))
def field_missing(page: Page) -> Iterator[Change]:
    """A field of the cover is missing, or has no value."""
    for match in page.find(_FIELD.format(labels=_LABELS[page.kind]), everywhere=True):
        if match.start() > page.contents[0]:
            continue
        label = match["label"] or match["cell"]
        if (label.startswith("Date") and "Consultation open" in page.text[: page.contents[0]]) or (
            history(page) and history(page)[0].start() < page.contents[0]
        ):
            continue  # another field of the cover, or the document control, says the same
        first = match["cell"] and page.text[match.end() : match.end() + 4] == "|---"
        value = "value" if match["value"] else "content"
        if not first:
            yield Change(((*match.span(), ""),))
        yield Change(((*match.span(value), ""),))


@plants("FRM002", ("FRM001", "FRM003"))
def unknown_classification(page: Page) -> Iterator[Change]:
    """The classification is none that there is."""
    for match in page.find(r"^.*lassification.*(?P<value>DCC Public)", everywhere=True):
        yield from (swap(match, words, "value") for words in ("DCC Pubic", "DCC Open", "DCC Pulbic"))


@plants("FRM003", ("FRM002",))
def classification_not_for_publication(page: Page) -> Iterator[Change]:
    """The classification does not allow publication."""
    for match in page.find(r"^.*lassification.*(?P<value>DCC Public)", everywhere=True):
        yield from (swap(match, words, "value") for words in ("DCC Controlled", "DCC Confidential", "DCC CONTROLLED"))
