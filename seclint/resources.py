"""Where rules/ and grammar/ are: inside the installed package, or beside it in a checkout; and where things are kept."""

import os
import sys
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path


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
