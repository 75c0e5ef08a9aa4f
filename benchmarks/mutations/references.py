"""Faults in references: to clauses of the SEC, to parts of the document, and in the fields behind them."""

import itertools
from collections.abc import Iterator

from mutations.answers import answers
from mutations.page import Change, Page, plants, swap

_OWN = (
    r"\b(?P<noun>Table|Annex|Appendix|Attachment|Section|section|Figure) (?P<number>\d+(?:\.\d+)*|[IVX]+|[A-Z])\b"
    r"(?!\d|,? of the|\.\d| of [A-Z])"
)
_RANGE = r"Sections (?P<first>[A-Z]\d+\.\d+)(?P<dash> – | to )(?P<last>[A-Z]\d+\.\d+)"


def own_references(page: Page) -> Iterator:  # type: ignore[type-arg]
    """References to parts of the document itself: they name no other owner and are not part of a caption, heading or quotation."""
    for match in page.find(_OWN):
        line = page.text[slice(*page.line(match.start()))]
        sentence = page.text[slice(*page.sentence(match.start()))]
        if line.startswith((match[0], "#")) or page.quoted(match.start()) or ("TAD" in sentence and match["noun"].lower() == "section"):
            continue
        if page.in_table(match.start()) and (
            match["noun"] != "Section" or "|" not in page.text[match.end() : match.end() + 2] or "Document" in line
        ):
            continue
        if match["noun"].lower() == "section" and match["number"] not in {heading.label for heading in page.headings}:
            continue
        if "draft" in sentence or (match["noun"] == "Table" and " of the TAD" in sentence):
            continue
        yield match


@plants("REF001")
def malformed(page: Page) -> Iterator[Change]:
    """A clause of the SEC is mistyped."""
    for match in page.find(r"\bSections? (?P<clause>(?P<letter>[A-Z])(?P<number>\d+)\.(?P<part>\d+))(?! (?:–|to|and) )"):
        letter, number, part = match["letter"], match["number"], match["part"]
        for wrong in (f"{letter}{number},{part}", f"{letter} {number}.{part}", f"{letter}{number}..{part}", f"{letter}.{number}.{part}"):
            yield swap(match, wrong, "clause")


@plants("REF002")
def number_disagrees(page: Page) -> Iterator[Change]:
    """The singular before several clauses, the plural before one."""
    for match in page.find(r"\b(?P<noun>Section)(?P<s>s?) [A-Z]\d+\.\d+(?P<more> (?:–|to|and) [A-Z]?\d)?"):
        if match["s"] and match["more"]:
            yield swap(match, "", "s")
        elif not match["s"] and not match["more"]:
            yield swap(match, "s", "s")


@plants("REF003", ("REF009",))
def range_backwards(page: Page) -> Iterator[Change]:
    """A range of clauses runs backwards, or from a clause to itself."""
    for match in page.find(_RANGE, everywhere=True):
        first, last, dash = match["first"], match["last"], match["dash"]
        yield swap(match, f"Sections {last}{dash}{first}")
        yield swap(match, f"Sections {first}{dash}{first}")
        yield swap(match, f"Sections {last}-{first}")


@plants("REF007")
def hyphen_for_dash(page: Page) -> Iterator[Change]:
    """A hyphen stands between the ends of a range of clauses."""
    for match in page.find(_RANGE):
        for dash in ("-", " - "):
            yield swap(match, dash, "dash")


@plants("REF009", ("QST005",))
def another_basis(page: Page) -> Iterator[Change]:
    """The decision rests on a clause that the document does not set out."""
    for match in page.find(r"approved [^.|]*?(?:in accordance with|under) (?:SEC )?Section (?P<clause>D10\.20)"):
        yield from (swap(match, clause, "clause") for clause in ("H14.37", "D10.27", "D11.2"))


def beyond(page: Page, noun: str, number: str) -> list[str]:
    """The numbers right behind those that the document has: what is left when the last part was taken out."""
    if "." in number:
        above = number.rpartition(".")[0]
        last = max(int(heading.label.split(".")[1]) for heading in page.headings if heading.label.startswith(above + "."))
        return [f"{above}.{last + 1}", f"{above}.{last + 2}"]
    if noun == "Appendix":
        return ["III", "IV"]
    if noun.lower() == "section":
        last = max(int(heading.label) for heading in page.headings if heading.label.isdigit())
        return [str(last + 1), str(last + 2)]
    there = {match["number"] for match in page.find(rf"^(?:# )?{noun} (?P<number>\w+)(?=[:.]| –)")}
    if number.isdigit():
        return [str(max(map(int, there)) + step) for step in (1, 2)]
    return [chr(ord(max(there)) + step) for step in (1, 2)]


@plants("XRF001", ("STR011", "XRF002", "XRF004", "TAD006"))  # a matrix of obligations does not say any more where one is met
def no_such_part(page: Page) -> Iterator[Change]:
    """A reference points to a part that the document does not have."""
    for match in own_references(page):
        if match["noun"] == "Attachment":
            continue
        others = beyond(page, match["noun"], match["number"])
        yield from (swap(match, other, "number") for other in others)


@plants("XRF004", ("XRF001", "XRF002"))
def no_such_attachment(page: Page) -> Iterator[Change]:
    """A reference to an attachment that is not listed."""
    for match in own_references(page):
        if match["noun"] == "Attachment":
            near = (match.start(), *(listed.start() for listed in page.find(r"^Attachment \d+:")))
            yield from (
                Change(((*match.span("number"), other),), near, frozenset({"XRF004", "XRF001"}))
                for other in beyond(page, "Attachment", "1")
            )


@plants("XRF006", ("STR011", "XRF002", "DAT004"))
def broken_field(page: Page) -> Iterator[Change]:
    """A cross-reference has lost its target, and Word says so."""
    for match in own_references(page):
        for words in ("Error! Reference source not found.", "Error! Bookmark not defined."):
            yield swap(match, words)


@plants("XRF002")
def attachment_uncited(page: Page) -> Iterator[Change]:
    """A further attachment is listed, and the text never mentions it."""
    listed = list(page.find(r"^Attachment (?P<number>\d+):.*$"))
    if listed and all(len(list(page.find(rf"\bAttachment {match['number']}\b"))) > 1 for match in listed):
        end, number = listed[-1].end(), int(listed[-1]["number"]) + 1
        for title in ("Notes of the workshop", "Record of defects"):
            yield Change(((end, end, f"\n\nAttachment {number}: {title}"),), (end + 2,))


@plants("XRF003", ("XRF001", "RSP002"))
def page_pointer(page: Page) -> Iterator[Change]:
    """A response points into another document by its page."""
    for match in page.find(r"\b(?P<locator>[Ss]ection (?P<number>\d+\.\d+)) of the (?:draft )?TAD"):
        if any(response.line_end < match.start() < response.end for _, _, response in answers(page)):
            yield swap(match, "page 14" if match["locator"][0] == "s" else "Page 14", "locator")


@plants("XRF007", ("STR011", "STR004", "STR005", "XRF001", "XRF002"))
def label_twice(page: Page) -> Iterator[Change]:
    """Two captions bear one label."""
    captions = list(page.find(r"^(?P<label>Table \d+)(?=:| –)"))
    for one, other in itertools.pairwise(captions):
        yield Change(((*other.span(), one[0]),), (one.start(), other.start()), frozenset({"XRF007", "STR011"}))
