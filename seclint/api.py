"""seclint for Python programs: the same floors as the commands."""

from collections.abc import Iterable, Sequence
from os import PathLike, fspath

from seclint import engine
from seclint.isolate import Limits
from seclint.model import Document, Report, Stage
from seclint.records import Settings


def read(path: str | PathLike[str], *, timeout: float = 60, max_memory: int = 1024) -> Document:
    """The document as a reader of its final version sees it.

    ``timeout`` is in seconds, ``max_memory`` in megabytes. Raises UnreadableDocument.
    """
    return engine.read(fspath(path), Limits(timeout, max_memory))


def check(
    *paths: str | PathLike[str],
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    stage: Stage = "publish",
    kind: str | None = None,
    as_of: str | None = None,
    packs: Iterable[str | PathLike[str]] = (),
    jobs: int = 0,
    dossier: bool = True,
) -> Report:
    """Check documents and folders as `seclint check` does; unreadable documents are in the report.

    ``as_of`` is an ISO day; without ``dossier`` documents are not compared with each other.
    Raises ConfigError for a wrong argument, RuleError for a faulty pack.
    """
    settings = Settings(tuple(select), tuple(ignore), stage, kind, as_of, tuple(fspath(pack) for pack in packs))
    return engine.check([fspath(path) for path in paths], settings, engine.Run(jobs=jobs, dossiers=dossier))
