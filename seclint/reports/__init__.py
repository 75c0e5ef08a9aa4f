"""Report to text: one pure function for each format, registered here and nowhere else."""

from collections.abc import Callable
from importlib import import_module

from msgspec import Struct

from seclint.model import Report


class Look(Struct, frozen=True):
    """How a report is to look where that is open: colours, columns, and whether less or more is wanted."""

    colour: bool = False
    width: int = 100
    quiet: bool = False
    verbose: bool = False


Render = Callable[[Report, Look], str]

FORMATS = ("text", "brief", "json")


def renderer(format: str) -> Render:
    """The function that writes a Report in that format (one of ``FORMATS``)."""
    render: Render = import_module(f"seclint.reports.{format}").render
    return render
