"""Which role a document has in a dossier, by its kind, its status, the versions that others cite, and as a last resort its date."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from seclint.records import Record

ROLES = {"consultation": "consultation", "conclusions": "conclusions", "report": "report"}


def claims_of(records: Sequence[Record]) -> dict[str, list[tuple[Record, str]]]:
    """The documents that may have each role, with the reasons; those whose role is unknown are under ""."""
    found: dict[str, list[tuple[Record, str]]] = {}
    for record in records:
        if record.checked.kind in ROLES:
            role, reason = ROLES[record.checked.kind], f"it is of the kind {record.checked.kind}"
        else:
            role, reason = _draft_or_final(record, records)
        found.setdefault(role, []).append((record, reason))
    return found


def _draft_or_final(record: Record, records: Sequence[Record]) -> tuple[str, str]:
    """Whether a document consulted on is the draft or the final one: by its status, then by who cites its version, then by number."""
    if record.filing.draft is not None and record.filing.status:
        return ("draft-tad" if record.filing.draft else "tad"), f"its status is “{record.filing.status}”"
    version = numbers_of(record.checked.version)
    twins = [other for other in records if other.checked.kind == "tad" and numbers_of(other.checked.version) == version]
    if record.filing.draft is not None and any(other.filing.draft is not record.filing.draft for other in twins):  # v2.0-draft3 and v2.0
        return ("draft-tad" if record.filing.draft else "tad"), "it says so beside its version" if record.filing.draft else "it is no draft"
    cited = {role for other in records if other is not record for role, number in other.filing.cites if version and number == version}
    for role, name in (("draft", "draft-tad"), ("final", "tad")):
        if cited == {role}:
            return name, f"version {record.checked.version} is cited as the {role} one"
    if record.filing.draft:
        return "draft-tad", f"version {record.checked.version} is that of a draft"
    others = {numbers_of(one.checked.version) for one in records if one.checked.kind == "tad"} - {version, ()}
    if version and len(others) == 1 and not cited:
        other = others.pop()
        return ("tad", "it bears the higher version") if version > other else ("draft-tad", "it bears the lower version")
    return "", ""


def told_by_date(roles: dict[str, list[tuple[Record, str]]], records: Sequence[Record]) -> dict[str, list[tuple[Record, str]]]:
    """The roles after a last resort: of two documents that nothing else tells apart, the one with the earlier date is the draft."""
    tads = [record for record in records if record.checked.kind == "tad"]
    groups = sorted(copies_in(tads), key=lambda group: group[0].checked.date or "")
    days = [group[0].checked.date for group in groups]
    told = set(roles) >= {"draft-tad", "tad"} or any(cited_in(role, groups, records) for role in ("draft-tad", "tad"))
    if told or len(groups) != 2 or not all(days) or len(set(days)) < 2:
        return roles
    others = {role: claimants for role, claimants in roles.items() if not any(record in tads for record, _ in claimants)}
    reasons = (f"it is dated {days[0]}, the other one {days[1]}", f"it is dated {days[1]}, the other one {days[0]}")
    sides = zip(("draft-tad", "tad"), groups, reasons, strict=True)
    return others | {role: [(record, reason) for record in group] for role, group, reason in sides}


def copies_in(records: Sequence[Record]) -> Iterator[list[Record]]:
    """The files grouped by document: those with the same words, the same name but for the suffix, or the same title and date."""
    groups: list[list[Record]] = []
    for record in records:
        group = next((group for group in groups if all(_is_copy(record, other) for other in group)), None)
        if group is None:
            groups.append([record])
        else:
            group.append(record)
    yield from groups


def _is_copy(one: Record, other: Record) -> bool:
    mine, theirs = Path(one.checked.path), Path(other.checked.path)
    if mine.parent == theirs.parent and one.filing.words == other.filing.words:
        return True
    if mine.suffix.lower() == theirs.suffix.lower():
        return False
    if mine.with_suffix("") == theirs.with_suffix(""):
        return True
    return (
        mine.parent == theirs.parent
        and numbers_of(one.checked.version) == numbers_of(other.checked.version)
        and one.checked.date == other.checked.date
        and one.filing.title.casefold().split() == other.filing.title.casefold().split()
    )


def cited_in(role: str, copies: Sequence[list[Record]], records: Iterable[Record]) -> list[Record] | None:
    """The version that the other documents cite in this role, out of several; None when that does not decide."""
    wanted = {"draft-tad": "draft", "tad": "final"}.get(role)
    cited = {number for record in records for cites, number in record.filing.cites if cites == wanted}
    fitting = [group for group in copies if numbers_of(group[0].checked.version) in cited]
    return fitting[0] if len(fitting) == 1 else None


def numbers_of(version: str | None) -> tuple[int, ...]:
    """A version for comparing: "2.0" is (2,)."""
    numbers = [int(part) for part in (version or "").split(".") if part.isdigit()]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
