"""Makes registers of clauses out of documents of the Smart Energy Code, and writes them as a rule pack holds them."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from seclint import engine
from seclint.errors import ConfigError, UnreadableDocument
from seclint.facts import Facts
from seclint.facts.clause_listing import clauses_in
from seclint.facts.clause_register import ClauseRegister, Edition
from seclint.library import Library, convert, read_toml
from seclint.model import Document
from seclint.processes.isolate import Limits
from seclint.recognise.scene import Sec
from seclint.reports.files import refuse_targets, write

_TOP = """\
# Clauses of the Smart Energy Code by version, with their captions, as the documents of the Code print them.
# Written by `seclint register build`; a clause that is missing, or a caption that is wrong, may be corrected here.
"""


def build(files: Sequence[str], out: str, sec_version: str | None = None, day: date | None = None, limits: Limits | None = None) -> Edition:
    """Read the files, all of one version of the Code, and write their clauses into the register ``out``; gives what was added.

    Raises UnreadableDocument for a file that cannot be read or prints no clauses, ConfigError when the version or its day is not known
    or the register cannot be written.
    """
    refuse_targets([out], files)
    others = _kept(out)
    documents = [engine.read(file, limits) for file in files]
    clauses: dict[str, str] = {}
    for document in documents:
        found = clauses_in(document)
        if not found:
            raise UnreadableDocument(
                f"{document.path}: no clauses of the Code were found in it",
                "its headings must say which part of the Code it is: Section D, Appendix AB, Schedule 8; look at `seclint show FILE`",
            )
        clauses.update(found)
    version, starts = _dated(documents[0], sec_version, day)
    edition = Edition(version, starts, ", ".join(Path(file).name for file in files), clauses)
    editions = sorted([*(one for one in others if one.sec_version != version), edition], key=lambda one: one.starts)
    write(out, "\n".join([_TOP, *map(written, editions)]), files)
    return edition


def _kept(out: str) -> Sequence[Edition]:
    """The versions that the register has already."""
    file = Path(out)
    return convert(read_toml(file), ClauseRegister, file).edition if file.is_file() else ()


def _dated(document: Document, sec_version: str | None, day: date | None) -> tuple[str, date]:
    """The version of the Code and the day on which it took effect: as given, as known, or as the cover says."""
    library = Library()
    front = Facts(document, library, kind="other").front
    version = sec_version or front.version
    if not version:
        raise ConfigError(f"{document.path}: its cover does not say of which version of the Code it is", "say it with --sec-version")
    known = library.load("registers", "sec", Sec).versions.get(version)
    cover = front.date if version == front.version and front.date and len(front.date) == len("2022-06-30") else None
    starts = day or (known if isinstance(known, date) else None) or (date.fromisoformat(cover) if cover else None)
    if starts is None:
        raise ConfigError(f"{document.path}: the day on which version {version} took effect is not known", "say it with --date")
    return version, starts


def written(edition: Edition) -> str:
    """The edition as TOML."""
    return "\n".join(_lines(edition)) + "\n"


def _lines(edition: Edition) -> Iterator[str]:
    yield "[[edition]]"
    yield f"sec_version = {_quoted(edition.sec_version)}"
    yield f"from = {edition.starts}"
    yield f"source = {_quoted(edition.source)}"
    yield "[edition.clauses]"
    yield from (f"{_quoted(clause)} = {_quoted(caption)}" for clause, caption in edition.clauses.items())


def _quoted(text: str) -> str:
    """A TOML string; those of JSON are."""
    return json.dumps(text, ensure_ascii=False)
