"""Faults in dates: weekdays, days that no calendar has, events dated twice or in an impossible order, durations."""

import itertools
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from mutations.page import Change, Page, plants, swap

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DATE = rf"(?P<weekday>(?:{'|'.join(WEEKDAYS)}) )?(?P<day>\d{{1,2}}) (?P<month>{'|'.join(MONTHS)}) (?P<year>20\d\d)\b"
OTHER_DATES = ("DAT001", "DAT002", "DAT003", "DAT007", "DAT010", "DAT012", "TAD002", "VER004", "VER005")

# What a sentence (or a line of the cover) says to tell an event, in the order of the events.
EVENTS = {
    "issued": r"(?:issued|published) a consultation|consultation was issued|Consultation open(?:s|ed)",
    "closed": r"closed on|Consultation close[sd]|response to .* by \d",
    "presented": r"presented|will present",
    "approved": r"\bapproved the TAD|approved TAD",
    "live": r"go(?:es)? live on|takes effect on",
}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def day_of(match: re.Match[str]) -> date:
    """The day that a match of DATE names."""
    return date(int(match["year"]), MONTHS.index(match["month"]) + 1, int(match["day"]))


def written(day: date) -> str:
    """The day as the documents write it."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dated(match: re.Match[str], day: date) -> str:
    """Another day in the manner of the match, with its right weekday if the match has one."""
    return (WEEKDAYS[day.weekday()] + " " if match["weekday"] else "") + written(day)


def events(page: Page) -> dict[str, list[re.Match[str]]]:
    """Where each event is dated: the dates of sentences that tell one event only."""
    found: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in page.find(DATE, everywhere=True):
        start, end = page.sentence(match.start())
        telling = page.text[start:end]
        if page.in_table(match.start()) or (len(re.findall(DATE, telling)) > 1 and "closed" not in telling):
            continue
        told = [(abs(cue.start() - (match.start() - start)), event) for event, cue_ in EVENTS.items() for cue in re.finditer(cue_, telling)]
        if told:
            found[min(told)[1]].append(match)
    return found


@plants("DAT001")
def another_weekday(page: Page) -> Iterator[Change]:
    """A weekday that is not that of its date."""
    for match in page.find(DATE, everywhere=True):
        if match["weekday"]:
            yield from (swap(match, f"{weekday} ", "weekday") for weekday in WEEKDAYS if weekday != match["weekday"].strip())


@plants("DAT001", OTHER_DATES)
def another_day(page: Page) -> Iterator[Change]:
    """A day, month or year that no longer fits the weekday."""
    for match in page.find(DATE, everywhere=True):
        if not match["weekday"]:
            continue
        right = day_of(match)
        for other in (right + timedelta(days=1), right - timedelta(days=1), right.replace(year=right.year - 1), right + timedelta(days=31)):
            yield swap(match, match["weekday"] + written(other))


@plants("DAT001")
def wrong_weekday_added(page: Page) -> Iterator[Change]:
    """A wrong weekday before a date that had none."""
    for match in page.find(DATE):
        if not match["weekday"] and not page.in_table(match.start()) and not page.quoted(match.start()):
            right = day_of(match).weekday()
            yield from (swap(match, f"{WEEKDAYS[(right + shift) % 7]} {match[0]}") for shift in (1, 3, 6))


@plants("DAT004", (*OTHER_DATES, "FRM001", "QST001", "QST005"))
def impossible_day(page: Page) -> Iterator[Change]:
    """A day that the month does not have."""
    for match in page.find(DATE, everywhere=True):
        year, month = int(match["year"]), MONTHS.index(match["month"]) + 1
        last = monthrange(year, month)[1]
        if last == 31:
            month = month % 12 + 1 if monthrange(year, month % 12 + 1)[1] < 31 else month - 1
            last = monthrange(year, month)[1]
        yield swap(match, f"{match['weekday'] or ''}{last + 1} {MONTHS[month - 1]} {year}")


@plants("DAT002", OTHER_DATES)
def one_telling_moved(page: Page) -> Iterator[Change]:
    """One of two tellings of an event gets another date."""
    for tellings in events(page).values():
        if len(tellings) > 1 and len({day_of(match) for match in tellings}) == 1:
            for match in tellings:
                for shift in (1, -2, 7):
                    moved = day_of(match) + timedelta(days=shift)
                    near = tuple(other.start() for other in tellings)
                    yield Change(((*match.span(), dated(match, moved)),), near)


@plants("DAT003", (*OTHER_DATES, "QST001"))
def order_broken(page: Page) -> Iterator[Change]:
    """Every telling of an event is moved behind the next event, or before the one before."""
    told = {event: matches for event, matches in events(page).items() if event != "live"}
    order = [event for event in EVENTS if event in told]
    for event, neighbour in [*itertools.pairwise(order), *zip(order[1:], order, strict=False)]:
        later = order.index(neighbour) > order.index(event)
        if event == "issued" and not later:
            continue
        for shift in (3, 10):
            limit = max(map(day_of, told[neighbour])) if later else min(map(day_of, told[neighbour]))
            moved = limit + timedelta(days=shift if later else -shift)
            near = tuple(match.start() for either in (event, neighbour) for match in told[either])
            yield Change(tuple((*match.span(), dated(match, moved)) for match in told[event]), near)


@plants("DAT005", ("DAT006", "FRM001"))
def another_format(page: Page) -> Iterator[Change]:
    """One date in figures among dates with the month in words."""
    for match in page.find(DATE, everywhere=True):
        if not match["weekday"] and not (page.in_table(match.start()) and not _is_field(page, match.start())):
            day = day_of(match)
            for form in (f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}"):
                yield swap(match, form, rules=frozenset({"DAT005", "DAT006"}))


def _is_field(page: Page, at: int) -> bool:
    """Whether a row of a table is a field of the cover: its label and its value. A history of versions may date as it likes."""
    row = page.text[page.text.rfind("\n", 0, at) + 1 : page.text.find("\n", at)]
    return at < page.body and row.count("|") <= 3


@plants("DAT006", ("DAT005",))
def ambiguous_figures(page: Page) -> Iterator[Change]:
    """A date in figures of which nobody can tell the day from the month."""
    for match in page.find(DATE):
        day = day_of(match)
        if not match["weekday"] and not page.in_table(match.start()) and day.day <= 12 and day.day != day.month:
            yield swap(match, f"{day:%d/%m/%Y}")


@plants("DAT010", OTHER_DATES)
def release_in_another_month(page: Page) -> Iterator[Change]:
    """The Release goes live in another month than that of its name."""
    for match in page.find(rf"(?:go(?:es)? live|takes effect) on (?P<date>{DATE})"):
        own = re.search(rf"(?:{'|'.join(MONTHS)}) 20\d\d SEC Release", page.text)
        if own and own[0].startswith(f"{match['month']} {match['year']}"):
            for shift in (31, -35, 70):
                moved = day_of(match) + timedelta(days=shift)
                yield swap(match, (WEEKDAYS[moved.weekday()] + " " if match["weekday"] else "") + written(moved), "date")


@plants("DAT012")
def another_duration(page: Page) -> Iterator[Change]:
    """The stated length of the window is not that between its dates."""
    told = events(page)
    if not (told["issued"] and told["closed"]):
        return
    days = (day_of(told["closed"][0]) - day_of(told["issued"][0])).days
    for match in page.find(r"\b(?P<number>\w+) weeks\b"):
        number = NUMBERS.index(match["number"]) if match["number"] in NUMBERS else 0
        if number and number * 7 == days:
            yield from (swap(match, NUMBERS[other], "number") for other in (number - 1, number + 1, number + 2) if other > 1)


@plants("DAT012", OTHER_DATES)
def range_reversed(page: Page) -> Iterator[Change]:
    """The two ends of a period stand in the wrong order."""
    first, second = DATE.replace("(?P<", "(?P<a_"), DATE.replace("(?P<", "(?P<b_")
    for match in page.find(rf"(?P<a>{first})(?P<between> – | to | and )(?P<b>{second})"):
        yield swap(match, match["b"] + match["between"] + match["a"])
