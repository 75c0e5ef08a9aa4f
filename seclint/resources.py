"""Where rules/ and grammar/ are: inside the installed package, or beside it in a checkout; and where things are kept."""

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_DIGEST = hashlib.sha256().digest_size  # bytes in front of what is kept


def folder(name: str) -> "Traversable":
    """The resource folder ``name`` ("rules" or "grammar"); works in wheels, zipped wheels and checkouts."""
    package = Path(__file__).parent
    for there in (package / name, package.parent / name):
        if there.is_dir():
            return there
    from importlib.resources import files  # only where the package is in an archive

    return files("seclint") / name


def cache_folder() -> Path:
    """Where this system keeps what can be made again; SECLINT_CACHE_DIR overrides it."""
    if own := os.environ.get("SECLINT_CACHE_DIR"):
        return Path(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base, "seclint")


def kept(file: Path) -> bytes | None:
    """What ``keep`` wrote there; None if there is nothing, if it is damaged, or if somebody else could have written it."""
    with suppress(OSError), file.open("rb") as stream:
        state = os.fstat(stream.fileno())
        if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
            return None
        digest, data = stream.read(_DIGEST), stream.read()
        return data if hashlib.sha256(data).digest() == digest else None
    return None


def keep(file: Path, data: bytes) -> None:
    """Write the data completely or not at all, readable by this user only. A failure is ignored: it only costs time in the next run."""
    import tempfile  # most runs write nothing

    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=file.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(hashlib.sha256(data).digest() + data)
            draft.replace(file)
        except OSError:
            draft.unlink(missing_ok=True)
