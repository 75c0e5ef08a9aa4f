"""Faults in names, terms, punctuation, placeholders and links."""

import re
from collections.abc import Iterator

from mutations.dates import DATE, MONTHS
from mutations.page import Change, Page, plants, swap

_DEFINED = (
    r"(?P<long>\b(?!The |This |Each |SEC Section)[A-Z][\w-]+(?: (?:and |of |for )?[A-Z][\w-]+)+) "
    r"(?P<bracket>\((?P<mark>[“\"]?)(?P<short>[A-Z][A-Za-z]*[A-Z0-9])[”\"]?(?: or [^)]*)?\))"
)
_LONG_NAMES = (
    "Testing Approach Document", "Data Communications Company", "Testing Advisory Group", "Great Britain Companion Specification",
    "Smart Energy Code", "DCC User Interface Specification",
)  # fmt: skip
_OTHER_DATES = (
    "DAT002",
    "DAT003",
    "DAT005",
    "DAT010",
    "DAT012",
    "FRM001",
    "QST001",
    "QST005",
    "DAT007",
    "VER004",
    "VER005",
    "RSP001",
    "RSP002",
)


@plants("NAM001", ("NAM002", "STR006", "FRM005"))
def another_release(page: Page) -> Iterator[Change]:
    """The document under consultation bears the month of another Release."""
    for match in page.find(rf"(?P<month>(?:{'|'.join(MONTHS)}) 20\d\d) (?:SEC Release )?(?:TAD|Testing Approach Document)\b"):
        month, year = match["month"].split()
        yield swap(
            match,
            f"{MONTHS[(MONTHS.index(month) + 5) % 12]} {year} {match[0].split()[-1].replace('Document', 'Testing Approach Document')}",
        )
        for other in (
            f"{MONTHS[(MONTHS.index(month) + 3) % 12]} {year}",
            f"{month} {int(year) - 1}",
            f"{MONTHS[MONTHS.index(month) - 4]} {year}",
        ):
            earlier = (int(other.split()[1]), MONTHS.index(other.split()[0])) < (int(year), MONTHS.index(month))
            if f"{other} SEC Release" not in page.text and not earlier:  # an earlier one may be meant
                yield swap(match, other, "month")


def definitions(page: Page) -> Iterator[re.Match[str]]:
    """The long forms with their abbreviations in brackets, of abbreviations that are used again."""
    for match in page.find(_DEFINED):
        initials = "".join(word[0] for word in re.split(r"[ -]", match["long"]) if word[0].isupper())
        if match["short"] in initials and len(re.findall(rf"\b{match['short']}\b", page.text[page.body :])) > 1:
            yield match


def glossed(page: Page, short: str) -> bool:
    """Whether a glossary spells the abbreviation out, or its long form stands beside it elsewhere, too."""
    return bool(re.search(rf"^\| {short} \|", page.text, re.MULTILINE)) or len(re.findall(rf"\([“\"]?{short}[”\")]", page.text)) > 1


@plants("TRM001", ("TRM005", "TRM006", "TRM007", "TRM008", "RSP001", "RSP002"))
def never_defined(page: Page) -> Iterator[Change]:
    """The bracket that defines an abbreviation is missing."""
    for match in definitions(page):
        if not glossed(page, match["short"]):
            near = tuple(other.start() for other in page.find(rf"\b{match['short']}\b"))
            yield Change(((match.end("long"), match.end("bracket"), ""),), near)


@plants("TRM001", ("RSP002", "RSP001"))
def unknown_abbreviation(page: Page) -> Iterator[Change]:
    """A sentence uses an abbreviation that nobody has heard of."""
    for match in page.find(r"(?<=[a-z]\. )(?P<first>[A-Z])(?=[a-z]+ )"):
        if not page.quoted(match.start()) and not page.in_table(match.start()):
            short = page.random.choice(("QRTP", "BVN", "DKLM", "WPQ"))
            yield swap(match, f"The {short} has been told. {match['first']}")


@plants("TRM002", ("TRM006", "TRM001"))
def defined_again(page: Page) -> Iterator[Change]:
    """An abbreviation is defined a second time, further on."""
    for match in definitions(page):
        if page.in_table(match.start()):
            continue
        uses = [use for use in page.find(rf"(?<=[a-z] ){match['short']}(?= [a-z]|[.,])") if use.start() > match.end() + 200]
        for use in uses[:3]:
            if page.text[page.line(use.start())[0]] not in "[<" and not page.in_table(use.start()) and not page.quoted(use.start()):
                yield swap(use, f"{match['long']} {match['bracket'].split(' or ')[0].rstrip(')')})")


@plants("TRM005", ("TRM001",))
def defined_and_not_used(page: Page) -> Iterator[Change]:
    """An abbreviation is defined that nothing uses."""
    for index, match in enumerate(
        page.find(r"\b(?:test phase|regression pack|test scripts|smart meters|exit criteria|completion report)\b")
    ):
        if not page.quoted(match.start()) and not page.in_table(match.start()) and index % 2 == 0:
            yield swap(match, f"{match[0]} in the Secondary Quality Register (SQR)")


@plants("TRM006", ("TRM001", "TRM002", "RSP002"))
def used_too_early(page: Page) -> Iterator[Change]:
    """An abbreviation is used before it is defined."""
    for match in definitions(page):
        if glossed(page, match["short"]):
            continue
        earlier = list(page.find(r"(?<=[a-z]\. )(?=[A-Z])|^(?<=\d\. )(?=[A-Z])"))
        for place in [place for place in earlier if place.start() < match.start() - 100][-2:]:
            if not page.quoted(place.start()) and not page.in_table(place.start()):
                yield Change(((place.start(), place.start(), f"This affects {match['short']}, too. "),), (place.start(), match.start()))


@plants("TRM007", ("TRM002", "TRM005", "TRM008", "RSP002", "RSP001"))
def defined_otherwise(page: Page) -> Iterator[Change]:
    """An abbreviation is defined a second time, as something else."""
    others = {
        "SIT": "Solution Interface Testing",
        "TAG": "Technical Advisory Group",
        "UIT": "Unified Interface Testing",
        "TAD": "Test Approach Directive",
    }
    others |= {
        "GBCS": "Great Britain Communication Standard",
        "PIT": "Product Interface Testing",
        "DUIS": "Device User Information Standard",
    }
    for match in definitions(page):
        if match["short"] not in others:
            continue
        uses = [use for use in page.find(rf"(?<=[a-z] ){match['short']}(?= [a-z]|[.,])") if use.start() > match.end()]
        for use in uses[:3]:
            if not page.in_table(use.start()) and not page.quoted(use.start()):
                yield Change(((*use.span(), f"{others[match['short']]} ({match['short']})"),), (use.start(), match.start()))


@plants("TRM008", ("TRM001", "TRM005", "TRM006", "TRM007", "RSP001", "RSP002"))
def letters_swapped(page: Page) -> Iterator[Change]:
    """The letters of an abbreviation stand in another order than the words, or one is wrong, where it is defined."""
    for match in definitions(page):
        short = match["short"]
        if len(short) == 3:
            for wrong in (short[0] + short[2] + short[1], short[1] + short[0] + short[2]):
                if wrong != short:
                    yield swap(match, wrong, "short", rules=frozenset({"TRM008", "TRM007", "TRM001"}))


@plants("PUN001", ("REF001", "QST003", "RSP002", "RSP001", "RSP005", "TRM001", "TRM005", "TRM006", "TRM007"))
def mark_left_out(page: Page) -> Iterator[Change]:
    """A quotation mark or bracket has lost its partner."""
    for match in page.find(r"[“”()\[\]]"):
        line = page.text[slice(*page.line(match.start()))]
        before, after = page.text[match.start() - 1], page.text[match.end() : match.end() + 1]
        if re.match(r"- \(?[a-z]\)|[a-z]\)", line) and match.start() - page.line(match.start())[0] < 5:
            continue  # the bracket of a list's label
        if after == "^" or before == "]" or line.startswith(("[^", "<sup>")) or "[^" in page.text[match.start() - 4 : match.end()]:
            continue  # footnotes and links
        yield swap(match, "")


@plants("PUN001", ("QST003", "RSP002"))
def mark_added(page: Page) -> Iterator[Change]:
    """A bracket or quotation mark is opened, or closed, that has no partner."""
    for index, match in enumerate(page.find(r"(?<=[a-z] )[a-z]+ [a-z]+(?= [a-z])")):
        if index % 20 == 3 and not page.quoted(match.start()):
            yield swap(match, "(" + match[0])
            yield swap(match, "“" + match[0])
            yield swap(match, match[0] + "”")


@plants("PUN002", ("XRF001",))
def punctuation_doubled(page: Page) -> Iterator[Change]:
    """A stop or comma is doubled, or a stop follows another mark."""
    for index, match in enumerate(page.find(r"(?<=[a-z][a-z])(?P<mark>[.,;])(?= |\n|<sup>)")):
        if index % 3 == 0:
            yield swap(match, match["mark"] * 2)
        elif index % 3 == 1:
            yield swap(match, {".": ",.", ",": ".,", ";": ";;"}[match["mark"]])
    for match in page.find(r"[.?][”](?=\*\*|\s)"):
        yield swap(match, match[0] + ".")


@plants("PUN005")
def word_doubled(page: Page) -> Iterator[Change]:
    """A small word stands twice in a row."""
    for index, match in enumerate(page.find(r"(?<= )(?:the|of|to|and|with|for|by|on|are|was)(?= [a-z])")):
        if index % 4 == 0 and not page.quoted(match.start()):
            yield swap(match, f"{match[0]} {match[0]}")


@plants("PLC001", _OTHER_DATES)
def date_not_filled_in(page: Page) -> Iterator[Change]:
    """A placeholder stands where a date should."""
    for match in page.find(DATE, everywhere=True):
        words = (
            "TBC",
            "[date]",
            "XX Month 20XX",
            "[insert date]",
            "[name]",
            "TBA",
            "[TBC]",
            "DD/MM/YYYY",
            "XX " + match["month"] + " " + match["year"],
        )
        for blank in page.random.sample(words, 3):
            if blank != "[date]" or not page.in_table(match.start()):
                yield swap(match, blank)


@plants("PLC001", ("VER003", "VER004", "VER005", "XRF001", "FRM001", "RSP002", "RSP001", "TAD001"))
def version_not_filled_in(page: Page) -> Iterator[Change]:
    """A placeholder stands where a version or number should."""
    for match in page.find(r"\bv\d\.\d\b", everywhere=True):
        yield swap(match, page.random.choice(("vX.X", "vX.Y", "[version]", "v[X]", "vTBC")))
    for match in page.find(r"\bMP\d{3}\b"):
        yield swap(match, "MPXXX")


@plants("PLC001")
def note_to_self(page: Page) -> Iterator[Change]:
    """A note of the author to himself is left in."""
    notes = (
        "[insert link]",
        "[TO BE CONFIRMED]",
        "TBD",
        "[DN: check with Legal]",
        "Lorem ipsum dolor sit amet",
        "XXXX",
        "[To be completed]",
        "???",
    )
    for index, match in enumerate(page.find(r"(?<=[a-z])\.(?= [A-Z]|\n)")):
        if index % 2 == 0 and not page.quoted(match.start()) and not page.in_table(match.start()):
            yield swap(match, f" {page.random.choice(notes)}.")


@plants("PLC003", ("PLC001",))
def brackets_left(page: Page) -> Iterator[Change]:
    """Words stand in square brackets, as drafters leave what is not settled."""
    for match in page.find(DATE):
        if not page.quoted(match.start()):
            yield swap(match, f"[{match[0]}]")
    for match in page.find(r"\b(?:two|three|four|five|six|seven|eight|nine|ten) (?:respondents|parties|weeks|responses)\b"):
        yield swap(match, f"[{match[0]}]")
    for match in page.find(r"(?<=[a-z]\. )(?:The|DCC|TAG|It|They|This) [^.|\n]{15,}\.(?=\s)"):
        if not re.search(r"[\[\]“”\"(]|\d\.\d", match[0]) and not page.in_table(match.start()):
            yield swap(match, f"[{match[0]}]")


@plants("NAM003", ("NAM002", "TRM008", "TRM001", "TRM007"))
def name_misspelt(page: Page) -> Iterator[Change]:
    """A letter of a long name is wrong, missing or in another place."""
    for name in _LONG_NAMES:
        for match in page.find(name):
            word = max(name.split(), key=len)
            at, half = name.index(word), len(word) // 2
            dropped = name[: at + half] + name[at + half + 1 :]
            swapped = name[: at + half] + name[at + half + 1] + name[at + half] + name[at + half + 2 :]
            yield from (swap(match, wrong) for wrong in (dropped, swapped) if wrong != name)


@plants("NAM007")
def modification_renamed(page: Page) -> Iterator[Change]:
    """A modification has one title here and another there."""
    titles = {match["number"]: match["title"] for match in page.find(r"(?P<number>MP\d{3})(?: ‘| \| )(?P<title>[A-Z][^’|.]+?)(?:’| \|)")}
    if "| Title |" not in page.text and "‘" not in page.text:
        return
    for match in page.find(r"\b(?P<number>MP\d{3})\b(?! ‘)"):
        others = [title for number, title in titles.items() if number != match["number"]]
        if match["number"] in titles and others and not page.in_table(match.start()) and not page.quoted(match.start()):
            yield swap(match, f"{match[0]} ‘{page.random.choice(others)}’", also=frozenset({"RSP001", "RSP002"}))


@plants("LNK001")
def link_without_target(page: Page) -> Iterator[Change]:
    """A link leads nowhere."""
    for match in re.finditer(r"\]\((?P<target>(?:https?|mailto):[^)]+)\)", page.text):
        yield from (swap(match, target, "target") for target in ("#", "about:blank", "https://tbc", "http://"))


@plants("LNK003")
def link_inside(page: Page) -> Iterator[Change]:
    """A link leads to a place that only the authors can reach."""
    for match in re.finditer(r"\]\((?P<target>(?:https?|mailto):[^)]+)\)", page.text):
        for target in (
            "http://192.168.1.20/share/draft.docx",
            "https://company.sharepoint.com/sites/team/draft.docx",
            "http://localhost/draft",
        ):
            yield swap(match, target, "target")


@plants("LNK002")
def link_to_another_address(page: Page) -> Iterator[Change]:
    """The address that is shown is not the one that the link leads to."""
    for match in page.find(r"(?<=published alongside it on )the DCC website|(?<=to )(?=\[consultations@)|on the SEC website"):
        yield swap(match, "[https://www.dcc.example/tad](https://www.dcc.example/other/place) " + match[0])
