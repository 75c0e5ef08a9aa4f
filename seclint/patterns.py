"""The regular expressions of seclint, compiled once and kept for later runs, as Python keeps its byte code.

Compiling the patterns of all floors takes a quarter of the time of checking a short document, because ``re`` compiles in Python. A compiled
pattern is a list of numbers that only the release of CPython that made it understands. The lists are kept by release, and CPython checks
them when they are loaded; if anything does not fit, the pattern is compiled as usual.
"""

import atexit
import hashlib
import re
import sys
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec

from seclint import resources

_MOST = 8 << 20  # bytes that are kept; with more of them, what older rules needed is thrown away with the rest
_ELSEWHERE = (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError)  # where re is made otherwise


class _Compiled(msgspec.Struct, array_like=True):
    """What ``re`` makes of a pattern, as ``_sre.compile`` takes it."""

    flags: int
    code: list[int]
    groups: int
    names: dict[str, int]


@cache
def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The same as ``re.compile``, whose errors it raises; for patterns that are written in code or made of rules, not of documents."""
    if sys.implementation.name == "cpython":
        with suppress(*_ELSEWHERE):
            return _store().compiled(pattern, int(flags))
    return re.compile(pattern, flags)


def keep_new() -> None:
    """Keep what this process had to compile, so that later ones need not. What cannot be kept is compiled again."""
    with suppress(*_ELSEWHERE, MemoryError):
        _store().keep_new()


@cache
def _store() -> "_Store":
    atexit.register(keep_new)
    return _Store()


class _Store:
    """What was compiled in earlier runs, and in this process. Raises AttributeError or ImportError where ``re`` is made otherwise."""

    def __init__(self) -> None:
        self._engine: Any = import_module("_sre")
        release = f"{sys.hexversion}\0{self._engine.MAGIC}\0{self._engine.CODESIZE}\0{sys.byteorder}"
        self._file = resources.cache_folder() / f"re-{hashlib.sha256(release.encode()).hexdigest()}"
        self._kept = _read(self._file)
        self._new: dict[str, memoryview] = {}

    def compiled(self, pattern: str, flags: int) -> re.Pattern[str]:
        key = f"{flags} {pattern}"
        kept = self._kept.get(key)
        found = _decoded(kept) if kept is not None else None
        if found is None:
            found = _compiled(pattern, flags)
            self._new[key] = memoryview(msgspec.msgpack.encode(found))
        in_order: list[str | None] = [None] * (found.groups + 1)
        for name, number in found.names.items():
            in_order[number] = name
        taken: re.Pattern[str] = self._engine.compile(pattern, found.flags, found.code, found.groups, found.names, tuple(in_order))
        return taken

    def keep_new(self) -> None:
        if not self._new:
            return
        others = _read(self._file)  # other processes may have kept some since
        if sum(map(len, others.values())) > _MOST:
            others.clear()
        resources.keep(self._file, msgspec.msgpack.encode(others | self._new))
        self._new.clear()


def _read(file: Path) -> dict[str, memoryview]:
    """What is kept for each pattern, encoded once more: of all that is kept, a run needs a part."""
    with suppress(msgspec.MsgspecError):
        return msgspec.msgpack.decode(resources.kept(file) or b"\x80", type=dict[str, memoryview])
    return {}


def _decoded(data: memoryview) -> _Compiled | None:
    with suppress(msgspec.MsgspecError):
        return msgspec.msgpack.decode(data, type=_Compiled)
    return None


def _compiled(pattern: str, flags: int) -> _Compiled:
    parser, compiler = import_module("re._parser"), import_module("re._compiler")
    parsed = parser.parse(pattern, flags)
    code = [int(one) for one in compiler._code(parsed, flags)]
    return _Compiled(flags | int(parsed.state.flags), code, parsed.state.groups - 1, dict(parsed.state.groupdict))
