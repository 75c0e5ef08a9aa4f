"""The data that people edit: rule packs, profiles and registers, read from the built-in rules/ folder and any further packs."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from seclint import forms, resources
from seclint.errors import ConfigError, RuleError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")

_FORM = 2  # of what is kept; another number makes what an earlier seclint kept be passed over
_DAY = 1  # the kind of extension by which msgpack knows a day here


class Library:
    """Folders of TOML data, the built-in one first; a later folder extends or overrides what an earlier one says."""

    def __init__(self, further: Sequence[Traversable] = (), registers: Mapping[str, dict[str, Any]] | None = None) -> None:
        for pack in further:
            if not pack.is_dir():
                raise ConfigError(f"{pack}: there is no such folder of rules", "check the path of the rule pack")
        self.folders: tuple[Traversable, ...] = (resources.folder("rules"), *further)
        self._registers = registers or {}
        self._loaded: dict[tuple[str, str], Any] = {}
        self._named: dict[str, list[str]] = {}

    def extended(self, registers: Mapping[str, dict[str, Any]]) -> Library:
        """The same data with further entries of registers, by the register's name: those that an example of a rule brings along."""
        return Library(self.folders[1:], registers) if registers else self

    def names(self, folder: str = "") -> list[str]:
        """The names (without ".toml") of the files in a subfolder of every pack, each once, sorted."""
        if folder not in self._named:
            places = [top / folder if folder else top for top in self.folders]
            entries = (entry.name for place in places if place.is_dir() for entry in place.iterdir())
            self._named[folder] = sorted({name.removesuffix(".toml") for name in entries if name.endswith(".toml")})
        return self._named[folder]

    def has_own(self, folder: str = "") -> bool:
        """Whether a pack that is not built in has a file in the subfolder."""
        places = (top / folder if folder else top for top in self.folders[1:])
        return any(entry.name.endswith(".toml") for place in places if place.is_dir() for entry in place.iterdir())

    def files(self, folder: str, name: str) -> Iterator[Traversable]:
        """The files of that name, the built-in one first."""
        for top in self.folders:
            file = (top / folder if folder else top) / f"{name}.toml"
            if file.is_file():
                yield file

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every file of data that can change a finding: rules, profiles, registers and grammar."""
        digest = hashlib.sha256()
        for top in (*self.folders, resources.folder("grammar")):
            for name, file in sorted(_data_files(top)):
                digest.update(f"{name}\0".encode())
                digest.update(file.read_bytes())
        return digest.hexdigest()

    def digests(self, folder: str) -> dict[str, str]:
        """The SHA-256 of each file of a subfolder, by name; files of the same name in several packs count together."""
        found = {}
        for name in self.names(folder):
            digest = hashlib.sha256(b"".join(file.read_bytes() for file in self.files(folder, name)))
            found[name] = digest.hexdigest()
        return found

    def load(self, folder: str, name: str, record: type[T]) -> T:
        """The data of ``folder/name.toml`` as a record: lists of all packs joined, tables merged, single values overridden.

        Raises RuleError that names the file and the key when the data does not have the record's form.
        """
        key = (folder, name)
        if key not in self._loaded:
            data: dict[str, Any] = {}
            file: Traversable | None = None
            for file in self.files(folder, name):
                data = merge(data, read_toml(file))
            data = merge(data, self._registers.get(name, {})) if folder == "registers" else data
            if file is None:
                raise RuleError(f"there is no {folder}/{name}.toml", "add the file to a rule pack, or correct the name")
            self._loaded[key] = convert(data, record, file)
        loaded: T = self._loaded[key]
        return loaded


def read_toml(file: Traversable) -> dict[str, Any]:
    """The tables of a TOML file; RuleError with the line when it is not valid TOML."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{file}: cannot be read: {error}", "save the file as UTF-8 text") from None
    try:
        return _parsed(text)
    except ValueError as error:  # the parser's, which is imported only where something has to be parsed
        line, says = forms.syntax(error)
        place = f"{file}, line {line}" if line else str(file)
        raise RuleError(f"{place}: {says}", "correct the TOML at that line; strings need quotation marks") from None


def _parsed(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Parsing takes many times as long as reading what was parsed, so that is kept, under the text's digest."""
    digest = hashlib.sha256(f"{sys.hexversion}\0{_FORM}\0{text}".encode()).hexdigest()
    file = resources.cache_folder() / f"toml-{digest}"
    data = resources.kept(file)
    with suppress(msgspec.MsgspecError):
        if data is not None:
            return _unpacked(data)
    import tomllib

    parsed = tomllib.loads(text)
    with suppress(OverflowError):  # an integer of more than 64 bits
        encoded = msgspec.msgpack.encode(_packable(parsed))
        if _unpacked(encoded) == parsed:  # a time would come back as a string
            resources.keep(file, encoded)
    return parsed


def _packable(value: Any) -> Any:
    """The value with days in a form in which they come back as days."""
    if isinstance(value, dict):
        return {key: _packable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_packable(one) for one in value]
    return msgspec.msgpack.Ext(_DAY, value.isoformat().encode()) if type(value) is date else value


def _unpacked(data: bytes) -> dict[str, Any]:
    return msgspec.msgpack.decode(data, type=dict[str, Any], ext_hook=lambda _, day: date.fromisoformat(bytes(day).decode()))


def convert(data: Any, record: type[T], file: Traversable | str) -> T:
    """The data as a record; RuleError that names file and key when it does not have the record's form."""
    try:
        return msgspec.convert(data, record)
    except msgspec.ValidationError as error:
        found = forms.problem(error, record, "rules/README.md says what may stand here")
        raise RuleError(f"{file}: {found.says}", found.hint, key=found.key, at=found.at) from None


def _data_files(top: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in top.iterdir():
        if entry.is_dir():
            yield from _data_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".toml", ".lark")):
            yield prefix + entry.name, entry


def merge(base: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Both tables in one: lists joined, tables merged, single values taken from the second."""
    merged = dict(base)
    for key, value in more.items():
        if isinstance(value, list) and isinstance(merged.get(key), list):
            merged[key] = merged[key] + value
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = merge(merged[key], value)
        else:
            merged[key] = value
    return merged
