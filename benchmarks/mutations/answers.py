"""Faults in what is said to respondents: questions, points, responses, counts and the decision."""

import re
from collections.abc import Iterator

from mutations.dates import DATE, NUMBERS, WEEKDAYS, day_of, events, written
from mutations.page import Change, Edit, Heading, Page, plants, swap
from mutations.structure import GONE, entry

_VIEWS = re.compile(r"Respondent|Respondents.? views", re.IGNORECASE)
_RESPONSE = re.compile(r"DCC(?:.s)? [Rr]esponse")
_ASKS = re.compile(r"\b(?:asked|queried|questioned|requested|did not state|too short)\b")
_NOBODY = re.compile(r"\bNo (?:\w+ )?(?:responses|comments) were received")
_NAMED = re.compile(r"\bMP\d{3}\b|\b(?:GBCS|DUIS|CHTS) v\d\.\d|\b[A-Z][a-z]+ (?:Gateway|Defects|Plan)\b")
# Points that name something, and a response that names something else. {0} stands for the name.
_POINTS = (
    "One respondent asked how {0} would be tested.",
    "Another respondent requested that {0} be covered by the regression pack.",
    "A respondent questioned why the draft does not mention {0}.",
    "One respondent noted that {0} had been left out and suggested that it be added.",
)
_NAMES = ("MP977", "SEC Section F12.6", "CHTS v1.6", "the Parse and Correlate Software", "SEC Section H14.44", "MP978 and MP979")
_PAIRS = (
    ("Alert Storm Protection", "Firmware Image Hashing"),
    ("Prepayment Interfaces", "Tariff Switching Tables"),
    ("MP971", "MP972"),
    ("the Parse and Correlate Software", "the Service Audit Trail"),
    ("SIT-C", "UIT-C"),
)
_APPROVAL = (
    r"\bTAG approved (?P<what>(?:the )?TAD(?: v\d\.\d)?)(?P<date> on \d+ \w+ \d{4})?"
    r"(?P<clause> (?:in accordance with|under) [^.,]*?D10\.20(?: of the SEC)?)"
)
_JOINED = (
    "One respondent asked that both {0} and {1} be tested with Devices.",
    "Another respondent asked whether {0} and {1} would be in the regression pack.",
    "A respondent requested that {0} as well as {1} be covered by the regression pack.",
)


def questions(page: Page) -> list[Heading]:
    """The headings under which questions are answered."""
    return [heading for heading in page.headings if page.kind == "conclusions" and re.search(r"\b(?:Questions?|Q) ?\d", heading.text)]


def answers(page: Page) -> Iterator[tuple[Heading, Heading, Heading]]:
    """Each question with the headings of the views and of the response."""
    for question in questions(page):
        below = [heading for heading in page.headings if question.start < heading.start < question.end]
        views = [heading for heading in below if _VIEWS.match(heading.text)]
        response = [heading for heading in below if _RESPONSE.match(heading.text)]
        if len(views) == len(response) == 1:
            yield question, views[0], response[0]


def number(page: Page) -> str:
    """What a paragraph of this document begins with; all get one number, as a list that is made anew would count them."""
    return "" if not page.numbered else "{}. "


def paragraphs(page: Page, heading: Heading) -> list[tuple[int, int]]:
    """The extents of the paragraphs under a heading, with their numbers."""
    start = heading.line_end
    return [(start + match.start(), start + match.end()) for match in re.finditer(r"[^\n]+", page.text[start : heading.end])]


def appended(page: Page, heading: Heading, words: str) -> Edit | None:
    """Words at the end of the last plain paragraph under a heading."""
    plain = [(start, end) for start, end in paragraphs(page, heading) if page.text[start] not in "-|<[" and page.text[end - 1] == "."]
    return (plain[-1][1], plain[-1][1], " " + words) if plain else None


@plants("QST002", (*GONE, "REF003"))
def question_left_out(page: Page) -> Iterator[Change]:
    """A question is not analysed: its section is missing, though later ones are there or the question is listed elsewhere."""
    found = questions(page)
    for index, heading in enumerate(found):
        labels = re.findall(r"\d+", heading.text)
        rest = page.text[page.body : heading.start] + page.text[heading.end :]
        listed_elsewhere = any(
            re.search(rf"^\|? ?Questions? (?:\d and )?{label}\b|\| (?:Questions? |Q){label} \|", rest, re.MULTILINE) for label in labels
        )
        if index < len(found) - 1 or listed_elsewhere:
            listed = entry(page, heading)
            yield Change(((heading.start, heading.end, ""), *([(*listed.span(), "")] if listed else [])))


@plants("QST003", ("QST002", "CNT001", "STR001", "STR005", "XRF001"))
def question_number_wrong(page: Page) -> Iterator[Change]:
    """A question bears another number in its heading, in the contents list or where it is quoted."""
    for match in page.find(r"\bQuestion (?P<number>\d) was: "):
        heading = next(heading for heading in reversed(page.headings) if heading.start < match.start() and "Question" in heading.text)
        for other in (int(match["number"]) + 1, int(match["number"]) + 3):
            if str(other) not in heading.text:
                yield swap(match, str(other), "number")
    for heading in questions(page):
        listed = entry(page, heading)
        labels = list(re.finditer(r"\d+", heading.text))
        if not listed or not heading.label:
            continue
        at = page.text.index(heading.text, listed.start())
        last = labels[-1]
        yield Change(((at + last.start(), at + last.end(), str(int(last[0]) + 1)),), (at, heading.start))
        if len(questions(page)) > 1 and len(labels) == 1:
            start = heading.line_end - len(heading.text) + last.start()
            other = "1" if last[0] != "1" else "2"
            near = (heading.start, *(one.start for one in questions(page) if re.search(rf"\b{other}\b|Q{other}", one.text)), listed.start())
            edits = ((start, start + len(last[0]), other), (at + last.start(), at + last.end(), other))
            yield Change(edits, None if page.text.count(f"Q{last[0]} ") else near, frozenset({"QST002", "QST003"}))


@plants("QST004", ("RSP002", "RSP001", "STR008", "XRF002", "STR011", "TRM001", "TRM005", "TRM006", "XRF005", "STR007", "WRD001", "RSP006"))
def half_of_an_answer(page: Page) -> Iterator[Change]:
    """The views or the response are missing under a question, with their heading or only their words."""
    for question, views, response in answers(page):
        if _NOBODY.search(page.text[views.start : views.end]):
            continue
        for half in (views, response):
            yield Change(((half.start, half.end, ""),), (question.start,))
            yield Change(((half.line_end, half.end, "\n\n"),), (question.start, half.start), frozenset({"QST004", "STR008"}))


@plants("QST005", ("REF009", "DAT002"))
def approval_incomplete(page: Page) -> Iterator[Change]:
    """The approval is told without the body, the date or the clause."""
    for match in page.find(_APPROVAL):
        section = next(heading for heading in reversed(page.headings) if heading.start < match.start())
        yield swap(match, "", "clause")
        if match["date"]:
            yield swap(match, "", "date")
        what = match["what"][0].upper() + match["what"][1:] if match["what"].startswith("the") else "The " + match["what"]
        if "TAG" not in section.text + page.text[section.line_end : match.start()]:
            yield Change(((match.start(), match.end("what"), f"{what} was approved"),), (match.start(),))


@plants("QST008", ("QST005", "DAT002", "REF009", "TRM005", "STR008"))
def decision_left_out(page: Page) -> Iterator[Change]:
    """No sentence says what was decided."""
    for match in page.find(r"\bTAG approved (?:the )?TAD\b"):
        start, end = page.sentence(match.start())
        yield Change(((start, end, "The TAD will be considered further."),))
        yield Change(((start, end, "DCC thanked TAG for its time."),))


@plants("QST001", ("DAT002", "DAT003", "DAT012"))
def window_short(page: Page) -> Iterator[Change]:
    """A consultation that closes a few days after it opened."""
    if page.kind != "consultation":
        return
    told = events(page)
    closing = [*told["closed"], *page.find(rf"\bby (?P<whole>{DATE})(?=\.)")]
    for days in (2, 5, 9):
        day = written(day_of(told["issued"][0]).replace(day=day_of(told["issued"][0]).day + days))
        edits = {
            match.start(): (*match.span(), ("by " if match[0].startswith("by ") else "") + day)
            for match in closing
            if "closed" not in match[0]
        }
        yield Change(tuple(edit for at, edit in edits.items() if day_of(closing[0]) == day_of(next(m for m in closing if m.start() == at))))


@plants("RSP002", ("XRF001", "TRM001", "TRM006"))
def point_without_answer(page: Page) -> Iterator[Change]:
    """A respondent's point names something that the response does not."""
    for _, views, response in answers(page):
        if _NOBODY.search(page.text[views.start : views.end]) or not page.text[response.line_end : response.end].strip():
            continue
        for name in _NAMES:
            for point in page.random.sample(_POINTS, 2):
                edit = appended(page, views, point.format(name))
                if edit and name not in page.text[response.start : response.end]:
                    yield Change((edit,), (edit[0],), frozenset({"RSP002"} | ({"RSP001"} if " and " in name else set())))


@plants("RSP002", ("RSP001", "RSP006", "QST004", "XRF002", "TRM005", "STR007", "STR011", "RSP005", "TRM001", "TRM006"))
def answer_to_point_removed(page: Page) -> Iterator[Change]:
    """What the response says of a thing that respondents named is taken out of it."""
    for _, views, response in answers(page):
        said = page.text[views.line_end : views.end]
        for name in dict.fromkeys(match[0] for match in _NAMED.finditer(said)):
            sentence = next(part for part in re.split(r"(?<=[.?]) ", said) if name in part)
            if not _ASKS.search(sentence) or name not in page.text[response.start : response.end]:
                continue
            spans = {
                page.sentence(at.start()) for at in re.finditer(re.escape(name), page.text) if response.line_end < at.start() < response.end
            }
            left = page.text[response.line_end : response.end]
            for start, end in spans:
                left = left.replace(page.text[start:end], "")
            if re.search(r"[a-z]{4}", left) and not re.search(r"\b(?:these|this|both|it)\b", left):
                near = (page.text.index(name, views.start),)
                yield Change(tuple((start, end, "") for start, end in spans), near, frozenset({"RSP001", "RSP002"}))


@plants("RSP001", ("RSP002", "TRM001", "TRM006"))
def half_answered(page: Page) -> Iterator[Change]:
    """A point names two things; the response takes up one."""
    for _, views, response in answers(page):
        if _NOBODY.search(page.text[views.start : views.end]):
            continue
        for one, other in _PAIRS:
            for taken in (one, other):
                point = page.random.choice(_JOINED).format(one, other)
                said = appended(page, views, point)
                answer = appended(page, response, f"DCC has added {taken} to the tests in Section 4.3 of the TAD.")
                if said and answer:
                    yield Change((said, answer), (said[0],), frozenset({"RSP001", "RSP002"}))


@plants("RSP005", (*GONE, "RSP006", "STR007"))
def only_notes(page: Page) -> Iterator[Change]:
    """The response to a question or an objection only takes note."""
    for question, views, response in answers(page):
        if _ASKS.search(page.text[views.start : views.end]):
            rows = paragraphs(page, response)
            label = re.match(r"(?:\d+\. )?", page.text[rows[0][0] :])
            start = rows[0][0] + (label.end() if label else 0)
            for words in (
                "DCC notes the comments.",
                "DCC thanks respondents for their views.",
                "The comments are noted.",
                "DCC welcomes the feedback.",
            ):
                yield Change(((start, response.end, words + "\n\n"),), (question.start, response.start))


@plants("RSP006", ("RSP002", "XRF001", "RSP001"))
def place_left_out(page: Page) -> Iterator[Change]:
    """The response says that the document was amended, and not where."""
    for match in page.find(r"\bDCC has (?:also )?(?:amended|updated) (?P<place>(?:Section|Table|Annex) [\w.]+ of )the TAD\b"):
        start, end = page.line(match.start())
        if not re.search(r"Section|Table|Annex", page.text[start : match.start("place")] + page.text[match.end() : end]):
            yield swap(match, "", "place")


@plants("CNT002", ("CNT003", "CNT004"))
def parts_do_not_add_up(page: Page) -> Iterator[Change]:
    """One of the parts, or the whole, is another number."""
    numbers = "|".join(NUMBERS[1:])
    parts = rf"(?:{numbers}) (?:are|is|from|change|changes|Energy|Network|Meter)\b"
    for match in page.find(rf"\b(?P<whole>{numbers})(?: \w+){{1,4}}(?:,|:)? (?:of which )?{parts}.*?\.", flags=re.IGNORECASE):
        found = list(re.finditer(rf"\b(?:{numbers})\b", match[0], re.IGNORECASE))
        values = [NUMBERS.index(one[0].lower()) for one in found]
        if len(values) < 3 or values[0] != sum(values[1:]):
            continue
        for one, value in zip(found, values, strict=True):
            for other in (value + 1, value - 1, value + 2):
                words = NUMBERS[other] if other > 0 else ""
                if words:
                    start = match.start() + one.start()
                    yield Change(((start, start + len(one[0]), words.capitalize() if one[0][0].isupper() else words),), (start,))


@plants("CNT003", ("CNT002", "CNT004"))
def all_of_too_many(page: Page) -> Iterator[Change]:
    """The document says that all respondents did something, and gives another number than responded."""
    for match in page.find(r"\bAll (?P<number>\w+) respondents\b"):
        value = NUMBERS.index(match["number"])
        yield from (swap(match, NUMBERS[other], "number") for other in (value + 1, value - 1, value + 3, value - 2))


@plants("CNT003", ("CNT002", "CNT004"))
def responses_miscounted(page: Page) -> Iterator[Change]:
    """Another number of responses is said to have been received."""
    everyone = re.search(r"\bAll (?P<number>\w+) respondents\b", page.text)
    if everyone:
        for match in page.find(rf"\b(?P<number>{everyone['number']}) (?:parties|responses)\b"):
            value = NUMBERS.index(match["number"])
            for other in (value + 1, value - 1):
                yield Change(((*match.span("number"), NUMBERS[other]),), (everyone.start(), match.start()), frozenset({"CNT003", "CNT002"}))


@plants("CNT004", ("CNT003",))
def tally_too_high(page: Page) -> Iterator[Change]:
    """More respondents are counted than there were."""
    for match in page.find(r"\b(?P<number>Three|Five|Two|Four) respondents (?=agreed|answered)"):
        if "answered" not in match.string[match.end() : match.end() + 9]:
            yield from (swap(match, other, "number") for other in ("Eight", "Nine", "Seven"))


@plants("CNT005")
def figures_differ(page: Page) -> Iterator[Change]:
    """A number is repeated in figures, and they are another number."""
    for index, match in enumerate(page.find(rf"\b(?P<number>{'|'.join(NUMBERS[2:])})(?= [a-z]{{4}})", flags=re.IGNORECASE)):
        if index % 2 == 0 and not page.quoted(match.start()):
            value = NUMBERS.index(match["number"].lower())
            yield from (swap(match, f"{match[0]} ({other})") for other in (value + 1, value + 10))
    for match in page.find(r"\b(?:\d+ \([a-z-]+\)|[a-z-]+ \(\d+\))"):
        digits = re.search(r"\d+", match[0])
        if digits:
            yield swap(match, match[0].replace(digits[0], str(int(digits[0]) + 5)))


@plants("WRD001", ("RSP001", "RSP002"))
def one_becomes_several(page: Page) -> Iterator[Change]:
    """One respondent turns into several within a paragraph."""
    for match in page.find(r"\b(?:One|Another|A third|The same) respondent\b(?!.*(?:other two|respondents))[^\n]*?(?P<they>\bThey )"):
        if not page.in_table(match.start()):
            yield from (swap(match, words, "they") for words in ("The respondents ", "These respondents "))


@plants("DAT001")
def meeting_on_another_weekday(page: Page) -> Iterator[Change]:
    """The meeting at which the document was approved is given a wrong weekday."""
    for match in page.find(rf"approved [^.|]* on (?P<when>{DATE})"):
        right = day_of(match).weekday()
        yield from (swap(match, f"{WEEKDAYS[(right + shift) % 7]} {written(day_of(match))}", "when") for shift in (2, 5))
