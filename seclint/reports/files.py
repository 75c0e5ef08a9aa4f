"""Writes a report to a file: whole or not at all, and never over a document that was checked."""

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from seclint.errors import ConfigError


def write(file: str, text: str, inputs: Iterable[str]) -> None:
    """Write the text to the file in one step. Raises ConfigError when it cannot be written or is one of the inputs."""
    target = os.path.realpath(file)
    if any(os.path.realpath(path) == target for path in inputs):
        raise ConfigError(f"{file}: the report would overwrite a document that was checked", "give the report another name")
    try:
        handle, draft = tempfile.mkstemp(dir=Path(target).parent, prefix=f".{Path(target).name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            Path(draft).chmod(0o644)
            Path(draft).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(draft).unlink()
            raise
    except OSError as error:
        raise ConfigError(f"{file}: the report cannot be written: {error.strerror}", "check the folder and its permissions") from None
