"""Working Days leave out weekends and the bank holidays of the nation."""

from datetime import date

import pytest

from seclint.facts.working_days import is_working_day, working_days_between

# 8 May 2023 was the Coronation; 1 and 29 May were the usual bank holidays of May.
_EASTER_2023 = (date(2023, 4, 6), date(2023, 4, 11))  # Maundy Thursday, and the Tuesday behind Easter Monday


@pytest.mark.parametrize(
    ("start", "end", "nation", "days"),
    [
        (date(2023, 6, 1), date(2023, 6, 2), "england-and-wales", 1),
        (date(2023, 6, 2), date(2023, 6, 5), "england-and-wales", 1),
        (date(2023, 4, 28), date(2023, 5, 12), "england-and-wales", 8),
        (*_EASTER_2023, "england-and-wales", 1),
        (*_EASTER_2023, "scotland", 2),
        (date(2023, 8, 4), date(2023, 8, 7), "scotland", 0),
        (date(2022, 6, 1), date(2022, 6, 6), "england-and-wales", 1),  # the Platinum Jubilee
        (date(2023, 6, 5), date(2023, 6, 2), "england-and-wales", -1),
        (date(2023, 6, 5), date(2023, 6, 5), "england-and-wales", 0),
    ],
)
def test_they_are_counted_behind_the_first_day_up_to_the_last(start, end, nation, days):
    assert working_days_between(start, end, nation) == days


def test_the_first_of_january_is_observed_on_a_working_day():
    assert not is_working_day(date(2023, 1, 2))
    assert is_working_day(date(2023, 1, 3))
    assert not is_working_day(date(2023, 1, 3), "scotland")
