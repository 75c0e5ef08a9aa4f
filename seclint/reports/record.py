"""The record of a gate: which files, by their SHA-256, passed or failed which rules under which settings; in a form to be signed.

Canonical is JSON with sorted keys, no white space, ASCII only, and one line feed at the end, so that equal runs give equal bytes.
"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from seclint.errors import ConfigError
from seclint.model import Report
from seclint.reports.words import summary_of

SCHEMA = "seclint-record/1"


class Recorded(msgspec.Struct, frozen=True):
    """A document of a record."""

    path: str
    status: str
    sha256: str | None = None
    kind: str | None = None


class Record(msgspec.Struct, frozen=True):
    """What `seclint verify` needs of a record."""

    schema: str
    rulebook: str
    verdict: str
    documents: tuple[Recorded, ...]
    as_of: str | None = None
    configuration: dict[str, Any] = {}

    @property
    def packs(self) -> tuple[str, ...]:
        """The folders of rule packs that were used besides."""
        return tuple(self.configuration.get("rules", ()))

    @property
    def include(self) -> tuple[str, ...]:
        """Which other files of folders were checked."""
        return tuple(self.configuration.get("include", ()))


def dumps(report: Report, configuration: Mapping[str, Any], registers: Mapping[str, str]) -> str:
    """The record of a run; ``configuration`` are its settings, ``registers`` the SHA-256 of each file of looked-up data."""
    return canonical(
        {
            "schema": SCHEMA,
            "tool": {"name": "seclint", "version": report.version},
            "rulebook": f"sha256:{report.rulebook}",
            "registers": dict(registers),
            "configuration": dict(configuration),
            "stage": report.stage,
            "as_of": report.as_of,
            "verdict": report.verdict,
            "summary": summary_of(report),
            "documents": [
                {"path": _posix(one.path), "sha256": one.sha256, "kind": one.kind or None, "status": one.status} for one in report.documents
            ],
            "waivers": [
                {
                    "rule": one.rule,
                    "path": _posix(one.path),
                    "quote": one.quote,
                    "fingerprint": one.fingerprint,
                    "reason": one.waiver.reason,
                    "by": one.waiver.by,
                    "expires": one.waiver.expires,
                }
                for one in report.findings
                if one.waiver is not None
            ],
            "unchecked": [{"rule": one.rule, "path": _posix(one.path), "reason": one.reason} for one in report.unchecked],
        }
    )


def canonical(data: Any) -> str:
    """The data in the canonical form."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def load(data: bytes, name: str) -> Record:
    """A record from its bytes. Raises ConfigError when they are none, or were changed by hand."""
    try:
        record = msgspec.json.decode(data, type=Record)
        unchanged = canonical(json.loads(data)).encode() == data
    except (msgspec.MsgspecError, ValueError) as error:
        raise ConfigError(f"{name}: this is not a record of seclint: {error}", "write one with `seclint check --record FILE`") from None
    if record.schema != SCHEMA:
        raise ConfigError(f"{name}: a record of the form {record.schema!r} is not known", "verify it with the version that wrote it")
    if not unchanged:
        raise ConfigError(f"{name}: the record is not in the form in which seclint wrote it", "use the file as it was written")
    return record


def _posix(path: str) -> str:
    """The path as every system writes it; bytes of a name that are no UTF-8 are spelt out."""
    return path.replace("\\", "/").encode("utf-8", "backslashreplace").decode()
