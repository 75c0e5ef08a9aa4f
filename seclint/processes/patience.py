"""Limits how long one rule may take on one document, so that one regular expression cannot hold up everything else."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from seclint.errors import FaultyRule

SECONDS = 15.0  # of the processor


@contextmanager
def limited(rule: str, seconds: float = SECONDS) -> Iterator[None]:
    """Raise FaultyRule when the block takes longer. Systems without such timers have only the limits of the whole process."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what signal handlers are given
        raise FaultyRule(
            f"{rule} took longer than {seconds:g} seconds",
            "a repetition inside a repetition, as in (a+)+, tries too many ways: simplify the rule's regular expressions",
        )

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
