"""Where rules/ and grammar/ are: inside the installed package, or beside it in a checkout."""

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
