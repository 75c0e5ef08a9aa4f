"""Report to text: one pure function for each format, registered here and nowhere else."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the names of the formats are needed where nothing heavy may be imported
    from seclint.model import Report


class Look(NamedTuple):
    """How a report is to look where that is open: colours, columns, and whether less or more is wanted."""

    colour: bool = False
    width: int = 100
    quiet: bool = False
    verbose: bool = False

    def painted(self, text: str, code: str) -> str:
        """The text in the colour that a terminal knows by the code ("31;1"), where colours are wanted."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


Render = Callable[["Report", Look], str]

FORMATS = ("text", "brief", "json", "sarif", "junit", "github", "gitlab", "markdown", "html")
SHOW_RULES = frozenset({"sarif", "junit", "html"})
"""The formats that say something about the rules themselves, and so need them in the Report."""
SHOW_VIEWS = frozenset({"html"})
"""The formats that show parts of the documents."""


def renderer(format: str) -> Render:
    """The function that writes a Report in that format (one of ``FORMATS``)."""
    render: Render = import_module(f"seclint.reports.{format}").render
    return render
