"""seclint for Python programs: the same floors as the commands."""

from collections.abc import Iterable
from datetime import date
from os import PathLike, fspath
from typing import TypeVar

from seclint import engine
from seclint.errors import ConfigError
from seclint.model import Document, Report, Stage
from seclint.processes.isolate import Limits
from seclint.records import Settings

Path = str | PathLike[str]
T = TypeVar("T")


def read(path: Path, *, timeout: float = 60, max_memory: int = 1024) -> Document:
    """The document as a reader of its final version sees it.

    ``timeout`` is in seconds, ``max_memory`` in megabytes. Raises UnreadableDocument.
    """
    return engine.read(fspath(path), Limits(timeout, max_memory))


def check(
    *paths: Path,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    stage: Stage = "publish",
    kind: str | None = None,
    as_of: str | date | None = None,
    packs: Iterable[Path] = (),
    include: Iterable[str] = (),
    jobs: int = 0,
    timeout: float = 60,
    max_memory: int = 1024,
    dossier: bool = True,
) -> Report:
    """Check documents and folders; those that cannot be read are in the report.

    Only the arguments count: no configuration file is read, so there are no waivers, no baseline and nothing is left out, and no
    result of an earlier run is used. The arguments are the options of `seclint check`: ``select`` and ``ignore`` name rules,
    ``as_of`` is a day (ISO), ``packs`` are folders of further rules (``--rules``), ``include`` patterns of further files in folders;
    ``timeout`` is in seconds and ``max_memory`` in megabytes, for each document; without ``dossier`` documents are not compared.

    Raises ConfigError for a wrong argument and where there is no document, RuleError for a faulty pack.
    """
    folders = tuple(fspath(pack) for pack in _several("packs", packs))
    settings = Settings(_several("select", select), _several("ignore", ignore), stage, kind, _iso(as_of), folders)
    run = engine.Run(Limits(timeout, max_memory), jobs, include=_several("include", include), dossiers=dossier)
    return engine.check([fspath(path) for path in paths], settings, run)


def _several(name: str, given: Iterable[T]) -> tuple[T, ...]:
    """What was given, as a tuple. Raises ConfigError for a single word, which would be split into letters."""
    if isinstance(given, str | PathLike):
        raise ConfigError(f"{name} is the one word {given!r}", f"give a list: {name}=[{given!r}]")
    return tuple(given)


def _iso(day: str | date | None) -> str | None:
    try:
        given = date.fromisoformat(day) if isinstance(day, str) else day
        return given.isoformat() if given else None
    except ValueError:
        raise ConfigError(f"as_of is {day!r}, which is not a day", "write it like 2026-01-31") from None
