"""Working Days: neither weekends nor bank holidays, as the holidays package knows them for England and Wales and for Scotland."""

from datetime import date, timedelta
from functools import cache
from typing import Literal

Nation = Literal["england-and-wales", "scotland"]

_SUBDIVISION = {"england-and-wales": "ENG", "scotland": "SCT"}
_SATURDAY = 5


def is_working_day(day: date, nation: Nation = "england-and-wales") -> bool:
    """Whether the day is neither a Saturday, a Sunday nor a bank holiday of the nation."""
    return day.weekday() < _SATURDAY and not bank_holiday(day, nation)


def bank_holiday(day: date, nation: Nation = "england-and-wales") -> str:
    """The name of the bank holiday that the nation has on the day; "" when it has none."""
    return _bank_holidays(nation, day.year).get(day, "")


def working_days_between(start: date, end: date, nation: Nation = "england-and-wales") -> int:
    """How many Working Days follow ``start`` up to and including ``end``, as notice is counted; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start, nation)
    return sum(is_working_day(start + timedelta(days=step), nation) for step in range(1, (end - start).days + 1))


@cache
def _bank_holidays(nation: Nation, year: int) -> dict[date, str]:
    from holidays import country_holidays  # heavy, and seldom wanted

    return dict(country_holidays("GB", subdiv=_SUBDIVISION[nation], years=year))
