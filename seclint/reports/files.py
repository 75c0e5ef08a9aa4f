"""Writes a report, or a document with findings in it, to a file: whole or not at all, and never over a document that was checked."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from seclint.errors import ConfigError


def refuse_targets(files: Sequence[str], inputs: Sequence[str] = ()) -> None:
    """Raise ConfigError when results cannot be written to these files, or are to go over an input, while nothing has been done yet."""
    places = [os.path.realpath(file) for file in files]
    for file, place in zip(files, places, strict=True):
        folder = Path(place).parent
        if places.count(place) > 1:
            raise ConfigError(f"{file}: two results cannot go to one file", "give each a file of its own")
        _refuse_input(file, inputs)
        if Path(place).is_dir():
            raise ConfigError(f"{file}: this is a folder", "name a file in it")
        if not folder.is_dir():
            raise ConfigError(f"{file}: there is no folder {Path(file).parent}", "make the folder first")
        if not os.access(folder, os.W_OK):
            raise ConfigError(f"{file}: nothing may be written to the folder {folder}", "check its permissions, or name another one")


def write(file: str, text: str, inputs: Iterable[str]) -> None:
    """Write the text to the file in one step. Raises ConfigError when it cannot be written or is one of the inputs."""
    write_bytes(file, text.encode(), inputs)


def write_bytes(file: str, data: bytes, inputs: Iterable[str]) -> None:
    """Write the bytes to the file in one step. Raises ConfigError when it cannot be written or is one of the inputs."""
    import tempfile  # most runs write no file

    target = os.path.realpath(file)
    _refuse_input(file, inputs)
    try:
        handle, draft = tempfile.mkstemp(dir=Path(target).parent, prefix=f".{Path(target).name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(draft).unlink()
            raise
    except OSError as error:
        raise ConfigError(f"{file}: it cannot be written: {error.strerror}", "check the folder and its permissions") from None


def _refuse_input(file: str, inputs: Iterable[str]) -> None:
    if any(_is_same(path, os.path.realpath(file)) for path in inputs):
        raise ConfigError(f"{file}: the result would overwrite a document that was checked", "give it another name")


def _is_same(path: str, target: str) -> bool:
    """Whether two paths lead to one file, be it by another name of it."""
    if os.path.realpath(path) == target:
        return True
    try:
        return Path(path).samefile(target)
    except OSError:
        return False
