"""Which settings hold for a command: what its command line says, else the configuration file, else the default."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    from seclint.config import Config
    from seclint.engine import Run
    from seclint.records import Settings

# Parameters of the commands that a configuration file may set as well, by their keys in it.
KEYS = {
    "stage": "stage",
    "kind": "kind",
    "select": "select",
    "ignore": "ignore",
    "fail_on": "fail-on",
    "as_of": "as-of",
    "include": "include",
    "packs": "rules",
    "baseline": "baseline",
    "jobs": "jobs",
    "timeout": "timeout",
    "max_memory": "max-memory",
}
_ON_THE_COMMAND_LINE = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)


class Setting(NamedTuple):
    """A value in force, and where it comes from: "default", the configuration file, or the option itself."""

    value: Any
    source: str


class InForce:
    """The settings by parameter, and the configuration that they come from, without what the command line overrides."""

    def __init__(self, settings: dict[str, Setting], config: Config) -> None:
        self.settings = settings
        self.config = config

    def __getitem__(self, name: str) -> Any:
        """The value of a setting."""
        return self.settings[name].value


def in_force(context: click.Context, first: str, *others: str) -> InForce:
    """The settings of the command that is running, which are those of its first document or folder. Raises ConfigError.

    A note on standard error names the configuration files of the others that are not used.
    """
    config = _config(context, first, others)
    settings = {}
    for name in KEYS:
        if name not in context.params:
            continue
        value = _configured(config, name)
        if context.get_parameter_source(name) in _ON_THE_COMMAND_LINE:
            settings[name] = Setting(context.params[name], f"--{'rules' if name == 'packs' else name.replace('_', '-')}")
        elif value is not None:
            settings[name] = Setting(value, config.file)
        else:
            settings[name] = Setting(context.params[name], "default")
    return InForce(settings, _overridden(config, {name for name, setting in settings.items() if setting.source.startswith("--")}))


def settings_of(chosen: InForce) -> Settings:
    """What is to be done with each document."""
    from seclint.records import Settings

    return Settings(
        chosen["select"],
        chosen["ignore"],
        chosen["stage"],
        chosen["kind"],
        chosen["as_of"],
        chosen["packs"],
        tuple(chosen.config.severity.items()),
    )


def run_of(context: click.Context, chosen: InForce, **more: Any) -> Run:
    """How to go about the run; ``more`` are further fields of it."""
    from seclint.engine import Run
    from seclint.processes.isolate import Limits
    from seclint.run.cache import default_folder

    return Run(
        limits=Limits(chosen["timeout"], chosen["max_memory"]),
        jobs=chosen["jobs"],
        cache=None if context.params["no_cache"] else default_folder(),
        include=chosen["include"],
        dossiers=context.params["dossier"] == "auto",
        **more,
    )


def recorded(chosen: InForce) -> dict[str, Any]:
    """The settings as a gate's record keeps them: what holds for all documents, and what the file says of some."""
    from msgspec import to_builtins

    given = to_builtins(chosen.config)
    more = {key: given[key] for key in ("severity", "exclude", "override", "dossier") if given[key]}
    return {**more, **{KEYS[name]: setting.value for name, setting in chosen.settings.items()}}


def _config(context: click.Context, first: str, others: Sequence[str]) -> Config:
    from pathlib import Path

    from seclint import config
    from seclint.reports.words import harmless

    if context.params.get("no_config"):
        if context.params.get("config"):
            raise click.UsageError("--config and --no-config exclude each other")
        return config.Config()
    if given := context.params.get("config"):
        return config.load(Path(given))
    file = config.find(first)
    if passed_over := config.passed_over(file, others):
        holds = f"{config.name_of(file)} holds for all documents" if file else "the first path has none, so none holds"
        click.echo(harmless(f"note: {holds}; not used: {', '.join(passed_over)}"), err=True)
    return config.load(file) if file else config.Config()


def _configured(config: Config, name: str) -> Any:
    value = getattr(config, KEYS[name].replace("-", "_"))
    if value is None:
        return None
    if name == "packs":
        return tuple(config.beside(folder) for folder in value)
    if name == "baseline":
        return config.beside(value)
    return value.isoformat() if name == "as_of" else value


def _overridden(config: Config, given: set[str]) -> Config:
    """The configuration without what the command line decides for every document."""
    from msgspec.structs import replace

    fields = dict.fromkeys(given & {"kind", "stage", "select"})
    return replace(config, override=tuple(replace(override, **fields) for override in config.override)) if fields else config
