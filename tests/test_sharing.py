"""Work that several processes do side by side gives what one would have given, and ends when one of them does."""

import os
import signal
import sys

import pytest

from seclint.errors import FailedElsewhere, RuleError, UnreadableDocument, in_one_line
from seclint.processes.isolate import CAN_FORK, Limits
from seclint.processes.sharing import Sharing

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="processes cannot be forked here")


def here(number):
    return number, os.getpid()


def test_what_is_shared_out_comes_back_in_order():
    numbers, processes = zip(*Sharing(jobs=3).map(here, range(5)), strict=True)
    assert numbers == (0, 1, 2, 3, 4)
    assert len(set(processes)) <= 3


def shared_with_one_other(elsewhere):
    """What two pieces of work give of which another process does one, and ``elsewhere`` in it."""
    this, (begun, begin), (ended, end) = os.getpid(), os.pipe(), os.pipe()

    def work(_):
        if os.getpid() != this:
            os.read(begun, 1)  # so that a piece is left for this one
            return elsewhere()
        os.write(begin, b"!")
        os.close(end)
        return os.read(ended, 1)  # nothing, but only when the other process has ended

    try:
        return Sharing(jobs=2).map(work, range(2))
    finally:
        for pipe in (begun, begin, ended):
            os.close(pipe)


def test_a_process_that_is_free_takes_the_next_piece():
    assert sorted(shared_with_one_other(lambda: b"elsewhere")) == [b"", b"elsewhere"]


def test_what_is_not_shared_out_stays_in_this_process():
    assert list(Sharing().map(here, [7])) == [(7, os.getpid())]


@pytest.mark.parametrize("number", [0, 1])
def test_an_error_in_a_part_is_the_error_of_the_whole(number):
    def divided(by):
        return 1 // by

    with pytest.raises((ZeroDivisionError, FailedElsewhere), match="by zero"):
        list(Sharing(jobs=2).map(divided, [1 - number, number]))


def test_an_error_of_another_process_says_where_it_was_raised():
    with pytest.raises(FailedElsewhere, match=r"ZeroDivisionError: .* by zero \(test_sharing\.py, line \d+\)") as raised:
        shared_with_one_other(lambda: 1 // 0)
    assert in_one_line(raised.value) == str(raised.value)


@pytest.mark.parametrize("error", [UnreadableDocument("it is torn", "mend it"), RuleError("no such key", "take it out")])
def test_an_error_that_a_user_can_act_on_comes_whole_from_another_process(error):
    def fail():
        raise error

    with pytest.raises(type(error)) as raised:
        shared_with_one_other(fail)
    assert (raised.value.message, raised.value.hint) == (error.message, error.hint)


def test_a_part_whose_process_ends_makes_the_document_unreadable():
    with pytest.raises(UnreadableDocument, match="SIGSEGV"):
        shared_with_one_other(lambda: os.kill(os.getpid(), signal.SIGSEGV))


def test_what_is_found_together_is_there_for_all_that_comes_behind():
    with Sharing(jobs=3).together() as together:
        squares = together.map(lambda number: number * number, range(9), int)
        sums = together.map(lambda count: sum(squares[:count]), range(10), int)
        processes = together.map(here, range(3), last=True)
    assert sums == [0, 0, 1, 5, 14, 30, 55, 91, 140, 204]
    assert [number for number, _ in processes] == [0, 1, 2]


def test_only_one_process_goes_on_behind_the_block(tmp_path):
    with Sharing(jobs=3).together() as together:
        assert together.map(here, range(3))
    (tmp_path / str(os.getpid())).touch()
    assert len(list(tmp_path.iterdir())) == 1


def test_where_nothing_is_shared_out_the_others_end_as_well():
    with Sharing(jobs=2).together():
        here = os.getpid()
    assert here == os.getpid()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_more_than_a_pipe_holds_goes_both_ways():
    with Sharing(jobs=2).together() as together:
        long = together.map(lambda number: "x" * number, [300_000, 400_000, 500_000], str)
        lengths = together.map(lambda _: sum(map(len, long)), range(4), int, last=True)
    assert lengths == [1_200_000] * 4


def test_an_error_that_one_process_meets_in_a_later_part_is_the_error_of_the_whole():
    def work():
        with Sharing(jobs=2).together() as together:
            numbers = together.map(lambda number: number, range(4), int)
            together.map(lambda number: 1 // number, numbers, last=True)

    with pytest.raises((ZeroDivisionError, FailedElsewhere), match="by zero"):
        work()


def test_the_others_are_ended_where_the_block_is_left_with_an_error():
    def work():
        with Sharing(Limits(seconds=5), jobs=2).together() as together:
            if together.is_leading:
                raise KeyError
            signal.pause()

    with pytest.raises(KeyError):
        work()
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def shared_with_one_that(fails, limits):
    """What two processes share out of which the other one fails at something before."""
    with Sharing(limits, jobs=2).together() as together:
        if not together.is_leading:
            fails()
        together.map(here, range(2))


def test_a_part_that_takes_too_long_makes_the_document_unreadable():
    with pytest.raises(UnreadableDocument, match=r"longer than 0\.2 seconds"):
        shared_with_one_that(signal.pause, Limits(seconds=0.2))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux binds the address space")
def test_a_part_that_takes_too_much_memory_is_told_so():
    with pytest.raises(UnreadableDocument, match="more than 900 MB"):
        shared_with_one_that(lambda: bytearray(1 << 30), Limits(megabytes=900))
