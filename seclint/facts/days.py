"""Days as the rules compare them: ISO values with their precision, as ranges of days, weekdays and words."""

from datetime import date, timedelta
from functools import lru_cache

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@lru_cache(maxsize=4096)
def bounds(value: str) -> tuple[date, date] | None:
    """The first and the last day of an ISO value (day, month, quarter, year, or two of them with "/" between); None for any other."""
    first, slash, last = value.partition("/")
    try:
        begin, end = _range(first), _range(last or first)
    except ValueError:
        return None
    return (begin[0], end[1]) if not slash or begin[0] <= end[1] else None


def weekday(day: date) -> str:
    """The weekday of a day in English."""
    return WEEKDAYS[day.weekday()]


def days_apart(one: str, other: str) -> int:
    """How many days lie between two ISO days, whichever is the earlier."""
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def in_words(value: str) -> str:
    """An ISO value as it is written in prose: "28 June 2023", "June 2023"; periods with "to" between."""
    first, slash, last = value.partition("/")
    if slash:
        return f"{in_words(first)} to {in_words(last)}"
    year, _, rest = first.partition("-")
    month, _, day = rest.partition("-")
    if not month.isdigit():
        return f"{month} {year}".strip()
    return f"{int(day)} {MONTHS[int(month) - 1]} {year}" if day else f"{MONTHS[int(month) - 1]} {year}"


def with_weekday(day: date, name: str, reach: int) -> date | None:
    """The day nearest to ``day`` that bears the weekday ``name`` and is at most ``reach`` days away; None when there is none."""
    near = (day + timedelta(days=step) for step in sorted(range(-reach, reach + 1), key=abs))
    return next((candidate for candidate in near if weekday(candidate).lower() == name.lower()), None)


def redated(written: str, old: str, new: str) -> str:
    """A date as written, changed from one ISO day to another: the year alone where that is all, the weekday with it where one stands."""
    before, after = date.fromisoformat(old), date.fromisoformat(new)
    name = next((name for name in WEEKDAYS if written.lower().startswith(name.lower())), "")
    if (before.day, before.month) == (after.day, after.month):
        changed = written.replace(str(before.year), str(after.year))
        if changed != written:
            return weekday(after) + changed[len(name) :] if name else changed
    return f"{weekday(after)} {in_words(new)}" if name else in_words(new)


def _range(value: str) -> tuple[date, date]:
    parts = value.split("-")
    year = int(parts[0])
    if len(parts) == 3:
        day = date(year, int(parts[1]), int(parts[2]))
        return day, day
    if len(parts) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    if parts[1].startswith("Q"):
        quarter = int(parts[1][1:])
        return date(year, 3 * quarter - 2, 1), _month_end(year, 3 * quarter)
    return date(year, int(parts[1]), 1), _month_end(year, int(parts[1]))


def _month_end(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)
