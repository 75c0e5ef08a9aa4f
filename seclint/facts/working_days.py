"""Working Days: neither weekends nor bank holidays, as the holidays package knows them for England and Wales and for Scotland."""

import hashlib
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import msgspec

from seclint import resources

Nation = Literal["england-and-wales", "scotland"]

_SUBDIVISION = {"england-and-wales": "ENG", "scotland": "SCT"}
_SATURDAY = 5
_USUAL = range(2010, 2041)  # years of which documents speak


def is_working_day(day: date, nation: Nation = "england-and-wales") -> bool:
    """Whether the day is neither a Saturday, a Sunday nor a bank holiday of the nation."""
    return day.weekday() < _SATURDAY and not bank_holiday(day, nation)


def bank_holiday(day: date, nation: Nation = "england-and-wales") -> str:
    """The name of the bank holiday that the nation has on the day; "" when it has none."""
    holidays = _usual_holidays(nation) if day.year in _USUAL else _holidays(nation, (day.year,))
    return holidays.get(day, "")


def working_days_between(start: date, end: date, nation: Nation = "england-and-wales") -> int:
    """How many Working Days follow ``start`` up to and including ``end``, as notice is counted; negative when ``end`` is earlier."""
    if end < start:
        return -working_days_between(end, start, nation)
    return sum(is_working_day(start + timedelta(days=step), nation) for step in range(1, (end - start).days + 1))


@cache
def _usual_holidays(nation: Nation) -> dict[date, str]:
    """The bank holidays of the usual years, kept for later runs: to import the package takes longer than to check a document."""
    file = resources.cache_folder() / f"holidays-{_edition()}-{nation}"
    with suppress(msgspec.MsgspecError):
        if (kept := resources.kept(file)) is not None:
            return msgspec.msgpack.decode(kept, type=dict[date, str])
    made = _holidays(nation, tuple(_USUAL))
    resources.keep(file, msgspec.msgpack.encode(made))
    return made


@cache
def _holidays(nation: Nation, years: tuple[int, ...]) -> dict[date, str]:
    from holidays import country_holidays  # heavy, and seldom wanted

    return dict(country_holidays("GB", subdiv=_SUBDIVISION[nation], years=years))


def _edition() -> str:
    """What tells the installed edition of the package from others, without importing it."""
    spec = find_spec("holidays")
    with suppress(OSError):
        if spec is not None and spec.origin is not None:
            return hashlib.sha256(Path(spec.origin).with_name("version.py").read_bytes()).hexdigest()
    from importlib.metadata import version  # heavy, too

    return version("holidays")
