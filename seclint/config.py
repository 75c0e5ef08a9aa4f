"""seclint.toml, or [tool.seclint] in pyproject.toml: what a team settles once instead of on every command line."""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from seclint.errors import ConfigError, UnknownName, meant
from seclint.forms import line_of
from seclint.model import Severity, Stage

NAMES = ("seclint.toml", "pyproject.toml")
# What may lead to settings in a pyproject.toml: [tool.seclint], [tool] with a key below it, tool.seclint.x = ..., tool = { ... }.
_MAY_HOLD = re.compile(r"""^\s*\[*\s*["']?tool["']?\s*(?:\.\s*["']?seclint\b|\]|=)""", re.MULTILINE)
_CALLED = {
    "array": 'a list, such as ["one", "two"]',
    "int": "a whole number",
    "float": "a number",
    "str": "words in quotation marks",
    "object": "a table",
}
_HINT = "`seclint init` writes a starter file; README.md shows every key"


class Waiver(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Findings that are accepted: those of the rule in the documents whose words hold ``quote`` (and whose section is ``section``)."""

    rule: str
    reason: str
    by: str
    document: str = "*"
    quote: str = ""
    section: str = ""
    expires: date | None = None
    line: int = 0

    def covers(self, seen: str) -> bool:
        """Whether the waiver is about the document at the path, as the configuration file sees it."""
        return _matches(seen, self.document)


class DossierFiles(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """Documents that belong together, by their roles; names are relative to the configuration file."""

    consultation: str = ""
    draft_tad: str = ""
    tad: str = ""
    conclusions: str = ""
    report: str = ""


class Override(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is different for the documents whose path fits one of the patterns."""

    documents: tuple[str, ...]
    kind: str | None = None
    stage: Stage | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The settings of a file; None where it says nothing. ``rules`` and ``baseline`` are relative to the file."""

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
    file: str = ""

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
    """The configuration files that are nearest to other documents or folders of a run than the first, for which ``file`` holds."""
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
    _refuse_unknown(data, Config, file, lines, ())
    for waiver, line in zip(data.get("waiver", ()), lines.tables("waiver"), strict=False):
        if isinstance(waiver, dict):
            waiver["line"] = line
    try:
        config = msgspec.convert({**data, "file": name_of(file)}, Config)
    except msgspec.ValidationError as error:
        raise _wrong(file, lines, error) from None
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
        return line_of(self._text, key)

    def word(self, word: str) -> int:
        """The first line that has the word, in quotation marks or as a key; 0 when none has."""
        pattern = re.compile(rf"""^[^#]*["']{re.escape(word)}["']|^\s*{re.escape(word)}\s*=""")
        return next((number for number, line in enumerate(self._lines, 1) if pattern.search(line)), 0)

    def tables(self, name: str) -> list[int]:
        """The lines that begin an entry of a list of tables."""
        pattern = re.compile(rf"\s*\[\[(?:[^\]]*\.)?{name}\]\]")
        return [number for number, line in enumerate(self._lines, 1) if pattern.match(line)]


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


def _refuse_unknown(data: Any, record: type[msgspec.Struct], file: Path, lines: _Lines, at: Sequence[str]) -> None:
    """Say of an unknown key where it stands and what may have been meant."""
    known = [field.encode_name for field in msgspec.structs.fields(record) if field.encode_name not in ("file", "line")]
    for key, value in data.items() if isinstance(data, dict) else ():
        if key not in known:
            hint = meant(key.replace("_", "-"), known, f"the keys here are: {', '.join(known)}")
            raise ConfigError(f"{_place(file, lines.key(key))}: there is no key {'.'.join((*at, key))!r}", hint)
        inner = next((field.type for field in msgspec.structs.fields(record) if field.encode_name == key), None)
        for part in get_args(inner):
            if isinstance(part, type) and issubclass(part, msgspec.Struct):
                for entry in value if isinstance(value, list) else ():
                    _refuse_unknown(entry, part, file, lines, (*at, key))


def _wrong(file: Path, lines: _Lines, error: msgspec.ValidationError) -> ConfigError:
    says, _, where = str(error).partition(" - at `$.")
    key = re.split(r"[.\[`]", where)[0]
    missing = re.search(r"required field `([^`]+)`", says)
    if missing and key == "waiver":
        return ConfigError(
            f"{_place(file, lines.key(key))}: a waiver has no {missing[1]!r}",
            "a waiver needs a rule, a reason and by (who gave it)",
        )
    place = f"{_place(file, lines.key(key))}: {where.rstrip('`').removesuffix('[...]') or key}"
    if found := re.search(r"Invalid enum value '(.*)'", says):
        return ConfigError(f"{place} cannot be {found[1]!r}", _meant(found[1], where))
    if "date" in says:
        return ConfigError(f"{place} is not a day", "write it like 2026-01-31")
    if found := re.search(r"Expected `(\w+)", says):
        return ConfigError(f"{place} is not {_CALLED.get(found[1], found[1])}", _HINT)
    return ConfigError(f"{place}: {says}", _HINT)


def _meant(stated: str, where: str) -> str:
    """Which word may have been meant, told by the types of the first and the last key on the way to the value."""
    names = re.findall(r"[a-z][a-z-]*", where)
    types = [
        field.type
        for record in (Config, Override)
        for field in msgspec.structs.fields(record)
        if names and field.encode_name in (names[0], names[-1])
    ]
    allowed = list(dict.fromkeys(word for one in types for word in _words(one)))
    return meant(stated, allowed, f"it is one of {', '.join(allowed)}")


def _words(type: Any) -> Iterator[str]:
    """The words that a type allows, where it allows only some."""
    for part in get_args(type):
        if isinstance(part, str):
            yield part
        else:
            yield from _words(part)


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
