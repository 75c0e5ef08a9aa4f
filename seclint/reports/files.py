"""Writes a report, or a document with findings in it, to a file: whole or not at all, and never over a document.

Only files are replaced. A device or a pipe (/dev/stdout, a shell's ``>(...)``) is written to.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from seclint import readers
from seclint.errors import ConfigError

_STANDARD = (1, 2)  # standard output and standard error, under whatever name


def refuse_targets(files: Sequence[str], inputs: Sequence[str] = ()) -> None:
    """Raise ConfigError when results cannot be written to these files, or are to go over a document, while nothing has been done yet."""
    places = [os.path.realpath(file) for file in files]
    for file, place in zip(files, places, strict=True):
        if places.count(place) > 1:
            raise ConfigError(f"{file}: two results cannot go to one file", "give each a file of its own")
        _refuse_input(file, inputs)
        with _explained(file):
            if _is_stream(file):
                continue
            _refuse_document(file)
        folder = Path(place).parent
        if not folder.is_dir():
            raise ConfigError(f"{file}: there is no folder {Path(file).parent}", "make the folder first")
        if not os.access(folder, os.W_OK):
            raise ConfigError(f"{file}: nothing may be written to the folder {folder}", "check its permissions, or name another one")


def write(file: str, text: str, inputs: Iterable[str]) -> None:
    """Write the text to the file in one step. Raises ConfigError when it cannot be written or is a document, one of the inputs or not."""
    _refuse_input(file, inputs)
    with _explained(file):
        if not _is_stream(file):
            _refuse_document(file)
        _put(file, text.encode(), 0o666)


def write_copy(file: str, data: bytes, original: str) -> None:
    """Write a changed copy of a document, which nobody may read who may not read the original. Raises ConfigError."""
    _refuse_input(file, [original])
    with _explained(file):
        _put(file, data, stat.S_IMODE(Path(original).stat().st_mode) & 0o777)


def _put(file: str, data: bytes, mode: int) -> None:
    """Write to a stream, or in the place of a file, which loses no protection; a new file has ``mode``, less what the user keeps back."""
    if not _is_stream(file):
        _replace(Path(os.path.realpath(file)), data, mode)
        return
    sys.stdout.flush()
    about = Path(file).stat()
    own = next((stream for stream in _STANDARD if _is_open_as(stream, about)), None)
    with open(file if own is None else own, "wb", closefd=own is None) as stream:
        stream.write(data)


def _replace(target: Path, data: bytes, mode: int) -> None:
    draft = target.with_name(f".seclint-{os.urandom(8).hex()}")
    there = target.exists()
    mode &= stat.S_IMODE(target.stat().st_mode) if there else mode
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        if there:
            draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _is_stream(file: str) -> bool:
    """Whether the file is a device or a pipe, or what this process prints to. Raises ConfigError where it is no file either."""
    try:
        about = Path(file).stat()
    except FileNotFoundError:
        return False
    kind = about.st_mode
    if stat.S_ISDIR(kind):
        raise ConfigError(f"{file}: this is a folder", "name a file in it")
    if stat.S_ISCHR(kind) or stat.S_ISFIFO(kind) or any(_is_open_as(stream, about) for stream in _STANDARD):
        return True
    if not stat.S_ISREG(kind):
        raise ConfigError(f"{file}: this is neither a file nor something to print to", "give the result a file of its own")
    return False


def _is_open_as(stream: int, about: os.stat_result) -> bool:
    with suppress(OSError):  # a program may be started without it
        return os.path.samestat(os.fstat(stream), about)
    return False


def _refuse_document(file: str) -> None:
    """Refuse to put a report where a Word or PDF file is, which may be the only copy of it."""
    with suppress(FileNotFoundError), Path(file).open("rb") as stream:
        if readers.is_document(stream.read(1024)):
            raise ConfigError(f"{file}: the result would overwrite a Word or PDF document", "give it another name")


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


@contextmanager
def _explained(file: str) -> Iterator[None]:
    """Have what the system says against writing said of the file."""
    try:
        yield
    except OSError as error:
        raise ConfigError(f"{file}: it cannot be written: {error.strerror}", "check the folder and its permissions") from None
