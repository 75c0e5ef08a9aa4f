"""Baselines: the findings of a day, recorded so that a gate fails only for new ones."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from seclint.config import seen_from
from seclint.errors import ConfigError
from seclint.model import Finding, Report
from seclint.reports.json import dumps as json
from seclint.run.waivers import Known

SCHEMA = "seclint-baseline/2"
_OF_NAMES = "seclint-baseline/1"  # its paths are those from where seclint ran, and so tell no two documents of a name apart
_REMEDY = "write it anew with `seclint baseline PATHS -o FILE`"


class _Entry(msgspec.Struct, frozen=True):
    fingerprint: str
    path: str


class _Baseline(msgspec.Struct, frozen=True):
    schema: str
    findings: tuple[_Entry, ...]


def dumps(report: Report, file: str) -> str:
    """The findings of a report that nobody has waived, as JSON in a settled order; ``file`` is where the baseline will be.

    What tells findings apart is the fingerprint and the path of the document from the folder of the baseline on.
    """
    folder = _folder(file)
    entries = sorted(
        (
            {"fingerprint": one.fingerprint, "rule": one.rule, "path": seen_from(folder, one.path), "quote": one.quote}
            for one in _recorded(report)
        ),
        key=lambda entry: (entry["path"], entry["rule"], entry["fingerprint"]),
    )
    return json({"schema": SCHEMA, "findings": entries})


def size(report: Report) -> int:
    """How many findings of the report a baseline holds."""
    return sum(1 for _ in _recorded(report))


def load(file: str) -> Known:
    """What a baseline holds. Raises ConfigError."""
    try:
        data = Path(file).read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: the baseline cannot be read: {error.strerror}", f"check the path, or {_REMEDY}") from None
    try:
        baseline = msgspec.json.decode(data, type=_Baseline)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: this is not a baseline: {error}", _REMEDY) from None
    if baseline.schema not in (SCHEMA, _OF_NAMES):
        raise ConfigError(f"{file}: a baseline of the form {baseline.schema!r} is not known", _REMEDY)
    findings = ((entry.fingerprint, entry.path if baseline.schema == SCHEMA else "") for entry in baseline.findings)
    return Known(_folder(file), frozenset(findings))


def _folder(file: str) -> str:
    return str(Path(file).parent)


def _recorded(report: Report) -> Iterator[Finding]:
    yield from (finding for finding in report.findings if finding.status == "new")
