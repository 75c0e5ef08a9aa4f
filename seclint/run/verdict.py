"""From records to a Report: marks what is accepted or known, and decides whether the run passes, fails or is incomplete."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from seclint import __version__
from seclint.config import Config
from seclint.model import EXIT_CODES, SEVERITIES, Finding, Report, Rule, Severity, Unchecked, Verdict
from seclint.records import Record, Settings
from seclint.run.waivers import Known, Waivers

FailOn = Severity | None


class Policy(Struct, frozen=True):
    """What counts: the least severity that fails the run (None: none does), a configuration's waivers, findings known from before."""

    fail_on: FailOn = "error"
    config: Config = Config()
    waive: bool = True
    baseline: Known = Known()


def report_of(records: Sequence[Record], settings: Settings, policy: Policy, digest: str, rules: Callable[[], Sequence[Rule]]) -> Report:
    """The report on the documents of the records; ``rules`` gives the rules in force, and is asked only where there are waivers."""
    findings = [finding for record in records for finding in record.findings]
    unchecked = [one for record in records for one in record.unchecked]
    if policy.waive and policy.config.waiver:
        findings, untold = _waived(records, settings, policy.config, rules())
        unchecked += untold
    findings = list(policy.baseline.marked(findings, [record.checked.path for record in records]))
    errors = tuple(crash for record in records for crash in record.crashes)
    incomplete = bool(errors) or any(record.checked.status == "unreadable" for record in records)
    counted = SEVERITIES[: SEVERITIES.index(policy.fail_on) + 1] if policy.fail_on else ()
    failed = any(finding.status == "new" and finding.severity in counted for finding in findings)
    verdict: Verdict = "incomplete" if incomplete else "fail" if failed else "pass"
    return Report(
        documents=tuple(record.checked for record in records),
        findings=tuple(findings),
        unchecked=tuple(unchecked),
        errors=errors,
        version=__version__,
        rulebook=digest,
        as_of=settings.as_of,
        stage=settings.stage,
        fail_on=policy.fail_on,
        verdict=verdict,
    )


def exit_code(report: Report) -> int:
    """0 for pass, 1 for fail, 2 for incomplete."""
    return EXIT_CODES[report.verdict]


def _waived(records: Sequence[Record], settings: Settings, config: Config, rules: Sequence[Rule]) -> tuple[list[Finding], list[Unchecked]]:
    """The findings, with those of the waivers; a waiver of a rule that is not in force says nothing."""
    from seclint.rulebook import named  # most runs have no waivers

    meant = ((waiver, named(waiver.rule, rules)) for waiver in config.waiver)
    waivers = Waivers(replace(config, waiver=tuple(replace(waiver, rule=rule.id) for waiver, rule in meant if rule)), settings.as_of)
    findings = [finding for record in records for finding in waivers.applied(record)]
    paths = [record.checked.path for record in records if record.checked.status == "checked"]
    return [*findings, *waivers.findings({rule.id: rule for rule in rules}, paths)], list(waivers.unchecked(paths))
