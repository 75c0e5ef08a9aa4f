"""Rules on one document: what is found, with everything that a report says of it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from seclint.checks import KINDS, found_in
from seclint.checks.file import beginning
from seclint.checks.found import Found
from seclint.errors import FaultyRule, SeclintError, in_one_line
from seclint.facts import Facts
from seclint.facts.dear import find_together
from seclint.library import Library
from seclint.model import Checked, Finding, Place, Rule, Span, Unchecked
from seclint.processes.patience import limited
from seclint.processes.sharing import Together
from seclint.recognise import recognise
from seclint.records import Crossing, Filing, Record
from seclint.rulebook import named

if TYPE_CHECKING:
    from seclint.checks.across import AcrossKind
    from seclint.facts.dossier import DossierFacts

_SOME = 20  # rules, which may well do without the dear facts
_SHOWN = 300  # characters of a sentence on either side of what was found in it
_REHEARSAL = 1.0  # seconds of the processor for each fact or rule
_REPORT_IT = "please report this as a fault of seclint"
_REHEARSED, _MOST_REHEARSED = 1000, 30_000  # characters: for each document, and in all
_REHEARSED_KIND = "conclusions"  # to which most rules apply


_Run = Callable[[Rule], Iterator[Found]]


class _Outcome(msgspec.Struct):
    """What some of the rules gave; ``crashes`` are the checks that failed, with where and why."""

    findings: list[Finding] = msgspec.field(default_factory=list)
    unchecked: list[Unchecked] = msgspec.field(default_factory=list)
    crashes: list[str] = msgspec.field(default_factory=list)


def check(facts: Facts, rules: Sequence[Rule], data: bytes | None = None, together: Together | None = None) -> Record:
    """Run the rules that apply on one document. ``data``, its bytes, is needed to look up boxes in a PDF.

    Processes that work ``together`` first share out the facts that take long, then the rules, family by family, since the rules of a
    family need the same facts. Only the leading process returns; the others end here.
    """
    path, together = facts.document.path, together or Together()
    applying = _applying(facts, rules)
    if len(applying) > _SOME:
        find_together(facts, together)
    outcome = _outcome(partial(found_in, facts), applying, path, path, together)
    if unread := facts.document.features.get("unread"):
        outcome.unchecked.append(Unchecked("*", f"seclint cannot read {unread}", path))
    findings = sorted(outcome.findings, key=lambda finding: (finding.span, finding.rule))
    completed = tuple(_completed({path: facts}, findings, {path: data}))
    unwaivable = tuple(_unwaivable(facts, rules))
    return Record(_checked(facts), completed, tuple(outcome.unchecked), tuple(outcome.crashes), unwaivable, _filing(facts))


def check_dossier(
    dossier: "DossierFacts", rules: Mapping[str, Sequence[Rule]], data: Mapping[str, bytes | None], together: Together | None = None
) -> Crossing:
    """Run the rules that compare documents, shared out as in ``check``.

    ``rules`` are those in force for each document, by its path; they decide what is reported there, and how severely.
    ``data`` holds the bytes of the PDFs, by path.
    """
    from seclint.checks.across import ACROSS  # a single document is compared with nothing

    facts = {one.document.path: one for one in dossier.everything}
    first = next(iter(facts))
    in_force = {path: {rule.id: rule for rule in own} for path, own in rules.items()}
    conclusions = dossier.get("conclusions")
    told_of = conclusions.document.path if conclusions is not None else first  # nearly all rules hold something against the conclusions

    def compare(rule: Rule) -> Iterator[Found]:
        missing = _missing(dossier, ACROSS[rule.check])
        if not missing:
            yield from ACROSS[rule.check].run(dossier, rule)
        elif missing != "alone":
            yield Unchecked(rule.id, missing, next(path for path in (told_of, *in_force) if rule.id in in_force[path]))

    union = {rule.id: rule for own in in_force.values() for rule in own.values() if rule.check in ACROSS}
    comparing = [rule for _, rule in sorted(union.items())]
    outcome = _outcome(compare, comparing, dossier.name, first, together or Together())
    findings = [own for finding in outcome.findings for own in _in_force(finding, union[finding.rule], in_force[finding.path or first])]
    findings.sort(key=lambda finding: (finding.path, finding.span, finding.rule))
    unchecked = [one for one in dict.fromkeys(outcome.unchecked) if one.rule in in_force[one.path]]
    return Crossing(tuple(_completed(facts, findings, data)), tuple(unchecked), tuple(outcome.crashes))


def _in_force(finding: Finding, tried: Rule, in_force: Mapping[str, Rule]) -> Iterator[Finding]:
    """The finding with the severity that its rule has for the document it stands in; None where the rule is not in force there."""
    own = in_force.get(finding.rule)
    if own is not None:
        yield msgspec.structs.replace(finding, severity=own.severity) if finding.severity == tried.severity else finding


def _outcome(run: _Run, rules: Sequence[Rule], name: str, path: str, together: Together) -> _Outcome:
    """What the rules find.

    ``name`` says in messages what the rules were run on. ``path`` is the document that something unchecked is reported for, unless it
    names another one.
    """
    families = [list(family) for _, family in groupby(rules, key=lambda rule: rule.id[:3])]
    outcomes = together.map(partial(_run_rules, run, name, path), families, _Outcome, last=True)
    return _Outcome(
        [finding for outcome in outcomes for finding in outcome.findings],
        [one for outcome in outcomes for one in outcome.unchecked],
        [crash for outcome in outcomes for crash in outcome.crashes],
    )


def _run_rules(run: _Run, name: str, path: str, rules: Sequence[Rule]) -> _Outcome:
    outcome = _Outcome()
    for rule in rules:
        try:
            with limited(rule.id):
                for found in run(rule):
                    if isinstance(found, Finding):
                        outcome.findings.append(found)
                    else:
                        outcome.unchecked.append(msgspec.structs.replace(found, path=found.path or path))
        except FaultyRule as error:
            outcome.crashes.append(f"{name}: {error.message}; {error.hint}")
            outcome.unchecked.append(Unchecked(rule.id, error.message.removeprefix(f"{rule.id}: "), path))
        except (SeclintError, MemoryError):
            raise
        except Exception as error:
            outcome.crashes.append(f"{name}: the check {rule.id} {rule.name} failed: {in_one_line(error)}; {_REPORT_IT}")
            outcome.unchecked.append(Unchecked(rule.id, "the check failed; this is a fault of seclint", path))
    return outcome


def _missing(dossier: "DossierFacts", kind: "AcrossKind") -> str:
    """Which documents the kind of check would need, in words; "alone" where there is only one document, so nothing can be compared."""
    there = {role for role, _ in dossier.documents}
    if len(there) < 2:
        return "" if any(len(dossier.formats(role)) > 1 for role in there) and not kind.needs and not kind.any_of else "alone"
    lacking = [dossier.called(role) for role in kind.needs if role not in there]
    if not lacking and kind.any_of and not there & set(kind.any_of):
        lacking = [" or ".join(dossier.called(role) for role in kind.any_of)]
    return f"there is no {' and no '.join(lacking)} in the dossier “{dossier.name}”" if lacking else ""


def rehearse(rules: Sequence[Rule], library: Library, documents: int) -> None:
    """Work out every fact for some of the rules' examples, and run the rules on them, so that processes forked later start prepared.

    The more ``documents`` are to be checked, the more examples are worth it. Errors are ignored: with a document they will be reported.
    """
    from seclint.readers import markdown  # as plain text, which needs no parser of Markdown

    text = "\n\n".join(example.text for rule in rules for example in rule.example[:1] if example.text)
    if not text.strip():  # none of the rules is about single documents
        return
    document = markdown.read(text[: min(_REHEARSED * (documents + 1), _MOST_REHEARSED)].encode(), "examples.txt")
    facts = Facts(document, library, recognise(document, library), kind=_REHEARSED_KIND)
    for name, fact in chain.from_iterable(vars(one).items() for one in reversed(Facts.__mro__)):
        if isinstance(fact, cached_property):
            with suppress(Exception), limited(name, _REHEARSAL):
                getattr(facts, name)
    for rule in _applying(facts, rules):
        with suppress(Exception), limited(rule.id, _REHEARSAL):
            for _ in found_in(facts, rule):
                pass


def _applying(facts: Facts, rules: Sequence[Rule]) -> list[Rule]:
    return [rule for rule in rules if rule.check in KINDS and facts.recognised_kind.is_among(rule.applies)]


def _unwaivable(facts: Facts, rules: Sequence[Rule]) -> Iterator[str]:
    """The rules in force that the document's profile lets nobody waive at stage publish."""
    protected = facts.profile.unwaivable if facts.stage == "publish" else ()
    yield from (rule.id for rule in (named(word, rules) for word in protected) if rule)


def _filing(facts: Facts) -> Filing:
    """What decides to which dossier the document belongs, and in which role."""
    if facts.kind == "other":
        return Filing(title=facts.front.title)
    cites = {
        (cited.role, tuple(int(part) for part in cited.number.split(".")))
        for cited in facts.cited_versions
        if cited.is_subject and cited.role in ("draft", "final") and cited.number.replace(".", "").isdigit()
    }
    front = facts.front
    end = facts.document.blocks[front.cover_end - 1].span.end if front.cover_end else 0
    on_cover = {one.month for one in facts.mentions.releases if one.span.end <= end}
    below = Counter(one.month for one in facts.mentions.releases if one.span.start >= end)
    releases = tuple(month for month, _ in below.most_common())
    words = hashlib.sha256(" ".join(facts.document.text.split()).encode()).hexdigest()
    return Filing(
        artefact=facts.subject.artefact,
        draft=front.draft,
        status=front.status or "",
        title=front.title,
        cites=tuple(sorted(cites)),
        is_release_on_cover=front.release in on_cover,
        releases=releases,
        words=words,
    )


def _checked(facts: Facts) -> Checked:
    document, front = facts.document, facts.front
    return Checked(
        document.path,
        "checked",
        kind=facts.kind,
        reason=facts.recognised_kind.reason,
        release=front.release,
        version=front.version,
        date=front.date,
        sha256=document.sha256,
        pages=document.pages,
    )


def _completed(facts: Mapping[str, Facts], findings: Sequence[Finding], data: Mapping[str, bytes | None]) -> Iterator[Finding]:
    """The findings, completed with path, place, boxes, sentence and fingerprint.

    ``facts`` are the facts of each document, by its path; a finding without a path belongs to the first one. A finding about a document
    as a whole stands on its title, so its fingerprint is made of its message instead of its quote.
    """
    first = next(iter(facts))
    located = [
        msgspec.structs.replace(
            finding,
            path=finding.path or first,
            related=tuple(msgspec.structs.replace(other, path=other.path or first) for other in finding.related),
        )
        for finding in findings
    ]
    places = _all_places(facts, located, data)
    ordinals: Counter[tuple[str, str]] = Counter()
    for finding in located:
        words = finding.message if finding.span == beginning(facts[finding.path]) else finding.quote
        key = "\0".join((finding.rule, Path(finding.path).name, " ".join(words.casefold().split())))
        ordinals[finding.path, key] += 1
        shown = _around(facts[finding.path], finding.span)
        yield msgspec.structs.replace(
            finding,
            place=places[finding.path, finding.span],
            context=facts[finding.path].document.quote(shown),
            at=finding.span.start - shown.start,
            related=tuple(msgspec.structs.replace(other, place=places[other.path, other.span]) for other in finding.related),
            fingerprint=hashlib.sha256(f"{key}\0{ordinals[finding.path, key]}".encode()).hexdigest()[:32],
        )


def _around(facts: Facts, span: Span) -> Span:
    """The sentence that the words stand in, or only the words near to them where it is very long."""
    sentence, text = facts.sentence(span), facts.document.text
    start, end = max(sentence.start, span.start - _SHOWN), min(sentence.end, span.end + _SHOWN)
    if start > sentence.start:
        start = text.find(" ", start, span.start) + 1 or start
    if end < sentence.end:
        end = max(text.rfind(" ", span.end, end), 0) or end
    return Span(start, end)


def _all_places(facts: Mapping[str, Facts], findings: Sequence[Finding], data: Mapping[str, bytes | None]) -> dict[tuple[str, Span], Place]:
    """The place of every span of the findings and of what they relate to."""
    wanted: dict[str, set[Span]] = {}
    for finding in findings:
        wanted.setdefault(finding.path, set()).add(finding.span)
        for other in finding.related:
            wanted.setdefault(other.path, set()).add(other.span)
    return {
        (path, span): place
        for path, spans in wanted.items()
        for span, place in zip(sorted(spans), _places(facts[path], sorted(spans), data.get(path)), strict=True)
    }


def _places(facts: Facts, spans: Sequence[Span], data: bytes | None) -> list[Place]:
    places = [facts.place(span) for span in spans]
    if facts.document.format != "pdf" or data is None or not spans:
        return places
    from seclint.readers import pdf

    boxes = pdf.boxes(data, facts.document, spans)
    return [msgspec.structs.replace(place, boxes=found) for place, found in zip(places, boxes, strict=True)]
