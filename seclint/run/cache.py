"""Keeps the records of documents that were checked, so that an unchanged document need not be read again.

A record is kept under everything that it depends on: the document's bytes and path, the settings, the rules' data and seclint's own code.
"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import msgspec

from seclint import __version__, readers
from seclint.records import Record, Settings
from seclint.resources import cache_folder as default_folder
from seclint.resources import keep, kept

__all__ = ["Cache", "default_folder"]

_MOST = 4000  # records; the oldest go first
_DIGITS = "[0-9a-f]" * 64  # the name of a record; whatever else somebody keeps in the folder is not ours


class Cache:
    """Records on disk, in a folder of their own. A record that cannot be read or written counts as not kept."""

    def __init__(self, folder: Path, digest: str) -> None:
        self.folder = folder / "records"
        self._base = hashlib.sha256(b"\0".join((_code().encode(), digest.encode())))

    def key(self, path: str, data: bytes, settings: Settings | None) -> str:
        """The name under which the record of these bytes at this path, checked with these settings, is kept."""
        digest = self._base.copy()
        digest.update(msgspec.msgpack.encode(settings))
        digest.update(path.encode("utf-8", "surrogateescape") + b"\0")
        digest.update(readers.sha256(data).encode())
        return digest.hexdigest()

    def get(self, key: str) -> Record | None:
        """The record, if it is there."""
        with suppress(msgspec.MsgspecError):
            data = kept(self.folder / key)
            return msgspec.msgpack.decode(data, type=Record) if data is not None else None
        return None

    def put(self, key: str, record: Record) -> None:
        """Keep a record."""
        keep(self.folder / key, msgspec.msgpack.encode(record))

    def prune(self) -> None:
        """Remove the oldest records when there are too many."""
        with suppress(OSError):
            files = sorted(self.folder.glob(_DIGITS), key=lambda file: file.stat().st_mtime)
            for file in files[: max(0, len(files) - _MOST)]:
                file.unlink()


@cache
def _code() -> str:
    """Identifies the state of seclint's code: its version, and the sizes and times of its files, if it has any."""
    with suppress(OSError):  # in a zipped wheel there are none
        return __version__ + "".join(sorted(_states(Path(__file__).parent)))
    return __version__


def _states(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states(Path(entry.path))
            elif entry.name.endswith(".py"):
                state = entry.stat()
                yield f"|{entry.path}:{state.st_size}:{state.st_mtime_ns}"
