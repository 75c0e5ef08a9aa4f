"""Where rules/ and grammar/ are: inside the installed package, or beside it in a checkout; and where things are kept."""

import hashlib
import os
import sys
import tempfile
from contextlib import suppress
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size  # bytes in front of what is kept


def folder(name: str) -> Traversable:
    """The resource folder ``name`` ("rules" or "grammar"); works in wheels, zipped wheels and checkouts."""
    package = files("seclint")
    inside = package / name
    if inside.is_dir():
        return inside
    return Path(str(package)).parent / name


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
    """What ``keep`` wrote there; None where nothing is, where it is damaged, or where somebody else could have written it."""
    with suppress(OSError), file.open("rb") as stream:
        state = os.fstat(stream.fileno())
        if hasattr(os, "getuid") and (state.st_uid != os.getuid() or state.st_mode & 0o022):
            return None
        digest, data = stream.read(_DIGEST), stream.read()
        return data if hashlib.sha256(data).digest() == digest else None
    return None


def keep(file: Path, data: bytes) -> None:
    """Write the data, whole or not at all, readable for this user only; what cannot be written is made again the next time."""
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
