"""Waivers and baselines: findings that are accepted, or known from before, and what is wrong with the waivers themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from seclint.config import Config, Waiver, seen_from
from seclint.model import Finding, Place, Rule, Span, Unchecked, Waived
from seclint.records import Record

UNUSED, EXPIRED = "WVR001", "WVR002"


class Waivers:
    """The waivers of a configuration, each for a rule by its id, as of a day (``as_of``, ISO; without one no waiver expires)."""

    def __init__(self, config: Config, as_of: str | None) -> None:
        self._config = config
        self._waivers = config.waiver
        self._as_of = as_of
        self._used: set[int] = set()

    def applied(self, record: Record) -> Iterator[Finding]:
        """The findings of a document, with those that are accepted marked as waived, unless its profile forbids to waive them."""
        about = [index for index, waiver in enumerate(self._waivers) if self._is_about(waiver, [record.checked.path])]
        for finding in record.findings:
            covering = [index for index in about if _covers(self._waivers[index], finding)]
            self._used.update(covering)
            waiver = next((self._waivers[index] for index in covering if not self._is_expired(self._waivers[index])), None)
            if waiver is None:
                yield finding
            elif finding.rule in record.unwaivable:
                note = f"the waiver of {waiver.by} does not count: findings of this rule cannot be waived at this stage"
                yield replace(finding, notes=(*finding.notes, note))
            else:
                expires = waiver.expires.isoformat() if waiver.expires else None
                yield replace(finding, status="waived", waiver=Waived(waiver.reason, waiver.by, expires))

    def findings(self, rules: Mapping[str, Rule], paths: Sequence[str]) -> Iterator[Finding]:
        """Findings about the waivers for these documents: those that are not needed, and those that have expired."""
        for index, waiver in enumerate(self._waivers):
            if not self._is_about(waiver, paths):
                continue
            if self._is_expired(waiver) and EXPIRED in rules:
                yield _finding(rules[EXPIRED], waiver, self._config.file)
            elif index not in self._used and UNUSED in rules and waiver.rule in rules:
                yield _finding(rules[UNUSED], waiver, self._config.file)

    def unchecked(self, paths: Sequence[str]) -> Iterator[Unchecked]:
        """The waivers for which it is unknown whether they have expired."""
        for waiver in self._waivers:
            if waiver.expires and not self._as_of and self._is_about(waiver, paths):
                reason = f"the waiver of {waiver.rule} in line {waiver.line} expires on {waiver.expires}; give --as-of to have that judged"
                yield Unchecked(EXPIRED, reason, self._config.file)

    def _is_about(self, waiver: Waiver, paths: Sequence[str]) -> bool:
        return any(waiver.covers(self._config.seen(path)) for path in paths)

    def _is_expired(self, waiver: Waiver) -> bool:
        return bool(self._as_of and waiver.expires and waiver.expires.isoformat() < self._as_of)


class Known(Struct, frozen=True):
    """What a baseline holds: fingerprints of findings, each with the path of its document from the baseline's ``folder`` on.

    A baseline of the first form told of names only; its paths are "", and count where the run has no two documents of a name.
    """

    folder: str = ""
    findings: frozenset[tuple[str, str]] = frozenset()

    def marked(self, findings: Sequence[Finding], paths: Iterable[str]) -> Iterator[Finding]:
        """The findings of a run on the documents at these paths, those that are in the baseline marked as known."""
        names = Counter(PurePath(path).name for path in paths)
        seen = {path: seen_from(self.folder, path) for path in {finding.path for finding in findings}} if self.findings else {}
        for finding in findings:
            told = (seen.get(finding.path, ""), *([""] if names[PurePath(finding.path).name] < 2 else []))
            is_known = finding.status == "new" and any((finding.fingerprint, path) in self.findings for path in told)
            yield replace(finding, status="known") if is_known else finding


def _covers(waiver: Waiver, finding: Finding) -> bool:
    return (
        waiver.rule == finding.rule
        and _plain(waiver.quote) in _plain(f"{finding.quote} {finding.context}")
        and waiver.section in ("", finding.place.section, finding.place.heading)
    )


def _finding(rule: Rule, waiver: Waiver, file: str) -> Finding:
    says = rule.message.format(
        rule=waiver.rule, by=waiver.by, reason=waiver.reason, expires=waiver.expires or "", document=waiver.document, quote=waiver.quote
    )
    fingerprint = f"{rule.id}-{waiver.rule}-{waiver.document}-{_plain(waiver.quote)}"
    return Finding(
        rule.id, rule.name, rule.severity, says, waiver.quote, Span(0, 0), file, Place(line=waiver.line or None), fingerprint=fingerprint
    )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
