"""Faults in sections, numbers, the contents list, captions and footnotes."""

import re
from collections.abc import Iterator

from mutations.page import Change, Edit, Heading, Page, plants, swap

# What a deletion of a whole part takes with it, so that other rules rightly miss it.
GONE = (
    "STR001", "STR004", "STR005", "STR007", "STR008", "STR011", "XRF001", "XRF002", "XRF004", "XRF005", "XRF007", "QST001", "QST002",
    "QST003", "QST004", "QST005", "QST008", "TRM001", "TRM005", "TRM006", "TRM007", "CNT002", "CNT003", "CNT004", "RSP001", "RSP002",
    "REF009", "NAM002", "DAT002", "VER003",
)  # fmt: skip
REQUIRED = {
    "conclusions": {
        "introduction": "Introduction|Executive Summary|Background",
        "responses": "Consultation Responses|Summary of Responses|Responses received|Respondents",
        "analysis": "Analysis|analysis|Summary of Responses",
        "decision": "Decision|pproval",
        "next steps": "Next [Ss]teps|Way Forward",
        "attachments": "Attachments|^Annex",
    },
    "consultation": {"introduction": "Introduction|Background"},
}


def required(page: Page) -> Iterator[Heading]:
    """The headings of sections that the kind of document must have, where only one can be meant."""
    for words in REQUIRED.get(page.kind, {}).values():
        found = [heading for heading in page.headings if re.search(words, heading.text)]
        if found and all(found[0].start <= heading.start < found[0].end for heading in found):
            yield found[0]


def entry(page: Page, heading: Heading) -> re.Match[str] | None:
    """The line of the contents list that names a heading."""
    start, end = page.contents
    label = re.escape(heading.label) + r"\.? " if heading.label else ""
    return re.compile(rf"^ *- {label}{re.escape(heading.text)}.*\n", re.MULTILINE).search(page.text, start, end)


def relabelled(page: Page, heading: Heading, label: str) -> list[Edit]:
    """Another number for a heading and for its line of the contents list."""
    at = page.text.index(heading.label, heading.start)
    edits: list[Edit] = [(at, at + len(heading.label), label)]
    listed = entry(page, heading)
    if listed:
        at = page.text.index(heading.label, listed.start())
        edits.append((at, at + len(heading.label), label))
    return edits


def siblings(page: Page) -> Iterator[list[Heading]]:
    """The numbered headings that stand under one heading."""
    groups: dict[str, list[Heading]] = {}
    for heading in page.headings:
        if heading.label:
            groups.setdefault(heading.label.rpartition(".")[0], []).append(heading)
    yield from groups.values()


@plants("STR001", GONE)
def section_left_out(page: Page) -> Iterator[Change]:
    """A section that the document must have is missing, from the contents list, too."""
    for heading in required(page):
        listed = entry(page, heading)
        edits: list[Edit] = [(heading.start, heading.end, "")]
        if listed:
            parts = [listed, *(found for sub in page.headings if heading.start < sub.start < heading.end and (found := entry(page, sub)))]
            edits += [(*part.span(), "") for part in parts]
        yield Change(tuple(edits))


@plants("STR001", ("QST002", "QST008", "XRF002", "XRF004", "XRF001"))
def section_called_otherwise(page: Page) -> Iterator[Change]:
    """A section that the document must have bears a heading that says nothing."""
    for heading in required(page):
        below = [sub.text for sub in page.headings if heading.start < sub.start < heading.end]
        if any(re.search(r"Question|Q\d|Background", text) for text in below):
            continue  # what the section is about can still be told
        listed = entry(page, heading)
        for words in ("Further Matters", "Miscellaneous"):
            edits: list[Edit] = [(heading.line_end - len(heading.text), heading.line_end, words)]
            if listed:
                at = page.text.index(heading.text, listed.start())
                edits.append((at, at + len(heading.text), words))
            yield Change(tuple(edits))


@plants("STR002", ("STR003", "STR005", "STR001", "QST004", "QST002", "XRF001"))
def heading_level_wrong(page: Page) -> Iterator[Change]:
    """A numbered heading is styled a level too high or too low."""
    for group in siblings(page):
        for heading in group if len(group) > 1 else []:
            levels = [heading.level + 1] + ([heading.level - 1] if heading.level > 1 else [])
            yield from (Change(((heading.start, heading.start + heading.level, "#" * level),), (heading.start,)) for level in levels)


@plants("STR003", ("STR002", "QST004"))
def heading_level_left_out(page: Page) -> Iterator[Change]:
    """A heading without a number is styled so low that a level is left out above it."""
    previous = 0
    for heading in page.headings:
        if not heading.label and heading.level > 1 and heading.level == previous + 1:
            for more in (1, 2):
                yield Change(((heading.start, heading.start, "#" * more),), (heading.start,))
        previous = heading.level


@plants("STR004", ("STR002", "STR005", "XRF001", "XRF007"))
def section_number_wrong(page: Page) -> Iterator[Change]:
    """A section number is left out or used twice; the contents list repeats it, as one that was made anew does."""
    for group in siblings(page):
        for index, heading in enumerate(group):
            if any(sub.label.startswith(heading.label + ".") for sub in page.headings):
                continue
            head, _, last = heading.label.rpartition(".")
            head = head and head + "."
            for number in (int(last) + 1, int(last) + 2, int(last) - 1) if index else ():
                yield Change(tuple(relabelled(page, heading, f"{head}{number}")), (heading.start, group[index - 1].start))


@plants("STR005", ("QST003",))
def contents_differ(page: Page) -> Iterator[Change]:
    """A line of the contents list is missing or says something else than the heading."""
    start, end = page.contents
    lines = list(
        re.compile(r"^ *- (?:(?P<label>\d+(?:\.\d+)*)\.? )?(?P<text>.+?) \.{5} (?P<page>\d+)\n", re.MULTILINE).finditer(
            page.text, start, end
        )
    )
    for index, line in enumerate(lines):
        near = (line.start(), *(heading.start for heading in page.headings if heading.text in line["text"]))
        first, last = line.span("text")
        for words in (line["text"] + " and Context", re.sub(r"\w+$", "Remarks", line["text"])):
            yield Change(((first, last, words),), near)
        if line["label"]:
            head, _, number = line["label"].rpartition(".")
            yield Change(((*line.span("label"), f"{head}{'.' * bool(head)}{int(number) + 7}"),), near)
        if index:
            yield Change(((*line.span(), ""),), near)


@plants("STR007")
def paragraph_number_wrong(page: Page) -> Iterator[Change]:
    """The numbers of the paragraphs leave one out, or use one twice, or one is wrong."""
    for index, match in enumerate(page.numbered):
        if not index:
            continue
        near = (match.start(), page.numbered[index - 1].start())
        rest = page.numbered[index:]
        yield Change(tuple((*other.span(1), str(int(other[1]) + 1)) for other in rest), near)
        if index > 1:  # a second 1 may begin another list
            yield Change(tuple((*other.span(1), str(int(other[1]) - 1)) for other in rest), near)
            yield Change(((*match.span(1), str(int(match[1]) - 1)),), near)
        yield Change(
            ((*match.span(1), str(int(match[1]) + 1)),), (*near, *(other.start() for other in page.numbered[index + 1 : index + 2]))
        )


@plants("STR008", GONE)
def section_emptied(page: Page) -> Iterator[Change]:
    """Nothing stands under a heading any more."""
    above = page.headings[0]
    for heading in page.headings:
        above = above if not heading.label else heading
        if (
            any(heading.start < other.start < heading.end for other in page.headings)
            or not page.text[heading.line_end : heading.end].strip()
        ):
            continue
        yield Change(((heading.line_end, heading.end, "\n\n"),), (heading.start, above.start), frozenset({"STR008", "QST004"}))


@plants("STR011", ("XRF001", "XRF007"))
def caption_number_wrong(page: Page) -> Iterator[Change]:
    """A caption bears the number after its own, or nothing in the text mentions it."""
    for match in page.find(r"^(?P<noun>Table|Figure) (?P<number>\d+|[A-Z])(?:[:.]| –) (?P<title>.+)"):
        if match["number"].isdigit() and match["number"] != "1":
            yield swap(match, str(int(match["number"]) + 1), "number", rules=frozenset({"STR011", "XRF001", "XRF007"}))
        elsewhere = [
            other
            for other in page.find(rf"\b{match['noun']} {match['number']}\b(?! of the)")
            if other.start() != match.start()
            and not page.quoted(other.start())
            and "draft TAD" not in page.text[slice(*page.sentence(other.start()))]
        ]
        if elsewhere and page.text.lower().count(match["title"].lower()) == 1:  # a title that stands elsewhere, too, is known from there
            yield Change(tuple((*other.span(), "the plan") for other in elsewhere), (match.start(),))


@plants("XRF005")
def footnote_broken(page: Page) -> Iterator[Change]:
    """A footnote has lost its mark or its text, or the two have different numbers."""
    for match in page.find(r"^<sup>(?P<label>\d+)</sup> .*\n\n|^\[\^(?P<name>\d+)\]: .*\n\n?"):  # Word numbers its footnotes itself
        mark = f"<sup>{match['label']}</sup>" if match["label"] else f"[^{match['name']}]"
        at = page.text.index(mark)
        near = (at, match.start())
        yield Change(((*match.span(), ""),), near)
        yield Change(((at, at + len(mark), ""),), near)
        other = f"<sup>{int(match['label']) + 6}</sup>" if match["label"] else "[^z]"
        yield Change(((at, at + len(mark), other),), near)


@plants("PLC002")
def highlighted(page: Page) -> Iterator[Change]:
    """Words are still highlighted."""
    for index, match in enumerate(page.find(r"(?<=[a-z] )[a-z]+ [a-z]+(?= [a-z])")):
        if index % 12 == 0 and not page.quoted(match.start()):
            yield swap(match, f"{{=={match[0]}==}}")


@plants("HYG001")
def change_left(page: Page) -> Iterator[Change]:
    """A tracked change is left."""
    for index, match in enumerate(page.find(r"(?<=[a-z] )(?P<one>[a-z]+) [a-z]+(?= [a-z])")):
        if index % 12 == 1 and not page.quoted(match.start()):
            yield swap(match, f"{{++{match[0]}++}}")
            yield swap(match, f"{{--not --}}{match[0]}")


@plants("HYG002")
def comment_left(page: Page) -> Iterator[Change]:
    """A reviewer's comment is left."""
    for index, match in enumerate(page.find(r"(?<=[a-z] )[a-z]+ [a-z]+(?= [a-z])")):
        if index % 12 == 2 and not page.quoted(match.start()):
            yield swap(match, f"{{=={match[0]}==}}{{>>please check<<}}")
