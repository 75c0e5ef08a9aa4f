"""Paths to documents: files as they are named, folders searched through."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from seclint import readers
from seclint.config import Config
from seclint.errors import ConfigError


def documents(paths: Sequence[str], include: Sequence[str], config: Config) -> list[str]:
    """The documents to check, in order; none if all that were found are excluded.

    Raises ConfigError when there is none to be found.
    """
    found = list(find(paths, include, config))
    if not found:
        raise ConfigError(
            "no document found in " + ", ".join(paths),
            "folders are searched for " + " ".join(f"*{suffix}" for suffix in readers.SUFFIXES) + "; add others with --include",
        )
    return [path for path in found if not config.excludes(path)]


def find(paths: Sequence[str], include: Sequence[str], config: Config) -> Iterator[str]:
    """The documents that the paths name, each once, in order. A folder that cannot be searched is listed as a document.

    Patterns of ``include`` are held against paths as they are typed, and as the configuration file sees them.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _walk(path, include, config) if os.path.isdir(path) else (path,):  # noqa: PTH112 - which Path asks without leave
            key = os.path.realpath(found)
            if key not in seen:
                seen.add(key)
                yield found


def _walk(folder: str, include: Sequence[str], config: Config) -> Iterator[str]:
    """The documents in a folder, those behind links to other folders last; a folder that several links lead to is searched once."""
    closed: list[str] = []
    searched: set[str] = set()
    waiting = deque([folder])
    while waiting:
        for top, folders, files in os.walk(waiting.popleft(), onerror=lambda error: closed.append(str(error.filename))):
            own = os.path.realpath(top)
            if own in searched:
                folders.clear()
                continue
            searched.add(own)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            waiting.extend(str(path) for path in (Path(top, name) for name in folders) if path.is_symlink())
            for name in sorted(files):
                # "~$report.docx" is the lock file that Word leaves beside an open document.
                if not name.startswith((".", "~$")) and _is_wanted(Path(top, name), include, config):
                    yield str(Path(top, name))
    yield from closed


def _is_wanted(path: Path, include: Sequence[str], config: Config) -> bool:
    if path.suffix.lower() in readers.SUFFIXES:
        return True
    return any(path.match(pattern) or Path(config.seen(str(path))).match(pattern) for pattern in include)
