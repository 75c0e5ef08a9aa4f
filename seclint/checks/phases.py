"""How the tables of test phases are told from others."""

from msgspec import Struct


class Phases(Struct, frozen=True, forbid_unknown_fields=True):
    """``phase``, ``start``, ``end``, ``entry``, ``exit``: heads of columns. ``order``: phases in their order, each with its names.

    ``parallel``: words that say that phases run side by side, ``sequential``: regular expressions of what says that they do not; ``over``:
    of what, right behind the name of a phase in an entry criterion, says that it must have ended.
    """

    phase: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...]
    entry: tuple[str, ...] = ()
    exit: tuple[str, ...] = ()
    order: tuple[tuple[str, ...], ...] = ()
    parallel: tuple[str, ...] = ()
    sequential: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
