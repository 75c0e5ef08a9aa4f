"""What takes long to find is found by one process for all that work side by side."""

import pytest

from seclint.facts import Facts, dear
from seclint.library import Library
from seclint.processes.isolate import CAN_FORK
from seclint.processes.sharing import Sharing, Together
from seclint.readers import markdown

_CONCLUSIONS = """
# Conclusions on the Testing Approach Document (TAD) for the June 2031 SEC Release

The consultation on the TAD closed on 3 February 2031. System Integration Testing (SIT) begins on 4 March 2031 and ends on 28 March 2031.

## Question 1: Do you agree with the approach?

### Respondents' views

One respondent asked for more time in SIT.

### DCC response

DCC has extended SIT by a week.
"""


def facts() -> Facts:
    return Facts(markdown.read(_CONCLUSIONS.encode(), "a.md"), Library(), kind="conclusions")


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
@pytest.mark.parametrize("jobs", [2, 3])
def test_facts_that_were_found_together_are_those_that_one_process_finds(jobs: int) -> None:
    alone, shared = facts(), facts()
    with Sharing(jobs=jobs).together() as together:
        dear.find_together(shared, together)
    for name in dear.Found.__struct_fields__:
        assert getattr(alone, name), name
        assert vars(shared)[name] == getattr(alone, name)


def test_a_process_that_works_alone_finds_no_more_than_the_rules_ask_for() -> None:
    alone = facts()
    dear.find_together(alone, Together())
    assert not set(dear.Found.__struct_fields__) & set(vars(alone))


@pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")
def test_a_fact_that_cannot_be_found_is_left_to_the_rules_that_need_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Facts) -> None:
        raise ValueError

    monkeypatch.setattr(Facts, "events", property(fail))
    shared = facts()
    with Sharing(jobs=2).together() as together:
        dear.find_together(shared, together)
    assert "events" not in vars(shared)
    assert "milestones" in vars(shared)
