"""Calling pdfium's functions by the thousand: one call through ctypes costs more than the Python around it.

Functions are called by ``map``, with arguments that need not be converted and with places for the results that are made once.
"""

import ctypes
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from seclint.readers.pdf import pdfium

T = TypeVar("T")

_KINDS: dict[str, Any] = {"f": ctypes.c_float, "d": ctypes.c_double, "I": ctypes.c_uint}  # by the code that array has for them


def fast(name: str, result: Any, *arguments: Any) -> Any:
    """A function of pdfium that takes no time: it is called without letting other threads run.

    Without types of arguments it takes only what needs no conversion; without one for its result it gives none.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)((name, pdfium.library))


def call(function: Any, *arguments: Iterable[Any]) -> None:
    """Call a function as often as ``map`` would, for what it writes."""
    deque(map(function, *arguments), maxlen=0)


class Slots:
    """Room for the numbers that pdfium writes for ``count`` things at once, so many ``columns`` of them for each thing."""

    def __init__(self, code: str, columns: int, count: int = 256) -> None:
        kind = _KINDS[code]
        self.count = count
        self._columns, self._size = columns, ctypes.sizeof(kind)
        self._numbers = array(code, bytes(self._size * columns * count))
        self._buffer = (kind * (columns * count)).from_buffer(self._numbers)

    def places(self, column: int = 0) -> list[Any]:
        """Where the numbers from that column on are written, for each thing."""
        step = self._columns * self._size
        return [ctypes.byref(self._buffer, start + column * self._size) for start in range(0, step * self.count, step)]

    def clear(self, count: int) -> None:
        """Set the numbers of the first so many things to 0, in case pdfium writes nothing of one."""
        ctypes.memset(self._buffer, 0, self._size * self._columns * count)

    def read(self, count: int) -> list[list[Any]]:
        """The columns of what was written for the first so many things."""
        return [self._numbers[column : count * self._columns : self._columns].tolist() for column in range(self._columns)]

    def portions(self, things: Sequence[T]) -> Iterator[Sequence[T]]:
        """The things, as many at a time as there is room for."""
        for start in range(0, len(things), self.count):
            yield things[start : start + self.count]
