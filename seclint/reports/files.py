"""Writes a report, or a document with findings in it, to a file: whole or not at all, and never over a document that was checked."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from seclint.errors import ConfigError


def write(file: str, text: str, inputs: Iterable[str]) -> None:
    """Write the text to the file in one step. Raises ConfigError when it cannot be written or is one of the inputs."""
    write_bytes(file, text.encode(), inputs)


def write_bytes(file: str, data: bytes, inputs: Iterable[str]) -> None:
    """Write the bytes to the file in one step. Raises ConfigError when it cannot be written or is one of the inputs."""
    target = os.path.realpath(file)
    if any(_is_same(path, target) for path in inputs):
        raise ConfigError(f"{file}: the result would overwrite a document that was checked", "give it another name")
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


def _is_same(path: str, target: str) -> bool:
    """Whether two paths lead to one file, be it by another name of it."""
    if os.path.realpath(path) == target:
        return True
    try:
        return Path(path).samefile(target)
    except OSError:
        return False
