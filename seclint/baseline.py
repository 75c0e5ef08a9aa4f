"""Baselines: the findings of a day, recorded so that a gate fails only for new ones."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from seclint.errors import ConfigError
from seclint.model import Finding, Report
from seclint.reports.json import dumps as json

SCHEMA = "seclint-baseline/1"
_REMEDY = "write it anew with `seclint baseline PATHS -o FILE`"


class _Entry(msgspec.Struct, frozen=True):
    fingerprint: str


class _Baseline(msgspec.Struct, frozen=True):
    schema: str
    findings: tuple[_Entry, ...]


def dumps(report: Report) -> str:
    """The findings of a report that nobody has waived, as JSON in a settled order; what tells them apart is only the fingerprint."""
    entries = sorted(
        ({"fingerprint": one.fingerprint, "rule": one.rule, "path": _posix(one.path), "quote": one.quote} for one in _recorded(report)),
        key=lambda entry: (entry["path"], entry["rule"], entry["fingerprint"]),
    )
    return json({"schema": SCHEMA, "findings": entries})


def size(report: Report) -> int:
    """How many findings of the report a baseline holds."""
    return sum(1 for _ in _recorded(report))


def load(file: str) -> tuple[str, ...]:
    """The fingerprints of a baseline. Raises ConfigError."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: the baseline cannot be read: {error.strerror}", f"check the path, or {_REMEDY}") from None
    try:
        baseline = msgspec.json.decode(data, type=_Baseline)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: this is not a baseline: {error}", _REMEDY) from None
    if baseline.schema != SCHEMA:
        raise ConfigError(f"{file}: a baseline of the form {baseline.schema!r} is not known", _REMEDY)
    return tuple(entry.fingerprint for entry in baseline.findings)


def _recorded(report: Report) -> Iterator[Finding]:
    yield from (finding for finding in report.findings if finding.status == "new")


def _posix(path: str) -> str:
    return path.replace("\\", "/")
