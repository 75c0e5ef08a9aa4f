"""seclint.toml, or [tool.seclint] in pyproject.toml: what a team settles once instead of on every command line."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from itertools import chain, repeat
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from seclint import forms
from seclint.errors import ConfigError, UnknownName
from seclint.model import Severity, Stage

NAMES = ("seclint.toml", "pyproject.toml")
# What may lead to settings in a pyproject.toml: [tool.seclint], [tool] with a key below it, tool.seclint.x = ..., tool = { ... }.
_MAY_HOLD = re.compile(r"""^\s*\[*\s*["']?tool["']?\s*(?:\.\s*["']?seclint\b|\]|=)""", re.MULTILINE)
_HINT = "`seclint init` writes a starter file; docs/gates.md lists every key"


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Findings that are accepted.

    ``rule``: the rule whose findings they are, by id or name.
    ``reason``: why they are accepted.
    ``by``: who accepted them.
    ``document``: a pattern for the path of the document; every document, unless this is given.
    ``quote``: words that the finding, or its sentence, must hold.
    ``section``: number or title of the section in which it must stand.
    ``expires``: the last day on which the waiver counts.
    """

    rule: str
    reason: str
    by: str
    document: str = "*"
    quote: str = ""
    section: str = ""
    expires: date | None = None
    line: int = msgspec.field(default=0, name="(line)")  # no key of the file

    def covers(self, seen: str) -> bool:
        """Whether the waiver is about the document at the path, as the configuration file sees it."""
        return _matches(seen, self.document)


class DossierFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Documents that belong together. Their names are looked for beside the configuration file.

    ``consultation``: the consultation document.
    ``draft_tad``: the draft of the Testing Approach Document that was consulted on.
    ``tad``: the Testing Approach Document that was approved.
    ``conclusions``: the conclusions.
    ``report``: the completion report.
    """

    consultation: str = ""
    draft_tad: str = ""
    tad: str = ""
    conclusions: str = ""
    report: str = ""


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is different for some documents; of several that a document falls under, the last counts.

    ``documents``: patterns for the paths of the documents, from the folder of the file on, from any folder on, or for the name alone.
    ``kind``: the kind of document that they are.
    ``stage``: the stage at which they are checked.
    ``select``: the rules they are checked with, instead of those selected for all.
    ``ignore``: rules they are not checked with, besides those ignored for all.
    ``severity``: other severities of rules.
    """

    documents: tuple[str, ...]
    kind: str | None = None
    stage: Stage | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The settings of a file; None where it says nothing.

    ``stage``: the stage at which documents are checked; `publish` turns on what must be true of a published document.
    ``kind``: the kind of document that all are, instead of what is recognised.
    ``select``: rules to check with, by id, name or beginning of an id (`DAT`), instead of those that are on by default.
    ``ignore``: rules not to check with.
    ``fail_on``: the least severity at which a finding fails the run.
    ``as_of``: the day that counts as today.
    ``include``: patterns of further files that a folder is searched for (`*.md`).
    ``exclude``: patterns for the paths of documents that are not checked.
    ``rules``: folders with further rule packs, beside the file.
    ``baseline``: a baseline beside the file; the findings in it are known.
    ``jobs``: documents at a time; 0 is one for each processor.
    ``timeout``: seconds that a document may take.
    ``max_memory``: megabytes that a document may take.
    ``severity``: other severities of rules, by id, name or beginning of an id.
    ``waiver``: findings that are accepted.
    ``dossier``: documents that belong together, where they are not recognised by themselves.
    ``override``: what is different for some documents.
    """

    stage: Stage | None = None
    kind: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    fail_on: Literal["error", "warning", "note", "never"] | None = None
    as_of: date | None = None
    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] = ()
    rules: tuple[str, ...] | None = None
    baseline: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    max_memory: int | None = None
    severity: dict[str, Severity] = {}
    waiver: tuple[Waiver, ...] = ()
    dossier: tuple[DossierFiles, ...] = ()
    override: tuple[Override, ...] = ()
    file: str = msgspec.field(default="", name="(file)")  # no key of the file

    def beside(self, name: str) -> str:
        """A name in the file as a path from where seclint runs."""
        path = Path(self.file).parent / name
        return str(path)

    def seen(self, path: str) -> str:
        """The path from the folder of the file on, wherever seclint runs: what patterns are held against. Without a file, as it is."""
        return seen_from(str(Path(self.file).parent), path) if self.file else path

    def excludes(self, path: str) -> bool:
        """Whether the document at the path is not to be checked."""
        return bool(self.exclude) and any(_matches(self.seen(path), pattern) for pattern in self.exclude)

    def overrides_of(self, path: str) -> Iterator[Override]:
        """The overrides that the document at the path falls under, in the order of the file."""
        seen = self.seen(path) if self.override else path
        return (override for override in self.override if any(_matches(seen, pattern) for pattern in override.documents))


def seen_from(folder: str, path: str) -> str:
    """The path from the folder on, as every system writes it; what is on another drive stays as it is."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:
        return Path(path).as_posix()


def find(first: str) -> Path | None:
    """The nearest configuration file, upward from a document or folder."""
    start = Path(first).absolute()
    for folder in (start, *start.parents) if os.path.isdir(start) else start.parents:  # noqa: PTH112 - Path fails at closed folders
        for name in NAMES:
            file = folder / name
            if os.path.isfile(file) and (name != "pyproject.toml" or _speaks_of_seclint(file)):  # noqa: PTH113
                return file
    return None


def passed_over(file: Path | None, others: Sequence[str]) -> list[str]:
    """The configuration files that other documents or folders of a run would have if ``file``, that of the first, did not hold for all."""
    folders = {other if os.path.isdir(other) else os.path.dirname(other) or "." for other in others}  # noqa: PTH112, PTH120
    return sorted({name_of(nearest) for nearest in map(find, folders) if nearest and nearest != file})


def load(file: Path) -> Config:
    """The settings of a file. Raises ConfigError that names the line and the key, with a remedy."""
    import tomllib  # only where there is a file

    text = _text(file)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{name_of(file)}: {error}", "correct the TOML at that line; strings need quotation marks") from None
    lines = _Lines(text)
    data = {} if (settings := _settings(data, file)) is None else settings
    if not isinstance(data, dict):
        raise ConfigError(f"{_place(file, lines.key('seclint'))}: seclint is not a table", "write its settings below [tool.seclint]")
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        found = forms.problem(error, Config, _HINT)
        raise ConfigError(f"{_place(file, forms.line_at(text, found))}: {found.says}", found.hint) from None
    waivers = zip(config.waiver, chain(lines.tables("waiver"), repeat(0)), strict=False)
    config = replace(config, file=name_of(file), waiver=tuple(replace(waiver, line=line) for waiver, line in waivers))
    _refuse_bad_values(config, file, lines)
    return config


def located(error: UnknownName, config: Config) -> ConfigError:
    """The error with the line of the configuration file that has the word; as it is where the file has not."""
    if not config.file:
        return error
    line = _Lines(_text(Path(config.file))).word(error.word)
    return ConfigError(f"{config.file}, line {line}: {error.message}", error.hint) if line else error


def _matches(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern: as a whole, from any of its folders on, or by its name alone."""
    pattern = pattern.replace("\\", "/").removeprefix("./")
    parts = Path(path).as_posix().split("/")
    return any(fnmatchcase("/".join(parts[start:]), pattern) for start in range(len(parts)))


class _Lines:
    """Where keys and tables stand in a TOML text, for messages: found by their looks, which is enough for what people write."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.splitlines()

    def key(self, key: str) -> int:
        """The first line that sets the key or opens a table of that name; 0 when none is found."""
        return forms.line_of(self._text, key)

    def word(self, word: str) -> int:
        """The first line that has the word, in quotation marks or as a key; 0 when none has."""
        pattern = re.compile(rf"""^[^#]*["']{re.escape(word)}["']|^\s*{re.escape(word)}\s*=""")
        return next((number for number, line in enumerate(self._lines, 1) if pattern.search(line)), 0)

    def tables(self, name: str) -> list[int]:
        """The lines that begin an entry of a list of tables."""
        return forms.entries(self._text, name)


def _speaks_of_seclint(file: Path) -> bool:
    """Whether a pyproject.toml has settings for seclint. Most have no key that could hold them, and parsing takes time."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False  # what cannot be read is not known to speak of seclint
    if "seclint" not in text or not _MAY_HOLD.search(text):
        return False
    import tomllib

    try:
        return _settings(tomllib.loads(text), file) is not None
    except tomllib.TOMLDecodeError:
        return True  # reading it for its settings will say where it is wrong


def _settings(data: dict[str, Any], file: Path) -> Any:
    """The part of the file that is about seclint; None where there is none."""
    tool = data.get("tool") if file.name == "pyproject.toml" else {"seclint": data}
    return tool.get("seclint") if isinstance(tool, dict) else None


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{name_of(file)}: there is no such file", "check the path after --config") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{name_of(file)}: cannot be read: {error}", "save the file as UTF-8 text") from None


def name_of(file: Path) -> str:
    """The file as the user would name it from where seclint runs."""
    try:
        return str(file.relative_to(Path.cwd()))
    except ValueError:
        return str(file)


def _refuse_bad_values(config: Config, file: Path, lines: _Lines) -> None:
    for waiver in config.waiver:
        for key in ("rule", "reason", "by"):
            if not getattr(waiver, key).strip():
                raise ConfigError(f"{_place(file, waiver.line)}: the waiver's {key!r} is empty", "say it in a few words")
    _refuse_shared(config, file, lines)
    for folder in config.rules or ():
        if not Path(config.beside(folder)).is_dir():
            says = f"{_place(file, lines.key('rules'))}: there is no folder {config.beside(folder)}"
            raise ConfigError(says, "rules names folders with rule packs; they are looked for beside this file")
    for key, least in (("jobs", 0), ("timeout", 0.1), ("max-memory", 128)):
        value = getattr(config, key.replace("-", "_"))
        if value is not None and value < least:
            raise ConfigError(f"{_place(file, lines.key(key))}: {key} is {value}, which is too little", f"it must be at least {least}")


def _refuse_shared(config: Config, file: Path, lines: _Lines) -> None:
    """A document is in one dossier, in one role."""
    seen: dict[str, str] = {}
    for files, line in zip(config.dossier, lines.tables("dossier"), strict=False):
        for role, name in msgspec.structs.asdict(files).items():
            path = Path(name).as_posix() if name else ""
            if path and path in seen:
                where = f"{_place(file, line)}: {name} is already named as {seen[path]}"
                raise ConfigError(where, "a document belongs to one dossier, in one role; take it out of the others")
            seen[path] = f"{role.replace('_', '-')} of the dossier in line {line}"


def _place(file: Path, line: int) -> str:
    return f"{name_of(file)}, line {line}" if line else name_of(file)
